//! Queries of the mail log, and who gets a mail.

use chrono::NaiveDate;
use kn_core::ids::{AccountId, EmailId, PaymentId, TypedId, UserId};
use kn_core::money::{Currency, Money};
use kn_db::entities::{account, email, invoice, order, payment, service, user};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Mail, Sent, Template};
use crate::app::App;
use crate::error::{Error, Result};
use crate::work::Work;

pub(super) struct Recipient {
    pub(super) account: Option<AccountId>,
    pub(super) address: String,
}

/// Whom a mail goes to: the account's billing address, or the user for personal mails.
pub(super) async fn recipient(conn: &impl ConnectionTrait, mail: Mail) -> Result<Recipient> {
    let account = match mail {
        Mail::Welcome { user } => {
            let found = user::Entity::find_by_id(user.uuid()).one(conn).await?;
            let user = found.ok_or_else(|| Error::not_found("user"))?;
            return Ok(Recipient { account: None, address: user.email });
        }
        Mail::OrderPlaced { order } => {
            order::Entity::find_by_id(order.uuid()).one(conn).await?.map(|row| row.account_id)
        }
        Mail::PaymentReceived { invoice, .. } => {
            invoice::Entity::find_by_id(invoice.uuid()).one(conn).await?.map(|row| row.account_id)
        }
        Mail::ServerReady { service } => {
            service::Entity::find_by_id(service.uuid()).one(conn).await?.map(|row| row.account_id)
        }
    };
    billing_address(conn, account.ok_or_else(|| Error::not_found("record for this mail"))?).await
}

async fn billing_address(conn: &impl ConnectionTrait, account: Uuid) -> Result<Recipient> {
    let row = account::Entity::find_by_id(account)
        .one(conn)
        .await?
        .ok_or_else(|| Error::not_found("account"))?;
    Ok(Recipient { account: Some(AccountId::from_uuid(row.id)), address: row.billing_email })
}

pub(super) async fn queue(
    work: &Work,
    id: EmailId,
    template: Template,
    to: &Recipient,
) -> Result<()> {
    let row = email::ActiveModel {
        id: Set(id.uuid()),
        account_id: Set(to.account.map(TypedId::uuid)),
        template: Set(template.as_str().to_owned()),
        recipient: Set(to.address.clone()),
        subject: Set(String::new()),
        status: Set(email::Status::Queued),
        transport: Set(None),
        provider_id: Set(None),
        last_error: Set(None),
        sent_at: Set(None),
        created_at: Set(work.now()),
    };
    email::Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(())
}

pub(super) async fn recipient_of(conn: &impl ConnectionTrait, id: EmailId) -> Result<String> {
    let row = email::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(row.ok_or_else(|| Error::not_found("mail"))?.recipient)
}

pub(super) async fn mark_sent(app: &App, id: EmailId, sent: &Sent) -> Result<()> {
    let tx = app.db().begin_write().await?;
    email::Entity::update_many()
        .col_expr(email::Column::Status, Expr::value(email::Status::Sent.as_str()))
        .col_expr(email::Column::Transport, Expr::value(sent.transport.clone()))
        .col_expr(email::Column::ProviderId, Expr::value(sent.provider_id.clone()))
        .col_expr(email::Column::Subject, Expr::value(sent.subject.clone()))
        .col_expr(email::Column::SentAt, Expr::value(app.now()))
        .filter(email::Column::Id.eq(id.uuid()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn mark_failed(app: &App, id: EmailId, why: &str, for_good: bool) -> Result<()> {
    let status = if for_good { email::Status::Failed } else { email::Status::Queued };
    let why: String = why.chars().take(500).collect();
    let tx = app.db().begin_write().await?;
    email::Entity::update_many()
        .col_expr(email::Column::Status, Expr::value(status.as_str()))
        .col_expr(email::Column::LastError, Expr::value(why))
        .filter(email::Column::Id.eq(id.uuid()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn user_name(conn: &impl ConnectionTrait, id: UserId) -> Result<String> {
    let row = user::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(row.ok_or_else(|| Error::not_found("user"))?.full_name)
}

/// A payment as its mail shows it.
pub(super) struct PaymentShown {
    pub(super) amount: Money,
    pub(super) method: &'static str,
    pub(super) reference: Option<String>,
    pub(super) received_on: NaiveDate,
}

pub(super) async fn payment(conn: &impl ConnectionTrait, id: PaymentId) -> Result<PaymentShown> {
    let row = payment::Entity::find_by_id(id.uuid())
        .one(conn)
        .await?
        .ok_or_else(|| Error::not_found("payment"))?;
    let currency: Currency = row.currency.parse().map_err(Error::internal)?;
    let method = match row.method {
        payment::Method::Wallet => "Wallet",
        payment::Method::BankTransfer => "Bank transfer",
        payment::Method::Crypto => "Crypto",
        payment::Method::Card => "Card",
        payment::Method::Upi => "UPI",
        payment::Method::Other => "Other",
    };
    Ok(PaymentShown {
        amount: Money::new(row.amount, currency),
        method,
        reference: (row.method != payment::Method::Wallet).then_some(row.reference),
        received_on: row.received_on,
    })
}
