//! Who asks. Browsers are known by the access cookie, scripts by a bearer token; which routes need whom is visible in
//! the handler's signature.

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use kn_app::{Actor, Error, RequestContext, identity};
use kn_core::code::Code;
use kn_core::ids::AccountId;

use crate::cookies::Kind;
use crate::extract::csrf;
use crate::problem::Problem;
use crate::proxies::ClientIp;
use crate::routes;
use crate::scope;
use crate::state::HttpState;

/// Nobody in particular: sign-in and registration.
pub(crate) struct Anonymous(pub(crate) Actor);

/// Signed in or not.
pub(crate) struct Visitor(pub(crate) Actor);

/// Signed in, acting for the active account.
pub(crate) struct Customer(pub(crate) Actor);

/// Signed in, with at least one staff permission.
pub(crate) struct Staff(pub(crate) Actor);

impl FromRequestParts<HttpState> for Anonymous {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &HttpState) -> Result<Self, Problem> {
        Ok(Self(Actor::anonymous(context(parts))))
    }
}

impl FromRequestParts<HttpState> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        match person(parts, state).await {
            Ok(actor) => Ok(Self(actor)),
            // A session that ended must not stand between a visitor and a public page.
            Err(_) => Ok(Self(Actor::anonymous(context(parts)))),
        }
    }
}

impl FromRequestParts<HttpState> for Customer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let actor = person(parts, state).await?;
        limit(parts, state, &actor)?;
        Ok(Self(actor))
    }
}

impl FromRequestParts<HttpState> for Staff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let actor = person(parts, state).await?.as_staff()?;
        limit(parts, state, &actor)?;
        Ok(Self(actor))
    }
}

/// How the caller proved who they are.
enum Proof<'h> {
    Bearer(&'h str),
    Cookie(&'h str),
}

async fn person(parts: &Parts, state: &HttpState) -> Result<Actor, Error> {
    let (token, account) = match proof(&parts.headers, state)? {
        Proof::Bearer(token) => (token, account_override(&parts.headers)?),
        Proof::Cookie(token) => {
            if !is_read(&parts.method) {
                csrf::check(&parts.headers, state)?;
            }
            (token, None)
        }
    };
    let actor = identity::authenticate(state.app(), context(parts), token, account).await?;
    scope::note(|facts| {
        facts.user = actor.user_id();
        facts.account = actor.active_account().map(|(account, _)| account);
    });
    Ok(actor)
}

fn proof<'h>(headers: &'h HeaderMap, state: &HttpState) -> Result<Proof<'h>, Error> {
    if let Some(header) = headers.get(AUTHORIZATION) {
        let token = header.to_str().ok().and_then(|text| text.split_once(' '));
        return match token {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
                Ok(Proof::Bearer(token.trim()))
            }
            _ => Err(Error::msg(
                Code::Unauthenticated,
                "Please send the token as Authorization: Bearer <token>.",
            )),
        };
    }
    let cookie = state.cookies().read(headers, Kind::Access);
    cookie
        .map(Proof::Cookie)
        .ok_or_else(|| Error::msg(Code::Unauthenticated, "Please sign in first."))
}

/// Another membership named by a bearer call.
fn account_override(headers: &HeaderMap) -> Result<Option<AccountId>, Error> {
    let Some(header) = headers.get("x-kn-account") else { return Ok(None) };
    let id = header.to_str().ok().and_then(|text| text.parse().ok());
    id.map(Some).ok_or_else(|| {
        Error::field("X-KN-Account", Code::Invalid, "Please name an account by its id, `acc_…`.")
    })
}

const fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Where the call comes from.
pub(super) fn context(parts: &Parts) -> RequestContext {
    let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    RequestContext {
        ip: parts.extensions.get::<ClientIp>().and_then(|ip| ip.0),
        user_agent: agent.map(|agent| agent.chars().take(300).collect()),
        request_id: Some(scope::request_id()).filter(|id| !id.is_empty()),
    }
}

/// The limits that count by person, once it is known who it is.
fn limit(parts: &Parts, state: &HttpState, actor: &Actor) -> Result<(), Error> {
    let Some(user) = actor.user_id() else { return Ok(()) };
    let now = state.app().clock().monotonic();
    for class in routes::classes_by_user(parts, state) {
        state.limits().by_user(class, user, now)?;
    }
    Ok(())
}
