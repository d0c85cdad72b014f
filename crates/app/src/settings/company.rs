//! The company that sells, as it stands on documents.

use kn_core::code::Code;
use serde::{Deserialize, Serialize};

use super::{Section, SectionValue, email_or_empty, line, required, url_or_empty};
use crate::error::Faults;

/// Seller data and numbering of documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    pub legal_name: String,
    pub address_lines: Vec<String>,
    /// ISO 3166 alpha-2, or empty.
    pub country: String,
    pub tax_id: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub invoice_footer: String,
    /// First part of legal numbers, e.g. `INV` in `INV-2026-000045`.
    pub number_prefix: String,
    /// Digits of the running number.
    pub number_padding: u8,
}

impl Default for Company {
    fn default() -> Self {
        Self {
            legal_name: "KloudNests".to_owned(),
            address_lines: Vec::new(),
            country: String::new(),
            tax_id: String::new(),
            email: "billing@kloudnests.com".to_owned(),
            phone: String::new(),
            website: "https://kloudnests.com".to_owned(),
            invoice_footer: "Thank you for your business.".to_owned(),
            number_prefix: "INV".to_owned(),
            number_padding: 6,
        }
    }
}

impl SectionValue for Company {
    const SECTION: Section = Section::Company;

    fn check(&mut self, faults: &mut Faults) {
        required(faults, "legal_name", &mut self.legal_name, 120);
        if self.address_lines.len() > 6 {
            faults.add("address_lines", Code::TooLong, "Please use at most six address lines.");
        }
        for (i, text) in self.address_lines.iter_mut().enumerate() {
            line(faults, &format!("address_lines.{i}"), text, 120);
        }
        self.address_lines.retain(|l| !l.is_empty());
        self.country = self.country.trim().to_ascii_uppercase();
        let two_letters =
            self.country.len() == 2 && self.country.bytes().all(|b| b.is_ascii_uppercase());
        if !self.country.is_empty() && !two_letters {
            faults.add(
                "country",
                Code::Invalid,
                "Please give the country as two letters, e.g. DE.",
            );
        }
        line(faults, "tax_id", &mut self.tax_id, 40);
        email_or_empty(faults, "email", &mut self.email);
        line(faults, "phone", &mut self.phone, 40);
        url_or_empty(faults, "website", &mut self.website);
        line(faults, "invoice_footer", &mut self.invoice_footer, 300);
        let prefix_ok = (1..=4).contains(&self.number_prefix.len())
            && self.number_prefix.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !prefix_ok {
            faults.add(
                "number_prefix",
                Code::Invalid,
                "Please use one to four capital letters or digits.",
            );
        }
        // PPPP-YYYY-NNNNNN: sixteen characters is the most a document number may have.
        if !(3..=6).contains(&self.number_padding) {
            faults.add("number_padding", Code::OutOfRange, "Please choose three to six digits.");
        }
    }
}
