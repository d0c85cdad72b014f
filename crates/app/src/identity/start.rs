//! Opening a session and handing out its tokens, inside the caller's transaction.

use chrono::{DateTime, Utc};
use kn_core::ids::{AccountId, RefreshTokenId, SessionId, UserId};
use kn_db::entities::session::{self, Transport};
use sea_orm::ActiveValue::Set;

use super::model::Tokens;
use super::sessions::absolute_limit;
use super::store;
use super::tokens::{self, Access, Signer};
use crate::app::App;
use crate::error::{Error, Result};
use crate::work::Work;

/// A user agent is for people to recognise a session by; more of it says no more.
const MAX_USER_AGENT: usize = 300;

/// Whose session to open, and for which account.
pub(super) struct Opening {
    pub(super) user: UserId,
    pub(super) is_staff: bool,
    pub(super) account: AccountId,
    pub(super) transport: Transport,
}

/// Opens a session; a factor has just been given.
pub(super) async fn start(work: &mut Work, opening: &Opening) -> Result<(SessionId, Tokens)> {
    let id = work.new_id::<SessionId>();
    let now = work.now();
    let end = now + absolute_limit(opening.is_staff);
    let ctx = &work.actor().ctx;
    let row = session::ActiveModel {
        id: Set(id.uuid()),
        user_id: Set(opening.user.uuid()),
        active_account_id: Set(Some(opening.account.uuid())),
        transport: Set(opening.transport),
        user_agent: Set(ctx.user_agent.as_deref().map(visible)),
        ip: Set(ctx.ip.map(|ip| ip.to_string())),
        authenticated_at: Set(now),
        last_used_at: Set(now),
        expires_at: Set(end),
        revoked_at: Set(None),
        revoke_reason: Set(None),
        created_at: Set(now),
    };
    store::sessions::insert(work, row).await?;
    store::seen(work, opening.user, now).await?;
    let token = work.new_id::<RefreshTokenId>();
    let tokens = hand_out(work, token, Access { user: opening.user, session: id }, end).await?;
    Ok((id, tokens))
}

/// Writes a refresh token under the given id and signs an access token beside it.
pub(super) async fn hand_out(
    work: &Work,
    id: RefreshTokenId,
    access: Access,
    end: DateTime<Utc>,
) -> Result<Tokens> {
    let app = work.app();
    let refresh = tokens::new_refresh(&**app.entropy());
    let hash = tokens::refresh_hash(&refresh)
        .ok_or_else(|| Error::internal("a fresh refresh token is not one of ours"))?;
    store::refresh_tokens::insert(work, id, access.session, hash, end).await?;
    let (access, access_expires_in) = signer(app).issue(access, work.now(), end)?;
    Ok(Tokens { access, refresh, access_expires_in, refresh_expires_at: end })
}

/// The signer of this installation's access tokens.
pub(super) fn signer(app: &App) -> Signer<'_> {
    Signer { key: app.keys().signing_key(), issuer: &app.config().public_url }
}

fn visible(user_agent: &str) -> String {
    user_agent.chars().filter(|c| !c.is_control()).take(MAX_USER_AGENT).collect()
}
