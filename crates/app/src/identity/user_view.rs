//! Users as staff see them: rows, details, filters and the patch.

use chrono::{DateTime, Utc};
use kn_core::ids::{AccountId, UserId};
use kn_core::money::Money;
use kn_db::entities::membership::Role;
use kn_db::entities::user;
use serde::{Deserialize, Serialize};

use super::model::{Account, User};

/// Where a user stands; disabled wins over unverified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    Active,
    Disabled,
    Unverified,
}

impl UserStatus {
    pub(super) fn of(row: &user::Model) -> Self {
        if row.disabled_at.is_some() {
            UserStatus::Disabled
        } else if row.email_verified_at.is_none() {
            UserStatus::Unverified
        } else {
            UserStatus::Active
        }
    }
}

/// Customer, or somebody who works here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserRole {
    Customer,
    Staff,
}

/// Which users to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct UserFilter {
    pub status: Option<UserStatus>,
    pub role: Option<UserRole>,
}

/// A line of the user list. Company, counts and money are those of the user's first account.
#[derive(Debug, Clone, Serialize)]
pub struct UserRow {
    pub id: UserId,
    pub full_name: String,
    pub email: String,
    pub company: Option<String>,
    pub country: Option<String>,
    pub account_id: Option<AccountId>,
    pub account_number: Option<i64>,
    pub status: UserStatus,
    pub email_verified: bool,
    pub disabled: bool,
    pub is_staff: bool,
    pub active_services: u32,
    pub balance: Money,
    /// Paid towards invoices and not paid back.
    pub total_spent: Money,
    pub last_seen_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// One of a user's accounts, with its wallet.
#[derive(Debug, Clone, Serialize)]
pub struct UserAccount {
    pub account: Account,
    pub role: Role,
    pub balance: Money,
}

/// Counts of the user's first account.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct UserStats {
    pub orders: u32,
    pub active_services: u32,
    /// Every service there ever was.
    pub services: u32,
    pub unpaid_invoices: u32,
    /// Paid towards invoices and not paid back.
    pub total_spent: Money,
}

/// A user with everything the staff screen's head shows.
#[derive(Debug, Clone, Serialize)]
pub struct UserDetail {
    pub user: User,
    pub status: UserStatus,
    /// Oldest first.
    pub accounts: Vec<UserAccount>,
    /// Of the first account's wallet.
    pub balance: Money,
    pub stats: UserStats,
}

/// A change by staff: `None` stays, `Some(None)` clears.
#[derive(Debug, Clone, Default)]
pub struct UserPatch {
    pub full_name: Option<String>,
    pub phone: Option<Option<String>>,
    pub country: Option<Option<String>>,
    /// `true` ends the user's sessions and refuses new ones.
    pub disabled: Option<bool>,
    pub email_verified: Option<bool>,
    /// For the audit trail.
    pub reason: Option<String>,
}
