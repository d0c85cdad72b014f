//! From slugs to rows: what a configuration means, or everything that is wrong with it at once.

use kn_core::code::Code;
use kn_core::money::Currency;
use sea_orm::ConnectionTrait;

use super::model::{
    Addon, AddonKind, Category, Configuration, Datacenter, OperatingSystem, OsFamily, Plan,
    PlanPrice, PlanState,
};
use super::store;
use crate::error::{Faults, Result};

/// More add-ons than the catalogue will ever fit on one server.
const MAX_ADDONS: usize = 50;

/// What the configuration is for: an order must be complete, a quote may leave out what has no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Quote,
    Order,
}

/// A configuration as rows of the catalogue.
#[derive(Debug, Clone)]
pub(crate) struct Resolved {
    pub(crate) plan: Plan,
    pub(crate) price: PlanPrice,
    pub(crate) operating_system: Option<OperatingSystem>,
    /// Always there for an order.
    pub(crate) datacenter: Option<Datacenter>,
    pub(crate) addons: Vec<Addon>,
}

/// Finds what a configuration names. Answers none after noting at least one fault, each under its own field.
pub(crate) async fn resolve(
    conn: &impl ConnectionTrait,
    currency: Currency,
    wanted: &Configuration,
    purpose: Purpose,
    faults: &mut Faults,
) -> Result<Option<Resolved>> {
    let plan = plan(store::find_plan(conn, currency, &wanted.plan).await?, faults);
    let price = plan.as_ref().and_then(|plan| price(plan, wanted, faults));
    let category = plan.as_ref().map(|plan| plan.category);
    let system = operating_system(conn, wanted, category, purpose, faults).await?;
    let datacenter = datacenter(conn, wanted, purpose, faults).await?;
    let addons = addons(conn, currency, wanted, faults).await?;
    if let (Some(plan), Some(system)) = (&plan, &system) {
        check_fit(plan.category, system.as_ref().map(|os| os.family), wanted, &addons, faults);
    }
    check_panels(wanted, &addons, faults);
    if wanted.coupon.as_deref().is_some_and(|coupon| !coupon.trim().is_empty()) {
        faults.add("coupon", Code::Invalid, "There is no such coupon, or it has ended.");
    }
    Ok(match (plan, price, system, datacenter, addons.into_iter().collect()) {
        (Some(plan), Some(price), Some(operating_system), Some(datacenter), Some(addons)) => {
            Some(Resolved { plan, price, operating_system, datacenter, addons })
        }
        _ => None,
    })
}

fn plan(found: Option<Plan>, faults: &mut Faults) -> Option<Plan> {
    let why = match found {
        Some(plan) if plan.state == PlanState::Live => return Some(plan),
        Some(plan) if plan.state == PlanState::Retired => {
            format!("{} is no longer sold. Please choose another plan.", plan.name)
        }
        Some(plan) if plan.state == PlanState::Hidden => format!("{} is not on sale.", plan.name),
        // A draft is nobody's business yet.
        _ => "There is no such plan.".to_owned(),
    };
    faults.add("plan", Code::PlanUnavailable, why);
    None
}

fn price(plan: &Plan, wanted: &Configuration, faults: &mut Faults) -> Option<PlanPrice> {
    let price = plan.prices.iter().find(|price| price.cycle == wanted.cycle).copied();
    if price.is_none() {
        let sold: Vec<&str> = plan.prices.iter().map(|price| price.cycle.as_str()).collect();
        let why = match sold.as_slice() {
            [] => format!("{} has no price in your currency.", plan.name),
            _ => format!("{} is sold {}, not {}.", plan.name, sold.join(", "), wanted.cycle),
        };
        faults.add("cycle", Code::Unsupported, why);
    }
    price
}

/// `Some(None)` is a configuration without an operating system that needs none.
async fn operating_system(
    conn: &impl ConnectionTrait,
    wanted: &Configuration,
    category: Option<Category>,
    purpose: Purpose,
    faults: &mut Faults,
) -> Result<Option<Option<OperatingSystem>>> {
    let Some(slug) = &wanted.operating_system else {
        let needed = purpose == Purpose::Order && category.is_some_and(|c| c != Category::Shared);
        if needed {
            faults.add("operating_system", Code::Required, "Please choose an operating system.");
        }
        return Ok((!needed).then_some(None));
    };
    let found = store::find_operating_system(conn, slug).await?;
    if found.is_none() {
        faults.add("operating_system", Code::Invalid, "This operating system cannot be installed.");
    }
    Ok(found.map(Some))
}

async fn datacenter(
    conn: &impl ConnectionTrait,
    wanted: &Configuration,
    purpose: Purpose,
    faults: &mut Faults,
) -> Result<Option<Option<Datacenter>>> {
    let Some(slug) = &wanted.datacenter else {
        let needed = purpose == Purpose::Order;
        if needed {
            faults.add("datacenter", Code::Required, "Please choose a location.");
        }
        return Ok((!needed).then_some(None));
    };
    let found = store::find_datacenter(conn, slug).await?;
    if found.is_none() {
        faults.add(
            "datacenter",
            Code::Invalid,
            "This location takes no orders. Please choose another.",
        );
    }
    Ok(found.map(Some))
}

/// The add-ons in the order they were named; none in the place of one that is not on offer.
async fn addons(
    conn: &impl ConnectionTrait,
    currency: Currency,
    wanted: &Configuration,
    faults: &mut Faults,
) -> Result<Vec<Option<Addon>>> {
    if wanted.addons.len() > MAX_ADDONS {
        faults.add("addons", Code::TooLong, format!("Please choose at most {MAX_ADDONS} add-ons."));
        return Ok(vec![None]);
    }
    let offered = store::find_addons(conn, currency, &wanted.addons).await?;
    let mut chosen = Vec::with_capacity(wanted.addons.len());
    for (place, slug) in wanted.addons.iter().enumerate() {
        let addon = offered.iter().find(|addon| addon.slug == *slug).cloned();
        if addon.is_none() {
            faults.add(&field(place), Code::Invalid, "This add-on is not on offer.");
        } else if wanted.addons.iter().take(place).any(|earlier| earlier == slug) {
            faults.add(&field(place), Code::Invalid, "This add-on is chosen twice.");
        }
        chosen.push(addon);
    }
    Ok(chosen)
}

fn check_fit(
    category: Category,
    family: Option<OsFamily>,
    wanted: &Configuration,
    addons: &[Option<Addon>],
    faults: &mut Faults,
) {
    for (place, addon) in addons.iter().enumerate() {
        let Some(addon) = addon else { continue };
        if !addon.categories.contains(&category) {
            let why = format!("{} cannot be added to the plan {}.", addon.name, wanted.plan);
            faults.add(&field(place), Code::AddonIncompatible, why);
        } else if !addon.fits(category, family) {
            let family = family.map_or("this operating system", family_name);
            let why = format!("{} does not run on {family}.", addon.name);
            faults.add(&field(place), Code::AddonIncompatible, why);
        }
    }
}

const fn family_name(family: OsFamily) -> &'static str {
    match family {
        OsFamily::Linux => "Linux",
        OsFamily::Windows => "Windows",
    }
}

/// A server has one control panel at most; the second of different ones is the fault.
fn check_panels(wanted: &Configuration, addons: &[Option<Addon>], faults: &mut Faults) {
    let panel =
        |addon: &Option<Addon>| addon.as_ref().is_some_and(|a| a.kind == AddonKind::ControlPanel);
    let mut panels = addons.iter().enumerate().filter(|(_, addon)| panel(addon));
    let first = panels.next().and_then(|(place, _)| wanted.addons.get(place));
    for (place, _) in panels {
        if wanted.addons.get(place) != first {
            faults.add(
                &field(place),
                Code::AddonIncompatible,
                "A server can have one control panel only.",
            );
        }
    }
}

fn field(place: usize) -> String {
    format!("addons.{place}")
}
