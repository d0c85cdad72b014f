//! What being paid means for an order. The one way there, whatever way the money came.

use kn_core::code::Code;
use kn_core::ids::{
    AccountId, AddonId, DatacenterId, InvoiceId, OperatingSystemId, OrderId, PlanId, PriceId,
};
use kn_core::money::{Currency, Money};
use kn_db::entities::order::{Model, Status};

use super::store;
use crate::error::{Error, Result};
use crate::provisioning;
use crate::services::{self, NewItem, NewService};
use crate::work::Work;

/// Notes that the order of this document is paid and makes its service, which waits for its driver. Does
/// nothing for a document without an order, and nothing the second time.
///
/// # Errors
/// `conflict` for an order that has ended: its document is void and cannot be paid.
pub(crate) async fn fulfil(work: &mut Work, invoice: InvoiceId) -> Result<()> {
    let Some(order) = store::lock_by_invoice(work, invoice).await? else { return Ok(()) };
    if order.paid_at.is_some() {
        return Ok(());
    }
    if order.status != Status::Pending {
        let why = format!("The order is {}; it can no longer be paid.", order.status);
        return Err(Error::msg(Code::Conflict, why));
    }
    let new = new_service(work, &order).await?;
    let service = services::open(work, &new).await?;
    store::set_paid(work, &order, work.now(), service).await?;
    if new.driver != provisioning::MANUAL {
        provisioning::begin(work, OrderId::from_uuid(order.id), service).await?;
    }
    Ok(())
}

async fn new_service(work: &Work, order: &Model) -> Result<NewService> {
    let id = OrderId::from_uuid(order.id);
    let currency: Currency = order.currency.parse().map_err(Error::internal)?;
    let items = store::items(work.tx(), id).await?.into_iter().map(|item| NewItem {
        addon: item.addon_id.map(AddonId::from_uuid),
        price: PriceId::from_uuid(item.price_id),
        description: item.description,
        cycle: item.cycle.into(),
        amount: Money::new(item.amount, currency),
    });
    Ok(NewService {
        account: AccountId::from_uuid(order.account_id),
        order: Some(id),
        plan: PlanId::from_uuid(order.plan_id),
        plan_name: order.plan_name.clone(),
        category: order.category,
        cycle: order.cycle.into(),
        datacenter: DatacenterId::from_uuid(order.datacenter_id),
        operating_system: order.operating_system_id.map(OperatingSystemId::from_uuid),
        driver: store::driver_of(work.tx(), order.plan_id).await?,
        hostname: order.hostname.clone(),
        panel_kind: store::panel_of(work.tx(), id).await?,
        items: items.collect(),
    })
}
