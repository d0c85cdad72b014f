//! Queries of customers' accounts, their members and what renews.

use kn_core::calendar::Cycle;
use kn_core::ids::{AccountId, UserId};
use kn_core::money::{Currency, Money};
use kn_db::entities::{account, membership, service, service_item};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use crate::error::Result;
use crate::wallet::model::Holder;
use crate::wallet::runway::Renewal;
use crate::work::Work;

/// More things than these don't change what a runway says.
const MAX_RENEWING: u64 = 1000;

/// Locks a customer's row. NO KEY UPDATE: rows that refer to it can still be written meanwhile, so that two
/// transactions which both did that don't wait for each other.
pub(in crate::wallet) async fn lock_account(
    work: &Work,
    id: AccountId,
) -> Result<Option<account::Model>> {
    let query = account::Entity::find_by_id(id.uuid()).lock(LockType::NoKeyUpdate);
    Ok(query.one(work.tx()).await?)
}

pub(in crate::wallet) async fn find_account(
    conn: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id.uuid()).one(conn).await?)
}

/// The account meant; none if there is no such one or the user does not belong to it.
pub(in crate::wallet) async fn find_holder(
    conn: &impl ConnectionTrait,
    holder: Holder,
) -> Result<Option<account::Model>> {
    let id = match holder {
        Holder::Account(id) => Some(id.uuid()),
        Holder::Member { user, account } => {
            is_member(conn, user, account).await?.then(|| account.uuid())
        }
        Holder::User(user) => owned_by(conn, user).await?,
    };
    match id {
        Some(id) => Ok(account::Entity::find_by_id(id).one(conn).await?),
        None => Ok(None),
    }
}

async fn owned_by(conn: &impl ConnectionTrait, user: UserId) -> Result<Option<uuid::Uuid>> {
    let oldest = membership::Entity::find()
        .filter(membership::Column::UserId.eq(user.uuid()))
        .filter(membership::Column::Role.eq(membership::Role::Owner))
        .order_by_asc(membership::Column::CreatedAt)
        .order_by_asc(membership::Column::Id)
        .one(conn)
        .await?;
    Ok(oldest.map(|m| m.account_id))
}

/// Whether a user belongs to an account.
pub(in crate::wallet) async fn is_member(
    conn: &impl ConnectionTrait,
    user: UserId,
    account: AccountId,
) -> Result<bool> {
    let found = membership::Entity::find()
        .filter(membership::Column::UserId.eq(user.uuid()))
        .filter(membership::Column::AccountId.eq(account.uuid()))
        .one(conn)
        .await?;
    Ok(found.is_some())
}

/// What of an account renews by itself, in one currency, the soonest first.
pub(in crate::wallet) async fn renewals(
    conn: &impl ConnectionTrait,
    account: AccountId,
    currency: Currency,
) -> Result<Vec<Renewal>> {
    let running = Condition::any()
        .add(service::Column::Status.eq(service::Status::Active))
        .add(service::Column::Status.eq(service::Status::Provisioning));
    let services = service::Entity::find()
        .select_only()
        .column(service::Column::Id)
        .filter(service::Column::AccountId.eq(account.uuid()))
        .filter(service::Column::AutoRenew.eq(true))
        .filter(running)
        .into_query();
    let rows = service_item::Entity::find()
        .filter(service_item::Column::ServiceId.in_subquery(services))
        .filter(service_item::Column::Currency.eq(currency.code()))
        .filter(service_item::Column::EndedAt.is_null())
        .filter(service_item::Column::NextDueOn.is_not_null())
        .order_by_asc(service_item::Column::NextDueOn)
        .limit(MAX_RENEWING)
        .all(conn)
        .await?;
    let renewal = |row: service_item::Model| {
        Some(Renewal {
            next_due_on: row.next_due_on?,
            cycle: Cycle::from(row.cycle),
            amount: Money::new(row.amount, currency),
        })
    };
    Ok(rows.into_iter().filter_map(renewal).collect())
}
