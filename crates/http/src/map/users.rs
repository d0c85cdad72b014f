//! Users as staff see them.

use kn_app::identity as model;

use super::lines;
use crate::dto::users::{
    AdminUser, AdminUserAccount, AdminUserDetail, AdminUserPatch, AdminUserRow, UserFilter,
    UserStats,
};

impl From<model::UserRow> for AdminUserRow {
    fn from(row: model::UserRow) -> Self {
        Self {
            id: row.id.to_string(),
            email: row.email,
            full_name: row.full_name,
            company: row.company,
            country: row.country,
            account_id: row.account_id.map(|id| id.to_string()),
            account_number: row.account_number,
            status: row.status.into(),
            email_verified: row.email_verified,
            disabled: row.disabled,
            is_staff: row.is_staff,
            active_services: row.active_services,
            balance: row.balance.into(),
            total_spent: row.total_spent.into(),
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        }
    }
}

impl From<model::User> for AdminUser {
    fn from(user: model::User) -> Self {
        Self {
            id: user.id.to_string(),
            email: user.email,
            full_name: user.full_name,
            phone: user.phone,
            country: user.country,
            locale: user.locale,
            time_zone: user.time_zone,
            email_verified: user.email_verified,
            disabled: user.disabled,
            is_staff: user.is_staff,
            created_at: user.created_at,
            last_seen_at: user.last_seen_at,
        }
    }
}

impl From<model::UserAccount> for AdminUserAccount {
    fn from(one: model::UserAccount) -> Self {
        Self { account: one.account.into(), role: one.role.into(), balance: one.balance.into() }
    }
}

impl From<model::UserDetail> for AdminUserDetail {
    fn from(detail: model::UserDetail) -> Self {
        let stats = detail.stats;
        Self {
            user: detail.user.into(),
            status: detail.status.into(),
            accounts: lines(detail.accounts),
            balance: detail.balance.into(),
            stats: UserStats {
                orders: stats.orders,
                active_services: stats.active_services,
                services: stats.services,
                unpaid_invoices: stats.unpaid_invoices,
                total_spent: stats.total_spent.into(),
            },
        }
    }
}

impl From<UserFilter> for model::UserFilter {
    fn from(filter: UserFilter) -> Self {
        Self { status: filter.status.map(Into::into), role: filter.role.map(Into::into) }
    }
}

impl From<AdminUserPatch> for model::UserPatch {
    fn from(patch: AdminUserPatch) -> Self {
        Self {
            full_name: patch.full_name,
            phone: patch.phone,
            country: patch.country,
            disabled: patch.disabled,
            email_verified: patch.email_verified,
            reason: patch.reason,
        }
    }
}
