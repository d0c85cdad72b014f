//! Reading documents: lists and one document with everything on it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kn_core::ids::{AccountId, InvoiceId, OrderId, UserId};
use kn_core::money::{Currency, Money};
use kn_core::page::{Page, PageRequest};
use kn_db::entities::invoice::Model;
use kn_db::entities::payment::Method;
use sea_orm::ConnectionTrait;

use super::model::{
    self, Customer, Invoice, InvoiceDetail, InvoiceFilter, InvoiceLine, InvoiceOrder,
    InvoicePayment, PaymentInstructions,
};
use super::store::{self, Around};
use crate::access::{Permission, Right};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::services::order_number;
use crate::settings::{self, Payments};
use crate::wallet;

/// Documents, newest first; the actor's own, or all for staff. `page.q` looks for number, reference and, for
/// staff, customer.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: InvoiceFilter,
    page: PageRequest,
) -> Result<Page<Invoice>> {
    let scope = actor.scope(Permission::InvoicesView, Right::View)?;
    let conn = app.db().reader();
    let rows = store::page(conn, scope, &filter, app.today(), &page).await?;
    let Page { items, next_cursor, total } = rows;
    let items = many(conn, items, app.today()).await?;
    Ok(Page { items, next_cursor, total })
}

/// One document; `not_found` if it is not there or not the actor's.
pub async fn get(app: &App, actor: &Actor, id: InvoiceId) -> Result<InvoiceDetail> {
    let scope = actor.scope(Permission::InvoicesView, Right::View)?;
    let conn = app.db().reader();
    let row = store::find_in(conn, scope, id).await?.ok_or_else(|| Error::not_found("invoice"))?;
    detail(conn, row, app.today()).await
}

/// One document for other features, without a look at who asks.
///
/// # Errors
/// `not_found`.
pub async fn load(
    conn: &impl ConnectionTrait,
    id: InvoiceId,
    today: NaiveDate,
) -> Result<InvoiceDetail> {
    let row = store::find(conn, id).await?.ok_or_else(|| Error::not_found("invoice"))?;
    detail(conn, row, today).await
}

/// How to pay a document by a manual method; none if nothing is due or the method is not offered.
pub fn payment_instructions(
    invoice: &Invoice,
    method: Method,
    payments: &Payments,
) -> Option<PaymentInstructions> {
    let manual = method != Method::Wallet && payments.offers(method);
    if !invoice.is_payable() || !manual {
        return None;
    }
    let bank =
        if method == Method::BankTransfer { payments.bank_accounts.clone() } else { Vec::new() };
    // Accounts in the document's currency if there are any; else the customer's bank converts.
    let code = invoice.currency.code();
    let own: Vec<_> = bank.iter().filter(|account| account.currency == code).cloned().collect();
    Some(PaymentInstructions {
        method,
        amount: invoice.amount_due,
        reference: invoice.reference.clone(),
        due_on: invoice.due_on,
        bank_accounts: if own.is_empty() { bank } else { own },
        crypto: if method == Method::Crypto {
            payments.crypto_addresses.clone()
        } else {
            Vec::new()
        },
        instructions: payments.instructions.clone(),
    })
}

async fn many(
    conn: &impl ConnectionTrait,
    rows: Vec<Model>,
    today: NaiveDate,
) -> Result<Vec<Invoice>> {
    let around = store::around(conn, &rows).await?;
    rows.into_iter().map(|row| invoice(row, &around, today)).collect()
}

fn invoice(row: Model, around: &Around, today: NaiveDate) -> Result<Invoice> {
    let currency = wallet::stored_currency(&row.currency)?;
    let money = |amount| Money::new(amount, currency);
    let due = model::due(&row)?;
    let account = around.accounts.get(&row.account_id);
    let account = account.ok_or_else(|| Error::internal("a document without an account"))?;
    let owner = around.owners.get(&row.account_id);
    let id = AccountId::from_uuid(row.account_id);
    Ok(Invoice {
        id: InvoiceId::from_uuid(row.id),
        account: id,
        customer: Customer {
            account_id: id,
            user_id: owner.map(|user| UserId::from_uuid(user.id)),
            name: owner.map_or_else(|| account.name.clone(), |user| user.full_name.clone()),
            email: owner.map_or_else(|| account.billing_email.clone(), |user| user.email.clone()),
            company: account.company.clone(),
        },
        status: row.status,
        title: title(around.titles.get(&row.id)),
        currency,
        subtotal: money(row.subtotal),
        discount: money(row.discount),
        tax: money(row.tax),
        total: money(row.total),
        amount_due: money(due),
        credited: money(row.credited),
        overdue: model::is_overdue(&row, due, today),
        issued_on: row.issued_on,
        due_on: row.due_on,
        paid_at: row.paid_at,
        order_id: row.order_id.map(OrderId::from_uuid),
        order_number: around.orders.get(&row.id).map(|order| order_number(order.number)),
        created_at: row.created_at,
        reference: row.reference,
        number: row.number,
    })
}

/// The first line, and how many follow.
fn title(lines: Option<&(String, usize)>) -> String {
    match lines {
        Some((first, more)) if *more > 1 => format!("{first} and {} more", more.saturating_sub(1)),
        Some((first, _)) => first.clone(),
        None => String::new(),
    }
}

async fn detail(
    conn: &impl ConnectionTrait,
    row: Model,
    today: NaiveDate,
) -> Result<InvoiceDetail> {
    let around = store::around(conn, std::slice::from_ref(&row)).await?;
    let (seller, buyer) = (store::seller(&row)?, store::buyer(&row)?);
    let (notes, numbered_on) = (row.notes.clone(), row.numbered_on);
    let order = around.orders.get(&row.id);
    let chosen = order.map(|order| order.payment_method);
    let order = order.map(|order| InvoiceOrder {
        id: OrderId::from_uuid(order.id),
        number: order_number(order.number),
        status: order.status,
    });
    let invoice = invoice(row, &around, today)?;
    let lines = store::lines(conn, invoice.id).await?;
    let payments = payments(conn, &invoice).await?;
    let offered = settings::payments(conn).await?;
    Ok(InvoiceDetail {
        lines: lines.into_iter().map(|line| line_of(line, invoice.currency)).collect(),
        payments,
        order,
        seller,
        buyer,
        notes,
        numbered_on,
        payment_instructions: instructions(&invoice, chosen, &offered),
        can_record_payment: invoice.is_payable(),
        invoice,
    })
}

/// By the method chosen with the order, else by the first one offered.
fn instructions(
    invoice: &Invoice,
    chosen: Option<Method>,
    offered: &Payments,
) -> Option<PaymentInstructions> {
    let methods = chosen.into_iter().chain(offered.offered());
    methods.into_iter().find_map(|method| payment_instructions(invoice, method, offered))
}

fn line_of(row: kn_db::entities::invoice_line::Model, currency: Currency) -> InvoiceLine {
    let money = |amount| Money::new(amount, currency);
    InvoiceLine {
        kind: row.kind,
        revenue_line: row.revenue_line,
        description: row.description,
        detail: row.detail,
        cycle: row.cycle.map(Into::into),
        period_start: row.period_start,
        period_end: row.period_end,
        quantity: row.quantity,
        unit_amount: money(row.unit_amount),
        amount: money(row.amount),
        discount: money(row.discount),
        tax_rate_ppm: u32::try_from(row.tax_rate_ppm).unwrap_or_default(),
        tax: money(row.tax),
    }
}

async fn payments(conn: &impl ConnectionTrait, invoice: &Invoice) -> Result<Vec<InvoicePayment>> {
    let applied: BTreeMap<_, _> = store::allocated_by_entry(conn, invoice.id).await?;
    let rows = store::payments(conn, invoice.id).await?;
    let payment = |row: kn_db::entities::payment::Model| InvoicePayment {
        id: kn_core::ids::PaymentId::from_uuid(row.id),
        method: row.method,
        amount: Money::new(
            applied.get(&row.entry_id).copied().unwrap_or(row.amount),
            invoice.currency,
        ),
        received_on: row.received_on,
        at: row.created_at,
        reference: row.reference,
    };
    Ok(rows.into_iter().map(payment).collect())
}
