//! What identity speaks of: people, accounts, and the commands that change them. No queries here.
//!
//! Commands carry text as it was sent; the operations parse it and name every fault.

use chrono::{DateTime, Utc};
use kn_core::ids::{AccountId, UserId};
use kn_core::money::Currency;
use kn_core::secret::Secret;
use kn_db::entities::membership::Role;
use kn_db::entities::session::Transport;
use kn_db::entities::{account, user};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub full_name: String,
    pub phone: Option<String>,
    /// ISO 3166 alpha-2.
    pub country: Option<String>,
    pub locale: String,
    /// IANA name.
    pub time_zone: String,
    pub email_verified: bool,
    pub disabled: bool,
    pub is_staff: bool,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: Option<DateTime<Utc>>,
}

impl User {
    pub(super) fn from_row(row: user::Model, is_staff: bool) -> Self {
        Self {
            id: UserId::from_uuid(row.id),
            email: row.email,
            full_name: row.full_name,
            phone: row.phone,
            country: row.country,
            locale: row.locale,
            time_zone: row.time_zone,
            email_verified: row.email_verified_at.is_some(),
            disabled: row.disabled_at.is_some(),
            is_staff,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        }
    }
}

/// A postal address, without the country.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub line1: Option<String>,
    pub line2: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
}

/// Who owes and owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    pub id: AccountId,
    pub number: i64,
    /// The company, or the person's name where there is none.
    pub name: String,
    pub company: Option<String>,
    pub currency: Currency,
    pub billing_email: String,
    pub address: Address,
    /// ISO 3166 alpha-2.
    pub country: Option<String>,
    pub tax_id: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl TryFrom<account::Model> for Account {
    type Error = Error;

    fn try_from(row: account::Model) -> Result<Self> {
        Ok(Self {
            id: AccountId::from_uuid(row.id),
            number: row.number,
            name: row.name,
            company: row.company,
            currency: row.currency.parse().map_err(Error::internal)?,
            billing_email: row.billing_email,
            address: Address {
                line1: row.address_line1,
                line2: row.address_line2,
                city: row.city,
                region: row.region,
                postal_code: row.postal_code,
            },
            country: row.country,
            tax_id: row.tax_id,
            created_at: row.created_at,
        })
    }
}

/// An account a user belongs to, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Membership {
    pub account: Account,
    pub role: Role,
}

/// Who is signed in, acting for which account, and what they may do.
#[derive(Debug, Clone, Serialize)]
pub struct Me {
    pub user: User,
    /// The active one.
    pub account: Account,
    /// Oldest first.
    pub memberships: Vec<Membership>,
    /// Staff permissions; empty for customers.
    pub permissions: Vec<&'static str>,
    /// Until when step-up holds; none when it has run out.
    pub fresh_until: Option<DateTime<Utc>>,
}

/// The two tokens of a session.
#[derive(Debug, Clone)]
pub struct Tokens {
    pub access: Secret<String>,
    pub refresh: Secret<String>,
    /// Seconds.
    pub access_expires_in: u32,
    /// The absolute end of the session; idling ends it earlier.
    pub refresh_expires_at: DateTime<Utc>,
}

/// The answer to registering, signing in and refreshing.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub user: User,
    pub account: Account,
    pub tokens: Tokens,
}

/// Sign up and in.
#[derive(Debug, Clone)]
pub struct Register {
    pub email: String,
    pub password: Secret<String>,
    pub full_name: String,
    pub company: Option<String>,
    pub country: Option<String>,
    /// Left out is taken as not asked; `false` is refused.
    pub accept_terms: Option<bool>,
    pub referral_code: Option<String>,
    pub transport: Transport,
}

/// Sign in. The second factor and the remembered device are for users who have one.
#[derive(Debug, Clone)]
pub struct Login {
    pub email: String,
    pub password: Secret<String>,
    pub totp_code: Option<String>,
    pub recovery_code: Option<String>,
    pub remember_device: bool,
    pub transport: Transport,
}

/// Confirm who one is.
#[derive(Debug, Clone, Default)]
pub struct StepUp {
    pub password: Option<Secret<String>>,
    pub totp_code: Option<String>,
}

/// Set another password.
#[derive(Debug, Clone)]
pub struct ChangePassword {
    pub current: Secret<String>,
    pub new: Secret<String>,
}

/// A change of one's own profile: `None` stays, `Some(None)` or blank is cleared.
///
/// Company, address, tax id and country are also the active account's, and only its owner's to change.
#[derive(Debug, Clone, Default)]
pub struct ProfilePatch {
    pub full_name: Option<String>,
    pub company: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    /// Replaces the whole address.
    pub address: Option<Address>,
    pub country: Option<Option<String>>,
    pub tax_id: Option<Option<String>>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
}
