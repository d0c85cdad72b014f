//! The signed-in user.

use axum::extract::State;
use axum::http::StatusCode;
use kn_app::identity;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::auth::{ActiveAccountRequest, Me, PasswordChangeRequest, ProfilePatch};
use crate::extract::{Customer, Json};
use crate::map::account_id;
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(me_get, me_update))
        .routes(routes!(me_set_active_account))
        .routes(routes!(me_change_password))
}

/// Who is signed in.
#[utoipa::path(
    get,
    path = "/me",
    tag = "me",
    responses((status = 200, description = "User, account, memberships and permissions", body = Me))
)]
pub(crate) async fn me_get(
    State(state): State<HttpState>,
    Customer(actor): Customer,
) -> Reply<Json<Me>> {
    let me = identity::me(state.app(), &actor).await?;
    Ok(Json(me.into()))
}

/// Change the profile.
#[utoipa::path(
    patch,
    path = "/me",
    tag = "me",
    request_body = ProfilePatch,
    responses((status = 200, description = "As it is now", body = Me))
)]
pub(crate) async fn me_update(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Json(patch): Json<ProfilePatch>,
) -> Reply<Json<Me>> {
    let me = identity::update_profile(state.app(), &actor, patch.into()).await?;
    Ok(Json(me.into()))
}

/// Act for another of the memberships.
#[utoipa::path(
    post,
    path = "/me/active-account",
    tag = "me",
    request_body = ActiveAccountRequest,
    responses((status = 200, description = "As it is now", body = Me))
)]
pub(crate) async fn me_set_active_account(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Json(request): Json<ActiveAccountRequest>,
) -> Reply<Json<Me>> {
    let account = account_id("account", &request.account)?;
    let me = identity::set_active_account(state.app(), &actor, account).await?;
    Ok(Json(me.into()))
}

/// Change the password; every other session ends.
#[utoipa::path(
    post,
    path = "/me/password",
    tag = "me",
    request_body = PasswordChangeRequest,
    responses((status = 204, description = "Changed"))
)]
pub(crate) async fn me_change_password(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Json(request): Json<PasswordChangeRequest>,
) -> Reply<StatusCode> {
    identity::change_password(state.app(), &actor, request.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
