//! The people of the sample data, and how they act.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use kn_core::ids::{AccountId, SessionId, UserId};
use kn_core::secret::Secret;
use kn_db::entities::membership::Role;

use super::LOGINS;
use super::clock::PastClock;
use super::people::{SAMPLES, Sample};
use super::story::Who;
use crate::access::Permission;
use crate::actor::{Actor, RequestContext, SessionRef, SignedInPerson};
use crate::app::App;
use crate::error::{Error, Result};
use crate::identity::{self, Address, NewUser};
use crate::settings::{self, BankAccount, Company, CryptoAddress, Payments};

/// Someone of the sample data.
#[derive(Debug, Clone)]
pub(super) struct Player {
    pub(super) user: UserId,
    pub(super) account: AccountId,
    name: String,
}

/// Everyone.
pub(super) struct Cast {
    pub(super) admin: Player,
    demo: Player,
    samples: Vec<Player>,
}

impl Cast {
    pub(super) fn player(&self, who: Who) -> Result<&Player> {
        match who {
            Who::Demo => Ok(&self.demo),
            Who::Sample(n) => {
                self.samples.get(n).ok_or_else(|| Error::internal("the story names nobody"))
            }
        }
    }
}

impl Player {
    /// Acting in the customer area, just signed in.
    pub(super) fn customer(&self, app: &App) -> Actor {
        self.person(app, BTreeSet::new())
    }

    /// Acting in the staff area with every permission, just signed in.
    pub(super) fn staff(&self, app: &App) -> Result<Actor> {
        self.person(app, Permission::ALL.iter().copied().collect()).as_staff()
    }

    fn person(&self, app: &App, permissions: BTreeSet<Permission>) -> Actor {
        let now = app.now();
        let session = SessionId::from_uuid(kn_core::ports::entropy::uuid_v7(now, &**app.entropy()));
        let person = SignedInPerson {
            user: self.user,
            name: self.name.clone(),
            session: SessionRef { id: session, authenticated_at: now },
            account: Some((self.account, Role::Owner)),
            permissions,
        };
        Actor::person(person, RequestContext::default())
    }
}

/// Registers everyone on their day and fills in the settings.
pub(super) async fn create(app: &App, clock: &PastClock, now: DateTime<Utc>) -> Result<Cast> {
    let [admin_login, demo_login] = LOGINS;
    let admin =
        documented(app, admin_login.email, "Brijesh Dube", None, admin_login.password).await?;
    let owner = admin.user;
    app.transact(&Actor::system("demo"), move |work| {
        Box::pin(async move {
            identity::make_staff(work, owner, "owner").await?;
            settings::write(work, company()).await?;
            settings::write(work, payments()).await
        })
    })
    .await?;
    let mut samples = Vec::new();
    for sample in &SAMPLES {
        clock.set(now - Duration::days(sample.joined));
        samples.push(sampled(app, sample).await?);
    }
    clock.set(now - Duration::days(176));
    let demo = documented(
        app,
        demo_login.email,
        "Alex Morgan",
        Some("Example Studio"),
        demo_login.password,
    )
    .await?;
    Ok(Cast { admin, demo, samples })
}

async fn documented(
    app: &App,
    email: &str,
    name: &str,
    company: Option<&str>,
    password: &str,
) -> Result<Player> {
    let hash = identity::hash_password(app, &Secret::new(password.to_owned())).await?;
    let address = Address {
        line1: Some("350 Fifth Avenue".to_owned()),
        city: Some("New York".to_owned()),
        region: Some("NY".to_owned()),
        postal_code: Some("10118".to_owned()),
        ..Address::default()
    };
    let new = NewUser {
        company: company.map(str::to_owned),
        address,
        country: Some("US".to_owned()),
        email_verified: true,
        terms_accepted: true,
        is_demo: true,
        ..NewUser::new(email.parse().map_err(Error::internal)?, name.to_owned(), hash)
    };
    enter(app, new).await
}

/// Nobody knows this person's password: the hash is of no password at all.
async fn sampled(app: &App, sample: &Sample) -> Result<Player> {
    let address = Address {
        line1: Some(sample.street.to_owned()),
        city: Some(sample.city.to_owned()),
        ..Address::default()
    };
    let new = NewUser {
        company: sample.company.map(str::to_owned),
        address,
        country: Some(sample.country.to_owned()),
        email_verified: true,
        terms_accepted: true,
        is_demo: true,
        ..NewUser::new(
            sample.email.parse().map_err(Error::internal)?,
            sample.name.to_owned(),
            "!".to_owned(),
        )
    };
    enter(app, new).await
}

async fn enter(app: &App, new: NewUser) -> Result<Player> {
    let name = new.full_name.clone();
    let (user, account) = app
        .transact(&Actor::system("demo"), move |work| {
            let new = new.clone();
            Box::pin(async move { identity::create_user(work, new).await })
        })
        .await?;
    Ok(Player { user: user.id, account: account.id, name })
}

fn company() -> Company {
    Company {
        legal_name: "KloudNests Demo Ltd".to_owned(),
        address_lines: vec!["12 Harbour Street".to_owned(), "Limassol 3601".to_owned()],
        country: "CY".to_owned(),
        tax_id: "CY10000000X".to_owned(),
        ..Company::default()
    }
}

fn payments() -> Payments {
    Payments {
        bank_transfer_enabled: true,
        bank_accounts: vec![BankAccount {
            label: "Main account".to_owned(),
            bank: "Example Bank".to_owned(),
            holder: "KloudNests Demo Ltd".to_owned(),
            account_number: "CY17 0020 0128 0000 0012 0052 7600".to_owned(),
            bank_code: "EXMPCY2N".to_owned(),
            currency: "USD".to_owned(),
        }],
        crypto_enabled: true,
        crypto_addresses: vec![CryptoAddress {
            asset: "USDT".to_owned(),
            network: "TRON (TRC-20)".to_owned(),
            address: "TDemoAddressDoNotPayHere000000000".to_owned(),
        }],
        ..Payments::default()
    }
}
