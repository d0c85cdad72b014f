//! The words of the wallet: its balance, the lines of its statement, whose wallet is meant.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use kn_core::ids::{AccountId, TransferId, UserId};
use kn_core::money::{Currency, Money};
use serde::{Deserialize, Serialize};

/// A customer's prepaid balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wallet {
    pub balance: Money,
    pub currency: Currency,
    pub runway: Runway,
}

/// How far a balance reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Runway {
    /// How many of the next renewals the balance pays, in the order they fall due.
    pub covers_renewals: u32,
    /// Renewals of the next 30 days, and those overdue, before tax.
    pub upcoming: Money,
}

/// One line of a wallet's statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletLine {
    pub id: TransferId,
    pub at: DateTime<Utc>,
    pub kind: EntryKind,
    pub description: String,
    pub reference: Option<String>,
    /// Signed: negative leaves the wallet.
    pub amount: Money,
    /// After this line.
    pub balance: Money,
}

/// Whose wallet a member of staff means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The account itself.
    Account(AccountId),
    /// The account a user owns; the oldest if there are several.
    User(UserId),
    /// An account of which that user must be a member.
    Member { user: UserId, account: AccountId },
}

/// Which lines of a statement to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StatementFilter {
    pub kind: Option<EntryKind>,
    /// First business day shown.
    pub from: Option<NaiveDate>,
    /// Last business day shown.
    pub to: Option<NaiveDate>,
}

macro_rules! entry_kinds {
    ($($(#[$doc:meta])* $variant:ident => $word:literal,)+) => {
        /// What kind of business event an entry records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum EntryKind { $($(#[$doc])* #[serde(rename = $word)] $variant,)+ }

        impl EntryKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database, in JSON and in exports.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Reads [`Self::as_str`] back.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

entry_kinds! {
    /// E02, E03: an approved top-up.
    Topup => "topup",
    /// E21: a document became final.
    InvoiceFinalised => "invoice_finalised",
    /// E22: a document paid from the wallet.
    InvoicePayment => "invoice_payment",
    /// E24, E31, E32: money from outside for a document; what exceeds it goes to the wallet.
    PaymentReceived => "payment_received",
    /// Staff put money into a wallet or took it out.
    Adjustment => "adjustment",
    /// An earlier entry, undone.
    Reversal => "reversal",
    /// A balance taken over from elsewhere.
    OpeningBalance => "opening_balance",
}

impl EntryKind {
    /// Whether the entry stands for itself. The others belong to a top-up, a payment or a document and are
    /// corrected there, or the record would say something else than the ledger.
    pub const fn reversible(self) -> bool {
        matches!(self, Self::Adjustment | Self::OpeningBalance)
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_written_one_way() {
        for kind in EntryKind::ALL {
            assert_eq!(EntryKind::parse(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
        }
    }
}
