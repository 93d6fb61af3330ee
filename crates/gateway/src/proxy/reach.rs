//! Which addresses the gateway may connect to. A name in the configuration is somebody else's to resolve, so what it
//! resolves to is held against the registries of special addresses before anything is sent there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Somewhere on the internet.
    Public,
    /// This machine, or a network of the company's own: only if it is configured.
    Private,
    /// Nowhere that a vendor's server could be: several hosts at once, a link's own neighbours (among them the metadata
    /// services of clouds, 169.254.169.254), documentation, tunnels, what nobody has assigned.
    Nowhere,
}

/// Where an address leads, by the IANA registries of special-purpose addresses (RFC 6890 and its updates).
pub(crate) fn of(address: IpAddr) -> Reach {
    match address {
        IpAddr::V4(address) => of_v4(address),
        IpAddr::V6(address) => of_v6(address),
    }
}

fn of_v4(address: Ipv4Addr) -> Reach {
    match address.octets() {
        // RFC 1918, RFC 1122 (loopback), RFC 6598 (carrier-grade NAT).
        [10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => {
            Reach::Private
        }
        // RFC 2544 reserves it for benchmarks; local proxies hand out addresses from it that stand for names.
        [198, 18..=19, ..] => Reach::Private,
        // This network, link-local, protocol assignments, 6to4 relays, documentation, multicast, reserved, broadcast.
        [0, ..]
        | [169, 254, ..]
        | [192, 0, 0, _]
        | [192, 88, 99, _]
        | [192, 0, 2, _]
        | [198, 51, 100, _]
        | [203, 0, 113, _]
        | [224..=255, ..] => Reach::Nowhere,
        _ => Reach::Public,
    }
}

fn of_v6(address: Ipv6Addr) -> Reach {
    let segments = address.segments();
    let embedded = || {
        let [_, _, _, _, _, _, high, low] = segments;
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        of_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 1] => Reach::Private,
        // Mapped addresses are IPv4 by another spelling, and NAT64 (RFC 6052) leads to the address at the end.
        [0, 0, 0, 0, 0, 0xffff, _, _] | [0x64, 0xff9b, 0, 0, 0, 0, _, _] => embedded(),
        // RFC 4193.
        [0xfc00..=0xfdff, ..] => Reach::Private,
        // Teredo and other protocol assignments, documentation, 6to4: within what is assigned, but not hosts.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => {
            Reach::Nowhere
        }
        [0x2000..=0x3fff, ..] => Reach::Public,
        // Unspecified, IPv4-compatible, local NAT64, discard, link-local, site-local, multicast, unassigned.
        _ => Reach::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_special_address_is_known() {
        for (reach, addresses) in [
            (
                Reach::Public,
                "1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 \
                 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.1 192.167.255.255 192.169.0.0 198.17.0.1 \
                 198.20.0.1 223.255.255.255 2400:3200::1 2606:4700::1111 2001:200::1 2001:db7::1 3ffe::1 \
                 ::ffff:8.8.8.8 64:ff9b::8.8.8.8",
            ),
            (
                Reach::Private,
                "10.0.0.0 10.255.255.255 127.0.0.1 127.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 \
                 100.64.0.0 100.127.255.255 198.18.0.1 198.19.255.255 ::1 fc00::1 fdff::1 fd00:ec2::254 \
                 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::10.0.0.1 64:ff9b::127.0.0.1",
            ),
            (
                Reach::Nowhere,
                "0.0.0.0 0.1.2.3 169.254.169.254 169.254.0.1 192.0.0.8 192.0.2.1 192.88.99.1 198.51.100.1 203.0.113.1 \
                 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::7f00:1 ::10.0.0.1 ::8.8.8.8 fe80::1 febf::1 \
                 fec0::1 ff02::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1 2001:db8::1 \
                 2002:7f00:1::1 2002:808:808::1 3fff::1 64:ff9b:1::a00:1 100::1 ::ffff:169.254.169.254 \
                 64:ff9b::169.254.169.254 ::ffff:0:127.0.0.1 4000::1 5f00::1 ::ffff:0.0.0.0",
            ),
        ] {
            for address in addresses.split_whitespace() {
                assert_eq!(of(address.parse().unwrap()), reach, "{address}");
            }
        }
    }
}
