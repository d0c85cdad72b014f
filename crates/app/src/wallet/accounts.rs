//! The chart of accounts (MONEY.md §1.2), as far as it is used, and an account's row on first use.
//!
//! A row is found by code, owner and currency, and is made when it is first needed. Two transactions that need
//! the same new row at once both insert; the second one waits for the first and then finds its row.

use kn_core::ids::{AccountId, LedgerAccountId};
use kn_core::money::Currency;
use kn_core::tax::TaxRate;
use kn_db::entities::ledger_account::{Model, Side};

use super::store;
use crate::error::{Error, Result};
use crate::work::Work;

/// One account of the chart; with a currency it names one row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acct {
    /// 2010: the customer's own money. Bounded: never below zero.
    Wallet(AccountId),
    /// 1100: what the customer owes.
    Receivable(AccountId),
    /// 1020: captured by a processor, not yet paid out.
    GatewayClearing(String),
    /// 1030: received by bank, waiting for the statement line.
    ManualClearingBank,
    /// 1040: received on a chain, by asset.
    CryptoClearing(String),
    /// 2100: prepaid periods not yet served.
    DeferredRevenue,
    /// 2200: owed to a tax office.
    TaxPayable { jurisdiction: String, rate: TaxRate },
    /// 3010: balances taken over from elsewhere.
    OpeningBalance,
    /// 4090: contra-revenue.
    RefundsAndAllowances,
    /// 5060: credit given away.
    PromoExpense,
    /// 5070: expected to stay at exactly zero.
    Rounding,
}

impl Acct {
    /// The stable name of the account in the ledger.
    pub fn code(&self) -> String {
        match self {
            Self::Wallet(_) => "wallet".to_owned(),
            Self::Receivable(_) => "receivable".to_owned(),
            Self::GatewayClearing(gateway) => format!("gateway_clearing:{gateway}"),
            Self::ManualClearingBank => "manual_clearing:bank".to_owned(),
            Self::CryptoClearing(asset) => format!("crypto_clearing:{asset}"),
            Self::DeferredRevenue => "deferred_revenue".to_owned(),
            Self::TaxPayable { jurisdiction, rate } => {
                format!("tax_payable:{jurisdiction}:{}", rate.ppm())
            }
            Self::OpeningBalance => "opening_balance".to_owned(),
            Self::RefundsAndAllowances => "refunds_and_allowances".to_owned(),
            Self::PromoExpense => "promo_expense".to_owned(),
            Self::Rounding => "rounding".to_owned(),
        }
    }

    /// The customer whose account it is; none for shared accounts.
    pub fn owner(&self) -> Option<AccountId> {
        match self {
            Self::Wallet(owner) | Self::Receivable(owner) => Some(*owner),
            _ => None,
        }
    }

    /// The side on which the account grows.
    pub fn side(&self) -> Side {
        match self {
            Self::Wallet(_)
            | Self::DeferredRevenue
            | Self::TaxPayable { .. }
            | Self::OpeningBalance => Side::Credit,
            Self::Receivable(_)
            | Self::GatewayClearing(_)
            | Self::ManualClearingBank
            | Self::CryptoClearing(_)
            | Self::RefundsAndAllowances
            | Self::PromoExpense
            | Self::Rounding => Side::Debit,
        }
    }

    /// Whether the balance may not go below zero.
    pub fn bounded(&self) -> bool {
        matches!(self, Self::Wallet(_))
    }

    /// Whether balance and statement are kept on the row. Shared accounts would be hot rows.
    pub fn tracked(&self) -> bool {
        self.owner().is_some()
    }
}

/// The rows of these accounts in one currency, in the order asked for; absent ones are made.
pub(super) async fn ensure(
    work: &Work,
    currency: Currency,
    wanted: &[&Acct],
) -> Result<Vec<LedgerAccountId>> {
    // Sorted, so that two transactions make the same new rows in the same order.
    let mut distinct: Vec<&Acct> = wanted.to_vec();
    distinct.sort();
    distinct.dedup();
    let mut rows = store::ledger_accounts(work.tx(), currency, &distinct).await?;
    let missing: Vec<&Acct> =
        distinct.iter().copied().filter(|acct| row_of(&rows, acct).is_none()).collect();
    if !missing.is_empty() {
        for acct in &missing {
            store::insert_ledger_account(work, currency, acct).await?;
        }
        rows.extend(store::ledger_accounts(work.tx(), currency, &missing).await?);
    }
    wanted.iter().map(|acct| checked_row(&rows, acct)).collect()
}

fn row_of<'r>(rows: &'r [Model], acct: &Acct) -> Option<&'r Model> {
    let owner = acct.owner().map(AccountId::uuid);
    rows.iter().find(|row| row.owner_id == owner && row.code == acct.code())
}

fn checked_row(rows: &[Model], acct: &Acct) -> Result<LedgerAccountId> {
    let row = row_of(rows, acct)
        .ok_or_else(|| Error::internal(format!("the ledger account {acct:?} could not be made")))?;
    if row.side != acct.side() || row.bounded != acct.bounded() || row.tracked != acct.tracked() {
        return Err(Error::internal(format!("the ledger account {acct:?} has another nature")));
    }
    Ok(LedgerAccountId::from_uuid(row.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn all() -> Vec<Acct> {
        let owner = AccountId::from_uuid(Uuid::from_u128(1));
        vec![
            Acct::Wallet(owner),
            Acct::Receivable(owner),
            Acct::GatewayClearing("card".to_owned()),
            Acct::ManualClearingBank,
            Acct::CryptoClearing("USDT".to_owned()),
            Acct::DeferredRevenue,
            Acct::TaxPayable { jurisdiction: "DE".to_owned(), rate: TaxRate::ZERO },
            Acct::OpeningBalance,
            Acct::RefundsAndAllowances,
            Acct::PromoExpense,
            Acct::Rounding,
        ]
    }

    #[test]
    fn codes_are_distinct_and_taxes_are_kept_apart_by_place_and_rate() {
        let codes: BTreeSet<String> = all().iter().map(Acct::code).collect();
        assert_eq!(codes.len(), all().len());
        let rate = TaxRate::from_ppm(190_000).unwrap();
        let tax = Acct::TaxPayable { jurisdiction: "DE".to_owned(), rate };
        assert_eq!(tax.code(), "tax_payable:DE:190000");
    }

    #[test]
    fn only_customers_accounts_are_tracked_and_only_wallets_are_bounded() {
        for acct in all() {
            assert_eq!(acct.tracked(), acct.owner().is_some(), "{acct:?}");
            assert_eq!(acct.bounded(), matches!(acct, Acct::Wallet(_)), "{acct:?}");
            assert!(!acct.bounded() || acct.tracked());
        }
    }
}
