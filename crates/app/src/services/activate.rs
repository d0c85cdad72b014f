//! The step that puts a service to work, whoever built it: a person, a driver, the demo's seeding.
//!
//! Anchor rule: period 0 of every item opens on the day of activation in the business zone, the plan and each
//! add-on in their own cycle; the service is due when its plan is.

use chrono::NaiveDate;
use kn_core::code::Code;
use kn_core::ids::{AccountId, InvoiceId, ServiceId};
use kn_db::entities::service::Status;
use kn_db::entities::service_item::Kind;

use super::periods;
use super::store;
use crate::audit::Activity;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::work::Work;

/// Activates a service that `invoice` paid for.
///
/// # Errors
/// `invalid_transition` unless the service waits for activation.
pub(crate) async fn activate(
    work: &mut Work,
    id: ServiceId,
    invoice: InvoiceId,
    send_email: bool,
) -> Result<()> {
    let service = store::lock(work, id).await?;
    if !matches!(service.status, Status::Pending | Status::Provisioning) {
        let why = format!("A service that is {} cannot be activated.", service.status);
        return Err(Error::msg(Code::InvalidTransition, why));
    }
    let today = work.today();
    let mut due_on: Option<NaiveDate> = None;
    for item in store::open_items(work.tx(), id).await? {
        let period = periods::first(today, item.cycle.into());
        store::open_period(work, &item, period, invoice).await?;
        if item.kind == Kind::Plan {
            due_on = Some(period.ends_on);
        }
    }
    let due_on = due_on.ok_or_else(|| Error::internal(format!("{id} has no plan item")))?;
    let name = service.hostname.clone().unwrap_or_else(|| service.plan_name.clone());
    store::set_active(work, &service, due_on).await?;
    work.activity(Activity {
        account: AccountId::from_uuid(service.account_id),
        service: Some(id),
        kind: "service.activated",
        summary: format!("{name} is ready"),
    });
    work.emit(Event::ServiceActivated { service: id, send_email });
    Ok(())
}
