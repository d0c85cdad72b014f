//! The customer's prepaid balance.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kn_app::wallet;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::page::ListParams;
use crate::dto::wallet::{ExportFormat, Wallet, WalletLineFilter, WalletLinePage};
use crate::extract::{Customer, Json, List};
use crate::problem::Reply;
use crate::reply::csv;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(wallet_get)).routes(routes!(wallet_transaction_list))
}

/// Balance and how far it reaches.
#[utoipa::path(
    get,
    path = "/wallet",
    tag = "wallet",
    responses((status = 200, description = "The wallet", body = Wallet))
)]
pub(crate) async fn wallet_get(
    State(state): State<HttpState>,
    Customer(actor): Customer,
) -> Reply<Json<Wallet>> {
    let wallet = wallet::balance(state.app(), &actor).await?;
    Ok(Json(wallet.into()))
}

/// Every line, latest first; `?format=csv` as a file.
#[utoipa::path(
    get,
    path = "/wallet/transactions",
    tag = "wallet",
    params(ListParams, WalletLineFilter),
    responses((status = 200, description = "A page of lines, or all of them as CSV", content((WalletLinePage = "application/json"), (String = "text/csv"))))
)]
pub(crate) async fn wallet_transaction_list(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    list: List<WalletLineFilter>,
) -> Reply<Response> {
    if list.filter.format == Some(ExportFormat::Csv) {
        return Ok(csv(wallet::transactions_csv(state.app(), &actor).await?));
    }
    let page = wallet::list_transactions(state.app(), &actor, list.page).await?;
    Ok(Json(WalletLinePage::from(page)).into_response())
}
