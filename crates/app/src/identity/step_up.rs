//! Confirming who one is, for what needs a fresh factor (`Actor::require_fresh`).

use kn_core::code::Code;
use kn_core::ids::UserId;
use serde_json::json;

use super::model::StepUp;
use super::{password, store};
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Result};

/// Makes the session fresh for five minutes.
///
/// # Errors
/// `validation_failed` without a password (codes and passkeys come with two-factor sign-in);
/// `invalid_credentials` for a wrong one; `session_expired` if the session ended meanwhile.
pub async fn step_up(app: &App, actor: &Actor, factor: StepUp) -> Result<()> {
    let user = actor.require_user()?;
    let session = actor.session().ok_or_else(|| Error::new(Code::Unauthenticated))?.id;
    let password = match (factor.password, factor.totp_code) {
        (Some(password), _) => password,
        (None, Some(_)) => {
            let message = "Codes are not available for this user yet. Please give the password.";
            return Err(Error::field("totp_code", Code::Unsupported, message));
        }
        (None, None) => {
            return Err(Error::field("password", Code::Required, "Please give your password."));
        }
    };
    if !knows_password(app, user, &password).await? {
        app.transact(actor, move |work| {
            work.audit(
                Audit::of("session.step_up_refused", "user", user).reason(Some("wrong password")),
            );
            Box::pin(async { Ok(()) })
        })
        .await?;
        return Err(Error::msg(Code::InvalidCredentials, "That is not your password."));
    }
    app.transact(actor, move |work| {
        Box::pin(async move {
            if !store::sessions::authenticated(work, session).await? {
                return Err(Error::new(Code::SessionExpired));
            }
            work.audit(
                Audit::of("session.stepped_up", "user", user)
                    .change((), json!({ "session": session })),
            );
            Ok(())
        })
    })
    .await?;
    app.sessions().forget_session(session);
    Ok(())
}

async fn knows_password(
    app: &App,
    user: UserId,
    password: &kn_core::secret::Secret<String>,
) -> Result<bool> {
    let found = store::find_user(app.db().reader(), user).await?;
    password::verify(app, password, found.map(|user| user.row.password_hash)).await
}
