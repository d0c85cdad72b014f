//! A mail to send.

use kn_core::ports::mail::{Attachment, MailMessage, Mailbox};

pub(crate) const PDF: &[u8] = b"%PDF-1.7\n\x00\xff binary \r\n.\r\n rest";

pub(crate) fn message() -> MailMessage {
    MailMessage {
        id: "mail_01KN7Z".into(),
        from: Mailbox::new("KloudNests", "billing@kloudnests.example"),
        to: Mailbox::new("Ana Petrović", "ana@example.test"),
        reply_to: Some(Mailbox::new("", "help@kloudnests.example")),
        subject: "Račun INV-2026-000045 — plaćeno".into(),
        text: "Dobar dan Ana,\n.\nhvala!\n".into(),
        html: "<p>Dobar dan Ana,</p><p>hvala! &lt;3</p>".into(),
        attachments: vec![Attachment {
            filename: "INV-2026-000045.pdf".into(),
            content_type: "application/pdf".into(),
            bytes: PDF.to_vec(),
        }],
        category: "invoice".into(),
    }
}
