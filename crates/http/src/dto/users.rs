//! Users as staff see them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::Account;
use super::common::MoneyDto;
use super::enums::MembershipRole;
use super::patch::double;

wire_enum! {
    /// Disabled wins over unverified.
    UserStatus = kn_app::identity::UserStatus { Active, Disabled, Unverified }
}
wire_enum! { UserRole = kn_app::identity::UserRole { Customer, Staff } }

/// A line of the user list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AdminUserRow {
    pub id: String,
    pub email: String,
    pub full_name: String,
    pub company: Option<String>,
    pub country: Option<String>,
    /// Of the user's first account, as are company, counts and money.
    pub account_id: Option<String>,
    #[schema(format = "double-int")]
    pub account_number: Option<i64>,
    pub status: UserStatus,
    pub email_verified: bool,
    pub disabled: bool,
    pub is_staff: bool,
    pub active_services: u32,
    pub balance: MoneyDto,
    /// Paid towards invoices and not paid back.
    pub total_spent: MoneyDto,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AdminUser {
    pub id: String,
    pub email: String,
    pub full_name: String,
    pub phone: Option<String>,
    pub country: Option<String>,
    pub locale: String,
    pub time_zone: String,
    pub email_verified: bool,
    pub disabled: bool,
    pub is_staff: bool,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AdminUserDetail {
    pub user: AdminUser,
    pub status: UserStatus,
    /// Oldest first.
    pub accounts: Vec<AdminUserAccount>,
    /// Of the first account's wallet.
    pub balance: MoneyDto,
    pub stats: UserStats,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AdminUserAccount {
    pub account: Account,
    pub role: MembershipRole,
    pub balance: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserStats {
    pub orders: u32,
    pub active_services: u32,
    /// Every service there ever was.
    pub services: u32,
    pub unpaid_invoices: u32,
    pub total_spent: MoneyDto,
}

page! { AdminUserPage of AdminUserRow }

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
    #[param(inline)]
    pub status: Option<UserStatus>,
    #[param(inline)]
    pub role: Option<UserRole>,
}

/// Lists of what belongs to a user.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfAccount {
    /// Account id, if the user has several; the first otherwise.
    pub account: Option<String>,
}

/// Fields left out stay; `null` clears.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdminUserPatch {
    #[schema(min_length = 1, max_length = 120)]
    pub full_name: Option<String>,
    #[serde(default, deserialize_with = "double")]
    #[schema(max_length = 40)]
    pub phone: Option<Option<String>>,
    #[serde(default, deserialize_with = "double")]
    #[schema(pattern = "^[A-Z]{2}$")]
    pub country: Option<Option<String>>,
    /// `true` ends the user's sessions and refuses new ones.
    pub disabled: Option<bool>,
    pub email_verified: Option<bool>,
    /// For the audit log.
    #[schema(max_length = 500)]
    pub reason: Option<String>,
}
