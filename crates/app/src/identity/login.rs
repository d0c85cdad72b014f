//! Signing in and out.
//!
//! Unknown address, wrong password and disabled user cost the same work, are noted the same way and get the
//! same answer. Throttling stands in front of this, at the router.

use kn_core::code::Code;
use kn_core::ids::UserId;
use kn_core::text::Email;
use serde_json::json;

use super::model::{Login, SignedIn};
use super::start::{self, Opening};
use super::store::{self, UserRecord};
use super::{password, policy, refresh};
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Result};
use crate::work::Work;

/// Opens a session for whoever knows the password.
///
/// # Errors
/// `invalid_credentials`, the same for every reason; `demo_refused` for the demo's passwords in production,
/// whoever's they are; `unavailable` when too many are waiting.
pub async fn login(app: &App, actor: &Actor, login: Login) -> Result<SignedIn> {
    policy::refuse_demo_password(app.config().mode, login.password.expose())?;
    let found = match login.email.parse::<Email>() {
        Ok(email) => store::find_user_by_email(app.db().reader(), &email.folded()).await?,
        Err(_) => None,
    };
    let hash = found.as_ref().map(|user| user.row.password_hash.clone());
    let right = password::verify(app, &login.password, hash).await?;
    let user = match found {
        Some(user) if right && user.row.disabled_at.is_none() => user,
        refused => return Err(note_failure(app, actor, refused.as_ref(), right).await?),
    };
    let better_hash = if password::is_outdated(&user.row.password_hash) {
        Some(password::hash(app, &login.password).await?)
    } else {
        None
    };
    let (id, checked, transport) =
        (UserId::from_uuid(user.row.id), user.row.password_hash, login.transport);
    app.transact(actor, move |work| {
        let (checked, better_hash) = (checked.clone(), better_hash.clone());
        Box::pin(async move {
            // Whoever changes the password or disables the user ends this session too, or comes first.
            store::lock_user(work, id).await?;
            let user = store::find_user(work.tx(), id).await?.ok_or_else(refused)?;
            // Disabled, or given another password, while this one was being checked.
            if user.row.disabled_at.is_some() || user.row.password_hash != checked {
                return Err(refused());
            }
            if let Some(hash) = better_hash {
                store::replace_password(work, id, &checked, hash).await?;
            }
            open(work, user, transport).await
        })
    })
    .await
}

async fn open(work: &mut Work, user: UserRecord, transport: super::Transport) -> Result<SignedIn> {
    let id = UserId::from_uuid(user.row.id);
    let account = refresh::acting_for(store::memberships(work.tx(), id).await?, None)?;
    let opening = Opening { user: id, is_staff: user.is_staff(), account: account.id, transport };
    let (session, tokens) = start::start(work, &opening).await?;
    work.audit(
        Audit::of("session.opened", "user", id)
            .account(account.id)
            .change((), json!({ "session": session, "transport": transport })),
    );
    Ok(SignedIn { user: user.into(), account, tokens })
}

/// Notes a refused sign-in without what was typed, and answers the refusal.
async fn note_failure(
    app: &App,
    actor: &Actor,
    user: Option<&UserRecord>,
    right: bool,
) -> Result<Error> {
    let subject = user
        .map_or_else(|| "unknown".to_owned(), |user| UserId::from_uuid(user.row.id).to_string());
    let reason = match user {
        None => "unknown address",
        Some(_) if right => "disabled",
        Some(_) => "wrong password",
    };
    app.transact(actor, move |work| {
        work.audit(Audit::of("session.refused", "user", &subject).reason(Some(reason)));
        Box::pin(async { Ok(()) })
    })
    .await?;
    Ok(refused())
}

fn refused() -> Error {
    Error::msg(Code::InvalidCredentials, "The e-mail address or the password is not right.")
}

/// Ends the session of the call. Ending it twice is the same as once.
///
/// # Errors
/// `unauthenticated` without a session.
pub async fn logout(app: &App, actor: &Actor) -> Result<()> {
    let user = actor.require_user()?;
    let session = actor.session().ok_or_else(|| Error::new(Code::Unauthenticated))?.id;
    app.transact(actor, move |work| {
        Box::pin(async move {
            if store::sessions::revoke(work, session, "logout").await? {
                work.audit(
                    Audit::of("session.ended", "user", user)
                        .change((), json!({ "session": session })),
                );
            }
            Ok(())
        })
    })
    .await?;
    app.sessions().forget_session(session);
    Ok(())
}
