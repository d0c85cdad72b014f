//! Lists of services and of what happened on them: filters, search, pages.

use kn_core::ids::{AccountId, ActivityId, ServiceId};
use kn_core::page::{Page, PageRequest};
use kn_db::entities::service::{Column, Entity, Model, Relation, Status};
use kn_db::entities::{account, activity, datacenter, order, service_hold};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use crate::actor::Scope;
use crate::error::Result;
use crate::paging;
use crate::services::model::{Activity, ServiceFilter, ServiceStatus};
use crate::services::search;

pub(in crate::services) async fn page(
    conn: &DatabaseConnection,
    scope: Scope,
    filter: &ServiceFilter,
    page: &PageRequest,
) -> Result<Page<Model>> {
    let mut query = Entity::find().filter(scope.on(Column::AccountId));
    if let Some(status) = filter.status {
        query = query.filter(has_status(status));
    }
    if let Some(category) = filter.category {
        query = query.filter(Column::Category.eq(category));
    }
    if let Some(account) = filter.account {
        query = query.filter(Column::AccountId.eq(account.uuid()));
    }
    if let Some(slug) = &filter.datacenter {
        query = query
            .join(JoinType::InnerJoin, Relation::Datacenter.def())
            .filter(datacenter::Column::Slug.eq(slug));
    }
    if let Some(word) = &page.q {
        query = query
            .join(JoinType::InnerJoin, Relation::Account.def())
            .join(JoinType::LeftJoin, Relation::Order.def())
            .filter(mentions(word));
    }
    paging::newest_first(conn, query, Column::CreatedAt, Column::Id, page, |row| {
        (row.created_at, row.id)
    })
    .await
}

fn has_status(status: ServiceStatus) -> Condition {
    let stored = |status: Status| Condition::all().add(Column::Status.eq(status));
    match status {
        ServiceStatus::Pending => stored(Status::Pending),
        ServiceStatus::Provisioning => stored(Status::Provisioning),
        ServiceStatus::Active => stored(Status::Active).add(Column::Id.not_in_subquery(held())),
        ServiceStatus::Suspended => stored(Status::Active).add(Column::Id.in_subquery(held())),
        ServiceStatus::Terminating => stored(Status::Terminating),
        ServiceStatus::Terminated => stored(Status::Terminated),
        ServiceStatus::Failed => stored(Status::Failed),
    }
}

fn held() -> SelectStatement {
    Query::select()
        .column(service_hold::Column::ServiceId)
        .from(service_hold::Entity)
        .and_where(service_hold::Column::ClosedAt.is_null())
        .to_owned()
}

fn mentions(word: &str) -> Condition {
    let found = Condition::any()
        .add(search::contains(Column::Hostname, word))
        .add(search::contains(Column::Label, word))
        .add(search::contains(Column::IpAddress, word))
        .add(search::contains(Column::PlanName, word))
        .add(search::contains(account::Column::Name, word))
        .add(search::contains(account::Column::Company, word))
        .add(search::contains(account::Column::BillingEmail, word));
    match search::order_number(word) {
        Some(number) => found.add(order::Column::Number.eq(number)),
        None => found,
    }
}

pub(in crate::services) async fn activity(
    conn: &DatabaseConnection,
    id: ServiceId,
    page: &PageRequest,
) -> Result<Page<Activity>> {
    let query = activity::Entity::find().filter(activity::Column::ServiceId.eq(id.uuid()));
    let (at, key) = (activity::Column::At, activity::Column::Id);
    let rows = paging::newest_first(conn, query, at, key, page, |row| (row.at, row.id)).await?;
    Ok(rows.map(line))
}

/// The latest lines of a whole account.
pub(in crate::services) async fn recent_activity(
    conn: &DatabaseConnection,
    account: AccountId,
    limit: u64,
) -> Result<Vec<Activity>> {
    let query = activity::Entity::find()
        .filter(activity::Column::AccountId.eq(account.uuid()))
        .order_by_desc(activity::Column::At)
        .order_by_desc(activity::Column::Id)
        .limit(limit);
    Ok(query.all(conn).await?.into_iter().map(line).collect())
}

fn line(row: activity::Model) -> Activity {
    Activity {
        id: ActivityId::from_uuid(row.id),
        kind: row.kind,
        summary: row.summary,
        actor_label: row.actor_label,
        at: row.at,
    }
}

/// Active services of an account, the next to renew first.
pub(in crate::services) async fn renewing_next(
    conn: &DatabaseConnection,
    account: AccountId,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::Status.eq(Status::Active))
        .filter(Column::NextDueOn.is_not_null())
        .order_by_asc(Column::NextDueOn)
        .order_by_asc(Column::Id)
        .limit(limit);
    Ok(query.all(conn).await?)
}
