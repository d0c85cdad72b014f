//! All orders: payments, status and provisioning.

use axum::extract::State;
use axum::response::Response;
use kn_app::{orders, payments, provisioning};
use kn_core::ids::OrderId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::common::ProblemDto as Problem;
use crate::dto::orders::{
    AdminOrder, AdminOrderFilter, AdminOrderPage, AdminOrderPatch, RecordPaymentRequest,
};
use crate::dto::page::ListParams;
use crate::dto::provision::ProvisionRequest;
use crate::dto::services::AdminService;
use crate::extract::{Id, Idempotent, Json, List, Staff};
use crate::problem::Reply;
use crate::reply::answered;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(admin_order_list))
        .routes(routes!(admin_order_get, admin_order_update))
        .routes(routes!(admin_order_record_payment))
        .routes(routes!(admin_order_provision))
}

/// All orders.
#[utoipa::path(
    get,
    path = "/admin/orders",
    tag = "admin orders",
    params(ListParams, AdminOrderFilter),
    responses((status = 200, description = "A page of orders with their customers", body = AdminOrderPage))
)]
pub(crate) async fn admin_order_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    list: List<AdminOrderFilter>,
) -> Reply<Json<AdminOrderPage>> {
    let page = orders::list(state.app(), &actor, list.filter.try_into()?, list.page).await?;
    Ok(Json(page.into()))
}

/// One order.
#[utoipa::path(
    get,
    path = "/admin/orders/{id}",
    tag = "admin orders",
    params(("id" = String, Path, description = "Order id, `ord_…`")),
    responses((status = 200, description = "The order", body = AdminOrder))
)]
pub(crate) async fn admin_order_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<OrderId>,
) -> Reply<Json<AdminOrder>> {
    let order = orders::get(state.app(), &actor, id).await?;
    Ok(Json(order.into()))
}

/// Change the status by hand.
#[utoipa::path(
    patch,
    path = "/admin/orders/{id}",
    tag = "admin orders",
    params(("id" = String, Path, description = "Order id, `ord_…`")),
    request_body = AdminOrderPatch,
    responses((status = 200, description = "As it is now", body = AdminOrder), (status = 409, description = "`conflict`: not from here, or to be provisioned instead", body = Problem))
)]
pub(crate) async fn admin_order_update(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<OrderId>,
    Json(patch): Json<AdminOrderPatch>,
) -> Reply<Json<AdminOrder>> {
    let order =
        orders::set_status(state.app(), &actor, id, patch.status.into(), patch.reason).await?;
    Ok(Json(order.into()))
}

/// Record money that arrived for an order.
#[utoipa::path(
    post,
    path = "/admin/orders/{id}/payments",
    tag = "admin orders",
    params(("id" = String, Path, description = "Order id, `ord_…`")),
    request_body = RecordPaymentRequest,
    responses((status = 200, description = "The order as it is now", body = AdminOrder), (status = 409, description = "`conflict`: reference used before, or nothing due", body = Problem)),
    extensions(("x-idempotent" = json!(true)))
)]
pub(crate) async fn admin_order_record_payment(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<OrderId>,
    call: Idempotent<RecordPaymentRequest>,
) -> Reply<Response> {
    let payment = call.body.try_into()?;
    let answer = payments::record_for_order(state.app(), &actor, &call.key, id, payment).await?;
    Ok(answered(answer, AdminOrder::from))
}

/// Hand over a server: the order becomes an active service at once.
#[utoipa::path(
    post,
    path = "/admin/orders/{id}/provision",
    tag = "admin orders",
    params(("id" = String, Path, description = "Order id, `ord_…`")),
    request_body = ProvisionRequest,
    responses((status = 200, description = "The active service", body = AdminService), (status = 409, description = "`conflict`: not paid, already provisioned, or the address is in use", body = Problem)),
    extensions(("x-idempotent" = json!(true)))
)]
pub(crate) async fn admin_order_provision(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<OrderId>,
    call: Idempotent<ProvisionRequest>,
) -> Reply<Response> {
    let answer =
        provisioning::provision(state.app(), &actor, &call.key, id, call.body.into()).await?;
    Ok(answered(answer, AdminService::from))
}
