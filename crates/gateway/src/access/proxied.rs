//! What a reverse proxy says about who asks: believed when the connection comes from one of its configured addresses, and
//! refused from anywhere else. Refused and not passed over, because somebody either forges it or has forgotten to name the
//! proxy, and both should come to light.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use vendors::Role;

use super::{Identity, Refusal};
use crate::config::{ProxyConfig, is_name};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Who asks by the proxy's word; `None` where it says nothing, or gives no role.
///
/// # Errors
/// [`Refusal::NotTheProxy`] and [`Refusal::ProxyUnclear`].
pub(super) fn identity(
    config: &ProxyConfig,
    headers: &HeaderMap,
    peer: IpAddr,
) -> Result<Option<Identity>, Refusal> {
    let named = [
        &config.name_header,
        &config.role_header,
        &config.groups_header,
    ];
    let said = |name: &HeaderName| headers.contains_key(name);
    if !is_proxy(config, peer) {
        return match named.into_iter().flatten().any(said) {
            true => Err(Refusal::NotTheProxy),
            false => Ok(None),
        };
    }
    let Some(name) = only(headers, config.name_header.as_ref())? else {
        return Ok(None);
    };
    if !is_name(name) {
        return Err(Refusal::ProxyUnclear);
    }
    let role = role(config, headers)?;
    Ok(role.map(|role| Identity {
        name: name.to_owned(),
        role,
    }))
}

/// The address of whoever sits behind the proxy, as far as the proxy is believed.
pub(super) fn client(config: &ProxyConfig, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    if !is_proxy(config, peer) {
        return peer;
    }
    // Each proxy appends the address that it saw, so that only the end of the list is not the client's own invention.
    let all = headers.get_all(FORWARDED_FOR).iter();
    let lines: Vec<&str> = all.filter_map(|line| line.to_str().ok()).collect();
    lines
        .iter()
        .rev()
        .flat_map(|line| line.rsplit(','))
        .map_while(|word| word.trim().parse().ok())
        .find(|address| !is_proxy(config, *address))
        .unwrap_or(peer)
}

fn is_proxy(config: &ProxyConfig, address: IpAddr) -> bool {
    // A socket for both families shows IPv4 addresses as IPv6 ones.
    let address = address.to_canonical();
    config.addresses.iter().any(|net| net.contains(&address))
}

fn role(config: &ProxyConfig, headers: &HeaderMap) -> Result<Option<Role>, Refusal> {
    if let Some(word) = only(headers, config.role_header.as_ref())? {
        return Role::from_word(word).map(Some).ok_or(Refusal::ProxyUnclear);
    }
    let groups = only(headers, config.groups_header.as_ref())?.unwrap_or_default();
    let own: Vec<&str> = groups.split(',').map(str::trim).collect();
    let given = config
        .groups
        .iter()
        .filter(|(_, names)| names.iter().any(|name| own.contains(&name.as_str())))
        .map(|(role, _)| *role)
        .max();
    Ok(given.or(config.default_role))
}

/// The value of a header that may stand there once. An empty one is how proxies say that they know nothing.
fn only<'a>(headers: &'a HeaderMap, name: Option<&HeaderName>) -> Result<Option<&'a str>, Refusal> {
    let Some(name) = name else { return Ok(None) };
    let mut values = headers.get_all(name).iter();
    let Some(first) = values.next() else {
        return Ok(None);
    };
    let text = std::str::from_utf8(first.as_bytes()).map_err(|_| Refusal::ProxyUnclear)?;
    match values.next() {
        Some(_) => Err(Refusal::ProxyUnclear),
        None => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn config() -> ProxyConfig {
        ProxyConfig {
            addresses: vec![
                "10.0.0.0/30".parse().unwrap(),
                "fd00::1/128".parse().unwrap(),
            ],
            name_header: Some("x-user".parse().unwrap()),
            role_header: Some("x-role".parse().unwrap()),
            groups_header: Some("x-groups".parse().unwrap()),
            groups: vec![
                (Role::Viewer, vec!["staff".to_owned()]),
                (Role::Admin, vec!["domain admins".to_owned()]),
            ],
            default_role: None,
        }
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(
                *name,
                axum::http::HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
        map
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn who(pairs: &[(&'static str, &str)]) -> Result<Option<Identity>, Refusal> {
        identity(&config(), &headers(pairs), address("10.0.0.1"))
    }

    #[test]
    fn the_proxy_gives_a_name_and_a_role() {
        let is = |name: &str, role| {
            let name = name.to_owned();
            Ok(Some(Identity { name, role }))
        };
        assert_eq!(
            who(&[("x-user", "wang"), ("x-role", "operator")]),
            is("wang", Role::Operator)
        );
        assert_eq!(
            who(&[("x-user", "王芳"), ("x-groups", "staff")]),
            is("王芳", Role::Viewer)
        );
        let both = [("x-user", "wang"), ("x-groups", "staff, domain admins")];
        assert_eq!(
            who(&both),
            is("wang", Role::Admin),
            "the highest role counts"
        );
        assert_eq!(who(&[("x-user", "wang"), ("x-groups", "domain")]), Ok(None));
        assert_eq!(who(&[("x-user", "wang")]), Ok(None), "no role is no access");
        assert_eq!(who(&[("x-user", "")]), Ok(None));
        assert_eq!(who(&[("x-role", "admin")]), Ok(None));
        let mut generous = config();
        generous.default_role = Some(Role::Viewer);
        let seen = identity(
            &generous,
            &headers(&[("x-user", "wang")]),
            address("fd00::1"),
        );
        assert_eq!(seen, is("wang", Role::Viewer));
    }

    #[test]
    fn what_is_not_clear_is_refused() {
        let long = "a".repeat(65);
        for pairs in [
            vec![("x-user", "wang"), ("x-user", "li"), ("x-role", "admin")],
            vec![
                ("x-user", "wang"),
                ("x-role", "viewer"),
                ("x-role", "admin"),
            ],
            vec![("x-user", "wang"), ("x-role", "root")],
            vec![("x-user", long.as_str()), ("x-role", "admin")],
        ] {
            assert_eq!(who(&pairs), Err(Refusal::ProxyUnclear), "{pairs:?}");
        }
    }

    #[test]
    fn nobody_else_is_believed() {
        for peer in ["10.0.0.4", "127.0.0.1", "::1", "fd00::2"] {
            for name in ["x-user", "x-role", "x-groups"] {
                let seen = identity(&config(), &headers(&[(name, "admin")]), address(peer));
                assert_eq!(seen, Err(Refusal::NotTheProxy), "{peer} {name}");
            }
            assert_eq!(identity(&config(), &headers(&[]), address(peer)), Ok(None));
        }
        let mapped = identity(
            &config(),
            &headers(&[("x-user", "")]),
            address("::ffff:10.0.0.1"),
        );
        assert_eq!(mapped, Ok(None));
    }

    #[test]
    fn only_the_end_of_the_list_is_believed() {
        let client = |peer: &str, lists: &[&str]| {
            let pairs: Vec<_> = lists.iter().map(|list| (FORWARDED_FOR, *list)).collect();
            client(&config(), &headers(&pairs), address(peer)).to_string()
        };
        assert_eq!(client("10.9.9.9", &["1.2.3.4"]), "10.9.9.9");
        assert_eq!(client("10.0.0.1", &["6.6.6.6, 1.2.3.4"]), "1.2.3.4");
        assert_eq!(
            client("10.0.0.1", &["6.6.6.6", "1.2.3.4, 10.0.0.2"]),
            "1.2.3.4"
        );
        assert_eq!(client("10.0.0.1", &["6.6.6.6, nobody"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
    }
}
