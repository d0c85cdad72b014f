//! Drivers for hypervisors and hosting panels.

mod manual;

pub use manual::ManualPanel;
