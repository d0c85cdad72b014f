//! What a wallet holds and how far it reaches.

use kn_core::ids::AccountId;
use kn_core::money::{Currency, Money};
use sea_orm::ConnectionTrait;

use super::model::Wallet;
use super::{runway, store, stored_currency};
use crate::access::Right;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// The balance of the actor's own account.
pub async fn balance(app: &App, actor: &Actor) -> Result<Wallet> {
    let account = actor.account(Right::View)?;
    let conn = app.db().reader();
    let row =
        store::find_account(conn, account).await?.ok_or_else(|| Error::not_found("account"))?;
    let currency = stored_currency(&row.currency)?;
    let balance = balance_of(conn, account, currency).await?;
    let renewals = store::renewals(conn, account, currency).await?;
    let runway = runway::runway(balance, app.today(), &renewals)?;
    Ok(Wallet { balance, currency, runway })
}

/// What an account's wallet holds in a currency; zero before its first line.
pub async fn balance_of(
    conn: &impl ConnectionTrait,
    account: AccountId,
    currency: Currency,
) -> Result<Money> {
    store::wallet_balance(conn, account, currency).await
}
