//! `.eml` files, read back by an independent parser.

use kn_adapters::mail::FileMailer;
use kn_core::ports::mail::{MailError, Mailer as _};
use mailparse::{DispositionType, MailHeaderMap as _, ParsedMail};

use super::sample::{PDF, message};

fn part<'a>(mail: &'a ParsedMail<'a>, kind: &str) -> &'a ParsedMail<'a> {
    mail.parts().find(|p| p.ctype.mimetype == kind).expect(kind)
}

#[tokio::test]
async fn the_file_is_a_complete_mail() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = FileMailer::new(dir.path().join("new").join("folder"));
    let receipt = mailer.send(&message()).await.unwrap();

    let path = receipt.provider_id.unwrap();
    assert!(path.ends_with("/new/folder/mail_01KN7Z.eml"), "{path}");
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.is_ascii(), "7-bit servers take it");
    let mail = mailparse::parse_mail(&bytes).unwrap();
    let header = |name| mail.headers.get_first_value(name).expect(name);
    assert_eq!(header("Message-ID"), "<mail_01KN7Z@kloudnests.example>");
    assert_eq!(header("From"), "KloudNests <billing@kloudnests.example>");
    assert!(header("To").contains("Ana Petrović") && header("To").contains("<ana@example.test>"));
    assert_eq!(header("Reply-To"), "help@kloudnests.example");
    assert_eq!(header("Subject"), "Račun INV-2026-000045 — plaćeno");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert!(mail.headers.get_first_value("Bcc").is_none());
    assert!(mailparse::dateparse(&header("Date")).is_ok());

    let text = part(&mail, "text/plain").get_body().unwrap();
    assert_eq!(text.replace("\r\n", "\n"), message().text);
    assert_eq!(part(&mail, "text/html").get_body().unwrap(), message().html);
    let pdf = part(&mail, "application/pdf");
    assert_eq!(pdf.get_body_raw().unwrap(), PDF);
    let disposition = pdf.get_content_disposition();
    assert_eq!(disposition.disposition, DispositionType::Attachment);
    assert_eq!(disposition.params["filename"], "INV-2026-000045.pdf");
}

#[tokio::test]
async fn sending_again_replaces_the_file_and_leaves_no_rubbish() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = FileMailer::new(dir.path());
    mailer.send(&message()).await.unwrap();
    let mut changed = message();
    changed.subject = "second".into();
    changed.attachments.clear();
    mailer.send(&changed).await.unwrap();
    let names: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    let text = std::fs::read_to_string(&names[0]).unwrap();
    assert!(text.contains("Subject: second"), "{text}");
}

#[tokio::test]
async fn headers_can_not_be_smuggled_in_and_ids_can_not_leave_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = FileMailer::new(dir.path().join("mail"));
    let mut smuggled = message();
    smuggled.to.name = "Ana\r\nBcc: thief@example.test".into();
    let mut escaping = message();
    escaping.id = "../../etc/cron.d/x".into();
    let mut nobody = message();
    nobody.to.email = "ana at example".into();
    let mut strange = message();
    strange.attachments[0].content_type = "pdf".into();
    for bad in [smuggled, escaping, nobody, strange] {
        let refused = mailer.send(&bad).await;
        assert!(matches!(refused, Err(MailError::Permanent(_))), "{refused:?}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_folder_that_can_not_be_written_may_work_later() {
    let dir = tempfile::tempdir().unwrap();
    let blocked = dir.path().join("file");
    std::fs::write(&blocked, "not a folder").unwrap();
    let refused = FileMailer::new(&blocked).send(&message()).await;
    assert!(matches!(refused, Err(MailError::Transient(_))), "{refused:?}");
}
