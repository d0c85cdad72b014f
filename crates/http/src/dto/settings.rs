//! Settings by section, each typed. Secrets go in and never come out: reading tells only whether one is set.
//!
//! Text that may be missing is an empty string here, as the forms hold it. Field problems name the field inside `value`
//! (`bank_accounts.0.bank`), or `secrets.<name>`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{BankAccount, CryptoAddress};
use super::enums::{MailTransport, SmtpSecurity};
use super::patch::double;

/// Declares what reading and writing a section look like.
macro_rules! section {
    ($view:ident, $put:ident, $value:ident $(, $secrets:ident, $change:ident)?) => {
        #[derive(Debug, Clone, Serialize, ToSchema)]
        pub struct $view {
            pub value: $value,
            $(pub secrets: $secrets,)?
            /// Send it back when writing; 0 while the defaults stand.
            #[schema(format = "double-int")]
            pub version: i64,
            pub updated_at: Option<DateTime<Utc>>,
            /// Name of who saved it last.
            pub updated_by: Option<String>,
        }

        #[derive(Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $put {
            pub value: $value,
            $(
                /// Only what changes.
                #[serde(default)]
                pub secrets: Option<$change>,
            )?
            /// The version that was read; somebody else's change in between answers `version_conflict`.
            #[schema(format = "double-int")]
            pub version: Option<i64>,
        }
    };
}

/// Who issues the invoices.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompanyValue {
    #[schema(min_length = 1, max_length = 120)]
    pub legal_name: String,
    #[schema(max_items = 6)]
    pub address_lines: Vec<String>,
    /// ISO 3166-1 alpha-2, or empty.
    #[schema(max_length = 2)]
    pub country: String,
    #[schema(max_length = 40)]
    pub tax_id: String,
    #[schema(max_length = 254)]
    pub email: String,
    #[schema(max_length = 40)]
    pub phone: String,
    /// Starts with `https://`, or empty.
    #[schema(max_length = 300)]
    pub website: String,
    #[schema(max_length = 300)]
    pub invoice_footer: String,
    /// First part of legal numbers: `INV` in `INV-2026-000045`.
    #[schema(min_length = 1, max_length = 4, pattern = "^[A-Z0-9]{1,4}$")]
    pub number_prefix: String,
    /// Digits of the running number.
    #[schema(minimum = 3, maximum = 6)]
    pub number_padding: u8,
}
section!(CompanySettings, CompanySettingsPut, CompanyValue);

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BrandingValue {
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    #[schema(max_length = 120)]
    pub tagline: String,
    #[schema(min_length = 1, max_length = 120)]
    pub browser_title: String,
    #[schema(max_length = 254)]
    pub support_email: String,
    /// White text must be readable on it.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$")]
    pub accent: String,
}
section!(BrandingSettings, BrandingSettingsPut, BrandingValue);

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentsValue {
    pub bank_transfer_enabled: bool,
    #[schema(max_items = 20)]
    pub bank_accounts: Vec<BankAccount>,
    pub crypto_enabled: bool,
    #[schema(max_items = 20)]
    pub crypto_addresses: Vec<CryptoAddress>,
    /// Shown beneath the payment details.
    #[schema(max_length = 500)]
    pub instructions: String,
}
section!(PaymentsSettings, PaymentsSettingsPut, PaymentsValue);

/// Empty sender fields follow the server's configuration.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailValue {
    pub transport: MailTransport,
    #[schema(max_length = 80)]
    pub from_name: String,
    #[schema(max_length = 254)]
    pub from_email: String,
    #[schema(max_length = 254)]
    pub reply_to: String,
    pub smtp: SmtpValue,
}
section!(EmailSettings, EmailSettingsPut, EmailValue, EmailSecrets, EmailSecretsChange);

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SmtpValue {
    #[schema(max_length = 253)]
    pub host: String,
    #[schema(minimum = 1, maximum = 65535)]
    pub port: u16,
    pub security: SmtpSecurity,
    #[schema(max_length = 120)]
    pub username: String,
}

#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct EmailSecrets {
    pub smtp_password: SecretState,
    pub sendgrid_api_key: SecretState,
}

/// A secret left out stays as it is; `null` removes it.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailSecretsChange {
    #[serde(default, deserialize_with = "double", skip_serializing_if = "Option::is_none")]
    #[schema(format = "password", max_length = 1000)]
    pub smtp_password: Option<Option<String>>,
    #[serde(default, deserialize_with = "double", skip_serializing_if = "Option::is_none")]
    #[schema(format = "password", max_length = 1000)]
    pub sendgrid_api_key: Option<Option<String>>,
}

/// Whether a secret is set, and enough of a fingerprint to tell two apart.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct SecretState {
    pub set: bool,
    pub fingerprint: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestMailRequest {
    #[schema(format = "email", max_length = 254)]
    pub to: String,
}

/// The transport took the mail.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TestMailResult {
    /// What sent it, for example `smtp://mail.example.com:587`.
    pub transport: String,
}
