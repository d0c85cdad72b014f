//! From an access token to an `Actor`: the first thing every signed-in request does.
//!
//! The token names a session; the session row, its user, the membership of the account and the staff role
//! are read in one statement, or remembered for at most two seconds (`sessions::SessionCache`).
//! Called by `http`'s actor extractor.

use std::sync::Arc;

use kn_core::code::Code;
use kn_core::ids::AccountId;

use super::sessions::{Principal, TOUCH_EVERY};
use super::{start, store};
use crate::actor::{Actor, RequestContext, SessionRef, SignedInPerson};
use crate::app::App;
use crate::error::{Error, Result};

/// Who is calling. `account` is another of the caller's accounts to act for in this call only.
///
/// # Errors
/// `unauthenticated` for a token that is not ours or has run out (refresh it); `session_expired` when the
/// session has ended or its user is disabled (sign in again); `forbidden` for an account the user does not
/// belong to.
pub async fn authenticate(
    app: &App,
    ctx: RequestContext,
    access_token: &str,
    account: Option<AccountId>,
) -> Result<Actor> {
    let access = start::signer(app).read(access_token, app.now()).ok_or_else(|| {
        Error::msg(
            Code::Unauthenticated,
            "The access token is not valid, or no longer. Refresh it or sign in.",
        )
    })?;
    let key = (access.session, account);
    let (now, elapsed) = (app.now(), app.clock().monotonic());
    let (principal, touch) = match app.sessions().find(key, elapsed, now) {
        Some(hit) => (hit.principal, hit.touch),
        None => {
            let ticket = app.sessions().ticket();
            let read =
                store::sessions::principal(app.db().reader(), access.session, account).await?;
            let principal = Arc::new(read.filter(|p| p.user == access.user).ok_or_else(ended)?);
            if account.is_some() && principal.account.is_none() {
                return Err(Error::msg(Code::Forbidden, "You are not a member of that account."));
            }
            let last_used_at = principal.life.last_used_at;
            let touch = now - last_used_at >= TOUCH_EVERY;
            let touched_at = if touch { now } else { last_used_at };
            app.sessions().put(ticket, key, Arc::clone(&principal), elapsed, touched_at);
            (principal, touch)
        }
    };
    if !principal.life.is_live(now) {
        return Err(ended());
    }
    if touch {
        note_use(app, &principal).await;
    }
    Ok(Actor::person(person(&principal), ctx))
}

/// That it could not be noted that somebody was here is no reason to turn them away.
async fn note_use(app: &App, principal: &Principal) {
    let (session, user) = (principal.session, principal.user);
    let noted = app
        .transact(&Actor::system("identity"), move |work| {
            Box::pin(async move { store::sessions::touch(work, session, user).await })
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(%session, %error, causes = ?error.chain(), "the use of a session was not noted");
    }
}

fn person(principal: &Principal) -> SignedInPerson {
    SignedInPerson {
        user: principal.user,
        name: principal.name.clone(),
        session: SessionRef { id: principal.session, authenticated_at: principal.authenticated_at },
        account: principal.account,
        permissions: principal.permissions.clone(),
    }
}

fn ended() -> Error {
    Error::msg(Code::SessionExpired, "The session has ended. Please sign in again.")
}
