//! Registration, sign-in and the signed-in user's own profile.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::enums::{MembershipRole, Transport};
use super::patch::double;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterRequest {
    #[schema(format = "email", min_length = 3, max_length = 254)]
    pub email: String,
    #[schema(format = "password", min_length = 8, max_length = 128)]
    pub password: String,
    #[schema(min_length = 1, max_length = 120)]
    pub full_name: String,
    #[schema(max_length = 120)]
    pub company: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(pattern = "^[A-Z]{2}$")]
    pub country: Option<String>,
    /// `false` is refused; left out means that nobody was asked.
    pub accept_terms: Option<bool>,
    #[schema(max_length = 40)]
    pub referral_code: Option<String>,
    pub transport: Option<Transport>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    #[schema(format = "email", min_length = 3, max_length = 254)]
    pub email: String,
    #[schema(format = "password", min_length = 1, max_length = 128)]
    pub password: String,
    /// Six digits, after a first answer `two_factor_required`.
    #[schema(pattern = "^[0-9]{6}$")]
    pub totp_code: Option<String>,
    #[schema(max_length = 40)]
    pub recovery_code: Option<String>,
    /// Do not ask this browser for the second factor again for a while.
    #[serde(default)]
    #[schema(default = false)]
    pub remember_device: bool,
    pub transport: Option<Transport>,
}

/// Browsers send an empty body, their refresh token is in a cookie.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// Bearer clients only.
    pub refresh_token: Option<String>,
}

/// One of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepUpRequest {
    #[schema(format = "password", max_length = 128)]
    pub password: Option<String>,
    #[schema(pattern = "^[0-9]{6}$")]
    pub totp_code: Option<String>,
}

/// The answer to registering, signing in and refreshing. The tokens are there with transport `bearer` only.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    pub user: User,
    pub account: Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Always `Bearer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// Seconds until the access token ends; refresh before.
    #[schema(format = "double-int")]
    pub expires_in: i64,
    /// When the refresh token ends and the password is asked again.
    pub refresh_expires_at: DateTime<Utc>,
}

/// A person who signs in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct User {
    pub id: String,
    pub email: String,
    pub full_name: String,
    pub phone: Option<String>,
    pub country: Option<String>,
    pub locale: String,
    /// IANA name.
    pub time_zone: String,
    pub email_verified: bool,
    /// May see the admin area; what exactly is in `permissions` of `GET /me`.
    pub is_staff: bool,
    pub created_at: DateTime<Utc>,
}

/// Who owes and owns: orders, services, invoices and the wallet belong to an account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Account {
    pub id: String,
    #[schema(format = "double-int")]
    pub number: i64,
    pub name: String,
    pub company: Option<String>,
    pub currency: String,
    pub billing_email: String,
    pub address: Address,
    pub country: Option<String>,
    pub tax_id: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    #[schema(max_length = 120)]
    pub line1: Option<String>,
    #[schema(max_length = 120)]
    pub line2: Option<String>,
    #[schema(max_length = 80)]
    pub city: Option<String>,
    #[schema(max_length = 80)]
    pub region: Option<String>,
    #[schema(max_length = 20)]
    pub postal_code: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Membership {
    pub account: MembershipAccount,
    pub role: MembershipRole,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MembershipAccount {
    pub id: String,
    #[schema(format = "double-int")]
    pub number: i64,
    pub name: String,
    pub company: Option<String>,
}

/// Who is signed in, acting for which account, and what they may do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Me {
    pub user: User,
    pub account: Account,
    pub memberships: Vec<Membership>,
    /// Staff permissions (`orders.view`, …); empty for customers.
    pub permissions: Vec<String>,
    /// Until when routes that need a fresh password let this session pass; `null`: ask now.
    pub fresh_until: Option<DateTime<Utc>>,
}

/// Fields left out stay; `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfilePatch {
    #[schema(min_length = 1, max_length = 120)]
    pub full_name: Option<String>,
    #[serde(default, deserialize_with = "double")]
    #[schema(max_length = 120)]
    pub company: Option<Option<String>>,
    #[serde(default, deserialize_with = "double")]
    #[schema(max_length = 40)]
    pub phone: Option<Option<String>>,
    /// Replaces the whole address.
    pub address: Option<Address>,
    #[serde(default, deserialize_with = "double")]
    #[schema(pattern = "^[A-Z]{2}$")]
    pub country: Option<Option<String>>,
    #[serde(default, deserialize_with = "double")]
    #[schema(max_length = 40)]
    pub tax_id: Option<Option<String>>,
    #[schema(max_length = 20)]
    pub locale: Option<String>,
    #[schema(max_length = 64)]
    pub time_zone: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActiveAccountRequest {
    /// An account from `memberships`.
    pub account: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChangeRequest {
    #[schema(format = "password", min_length = 1, max_length = 128)]
    pub current_password: String,
    #[schema(format = "password", min_length = 8, max_length = 128)]
    pub new_password: String,
}
