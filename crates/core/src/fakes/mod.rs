//! Ports without an outside world: for tests, the simulation and the demo.
//!
//! Each fake keeps the port's promises (a tag finds its server, time does not pass by itself) and
//! can be told to break them on purpose.

mod clock;
mod entropy;
mod mailer;
mod panel;

pub use clock::FrozenClock;
pub use entropy::SeededEntropy;
pub use mailer::RecordingMailer;
pub use panel::{FailPoint, FakePanel, PanelCall};
