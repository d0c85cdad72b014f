//! What is on sale, and what a configuration means.

use std::collections::BTreeSet;

use kn_app::catalog::{self, Category, Configuration, Quote};
use kn_app::{Actor, Error, RequestContext};
use kn_core::calendar::Cycle;
use kn_core::code::Code;
use kn_db::entities::plan;
use kn_testkit::TestApp;

use crate::orders::{Shop, faults, field, usd};

fn configuration(plan: &str, system: Option<&str>, addons: &[&str]) -> Configuration {
    Configuration {
        plan: plan.to_owned(),
        cycle: Cycle::Monthly,
        operating_system: system.map(str::to_owned),
        datacenter: None,
        addons: addons.iter().map(|slug| (*slug).to_owned()).collect(),
        coupon: None,
    }
}

async fn quote(t: &TestApp, wanted: Configuration) -> Result<Quote, Error> {
    catalog::quote(&t.app, &Actor::anonymous(RequestContext::default()), wanted).await
}

#[tokio::test]
async fn the_seeded_catalogue_is_on_sale_and_seeding_again_adds_nothing() {
    let t = TestApp::new().await;
    let (plans, counts) = kn_db::meter::scope(catalog::list_plans(&t.app, None)).await;
    let plans = plans.expect("plans");
    assert_eq!((plans.len(), counts.queries), (7, 2));
    assert!(plans.iter().all(|plan| plan.prices.len() == 3 && plan.driver == "manual"));
    let cycles: Vec<Cycle> = plans[0].prices.iter().map(|price| price.cycle).collect();
    assert_eq!(cycles, [Cycle::Monthly, Cycle::Quarterly, Cycle::Yearly]);
    let vps = catalog::list_plans(&t.app, Some(Category::Vps)).await.expect("plans");
    let slugs: Vec<&str> = vps.iter().map(|plan| plan.slug.as_str()).collect();
    assert_eq!(slugs, ["vps-starter", "vps-pro", "vps-enterprise"]);
    assert_eq!(catalog::list_addons(&t.app).await.expect("add-ons").len(), 7);
    assert_eq!(catalog::list_datacenters(&t.app).await.expect("places").len(), 4);
    let systems = catalog::list_operating_systems(&t.app).await.expect("systems");
    assert_eq!(systems.first().map(|system| system.slug.as_str()), Some("ubuntu-24.04"));
    assert_eq!(systems.len(), 7);
    let counts = t.row_counts().await;
    kn_app::setup::prepare(&t.app).await.expect("prepares again");
    assert_eq!(t.row_counts().await, counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_live_plans_are_sold() {
    let shop = Shop::open().await;
    for state in ["draft", "hidden", "retired"] {
        shop.plan("vps-pro", plan::Column::State, state).await;
        let plans = catalog::list_plans(&shop.t.app, None).await.expect("plans");
        assert!(plans.iter().all(|plan| plan.slug != "vps-pro"), "{state}");
        let found = catalog::find_plan(&shop.t.app, "vps-pro").await;
        assert_eq!(found.err().map(|error| error.code()), Some(Code::NotFound));
        let refused = quote(&shop.t, configuration("vps-pro", None, &[])).await;
        assert_eq!(faults(refused), BTreeSet::from([field("plan", Code::PlanUnavailable)]));
    }
    let known = catalog::find_plan(&shop.t.app, "vps-starter").await.expect("there");
    assert_eq!(known.prices.first().map(|price| price.amount), Some(usd(599)));
    shop.t.run_jobs().await;
}

#[tokio::test]
async fn misfits_are_named_one_by_one() {
    let t = TestApp::new().await;
    let windows = Some("windows-2022");
    for (wanted, fault) in [
        (configuration("nothing", None, &[]), field("plan", Code::PlanUnavailable)),
        (configuration("vps-pro", Some("plan9"), &[]), field("operating_system", Code::Invalid)),
        (
            configuration("vps-pro", windows, &["cpanel-whm"]),
            field("addons.0", Code::AddonIncompatible),
        ),
        (
            configuration("shared-pro", None, &["daily-backup", "plesk"]),
            field("addons.1", Code::AddonIncompatible),
        ),
        (
            configuration("shared-pro", None, &["additional-ipv4"]),
            field("addons.0", Code::AddonIncompatible),
        ),
        (
            configuration("vps-pro", None, &["plesk", "cpanel-whm"]),
            field("addons.1", Code::AddonIncompatible),
        ),
        (configuration("vps-pro", None, &["plesk", "plesk"]), field("addons.1", Code::Invalid)),
        (
            configuration("vps-pro", None, &["'; DROP TABLE plans"]),
            field("addons.0", Code::Invalid),
        ),
        (
            Configuration { cycle: Cycle::Biennial, ..configuration("vps-pro", None, &[]) },
            field("cycle", Code::Unsupported),
        ),
        (
            Configuration { coupon: Some("X".to_owned()), ..configuration("vps-pro", None, &[]) },
            field("coupon", Code::Invalid),
        ),
        (
            Configuration {
                datacenter: Some("moon".to_owned()),
                ..configuration("vps-pro", None, &[])
            },
            field("datacenter", Code::Invalid),
        ),
    ] {
        let told = format!("{wanted:?}");
        assert_eq!(faults(quote(&t, wanted).await), BTreeSet::from([fault]), "{told}");
    }
    let many = vec!["plesk"; 51];
    let refused = quote(&t, configuration("vps-pro", None, &many)).await;
    assert_eq!(faults(refused), BTreeSet::from([field("addons", Code::TooLong)]));
}

#[tokio::test]
async fn a_quote_needs_only_what_has_a_price() {
    let t = TestApp::new().await;
    let wanted = configuration("vps-pro", None, &["ssl-wildcard", "plesk"]);
    let quote = quote(&t, wanted).await.expect("a price");
    assert_eq!(quote.total, usd(1999 + 4999 + 1200));
    let recurring: Vec<_> = quote.recurring.iter().map(|r| (r.cycle, r.total)).collect();
    assert_eq!(recurring, [(Cycle::Monthly, usd(3199)), (Cycle::Yearly, usd(4999))]);
    let lines: Vec<&str> = quote.lines.iter().map(|line| line.description.as_str()).collect();
    assert_eq!(
        lines,
        ["VPS Pro", "Plesk", "SSL Certificate (Wildcard)"],
        "in the catalogue's order"
    );
}
