//! Registering: a user, an account of their own, the membership that joins them, and a session.

use kn_core::ids::{AccountId, MembershipId, UserId};
use kn_core::text::Email;
use kn_db::entities::membership::Role;
use kn_db::entities::{account, membership, user};
use sea_orm::ActiveValue::Set;

use super::model::{Account, Address, Register, SignedIn, User};
use super::start::{self, Opening};
use super::{fields, password, store};
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::counters;
use crate::error::{Faults, Result};
use crate::event::Event;
use crate::work::Work;

const REFERRAL_MAX: usize = 40;

/// A user to be made, with checked fields and a password already hashed.
#[derive(Debug, Clone)]
pub(crate) struct NewUser {
    pub(crate) email: Email,
    pub(crate) full_name: String,
    pub(crate) password_hash: String,
    pub(crate) company: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) address: Address,
    /// ISO 3166 alpha-2.
    pub(crate) country: Option<String>,
    pub(crate) terms_accepted: bool,
    pub(crate) email_verified: bool,
    /// Never in production: such users keep the server from starting there.
    pub(crate) is_demo: bool,
}

impl NewUser {
    pub(crate) fn new(email: Email, full_name: String, password_hash: String) -> Self {
        Self {
            email,
            full_name,
            password_hash,
            company: None,
            phone: None,
            address: Address::default(),
            country: None,
            terms_accepted: false,
            email_verified: false,
            is_demo: false,
        }
    }
}

/// Registers a customer and signs them in.
///
/// # Errors
/// `validation_failed` naming each field; `email_taken`; `demo_refused` for the demo's passwords in
/// production; `unavailable` when too many are waiting.
pub async fn register(app: &App, actor: &Actor, command: Register) -> Result<SignedIn> {
    let new = checked(app, &command).await?;
    let transport = command.transport;
    app.transact(actor, move |work| {
        let new = new.clone();
        Box::pin(async move {
            let (user, account) = create_user(work, new).await?;
            let opening =
                Opening { user: user.id, is_staff: false, account: account.id, transport };
            let (_, tokens) = start::start(work, &opening).await?;
            work.audit(
                Audit::of("user.registered", "user", user.id).account(account.id).change((), &user),
            );
            work.emit(Event::UserRegistered { user: user.id, account: account.id });
            Ok(SignedIn { user, account, tokens })
        })
    })
    .await
}

async fn checked(app: &App, command: &Register) -> Result<NewUser> {
    let mut faults = Faults::default();
    let email = fields::email(&mut faults, &command.email);
    let full_name = fields::full_name(&mut faults, &command.full_name);
    let company = fields::company(&mut faults, command.company.as_deref());
    let country = fields::country(&mut faults, command.country.as_deref());
    // Kept for the affiliate programme's sake in the contract; nothing is done with it yet.
    fields::optional(&mut faults, "referral_code", command.referral_code.as_deref(), REFERRAL_MAX);
    if command.accept_terms == Some(false) {
        faults.add(
            "accept_terms",
            kn_core::code::Code::Required,
            "Please accept the terms of service.",
        );
    }
    let about =
        [Some(command.email.clone()), Some(command.full_name.clone()), command.company.clone()];
    let about = about.into_iter().flatten().collect();
    let password_hash = match password::accept(app, "password", &command.password, about).await {
        Ok(hash) => Some(hash),
        Err(error) if error.field_errors().is_empty() => return Err(error),
        Err(error) => {
            error
                .field_errors()
                .iter()
                .for_each(|f| faults.add(&f.field, f.code, f.message.clone()));
            None
        }
    };
    faults.finish()?;
    let parsed = email.zip(full_name).zip(password_hash);
    let ((email, full_name), hash) = parsed.expect("a field that is absent was noted as a fault");
    Ok(NewUser {
        company,
        country,
        terms_accepted: command.accept_terms == Some(true),
        ..NewUser::new(email, full_name, hash)
    })
}

/// Makes a user with an account of their own, which they own. Neither signs them in nor tells anyone.
///
/// # Errors
/// `email_taken`.
pub(crate) async fn create_user(work: &mut Work, new: NewUser) -> Result<(User, Account)> {
    let user_id = work.new_id::<UserId>();
    let account_id = work.new_id::<AccountId>();
    let user = store::insert_user(work, user_row(work, user_id, &new)).await?;
    let number = counters::next_number(work, counters::ACCOUNT).await?;
    let account = store::insert_account(work, account_row(work, account_id, number, new)).await?;
    let membership = membership::ActiveModel {
        id: Set(work.new_id::<MembershipId>().uuid()),
        user_id: Set(user_id.uuid()),
        account_id: Set(account_id.uuid()),
        role: Set(Role::Owner),
        created_at: Set(work.now()),
    };
    store::insert_membership(work, membership).await?;
    Ok((User::from_row(user, false), account.try_into()?))
}

fn user_row(work: &Work, id: UserId, new: &NewUser) -> user::ActiveModel {
    let now = work.now();
    user::ActiveModel {
        id: Set(id.uuid()),
        email: Set(new.email.as_str().to_owned()),
        email_folded: Set(new.email.folded()),
        full_name: Set(new.full_name.clone()),
        password_hash: Set(new.password_hash.clone()),
        phone: Set(new.phone.clone()),
        country: Set(new.country.clone()),
        locale: Set("en".to_owned()),
        time_zone: Set("UTC".to_owned()),
        email_verified_at: Set(new.email_verified.then_some(now)),
        disabled_at: Set(None),
        is_demo: Set(new.is_demo),
        terms_accepted_at: Set(new.terms_accepted.then_some(now)),
        last_seen_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
    }
}

fn account_row(work: &Work, id: AccountId, number: i64, new: NewUser) -> account::ActiveModel {
    let now = work.now();
    account::ActiveModel {
        id: Set(id.uuid()),
        number: Set(number),
        name: Set(new.company.clone().unwrap_or(new.full_name)),
        company: Set(new.company),
        currency: Set(work.app().config().currency.code().to_owned()),
        billing_email: Set(new.email.as_str().to_owned()),
        address_line1: Set(new.address.line1),
        address_line2: Set(new.address.line2),
        city: Set(new.address.city),
        region: Set(new.address.region),
        postal_code: Set(new.address.postal_code),
        country: Set(new.country),
        tax_id: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
    }
}
