//! Mail transports: files, SMTP, SendGrid. [`MailFactory`] builds them from a configuration,
//! [`parse_transport`] reads that configuration from `KN_MAIL`.
//!
//! Each transport checks a message, hands it over once, and says whether another try makes sense;
//! trying again is the job queue's work.

mod factory;
mod file;
mod mime;
mod sendgrid;
mod smtp;
mod uri;

pub use factory::{MailFactory, Reach};
pub use file::FileMailer;
pub use sendgrid::{SENDGRID_URL, SendgridMailer};
pub use smtp::SmtpMailer;
pub use uri::{WrongTransport, parse_transport};
