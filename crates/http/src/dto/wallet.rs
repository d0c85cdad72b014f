//! The prepaid balance and its lines.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::MoneyDto;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Wallet {
    pub balance: MoneyDto,
    pub currency: String,
    pub runway: Runway,
}

/// How far the balance reaches.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Runway {
    /// The next so many renewals are covered.
    pub covers_renewals: u32,
    /// What is coming up.
    pub upcoming: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WalletLine {
    pub id: String,
    pub at: DateTime<Utc>,
    pub kind: WalletLineKind,
    pub description: String,
    pub reference: Option<String>,
    /// Signed: negative leaves the wallet.
    pub amount: MoneyDto,
    /// After this line.
    pub balance: MoneyDto,
}

wire_enum! {
    /// What a line records.
    WalletLineKind = kn_app::wallet::EntryKind {
        Topup, InvoiceFinalised, InvoicePayment, PaymentReceived, Adjustment, Reversal, OpeningBalance,
    }
}
page! { WalletLinePage of WalletLine }

wire_enum! { ExportFormat { Json, Csv } }

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WalletLineFilter {
    /// `csv` answers every line at once as a file.
    #[param(inline)]
    pub format: Option<ExportFormat>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AdminWalletLineFilter {
    /// `csv` answers every line at once as a file.
    #[param(inline)]
    pub format: Option<ExportFormat>,
    /// Account id, if the user has several.
    pub account: Option<String>,
    #[param(inline)]
    pub kind: Option<WalletLineKind>,
    /// First business day.
    pub from: Option<NaiveDate>,
    /// Last business day.
    pub to: Option<NaiveDate>,
}

/// Money put into or taken out of a wallet by hand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WalletAdjustmentRequest {
    /// Account id; one of the user's.
    pub account: String,
    /// Signed: negative takes out, never below zero.
    pub amount: MoneyDto,
    #[schema(min_length = 3, max_length = 500)]
    pub reason: String,
}
