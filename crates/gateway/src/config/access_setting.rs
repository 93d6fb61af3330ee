//! The table of the settings of access: their keys, and how a value is taken.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use http::HeaderName;
use ipnet::IpNet;
use toml::Value;
use vendors::Role;

use super::access::PublicUrl;
use super::{AccessConfig, UpstreamUrl};

/// One thing that can be set about access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each is a field of AccessConfig or of what is in it, and documented there"
)]
pub enum AccessSetting {
    Hosts,
    PublicUrl,
    EmbedOrigins,
    SessionIdleMinutes,
    SessionHours,
    ProxyAddresses,
    ProxyNameHeader,
    ProxyRoleHeader,
    ProxyGroupsHeader,
    ProxyViewers,
    ProxyOperators,
    ProxyAdmins,
    ProxyDefaultRole,
    IdentityPerMinute,
    IdentityBurst,
    ConnectionPerMinute,
    ConnectionBurst,
    ShutdownSeconds,
}

/// What a setting of access takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is spelled out where it is displayed")]
pub enum ExpectedAccess {
    Hosts,
    PublicUrl,
    EmbedOrigins,
    Minutes,
    Hours,
    Networks,
    HeaderName,
    Groups,
    Role,
    Rate,
    Shutdown,
}

impl fmt::Display for ExpectedAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ExpectedAccess::Hosts => {
                "must be a list of host names or addresses such as \"rollcall.intranet\", in lower case, without scheme \
                 and port"
            }
            ExpectedAccess::PublicUrl => {
                "must be the address that browsers use, such as \"https://rollcall.intranet\": lower case, with a scheme \
                 and no path"
            }
            ExpectedAccess::EmbedOrigins => {
                "must be a list of origins such as \"https://portal.intranet\": lower case, with a scheme and no path"
            }
            ExpectedAccess::Minutes => "must be a whole number of minutes from 1 to 1440",
            ExpectedAccess::Hours => "must be a whole number of hours from 1 to 168",
            ExpectedAccess::Networks => {
                "must be a list of IP addresses or networks such as \"10.1.2.3\" or \"10.1.2.0/24\""
            }
            ExpectedAccess::HeaderName => {
                "must be the name of a header that only the proxy sets, such as \"x-auth-request-user\"; not one that \
                 browsers or this gateway use themselves"
            }
            ExpectedAccess::Groups => "must be a list of groups, each without a comma",
            ExpectedAccess::Role => "must be \"viewer\", \"operator\" or \"admin\"",
            ExpectedAccess::Rate => "must be a whole number from 1 to 1000000",
            ExpectedAccess::Shutdown => "must be a whole number of seconds from 1 to 3600",
        })
    }
}

impl AccessSetting {
    /// Every setting of access.
    pub const ALL: [AccessSetting; 18] = [
        AccessSetting::Hosts,
        AccessSetting::PublicUrl,
        AccessSetting::EmbedOrigins,
        AccessSetting::ShutdownSeconds,
        AccessSetting::SessionIdleMinutes,
        AccessSetting::SessionHours,
        AccessSetting::ProxyAddresses,
        AccessSetting::ProxyNameHeader,
        AccessSetting::ProxyRoleHeader,
        AccessSetting::ProxyGroupsHeader,
        AccessSetting::ProxyViewers,
        AccessSetting::ProxyOperators,
        AccessSetting::ProxyAdmins,
        AccessSetting::ProxyDefaultRole,
        AccessSetting::IdentityPerMinute,
        AccessSetting::IdentityBurst,
        AccessSetting::ConnectionPerMinute,
        AccessSetting::ConnectionBurst,
    ];

    pub(super) const fn key(self) -> &'static str {
        match self {
            AccessSetting::Hosts => "hosts",
            AccessSetting::PublicUrl => "public_url",
            AccessSetting::EmbedOrigins => "embed.origins",
            AccessSetting::ShutdownSeconds => "limits.shutdown_seconds",
            AccessSetting::SessionIdleMinutes => "access.session_idle_minutes",
            AccessSetting::SessionHours => "access.session_hours",
            AccessSetting::ProxyAddresses => "access.proxy.addresses",
            AccessSetting::ProxyNameHeader => "access.proxy.name_header",
            AccessSetting::ProxyRoleHeader => "access.proxy.role_header",
            AccessSetting::ProxyGroupsHeader => "access.proxy.groups_header",
            AccessSetting::ProxyViewers => "access.proxy.viewers",
            AccessSetting::ProxyOperators => "access.proxy.operators",
            AccessSetting::ProxyAdmins => "access.proxy.admins",
            AccessSetting::ProxyDefaultRole => "access.proxy.default_role",
            AccessSetting::IdentityPerMinute => "limits.identity_requests_per_minute",
            AccessSetting::IdentityBurst => "limits.identity_burst",
            AccessSetting::ConnectionPerMinute => "limits.connection_requests_per_minute",
            AccessSetting::ConnectionBurst => "limits.connection_burst",
        }
    }

    /// Whether the setting is a list, which variables write with commas.
    pub(super) const fn is_list(self) -> bool {
        matches!(
            self,
            AccessSetting::Hosts
                | AccessSetting::EmbedOrigins
                | AccessSetting::ProxyAddresses
                | AccessSetting::ProxyViewers
                | AccessSetting::ProxyOperators
                | AccessSetting::ProxyAdmins
        )
    }

    /// Whether the setting is a text, however much it looks like a number.
    pub(super) const fn is_text(self) -> bool {
        matches!(
            self,
            AccessSetting::PublicUrl
                | AccessSetting::ProxyNameHeader
                | AccessSetting::ProxyRoleHeader
                | AccessSetting::ProxyGroupsHeader
                | AccessSetting::ProxyDefaultRole
        )
    }

    pub(super) fn apply(
        self,
        config: &mut AccessConfig,
        value: &Value,
    ) -> Result<(), ExpectedAccess> {
        use ExpectedAccess as E;
        match self {
            AccessSetting::Hosts => config.hosts = list(value, E::Hosts, host)?,
            AccessSetting::PublicUrl => {
                let url = value.as_str().and_then(public_url);
                config.public_url = Some(url.ok_or(E::PublicUrl)?);
            }
            AccessSetting::EmbedOrigins => {
                config.embed_origins = list(value, E::EmbedOrigins, embed_origin)?;
            }
            AccessSetting::SessionIdleMinutes => {
                let minutes = whole(value, 1440).ok_or(E::Minutes)?;
                config.sessions.idle = Duration::from_secs(60 * u64::from(minutes));
            }
            AccessSetting::SessionHours => {
                let hours = whole(value, 168).ok_or(E::Hours)?;
                config.sessions.longest = Duration::from_secs(3600 * u64::from(hours));
            }
            AccessSetting::ProxyAddresses => {
                config.proxy.addresses = list(value, E::Networks, network)?;
            }
            AccessSetting::ProxyNameHeader => config.proxy.name_header = Some(header(value)?),
            AccessSetting::ProxyRoleHeader => config.proxy.role_header = Some(header(value)?),
            AccessSetting::ProxyGroupsHeader => config.proxy.groups_header = Some(header(value)?),
            AccessSetting::ProxyViewers => groups(config, Role::Viewer, value)?,
            AccessSetting::ProxyOperators => groups(config, Role::Operator, value)?,
            AccessSetting::ProxyAdmins => groups(config, Role::Admin, value)?,
            AccessSetting::ProxyDefaultRole => {
                let role = value.as_str().and_then(Role::from_word);
                config.proxy.default_role = Some(role.ok_or(E::Role)?);
            }
            AccessSetting::IdentityPerMinute => config.identity_rate.per_minute = rate(value)?,
            AccessSetting::IdentityBurst => config.identity_rate.burst = rate(value)?,
            AccessSetting::ConnectionPerMinute => config.connection_rate.per_minute = rate(value)?,
            AccessSetting::ConnectionBurst => config.connection_rate.burst = rate(value)?,
            AccessSetting::ShutdownSeconds => {
                let seconds = whole(value, 3600).ok_or(E::Shutdown)?;
                config.shutdown = Duration::from_secs(u64::from(seconds));
            }
        }
        Ok(())
    }
}

fn list<T>(
    value: &Value,
    expected: ExpectedAccess,
    read: fn(&str) -> Option<T>,
) -> Result<Vec<T>, ExpectedAccess> {
    let items = value.as_array().ok_or(expected)?;
    let read = |item: &Value| item.as_str().and_then(read).ok_or(expected);
    items.iter().map(read).collect()
}

fn whole(value: &Value, most: i64) -> Option<u32> {
    let number = value
        .as_integer()
        .filter(|number| (1..=most).contains(number))?;
    u32::try_from(number).ok()
}

fn rate(value: &Value) -> Result<u32, ExpectedAccess> {
    whole(value, 1_000_000).ok_or(ExpectedAccess::Rate)
}

/// A host as it stands in the header `Host`, without a port.
fn host(text: &str) -> Option<String> {
    let authority: http::uri::Authority = text.parse().ok()?;
    let whole = authority.host() == text && !text.contains('@');
    (whole && text == text.to_ascii_lowercase()).then(|| text.to_owned())
}

/// An origin as a browser writes it.
fn origin(text: &str) -> Option<UpstreamUrl> {
    let url = UpstreamUrl::parse(text).ok()?;
    let as_sent = text == text.to_ascii_lowercase() && !text.ends_with('/');
    let default_port = if url.is_secure() { ":443" } else { ":80" };
    (as_sent && url.base_path().is_empty() && !text.ends_with(default_port)).then_some(url)
}

fn public_url(text: &str) -> Option<PublicUrl> {
    let url = origin(text)?;
    let authority: http::uri::Authority = url.authority().parse().ok()?;
    Some(PublicUrl {
        origin: text.to_owned(),
        host: authority.host().to_owned(),
        secure: url.is_secure(),
    })
}

/// A source for the directive `frame-ancestors`, and an origin to compare with; nothing that could end the directive gets
/// through.
fn embed_origin(text: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b":/.-[]".contains(&byte);
    origin(text)
        .filter(|_| text.bytes().all(plain))
        .map(|_| text.to_owned())
}

fn network(text: &str) -> Option<IpNet> {
    let network: Result<IpNet, _> = text.parse();
    let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
    network.ok().map(|net| net.trunc()).or_else(address)
}

fn header(value: &Value) -> Result<HeaderName, ExpectedAccess> {
    // Headers that arrive from any browser, or mean something to us, cannot say who somebody is.
    let taken = [
        "accept",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "forwarded",
        "host",
        "origin",
        "referer",
        "te",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-forwarded-for",
    ];
    value
        .as_str()
        .and_then(|text| text.to_ascii_lowercase().parse::<HeaderName>().ok())
        .filter(|name| {
            let name = name.as_str();
            !taken.contains(&name) && !name.starts_with("x-rollcall-") && !name.starts_with("sec-")
        })
        .ok_or(ExpectedAccess::HeaderName)
}

fn groups(config: &mut AccessConfig, role: Role, value: &Value) -> Result<(), ExpectedAccess> {
    let group = |text: &str| (!text.is_empty() && !text.contains(',')).then(|| text.to_owned());
    let groups = list(value, ExpectedAccess::Groups, group)?;
    config.proxy.groups.retain(|(own, _)| *own != role);
    config.proxy.groups.push((role, groups));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_origins_and_networks_are_read_strictly() {
        for good in ["rollcall.intranet", "10.0.0.1", "[fd00::1]"] {
            assert_eq!(host(good).as_deref(), Some(good));
        }
        for bad in ["", "Rollcall", "a:80", "https://a", "a@b", "a/b", "a b"] {
            assert_eq!(host(bad), None, "{bad}");
        }
        assert!(public_url("https://rollcall.intranet").is_some_and(|url| url.secure));
        for bad in [
            "rollcall",
            "https://A",
            "https://a/",
            "https://a/b",
            "https://a:443",
            "http://a:80",
        ] {
            assert_eq!(public_url(bad), None, "{bad}");
        }
        let portal = "https://portal.intranet:8443";
        assert_eq!(embed_origin(portal).as_deref(), Some(portal));
        for bad in [
            "*",
            "self",
            "null",
            "https://*.intranet",
            "https://portal/",
            "none",
            "'self'",
            "https://a; script-src *",
            "https://a,b",
            "https:",
        ] {
            assert_eq!(embed_origin(bad), None, "{bad}");
        }
        assert_eq!(network("10.1.2.3"), "10.1.2.3/32".parse().ok());
        assert_eq!(network("10.1.2.3/24"), "10.1.2.0/24".parse().ok());
        assert_eq!(network("nobody"), None);
    }

    #[test]
    fn a_header_that_anybody_sends_names_nobody() {
        let read = |name: &str| header(&Value::String(name.to_owned()));
        assert!(read("X-Auth-Request-User").is_ok());
        for name in [
            "",
            "host",
            "Cookie",
            "x-rollcall-trace",
            "sec-fetch-site",
            "a b",
        ] {
            assert_eq!(read(name), Err(ExpectedAccess::HeaderName), "{name}");
        }
    }
}
