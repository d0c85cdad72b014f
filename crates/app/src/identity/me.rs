//! What the signed-in person sees of themselves, which account they act for, and their password.

use chrono::Duration;
use kn_core::code::Code;
use kn_core::ids::{AccountId, UserId};
use sea_orm::ConnectionTrait;

use super::model::{ChangePassword, Me};
use super::{password, refresh, store};
use crate::actor::{Actor, STEP_UP_MINUTES};
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Result};

/// Who is signed in, for which account, and what they may do.
///
/// # Errors
/// `unauthenticated`.
pub async fn me(app: &App, actor: &Actor) -> Result<Me> {
    let active = actor.active_account().map(|(id, _)| id);
    load(app, app.db().reader(), actor, active).await
}

pub(super) async fn load(
    app: &App,
    conn: &impl ConnectionTrait,
    actor: &Actor,
    active: Option<AccountId>,
) -> Result<Me> {
    let id = actor.require_user()?;
    let user =
        store::find_user(conn, id).await?.ok_or_else(|| Error::new(Code::Unauthenticated))?;
    let memberships = store::memberships(conn, id).await?;
    let account = refresh::acting_for(memberships.clone(), active.map(AccountId::uuid))?;
    let fresh_until =
        actor.session().map(|s| s.authenticated_at + Duration::minutes(STEP_UP_MINUTES));
    Ok(Me {
        user: user.into(),
        account,
        memberships,
        permissions: actor.permissions().iter().map(|p| p.as_str()).collect(),
        fresh_until: fresh_until.filter(|until| *until >= app.now()),
    })
}

/// Makes the session act for another of the person's accounts from now on.
///
/// # Errors
/// `not_found` for an account the person does not belong to; `session_expired` if the session ended
/// meanwhile.
pub async fn set_active_account(app: &App, actor: &Actor, account: AccountId) -> Result<Me> {
    let user = actor.require_user()?;
    let session = actor.session().ok_or_else(|| Error::new(Code::Unauthenticated))?.id;
    let me = app
        .transact(actor, move |work| {
            Box::pin(async move {
                let memberships = store::memberships(work.tx(), user).await?;
                if !memberships.iter().any(|membership| membership.account.id == account) {
                    return Err(Error::not_found("account"));
                }
                if !store::sessions::set_account(work, session, account).await? {
                    return Err(Error::new(Code::SessionExpired));
                }
                work.audit(
                    Audit::of("session.account_chosen", "session", session).account(account),
                );
                load(work.app(), work.tx(), work.actor(), Some(account)).await
            })
        })
        .await?;
    app.sessions().forget_session(session);
    Ok(me)
}

/// Sets another password and ends every other session of the person. Counts as a fresh factor.
///
/// # Errors
/// `validation_failed` on `current_password` when it is wrong, on `new_password` when it is not taken;
/// `demo_refused` for the demo's passwords in production.
pub async fn change_password(app: &App, actor: &Actor, change: ChangePassword) -> Result<()> {
    let id = actor.require_user()?;
    let session = actor.session().map(|s| s.id);
    let user = store::find_user(app.db().reader(), id)
        .await?
        .ok_or_else(|| Error::new(Code::Unauthenticated))?;
    let checked = user.row.password_hash.clone();
    if !password::verify(app, &change.current, Some(checked.clone())).await? {
        return Err(refuse_current(app, actor, id).await?);
    }
    if change.current.expose() == change.new.expose() {
        return Err(Error::field(
            "new_password",
            Code::Invalid,
            "This is the password you have. Choose another one.",
        ));
    }
    let about = vec![user.row.email, user.row.full_name];
    let hash = password::accept(app, "new_password", &change.new, about).await?;
    app.transact(actor, move |work| {
        let (checked, hash) = (checked.clone(), hash.clone());
        Box::pin(async move {
            if !store::replace_password(work, id, &checked, hash).await? {
                return Err(Error::msg(
                    Code::VersionConflict,
                    "The password was changed at the same moment elsewhere.",
                ));
            }
            if let Some(session) = session {
                store::sessions::authenticated(work, session).await?;
            }
            let ended = store::sessions::revoke_all(work, id, session, "password_changed").await?;
            let after = serde_json::json!({ "sessions_ended": ended });
            work.audit(Audit::of("user.password_changed", "user", id).change((), after));
            Ok(())
        })
    })
    .await?;
    app.sessions().forget_user(id);
    Ok(())
}

async fn refuse_current(app: &App, actor: &Actor, user: UserId) -> Result<Error> {
    app.transact(actor, move |work| {
        work.audit(
            Audit::of("user.password_change_refused", "user", user).reason(Some("wrong password")),
        );
        Box::pin(async { Ok(()) })
    })
    .await?;
    Ok(Error::field("current_password", Code::Invalid, "That is not your password."))
}
