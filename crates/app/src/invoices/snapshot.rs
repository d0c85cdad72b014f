//! Who sold to whom, as it stood on the day of issue; kept on the document as JSON.
//!
//! The brand is part of it: a paid invoice must give the same bytes ever after, also when the colours of the
//! shop change.

use kn_core::ports::document::{DocumentBrand, Party};
use kn_db::entities::account;
use serde::{Deserialize, Serialize};

use crate::settings::{Branding, Company};

/// The company that sells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seller {
    pub legal_name: String,
    pub address_lines: Vec<String>,
    pub country: String,
    /// The country's English name on that day.
    pub country_name: String,
    pub tax_id: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub footer: String,
    pub brand: Brand,
}

/// How the seller's documents look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Brand {
    pub name: String,
    pub tagline: String,
    /// Accent colour as red, green, blue.
    pub accent: (u8, u8, u8),
}

/// The customer who buys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Buyer {
    pub name: String,
    pub company: Option<String>,
    pub email: String,
    pub address_lines: Vec<String>,
    pub country: String,
    /// The country's English name on that day.
    pub country_name: String,
    pub tax_id: Option<String>,
    /// The customer's number, as people see it.
    pub customer_number: i64,
}

impl Seller {
    /// The seller as the settings describe it today.
    pub(super) fn of(company: Company, branding: &Branding) -> Self {
        Self {
            legal_name: company.legal_name,
            address_lines: company.address_lines,
            country_name: country_name(&company.country),
            country: company.country,
            tax_id: company.tax_id,
            email: company.email,
            phone: company.phone,
            website: company.website,
            footer: company.invoice_footer,
            brand: Brand {
                name: branding.name.clone(),
                tagline: branding.tagline.clone(),
                accent: branding.accent_rgb(),
            },
        }
    }

    /// Where tax is owed; `ZZ` (ISO 3166: unknown) if the company gave no country.
    pub(super) fn jurisdiction(&self) -> &str {
        if self.country.is_empty() { "ZZ" } else { &self.country }
    }

    pub(super) fn party(&self) -> Party {
        let mut lines = self.address_lines.clone();
        push(&mut lines, &self.country_name);
        push(&mut lines, &self.phone);
        Party {
            name: self.legal_name.clone(),
            lines,
            tax_id: filled(&self.tax_id).map(|id| format!("Tax ID {id}")),
            email: filled(&self.email),
            website: filled(&self.website),
        }
    }

    pub(super) fn document_brand(&self) -> DocumentBrand {
        DocumentBrand {
            name: self.brand.name.clone(),
            tagline: self.brand.tagline.clone(),
            accent: self.brand.accent,
            logo_png: None,
        }
    }
}

impl Buyer {
    /// The customer as the account describes them today.
    pub(super) fn of(account: &account::Model) -> Self {
        let town = [&account.postal_code, &account.city]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        let mut lines = Vec::new();
        for line in [&account.address_line1, &account.address_line2].into_iter().flatten() {
            push(&mut lines, line);
        }
        push(&mut lines, &town);
        push(&mut lines, account.region.as_deref().unwrap_or_default());
        Self {
            name: account.name.clone(),
            company: account.company.clone().filter(|company| !company.trim().is_empty()),
            email: account.billing_email.clone(),
            address_lines: lines,
            country_name: account.country.as_deref().map(country_name).unwrap_or_default(),
            country: account.country.clone().unwrap_or_default(),
            tax_id: account.tax_id.clone().filter(|id| !id.trim().is_empty()),
            customer_number: account.number,
        }
    }

    /// The company buys if there is one; the person stands beneath it.
    pub(super) fn party(&self) -> Party {
        let mut lines = Vec::new();
        if self.company.as_deref().is_some_and(|company| company != self.name) {
            push(&mut lines, &self.name);
        }
        lines.extend(self.address_lines.iter().cloned());
        push(&mut lines, &self.country_name);
        Party {
            name: self.company.clone().unwrap_or_else(|| self.name.clone()),
            lines,
            tax_id: self.tax_id.as_ref().map(|id| format!("Tax ID {id}")),
            email: filled(&self.email),
            website: None,
        }
    }
}

/// The name people write on a letter; the code itself if nobody knows it.
fn country_name(code: &str) -> String {
    rust_iso3166::from_alpha2(code)
        .map_or_else(|| code.to_owned(), |country| country.name.to_owned())
}

fn push(lines: &mut Vec<String>, line: &str) {
    if !line.trim().is_empty() {
        lines.push(line.trim().to_owned());
    }
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn account() -> account::Model {
        let at = "2030-01-01T00:00:00Z".parse().unwrap();
        account::Model {
            id: Uuid::nil(),
            number: 1001,
            name: "Анна Иванова".to_owned(),
            company: Some("ООО «Маяк»".to_owned()),
            currency: "USD".to_owned(),
            billing_email: "anna@mayak.example".to_owned(),
            address_line1: Some("ул. Ленина, 1".to_owned()),
            address_line2: Some("  ".to_owned()),
            city: Some("Казань".to_owned()),
            region: None,
            postal_code: Some("420000".to_owned()),
            country: Some("RU".to_owned()),
            tax_id: Some(String::new()),
            created_at: at,
            updated_at: at,
            version: 1,
        }
    }

    #[test]
    fn the_company_buys_and_the_person_stands_beneath() {
        let party = Buyer::of(&account()).party();
        assert_eq!(party.name, "ООО «Маяк»");
        assert_eq!(
            party.lines,
            ["Анна Иванова", "ул. Ленина, 1", "420000 Казань", "Russian Federation"]
        );
        assert_eq!(party.tax_id, None);
        let person = account::Model { company: None, ..account() };
        assert_eq!(Buyer::of(&person).party().name, "Анна Иванова");
    }

    #[test]
    fn a_snapshot_survives_its_json_and_fields_added_later() {
        let seller = Seller::of(Company::default(), &Branding::default());
        let json = serde_json::to_value(&seller).unwrap();
        assert_eq!(serde_json::from_value::<Seller>(json).unwrap(), seller);
        let old: Seller = serde_json::from_str(r#"{"legal_name":"Old Ltd"}"#).unwrap();
        assert_eq!((old.legal_name.as_str(), old.jurisdiction()), ("Old Ltd", "ZZ"));
    }
}
