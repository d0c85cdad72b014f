//! The catalogue a new installation starts with, from `seed.json`.
//!
//! Seeding adds what is missing by slug and touches nothing that is there, so it may run at every start.
//! Prices are in the currency the file names; an installation with another currency sets its own.

use std::collections::BTreeMap;

use kn_core::calendar::Cycle;
use kn_core::money::Currency;
use serde::Deserialize;

use super::model::{AddonKind, Category, DiskKind, OsFamily};
use super::store;
use crate::error::Result;
use crate::work::Work;

const CATALOG: &str = include_str!("seed.json");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Catalog {
    pub(super) currency: Currency,
    pub(super) plans: Vec<PlanSeed>,
    pub(super) datacenters: Vec<DatacenterSeed>,
    pub(super) addons: Vec<AddonSeed>,
    pub(super) operating_systems: Vec<SystemSeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanSeed {
    pub(super) slug: String,
    pub(super) category: Category,
    pub(super) name: String,
    pub(super) vcpu: Option<i32>,
    pub(super) cpu_label: String,
    pub(super) ram_mb: i32,
    pub(super) disk_gb: i32,
    pub(super) disk_kind: DiskKind,
    pub(super) traffic_gb: Option<i32>,
    pub(super) prices: BTreeMap<Cycle, i64>,
    pub(super) features: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatacenterSeed {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) city: String,
    pub(super) country: String,
    pub(super) description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddonSeed {
    pub(super) slug: String,
    pub(super) kind: AddonKind,
    pub(super) name: String,
    pub(super) price: i64,
    pub(super) cycle: Cycle,
    pub(super) description: String,
    pub(super) categories: Vec<Category>,
    pub(super) os_families: Vec<OsFamily>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SystemSeed {
    pub(super) slug: String,
    pub(super) family: OsFamily,
    pub(super) name: String,
}

/// Writes what the catalogue lacks.
pub(crate) async fn seed(work: &mut Work) -> Result<()> {
    let catalog: Catalog = serde_json::from_str(CATALOG)?;
    store::seed(work, &catalog).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_the_catalogue_agreed_on() {
        let catalog: Catalog = serde_json::from_str(CATALOG).expect("the file is well formed");
        assert_eq!(catalog.currency, Currency::USD);
        assert_eq!(
            [
                catalog.plans.len(),
                catalog.datacenters.len(),
                catalog.addons.len(),
                catalog.operating_systems.len()
            ],
            [7, 4, 7, 7]
        );
        assert!(catalog.plans.iter().all(|plan| plan.prices.len() == 3));
        let pro = catalog.plans.iter().find(|plan| plan.slug == "vps-pro").expect("there");
        assert_eq!(pro.prices.get(&Cycle::Monthly), Some(&1999));
    }

    #[test]
    fn addons_fit_what_they_run_on() {
        let catalog: Catalog = serde_json::from_str(CATALOG).expect("the file is well formed");
        for addon in &catalog.addons {
            let servers_only = matches!(addon.kind, AddonKind::ControlPanel | AddonKind::Ip);
            assert_eq!(
                addon.categories.contains(&Category::Shared),
                !servers_only,
                "{}",
                addon.slug
            );
            let on_windows = addon.os_families.contains(&OsFamily::Windows);
            assert_eq!(on_windows, addon.slug != "cpanel-whm", "{}", addon.slug);
        }
    }
}
