//! All invoices.

use axum::extract::State;
use axum::response::Response;
use kn_app::{invoices, payments};
use kn_core::ids::InvoiceId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::common::ProblemDto as Problem;
use crate::dto::invoices::{AdminInvoiceDetail, AdminInvoiceFilter, AdminInvoicePage};
use crate::dto::orders::RecordPaymentRequest;
use crate::dto::page::ListParams;
use crate::extract::{Id, Idempotent, Json, List, Staff};
use crate::problem::Reply;
use crate::reply::{answered, file};
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(admin_invoice_list))
        .routes(routes!(admin_invoice_get))
        .routes(routes!(admin_invoice_pdf))
        .routes(routes!(admin_invoice_record_payment))
}

/// All invoices and proformas.
#[utoipa::path(
    get,
    path = "/admin/invoices",
    tag = "admin invoices",
    params(ListParams, AdminInvoiceFilter),
    responses((status = 200, description = "A page of invoices with their customers", body = AdminInvoicePage))
)]
pub(crate) async fn admin_invoice_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    list: List<AdminInvoiceFilter>,
) -> Reply<Json<AdminInvoicePage>> {
    let page = invoices::list(state.app(), &actor, list.filter.try_into()?, list.page).await?;
    Ok(Json(page.into()))
}

/// One invoice.
#[utoipa::path(
    get,
    path = "/admin/invoices/{id}",
    tag = "admin invoices",
    params(("id" = String, Path, description = "Invoice id, `inv_…`")),
    responses((status = 200, description = "The invoice", body = AdminInvoiceDetail))
)]
pub(crate) async fn admin_invoice_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<InvoiceId>,
) -> Reply<Json<AdminInvoiceDetail>> {
    let detail = invoices::get(state.app(), &actor, id).await?;
    Ok(Json(detail.into()))
}

/// The invoice as a file.
#[utoipa::path(
    get,
    path = "/admin/invoices/{id}/pdf",
    tag = "admin invoices",
    params(("id" = String, Path, description = "Invoice id, `inv_…`")),
    responses((status = 200, description = "PDF", body = Vec<u8>, content_type = "application/pdf"))
)]
pub(crate) async fn admin_invoice_pdf(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<InvoiceId>,
) -> Reply<Response> {
    let pdf = invoices::pdf(state.app(), &actor, id).await?;
    Ok(file("application/pdf", &pdf.filename, pdf.bytes))
}

/// Record money that arrived for an invoice.
#[utoipa::path(
    post,
    path = "/admin/invoices/{id}/payments",
    tag = "admin invoices",
    params(("id" = String, Path, description = "Invoice id, `inv_…`")),
    request_body = RecordPaymentRequest,
    responses((status = 200, description = "The invoice as it is now", body = AdminInvoiceDetail), (status = 409, description = "`conflict`: reference used before, or nothing due", body = Problem)),
    extensions(("x-idempotent" = json!(true)))
)]
pub(crate) async fn admin_invoice_record_payment(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<InvoiceId>,
    call: Idempotent<RecordPaymentRequest>,
) -> Reply<Response> {
    let payment = call.body.try_into()?;
    let answer = payments::record_for_invoice(state.app(), &actor, &call.key, id, payment).await?;
    Ok(answered(answer, AdminInvoiceDetail::from))
}
