//! People to act as, and money for them.

use std::sync::atomic::{AtomicU64, Ordering};

use kn_app::access::Permission;
use kn_app::idempotency::IdempotencyKey;
use kn_app::identity::{self, Register, Transport};
use kn_app::wallet::Holder;
use kn_app::{Actor, RequestContext};
use kn_core::ids::{AccountId, UserId};
use kn_core::money::{Currency, Money};
use kn_core::secret::Secret;

use crate::TestApp;

/// The password of every test person.
pub const PASSWORD: &str = "correct-horse-battery-9";

/// Someone with a session of their own.
#[derive(Debug, Clone)]
pub struct Person {
    pub user: UserId,
    pub account: AccountId,
    pub email: String,
    /// Bearer token of the session.
    pub token: String,
    /// Acting in the area the person was made for.
    pub actor: Actor,
}

/// A fresh idempotency key for a route.
pub fn idem(route: &str) -> IdempotencyKey {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    IdempotencyKey { key: format!("test-{n}"), route: route.to_owned(), request_hash: [7; 32] }
}

impl TestApp {
    /// Registers a customer, in the customer area.
    pub async fn customer(&self, name: &str) -> Person {
        let email = format!("{}@customer.example", name.to_lowercase().replace(' ', "."));
        let command = Register {
            email: email.clone(),
            password: Secret::new(PASSWORD.to_owned()),
            full_name: name.to_owned(),
            company: None,
            country: Some("DE".to_owned()),
            accept_terms: Some(true),
            referral_code: None,
            transport: Transport::Bearer,
        };
        let anonymous = Actor::anonymous(RequestContext::default());
        let signed_in = identity::register(&self.app, &anonymous, command)
            .await
            .expect("the customer registers");
        self.person(signed_in, email).await
    }

    /// A customer whose wallet holds this many cents by a posted top-up.
    pub async fn funded_customer(&self, name: &str, cents: i64) -> Person {
        let person = self.customer(name).await;
        self.fund(&person, cents).await;
        person
    }

    /// Adds money by a staff adjustment.
    pub async fn fund(&self, person: &Person, cents: i64) {
        let staff = self.owner().await;
        let adjustment = kn_app::wallet::Adjustment {
            amount: Money::new(cents, Currency::USD),
            reason: "funds for a test".to_owned(),
        };
        kn_app::wallet::adjust(
            &self.app,
            &staff.actor,
            &idem("fund"),
            Holder::Account(person.account),
            adjustment,
        )
        .await
        .expect("the wallet is funded");
    }

    /// A member of staff with every permission, in the staff area.
    pub async fn owner(&self) -> Person {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let email = format!("owner{}@staff.example", NEXT.fetch_add(1, Ordering::Relaxed));
        let password = Secret::new(PASSWORD.to_owned());
        identity::create_admin(&self.app, &email, password, "Olive Owner")
            .await
            .expect("the owner is made");
        let mut person = self.sign_in(&email).await;
        person.actor = person.actor.as_staff().expect("the owner is staff");
        assert_eq!(person.actor.permissions().len(), Permission::ALL.len());
        person
    }

    /// Signs in anew, in the customer area.
    pub async fn sign_in(&self, email: &str) -> Person {
        let command = identity::Login {
            email: email.to_owned(),
            password: Secret::new(PASSWORD.to_owned()),
            totp_code: None,
            recovery_code: None,
            remember_device: false,
            transport: Transport::Bearer,
        };
        let anonymous = Actor::anonymous(RequestContext::default());
        let signed_in =
            identity::login(&self.app, &anonymous, command).await.expect("the person signs in");
        self.person(signed_in, email.to_owned()).await
    }

    async fn person(&self, signed_in: identity::SignedIn, email: String) -> Person {
        let token = signed_in.tokens.access.expose().clone();
        let actor = identity::authenticate(&self.app, RequestContext::default(), &token, None)
            .await
            .expect("a fresh token is accepted");
        Person { user: signed_in.user.id, account: signed_in.account.id, email, token, actor }
    }
}
