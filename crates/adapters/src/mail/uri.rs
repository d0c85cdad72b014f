//! `KN_MAIL`, the mail transport in one line:
//! `file`, `file:/some/folder`, `smtp://user:password@host:port?tls=starttls|tls|none`,
//! `smtps://user:password@host`, `sendgrid`.
//!
//! No sentence here repeats the value: it may hold a password.

use std::path::{Path, PathBuf};

use kn_core::ports::mail::{MailTransport, SmtpSecurity};
use kn_core::secret::Secret;
use percent_encoding::percent_decode_str;
use reqwest::Url;

use super::sendgrid::SENDGRID_URL;
use crate::http::is_loopback;

/// A value of `KN_MAIL` that means nothing, with what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WrongTransport(pub String);

/// Reads a value of `KN_MAIL`. `file_dir` is the folder of `file`, `sendgrid_key` the content of
/// `KN_SENDGRID_KEY_FILE`. Without `tls=`, `smtp://` means STARTTLS, and no protection to this machine.
///
/// # Errors
/// A sentence that says what to write instead and never repeats the value.
pub fn parse_transport(
    value: &str,
    file_dir: &Path,
    sendgrid_key: Option<Secret<String>>,
) -> Result<MailTransport, WrongTransport> {
    match value.trim() {
        "file" => Ok(MailTransport::File { dir: file_dir.to_owned() }),
        "sendgrid" => {
            let api_key = sendgrid_key.ok_or_else(|| {
                wrong(
                    "KN_MAIL=sendgrid needs the API key in the file named by KN_SENDGRID_KEY_FILE",
                )
            })?;
            Ok(MailTransport::Sendgrid { api_key, base_url: SENDGRID_URL.to_owned() })
        }
        other => match other.split_once(':') {
            Some(("file", path)) => folder(path),
            Some(("smtp" | "smtps", _)) => smtp(other),
            _ => Err(wrong(
                "KN_MAIL must be file, sendgrid, smtp://user:password@host:port?tls=starttls \
                 or smtps://user:password@host",
            )),
        },
    }
}

fn folder(path: &str) -> Result<MailTransport, WrongTransport> {
    let path = path.strip_prefix("//").unwrap_or(path);
    if !path.starts_with('/') {
        return Err(wrong(
            "KN_MAIL=file: needs an absolute folder, such as file:/var/lib/kloudnests/mail",
        ));
    }
    Ok(MailTransport::File { dir: PathBuf::from(path) })
}

fn smtp(value: &str) -> Result<MailTransport, WrongTransport> {
    let url = Url::parse(value).map_err(|_| {
        wrong(
            "the SMTP address in KN_MAIL can't be read; write smtp://user:password@host:port, and \
             inside user and password % as %25, @ as %40, / as %2F, : as %3A, ? as %3F, # as %23",
        )
    })?;
    if url.fragment().is_some() || !matches!(url.path(), "" | "/") {
        return Err(wrong(
            "KN_MAIL has something after the host; write # and / inside a password as %23 and %2F",
        ));
    }
    let host = url.host_str().filter(|h| !h.is_empty());
    let host = host.ok_or_else(|| wrong("KN_MAIL names no SMTP host"))?;
    let security = security(&url, host)?;
    let username = decoded(url.username())?;
    let password = decoded(url.password().unwrap_or_default())?;
    if username.is_empty() != password.is_empty() {
        return Err(wrong("KN_MAIL needs both user and password, or neither"));
    }
    Ok(MailTransport::Smtp {
        host: host.trim_matches(['[', ']']).to_owned(),
        port: url.port().unwrap_or_else(|| security.default_port()),
        security,
        username,
        password: Secret::new(password),
    })
}

fn security(url: &Url, host: &str) -> Result<SmtpSecurity, WrongTransport> {
    let mut chosen = None;
    for (key, word) in url.query_pairs() {
        match (key.as_ref(), word.parse()) {
            ("tls", Ok(security)) => chosen = Some(security),
            ("tls", Err(_)) => return Err(wrong("tls= in KN_MAIL must be starttls, tls or none")),
            _ => return Err(wrong("KN_MAIL knows only tls= after the question mark")),
        }
    }
    match (url.scheme(), chosen) {
        ("smtps", None | Some(SmtpSecurity::Tls)) => Ok(SmtpSecurity::Tls),
        ("smtps", Some(_)) => Err(wrong("smtps:// in KN_MAIL means TLS; use smtp:// with tls=")),
        (_, Some(security)) => Ok(security),
        (_, None) if is_loopback(host) => Ok(SmtpSecurity::None),
        (_, None) => Ok(SmtpSecurity::StartTls),
    }
}

fn decoded(part: &str) -> Result<String, WrongTransport> {
    percent_decode_str(part)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| wrong("user or password in KN_MAIL is not UTF-8 text"))
}

fn wrong(sentence: &str) -> WrongTransport {
    WrongTransport(sentence.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(value: &str) -> Result<MailTransport, WrongTransport> {
        let key = Secret::new("SG.key".to_owned());
        parse_transport(value, Path::new("/data/mail"), Some(key))
    }

    fn smtp_of(value: &str) -> (String, u16, SmtpSecurity, String, String) {
        match parse(value) {
            Ok(MailTransport::Smtp { host, port, security, username, password }) => {
                (host, port, security, username, password.expose().clone())
            }
            other => panic!("{value} gave {other:?}"),
        }
    }

    #[test]
    fn files_have_a_default_folder() {
        for (value, expected) in [
            ("file", "/data/mail"),
            (" file ", "/data/mail"),
            ("file:/tmp/m", "/tmp/m"),
            ("file:///tmp/m", "/tmp/m"),
        ] {
            let Ok(MailTransport::File { dir }) = parse(value) else { panic!("{value}") };
            assert_eq!(dir, PathBuf::from(expected));
        }
    }

    #[test]
    fn smtp_addresses_are_read_with_sensible_defaults() {
        use SmtpSecurity::{None as Plain, StartTls, Tls};
        let bare = |host: &str, port, security| {
            (host.to_owned(), port, security, String::new(), String::new())
        };
        assert_eq!(smtp_of("smtp://mail.example"), bare("mail.example", 587, StartTls));
        assert_eq!(smtp_of("smtps://mail.example"), bare("mail.example", 465, Tls));
        assert_eq!(smtp_of("smtp://mail.example:25?tls=none"), bare("mail.example", 25, Plain));
        assert_eq!(smtp_of("smtp://mail.example?tls=tls"), bare("mail.example", 465, Tls));
        assert_eq!(smtp_of("smtp://127.0.0.1:1025"), bare("127.0.0.1", 1025, Plain));
        assert_eq!(smtp_of("smtp://[::1]:1025/"), bare("::1", 1025, Plain));
        let (_, _, _, user, password) = smtp_of("smtp://apikey:p%40s%2Fs%23%20x@smtp.sendgrid.net");
        assert_eq!((user.as_str(), password.as_str()), ("apikey", "p@s/s# x"));
    }

    #[test]
    fn wrong_values_get_a_sentence_that_does_not_repeat_the_password() {
        for value in [
            "",
            "smtp",
            "http://mail.example",
            "smtp://",
            "smtp://user:hunter2@",
            "smtp://user:hunter2@host/inbox",
            "smtp://user:hunter2#x@host",
            "smtp://user:hunter2@host?tls=ssl",
            "smtp://user:hunter2@host?verify=no",
            "smtps://user:hunter2@host?tls=none",
            "smtp://user@host",
            "smtp://:hunter2@host",
            "smtp://user:hunter2@host:99999",
            "smtp://user:%ffhunter2@host",
            "file:relative",
        ] {
            let error = parse(value).expect_err(value);
            let text = error.to_string();
            assert!(!text.contains("hunter2"), "{value}: {text}");
            assert!(text.contains("KN_MAIL"), "{value}: {text}");
        }
    }

    #[test]
    fn sendgrid_needs_its_key() {
        let Ok(MailTransport::Sendgrid { api_key, base_url }) = parse("sendgrid") else {
            panic!("sendgrid is a transport")
        };
        assert_eq!((api_key.expose().as_str(), base_url.as_str()), ("SG.key", SENDGRID_URL));
        let without = parse_transport("sendgrid", Path::new("/data/mail"), None);
        let error = without.unwrap_err().to_string();
        assert!(error.contains("KN_SENDGRID_KEY_FILE"), "{error}");
    }
}
