//! What every installation needs before its first request: staff roles and a catalogue to sell from.

use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::{catalog, identity};

/// Writes what is missing and touches nothing that is there; runs at every start.
pub async fn prepare(app: &App) -> Result<()> {
    app.transact(&Actor::system("setup"), |work| {
        Box::pin(async move {
            identity::seed_roles(work).await?;
            catalog::seed(work).await
        })
    })
    .await
}
