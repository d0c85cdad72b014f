//! The steps by which a driver builds a server, and their undos (MONEY.md §2.7).
//!
//! Each step looks up what an earlier run of it left and acts only if nothing is there: the password lies
//! sealed beside the service before the vendor hears of it, the server is found by our tag (the service's
//! id), an active service is left alone. Undoing destroys the server only if it carries our tag.

use async_trait::async_trait;
use kn_core::code::Code;
use kn_core::ids::ServiceId;
use kn_core::ports::panel::{PanelDriver, PanelError, PanelServer, PanelStatus, ServerSpec};
use kn_core::secret::Secret;
use kn_core::text::Hostname;
use kn_db::entities::service::Status as ServiceState;
use kn_jobs::JobError;
use kn_jobs::workflow::{Instance, Workflow};
use serde_json::{Value, json};
use std::sync::Arc;

use crate::actor::Actor;
use crate::app::App;
use crate::catalog;
use crate::error::{Error, Result};
use crate::orders::{self, OrderStatus};
use crate::services::{self, Access, CredentialKind, Service, ServiceStatus};
use crate::work::Work;

/// Length of the first password of a server.
const PASSWORD_LEN: usize = 24;

/// What is done, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Make the password and seal it.
    Reserve,
    /// Find the server at the vendor, or have it made.
    Create,
    /// Wait until it runs and has an address.
    Wait,
    /// Write down how it is reached and put the service to work.
    Activate,
}

impl Step {
    pub(super) const ALL: [Self; 4] = [Self::Reserve, Self::Create, Self::Wait, Self::Activate];

    fn at(index: usize) -> Result<Self, JobError> {
        Self::ALL.get(index).copied().ok_or_else(|| JobError::Permanent(format!("no step {index}")))
    }
}

/// The workflow `provision`.
pub(super) struct Building {
    app: App,
    actor: Actor,
}

impl Building {
    pub(super) fn new(app: App) -> Self {
        Self { app, actor: Actor::system("provisioning") }
    }

    async fn service(&self, id: ServiceId) -> Result<Service, JobError> {
        services::load(&self.app, self.app.db().reader(), id).await.map_err(fault)
    }

    fn driver(&self, service: &Service) -> Result<Arc<dyn PanelDriver>, JobError> {
        // A driver that is not configured any more will not come back by itself.
        self.app.panel(&service.driver).map_err(|error| JobError::Permanent(error.to_string()))
    }

    async fn reserve(&self, id: ServiceId) -> Result<(), JobError> {
        if services::open_password(&self.app, id).await.map_err(fault)?.is_some() {
            return Ok(());
        }
        let password = Secret::new(self.app.entropy().password(PASSWORD_LEN));
        let sealing = self.app.transact(&self.actor, move |work| {
            let password = password.clone();
            Box::pin(async move {
                services::seal(work, id, CredentialKind::Ssh, "root", &password).await
            })
        });
        sealing.await.map_err(fault)
    }

    async fn create(&self, id: ServiceId) -> Result<(), JobError> {
        let service = self.service(id).await?;
        let (driver, tag) = (self.driver(&service)?, id.to_string());
        if driver.find(&tag).await.map_err(refusal)?.is_some() {
            return Ok(());
        }
        let spec = self.spec(id, &service).await?;
        driver.create(&tag, &spec).await.map(|_| ()).map_err(refusal)
    }

    async fn spec(&self, id: ServiceId, service: &Service) -> Result<ServerSpec, JobError> {
        let plan = catalog::plan_sold(&self.app, &service.plan_slug).await.map_err(fault)?;
        let password = services::open_password(&self.app, id).await.map_err(fault)?;
        let missing = |what: &str| JobError::Permanent(format!("{id} has no {what}"));
        let hostname: Result<Hostname, _> = match &service.hostname {
            Some(name) => name.parse(),
            None => default_hostname(id).parse(),
        };
        let system =
            service.operating_system.as_ref().ok_or_else(|| missing("operating system"))?;
        Ok(ServerSpec {
            hostname: hostname.map_err(|error| JobError::Permanent(error.to_string()))?,
            plan_ref: service.plan_slug.clone(),
            datacenter_ref: service.datacenter.slug.clone(),
            operating_system_ref: system.slug.clone(),
            vcpus: plan.vcpu.and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
            memory_mib: u64::try_from(plan.ram_mb).unwrap_or_default(),
            disk_gib: u64::try_from(plan.disk_gb).unwrap_or_default(),
            root_password: password.ok_or_else(|| missing("password"))?,
        })
    }

    /// The server, once it runs and has an address.
    async fn running(&self, id: ServiceId) -> Result<PanelServer, JobError> {
        let service = self.service(id).await?;
        let found = self.driver(&service)?.find(&id.to_string()).await.map_err(refusal)?;
        let server = found.ok_or_else(|| JobError::Permanent("the server is gone".to_owned()))?;
        match server.status {
            PanelStatus::Running if !server.addresses.is_empty() => Ok(server),
            PanelStatus::Faulty => {
                Err(JobError::Permanent("the vendor reports a fault".to_owned()))
            }
            _ => Err(JobError::Retry("the server is still being built".to_owned())),
        }
    }

    async fn activate(&self, id: ServiceId) -> Result<(), JobError> {
        let service = self.service(id).await?;
        if matches!(service.status, ServiceStatus::Active | ServiceStatus::Suspended) {
            return Ok(());
        }
        let server = self.running(id).await?;
        let password = services::open_password(&self.app, id).await.map_err(fault)?;
        let password =
            password.ok_or_else(|| JobError::Permanent("the password is gone".to_owned()))?;
        let access = access(id, &service, &server)?;
        let handing_over = self.app.transact(&self.actor, move |work| {
            let (access, username, password) =
                (access.clone(), server.username.clone(), password.clone());
            Box::pin(async move { hand_over(work, id, &access, &username, &password).await })
        });
        handing_over.await.map_err(fault)
    }

    async fn destroy(&self, id: ServiceId) -> Result<(), JobError> {
        let service = self.service(id).await?;
        // Without its driver nothing was made, and nothing can be unmade.
        let (Ok(driver), tag) = (self.app.panel(&service.driver), id.to_string()) else {
            return Ok(());
        };
        let Some(server) = driver.find(&tag).await.map_err(refusal)? else { return Ok(()) };
        match driver.destroy(&server.server_ref, &tag).await {
            Ok(()) | Err(PanelError::NotFound) => Ok(()),
            Err(error) => Err(refusal(error)),
        }
    }

    /// The last undo: no password is left, and order and service show that building failed.
    async fn give_up(&self, id: ServiceId) -> Result<(), JobError> {
        let giving_up = self.app.transact(&self.actor, move |work| {
            Box::pin(async move {
                services::shred(work, id, None).await?;
                services::set_status(work, id, ServiceState::Failed).await?;
                match services::order_of(work.tx(), id).await? {
                    Some(order) => orders::move_to(work, order, OrderStatus::Failed).await,
                    None => Ok(()),
                }
            })
        });
        giving_up.await.map_err(fault)
    }
}

#[async_trait]
impl Workflow for Building {
    fn steps(&self) -> usize {
        Step::ALL.len()
    }

    async fn run(&self, step: usize, instance: &Instance) -> Result<Value, JobError> {
        let id = ServiceId::from_uuid(instance.subject_id);
        match Step::at(step)? {
            Step::Reserve => self.reserve(id).await.map(|()| instance.state.clone()),
            Step::Create => self.create(id).await.map(|()| instance.state.clone()),
            Step::Wait => {
                self.running(id).await.map(|server| json!({ "server_ref": server.server_ref }))
            }
            Step::Activate => self.activate(id).await.map(|()| instance.state.clone()),
        }
    }

    async fn undo(&self, step: usize, instance: &Instance) -> Result<Value, JobError> {
        let id = ServiceId::from_uuid(instance.subject_id);
        match Step::at(step)? {
            // Activating is one transaction and the last step: if it failed, it did nothing.
            Step::Activate | Step::Wait => {}
            Step::Create => self.destroy(id).await?,
            Step::Reserve => self.give_up(id).await?,
        }
        Ok(instance.state.clone())
    }
}

async fn hand_over(
    work: &mut Work,
    id: ServiceId,
    access: &Access,
    username: &str,
    password: &Secret<String>,
) -> Result<()> {
    let order = services::order_of(work.tx(), id).await?;
    let order = order.ok_or_else(|| Error::internal(format!("{id} was built without an order")))?;
    let invoice = orders::lock(work, order).await?.invoice;
    services::seal(work, id, CredentialKind::Ssh, username, password).await?;
    services::record_access(work, id, access).await?;
    services::activate(work, id, invoice, true).await
}

fn access(id: ServiceId, service: &Service, server: &PanelServer) -> Result<Access, JobError> {
    let address = server.addresses.first();
    let address =
        address.ok_or_else(|| JobError::Retry("the server has no address yet".to_owned()))?;
    Ok(Access {
        driver: service.driver.clone(),
        hostname: service.hostname.clone().unwrap_or_else(|| default_hostname(id)),
        ip_address: address.to_string(),
        ssh_port: i32::from(server.ssh_port),
        panel_url: None,
        notes: service.notes.clone(),
    })
}

/// A name for a server whose owner gave none: unique, and the same at every try.
fn default_hostname(id: ServiceId) -> String {
    let id = id.uuid().simple().to_string();
    format!("srv-{}", id.get(20..).unwrap_or(&id))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err passes")]
fn refusal(error: PanelError) -> JobError {
    if error.is_transient() {
        JobError::Retry(error.to_string())
    } else {
        JobError::Permanent(error.to_string())
    }
}

/// A refusal by our own rules stays one; anything else may pass.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err passes")]
fn fault(error: Error) -> JobError {
    let why =
        std::iter::once(error.to_string()).chain(error.chain()).collect::<Vec<_>>().join(": ");
    match error.code() {
        Code::NotFound | Code::InvalidTransition | Code::Conflict => JobError::Permanent(why),
        _ => JobError::Retry(why),
    }
}
