//! The public lists: what can be bought now, in the installation's currency.

use super::model::{Addon, Category, Datacenter, OperatingSystem, Plan};
use super::store;
use crate::app::App;
use crate::error::{Error, Result};

/// Live plans with a price, in the order of the catalogue.
pub async fn list_plans(app: &App, category: Option<Category>) -> Result<Vec<Plan>> {
    let mut plans = store::live_plans(app.db().reader(), app.config().currency).await?;
    plans.retain(|plan| {
        category.is_none_or(|wanted| plan.category == wanted) && !plan.prices.is_empty()
    });
    Ok(plans)
}

/// One live plan.
///
/// # Errors
/// `not_found` for a plan that is unknown or cannot be ordered.
pub async fn find_plan(app: &App, slug: &str) -> Result<Plan> {
    store::find_plan(app.db().reader(), app.config().currency, slug)
        .await?
        .filter(|plan| matches!(plan.state, super::PlanState::Live) && !plan.prices.is_empty())
        .ok_or_else(|| Error::not_found("plan"))
}

/// Add-ons on offer.
pub async fn list_addons(app: &App) -> Result<Vec<Addon>> {
    store::active_addons(app.db().reader(), app.config().currency).await
}

/// Data centers that take orders.
pub async fn list_datacenters(app: &App) -> Result<Vec<Datacenter>> {
    store::active_datacenters(app.db().reader()).await
}

/// Operating systems that can be installed.
pub async fn list_operating_systems(app: &App) -> Result<Vec<OperatingSystem>> {
    store::active_operating_systems(app.db().reader()).await
}
