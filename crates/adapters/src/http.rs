//! HTTP clients for vendors: TLS by rustls with ring, no redirects, a limit on time.
//!
//! A redirect is never followed: it could carry an API key to another host. Certificates are checked
//! against the store of the operating system.

use std::time::Duration;

/// Makes ring the TLS provider of the process; may be called any number of times.
pub fn install_tls_provider() {
    // An error only says that a provider is installed already.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// A client that gives up after `timeout`, connecting included.
///
/// # Errors
/// When the system's certificates can't be loaded.
pub fn client(timeout: Duration) -> Result<reqwest::Client, reqwest::Error> {
    install_tls_provider();
    reqwest::Client::builder()
        .timeout(timeout)
        .connect_timeout(timeout.min(Duration::from_secs(10)))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("KloudNests")
        .build()
}

/// Whether a host is this machine.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_recognised_and_look_alikes_are_not() {
        for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["localhost.example", "127.0.0.1.example", "10.0.0.1", "", "0.0.0.0"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
