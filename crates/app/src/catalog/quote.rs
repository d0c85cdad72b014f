//! Prices a configuration for whoever asks; the order is priced by the same function.

use super::model::{Configuration, Plan};
use super::price::{Quote, TaxRule, price};
use super::resolve::{Purpose, Resolved, resolve};
use super::store;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Faults, Result};

/// What a configuration costs, in the currency of the caller's account. Anybody may ask.
///
/// # Errors
/// `validation_failed` naming every field at fault.
pub async fn quote(app: &App, actor: &Actor, wanted: Configuration) -> Result<Quote> {
    let conn = app.db().reader();
    let currency = match actor.active_account() {
        Some((account, _)) => store::currency_of(conn, account).await?,
        None => app.config().currency,
    };
    let mut faults = Faults::default();
    let resolved = resolve(conn, currency, &wanted, Purpose::Quote, &mut faults).await?;
    faults.finish()?;
    let resolved = resolved
        .ok_or_else(|| Error::internal("a configuration without rows and without faults"))?;
    price_of(&resolved)
}

/// The price of a resolved configuration: no coupons and no taxes are configured yet.
pub(crate) fn price_of(wanted: &Resolved) -> Result<Quote> {
    price(&wanted.plan, &wanted.price, &wanted.addons, None, &TaxRule::None)
}

/// A plan in whatever state, for what was bought of it.
pub(crate) async fn plan_sold(app: &App, slug: &str) -> Result<Plan> {
    let plan = store::find_plan(app.db().reader(), app.config().currency, slug).await?;
    plan.ok_or_else(|| Error::not_found("plan"))
}
