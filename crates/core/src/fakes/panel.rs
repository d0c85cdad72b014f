//! A hosting panel in memory: faithful to the port, records its calls, fails on demand.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::ports::panel::{
    Capabilities, PanelDriver, PanelError, PanelServer, PanelStatus, PowerAction, ServerSpec,
};

/// One call that was made, in the order of arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PanelCall {
    /// `find(tag)`.
    Find(String),
    /// `create(tag, …)`.
    Create(String),
    /// `status(server_ref)`.
    Status(String),
    /// `power(server_ref, action)`.
    Power(String, PowerAction),
    /// `suspend(server_ref)`.
    Suspend(String),
    /// `resume(server_ref)`.
    Resume(String),
    /// `reinstall(server_ref, tag, …)`.
    Reinstall(String, String),
    /// `destroy(server_ref, tag)`.
    Destroy(String, String),
}

/// When a call that is told to fail does so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailPoint {
    /// Nothing happens at the vendor.
    BeforeEffect,
    /// The vendor does it, but the answer is lost.
    AfterEffect,
}

/// The panel. Servers run as soon as they are created, with addresses from 198.51.100.0/24 on.
#[derive(Debug)]
pub struct FakePanel {
    capabilities: Capabilities,
    inner: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    servers: BTreeMap<String, PanelServer>,
    specs: BTreeMap<String, ServerSpec>,
    calls: Vec<PanelCall>,
    failures: BTreeMap<usize, (FailPoint, PanelError)>,
    created: u32,
}

impl Default for FakePanel {
    fn default() -> Self {
        Self::new()
    }
}

impl FakePanel {
    /// An empty panel that can do everything.
    pub fn new() -> Self {
        Self::with_capabilities(Capabilities::ALL)
    }

    /// An empty panel that can do only some things.
    pub fn with_capabilities(capabilities: Capabilities) -> Self {
        Self { capabilities, inner: Mutex::new(State::default()) }
    }

    /// Makes the `n`-th call from now on (1 is the next one) fail, once.
    pub fn fail_nth(&self, n: usize, point: FailPoint, error: PanelError) {
        let mut state = self.state();
        let call = state.calls.len() + n;
        state.failures.insert(call, (point, error));
    }

    /// All calls so far, also those that failed.
    pub fn calls(&self) -> Vec<PanelCall> {
        self.state().calls.clone()
    }

    /// All servers that exist, by vendor reference.
    pub fn servers(&self) -> Vec<PanelServer> {
        self.state().servers.values().cloned().collect()
    }

    /// The specification last asked for under a tag, whether or not the server still exists.
    pub fn spec_of(&self, tag: &str) -> Option<ServerSpec> {
        self.state().specs.get(tag).cloned()
    }

    /// Changes a server behind our back, as a vendor's operator might. False if there is none.
    pub fn set_status(&self, server_ref: &str, status: PanelStatus) -> bool {
        let mut state = self.state();
        let server = state.servers.get_mut(server_ref);
        server.map(|server| server.status = status).is_some()
    }

    /// Removes a server behind our back. False if there is none.
    pub fn lose(&self, server_ref: &str) -> bool {
        self.state().servers.remove(server_ref).is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a call, fails it if told so, and does it if it can.
    fn call<T>(
        &self,
        call: PanelCall,
        can: bool,
        effect: impl FnOnce(&mut State) -> Result<T, PanelError>,
    ) -> Result<T, PanelError> {
        let mut state = self.state();
        state.calls.push(call);
        let number = state.calls.len();
        let failure = state.failures.remove(&number);
        if let Some((FailPoint::BeforeEffect, error)) = failure {
            return Err(error);
        }
        if !can {
            return Err(PanelError::Unsupported);
        }
        let answer = effect(&mut state);
        match failure {
            Some((_, error)) => Err(error),
            None => answer,
        }
    }
}

impl State {
    fn server(&mut self, server_ref: &str) -> Result<&mut PanelServer, PanelError> {
        self.servers.get_mut(server_ref).ok_or(PanelError::NotFound)
    }

    fn tagged(&mut self, server_ref: &str, tag: &str) -> Result<&mut PanelServer, PanelError> {
        self.server(server_ref).and_then(|server| {
            if server.tag == tag { Ok(server) } else { Err(PanelError::NotFound) }
        })
    }

    fn create(&mut self, tag: &str, spec: &ServerSpec) -> Result<PanelServer, PanelError> {
        if self.servers.values().any(|server| server.tag == tag) {
            return Err(PanelError::Permanent(format!("conflict: the tag {tag} is in use")));
        }
        self.created += 1;
        self.specs.insert(tag.to_owned(), spec.clone());
        let first = u32::from(Ipv4Addr::new(198, 51, 100, 0));
        let server = PanelServer {
            server_ref: format!("fake-{:06}", self.created),
            tag: tag.to_owned(),
            addresses: vec![IpAddr::V4(Ipv4Addr::from(first.wrapping_add(self.created)))],
            username: "root".to_owned(),
            ssh_port: 22,
            status: PanelStatus::Running,
        };
        self.servers.insert(server.server_ref.clone(), server.clone());
        Ok(server)
    }
}

#[async_trait]
impl PanelDriver for FakePanel {
    fn key(&self) -> &'static str {
        "fake"
    }

    fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    async fn find(&self, tag: &str) -> Result<Option<PanelServer>, PanelError> {
        self.call(PanelCall::Find(tag.to_owned()), true, |state| {
            Ok(state.servers.values().find(|server| server.tag == tag).cloned())
        })
    }

    async fn create(&self, tag: &str, spec: &ServerSpec) -> Result<PanelServer, PanelError> {
        let call = PanelCall::Create(tag.to_owned());
        self.call(call, self.capabilities.create, |state| state.create(tag, spec))
    }

    async fn status(&self, server_ref: &str) -> Result<PanelStatus, PanelError> {
        let call = PanelCall::Status(server_ref.to_owned());
        self.call(call, true, |state| state.server(server_ref).map(|server| server.status))
    }

    async fn power(&self, server_ref: &str, action: PowerAction) -> Result<(), PanelError> {
        let call = PanelCall::Power(server_ref.to_owned(), action);
        self.call(call, self.capabilities.power, |state| {
            let server = state.server(server_ref)?;
            if server.status == PanelStatus::Suspended {
                return Err(PanelError::Permanent("the server is suspended".to_owned()));
            }
            server.status = match action {
                PowerAction::Start | PowerAction::Reboot => PanelStatus::Running,
                PowerAction::Shutdown => PanelStatus::Stopped,
            };
            Ok(())
        })
    }

    async fn suspend(&self, server_ref: &str) -> Result<(), PanelError> {
        let call = PanelCall::Suspend(server_ref.to_owned());
        self.call(call, self.capabilities.suspend, |state| {
            state.server(server_ref)?.status = PanelStatus::Suspended;
            Ok(())
        })
    }

    async fn resume(&self, server_ref: &str) -> Result<(), PanelError> {
        let call = PanelCall::Resume(server_ref.to_owned());
        self.call(call, self.capabilities.suspend, |state| {
            let server = state.server(server_ref)?;
            if server.status == PanelStatus::Suspended {
                server.status = PanelStatus::Running;
            }
            Ok(())
        })
    }

    async fn reinstall(
        &self,
        server_ref: &str,
        tag: &str,
        spec: &ServerSpec,
    ) -> Result<(), PanelError> {
        let call = PanelCall::Reinstall(server_ref.to_owned(), tag.to_owned());
        self.call(call, self.capabilities.reinstall, |state| {
            state.tagged(server_ref, tag)?.status = PanelStatus::Running;
            state.specs.insert(tag.to_owned(), spec.clone());
            Ok(())
        })
    }

    async fn destroy(&self, server_ref: &str, tag: &str) -> Result<(), PanelError> {
        let call = PanelCall::Destroy(server_ref.to_owned(), tag.to_owned());
        self.call(call, self.capabilities.destroy, |state| {
            state.tagged(server_ref, tag)?;
            state.servers.remove(server_ref);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use std::task::{Context, Poll, Waker};

    /// Polls a future that never waits.
    fn now<T>(future: impl Future<Output = T>) -> T {
        let mut future = std::pin::pin!(future);
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("the fake never waits"),
        }
    }

    fn spec() -> ServerSpec {
        ServerSpec {
            hostname: "vps-1.example.com".parse().unwrap(),
            plan_ref: "small".to_owned(),
            datacenter_ref: "fra".to_owned(),
            operating_system_ref: "debian-13".to_owned(),
            vcpus: 2,
            memory_mib: 2048,
            disk_gib: 40,
            root_password: Secret::new("secret".to_owned()),
        }
    }

    #[test]
    fn a_tag_finds_its_server_and_is_used_once() {
        let panel = FakePanel::new();
        assert_eq!(now(panel.find("srv_1")), Ok(None));
        let server = now(panel.create("srv_1", &spec())).unwrap();
        assert_eq!(now(panel.find("srv_1")), Ok(Some(server.clone())));
        assert!(matches!(now(panel.create("srv_1", &spec())), Err(PanelError::Permanent(_))));
        let other = now(panel.create("srv_2", &spec())).unwrap();
        assert_ne!((server.server_ref, server.addresses), (other.server_ref, other.addresses));
    }

    #[test]
    fn a_lost_answer_leaves_the_effect_behind_and_a_refusal_does_not() {
        let panel = FakePanel::new();
        let lost = PanelError::Transient("time-out".to_owned());
        panel.fail_nth(1, FailPoint::BeforeEffect, lost.clone());
        panel.fail_nth(3, FailPoint::AfterEffect, lost.clone());
        assert_eq!(now(panel.create("srv_1", &spec())), Err(lost.clone()));
        assert_eq!(now(panel.find("srv_1")), Ok(None));
        assert_eq!(now(panel.create("srv_1", &spec())), Err(lost));
        assert!(now(panel.find("srv_1")).unwrap().is_some());
        assert_eq!(panel.calls().len(), 4);
    }

    #[test]
    fn power_waits_for_the_end_of_a_suspension() {
        let panel = FakePanel::new();
        let server = now(panel.create("srv_1", &spec())).unwrap().server_ref;
        now(panel.power(&server, PowerAction::Shutdown)).unwrap();
        assert_eq!(now(panel.status(&server)), Ok(PanelStatus::Stopped));
        now(panel.suspend(&server)).unwrap();
        now(panel.suspend(&server)).unwrap();
        assert!(now(panel.power(&server, PowerAction::Start)).is_err());
        now(panel.resume(&server)).unwrap();
        now(panel.power(&server, PowerAction::Start)).unwrap();
        assert_eq!(now(panel.status(&server)), Ok(PanelStatus::Running));
    }

    #[test]
    fn only_the_right_tag_destroys() {
        let panel = FakePanel::new();
        let server = now(panel.create("srv_1", &spec())).unwrap().server_ref;
        assert_eq!(now(panel.destroy(&server, "srv_2")), Err(PanelError::NotFound));
        assert_eq!(now(panel.destroy(&server, "srv_1")), Ok(()));
        assert_eq!(now(panel.destroy(&server, "srv_1")), Err(PanelError::NotFound));
        assert_eq!(now(panel.status(&server)), Err(PanelError::NotFound));
        assert!(panel.servers().is_empty());
    }

    #[test]
    fn what_it_cannot_do_is_unsupported() {
        let panel = FakePanel::with_capabilities(Capabilities::default());
        assert_eq!(now(panel.create("srv_1", &spec())), Err(PanelError::Unsupported));
        assert_eq!(now(panel.find("srv_1")), Ok(None));
    }
}
