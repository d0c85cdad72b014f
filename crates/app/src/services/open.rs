//! The step that makes a service out of what was paid for; it waits as `pending` for its driver.

use kn_core::calendar::Cycle;
use kn_core::ids::{
    AccountId, AddonId, DatacenterId, OperatingSystemId, OrderId, PlanId, PriceId, ServiceId,
};
use kn_core::money::Money;

use super::store;
use crate::catalog::Category;
use crate::error::Result;
use crate::work::Work;

/// A service to be.
#[derive(Debug, Clone)]
pub(crate) struct NewService {
    pub(crate) account: AccountId,
    pub(crate) order: Option<OrderId>,
    pub(crate) plan: PlanId,
    pub(crate) plan_name: String,
    pub(crate) category: Category,
    pub(crate) cycle: Cycle,
    pub(crate) datacenter: DatacenterId,
    pub(crate) operating_system: Option<OperatingSystemId>,
    pub(crate) driver: String,
    pub(crate) hostname: Option<String>,
    /// Name of the control panel that was bought, e.g. `cPanel/WHM`.
    pub(crate) panel_kind: Option<String>,
    /// The plan first.
    pub(crate) items: Vec<NewItem>,
}

/// Something that will recur; without an add-on it is the plan.
#[derive(Debug, Clone)]
pub(crate) struct NewItem {
    pub(crate) addon: Option<AddonId>,
    pub(crate) price: PriceId,
    pub(crate) description: String,
    pub(crate) cycle: Cycle,
    pub(crate) amount: Money,
}

/// Writes the service and its items.
pub(crate) async fn open(work: &mut Work, new: &NewService) -> Result<ServiceId> {
    let id: ServiceId = work.new_id();
    store::insert(work, id, new).await?;
    Ok(id)
}
