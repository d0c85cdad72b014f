//! Queries of identity: users, accounts, memberships and staff here, the rest in the files below.

pub(super) mod directory;
pub(super) mod refresh_tokens;
pub(super) mod sessions;

use chrono::{DateTime, Utc};
use kn_core::code::Code;
use kn_core::ids::{AccountId, UserId};
use kn_db::entities::{account, membership, staff, staff_role, user};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select,
};
use serde_json::Value;
use uuid::Uuid;

use super::model::{Account, Membership, User};
use crate::error::{Error, OnUnique, Result};
use crate::work::{Work, lost_race};

#[derive(Debug, FromQueryResult)]
pub(super) struct UserRecord {
    #[sea_orm(nested)]
    pub(super) row: user::Model,
    staff_id: Option<Uuid>,
}

impl UserRecord {
    pub(super) fn is_staff(&self) -> bool {
        self.staff_id.is_some()
    }
}

impl From<UserRecord> for User {
    fn from(record: UserRecord) -> Self {
        let is_staff = record.is_staff();
        User::from_row(record.row, is_staff)
    }
}

fn users() -> Select<user::Entity> {
    user::Entity::find()
        .join_rev(JoinType::LeftJoin, staff::Relation::User.def())
        .column_as(staff::Column::UserId, "staff_id")
}

pub(super) async fn find_user(
    conn: &impl ConnectionTrait,
    id: UserId,
) -> Result<Option<UserRecord>> {
    Ok(users().filter(user::Column::Id.eq(id.uuid())).into_model().one(conn).await?)
}

pub(super) async fn find_user_by_email(
    conn: &impl ConnectionTrait,
    folded: &str,
) -> Result<Option<UserRecord>> {
    Ok(users().filter(user::Column::EmailFolded.eq(folded)).into_model().one(conn).await?)
}

/// Keeps the user's row as it is until the commit, where the engine locks rows.
pub(super) async fn lock_user(work: &Work, id: UserId) -> Result<()> {
    user::Entity::find_by_id(id.uuid()).lock_exclusive().one(work.tx()).await?;
    Ok(())
}

/// Whether any user is one of the documented logins or samples of demo mode.
pub(super) async fn any_demo_user(conn: &impl ConnectionTrait) -> Result<bool> {
    Ok(user::Entity::find().filter(user::Column::IsDemo.eq(true)).one(conn).await?.is_some())
}

pub(super) async fn insert_user(work: &Work, row: user::ActiveModel) -> Result<user::Model> {
    user::Entity::insert(row).exec_with_returning(work.tx()).await.on_unique(
        "users_email_folded_key",
        || {
            Error::msg(
                Code::EmailTaken,
                "There is an account with this e-mail address. Sign in, or use another address.",
            )
        },
    )
}

pub(super) async fn insert_account(
    work: &Work,
    row: account::ActiveModel,
) -> Result<account::Model> {
    Ok(account::Entity::insert(row).exec_with_returning(work.tx()).await?)
}

pub(super) async fn insert_membership(work: &Work, row: membership::ActiveModel) -> Result<()> {
    membership::Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(())
}

/// The user's accounts, oldest membership first.
pub(super) async fn memberships(
    conn: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<Membership>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UserId.eq(user.uuid()))
        .find_also_related(account::Entity)
        .order_by_asc(membership::Column::CreatedAt)
        .order_by_asc(membership::Column::Id)
        .all(conn)
        .await?;
    let joined =
        rows.into_iter().filter_map(|(membership, account)| Some((membership.role, account?)));
    joined.map(|(role, account)| Ok(Membership { account: account.try_into()?, role })).collect()
}

/// Writes the changed columns of a user, unless somebody else changed the row since it was read.
pub(super) async fn update_user(
    work: &Work,
    read: &user::Model,
    changes: user::ActiveModel,
) -> Result<()> {
    let written = user::Entity::update_many()
        .set(user::ActiveModel {
            updated_at: Set(work.now()),
            version: Set(read.version + 1),
            ..changes
        })
        .filter(user::Column::Id.eq(read.id))
        .filter(user::Column::Version.eq(read.version))
        .exec(work.tx())
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(lost_race("user")) }
}

/// Writes what belongs to the account's owner: name, company, address, country, tax id.
pub(super) async fn update_account(work: &Work, account: &Account) -> Result<()> {
    let address = account.address.clone();
    account::Entity::update_many()
        .set(account::ActiveModel {
            name: Set(account.name.clone()),
            company: Set(account.company.clone()),
            address_line1: Set(address.line1),
            address_line2: Set(address.line2),
            city: Set(address.city),
            region: Set(address.region),
            postal_code: Set(address.postal_code),
            country: Set(account.country.clone()),
            tax_id: Set(account.tax_id.clone()),
            updated_at: Set(work.now()),
            ..Default::default()
        })
        .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
        .filter(account::Column::Id.eq(account.id.uuid()))
        .exec(work.tx())
        .await?;
    Ok(())
}

/// One account, locked until the commit where the engine locks rows.
pub(super) async fn lock_account(work: &Work, id: AccountId) -> Result<Option<Account>> {
    let row = account::Entity::find_by_id(id.uuid()).lock_exclusive().one(work.tx()).await?;
    row.map(Account::try_from).transpose()
}

/// Replaces the hash if it is still the one that was checked.
pub(super) async fn replace_password(
    work: &Work,
    user: UserId,
    checked: &str,
    hash: String,
) -> Result<bool> {
    let written = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash))
        .col_expr(user::Column::UpdatedAt, Expr::value(work.now()))
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1))
        .filter(user::Column::Id.eq(user.uuid()))
        .filter(user::Column::PasswordHash.eq(checked))
        .exec(work.tx())
        .await?;
    Ok(written.rows_affected == 1)
}

pub(super) async fn seen(work: &Work, user: UserId, at: DateTime<Utc>) -> Result<()> {
    user::Entity::update_many()
        .col_expr(user::Column::LastSeenAt, Expr::value(at))
        .filter(user::Column::Id.eq(user.uuid()))
        .exec(work.tx())
        .await?;
    Ok(())
}

/// Adds a role that is not there yet; one that is stays as staff made it.
pub(super) async fn add_role(work: &Work, key: &str, name: &str, permissions: Value) -> Result<()> {
    let row = staff_role::ActiveModel {
        id: Set(work.new_uuid()),
        key: Set(key.to_owned()),
        name: Set(name.to_owned()),
        permissions: Set(permissions),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    };
    staff_role::Entity::insert(row)
        .on_conflict(OnConflict::column(staff_role::Column::Key).do_nothing().to_owned())
        .exec_without_returning(work.tx())
        .await?;
    Ok(())
}

pub(super) async fn find_role(
    conn: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<staff_role::Model>> {
    Ok(staff_role::Entity::find().filter(staff_role::Column::Key.eq(key)).one(conn).await?)
}

pub(super) async fn insert_staff(work: &Work, user: UserId, role: Uuid) -> Result<()> {
    let row = staff::ActiveModel {
        user_id: Set(user.uuid()),
        role_id: Set(role),
        created_at: Set(work.now()),
    };
    staff::Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(())
}
