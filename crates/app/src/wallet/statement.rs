//! The statement of a wallet: every movement with the balance after it, newest first.

use kn_core::ids::{AccountId, EntryId};
use kn_core::money::{Currency, Money};
use kn_core::page::{Cursor, Page, PageRequest};
use kn_db::entities::account;

use super::csv::{self, Csv};
use super::describe::describe;
use super::model::{Holder, StatementFilter, WalletLine};
use super::store::{self, LineRow};
use super::stored_currency;
use crate::access::{Permission, Right};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::work::Work;

/// Lines read at once for a file.
const CSV_BATCH: u16 = 100;
/// The most lines a file holds.
const CSV_LINES: usize = 50_000;

/// The statement of the actor's own account.
pub async fn list_transactions(
    app: &App,
    actor: &Actor,
    page: PageRequest,
) -> Result<Page<WalletLine>> {
    let account = actor.account(Right::View)?;
    page_of(app, account, StatementFilter::default(), &page, false).await
}

/// The statement of any account, for staff.
pub async fn list_transactions_of(
    app: &App,
    actor: &Actor,
    holder: Holder,
    filter: StatementFilter,
    page: PageRequest,
) -> Result<Page<WalletLine>> {
    actor.require(Permission::UsersView)?;
    let account = held(app, holder).await?;
    page_of(app, AccountId::from_uuid(account.id), filter, &page, true).await
}

/// The whole statement of the actor's own account as a file.
pub async fn transactions_csv(app: &App, actor: &Actor) -> Result<Csv> {
    let account = actor.account(Right::View)?;
    let row = store::find_account(app.db().reader(), account).await?;
    let row = row.ok_or_else(|| Error::not_found("account"))?;
    file_of(app, &row, StatementFilter::default(), false).await
}

/// The statement of any account as a file, for staff.
pub async fn transactions_csv_of(
    app: &App,
    actor: &Actor,
    holder: Holder,
    filter: StatementFilter,
) -> Result<Csv> {
    actor.require(Permission::UsersView)?;
    let account = held(app, holder).await?;
    file_of(app, &account, filter, true).await
}

async fn held(app: &App, holder: Holder) -> Result<account::Model> {
    let found = store::find_holder(app.db().reader(), holder).await?;
    found.ok_or_else(|| Error::not_found("account"))
}

async fn page_of(
    app: &App,
    account: AccountId,
    filter: StatementFilter,
    page: &PageRequest,
    staff: bool,
) -> Result<Page<WalletLine>> {
    let conn = app.db().reader();
    let row =
        store::find_account(conn, account).await?.ok_or_else(|| Error::not_found("account"))?;
    let currency = stored_currency(&row.currency)?;
    let Some(wallet) = store::find_wallet(conn, account, currency).await? else {
        return Ok(Page { items: Vec::new(), next_cursor: None, total: None });
    };
    let bounds = store::Bounds::of(filter, app.config().zone);
    let rows = store::statement_page(conn, wallet.id, &bounds, page).await?;
    let Page { items, next_cursor, total } = rows;
    let mut lines = Vec::with_capacity(items.len());
    for row in store::with_facts(conn, items).await? {
        lines.push(line(&row, currency, staff));
    }
    Ok(Page { items: lines, next_cursor, total })
}

fn line(row: &LineRow, currency: Currency, staff: bool) -> WalletLine {
    let (description, reference) = describe(row.kind, &row.facts, staff);
    WalletLine {
        id: row.id,
        at: row.at,
        kind: row.kind,
        description,
        reference,
        amount: Money::new(row.change, currency),
        balance: Money::new(row.balance, currency),
    }
}

async fn file_of(
    app: &App,
    account: &account::Model,
    filter: StatementFilter,
    staff: bool,
) -> Result<Csv> {
    let id = AccountId::from_uuid(account.id);
    let mut body = csv::HEADER.to_owned();
    let mut page = PageRequest { limit: CSV_BATCH, ..PageRequest::default() };
    let mut written = 0_usize;
    let truncated = loop {
        let lines = page_of(app, id, filter, &page, staff).await?;
        written = written.saturating_add(lines.items.len());
        for line in &lines.items {
            body.push_str(&csv::row(line));
        }
        let Some(next) = lines.next_cursor else { break false };
        if written >= CSV_LINES {
            break true;
        }
        page.cursor = Some(Cursor::decode(&next).map_err(Error::internal)?);
    };
    let filename = format!("wallet-{}-{}.csv", account.number, app.today());
    Ok(Csv { filename, body, truncated })
}

/// The wallet's line that an entry just made, as staff see it.
pub(super) async fn line_of_entry(
    work: &Work,
    account: AccountId,
    entry: EntryId,
) -> Result<WalletLine> {
    let row = super::lock_account(work, account).await?;
    let currency = stored_currency(&row.currency)?;
    let rows = store::statement_of_entry(work.tx(), account, currency, entry).await?;
    let mut rows = store::with_facts(work.tx(), rows).await?;
    let made = rows.pop().ok_or_else(|| Error::internal("the entry made no wallet line"))?;
    Ok(line(&made, currency, true))
}
