//! Routes of the signed-in customer, for one active account.

use utoipa_axum::router::OpenApiRouter;

use crate::state::HttpState;

mod me;
mod dashboard;
mod orders;
mod services;
mod invoices;
mod wallet;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .merge(me::router())
        .merge(dashboard::router())
        .merge(orders::router())
        .merge(services::router())
        .merge(invoices::router())
        .merge(wallet::router())
}
