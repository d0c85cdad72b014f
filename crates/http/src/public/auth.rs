//! Registering, signing in and out.

use axum::extract::State;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kn_app::{Actor, Error, identity};
use kn_core::code::Code;
use kn_core::secret::Secret;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cookies::Kind;
use crate::dto::auth::{LoginRequest, RefreshRequest, RegisterRequest, SignedIn, StepUpRequest};
use crate::dto::common::ProblemDto as Problem;
use crate::dto::enums::Transport;
use crate::extract::{Anonymous, Csrf, Customer, Json, Visitor};
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(auth_register))
        .routes(routes!(auth_login))
        .routes(routes!(auth_refresh))
        .routes(routes!(auth_logout))
        .routes(routes!(auth_step_up))
}

/// Register and sign in.
#[utoipa::path(
    post,
    path = "/auth/register",
    tag = "auth",
    request_body = RegisterRequest,
    responses((status = 201, description = "Registered and signed in; a verification mail is on its way", body = SignedIn), (status = 409, description = "`email_taken`", body = Problem))
)]
pub(crate) async fn auth_register(
    State(state): State<HttpState>,
    csrf: Csrf,
    Anonymous(actor): Anonymous,
    Json(request): Json<RegisterRequest>,
) -> Reply<Response> {
    let transport = transport(request.transport, csrf)?;
    let signed_in = identity::register(state.app(), &actor, request.command(transport)).await?;
    Ok(welcome(&state, StatusCode::CREATED, &signed_in, transport))
}

/// Sign in.
#[utoipa::path(
    post,
    path = "/auth/login",
    tag = "auth",
    request_body = LoginRequest,
    responses((status = 200, description = "Signed in", body = SignedIn), (status = 401, description = "`invalid_credentials`, or `two_factor_required`: the same call again with a code", body = Problem))
)]
pub(crate) async fn auth_login(
    State(state): State<HttpState>,
    csrf: Csrf,
    Anonymous(actor): Anonymous,
    Json(request): Json<LoginRequest>,
) -> Reply<Response> {
    let transport = transport(request.transport, csrf)?;
    state.limits().by_login(&request.email, state.app().clock().monotonic())?;
    let signed_in = identity::login(state.app(), &actor, request.command(transport)).await?;
    Ok(welcome(&state, StatusCode::OK, &signed_in, transport))
}

/// Rotate the tokens.
#[utoipa::path(
    post,
    path = "/auth/refresh",
    tag = "auth",
    request_body = Option<RefreshRequest>,
    responses((status = 200, description = "New tokens; the old refresh token is used up", body = SignedIn), (status = 401, description = "Sign in again", body = Problem))
)]
pub(crate) async fn auth_refresh(
    State(state): State<HttpState>,
    csrf: Csrf,
    Anonymous(actor): Anonymous,
    headers: HeaderMap,
    request: Option<Json<RefreshRequest>>,
) -> Reply<Response> {
    let given = request.and_then(|Json(request)| request.refresh_token);
    let (token, transport) = match given {
        Some(token) => (Secret::new(token), Transport::Bearer),
        None => (refresh_cookie(&state, &headers, csrf)?, Transport::Cookie),
    };
    let signed_in = identity::refresh(state.app(), &actor, token, transport.into()).await?;
    Ok(welcome(&state, StatusCode::OK, &signed_in, transport))
}

/// Sign out: end this session.
#[utoipa::path(
    post,
    path = "/auth/logout",
    tag = "auth",
    responses((status = 204, description = "Signed out"))
)]
pub(crate) async fn auth_logout(
    State(state): State<HttpState>,
    csrf: Csrf,
    Visitor(visitor): Visitor,
    headers: HeaderMap,
) -> Reply<Response> {
    if !headers.contains_key(AUTHORIZATION) {
        csrf.require()?;
    }
    if let Some(actor) = leaving(&state, visitor, &headers).await {
        identity::logout(state.app(), &actor).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    state.cookies().clear(response.headers_mut());
    response.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static("\"cookies\""));
    Ok(response)
}

/// Give the password or second factor again; good for five minutes.
#[utoipa::path(
    post,
    path = "/auth/step-up",
    tag = "auth",
    request_body = StepUpRequest,
    responses((status = 204, description = "Fresh for five minutes"), (status = 401, description = "Wrong password or code", body = Problem))
)]
pub(crate) async fn auth_step_up(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Json(request): Json<StepUpRequest>,
) -> Reply<StatusCode> {
    identity::step_up(state.app(), &actor, request.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Cookies unless asked otherwise; what sets cookies must come from our own page.
fn transport(wanted: Option<Transport>, csrf: Csrf) -> Result<Transport, Error> {
    let transport = wanted.unwrap_or(Transport::Cookie);
    if transport == Transport::Cookie {
        csrf.require()?;
    }
    Ok(transport)
}

fn refresh_cookie(
    state: &HttpState,
    headers: &HeaderMap,
    csrf: Csrf,
) -> Result<Secret<String>, Error> {
    let cookie = state.cookies().read(headers, Kind::Refresh);
    let token = cookie.ok_or_else(|| Error::msg(Code::Unauthenticated, "Please sign in first."))?;
    csrf.require()?;
    Ok(Secret::new(token.to_owned()))
}

/// Who signs out. After a pause only the refresh cookie still knows; it is good for one exchange.
async fn leaving(state: &HttpState, visitor: Actor, headers: &HeaderMap) -> Option<Actor> {
    if visitor.user_id().is_some() {
        return Some(visitor);
    }
    let token = Secret::new(state.cookies().read(headers, Kind::Refresh)?.to_owned());
    let signed_in =
        identity::refresh(state.app(), &visitor, token, Transport::Cookie.into()).await.ok()?;
    let access = signed_in.tokens.access.expose();
    identity::authenticate(state.app(), visitor.ctx.clone(), access, None).await.ok()
}

/// The answer to whoever just signed in: tokens in cookies or in the body, never in both.
fn welcome(
    state: &HttpState,
    status: StatusCode,
    signed_in: &identity::SignedIn,
    transport: Transport,
) -> Response {
    let mut response = (status, Json(SignedIn::of(signed_in, transport))).into_response();
    if transport == Transport::Cookie {
        let tokens = &signed_in.tokens;
        let (cookies, headers) = (state.cookies(), response.headers_mut());
        let refresh_seconds = (tokens.refresh_expires_at - state.app().now()).num_seconds();
        cookies.set(
            headers,
            Kind::Access,
            tokens.access.expose(),
            i64::from(tokens.access_expires_in),
        );
        cookies.set(headers, Kind::Refresh, tokens.refresh.expose(), refresh_seconds);
    }
    response
}
