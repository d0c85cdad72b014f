//! Queries of ledger accounts.

use kn_core::ids::{AccountId, LedgerAccountId};
use kn_core::money::{Currency, Money};
use kn_db::entities::ledger_account::{ActiveModel, Column, Entity, Model};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select,
};

use crate::error::{Error, Result};
use crate::wallet::accounts::Acct;
use crate::work::Work;

/// The rows of these accounts that exist.
pub(in crate::wallet) async fn ledger_accounts(
    conn: &impl ConnectionTrait,
    currency: Currency,
    wanted: &[&Acct],
) -> Result<Vec<Model>> {
    let mut any = Condition::any();
    for acct in wanted {
        let owner = match acct.owner() {
            Some(owner) => Column::OwnerId.eq(owner.uuid()),
            None => Column::OwnerId.is_null(),
        };
        any = any.add(Condition::all().add(Column::Code.eq(acct.code())).add(owner));
    }
    let query = Entity::find().filter(Column::Currency.eq(currency.code())).filter(any);
    Ok(query.all(conn).await?)
}

/// Makes the row unless a rival made it; on PostgreSQL this waits for the rival's commit.
pub(in crate::wallet) async fn insert_ledger_account(
    work: &Work,
    currency: Currency,
    acct: &Acct,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(work.new_id::<LedgerAccountId>().uuid()),
        code: Set(acct.code()),
        owner_id: Set(acct.owner().map(AccountId::uuid)),
        currency: Set(currency.code().to_owned()),
        side: Set(acct.side()),
        bounded: Set(acct.bounded()),
        tracked: Set(acct.tracked()),
        debits: Set(0),
        credits: Set(0),
        line_count: Set(0),
        created_at: Set(work.now()),
    };
    let insert = Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    insert.exec_without_returning(work.tx()).await?;
    Ok(())
}

/// One row by its id.
pub(in crate::wallet) async fn ledger_account(
    conn: &impl ConnectionTrait,
    id: LedgerAccountId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.uuid()).one(conn).await?)
}

/// The row of a customer's wallet, if money ever moved on it.
pub(in crate::wallet) async fn find_wallet(
    conn: &impl ConnectionTrait,
    account: AccountId,
    currency: Currency,
) -> Result<Option<Model>> {
    Ok(wallet(account, currency).one(conn).await?)
}

/// The balance of a wallet, zero before its first line.
pub(in crate::wallet) async fn wallet_balance(
    conn: &impl ConnectionTrait,
    account: AccountId,
    currency: Currency,
) -> Result<Money> {
    balance(find_wallet(conn, account, currency).await?, currency)
}

/// Locks the row of a wallet until the transaction ends, and reads its balance.
pub(in crate::wallet) async fn lock_wallet(
    work: &Work,
    account: AccountId,
    currency: Currency,
) -> Result<Money> {
    // NO KEY UPDATE is what the posting trigger takes; foreign keys on the row don't wait for it.
    let locked = wallet(account, currency).lock(LockType::NoKeyUpdate).one(work.tx()).await?;
    balance(locked, currency)
}

fn wallet(account: AccountId, currency: Currency) -> Select<Entity> {
    Entity::find()
        .filter(Column::OwnerId.eq(account.uuid()))
        .filter(Column::Code.eq(Acct::Wallet(account).code()))
        .filter(Column::Currency.eq(currency.code()))
}

fn balance(row: Option<Model>, currency: Currency) -> Result<Money> {
    let Some(row) = row else { return Ok(Money::zero(currency)) };
    let amount = row
        .credits
        .checked_sub(row.debits)
        .filter(|amount| *amount >= 0)
        .ok_or_else(|| Error::internal(format!("the wallet {} is below zero", row.id)))?;
    Ok(Money::new(amount, currency))
}
