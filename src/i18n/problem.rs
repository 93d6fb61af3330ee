//! The one place where a [`Problem`] becomes words: what failed, why, and what to do next.

use super::Language;
use vendors::Problem;
use vendors::problem::{
    Cause, Field, Found, InvalidInput, Misunderstanding, ProxyFailureKind, Refusal, RefusalKind,
    Shape, TransportFailure,
};

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The vendor, the operation and the kind of failure, in one line.
    pub title: String,
    /// Why, as far as it is known; the vendor's own words where it had any.
    pub reason: String,
    /// What to do next.
    pub remedy: &'static str,
}

/// Puts a problem into words.
pub fn explain(language: Language, problem: &Problem) -> Explanation {
    let vendor = language.vendor(problem.vendor());
    let operation = super::operation_name(language, problem.operation);
    let failure = cause_name(language, &problem.cause);
    let (reason, remedy) = reason(language, &problem.cause);
    Explanation {
        title: language.problem_title(vendor, operation, failure),
        reason,
        remedy,
    }
}

fn cause_name(language: Language, cause: &Cause) -> &'static str {
    match cause {
        Cause::InvalidInput(_) => language.cause_invalid_input(),
        Cause::Transport(_) => language.cause_transport(),
        Cause::Proxy(_) => language.cause_proxy(),
        Cause::Refused(_) => language.cause_refused(),
        Cause::NotUnderstood(_) => language.cause_not_understood(),
        Cause::UnknownOutcome(_) => language.cause_unknown_outcome(),
    }
}

fn reason(language: Language, cause: &Cause) -> (String, &'static str) {
    match cause {
        Cause::InvalidInput(input) => (invalid_input(language, *input), language.remedy_input()),
        Cause::Transport(failure) => transport(language, *failure),
        Cause::Proxy(failure) => {
            let (reason, remedy) = proxy(language, failure.kind);
            (reason.to_owned(), remedy)
        }
        Cause::Refused(refusal) => refused(language, refusal),
        Cause::NotUnderstood(misunderstanding) => not_understood(language, misunderstanding),
        Cause::UnknownOutcome(because) => (
            reason(language, because).0,
            language.remedy_unknown_outcome(),
        ),
    }
}

/// What is wrong with an input, short enough to stand under its field.
pub fn invalid_input(language: Language, input: InvalidInput) -> String {
    match input {
        InvalidInput::Missing(field) => language.input_missing(field_name(language, field)),
        InvalidInput::Malformed(field) => language.input_malformed(field_name(language, field)),
        InvalidInput::TooLarge(field) => language.input_too_large(field_name(language, field)),
        InvalidInput::NotAHeaderValue(field) => {
            language.input_not_a_header_value(field_name(language, field))
        }
        InvalidInput::NameCannotBeInPath => language.input_name_not_in_path().to_owned(),
        InvalidInput::NothingToDo => language.input_nothing_to_do().to_owned(),
        InvalidInput::DuplicateName => language.input_duplicate_name().to_owned(),
        InvalidInput::WrongVendor => language.input_wrong_vendor().to_owned(),
        InvalidInput::ReadOnly => language.input_read_only().to_owned(),
    }
}

/// What a field is called.
pub const fn field_name(language: Language, field: Field) -> &'static str {
    let (english, chinese) = match field {
        Field::AppName => ("app name", "应用名"),
        Field::UserNum => ("users", "正式用户数"),
        Field::TesterNum => ("test users", "测试用户数"),
        Field::Name => ("account", "账号"),
        Field::NickName => ("display name", "用户名"),
        Field::Password => ("password", "密码"),
        Field::Status => ("status", "状态"),
        Field::Guid => ("guid", "guid"),
        Field::Email => ("e-mail", "邮箱"),
        Field::Telephone => ("phone", "手机号"),
        Field::PhoneAreaCode => ("country code", "区号"),
        Field::Role => ("role", "角色"),
        Field::Account => ("account", "账号"),
        Field::BaseUrl => ("base URL", "基础地址"),
        Field::ManagerName => ("manager_name", "manager_name"),
        Field::ManagerKey => ("manager_key", "manager_key"),
        Field::Authkey => ("authkey", "authkey"),
        Field::Bitkey => ("bitkey", "bitkey"),
        Field::Token => ("token", "令牌"),
        Field::Bid => ("Bid (tenant)", "Bid（租户）"),
        Field::ProxyHeader => ("header for the proxy", "代理请求头"),
        Field::Limit => ("rows per page", "每页行数"),
    };
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

fn transport(language: Language, failure: TransportFailure) -> (String, &'static str) {
    match failure {
        TransportFailure::Offline => (
            language.transport_offline().to_owned(),
            language.remedy_offline(),
        ),
        TransportFailure::NotReached => (
            language.transport_not_reached().to_owned(),
            language.remedy_not_reached(),
        ),
        TransportFailure::TimedOut(seconds) => (
            language.transport_timed_out(seconds),
            language.remedy_try_again(),
        ),
        TransportFailure::BadAddress => (
            language.transport_bad_address().to_owned(),
            language.remedy_address(),
        ),
        TransportFailure::Cancelled => (
            language.transport_cancelled().to_owned(),
            language.remedy_try_again(),
        ),
    }
}

/// Why the gateway, or whatever else is in between, did not deliver, and what to do next.
pub const fn proxy(language: Language, kind: ProxyFailureKind) -> (&'static str, &'static str) {
    match kind {
        ProxyFailureKind::Dns => (language.proxy_dns(), language.remedy_upstream_address()),
        ProxyFailureKind::AddressRefused => (
            language.proxy_address_refused(),
            language.remedy_address_refused(),
        ),
        ProxyFailureKind::Connect => (language.proxy_connect(), language.remedy_upstream_address()),
        ProxyFailureKind::Tls => (language.proxy_tls(), language.remedy_tls()),
        ProxyFailureKind::Timeout => (language.proxy_timeout(), language.remedy_try_again()),
        ProxyFailureKind::Closed => (language.proxy_closed(), language.remedy_try_again()),
        ProxyFailureKind::ResponseTooLarge => (
            language.proxy_response_too_large(),
            language.remedy_gateway_limit(),
        ),
        ProxyFailureKind::RequestTooLarge => (
            language.proxy_request_too_large(),
            language.remedy_fewer_rows(),
        ),
        ProxyFailureKind::RequestIncomplete => (
            language.proxy_request_incomplete(),
            language.remedy_try_again(),
        ),
        ProxyFailureKind::RepeatDiffers => (
            language.proxy_repeat_differs(),
            language.remedy_repeat_differs(),
        ),
        ProxyFailureKind::AuditUnavailable => (
            language.proxy_audit_unavailable(),
            language.remedy_audit_unavailable(),
        ),
        ProxyFailureKind::NotAllowed => (
            language.proxy_not_allowed(),
            language.remedy_gateway_version(),
        ),
        ProxyFailureKind::Misconfigured => (
            language.proxy_misconfigured(),
            language.remedy_gateway_check(),
        ),
        ProxyFailureKind::Busy => (language.proxy_busy(), language.remedy_try_again()),
        ProxyFailureKind::SignInNeeded => {
            (language.proxy_sign_in_needed(), language.remedy_sign_in())
        }
        ProxyFailureKind::RoleNotEnough => {
            (language.proxy_role_not_enough(), language.remedy_role())
        }
        ProxyFailureKind::RateLimited => (
            language.proxy_rate_limited(),
            language.remedy_rate_limited(),
        ),
        ProxyFailureKind::Foreign => (language.proxy_foreign(), language.remedy_foreign()),
        ProxyFailureKind::Refused => (language.proxy_refused(), language.remedy_proxy_refused()),
    }
}

fn refused(language: Language, refusal: &Refusal) -> (String, &'static str) {
    let words = match (&refusal.message, &refusal.code) {
        (Some(message), Some(code)) => language.vendor_said_with_code(message, code),
        (Some(message), None) => language.vendor_said(message),
        (None, Some(code)) => language.vendor_gave_code(code),
        (None, None) => language.vendor_gave_status(refusal.status),
    };
    match refusal.kind {
        RefusalKind::Credentials => (words, language.remedy_credentials()),
        RefusalKind::RateLimited => match refusal.retry_after {
            Some(seconds) => (
                format!("{words} {}", language.retry_after(seconds)),
                language.remedy_rate_limited(),
            ),
            None => (words, language.remedy_rate_limited()),
        },
        RefusalKind::NotFound => (words, language.remedy_not_found()),
        RefusalKind::Outage => (words, language.remedy_outage()),
        RefusalKind::Other => (words, language.remedy_vendor_words()),
    }
}

fn not_understood(language: Language, what: &Misunderstanding) -> (String, &'static str) {
    let status = what.status;
    let reason = match &what.found {
        Found::Empty => language.found_empty(status),
        Found::Html { login: true } => language.found_login_page(status),
        Found::Html { login: false } => language.found_html(status),
        Found::NotUtf8 => language.found_not_utf8(status),
        Found::Truncated => language.found_truncated(status),
        Found::NotJson => language.found_not_json(status),
        Found::WrongShape {
            place,
            expected,
            found,
        } => language.found_wrong_shape(place, shape(language, *expected), shape(language, *found)),
        Found::OtherThanAsked => language.found_other_than_asked().to_owned(),
    };
    let remedy = match &what.found {
        _ if status >= 500 => language.remedy_outage(),
        Found::Html { login: true } => language.remedy_login_page(),
        Found::Html { .. } => language.remedy_address(),
        Found::Truncated | Found::Empty => language.remedy_try_again(),
        _ => language.remedy_not_understood(),
    };
    (reason, remedy)
}

const fn shape(language: Language, shape: Shape) -> &'static str {
    let (english, chinese) = match shape {
        Shape::Missing => ("nothing", "无此字段"),
        Shape::Null => ("null", "null"),
        Shape::Boolean => ("a boolean", "布尔值"),
        Shape::Number => ("a number", "数字"),
        Shape::Count => ("a whole number, 0 or more", "非负整数"),
        Shape::Text => ("a text", "文本"),
        Shape::Array => ("a list", "列表"),
        Shape::Object => ("an object", "对象"),
    };
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

messages! {
    problem_title(vendor: &str, operation: &str, failure: &str): "{vendor}, {operation}: {failure}", "{vendor} · {operation}：{failure}";
    cause_invalid_input: "not sent, the input cannot be right", "未发送，输入有误";
    cause_transport: "no answer", "没有得到响应";
    cause_proxy: "the proxy in between failed", "中间的代理出错";
    cause_refused: "the vendor refused", "厂商拒绝了请求";
    cause_not_understood: "the answer is not what the vendor documents", "响应不符合厂商文档";
    cause_unknown_outcome: "outcome unknown", "结果未知";
    input_missing(field: &str): "Fill in: {field}.", "请填写：{field}。";
    input_malformed(field: &str): "This is not a valid value: {field}.", "{field}：格式不正确。";
    input_too_large(field: &str): "Too long or too large: {field}.", "{field}：过长或过大。";
    input_not_a_header_value(field: &str): "Only printable ASCII characters without spaces can be sent: {field}.", "{field}：只能包含不带空格的可打印 ASCII 字符。";
    input_name_not_in_path: "The accounts “.” and “..” cannot stand in a URL.", "账号“.”和“..”不能出现在网址路径中。";
    input_nothing_to_do: "Nothing would change.", "没有任何更改。";
    input_duplicate_name: "The same account stands in the list twice.", "列表中有重复的账号。";
    input_wrong_vendor: "These credentials are for another vendor.", "这些凭据属于另一个厂商。";
    input_read_only: "This console is set to read only. Nothing was sent.", "此控制台已设为只读。未发送任何请求。";
    transport_offline: "The browser has no network connection.", "浏览器当前没有网络连接。";
    transport_not_reached: "The request or its answer did not get through: the address refuses connections, its name or certificate is wrong, or it does not allow this page (CORS).", "请求或响应未能送达：目标拒绝连接、域名或证书有误，或不允许本页面访问（CORS）。";
    transport_timed_out(seconds: u32): "No answer within {seconds} seconds.", "{seconds} 秒内没有响应。";
    transport_bad_address: "The address cannot be requested.", "该地址无法请求。";
    transport_cancelled: "The request was cancelled.", "请求已取消。";
    proxy_dns: "The gateway or proxy cannot resolve the vendor's host name.", "网关或代理无法解析厂商的域名。";
    proxy_connect: "The gateway or proxy cannot connect to the vendor.", "网关或代理无法连接到厂商。";
    proxy_tls: "The gateway or proxy does not trust the vendor's certificate, or TLS failed.", "网关或代理不信任厂商的证书，或 TLS 握手失败。";
    proxy_timeout: "The vendor did not answer the gateway or proxy in time.", "厂商未在规定时间内响应网关或代理。";
    proxy_closed: "The vendor closed the connection without a whole answer.", "厂商在完整响应之前关闭了连接。";
    proxy_response_too_large: "The vendor's answer is larger than the gateway or proxy passes on.", "厂商的响应超过了网关或代理的大小上限。";
    proxy_request_too_large: "The request is larger than the gateway or proxy takes.", "请求超过了网关或代理的大小上限。";
    proxy_not_allowed: "The gateway or proxy does not forward this request.", "网关或代理不转发此请求。";
    proxy_address_refused: "The vendor's host name leads to a private address, which the gateway does not connect to.", "厂商的主机名指向内网或本机地址，网关不会连接。";
    proxy_request_incomplete: "The request did not reach the gateway whole in time.", "请求未能及时完整地到达网关。";
    proxy_repeat_differs: "The same request id was used before for another change, so the gateway did not send this one.", "该请求编号已用于另一次修改，网关未发送此请求。";
    proxy_audit_unavailable: "The gateway cannot write its audit trail, so it sent nothing.", "网关无法写入审计日志，因此未发送任何内容。";
    proxy_misconfigured: "The gateway's configuration for this vendor is wrong.", "网关中此厂商的配置有误。";
    proxy_busy: "The gateway or proxy has too many requests under way.", "网关或代理正在处理的请求过多。";
    proxy_refused: "The proxy itself refused: it does not take requests from this page or to this address.", "代理自身拒绝了请求：不接受来自本页面或发往该地址的请求。";
    proxy_sign_in_needed: "Nobody is signed in at the gateway, or the sign-in has expired.", "尚未登录网关，或登录已过期。";
    proxy_role_not_enough: "Your role at the gateway does not permit this.", "您在网关中的角色没有此权限。";
    proxy_rate_limited: "The gateway was sent too many requests in a short time; this one was not passed on.", "短时间内发往网关的请求过多，此请求未被转发。";
    proxy_foreign: "Something that is not the Rollcall gateway answered.", "响应者不是 Rollcall 网关。";
    vendor_said(message: &str): "The vendor says: {message}", "厂商返回：{message}";
    vendor_said_with_code(message: &str, code: &str): "The vendor says: {message} (code {code})", "厂商返回：{message}（代码 {code}）";
    vendor_gave_code(code: &str): "The vendor gave the code {code} and no words.", "厂商只返回了代码 {code}，没有说明。";
    vendor_gave_status(status: u16): "The vendor answered with HTTP {status} and no words.", "厂商返回 HTTP {status}，没有说明。";
    retry_after(seconds: u32): "It asks to wait {seconds} seconds.", "请等待 {seconds} 秒。";
    found_empty(status: u16): "The answer is empty (HTTP {status}).", "响应为空（HTTP {status}）。";
    found_login_page(status: u16): "A login page came instead of data (HTTP {status}).", "返回的是登录页面而不是数据（HTTP {status}）。";
    found_html(status: u16): "A web page came instead of data (HTTP {status}).", "返回的是网页而不是数据（HTTP {status}）。";
    found_not_utf8(status: u16): "The answer is not UTF-8 text (HTTP {status}).", "响应不是 UTF-8 文本（HTTP {status}）。";
    found_truncated(status: u16): "The answer breaks off in the middle (HTTP {status}).", "响应不完整，中途截断（HTTP {status}）。";
    found_not_json(status: u16): "The answer is not JSON (HTTP {status}).", "响应不是 JSON（HTTP {status}）。";
    found_wrong_shape(place: &str, expected: &str, found: &str): "At {place}, the vendor documents {expected}; what came is {found}.", "{place} 处按文档应为{expected}，实际为{found}。";
    found_other_than_asked: "The answer speaks of another user than was asked for.", "响应中的用户与请求的不一致。";
    remedy_input: "Correct the input.", "请修正输入。";
    remedy_offline: "Connect to the network, then try again.", "请连接网络后重试。";
    remedy_not_reached: "Check the address and the proxy in the settings; the connection test there narrows it down.", "请在设置中检查地址和代理，并使用其中的连接测试。";
    remedy_try_again: "Try again. If it happens again, give the trace id to whoever runs the proxy.", "请重试；若再次发生，请将跟踪编号提供给代理的维护者。";
    remedy_address: "Check the base URL and the proxy in the settings.", "请在设置中检查基础地址和代理。";
    remedy_upstream_address: "Check the vendor's address: the base URL in the settings, or the upstream in the gateway's configuration, where “rollcall check” tries it.", "请检查厂商地址：设置中的基础地址，或网关配置中的上游地址（可运行 rollcall check 验证）。";
    remedy_tls: "Check the vendor's address and certificate; never have verification switched off.", "请检查厂商的地址和证书；切勿关闭证书校验。";
    remedy_address_refused: "If the vendor really is in your own network, set allow_private for this connection in the gateway's configuration.", "如果该厂商确实部署在内网，请在网关配置中为此连接设置 allow_private。";
    remedy_repeat_differs: "Reload the page and make the change again.", "请重新加载页面，再次进行修改。";
    remedy_audit_unavailable: "Ask whoever runs the gateway to check the audit file: its disk may be full or its permissions wrong.", "请联系网关的管理员检查审计文件：磁盘可能已满，或权限不正确。";
    remedy_gateway_limit: "Ask for fewer rows, or raise the limit in the gateway's configuration.", "请减少行数，或在网关配置中提高上限。";
    remedy_fewer_rows: "Send fewer rows at once, or raise the limit in the gateway's configuration.", "请减少一次发送的行数，或在网关配置中提高上限。";
    remedy_gateway_version: "Update the console and the gateway together; a proxy of your own must allow this method and path.", "请一并更新控制台和网关；若使用自己的代理，须在其中允许此方法和路径。";
    remedy_gateway_check: "Run “rollcall check” where the gateway runs.", "请在网关所在机器上运行 rollcall check。";
    remedy_proxy_refused: "Allow this page’s origin and the vendor’s address in the proxy’s configuration; the settings name what it must allow.", "请在代理的配置中允许本页面的来源和厂商地址；设置页中列出了代理需要允许的内容。";
    remedy_sign_in: "Sign in, then try again.", "请登录后重试。";
    remedy_role: "Ask whoever runs the gateway for another role, or for someone who has it to do this.", "请联系网关的管理员调整角色，或由有权限的人操作。";
    remedy_foreign: "Check that the console is served by the gateway, or choose another transport in the settings.", "请确认控制台由网关提供，或在设置中选择其他传输方式。";
    remedy_credentials: "Check the credentials in the settings: mistyped, expired, or without this right.", "请在设置中检查凭据：可能输错、过期或没有此权限。";
    remedy_rate_limited: "Wait, then try again.", "请稍候再试。";
    remedy_not_found: "Refresh the list: it may have been deleted or renamed.", "请刷新列表：它可能已被删除或改名。";
    remedy_outage: "The vendor is failing. Try again later; if it lasts, tell the vendor the time and the trace id.", "厂商服务异常，请稍后重试；若持续发生，请将时间和跟踪编号告知厂商。";
    remedy_vendor_words: "Act on the vendor's words; its support will ask for the trace id.", "请根据厂商的说明处理；联系其支持时请提供跟踪编号。";
    remedy_login_page: "Check the address and the credentials: a session or a proxy login is asked for.", "请检查地址和凭据：对方要求登录。";
    remedy_not_understood: "The vendor may have changed its interface. Report this text with the trace id.", "厂商可能更改了接口。请将此说明连同跟踪编号一并反馈。";
    remedy_unknown_outcome: "The change may have been applied. Read the current state back before you send it again.", "更改可能已经生效。再次发送之前，请先读取当前状态。";
    trace_id: "Trace id", "跟踪编号";
    vendor_trace_id: "Vendor's trace id", "厂商跟踪编号";
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::Operation;
    use vendors::problem::ProxyFailure;

    #[test]
    fn says_vendor_operation_cause_and_remedy() {
        let problem = Problem::new(
            Operation::BitAnswerListUsers,
            Cause::Proxy(ProxyFailure {
                kind: ProxyFailureKind::Dns,
                status: 502,
            }),
        );
        let english = explain(Language::English, &problem);
        assert_eq!(
            english.title,
            "BitAnswer, list users: the proxy in between failed"
        );
        assert!(english.remedy.contains("rollcall check"));
        let chinese = explain(Language::Chinese, &problem);
        assert_eq!(chinese.title, "BitAnswer · 遍历用户：中间的代理出错");
    }

    #[test]
    fn an_unknown_outcome_says_to_read_back() {
        let problem = Problem::new(
            Operation::T12SetQuota,
            Cause::Transport(TransportFailure::TimedOut(30)),
        );
        let words = explain(Language::English, &problem);
        assert!(words.title.ends_with("outcome unknown"));
        assert_eq!(words.reason, "No answer within 30 seconds.");
        assert!(words.remedy.contains("before you send it again"));
    }
}
