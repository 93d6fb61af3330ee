//! Whose network an address belongs to. Browsers ask the admin before a page of the internet may ask a private one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The address spaces, the most private first. <https://wicg.github.io/local-network-access/#ip-address-space-heading>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressSpace {
    /// This machine.
    Loopback,
    /// The network that this machine is in.
    Local,
    /// A name, which can stand for an address of any space.
    Named,
    /// The internet.
    Public,
}

impl AddressSpace {
    /// The space of a host as it stands in a URL; an IPv6 address has its brackets.
    pub fn of(host: &str) -> AddressSpace {
        let host = host.to_ascii_lowercase();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(IpAddr::V4(address)) => of_v4(address),
            Ok(IpAddr::V6(address)) => of_v6(address),
            Err(_) if host == "localhost" || host.ends_with(".localhost") => AddressSpace::Loopback,
            Err(_) if host.ends_with(".local") => AddressSpace::Local,
            Err(_) => AddressSpace::Named,
        }
    }
}

fn of_v4(address: Ipv4Addr) -> AddressSpace {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    if address.is_loopback() {
        AddressSpace::Loopback
    } else if address.is_private() || address.is_link_local() || is_shared {
        AddressSpace::Local
    } else {
        AddressSpace::Public
    }
}

fn of_v6(address: Ipv6Addr) -> AddressSpace {
    if let Some(address) = address.to_ipv4_mapped() {
        of_v4(address)
    } else if address.is_loopback() {
        AddressSpace::Loopback
    } else if address.is_unique_local() || address.is_unicast_link_local() {
        AddressSpace::Local
    } else {
        AddressSpace::Public
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_have_their_space() {
        use AddressSpace as S;
        for (host, space) in [
            ("127.0.0.1", S::Loopback),
            ("127.9.9.9", S::Loopback),
            ("localhost", S::Loopback),
            ("app.LocalHost", S::Loopback),
            ("[::1]", S::Loopback),
            ("[::ffff:10.0.0.1]", S::Local),
            ("10.1.2.3", S::Local),
            ("172.31.0.1", S::Local),
            ("192.168.1.1", S::Local),
            ("169.254.1.1", S::Local),
            ("100.64.0.1", S::Local),
            ("[fd00::1]", S::Local),
            ("[fe80::1]", S::Local),
            ("printer.local", S::Local),
            ("8.8.8.8", S::Public),
            ("172.32.0.1", S::Public),
            ("[2001:db8::1]", S::Public),
            ("proxy.example", S::Named),
            ("intranet", S::Named),
        ] {
            assert_eq!(AddressSpace::of(host), space, "{host}");
        }
    }
}
