//! People and accounts.

use kn_app::identity as model;
use kn_core::secret::Secret;

use crate::dto::auth::{
    Account, Address, LoginRequest, Me, Membership, MembershipAccount, PasswordChangeRequest,
    ProfilePatch, RegisterRequest, SignedIn, StepUpRequest, User,
};
use crate::dto::enums::Transport;

use super::lines;

impl From<model::User> for User {
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
            is_staff: user.is_staff,
            created_at: user.created_at,
        }
    }
}

impl From<model::Address> for Address {
    fn from(address: model::Address) -> Self {
        let model::Address { line1, line2, city, region, postal_code } = address;
        Self { line1, line2, city, region, postal_code }
    }
}

impl From<Address> for model::Address {
    fn from(address: Address) -> Self {
        let Address { line1, line2, city, region, postal_code } = address;
        Self { line1, line2, city, region, postal_code }
    }
}

impl From<model::Account> for Account {
    fn from(account: model::Account) -> Self {
        Self {
            id: account.id.to_string(),
            number: account.number,
            name: account.name,
            company: account.company,
            currency: account.currency.code().to_owned(),
            billing_email: account.billing_email,
            address: account.address.into(),
            country: account.country,
            tax_id: account.tax_id,
        }
    }
}

impl From<model::Membership> for Membership {
    fn from(membership: model::Membership) -> Self {
        let account = membership.account;
        let account = MembershipAccount {
            id: account.id.to_string(),
            number: account.number,
            name: account.name,
            company: account.company,
        };
        Self { account, role: membership.role.into() }
    }
}

impl From<model::Me> for Me {
    fn from(me: model::Me) -> Self {
        Self {
            user: me.user.into(),
            account: me.account.into(),
            memberships: lines(me.memberships),
            permissions: me.permissions.into_iter().map(str::to_owned).collect(),
            fresh_until: me.fresh_until,
        }
    }
}

impl SignedIn {
    /// With the tokens in it for scripts, without for browsers.
    pub(crate) fn of(signed_in: &model::SignedIn, transport: Transport) -> Self {
        let tokens = &signed_in.tokens;
        let bearer =
            |text: &Secret<String>| (transport == Transport::Bearer).then(|| text.expose().clone());
        Self {
            user: signed_in.user.clone().into(),
            account: signed_in.account.clone().into(),
            access_token: bearer(&tokens.access),
            refresh_token: bearer(&tokens.refresh),
            token_type: (transport == Transport::Bearer).then(|| "Bearer".to_owned()),
            expires_in: i64::from(tokens.access_expires_in),
            refresh_expires_at: tokens.refresh_expires_at,
        }
    }
}

impl RegisterRequest {
    pub(crate) fn command(self, transport: Transport) -> model::Register {
        model::Register {
            email: self.email,
            password: Secret::new(self.password),
            full_name: self.full_name,
            company: self.company,
            country: self.country,
            accept_terms: self.accept_terms,
            referral_code: self.referral_code,
            transport: transport.into(),
        }
    }
}

impl LoginRequest {
    pub(crate) fn command(self, transport: Transport) -> model::Login {
        model::Login {
            email: self.email,
            password: Secret::new(self.password),
            totp_code: self.totp_code,
            recovery_code: self.recovery_code,
            remember_device: self.remember_device,
            transport: transport.into(),
        }
    }
}

impl From<StepUpRequest> for model::StepUp {
    fn from(request: StepUpRequest) -> Self {
        Self { password: request.password.map(Secret::new), totp_code: request.totp_code }
    }
}

impl From<PasswordChangeRequest> for model::ChangePassword {
    fn from(request: PasswordChangeRequest) -> Self {
        Self {
            current: Secret::new(request.current_password),
            new: Secret::new(request.new_password),
        }
    }
}

impl From<ProfilePatch> for model::ProfilePatch {
    fn from(patch: ProfilePatch) -> Self {
        Self {
            full_name: patch.full_name,
            company: patch.company,
            phone: patch.phone,
            address: patch.address.map(Into::into),
            country: patch.country,
            tax_id: patch.tax_id,
            locale: patch.locale,
            time_zone: patch.time_zone,
        }
    }
}
