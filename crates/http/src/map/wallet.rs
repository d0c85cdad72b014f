//! The wallet.

use kn_app::{Error, wallet as model};

use super::money;
use crate::dto::wallet::{
    AdminWalletLineFilter, Runway, Wallet, WalletAdjustmentRequest, WalletLine,
};

impl From<model::Wallet> for Wallet {
    fn from(wallet: model::Wallet) -> Self {
        Self {
            balance: wallet.balance.into(),
            currency: wallet.currency.code().to_owned(),
            runway: Runway {
                covers_renewals: wallet.runway.covers_renewals,
                upcoming: wallet.runway.upcoming.into(),
            },
        }
    }
}

impl From<model::WalletLine> for WalletLine {
    fn from(line: model::WalletLine) -> Self {
        Self {
            id: line.id.to_string(),
            at: line.at,
            kind: line.kind.into(),
            description: line.description,
            reference: line.reference,
            amount: line.amount.into(),
            balance: line.balance.into(),
        }
    }
}

impl From<&AdminWalletLineFilter> for model::StatementFilter {
    fn from(filter: &AdminWalletLineFilter) -> Self {
        Self { kind: filter.kind.map(Into::into), from: filter.from, to: filter.to }
    }
}

impl TryFrom<WalletAdjustmentRequest> for model::Adjustment {
    type Error = Error;

    fn try_from(request: WalletAdjustmentRequest) -> Result<Self, Error> {
        Ok(Self { amount: money("amount", &request.amount)?, reason: request.reason })
    }
}
