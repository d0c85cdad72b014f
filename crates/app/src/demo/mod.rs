//! Demo mode's sample data: the two documented logins and a year in the life of a small hosting company.
//!
//! Everything is written by the product's own operations at instants gone by, so the books balance, documents
//! are numbered in order and every screen has something to show. Seeding happens once, into an empty database;
//! it is refused in production mode. No mail leaves while it runs.

mod cast;
mod clock;
mod people;
mod stage;
mod story;

use std::sync::Arc;

use chrono::Duration;
use kn_core::code::Code;

use crate::app::{App, Mode};
use crate::error::{Error, Result};
use crate::settings::DemoLogin;
use crate::{identity, setup};

/// The documented logins.
pub const LOGINS: [DemoLogin; 2] = [
    DemoLogin { role: "admin", email: "brijesh.kr.dube@gmail.com", password: "Cloud@9874" },
    DemoLogin { role: "customer", email: "test@test.com", password: "Test123!" },
];

/// Whether sample data was written now or stood there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeded {
    Now,
    Before,
}

/// Writes the sample data unless it is there.
///
/// # Errors
/// `demo_refused` in production mode.
pub async fn seed(app: &App) -> Result<Seeded> {
    if app.config().mode != Mode::Demo {
        return Err(Error::msg(Code::DemoRefused, "Sample data is for demo mode only."));
    }
    setup::prepare(app).await?;
    if identity::has_demo_accounts(app).await? {
        return Ok(Seeded::Before);
    }
    let clock = Arc::new(clock::PastClock::new(app.clock().clone()));
    let past = app.rehearsal(clock.clone());
    let now = app.now();
    clock.set(now - Duration::days(400));
    let cast = cast::create(&past, &clock, now).await?;
    stage::play(&past, &clock, now, &cast).await?;
    Ok(Seeded::Now)
}
