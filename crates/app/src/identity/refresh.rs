//! Rotating a session's tokens: each refresh token is good once and names its successor.
//!
//! What a token that comes back means (S04):
//! * fresh → it is consumed, its successor handed out;
//! * consumed within 30 s, successor unused → the answer was lost: the unused successor is revoked and
//!   another one handed out;
//! * consumed, and its successor used, or longer ago → someone else has a copy: the session ends;
//! * revoked → it was superseded after a lost answer and is worth nothing; the session goes on.
//!
//! Rivals wait for each other at the session's row; a conditional UPDATE decides all the same.

use chrono::{DateTime, Duration, Utc};
use kn_core::code::Code;
use kn_core::ids::{AccountId, RefreshTokenId, SessionId, UserId};
use kn_core::secret::Secret;
use kn_db::entities::refresh_token;
use kn_db::entities::session::{self, Transport};
use uuid::Uuid;

use super::model::{Account, Membership, SignedIn};
use super::tokens::{self, Access};
use super::{start, store};
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{Activity, Audit};
use crate::error::{Error, Result};
use crate::work::Work;

/// How long after a rotation its answer may be asked for again.
const LOST_ANSWER: Duration = Duration::seconds(30);

/// What a refresh token that was presented means.
#[derive(Debug, PartialEq, Eq)]
enum Claim {
    Fresh,
    LostAnswer { successor: Uuid },
    Replay,
    Superseded,
}

enum Outcome {
    Rotated(Box<SignedIn>),
    Replayed(SessionId),
    Refused,
}

/// Exchanges a refresh token for new tokens of the same session.
///
/// # Errors
/// `session_expired` for any token that is not good, whatever the reason.
pub async fn refresh(
    app: &App,
    actor: &Actor,
    token: Secret<String>,
    transport: Transport,
) -> Result<SignedIn> {
    let hash = tokens::refresh_hash(&token).ok_or_else(ended)?;
    // Tokens that were never ours do not get as far as the writer.
    if store::refresh_tokens::find(app.db().reader(), &hash).await?.is_none() {
        return Err(ended());
    }
    let outcome = app
        .transact(actor, move |work| {
            let hash = hash.clone();
            Box::pin(async move { rotate(work, &hash, transport).await })
        })
        .await?;
    match outcome {
        Outcome::Rotated(signed_in) => Ok(*signed_in),
        Outcome::Refused => Err(ended()),
        Outcome::Replayed(session) => {
            app.sessions().forget_session(session);
            tracing::warn!(%session, "a used refresh token came back; the session was ended");
            Err(ended())
        }
    }
}

async fn rotate(work: &mut Work, hash: &[u8], transport: Transport) -> Result<Outcome> {
    let Some(found) = store::refresh_tokens::find(work.tx(), hash).await? else {
        return Ok(Outcome::Refused);
    };
    let Some(session) = store::sessions::lock(work, SessionId::from_uuid(found.session_id)).await?
    else {
        return Ok(Outcome::Refused);
    };
    let Some(user) = store::find_user(work.tx(), UserId::from_uuid(session.user_id)).await? else {
        return Ok(Outcome::Refused);
    };
    // Read again: a rival may have had the session until now.
    let Some(token) = store::refresh_tokens::find_by_id(work.tx(), found.id).await? else {
        return Ok(Outcome::Refused);
    };
    let life = store::sessions::life(&session, user.is_staff());
    let good = life.is_live(work.now())
        && work.now() < token.expires_at
        && user.row.disabled_at.is_none()
        && session.transport == transport;
    if !good {
        return Ok(Outcome::Refused);
    }
    let successor = match token.successor_id {
        Some(id) => store::refresh_tokens::find_by_id(work.tx(), id).await?,
        None => None,
    };
    let next = work.new_id::<RefreshTokenId>();
    let won = match claim(&token, successor.as_ref(), work.now()) {
        Claim::Superseded => return Ok(Outcome::Refused),
        Claim::Replay => return end_replayed(work, &session).await,
        Claim::Fresh => store::refresh_tokens::consume(work, token.id, next).await?,
        Claim::LostAnswer { successor } => {
            store::refresh_tokens::revoke_unused(work, successor).await?
                && store::refresh_tokens::replace_successor(work, token.id, successor, next).await?
        }
    };
    if !won {
        return Err(Error::msg(
            Code::Unavailable,
            "The token was used by another request at the same moment.",
        )
        .transient());
    }
    let id = SessionId::from_uuid(session.id);
    let user_id = UserId::from_uuid(session.user_id);
    let tokens =
        start::hand_out(work, next, Access { user: user_id, session: id }, life.end()).await?;
    store::sessions::touch(work, id, user_id).await?;
    let account =
        acting_for(store::memberships(work.tx(), user_id).await?, session.active_account_id)?;
    Ok(Outcome::Rotated(Box::new(SignedIn { user: user.into(), account, tokens })))
}

fn claim(
    token: &refresh_token::Model,
    successor: Option<&refresh_token::Model>,
    now: DateTime<Utc>,
) -> Claim {
    if token.revoked_at.is_some() {
        return Claim::Superseded;
    }
    let Some(consumed_at) = token.consumed_at else {
        return Claim::Fresh;
    };
    match successor {
        Some(next)
            if next.consumed_at.is_none()
                && next.revoked_at.is_none()
                && now - consumed_at <= LOST_ANSWER =>
        {
            Claim::LostAnswer { successor: next.id }
        }
        _ => Claim::Replay,
    }
}

async fn end_replayed(work: &mut Work, session: &session::Model) -> Result<Outcome> {
    let id = SessionId::from_uuid(session.id);
    store::sessions::revoke(work, id, "refresh_replay").await?;
    let mut audit = Audit::of("session.replayed", "session", id)
        .reason(Some("A used refresh token was presented again."));
    if let Some(account) = session.active_account_id.map(AccountId::from_uuid) {
        audit = audit.account(account);
        work.activity(Activity {
            account,
            service: None,
            kind: "session.replayed",
            summary: "A sign-in session was ended because its token was used twice.".to_owned(),
        });
    }
    work.audit(audit);
    Ok(Outcome::Replayed(id))
}

/// The account a session acts for: the chosen one while the user belongs to it, else their first.
pub(super) fn acting_for(memberships: Vec<Membership>, chosen: Option<Uuid>) -> Result<Account> {
    let chosen = memberships.iter().position(|m| Some(m.account.id.uuid()) == chosen).unwrap_or(0);
    memberships
        .into_iter()
        .nth(chosen)
        .map(|membership| membership.account)
        .ok_or_else(|| Error::msg(Code::Forbidden, "You are not a member of any account."))
}

fn ended() -> Error {
    Error::msg(Code::SessionExpired, "The session has ended. Please sign in again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::seconds(seconds)
    }

    fn token(id: u128) -> refresh_token::Model {
        refresh_token::Model {
            id: Uuid::from_u128(id),
            session_id: Uuid::nil(),
            token_hash: Vec::new(),
            successor_id: None,
            consumed_at: None,
            revoked_at: None,
            expires_at: at(1_000_000),
            created_at: at(0),
        }
    }

    fn consumed(id: u128, when: i64) -> refresh_token::Model {
        refresh_token::Model { consumed_at: Some(at(when)), ..token(id) }
    }

    #[test]
    fn a_token_means_what_its_chain_says() {
        let revoked = refresh_token::Model { revoked_at: Some(at(0)), ..token(1) };
        let lost = Claim::LostAnswer { successor: Uuid::from_u128(2) };
        for (token, successor, now, means) in [
            (token(1), None, 0, Claim::Fresh),
            (revoked.clone(), None, 0, Claim::Superseded),
            (consumed(1, 0), Some(token(2)), 30, lost),
            (consumed(1, 0), Some(token(2)), 31, Claim::Replay),
            (consumed(1, 0), Some(consumed(2, 1)), 1, Claim::Replay),
            (consumed(1, 0), Some(revoked), 1, Claim::Replay),
            (consumed(1, 0), None, 1, Claim::Replay),
        ] {
            assert_eq!(claim(&token, successor.as_ref(), at(now)), means, "{now} {successor:?}");
        }
    }
}
