//! Whose address a request comes from. `X-Forwarded-For` counts only behind configured proxies, read from the right
//! to the first hop that is not one of them; anything further left was written by the caller.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// The address limits and logs go by; `None` where the server did not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientIp(pub(crate) Option<IpAddr>);

/// A network in CIDR notation, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    bits: u128,
    prefix: u32,
}

/// The text is neither an address nor a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANetwork(String);

impl std::fmt::Display for NotANetwork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} is not an address such as 10.0.0.1 or a network such as 10.0.0.0/8", self.0)
    }
}

impl std::error::Error for NotANetwork {}

/// IPv4 lies in the mapped range of IPv6, so one comparison serves both.
fn bits_of(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

fn mask(prefix: u32) -> u128 {
    u128::MAX.checked_shl(128 - prefix).unwrap_or(0)
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let wrong = || NotANetwork(text.to_owned());
        let (address, length) = text.split_once('/').map_or((text, None), |(a, l)| (a, Some(l)));
        let ip: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let width = if ip.is_ipv4() { 32 } else { 128 };
        let length: u32 = length.map_or(Ok(width), |l| l.trim().parse().map_err(|_| wrong()))?;
        if length > width {
            return Err(wrong());
        }
        let prefix = 128 - width + length;
        Ok(Self { bits: bits_of(ip) & mask(prefix), prefix })
    }
}

impl Network {
    pub fn contains(&self, ip: IpAddr) -> bool {
        bits_of(ip) & mask(self.prefix) == self.bits
    }
}

/// The caller's address, given who opened the connection.
pub(crate) fn client_ip(
    peer: Option<SocketAddr>,
    headers: &HeaderMap,
    trusted: &[Network],
) -> ClientIp {
    let is_trusted = |ip: IpAddr| trusted.iter().any(|network| network.contains(ip));
    let Some(peer) = peer.map(|peer| peer.ip().to_canonical()) else { return ClientIp(None) };
    let mut client = peer;
    if is_trusted(peer) {
        let header =
            headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = header.flat_map(|value| value.split(',')).collect();
        for hop in hops.into_iter().rev() {
            let Some(ip) = parse_hop(hop) else { break };
            client = ip;
            if !is_trusted(ip) {
                break;
            }
        }
    }
    ClientIp(Some(client))
}

fn parse_hop(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let ip = hop
        .parse::<IpAddr>()
        .ok()
        .or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    ip.map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip_of(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|t| t.parse().unwrap()).collect();
        client_ip(Some(peer.parse().unwrap()), &headers, &trusted).0.unwrap().to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(ip_of("203.0.113.9:4", &["1.1.1.1"], &[]), "203.0.113.9");
        assert_eq!(ip_of("203.0.113.9:4", &["1.1.1.1"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn the_right_most_hop_that_is_no_proxy_counts() {
        let trusted = ["10.0.0.0/8", "2001:db8::/32"];
        assert_eq!(ip_of("10.1.2.3:4", &["6.6.6.6, 198.51.100.7"], &trusted), "198.51.100.7");
        assert_eq!(
            ip_of("10.1.2.3:4", &["6.6.6.6", "198.51.100.7, 10.9.9.9"], &trusted),
            "198.51.100.7"
        );
        assert_eq!(ip_of("10.1.2.3:4", &["[2a00::1]:443"], &trusted), "2a00::1");
        assert_eq!(ip_of("10.1.2.3:4", &["6.6.6.6, junk"], &trusted), "10.1.2.3");
        assert_eq!(ip_of("[::ffff:10.1.2.3]:4", &["9.9.9.9"], &trusted), "9.9.9.9");
        assert_eq!(ip_of("10.1.2.3:4", &[], &trusted), "10.1.2.3");
    }

    #[test]
    fn networks_parse_or_say_why_not() {
        for good in ["10.0.0.0/8", "127.0.0.1", "::1", "2001:db8::/32", "0.0.0.0/0"] {
            assert!(good.parse::<Network>().is_ok(), "{good}");
        }
        for bad in ["", "10.0.0.0/33", "::/129", "localhost", "10.0.0.0/x"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(
            all.contains("8.8.8.8".parse().unwrap()) && !all.contains("2a00::1".parse().unwrap())
        );
    }
}
