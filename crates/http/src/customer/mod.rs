//! Routes of the signed-in customer, for one active account.

use utoipa_axum::router::OpenApiRouter;

use crate::state::HttpState;

mod dashboard;
mod invoices;
mod me;
mod orders;
mod services;
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
