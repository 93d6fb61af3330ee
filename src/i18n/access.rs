//! Words of signing in at the gateway, and of what a role permits.

use super::Language;
use vendors::Role;

messages! {
    sign_in: "Sign in", "登录";
    sign_in_body: "This gateway asks who you are. Paste the access token that its administrator gave you.", "此网关需要确认您的身份。请粘贴网关管理员发给您的访问令牌。";
    sign_in_token: "Access token", "访问令牌";
    sign_in_kept: "The token is not kept in this browser.", "令牌不会保存在此浏览器中。";
    sign_in_wrong: "The gateway does not know this token, or it has expired. Check that all of it was pasted, or ask for a new one.", "网关不认识此令牌，或令牌已过期。请确认已完整粘贴，或申请新的令牌。";
    sign_in_too_often: "Too many wrong tokens came from here. Wait a minute, then try again.", "来自此处的错误令牌过多。请等待一分钟后再试。";
    sign_in_too_often_for(seconds: u32): "Too many wrong tokens came from here. Wait 1 second, then try again." | "Too many wrong tokens came from here. Wait {seconds} seconds, then try again.", "来自此处的错误令牌过多。请等待 {seconds} 秒后再试。";
    sign_in_not_reached: "The gateway did not answer. Check the network, then try again.", "网关没有响应。请检查网络后重试。";
    sign_in_failed: "Not signed in", "未能登录";
    not_recognised: "The gateway does not know who you are", "网关无法确认您的身份";
    not_recognised_body: "A reverse proxy in front of the gateway signs people in. It named nobody, or you have no role here. Sign in at your portal, then reload; if that does not help, tell whoever runs the gateway.", "网关前的反向代理负责登录，但未提供您的身份，或您在此没有角色。请先在企业门户登录，然后重新加载；若仍无效，请联系网关的管理员。";
    sign_out: "Sign out", "退出登录";
    sign_out_failed: "Not signed out", "未能退出登录";
    signed_in_as(name: &str, role: &str): "Signed in as {name}, {role}", "已登录：{name}（{role}）";
    role_limits(role: &str): "You are signed in as {role}. What this role may not do is not shown here.", "您以“{role}”身份登录，该角色无权执行的操作不在此显示。";
    role_forbids: "Your role does not permit this", "您的角色无权执行此操作";
    role_forbids_body(role: &str): "You are signed in as {role}. Ask whoever runs the gateway for another role.", "您以“{role}”身份登录。如有需要，请联系网关管理员调整角色。";
    role_viewer: "viewer", "只读";
    role_operator: "operator", "操作员";
    role_admin: "administrator", "管理员";
}

/// What a role is called.
pub const fn role_name(language: Language, role: Role) -> &'static str {
    match role {
        Role::Viewer => language.role_viewer(),
        Role::Operator => language.role_operator(),
        Role::Admin => language.role_admin(),
    }
}
