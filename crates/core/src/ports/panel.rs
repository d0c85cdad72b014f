//! The server-driver port: what a hypervisor or hosting panel can do for us.
//!
//! Callers are workflow steps. Every server carries our *tag* (the service id), stored at the vendor
//! as a name, label or note. A step looks up by tag, acts if nothing is there, and records: so a step
//! that ran, but whose answer was lost, is found instead of done twice. A driver must therefore
//! refuse a second `create` with the same tag if the vendor can, and `destroy` must check the tag
//! before it destroys: a recycled vendor reference must never cost another customer's server.

use std::net::IpAddr;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::secret::Secret;
use crate::text::Hostname;

/// What a driver can do. What it cannot is answered with [`PanelError::Unsupported`] and shown as
/// work for staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Capabilities {
    /// Create servers.
    pub create: bool,
    /// Start, shut down, reboot.
    pub power: bool,
    /// Suspend and resume.
    pub suspend: bool,
    /// Install an operating system anew.
    pub reinstall: bool,
    /// Destroy servers.
    pub destroy: bool,
}

impl Capabilities {
    /// Everything.
    pub const ALL: Self =
        Self { create: true, power: true, suspend: true, reinstall: true, destroy: true };
}

/// What to do with a server's power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerAction {
    /// Switch on; a running server stays as it is.
    Start,
    /// Ask the operating system to stop.
    Shutdown,
    /// Stop and start.
    Reboot,
}

/// What a server is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelStatus {
    /// Being created or reinstalled.
    Building,
    /// Switched on.
    Running,
    /// Switched off.
    Stopped,
    /// Blocked by us.
    Suspended,
    /// The vendor reports a fault.
    Faulty,
}

/// The server we want.
#[derive(Debug, Clone)]
pub struct ServerSpec {
    /// Its name.
    pub hostname: Hostname,
    /// The vendor's word for the plan.
    pub plan_ref: String,
    /// The vendor's word for the place.
    pub datacenter_ref: String,
    /// The vendor's word for the image.
    pub operating_system_ref: String,
    /// Virtual processors.
    pub vcpus: u32,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// Disk in GiB.
    pub disk_gib: u64,
    /// The first password of the administrator, made by us before the call, so that a repeated call
    /// asks for the same one.
    pub root_password: Secret<String>,
}

/// A server at the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelServer {
    /// The vendor's own reference, opaque to us.
    pub server_ref: String,
    /// Our tag on it.
    pub tag: String,
    /// Its addresses, the main one first; empty while it is being built.
    pub addresses: Vec<IpAddr>,
    /// The name of the administrator: `root`, `Administrator`.
    pub username: String,
    /// The port of the secure shell.
    pub ssh_port: u16,
    /// What it is doing.
    pub status: PanelStatus,
}

/// Why a vendor did not do what was asked. The text is for staff and logs; it holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PanelError {
    /// It may work later: a time-out, an overload. The effect may have happened all the same.
    #[error("the panel cannot be reached or is busy: {0}")]
    Transient(String),
    /// Repeating will not help: refused, out of stock, wrong settings.
    #[error("the panel refused: {0}")]
    Permanent(String),
    /// There is no such server, or it does not carry our tag.
    #[error("the panel knows no such server")]
    NotFound,
    /// The driver cannot do this.
    #[error("the panel cannot do this")]
    Unsupported,
}

impl PanelError {
    /// Whether a workflow step should be tried again.
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Transient(_))
    }
}

/// A hypervisor or hosting panel.
#[async_trait]
pub trait PanelDriver: Send + Sync {
    /// The driver's name in settings: `manual`, `proxmox`, `fake`.
    fn key(&self) -> &'static str;

    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// The server that carries our tag, if there is one.
    async fn find(&self, tag: &str) -> Result<Option<PanelServer>, PanelError>;

    /// Creates a server and puts our tag on it. It may still be building when this returns.
    /// A tag in use is [`PanelError::Permanent`].
    async fn create(&self, tag: &str, spec: &ServerSpec) -> Result<PanelServer, PanelError>;

    /// What a server is doing now.
    async fn status(&self, server_ref: &str) -> Result<PanelStatus, PanelError>;

    /// Starts, shuts down or reboots. Doing it to a server already in that state succeeds.
    async fn power(&self, server_ref: &str, action: PowerAction) -> Result<(), PanelError>;

    /// Blocks a server; its data stays. Repeating succeeds.
    async fn suspend(&self, server_ref: &str) -> Result<(), PanelError>;

    /// Unblocks a server. Repeating succeeds.
    async fn resume(&self, server_ref: &str) -> Result<(), PanelError>;

    /// Installs the specification's operating system anew; all data is lost. Only if the server
    /// carries the tag, otherwise [`PanelError::NotFound`].
    async fn reinstall(
        &self,
        server_ref: &str,
        tag: &str,
        spec: &ServerSpec,
    ) -> Result<(), PanelError> {
        let _ = (server_ref, tag, spec);
        Err(PanelError::Unsupported)
    }

    /// Destroys a server and its data, only if it carries the tag. One that is gone already, or
    /// carries another tag, is [`PanelError::NotFound`].
    async fn destroy(&self, server_ref: &str, tag: &str) -> Result<(), PanelError>;
}
