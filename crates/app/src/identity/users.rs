//! Users for staff: the list, one user with statistics, and the switches staff may turn.

use std::collections::BTreeMap;

use kn_core::code::Code;
use kn_core::ids::{AccountId, UserId};
use kn_core::money::{Currency, Money};
use kn_core::page::{Page, PageRequest};
use kn_db::entities::user;
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::model::{Account, User};
use super::store::directory;
use super::user_view::{
    UserAccount, UserDetail, UserFilter, UserPatch, UserRow, UserStats, UserStatus,
};
use super::{fields, store};
use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Faults, Result};
use crate::work::Work;

const REASON_MAX: usize = 500;

/// A page of users, newest first unless asked by `email`; seven statements whatever the page's size.
pub async fn list_users(
    app: &App,
    actor: &Actor,
    filter: UserFilter,
    page: PageRequest,
) -> Result<Page<UserRow>> {
    actor.require(Permission::UsersView)?;
    let conn = app.db().reader();
    let rows = directory::list(conn, filter, &page).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let staff = directory::staff_among(conn, &ids).await?;
    let accounts = directory::first_accounts(conn, &ids).await?;
    let owners: Vec<Uuid> = accounts.values().map(|account| account.id.uuid()).collect();
    let figures = Figures {
        services: directory::active_services(conn, &owners).await?,
        balances: directory::balances(conn, &owners).await?,
        spent: directory::spent(conn, &owners).await?,
        currency: app.config().currency,
    };
    Ok(rows.map(|row| {
        let is_staff = staff.contains(&row.id);
        user_row(row, is_staff, &accounts, &figures)
    }))
}

struct Figures {
    services: BTreeMap<Uuid, i64>,
    balances: BTreeMap<Uuid, i64>,
    spent: BTreeMap<Uuid, i64>,
    /// For who has no account.
    currency: Currency,
}

fn user_row(
    row: user::Model,
    is_staff: bool,
    accounts: &BTreeMap<Uuid, Account>,
    figures: &Figures,
) -> UserRow {
    let account = accounts.get(&row.id);
    let currency = account.map_or(figures.currency, |account| account.currency);
    let figure =
        |of: &BTreeMap<Uuid, i64>| account.and_then(|a| of.get(&a.id.uuid())).copied().unwrap_or(0);
    UserRow {
        id: UserId::from_uuid(row.id),
        status: UserStatus::of(&row),
        full_name: row.full_name,
        email: row.email,
        company: account.and_then(|a| a.company.clone()),
        country: row.country,
        account_id: account.map(|a| a.id),
        account_number: account.map(|a| a.number),
        email_verified: row.email_verified_at.is_some(),
        disabled: row.disabled_at.is_some(),
        is_staff,
        active_services: count(figure(&figures.services)),
        balance: Money::new(figure(&figures.balances), currency),
        total_spent: Money::new(figure(&figures.spent), currency),
        last_seen_at: row.last_seen_at,
        created_at: row.created_at,
    }
}

/// One user with accounts, balance and statistics.
///
/// # Errors
/// `not_found`.
pub async fn get_user(app: &App, actor: &Actor, id: UserId) -> Result<UserDetail> {
    actor.require(Permission::UsersView)?;
    detail(app, app.db().reader(), id).await
}

async fn detail(app: &App, conn: &impl ConnectionTrait, id: UserId) -> Result<UserDetail> {
    let user = store::find_user(conn, id).await?.ok_or_else(|| Error::not_found("user"))?;
    let memberships = store::memberships(conn, id).await?;
    let owners: Vec<Uuid> = memberships.iter().map(|m| m.account.id.uuid()).collect();
    let balances = directory::balances(conn, &owners).await?;
    let accounts: Vec<UserAccount> = memberships
        .into_iter()
        .map(|m| {
            let amount = balances.get(&m.account.id.uuid()).copied().unwrap_or(0);
            UserAccount {
                balance: Money::new(amount, m.account.currency),
                account: m.account,
                role: m.role,
            }
        })
        .collect();
    let first = accounts.first();
    let currency = first.map_or(app.config().currency, |a| a.account.currency);
    let balance = first.map_or(Money::zero(currency), |a| a.balance);
    let stats = stats(conn, first.map(|a| a.account.id), currency).await?;
    Ok(UserDetail {
        status: UserStatus::of(&user.row),
        user: user.into(),
        accounts,
        balance,
        stats,
    })
}

async fn stats(
    conn: &impl ConnectionTrait,
    account: Option<AccountId>,
    currency: Currency,
) -> Result<UserStats> {
    let owners: Vec<Uuid> = account.map(AccountId::uuid).into_iter().collect();
    let figure = |of: BTreeMap<Uuid, i64>| of.into_values().next().unwrap_or(0);
    Ok(UserStats {
        orders: count(figure(directory::orders(conn, &owners).await?)),
        active_services: count(figure(directory::active_services(conn, &owners).await?)),
        services: count(figure(directory::services(conn, &owners).await?)),
        unpaid_invoices: count(figure(directory::unpaid_invoices(conn, &owners).await?)),
        total_spent: Money::new(figure(directory::spent(conn, &owners).await?), currency),
    })
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Changes, verifies, disables or enables a user. Disabling ends the user's sessions at once.
///
/// # Errors
/// `not_found`; `validation_failed` naming each field; `forbidden` for disabling oneself, and for changing
/// staff without `staff.manage`; `version_conflict`.
pub async fn update_user(
    app: &App,
    actor: &Actor,
    id: UserId,
    patch: UserPatch,
) -> Result<UserDetail> {
    actor.require(Permission::UsersManage)?;
    if patch.disabled == Some(true) && actor.user_id() == Some(id) {
        return Err(Error::msg(
            Code::Forbidden,
            "You cannot disable yourself. Ask another administrator.",
        ));
    }
    let patch = checked(patch)?;
    let detail = app
        .transact(actor, move |work| {
            let patch = patch.clone();
            Box::pin(async move {
                apply(work, id, patch).await?;
                detail(work.app(), work.tx(), id).await
            })
        })
        .await?;
    app.sessions().forget_user(id);
    Ok(detail)
}

fn checked(patch: UserPatch) -> Result<UserPatch> {
    let mut faults = Faults::default();
    let f = &mut faults;
    let patch = UserPatch {
        full_name: patch.full_name.as_deref().and_then(|text| fields::full_name(f, text)),
        phone: patch.phone.map(|text| fields::phone(f, text.as_deref())),
        country: patch.country.map(|text| fields::country(f, text.as_deref())),
        reason: fields::optional(f, "reason", patch.reason.as_deref(), REASON_MAX),
        ..patch
    };
    faults.finish()?;
    Ok(patch)
}

async fn apply(work: &mut Work, id: UserId, patch: UserPatch) -> Result<()> {
    let read = store::find_user(work.tx(), id).await?.ok_or_else(|| Error::not_found("user"))?;
    if read.is_staff() {
        work.actor().require(Permission::StaffManage)?;
    }
    // What is so already keeps the instant since when.
    let since = |wanted: Option<bool>, is: Option<chrono::DateTime<chrono::Utc>>| match wanted {
        Some(true) if is.is_none() => Set(Some(work.now())),
        Some(false) if is.is_some() => Set(None),
        _ => Default::default(),
    };
    let row = user::ActiveModel {
        full_name: patch.full_name.map_or_else(Default::default, Set),
        phone: patch.phone.map_or_else(Default::default, Set),
        country: patch.country.map_or_else(Default::default, Set),
        disabled_at: since(patch.disabled, read.row.disabled_at),
        email_verified_at: since(patch.email_verified, read.row.email_verified_at),
        ..Default::default()
    };
    store::update_user(work, &read.row, row).await?;
    if patch.disabled == Some(true) {
        store::sessions::revoke_all(work, id, None, "user_disabled").await?;
    }
    let after = store::find_user(work.tx(), id).await?.map(User::from);
    work.audit(
        Audit::of("user.updated", "user", id).change(User::from(read), after).reason(patch.reason),
    );
    Ok(())
}
