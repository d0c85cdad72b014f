//! The customer's invoices.

use axum::extract::State;
use axum::response::Response;
use kn_app::invoices;
use kn_core::ids::InvoiceId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::common::ProblemDto as Problem;
use crate::dto::invoices::{InvoiceDetail, InvoiceFilter, InvoicePage, PayInvoiceRequest};
use crate::dto::page::ListParams;
use crate::extract::{Customer, Id, Idempotent, Json, List};
use crate::problem::Reply;
use crate::reply::{answered, file};
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(invoice_list))
        .routes(routes!(invoice_get))
        .routes(routes!(invoice_pdf))
        .routes(routes!(invoice_pay))
}

/// Own invoices and proformas.
#[utoipa::path(
    get,
    path = "/invoices",
    tag = "invoices",
    params(ListParams, InvoiceFilter),
    responses((status = 200, description = "A page of invoices", body = InvoicePage))
)]
pub(crate) async fn invoice_list(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    list: List<InvoiceFilter>,
) -> Reply<Json<InvoicePage>> {
    let page = invoices::list(state.app(), &actor, list.filter.into(), list.page).await?;
    Ok(Json(page.into()))
}

/// One invoice with its lines and payments.
#[utoipa::path(
    get,
    path = "/invoices/{id}",
    tag = "invoices",
    params(("id" = String, Path, description = "Invoice id, `inv_…`")),
    responses((status = 200, description = "The invoice", body = InvoiceDetail))
)]
pub(crate) async fn invoice_get(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<InvoiceId>,
) -> Reply<Json<InvoiceDetail>> {
    let detail = invoices::get(state.app(), &actor, id).await?;
    Ok(Json(detail.into()))
}

/// The invoice as a file.
#[utoipa::path(
    get,
    path = "/invoices/{id}/pdf",
    tag = "invoices",
    params(("id" = String, Path, description = "Invoice id, `inv_…`")),
    responses((status = 200, description = "PDF", body = Vec<u8>, content_type = "application/pdf"))
)]
pub(crate) async fn invoice_pdf(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<InvoiceId>,
) -> Reply<Response> {
    let pdf = invoices::pdf(state.app(), &actor, id).await?;
    Ok(file("application/pdf", &pdf.filename, pdf.bytes))
}

/// Pay from the wallet, or choose a manual method.
#[utoipa::path(
    post,
    path = "/invoices/{id}/pay",
    tag = "invoices",
    params(("id" = String, Path, description = "Invoice id, `inv_…`")),
    request_body = PayInvoiceRequest,
    responses((status = 200, description = "As it is now", body = InvoiceDetail), (status = 402, description = "`insufficient_funds`: nothing happened; `shortfall` is missing", body = Problem)),
    extensions(("x-idempotent" = json!(true)))
)]
pub(crate) async fn invoice_pay(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<InvoiceId>,
    call: Idempotent<PayInvoiceRequest>,
) -> Reply<Response> {
    let answer = invoices::pay(state.app(), &actor, &call.key, id, call.body.method.into()).await?;
    Ok(answered(answer, InvoiceDetail::from))
}
