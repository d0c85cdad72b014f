//! Who is calling, for which account, from where. Built by `identity::authenticate`, the CLI, jobs and tests.
//!
//! Invariant: permissions and membership come from the database, never from a token. A call is made in one
//! area: the customer's (scope = one account) or the staff's (scope = all, permission checked).

use std::collections::BTreeSet;
use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use kn_core::code::Code;
use kn_core::ids::{AccountId, SessionId, UserId};
use kn_db::entities::ActorKind;
use kn_db::entities::membership::Role;
use sea_orm::{ColumnTrait, Condition};

use crate::access::{Permission, Right};
use crate::error::{Error, Result};

/// How long a factor given counts as fresh for step-up.
pub const STEP_UP_MINUTES: i64 = 5;

/// Where a call came from; written to sessions and the audit trail.
#[derive(Debug, Clone, Default)]
pub struct RequestContext {
    pub ip: Option<IpAddr>,
    pub user_agent: Option<String>,
    pub request_id: Option<String>,
}

/// The signed-in session behind a call.
#[derive(Debug, Clone, Copy)]
pub struct SessionRef {
    pub id: SessionId,
    pub authenticated_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Area {
    Customer,
    Staff,
}

/// The person or process on whose behalf an operation runs.
#[derive(Debug, Clone)]
pub struct Actor {
    kind: ActorKind,
    label: String,
    user: Option<UserId>,
    session: Option<SessionRef>,
    account: Option<(AccountId, Role)>,
    permissions: BTreeSet<Permission>,
    area: Area,
    pub ctx: RequestContext,
}

/// Which rows a query may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Account(AccountId),
    All,
}

impl Scope {
    /// The filter on the table's account column.
    pub fn on<C: ColumnTrait>(self, column: C) -> Condition {
        match self {
            Scope::Account(id) => Condition::all().add(column.eq(id.uuid())),
            Scope::All => Condition::all(),
        }
    }
}

/// What `identity` found out about a signed-in person.
#[derive(Debug, Clone)]
pub struct SignedInPerson {
    pub user: UserId,
    pub name: String,
    pub session: SessionRef,
    pub account: Option<(AccountId, Role)>,
    pub permissions: BTreeSet<Permission>,
}

impl Actor {
    /// Nobody: public pages, sign-in, registration.
    pub fn anonymous(ctx: RequestContext) -> Self {
        Self {
            kind: ActorKind::Anonymous,
            label: "anonymous".to_owned(),
            user: None,
            session: None,
            account: None,
            permissions: BTreeSet::new(),
            area: Area::Customer,
            ctx,
        }
    }

    /// The program itself: jobs, schedules, the CLI. May do everything; `name` is written to the audit trail.
    pub fn system(name: &str) -> Self {
        Self {
            kind: ActorKind::System,
            label: name.to_owned(),
            area: Area::Staff,
            ..Self::anonymous(RequestContext::default())
        }
    }

    /// A signed-in person, in the customer area.
    pub fn person(person: SignedInPerson, ctx: RequestContext) -> Self {
        Self {
            kind: ActorKind::User,
            label: person.name,
            user: Some(person.user),
            session: Some(person.session),
            account: person.account,
            permissions: person.permissions,
            area: Area::Customer,
            ctx,
        }
    }

    /// The same person in the staff area; refused to whoever has no permission at all.
    pub fn as_staff(&self) -> Result<Self> {
        self.require_user()?;
        if self.permissions.is_empty() {
            return Err(Error::msg(Code::Forbidden, "This area is for staff."));
        }
        Ok(Self { kind: ActorKind::Staff, area: Area::Staff, ..self.clone() })
    }

    /// First line of every staff operation.
    pub fn require(&self, permission: Permission) -> Result<()> {
        let allowed = self.kind == ActorKind::System
            || (self.area == Area::Staff && self.permissions.contains(&permission));
        if allowed {
            return Ok(());
        }
        if self.user.is_none() {
            return Err(Error::new(Code::Unauthenticated));
        }
        Err(Error::msg(
            Code::Forbidden,
            format!("This needs the permission {}.", permission.as_str()),
        ))
    }

    /// First line of every customer operation: the active account, if the member's role grants the right.
    pub fn account(&self, right: Right) -> Result<AccountId> {
        self.require_user()?;
        let Some((account, role)) = self.account else {
            return Err(Error::msg(Code::Forbidden, "You are not a member of any account."));
        };
        if right.granted_to(role) {
            Ok(account)
        } else {
            Err(Error::msg(Code::Forbidden, "Your role in this account does not allow this."))
        }
    }

    /// First line of operations that both areas share.
    pub fn scope(&self, staff: Permission, customer: Right) -> Result<Scope> {
        if self.area == Area::Staff {
            self.require(staff)?;
            Ok(Scope::All)
        } else {
            self.account(customer).map(Scope::Account)
        }
    }

    /// The signed-in user.
    pub fn require_user(&self) -> Result<UserId> {
        self.user.ok_or_else(|| Error::new(Code::Unauthenticated))
    }

    /// Refuses with `step_up_required` unless a password or code was given in the last five minutes.
    pub fn require_fresh(&self, now: DateTime<Utc>) -> Result<()> {
        if self.kind == ActorKind::System {
            return Ok(());
        }
        let fresh = self
            .session
            .is_some_and(|s| now - s.authenticated_at <= Duration::minutes(STEP_UP_MINUTES));
        if fresh { Ok(()) } else { Err(Error::new(Code::StepUpRequired)) }
    }

    pub fn kind(&self) -> ActorKind {
        self.kind
    }
    /// How people see the actor in an activity list.
    pub fn label(&self) -> &str {
        &self.label
    }
    pub fn user_id(&self) -> Option<UserId> {
        self.user
    }
    pub fn session(&self) -> Option<SessionRef> {
        self.session
    }
    pub fn active_account(&self) -> Option<(AccountId, Role)> {
        self.account
    }
    pub fn permissions(&self) -> &BTreeSet<Permission> {
        &self.permissions
    }
    pub fn is_staff_area(&self) -> bool {
        self.area == Area::Staff
    }
}
