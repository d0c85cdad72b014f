//! The adapters against stand-ins of their vendors; never the network beyond this machine.

#[cfg(test)]
mod mail_file;
#[cfg(test)]
mod mail_sendgrid;
#[cfg(test)]
mod mail_smtp;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod smtp_sink;
#[cfg(test)]
mod templates;
