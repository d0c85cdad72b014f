//! The `manual` driver: servers that engineers build by hand and type into the admin area.
//!
//! There is no machine to talk to, so it can do nothing but say what was typed in; everything else is
//! [`PanelError::Unsupported`] and becomes work for staff. The typed-in data lives with the service in
//! the database, which an adapter does not see: `server` hands in a [`TypedServers`] that reads it.

use std::sync::Arc;

use async_trait::async_trait;
use kn_core::ports::panel::{
    Capabilities, PanelDriver, PanelError, PanelServer, PanelStatus, PowerAction, ServerSpec,
};

/// Where the typed-in servers are kept.
#[async_trait]
pub trait TypedServers: Send + Sync {
    /// The server typed in for a tag (the service id).
    async fn by_tag(&self, tag: &str) -> Result<Option<PanelServer>, PanelError>;

    /// The server with a reference of ours.
    async fn by_ref(&self, server_ref: &str) -> Result<Option<PanelServer>, PanelError>;
}

/// Servers built by hand.
pub struct ManualPanel {
    servers: Arc<dyn TypedServers>,
}

impl ManualPanel {
    /// The driver's name in settings.
    pub const KEY: &'static str = "manual";

    /// Shown beside every button this driver can't serve.
    pub const REASON: &'static str =
        "This server is looked after by our engineers: open a request and they do it for you.";

    /// A driver over the typed-in servers.
    pub fn new(servers: Arc<dyn TypedServers>) -> Self {
        Self { servers }
    }
}

impl Default for ManualPanel {
    /// A driver that knows no server; enough where services carry their own typed-in data.
    fn default() -> Self {
        Self::new(Arc::new(NoServers))
    }
}

struct NoServers;

#[async_trait]
impl TypedServers for NoServers {
    async fn by_tag(&self, _tag: &str) -> Result<Option<PanelServer>, PanelError> {
        Ok(None)
    }

    async fn by_ref(&self, _server_ref: &str) -> Result<Option<PanelServer>, PanelError> {
        Ok(None)
    }
}

#[async_trait]
impl PanelDriver for ManualPanel {
    fn key(&self) -> &'static str {
        Self::KEY
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    async fn find(&self, tag: &str) -> Result<Option<PanelServer>, PanelError> {
        self.servers.by_tag(tag).await
    }

    /// What was typed in; nothing yet is an instruction for staff, not a fault.
    async fn create(&self, tag: &str, _spec: &ServerSpec) -> Result<PanelServer, PanelError> {
        self.find(tag).await?.ok_or_else(|| {
            PanelError::Permanent(
                "an engineer has to build this server and enter it with Provision server".into(),
            )
        })
    }

    async fn status(&self, server_ref: &str) -> Result<PanelStatus, PanelError> {
        let server = self.servers.by_ref(server_ref).await?;
        server.map(|server| server.status).ok_or(PanelError::NotFound)
    }

    async fn power(&self, _server_ref: &str, _action: PowerAction) -> Result<(), PanelError> {
        Err(PanelError::Unsupported)
    }

    async fn suspend(&self, _server_ref: &str) -> Result<(), PanelError> {
        Err(PanelError::Unsupported)
    }

    async fn resume(&self, _server_ref: &str) -> Result<(), PanelError> {
        Err(PanelError::Unsupported)
    }

    async fn destroy(&self, _server_ref: &str, _tag: &str) -> Result<(), PanelError> {
        Err(PanelError::Unsupported)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::secret::Secret;

    struct One(PanelServer);

    #[async_trait]
    impl TypedServers for One {
        async fn by_tag(&self, tag: &str) -> Result<Option<PanelServer>, PanelError> {
            Ok(Some(self.0.clone()).filter(|s| s.tag == tag))
        }

        async fn by_ref(&self, server_ref: &str) -> Result<Option<PanelServer>, PanelError> {
            Ok(Some(self.0.clone()).filter(|s| s.server_ref == server_ref))
        }
    }

    fn typed_in() -> PanelServer {
        PanelServer {
            server_ref: "rack-4-u7".into(),
            tag: "srv_1".into(),
            addresses: vec!["203.0.113.7".parse().unwrap()],
            username: "root".into(),
            ssh_port: 2222,
            status: PanelStatus::Running,
        }
    }

    fn spec() -> ServerSpec {
        ServerSpec {
            hostname: "vps1.customer.example".parse().unwrap(),
            plan_ref: "vps-m".into(),
            datacenter_ref: "ams".into(),
            operating_system_ref: "debian-12".into(),
            vcpus: 4,
            memory_mib: 8_192,
            disk_gib: 160,
            root_password: Secret::new("hunter2".to_owned()),
        }
    }

    #[tokio::test]
    async fn what_was_typed_in_is_found_and_created() {
        let panel = ManualPanel::new(Arc::new(One(typed_in())));
        assert_eq!(panel.find("srv_1").await, Ok(Some(typed_in())));
        assert_eq!(panel.find("srv_2").await, Ok(None));
        assert_eq!(panel.create("srv_1", &spec()).await, Ok(typed_in()));
        assert_eq!(panel.status("rack-4-u7").await, Ok(PanelStatus::Running));
        assert_eq!(panel.status("rack-9").await, Err(PanelError::NotFound));
        let missing = panel.create("srv_2", &spec()).await.unwrap_err();
        assert!(!missing.is_transient() && missing.to_string().contains("engineer"));
        assert_eq!(ManualPanel::default().find("srv_1").await, Ok(None));
    }

    #[tokio::test]
    async fn nothing_else_is_promised_or_done() {
        let panel = ManualPanel::new(Arc::new(One(typed_in())));
        let unsupported = Err(PanelError::Unsupported);
        assert_eq!(panel.capabilities(), Capabilities::default());
        assert_eq!(panel.power("rack-4-u7", PowerAction::Reboot).await, unsupported);
        assert_eq!(panel.suspend("rack-4-u7").await, unsupported);
        assert_eq!(panel.resume("rack-4-u7").await, unsupported);
        assert_eq!(panel.reinstall("rack-4-u7", "srv_1", &spec()).await, unsupported);
        assert_eq!(panel.destroy("rack-4-u7", "srv_1").await, unsupported);
    }
}
