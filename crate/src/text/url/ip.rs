//! IP addresses, as netaddr reads them and as `ssrf.py` sorts them with Python 3.11's `ipaddress`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Accept, UrlFault};

/// `netaddr.IPAddress(text)`.
pub fn parse(text: &str) -> Option<IpAddr> {
    text.parse().ok()
}

/// Why an address given as numbers is refused.
pub fn refusal(ip: IpAddr, accept: Accept) -> Option<UrlFault> {
    if is_mask(ip) {
        return Some(UrlFault::Mask(name(ip)));
    }
    match category(routed(ip))? {
        Category::Multicast => Some(UrlFault::Multicast(name(ip))),
        Category::Loopback => (!accept.local).then_some(UrlFault::Local),
        Category::Unspecified => Some(UrlFault::Private),
        Category::Private => (!accept.private).then_some(UrlFault::Private),
    }
}

/// `ip.is_netmask()`, or `ip.is_hostmask()` off the loopback network.
fn is_mask(ip: IpAddr) -> bool {
    let (value, all, loopback) = match ip {
        IpAddr::V4(v4) => (u128::from(v4.to_bits()), u128::from(u32::MAX), v4.is_loopback()),
        IpAddr::V6(v6) => (v6.to_bits(), u128::MAX, v6.is_loopback()),
    };
    let ends_with_ones = |value: u128| value & value.wrapping_add(1) == 0;
    !loopback && ends_with_ones(value) || ends_with_ones(value ^ all)
}

/// As `inet_ntop` writes it: unlike Rust, it also writes `::1.2.3.4`.
fn name(ip: IpAddr) -> String {
    match ip {
        IpAddr::V6(v6) if v6.to_bits() >> 32 == 0 && v6.to_bits() > 0xffff => {
            format!("::{}", Ipv4Addr::from_bits(low_bits(v6)))
        }
        ip => ip.to_string(),
    }
}

/// The IPv4 address that an IPv6 one leads to: mapped, 6to4 or NAT64.
fn routed(ip: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = ip else { return ip };
    match v6.segments() {
        [0, 0, 0, 0, 0, 0xffff, _, _] | [0x64, 0xff9b, 0, 0, 0, 0, _, _] => {
            Ipv4Addr::from_bits(low_bits(v6)).into()
        }
        [0x2002, high, low, ..] => Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)).into(),
        _ => ip,
    }
}

fn low_bits(v6: Ipv6Addr) -> u32 {
    (v6.to_bits() & u128::from(u32::MAX)) as u32
}

/// Why an address is not a public one; udata's settings do not tell link-local, reserved and private apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Category {
    Multicast,
    Unspecified,
    Loopback,
    Private,
}

fn category(ip: IpAddr) -> Option<Category> {
    if ip.is_multicast() {
        Some(Category::Multicast)
    } else if ip.is_unspecified() {
        Some(Category::Unspecified)
    } else if ip.is_loopback() {
        Some(Category::Loopback)
    } else {
        let public = match ip {
            IpAddr::V4(v4) => is_public_v4(v4),
            IpAddr::V6(v6) => is_public_v6(v6),
        };
        (!public).then_some(Category::Private)
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !matches!(
        ip.octets(),
        [0 | 10 | 127 | 240..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0, 0..=7 | 170 | 171]
            | [192, 0, 2, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

/// Only 2000::/3 and unique local addresses are not reserved, and those are private.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    match ip.segments() {
        [0x2001, 0..=0x1ff | 0xdb8, ..] => false,
        [first, ..] => matches!(first, 0x2000..=0x3fff),
    }
}
