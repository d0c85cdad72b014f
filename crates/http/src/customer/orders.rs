//! The customer's orders.

use axum::extract::State;
use axum::response::Response;
use kn_app::orders;
use kn_core::ids::OrderId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::common::ProblemDto as Problem;
use crate::dto::orders::{CancelOrderRequest, Order, OrderFilter, OrderPage, OrderRequest};
use crate::dto::page::ListParams;
use crate::extract::{Customer, Id, Idempotent, Json, List};
use crate::problem::Reply;
use crate::reply::{created, marked};
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(order_list, order_create))
        .routes(routes!(order_get))
        .routes(routes!(order_cancel))
}

/// Own orders.
#[utoipa::path(
    get,
    path = "/orders",
    tag = "orders",
    params(ListParams, OrderFilter),
    responses((status = 200, description = "A page of orders", body = OrderPage))
)]
pub(crate) async fn order_list(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    list: List<OrderFilter>,
) -> Reply<Json<OrderPage>> {
    let page = orders::list(state.app(), &actor, list.filter.into(), list.page).await?;
    Ok(Json(page.into()))
}

/// Place an order.
#[utoipa::path(
    post,
    path = "/orders",
    tag = "orders",
    request_body = OrderRequest,
    responses((status = 201, description = "Placed; paid from the wallet it is paid at once", body = Order, headers(("Location" = String, description = "Path of the order"))), (status = 402, description = "`insufficient_funds`: nothing happened; `needed`, `available` and `shortfall` tell how much is missing", body = Problem)),
    extensions(("x-idempotent" = json!(true)))
)]
pub(crate) async fn order_create(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    call: Idempotent<OrderRequest>,
) -> Reply<Response> {
    let answer = orders::place(state.app(), &actor, &call.key, call.body.try_into()?).await?;
    let order = Order::from(answer.value);
    let location = format!("/api/v1/orders/{}", order.id);
    Ok(marked(created(&location, order), answer.replayed))
}

/// One order.
#[utoipa::path(
    get,
    path = "/orders/{id}",
    tag = "orders",
    params(("id" = String, Path, description = "Order id, `ord_…`")),
    responses((status = 200, description = "The order", body = Order))
)]
pub(crate) async fn order_get(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<OrderId>,
) -> Reply<Json<Order>> {
    let order = orders::get(state.app(), &actor, id).await?;
    Ok(Json(order.into()))
}

/// Cancel an order that is not paid.
#[utoipa::path(
    post,
    path = "/orders/{id}/cancel",
    tag = "orders",
    params(("id" = String, Path, description = "Order id, `ord_…`")),
    request_body = Option<CancelOrderRequest>,
    responses((status = 200, description = "Cancelled", body = Order), (status = 409, description = "`conflict`: it is past cancelling", body = Problem))
)]
pub(crate) async fn order_cancel(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<OrderId>,
    request: Option<Json<CancelOrderRequest>>,
) -> Reply<Json<Order>> {
    let reason = request.and_then(|Json(request)| request.reason);
    let order = orders::cancel(state.app(), &actor, id, reason).await?;
    Ok(Json(order.into()))
}
