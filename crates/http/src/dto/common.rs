//! Money, the problem document and small shapes that several features share.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::enums::{Category, PaymentMethod};

/// An amount in minor units (cents) with its currency. Never a float.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Money)]
pub struct MoneyDto {
    /// Minor units: `1999` is $19.99. Negative where the field says so.
    #[schema(example = 1999, format = "double-int")]
    pub amount: i64,
    /// ISO 4217.
    #[schema(example = "USD", pattern = "^[A-Z]{3}$")]
    pub currency: String,
}

/// Stands for the registry of codes in the document; `openapi` fills in the values.
#[derive(ToSchema)]
pub struct ErrorCode(#[expect(dead_code, reason = "only its schema is used")] String);

/// RFC 9457 problem document: the shape of every error.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDto {
    /// A link to the explanation of the code.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// Written for the person who reads it: what was wrong and what to do.
    pub detail: String,
    /// Stable, for programs.
    #[schema(value_type = ErrorCode)]
    pub code: String,
    /// Quote it to support.
    pub request_id: String,
    /// One entry per field that was refused; empty otherwise.
    pub errors: Vec<FieldProblem>,
    /// Seconds to wait, where waiting helps; the `Retry-After` header says the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// With `insufficient_funds`: what was to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<MoneyDto>,
    /// With `insufficient_funds`: what the wallet holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<MoneyDto>,
    /// With `insufficient_funds`: what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<MoneyDto>,
}

/// What is wrong with one field of the request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Dotted path in the body (`control_panel.url`), or the name of a parameter.
    pub field: String,
    #[schema(value_type = ErrorCode)]
    pub code: String,
    pub message: String,
}

/// Something with a stable slug and a name to show.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedRef {
    pub slug: String,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DatacenterRef {
    pub slug: String,
    pub name: String,
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanRef {
    pub slug: String,
    pub name: String,
    pub category: Category,
}

/// Who a document or a service belongs to, as staff lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Customer {
    pub account_id: String,
    pub user_id: Option<String>,
    pub name: String,
    pub email: String,
    pub company: Option<String>,
}

/// A bank account that customers pay to.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankAccount {
    #[schema(max_length = 60)]
    pub label: String,
    #[schema(min_length = 1, max_length = 80)]
    pub bank: String,
    #[schema(min_length = 1, max_length = 120)]
    pub holder: String,
    /// IBAN or account number.
    #[schema(min_length = 1, max_length = 60)]
    pub account_number: String,
    /// BIC, IFSC, sort code or routing number; may be empty.
    #[schema(max_length = 40)]
    pub bank_code: String,
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: String,
}

/// A crypto address that customers pay to.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CryptoAddress {
    #[schema(example = "USDT", min_length = 1, max_length = 20)]
    pub asset: String,
    #[schema(example = "TRON (TRC-20)", min_length = 1, max_length = 60)]
    pub network: String,
    #[schema(min_length = 1, max_length = 120)]
    pub address: String,
}

/// How to pay a document by a manual method: the exact amount and the reference to quote.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaymentInstructions {
    pub method: PaymentMethod,
    pub amount: MoneyDto,
    pub reference: String,
    pub due_on: NaiveDate,
    pub bank_accounts: Vec<BankAccount>,
    pub crypto: Vec<CryptoAddress>,
    /// Shown beneath the payment details.
    pub instructions: Option<String>,
}
