//! Templates into subject, text and HTML.
//!
//! HTML parts are MJML with every value escaped (their names end in `.html`); subjects and text parts are not.
//! An unknown variable is an error, so a typo cannot send a mail with a hole.

use std::sync::OnceLock;

use minijinja::{Environment, UndefinedBehavior, Value};
use mrml::prelude::render::RenderOptions;

use crate::error::{Error, Result};

macro_rules! templates {
    ($($variant:ident => $name:literal,)*) => {
        /// A mail's template.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Template { $(#[doc = $name] $variant,)* }

        impl Template {
            pub const ALL: &'static [Template] = &[$(Template::$variant,)*];

            /// The name in files and in the mail log.
            pub const fn as_str(self) -> &'static str {
                match self { $(Template::$variant => $name,)* }
            }
        }

        const SOURCES: &[(&str, &str)] = &[
            ("layout.mjml.html", include_str!("templates/layout.mjml.html")),
            ("layout.txt", include_str!("templates/layout.txt")),
            ("parts.mjml.html", include_str!("templates/parts.mjml.html")),
            $(
                (concat!($name, ".mjml.html"), include_str!(concat!("templates/", $name, ".mjml.html"))),
                (concat!($name, ".txt"), include_str!(concat!("templates/", $name, ".txt"))),
                (concat!($name, ".subject.txt"), include_str!(concat!("templates/", $name, ".subject.txt"))),
            )*
        ];
    };
}

templates! {
    Welcome => "welcome",
    OrderPlaced => "order_placed",
    PaymentReceived => "payment_received",
    ServerReady => "server_ready",
}

/// A mail ready to send.
#[derive(Debug, Clone)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

fn environment() -> Result<&'static Environment<'static>> {
    static ENVIRONMENT: OnceLock<std::result::Result<Environment<'static>, String>> =
        OnceLock::new();
    let built = ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for (name, source) in SOURCES {
            environment.add_template(name, source).map_err(|fault| format!("{name}: {fault:#}"))?;
        }
        Ok(environment)
    });
    built.as_ref().map_err(|fault| Error::internal(fault.clone()))
}

/// Renders all three parts with the same values.
pub(super) fn render(template: Template, values: &Value) -> Result<Rendered> {
    let environment = environment()?;
    let part = |suffix: &str| -> Result<String> {
        let name = format!("{}.{suffix}", template.as_str());
        let source = environment.get_template(&name).map_err(Error::internal)?;
        source.render(values).map_err(Error::internal)
    };
    let mjml = part("mjml.html")?;
    let parsed = mrml::parse(mjml).map_err(|fault| Error::internal(fault.to_string()))?;
    let html = parsed
        .element
        .render(&RenderOptions::default())
        .map_err(|fault| Error::internal(fault.to_string()))?;
    // A line break in a subject would be a header of its own.
    let subject = part("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Rendered { subject, text: part("txt")?, html })
}
