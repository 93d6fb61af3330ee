//! The table of every documented operation: its vendor, method, path and effect.
//!
//! The gateway forwards exactly what stands here. Paths are relative to a vendor's base URL.

use crate::Vendor;

/// An HTTP method, of those that the vendors use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are HTTP's own words")]
pub enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

impl Method {
    /// The method as it stands on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }

    /// The method that a word on the wire names; case matters, as it does in HTTP.
    pub fn from_wire(word: &str) -> Option<Method> {
        [Method::Get, Method::Post, Method::Patch, Method::Delete]
            .into_iter()
            .find(|method| method.as_str() == word)
    }
}

/// One documented operation of one vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    missing_docs,
    reason = "each has a module of its own that documents it"
)]
pub enum Operation {
    T12GetQuota,
    T12SetQuota,
    TingyunListUsers,
    BitAnswerListUsers,
    BitAnswerQueryUsers,
    BitAnswerPatchUsers,
    BitAnswerUpsertUsers,
    BitAnswerDeleteUsers,
    BitAnswerGetUser,
    BitAnswerPatchUser,
    BitAnswerUpsertUser,
    BitAnswerDeleteUser,
    BitAnswerOnlineStatus,
    BitAnswerForceOffline,
    ShareCreatorsCreateUser,
    ShareCreatorsDeleteUsers,
}

impl Operation {
    /// Every operation of every vendor.
    pub const ALL: [Operation; 16] = [
        Operation::T12GetQuota,
        Operation::T12SetQuota,
        Operation::TingyunListUsers,
        Operation::BitAnswerListUsers,
        Operation::BitAnswerQueryUsers,
        Operation::BitAnswerPatchUsers,
        Operation::BitAnswerUpsertUsers,
        Operation::BitAnswerDeleteUsers,
        Operation::BitAnswerGetUser,
        Operation::BitAnswerPatchUser,
        Operation::BitAnswerUpsertUser,
        Operation::BitAnswerDeleteUser,
        Operation::BitAnswerOnlineStatus,
        Operation::BitAnswerForceOffline,
        Operation::ShareCreatorsCreateUser,
        Operation::ShareCreatorsDeleteUsers,
    ];

    /// The vendor that offers this operation.
    pub const fn vendor(self) -> Vendor {
        use Operation as O;
        match self {
            O::T12GetQuota | O::T12SetQuota => Vendor::T12,
            O::TingyunListUsers => Vendor::Tingyun,
            O::ShareCreatorsCreateUser | O::ShareCreatorsDeleteUsers => Vendor::ShareCreators,
            _ => Vendor::BitAnswer,
        }
    }

    /// The method and the path, in which `{name}` stands for one percent-encoded segment.
    pub const fn endpoint(self) -> (Method, &'static str) {
        use Method::{Delete, Get, Patch, Post};
        match self {
            Operation::T12GetQuota => (Get, "/api/backdoor/useright/get"),
            Operation::T12SetQuota => (Post, "/api/backdoor/useright/set"),
            Operation::TingyunListUsers => {
                (Get, "/network-report-data/user-config/list-json-authkey")
            }
            Operation::BitAnswerListUsers => (Get, "/users"),
            Operation::BitAnswerQueryUsers => (Post, "/users/data"),
            Operation::BitAnswerPatchUsers => (Patch, "/users"),
            Operation::BitAnswerUpsertUsers => (Post, "/users"),
            Operation::BitAnswerDeleteUsers => (Delete, "/users"),
            Operation::BitAnswerGetUser => (Get, "/users/user/{name}"),
            Operation::BitAnswerPatchUser => (Patch, "/users/user/{name}"),
            Operation::BitAnswerUpsertUser => (Post, "/users/user/{name}"),
            Operation::BitAnswerDeleteUser => (Delete, "/users/user/{name}"),
            Operation::BitAnswerOnlineStatus => (Get, "/users/status"),
            Operation::BitAnswerForceOffline => (Post, "/users/end"),
            Operation::ShareCreatorsCreateUser => (Post, "/api/asset-server/user/add-user"),
            Operation::ShareCreatorsDeleteUsers => (Post, "/api/asset-server/user/del-user"),
        }
    }

    /// The operations that change something at a vendor.
    pub fn writes_at(vendor: Vendor) -> impl Iterator<Item = Operation> {
        let all = Operation::ALL.into_iter();
        all.filter(move |operation| operation.vendor() == vendor && operation.writes())
    }

    /// Whether the operation changes anything at the vendor.
    pub const fn writes(self) -> bool {
        !matches!(
            self,
            Operation::T12GetQuota
                | Operation::TingyunListUsers
                | Operation::BitAnswerListUsers
                | Operation::BitAnswerQueryUsers
                | Operation::BitAnswerGetUser
                | Operation::BitAnswerOnlineStatus
        )
    }

    /// The operation that a request asks for: `path` is still percent-encoded, relative to the base URL, without a
    /// query. `None` means that no page documents such a request.
    pub fn find(vendor: Vendor, method: Method, path: &str) -> Option<Operation> {
        Self::ALL.into_iter().find(|operation| {
            let (own_method, pattern) = operation.endpoint();
            operation.vendor() == vendor && own_method == method && matches(pattern, path)
        })
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix("{name}") {
        Some(prefix) => path
            .strip_prefix(prefix)
            .is_some_and(|name| !name.is_empty() && !name.contains('/') && !is_dot_segment(name)),
        None => pattern == path,
    }
}

/// Whether URL parsers take this segment for `.` or `..` and resolve it away, percent-encoded or not.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_found_by_its_own_endpoint() {
        for operation in Operation::ALL {
            let (method, pattern) = operation.endpoint();
            let path = pattern.replace("{name}", "%E5%BC%A0%2F%3F");
            assert_eq!(
                Operation::find(operation.vendor(), method, &path),
                Some(operation)
            );
        }
    }

    #[test]
    fn nothing_else_is_found() {
        for (method, path) in [
            (Method::Get, "/users/"),
            (Method::Get, "/users/user/"),
            (Method::Get, "/users/user/a/b"),
            (Method::Get, "/users/user/.."),
            (Method::Get, "/users/user/%2e%2E"),
            (Method::Delete, "/users/end"),
            (Method::Get, "/sns"),
            (Method::Get, "//users"),
        ] {
            assert_eq!(
                Operation::find(Vendor::BitAnswer, method, path),
                None,
                "{path}"
            );
        }
        assert_eq!(Operation::find(Vendor::T12, Method::Get, "/users"), None);
    }
}
