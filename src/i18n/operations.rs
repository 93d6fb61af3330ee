//! What each vendor operation is called.

use super::Language;
use vendors::Operation;

/// The operation's name for a person, as it reads in a sentence about what failed.
pub const fn operation_name(language: Language, operation: Operation) -> &'static str {
    let (english, chinese) = match operation {
        Operation::T12GetQuota => ("read quota", "查询用户数量"),
        Operation::T12SetQuota => ("set quota", "设置用户数量"),
        Operation::TingyunListUsers => ("list users", "查询用户列表"),
        Operation::BitAnswerListUsers => ("list users", "遍历用户"),
        Operation::BitAnswerQueryUsers => ("query users", "查询用户"),
        Operation::BitAnswerPatchUsers => ("update users", "批量更新用户"),
        Operation::BitAnswerUpsertUsers => ("add or update users", "批量添加或更新用户"),
        Operation::BitAnswerDeleteUsers => ("delete users", "批量删除用户"),
        Operation::BitAnswerGetUser => ("read user", "按账号查询用户"),
        Operation::BitAnswerPatchUser => ("update user", "按账号更新用户"),
        Operation::BitAnswerUpsertUser => ("add user", "按账号添加用户"),
        Operation::BitAnswerDeleteUser => ("delete user", "按账号删除用户"),
        Operation::BitAnswerOnlineStatus => ("read online status", "查询在线状态"),
        Operation::BitAnswerForceOffline => ("force offline", "强制下线"),
        Operation::ShareCreatorsCreateUser => ("create user", "创建用户"),
        Operation::ShareCreatorsDeleteUsers => ("delete users", "删除用户"),
    };
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

impl Language {
    /// A vendor's name: its own, or what it is called in Chinese.
    pub const fn vendor(self, vendor: vendors::Vendor) -> &'static str {
        match vendor {
            vendors::Vendor::Tingyun => self.tingyun_name(),
            other => other.name(),
        }
    }
}
