//! What the public pages and the sign-in screens need to know about this installation.

use serde::Serialize;
use utoipa::ToSchema;

use super::enums::{Mode, PaymentMethod};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Site {
    pub brand: Brand,
    pub contact: Contact,
    pub mode: Mode,
    /// The two documented logins; empty outside demo mode.
    pub demo_logins: Vec<DemoLogin>,
    /// The methods an order may be paid by, in the order to show them.
    pub payment_methods: Vec<PaymentMethod>,
    /// The currency of the catalogue.
    pub currency: String,
    pub version: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Brand {
    pub name: String,
    pub tagline: String,
    pub browser_title: String,
    /// `#rrggbb`; white text is readable on it.
    pub accent: String,
    pub support_email: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Contact {
    pub legal_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub website: Option<String>,
    pub address_lines: Vec<String>,
    pub country: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoLogin {
    /// `admin` or `customer`.
    pub role: String,
    pub email: String,
    pub password: String,
}
