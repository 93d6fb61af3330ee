//! The columns of a file of changes, per vendor and purpose: what they are called in both languages, and what a row of
//! them wishes.

use super::cells::Reading;
use super::{FlawKind, Intent, Wish};
use crate::Field;
use vendors::Vendor;

/// What a file of rows is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// BitAnswer users to create.
    CreateUsers,
    /// BitAnswer users to change.
    ChangeUsers,
    /// BitAnswer users to create or change, whichever fits.
    CreateOrChangeUsers,
    /// BitAnswer users to delete.
    DeleteUsers,
    /// ShareCreators accounts to create.
    CreateAccounts,
    /// ShareCreators accounts to delete.
    DeleteAccounts,
    /// T12 quotas to set.
    SetQuotas,
}

/// A column that a file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is to us.
    pub key: &'static str,
    /// What it may be called; the first is the Chinese name, the second the English one, both used for templates.
    pub names: &'static [&'static str],
    /// Whether every row needs a value in it.
    pub required: bool,
    /// A value for a template.
    pub example: &'static str,
}

const NAME: Column = Column {
    key: "name",
    names: &[
        "登录名",
        "Login",
        "帐号",
        "账号",
        "账户",
        "用户",
        "name",
        "login name",
        "username",
        "user",
        "account",
        "user name",
    ],
    required: true,
    example: "zhang.wei",
};
const NICK_NAME: Column = Column {
    key: "nick-name",
    names: &[
        "用户名",
        "Display name",
        "姓名",
        "昵称",
        "显示名",
        "名称",
        "nickName",
        "nick",
        "full name",
    ],
    required: false,
    example: "张伟",
};
const STATUS: Column = Column {
    key: "status",
    names: &["状态", "Status", "是否停用", "state", "enabled", "disabled"],
    required: false,
    example: "正常",
};
const PASSWORD: Column = Column {
    key: "password",
    names: &[
        "密码",
        "Password",
        "初始密码",
        "新密码",
        "new password",
        "pwd",
    ],
    required: false,
    example: "",
};
const EMAIL: Column = Column {
    key: "email",
    names: &[
        "邮箱",
        "E-mail",
        "电子邮箱",
        "邮件",
        "账号",
        "email",
        "mail",
        "e-mail address",
        "account",
    ],
    required: true,
    example: "zhang.wei@example.com",
};
const PHONE: Column = Column {
    key: "phone",
    names: &[
        "手机号",
        "Phone",
        "电话",
        "手机",
        "手机号码",
        "telephone",
        "mobile",
        "tel",
    ],
    required: true,
    example: "13800138000",
};
const AREA_CODE: Column = Column {
    key: "area-code",
    names: &[
        "区号",
        "Country code",
        "国家区号",
        "国际区号",
        "phoneAreaCode",
        "area code",
    ],
    required: false,
    example: "86",
};
const ROLE: Column = Column {
    key: "role",
    names: &["角色", "Role", "权限", "用户角色"],
    required: true,
    example: "U",
};
const ACCOUNT: Column = Column {
    key: "account",
    names: &[
        "账号", "Account", "邮箱", "帐号", "email", "e-mail", "user_id", "user id", "用户",
    ],
    required: true,
    example: "zhang.wei@example.com",
};
const APP: Column = Column {
    key: "app",
    names: &[
        "应用",
        "App",
        "应用名",
        "企业",
        "app_name",
        "app name",
        "name",
    ],
    required: true,
    example: "northwind-retail",
};
const REGULAR: Column = Column {
    key: "regular",
    names: &[
        "正式用户",
        "Regular users",
        "剩余正式用户",
        "user_num",
        "remain_user",
        "users",
    ],
    required: false,
    example: "500",
};
const TEST: Column = Column {
    key: "test",
    names: &[
        "测试用户",
        "Test users",
        "剩余测试用户",
        "tester_num",
        "remain_test_user",
        "testers",
    ],
    required: false,
    example: "20",
};

/// More characters than any name has; what is longer is a slip.
const LONGEST: usize = 255;

impl FileKind {
    /// What files can be for at a vendor.
    pub fn of(vendor: Vendor) -> &'static [FileKind] {
        match vendor {
            Vendor::BitAnswer => &[
                FileKind::CreateUsers,
                FileKind::ChangeUsers,
                FileKind::CreateOrChangeUsers,
                FileKind::DeleteUsers,
            ],
            Vendor::ShareCreators => &[FileKind::CreateAccounts, FileKind::DeleteAccounts],
            Vendor::T12 => &[FileKind::SetQuotas],
            Vendor::Tingyun => &[],
        }
    }

    /// The vendor.
    pub fn vendor(self) -> Vendor {
        match self {
            FileKind::CreateUsers
            | FileKind::ChangeUsers
            | FileKind::CreateOrChangeUsers
            | FileKind::DeleteUsers => Vendor::BitAnswer,
            FileKind::CreateAccounts | FileKind::DeleteAccounts => Vendor::ShareCreators,
            FileKind::SetQuotas => Vendor::T12,
        }
    }

    /// Its name in an address and in what is kept.
    pub const fn name(self) -> &'static str {
        match self {
            FileKind::CreateUsers => "create-users",
            FileKind::ChangeUsers => "change-users",
            FileKind::CreateOrChangeUsers => "create-or-change-users",
            FileKind::DeleteUsers => "delete-users",
            FileKind::CreateAccounts => "create-accounts",
            FileKind::DeleteAccounts => "delete-accounts",
            FileKind::SetQuotas => "set-quotas",
        }
    }

    /// The columns, in the order of a template.
    pub fn columns(self) -> &'static [Column] {
        match self {
            FileKind::CreateUsers | FileKind::ChangeUsers | FileKind::CreateOrChangeUsers => {
                &[NAME, NICK_NAME, STATUS, PASSWORD]
            }
            FileKind::DeleteUsers => &[NAME],
            FileKind::CreateAccounts => &[EMAIL, PHONE, AREA_CODE, ROLE],
            FileKind::DeleteAccounts => &[ACCOUNT],
            FileKind::SetQuotas => &[APP, REGULAR, TEST],
        }
    }

    /// What is wanted of the accounts.
    pub fn intent(self) -> Intent {
        match self {
            FileKind::CreateUsers | FileKind::CreateAccounts => Intent::Create,
            FileKind::ChangeUsers | FileKind::SetQuotas => Intent::Change,
            FileKind::CreateOrChangeUsers => Intent::CreateOrChange,
            FileKind::DeleteUsers | FileKind::DeleteAccounts => Intent::Delete,
        }
    }

    /// What a row wishes. `cell` gives the text in the column of a key, trimmed; empty where there is none. An empty cell
    /// leaves its field as it is.
    pub fn read<'a>(self, place: u32, cell: impl Fn(&str) -> &'a str) -> Wish {
        let [first, ..] = self.columns() else {
            return Wish::new("", self.intent());
        };
        let mut reading = Reading {
            wish: Wish {
                place: Some(place),
                ..Wish::new(cell(first.key), self.intent())
            },
        };
        for column in self.columns() {
            let text = cell(column.key);
            if text.is_empty() {
                if column.required {
                    reading.flaw(column.key, FlawKind::Missing);
                }
                continue;
            }
            if text.chars().count() > LONGEST {
                reading.flaw(column.key, FlawKind::TooLong);
            } else if text.chars().any(char::is_control) {
                reading.flaw(column.key, FlawKind::Control);
            } else {
                reading.take(column.key, text);
            }
        }
        let default_area_code = self == FileKind::CreateAccounts && cell("area-code").is_empty();
        if default_area_code {
            reading.set(Field::PhoneAreaCode, "86");
        }
        let wish = &mut reading.wish;
        let changes_nothing = wish.values.is_empty() && wish.password.is_none();
        if self.intent() == Intent::Change && changes_nothing && wish.flaws.is_empty() {
            reading.flaw("", FlawKind::NothingToDo);
        }
        reading.wish
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: FileKind, cells: &[(&str, &'static str)]) -> Wish {
        kind.read(2, |key| {
            cells
                .iter()
                .find(|(own, _)| *own == key)
                .map_or("", |(_, text)| text)
        })
    }

    fn flaws(wish: &Wish) -> Vec<(&str, FlawKind)> {
        wish.flaws
            .iter()
            .map(|flaw| (flaw.column, flaw.kind))
            .collect()
    }

    #[test]
    fn a_row_is_read_in_either_language() {
        let wish = read(
            FileKind::CreateUsers,
            &[
                ("name", "zhang.wei"),
                ("nick-name", "张伟"),
                ("status", "停用"),
                ("password", "p"),
            ],
        );
        assert_eq!(wish.target, "zhang.wei");
        assert_eq!(wish.values[&Field::Status], Field::DISABLED);
        assert!(wish.password.is_some() && wish.flaws.is_empty());
        assert_eq!(wish.place, Some(2));
        let wish = read(
            FileKind::CreateAccounts,
            &[
                ("email", "a@b.cn"),
                ("phone", "138 0013-8000"),
                ("role", "成员"),
            ],
        );
        assert_eq!(wish.values[&Field::Telephone], "13800138000");
        assert_eq!(wish.values[&Field::PhoneAreaCode], "86");
        assert_eq!(wish.values[&Field::Role], "U");
    }

    #[test]
    fn every_flaw_says_where_it_is() {
        let wish = read(
            FileKind::CreateAccounts,
            &[
                ("email", "a@b"),
                ("phone", "12x"),
                ("area-code", "+x"),
                ("role", "boss"),
            ],
        );
        assert_eq!(
            flaws(&wish),
            [
                ("email", FlawKind::Email),
                ("phone", FlawKind::Phone),
                ("area-code", FlawKind::AreaCode),
                ("role", FlawKind::Role)
            ]
        );
        let quota = read(
            FileKind::SetQuotas,
            &[("app", "a"), ("regular", "-1"), ("test", "1,000")],
        );
        assert_eq!(flaws(&quota), [("regular", FlawKind::Amount)]);
        assert_eq!(quota.values[&Field::TestUsers], "1000");
        let nothing = read(FileKind::ChangeUsers, &[("name", "a")]);
        assert_eq!(flaws(&nothing), [("", FlawKind::NothingToDo)]);
        let missing = read(FileKind::DeleteUsers, &[]);
        assert_eq!(flaws(&missing), [("name", FlawKind::Missing)]);
    }

    #[test]
    fn names_of_columns_are_told_apart() {
        for vendor in Vendor::ALL {
            for kind in FileKind::of(vendor) {
                let mut seen = std::collections::HashSet::new();
                for column in kind.columns() {
                    for name in column.names {
                        assert!(seen.insert(name.to_lowercase()), "{kind:?} {name}");
                    }
                }
            }
        }
    }
}
