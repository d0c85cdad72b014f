//! What every page needs before anyone signs in.

use kn_db::entities::payment::Method;
use serde::Serialize;

use super::{Branding, Company};
use crate::app::{App, Mode};
use crate::demo;
use crate::error::Result;

/// Brand, contact and what is switched on.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    pub brand: Branding,
    pub company: Company,
    pub mode: &'static str,
    /// The documented logins; only in demo mode.
    pub demo_logins: Vec<DemoLogin>,
    pub payment_methods: Vec<Method>,
    pub currency: String,
    pub version: &'static str,
}

/// One documented login of demo mode.
#[derive(Debug, Clone, Serialize)]
pub struct DemoLogin {
    pub role: &'static str,
    pub email: &'static str,
    pub password: &'static str,
}

/// Public: brand and switches for every page.
pub async fn site(app: &App) -> Result<Site> {
    let conn = app.db().reader();
    let config = app.config();
    Ok(Site {
        brand: super::branding(conn).await?,
        company: super::company(conn).await?,
        mode: config.mode.as_str(),
        demo_logins: if config.mode == Mode::Demo { demo::LOGINS.to_vec() } else { Vec::new() },
        payment_methods: super::payments(conn).await?.offered(),
        currency: config.currency.code().to_owned(),
        version: config.version,
    })
}
