//! Which addresses may be connected to: by default none inside the own network.
//!
//! A name is resolved once, what it resolves to is checked, and the connection goes to what was checked: a name that answers
//! differently the second time gains nothing. The same holds for every redirect, which is a request of its own.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Which addresses inside the own network may be fetched from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Private {
    /// None.
    #[default]
    Refused,
    /// Those of these hosts: `intranet.example`, or `127.0.0.1:8080` for one port only.
    Hosts(BTreeSet<String>),
    /// All.
    Allowed,
}

impl Private {
    fn allows(&self, uri: &Uri) -> bool {
        match self {
            Private::Refused => false,
            Private::Allowed => true,
            Private::Hosts(hosts) => {
                let host = uri.host().unwrap_or("").to_ascii_lowercase();
                let default = if uri.scheme_str() == Some("https") { 443 } else { 80 };
                let port = uri.port_u16().unwrap_or(default);
                hosts.contains(&host) || hosts.contains(&format!("{host}:{port}"))
            }
        }
    }
}

/// An address inside the own network, or one that is nobody's.
#[derive(Debug)]
pub(crate) struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address inside the own network")
    }
}

impl std::error::Error for NotPublic {}

/// Resolves names and lets only permitted addresses through.
#[derive(Debug)]
pub(crate) struct Guard {
    inner: DefaultResolver,
    private: Private,
}

impl Guard {
    pub(crate) fn new(private: Private) -> Self {
        Guard { inner: DefaultResolver::default(), private }
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let all = self.inner.resolve(uri, config, timeout)?;
        if self.private.allows(uri) {
            return Ok(all);
        }
        let mut public = self.empty();
        for address in all.iter().filter(|a| is_public(a.ip())) {
            public.push(*address);
        }
        if public.is_empty() {
            return Err(ureq::Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, NotPublic)));
        }
        Ok(public)
    }
}

/// Whether an address is one of the public internet, after the registries of special addresses (RFC 6890 and its successors).
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_4(v4),
        IpAddr::V6(v6) => is_public_6(v6),
    }
}

fn is_public_4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

fn is_public_6(address: Ipv6Addr) -> bool {
    let words = address.segments();
    let four = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_4(Ipv4Addr::new(a, b, c, d))
    };
    match words {
        // Addresses of version 4 in the clothes of version 6: mapped, compatible, translated (64:ff9b::/96), and 6to4.
        [0, 0, 0, 0, 0, 0 | 0xFFFF, high, low] | [0x64, 0xFF9B, 0, 0, 0, 0, high, low] => four(high, low),
        [0x2002, high, low, ..] => four(high, low),
        // Teredo, documentation.
        [0x2001, 0 | 0xDB8, ..] => false,
        // All that is given out to the public begins with the bits 001: local, link-local, multicast and the rest do not.
        [first, ..] => first >> 13 == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Private, is_public};

    #[test]
    fn what_is_public_and_what_is_not() {
        for address in
            ["1.1.1.1", "100.63.0.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "64:ff9b::101:101"]
        {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "127.0.0.1",
            "127.9.9.9",
            "100.64.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "::7f00:1",
        ] {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn single_hosts_can_be_allowed() {
        let hosts = ["intranet.example", "127.0.0.1:8080"].map(str::to_owned);
        let private = Private::Hosts(hosts.into_iter().collect());
        for (uri, allowed) in [
            ("http://intranet.example/x", true),
            ("https://INTRANET.example:444/x", true),
            ("http://127.0.0.1:8080/", true),
            ("http://127.0.0.1/", false),
            ("http://other.example/", false),
        ] {
            assert_eq!(private.allows(&uri.parse().expect("an address")), allowed, "{uri}");
        }
    }
}
