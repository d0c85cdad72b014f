//! All users and what belongs to them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kn_app::wallet::Holder;
use kn_app::{Actor, Error, identity, invoices, orders, services, wallet};
use kn_core::ids::{AccountId, UserId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::common::ProblemDto as Problem;
use crate::dto::invoices::AdminInvoicePage;
use crate::dto::orders::AdminOrderPage;
use crate::dto::page::ListParams;
use crate::dto::services::AdminServicePage;
use crate::dto::users::{AdminUserDetail, AdminUserPage, AdminUserPatch, OfAccount, UserFilter};
use crate::dto::wallet::{
    AdminWalletLineFilter, ExportFormat, WalletAdjustmentRequest, WalletLine, WalletLinePage,
};
use crate::extract::{Id, Idempotent, Json, List, Staff};
use crate::map::account_id;
use crate::problem::Reply;
use crate::reply::{csv, marked};
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(admin_user_list))
        .routes(routes!(admin_user_get, admin_user_update))
        .routes(routes!(admin_user_adjust_wallet))
        .routes(routes!(admin_user_transaction_list))
        .routes(routes!(admin_user_order_list))
        .routes(routes!(admin_user_service_list))
        .routes(routes!(admin_user_invoice_list))
}

/// All users.
#[utoipa::path(
    get,
    path = "/admin/users",
    tag = "admin users",
    params(ListParams, UserFilter),
    responses((status = 200, description = "A page of users", body = AdminUserPage))
)]
pub(crate) async fn admin_user_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    list: List<UserFilter>,
) -> Reply<Json<AdminUserPage>> {
    let page = identity::list_users(state.app(), &actor, list.filter.into(), list.page).await?;
    Ok(Json(page.into()))
}

/// One user with accounts, balance and statistics.
#[utoipa::path(
    get,
    path = "/admin/users/{id}",
    tag = "admin users",
    params(("id" = String, Path, description = "User id, `usr_…`")),
    responses((status = 200, description = "The user", body = AdminUserDetail))
)]
pub(crate) async fn admin_user_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<UserId>,
) -> Reply<Json<AdminUserDetail>> {
    let detail = identity::get_user(state.app(), &actor, id).await?;
    Ok(Json(detail.into()))
}

/// Change, verify or disable a user.
#[utoipa::path(
    patch,
    path = "/admin/users/{id}",
    tag = "admin users",
    params(("id" = String, Path, description = "User id, `usr_…`")),
    request_body = AdminUserPatch,
    responses((status = 200, description = "As it is now", body = AdminUserDetail))
)]
pub(crate) async fn admin_user_update(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<UserId>,
    Json(patch): Json<AdminUserPatch>,
) -> Reply<Json<AdminUserDetail>> {
    let detail = identity::update_user(state.app(), &actor, id, patch.into()).await?;
    Ok(Json(detail.into()))
}

/// Put money into or take it out of a wallet, with a reason.
#[utoipa::path(
    post,
    path = "/admin/users/{id}/wallet-adjustments",
    tag = "admin users",
    params(("id" = String, Path, description = "User id, `usr_…`")),
    request_body = WalletAdjustmentRequest,
    responses((status = 201, description = "The line it made", body = WalletLine), (status = 402, description = "`insufficient_funds`: the wallet never goes below zero", body = Problem)),
    extensions(("x-idempotent" = json!(true)))
)]
pub(crate) async fn admin_user_adjust_wallet(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(user): Id<UserId>,
    call: Idempotent<WalletAdjustmentRequest>,
) -> Reply<Response> {
    let account = account_id("account", &call.body.account)?;
    let holder = Holder::Member { user, account };
    let answer =
        wallet::adjust(state.app(), &actor, &call.key, holder, call.body.try_into()?).await?;
    let created = (StatusCode::CREATED, Json(WalletLine::from(answer.value))).into_response();
    Ok(marked(created, answer.replayed))
}

/// Wallet lines of a user's account.
#[utoipa::path(
    get,
    path = "/admin/users/{id}/transactions",
    tag = "admin users",
    params(("id" = String, Path, description = "User id, `usr_…`"), ListParams, AdminWalletLineFilter),
    responses((status = 200, description = "Latest first; `?format=csv` as a file", content((WalletLinePage = "application/json"), (String = "text/csv"))))
)]
pub(crate) async fn admin_user_transaction_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(user): Id<UserId>,
    list: List<AdminWalletLineFilter>,
) -> Reply<Response> {
    let holder = match &list.filter.account {
        Some(account) => Holder::Member { user, account: account_id("account", account)? },
        None => Holder::User(user),
    };
    let filter = (&list.filter).into();
    if list.filter.format == Some(ExportFormat::Csv) {
        return Ok(csv(wallet::transactions_csv_of(state.app(), &actor, holder, filter).await?));
    }
    let page = wallet::list_transactions_of(state.app(), &actor, holder, filter, list.page).await?;
    Ok(Json(WalletLinePage::from(page)).into_response())
}

/// Orders of a user's account.
#[utoipa::path(
    get,
    path = "/admin/users/{id}/orders",
    tag = "admin users",
    params(("id" = String, Path, description = "User id, `usr_…`"), ListParams, OfAccount),
    responses((status = 200, description = "Latest first", body = AdminOrderPage))
)]
pub(crate) async fn admin_user_order_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(user): Id<UserId>,
    list: List<OfAccount>,
) -> Reply<Json<AdminOrderPage>> {
    let account = account_of(&state, &actor, user, &list.filter).await?;
    let filter = orders::OrderFilter { account: Some(account), ..Default::default() };
    let page = orders::list(state.app(), &actor, filter, list.page).await?;
    Ok(Json(page.into()))
}

/// Services of a user's account.
#[utoipa::path(
    get,
    path = "/admin/users/{id}/services",
    tag = "admin users",
    params(("id" = String, Path, description = "User id, `usr_…`"), ListParams, OfAccount),
    responses((status = 200, description = "Latest first", body = AdminServicePage))
)]
pub(crate) async fn admin_user_service_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(user): Id<UserId>,
    list: List<OfAccount>,
) -> Reply<Json<AdminServicePage>> {
    let account = account_of(&state, &actor, user, &list.filter).await?;
    let filter = services::ServiceFilter { account: Some(account), ..Default::default() };
    let page = services::list(state.app(), &actor, filter, list.page).await?;
    Ok(Json(page.into()))
}

/// Invoices of a user's account.
#[utoipa::path(
    get,
    path = "/admin/users/{id}/invoices",
    tag = "admin users",
    params(("id" = String, Path, description = "User id, `usr_…`"), ListParams, OfAccount),
    responses((status = 200, description = "Latest first", body = AdminInvoicePage))
)]
pub(crate) async fn admin_user_invoice_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(user): Id<UserId>,
    list: List<OfAccount>,
) -> Reply<Json<AdminInvoicePage>> {
    let account = account_of(&state, &actor, user, &list.filter).await?;
    let filter = invoices::InvoiceFilter { account: Some(account), ..Default::default() };
    let page = invoices::list(state.app(), &actor, filter, list.page).await?;
    Ok(Json(page.into()))
}

/// The account that is meant: the named one if the user belongs to it, else the user's first.
async fn account_of(
    state: &HttpState,
    actor: &Actor,
    user: UserId,
    named: &OfAccount,
) -> Result<AccountId, Error> {
    let accounts = identity::get_user(state.app(), actor, user).await?.accounts;
    let wanted = named.account.as_deref().map(|id| account_id("account", id)).transpose()?;
    let mut ids = accounts.iter().map(|one| one.account.id);
    ids.find(|id| wanted.is_none_or(|wanted| wanted == *id))
        .ok_or_else(|| Error::not_found("account of this user"))
}
