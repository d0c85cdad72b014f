//! Aggregates for the start pages. Each is one statement on an index, or over the rows of one account.

use chrono::{DateTime, NaiveDate, Utc};
use kn_core::calendar::Cycle;
use kn_core::ids::AccountId;
use kn_core::money::{Currency, Money};
use kn_db::entities::plan::Category;
use kn_db::entities::service::Status as ServiceStatus;
use kn_db::entities::{
    datacenter, invoice, job, ledger_account, order, service, service_hold, service_item, topup,
    user,
};
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::staff::{DatacenterCount, PlanCount, Queue};
use crate::error::Result;

pub(super) struct ServiceCounts {
    pub(super) active: u32,
    pub(super) provisioning: u32,
}

pub(super) struct UnpaidInvoice {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) due: Money,
    pub(super) due_on: NaiveDate,
}

#[derive(FromQueryResult)]
pub(super) struct Renewal {
    pub(super) amount: i64,
}

#[derive(FromQueryResult)]
pub(super) struct DayOfRevenue {
    pub(super) day: NaiveDate,
    pub(super) amount: i64,
}

#[derive(FromQueryResult)]
pub(super) struct DayOfSpend {
    pub(super) day: NaiveDate,
    pub(super) category: Category,
    pub(super) amount: i64,
}

pub(super) struct HeldService {
    pub(super) service_id: Uuid,
    pub(super) name: String,
    pub(super) kind: service_hold::Kind,
    pub(super) reason: Option<String>,
}

fn sum(expr: SimpleExpr) -> SimpleExpr {
    // PostgreSQL sums bigint as numeric; both engines answer 64 bits this way.
    expr.sum().cast_as("bigint")
}

pub(super) async fn service_counts(
    conn: &DatabaseConnection,
    account: AccountId,
) -> Result<ServiceCounts> {
    let rows: Vec<(ServiceStatus, i64)> = service::Entity::find()
        .select_only()
        .column(service::Column::Status)
        .column_as(service::Column::Id.count(), "n")
        .filter(service::Column::AccountId.eq(account.uuid()))
        .group_by(service::Column::Status)
        .into_tuple()
        .all(conn)
        .await?;
    let of = |wanted: &[ServiceStatus]| {
        let n: i64 =
            rows.iter().filter(|(status, _)| wanted.contains(status)).map(|(_, n)| n).sum();
        u32::try_from(n).unwrap_or(u32::MAX)
    };
    Ok(ServiceCounts {
        active: of(&[ServiceStatus::Active]),
        provisioning: of(&[ServiceStatus::Pending, ServiceStatus::Provisioning]),
    })
}

/// Documents that wait for money, soonest first, at most fifty.
pub(super) async fn unpaid_invoices(
    conn: &DatabaseConnection,
    account: AccountId,
) -> Result<Vec<UnpaidInvoice>> {
    let rows = invoice::Entity::find()
        .filter(invoice::Column::AccountId.eq(account.uuid()))
        .filter(invoice::Column::Status.is_in([invoice::Status::Proforma, invoice::Status::Open]))
        .order_by_asc(invoice::Column::DueOn)
        .limit(50)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            let currency: Currency = row.currency.parse().map_err(crate::Error::internal)?;
            let due = row.total - row.credited - row.written_off - (row.allocated - row.released);
            Ok(UnpaidInvoice {
                id: row.id,
                name: row.number.unwrap_or(row.reference),
                due: Money::new(due, currency),
                due_on: row.due_on,
            })
        })
        .collect()
}

/// What recurs by the given day on services that renew by themselves.
pub(super) async fn renewals_due(
    conn: &DatabaseConnection,
    account: AccountId,
    until: NaiveDate,
) -> Result<Vec<Renewal>> {
    Ok(service_item::Entity::find()
        .select_only()
        .column(service_item::Column::Amount)
        .join(JoinType::InnerJoin, service_item::Relation::Service.def())
        .filter(service::Column::AccountId.eq(account.uuid()))
        .filter(service::Column::Status.eq(ServiceStatus::Active))
        .filter(service::Column::AutoRenew.eq(true))
        .filter(service_item::Column::EndedAt.is_null())
        .filter(service_item::Column::NextDueOn.lte(until))
        .limit(1000)
        .into_model()
        .all(conn)
        .await?)
}

pub(super) async fn next_renewal(
    conn: &DatabaseConnection,
    account: AccountId,
) -> Result<Option<NaiveDate>> {
    let row: Option<Option<NaiveDate>> = service::Entity::find()
        .select_only()
        .column(service::Column::NextDueOn)
        .filter(service::Column::AccountId.eq(account.uuid()))
        .filter(service::Column::Status.eq(ServiceStatus::Active))
        .filter(service::Column::NextDueOn.is_not_null())
        .order_by_asc(service::Column::NextDueOn)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(row.flatten())
}

pub(super) async fn spend_by_day(
    conn: &DatabaseConnection,
    account: AccountId,
    currency: Currency,
    from: NaiveDate,
) -> Result<Vec<DayOfSpend>> {
    Ok(paid_since(currency, from)
        .select_only()
        .column_as(invoice::Column::NumberedOn, "day")
        .column(order::Column::Category)
        .column_as(sum(invoice::Column::Total.into_expr()), "amount")
        .join(
            JoinType::InnerJoin,
            invoice::Entity::belongs_to(order::Entity)
                .from(invoice::Column::OrderId)
                .to(order::Column::Id)
                .into(),
        )
        .filter(invoice::Column::AccountId.eq(account.uuid()))
        .group_by(invoice::Column::NumberedOn)
        .group_by(order::Column::Category)
        .order_by_asc(invoice::Column::NumberedOn)
        .into_model()
        .all(conn)
        .await?)
}

fn paid_since(currency: Currency, from: NaiveDate) -> Select<invoice::Entity> {
    invoice::Entity::find()
        .filter(invoice::Column::Status.eq(invoice::Status::Paid))
        .filter(invoice::Column::Currency.eq(currency.code()))
        .filter(invoice::Column::NumberedOn.gte(from))
}

pub(super) async fn revenue_by_day(
    conn: &DatabaseConnection,
    currency: Currency,
    from: NaiveDate,
) -> Result<Vec<DayOfRevenue>> {
    Ok(paid_since(currency, from)
        .select_only()
        .column_as(invoice::Column::NumberedOn, "day")
        .column_as(sum(invoice::Column::Total.into_expr()), "amount")
        .group_by(invoice::Column::NumberedOn)
        .order_by_asc(invoice::Column::NumberedOn)
        .into_model()
        .all(conn)
        .await?)
}

pub(super) async fn held_services(
    conn: &DatabaseConnection,
    account: AccountId,
) -> Result<Vec<HeldService>> {
    let rows = service_hold::Entity::find()
        .find_also_related(service::Entity)
        .filter(service_hold::Column::ClosedAt.is_null())
        .filter(service::Column::AccountId.eq(account.uuid()))
        .limit(20)
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(hold, service)| service.map(|s| (hold, s)))
        .map(|(hold, service)| HeldService {
            service_id: service.id,
            name: service.label.or(service.hostname).unwrap_or(service.plan_name),
            kind: hold.kind,
            reason: hold.reason,
        })
        .collect())
}

pub(super) async fn queues(conn: &DatabaseConnection, today: NaiveDate) -> Result<Vec<Queue>> {
    let pending = || order::Entity::find().filter(order::Column::Status.eq(order::Status::Pending));
    let provision = pending().filter(order::Column::PaidAt.is_not_null());
    let unpaid = pending().filter(order::Column::PaidAt.is_null());
    let topups = topup::Entity::find()
        .filter(topup::Column::Status.is_in([topup::Status::Submitted, topup::Status::InReview]));
    let overdue = invoice::Entity::find()
        .filter(invoice::Column::Status.is_in([invoice::Status::Proforma, invoice::Status::Open]))
        .filter(invoice::Column::DueOn.lt(today));
    let failed = job::Entity::find().filter(job::Column::FailedAt.is_not_null());
    let queue = |key, label, link, (count, oldest_at)| Queue { key, label, count, oldest_at, link };
    Ok(vec![
        queue(
            "to_provision",
            "To provision",
            "/admin/orders?status=pending&payment_status=paid",
            size(conn, provision, order::Column::CreatedAt).await?,
        ),
        queue(
            "awaiting_payment",
            "Awaiting payment",
            "/admin/orders?status=pending&payment_status=pending",
            size(conn, unpaid, order::Column::CreatedAt).await?,
        ),
        queue(
            "topups_waiting",
            "Top-ups to review",
            "/admin/topups",
            size(conn, topups, topup::Column::CreatedAt).await?,
        ),
        queue(
            "overdue_invoices",
            "Overdue invoices",
            "/admin/orders?payment_status=pending",
            size(conn, overdue, invoice::Column::CreatedAt).await?,
        ),
        queue(
            "failed_jobs",
            "Failed jobs",
            "/admin/jobs?state=dead",
            size(conn, failed, job::Column::CreatedAt).await?,
        ),
    ])
}

async fn size<E: EntityTrait>(
    conn: &DatabaseConnection,
    query: Select<E>,
    at: E::Column,
) -> Result<(u32, Option<DateTime<Utc>>)> {
    let row: Option<(i64, Option<DateTime<Utc>>)> = query
        .select_only()
        .column_as(Expr::col(sea_orm::sea_query::Asterisk).count(), "n")
        .column_as(at.min(), "oldest")
        .into_tuple()
        .one(conn)
        .await?;
    let (n, oldest) = row.unwrap_or((0, None));
    Ok((u32::try_from(n).unwrap_or(u32::MAX), oldest))
}

pub(super) async fn recurring_by_cycle(
    conn: &DatabaseConnection,
    currency: Currency,
) -> Result<Vec<(Cycle, i64)>> {
    let rows: Vec<(kn_db::entities::Cycle, i64)> = service_item::Entity::find()
        .select_only()
        .column(service_item::Column::Cycle)
        .column_as(sum(service_item::Column::Amount.into_expr()), "amount")
        .join(JoinType::InnerJoin, service_item::Relation::Service.def())
        .filter(service::Column::Status.eq(ServiceStatus::Active))
        .filter(service_item::Column::EndedAt.is_null())
        .filter(service_item::Column::Currency.eq(currency.code()))
        .group_by(service_item::Column::Cycle)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(cycle, amount)| (cycle.into(), amount)).collect())
}

pub(super) async fn wallet_liability(conn: &DatabaseConnection, currency: Currency) -> Result<i64> {
    let held =
        Expr::col(ledger_account::Column::Credits).sub(Expr::col(ledger_account::Column::Debits));
    let row: Option<Option<i64>> = ledger_account::Entity::find()
        .select_only()
        .column_as(sum(held), "amount")
        .filter(ledger_account::Column::Code.eq("wallet"))
        .filter(ledger_account::Column::Currency.eq(currency.code()))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(row.flatten().unwrap_or(0))
}

pub(super) async fn orders_by_plan(
    conn: &DatabaseConnection,
    currency: Currency,
    since: DateTime<Utc>,
) -> Result<Vec<PlanCount>> {
    let rows: Vec<(String, i64, i64)> = order::Entity::find()
        .select_only()
        .column(order::Column::PlanName)
        .column_as(order::Column::Id.count(), "n")
        .column_as(sum(order::Column::Total.into_expr()), "amount")
        .filter(order::Column::CreatedAt.gte(since))
        .filter(order::Column::Currency.eq(currency.code()))
        .filter(order::Column::Status.is_not_in([
            order::Status::Cancelled,
            order::Status::Expired,
            order::Status::Fraud,
        ]))
        .group_by(order::Column::PlanName)
        .order_by_desc(Expr::cust("3"))
        .limit(20)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(plan, n, amount)| PlanCount {
            plan,
            count: u32::try_from(n).unwrap_or(u32::MAX),
            amount: Money::new(amount, currency),
        })
        .collect())
}

pub(super) async fn services_by_datacenter(
    conn: &DatabaseConnection,
) -> Result<Vec<DatacenterCount>> {
    let rows: Vec<(String, i64)> = service::Entity::find()
        .select_only()
        .column(datacenter::Column::Name)
        .column_as(service::Column::Id.count(), "n")
        .join(JoinType::InnerJoin, service::Relation::Datacenter.def())
        .filter(service::Column::Status.eq(ServiceStatus::Active))
        .group_by(datacenter::Column::Name)
        .order_by_asc(datacenter::Column::Name)
        .limit(100)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(datacenter, n)| DatacenterCount {
            datacenter,
            count: u32::try_from(n).unwrap_or(u32::MAX),
        })
        .collect())
}

pub(super) async fn sign_ups_since(conn: &DatabaseConnection, since: DateTime<Utc>) -> Result<u32> {
    let row: Option<i64> = user::Entity::find()
        .select_only()
        .column_as(user::Column::Id.count(), "n")
        .filter(user::Column::CreatedAt.gte(since))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(u32::try_from(row.unwrap_or(0)).unwrap_or(u32::MAX))
}
