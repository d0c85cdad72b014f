//! SMTP against a real server on loopback.

use base64::Engine as _;
use kn_adapters::mail::SmtpMailer;
use kn_core::ports::mail::{MailError, MailMessage, Mailer as _, SmtpSecurity};
use kn_core::secret::Secret;
use mailparse::MailHeaderMap as _;

use super::sample::{PDF, message};
use super::smtp_sink::SmtpSink;

fn mailer(port: u16) -> SmtpMailer {
    SmtpMailer::new("127.0.0.1", port, SmtpSecurity::None, None).unwrap()
}

fn to(email: &str) -> MailMessage {
    let mut message = message();
    message.to.email = email.into();
    message
}

#[tokio::test]
async fn an_accepted_mail_arrives_whole() {
    let sink = SmtpSink::start().await;
    let receipt = mailer(sink.port).send(&message()).await.unwrap();
    assert_eq!(receipt.provider_id.as_deref(), Some("2.0.0 queued as 7F3A"));

    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].from, "billing@kloudnests.example");
    assert_eq!(taken[0].to, "ana@example.test");
    assert_eq!(taken[0].login, None);
    let mail = mailparse::parse_mail(taken[0].mail.as_bytes()).unwrap();
    let id = mail.headers.get_first_value("Message-ID").unwrap();
    assert_eq!(id, "<mail_01KN7Z@kloudnests.example>");
    // The body has a line with a lone dot, which must not end the mail.
    let text = mail.parts().find(|p| p.ctype.mimetype == "text/plain").unwrap();
    assert_eq!(text.get_body().unwrap().replace("\r\n", "\n"), message().text);
    let pdf = mail.parts().find(|p| p.ctype.mimetype == "application/pdf").unwrap();
    assert_eq!(pdf.get_body_raw().unwrap(), PDF);
}

#[tokio::test]
async fn four_hundreds_come_back_later_and_five_hundreds_do_not() {
    let sink = SmtpSink::start().await;
    let mailer = mailer(sink.port);
    let later = mailer.send(&to("451@example.test")).await.unwrap_err();
    assert!(later.is_transient(), "{later:?}");
    assert!(later.to_string().contains("greylisted"), "{later}");
    for refused in ["550@example.test", "data552@example.test"] {
        let error = mailer.send(&to(refused)).await.unwrap_err();
        assert!(!error.is_transient(), "{error:?}");
        assert!(error.to_string().contains("5."), "{error}");
    }
    // The same mailer goes on working.
    mailer.send(&to("ana@example.test")).await.unwrap();
    assert_eq!(sink.taken().len(), 1);
}

#[tokio::test]
async fn a_server_that_hangs_up_or_is_away_may_work_later() {
    let sink = SmtpSink::start().await;
    let error = mailer(sink.port).send(&to("hangup@example.test")).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = mailer(unused).send(&message()).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn starttls_is_required_when_asked_for() {
    let sink = SmtpSink::start().await;
    let strict = SmtpMailer::new("127.0.0.1", sink.port, SmtpSecurity::StartTls, None);
    let refused = strict.unwrap().send(&message()).await;
    assert!(refused.is_err(), "the sink offers no STARTTLS");
    assert!(sink.taken().is_empty());
}

#[tokio::test]
async fn a_login_is_given_and_never_shown() {
    let sink = SmtpSink::start().await;
    let password = Secret::new("hunter2".to_owned());
    let login = Some(("mailer", &password));
    let mailer = SmtpMailer::new("127.0.0.1", sink.port, SmtpSecurity::None, login).unwrap();
    mailer.send(&message()).await.unwrap();
    let given = sink.taken()[0].login.clone().unwrap();
    let given = given.trim_start_matches("PLAIN ");
    let given = base64::engine::general_purpose::STANDARD.decode(given).unwrap();
    assert_eq!(given, b"\0mailer\0hunter2");
    assert!(!mailer.describe().contains("hunter2"));
}

#[tokio::test]
async fn a_bad_mail_never_reaches_the_server() {
    let sink = SmtpSink::start().await;
    let mut bad = message();
    bad.subject = "x\r\nBcc: thief@example.test".into();
    let refused = mailer(sink.port).send(&bad).await;
    assert!(matches!(refused, Err(MailError::Permanent(_))), "{refused:?}");
    assert!(sink.taken().is_empty());
}
