//! Steps by which orders and provisioning move a service along.

use kn_core::code::Code;
use kn_core::ids::ServiceId;
use kn_db::entities::service::Status;

use super::store;
use crate::error::{Error, Result};
use crate::work::Work;

/// How a service is reached, as staff typed it or the driver reported it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Access {
    /// What built it and can act on it; a server that people built is theirs, whatever was meant at first.
    pub(crate) driver: String,
    pub(crate) hostname: String,
    pub(crate) ip_address: String,
    pub(crate) ssh_port: i32,
    pub(crate) panel_url: Option<String>,
    pub(crate) notes: Option<String>,
}

/// Writes down how the service is reached.
pub(crate) async fn record_access(work: &mut Work, id: ServiceId, access: &Access) -> Result<()> {
    let service = store::lock(work, id).await?;
    store::set_access(work, &service, access).await
}

/// Moves a service to another state; the same state again is nothing to do.
pub(crate) async fn set_status(work: &mut Work, id: ServiceId, status: Status) -> Result<()> {
    let service = store::lock(work, id).await?;
    if service.status == status {
        return Ok(());
    }
    store::set_status(work, &service, status).await
}

/// Refuses an address that another living service has, unless the caller said it is meant.
pub(crate) async fn ensure_ip_free(
    work: &Work,
    ip_address: &str,
    except: ServiceId,
    allow_clash: bool,
) -> Result<()> {
    if allow_clash {
        return Ok(());
    }
    let Some(other) = store::service_at(work.tx(), ip_address, except).await? else {
        return Ok(());
    };
    let name = other.hostname.unwrap_or(other.plan_name);
    let why = format!(
        "{ip_address} belongs to {name}. Choose another address, or confirm that they share it."
    );
    Err(Error::msg(Code::IpInUse, why).with("hostname", name))
}
