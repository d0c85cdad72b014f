//! Routes for staff; every operation asks for its permission.

use utoipa_axum::router::OpenApiRouter;

use crate::state::HttpState;

mod dashboard;
mod invoices;
mod orders;
mod services;
mod settings;
mod system;
mod users;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .merge(dashboard::router())
        .merge(orders::router())
        .merge(services::router())
        .merge(users::router())
        .merge(invoices::router())
        .merge(settings::router())
        .merge(system::router())
}
