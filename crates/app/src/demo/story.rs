//! What the sample customers did, and when. Money moves only through the product's own operations.

use kn_core::calendar::Cycle;

/// How an order was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paid {
    /// From the wallet, after a top-up of just this order's total.
    Wallet,
    /// By bank transfer, recorded by staff a day later.
    Bank,
    /// By bank transfer, still awaited.
    Not,
    /// Never: the customer cancelled.
    Cancelled,
}

/// Who ordered: the demo customer, or a sample by its place in `people::SAMPLES`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Demo,
    Sample(usize),
}

/// One order of the past.
pub(super) struct Step {
    pub(super) who: Who,
    pub(super) days_ago: i64,
    pub(super) plan: &'static str,
    pub(super) cycle: Cycle,
    pub(super) place: &'static str,
    pub(super) system: Option<&'static str>,
    pub(super) hostname: &'static str,
    pub(super) addons: &'static [&'static str],
    pub(super) paid: Paid,
    /// Whether staff have provisioned it.
    pub(super) provisioned: bool,
}

type Order = (
    Who,
    i64,
    &'static str,
    Cycle,
    &'static str,
    &'static str,
    &'static [&'static str],
    Paid,
    bool,
);

const D: Who = Who::Demo;
const fn s(n: usize) -> Who {
    Who::Sample(n)
}
use Cycle::{Monthly as M, Quarterly as Q, Yearly as Y};
use Paid::{Bank, Cancelled, Not, Wallet};

/// Oldest first. Cycles are chosen so that no period has ended yet.
const ORDERS: &[Order] = &[
    (
        s(0),
        330,
        "dedicated-pro",
        Y,
        "eu-central",
        "db-01.northwind.example",
        &["daily-backup"],
        Bank,
        true,
    ),
    (s(1), 290, "vps-enterprise", Y, "eu-central", "track.lagoslogistics.example", &[], Bank, true),
    (
        s(2),
        255,
        "vps-pro",
        Y,
        "ap-southeast",
        "api.pragati.example",
        &["ssl-standard"],
        Wallet,
        true,
    ),
    (s(3), 210, "shared-pro", Y, "eu-central", "herrera.example", &[], Wallet, true),
    (s(4), 180, "vps-pro", Y, "eu-central", "mayak.example", &["additional-ipv4"], Bank, true),
    (D, 170, "vps-starter", Y, "us-east", "nyc-web-01.example.com", &[], Wallet, true),
    (
        s(5),
        148,
        "dedicated-starter",
        Y,
        "ap-southeast",
        "match-01.harbourgames.example",
        &["priority-support"],
        Bank,
        true,
    ),
    (D, 140, "shared-basic", Y, "eu-central", "blog.example.com", &[], Wallet, true),
    (s(6), 118, "shared-pro", Y, "eu-central", "aegean.example", &["ssl-standard"], Wallet, true),
    (D, 112, "vps-pro", Y, "eu-central", "fra-db-01.example.com", &["daily-backup"], Bank, true),
    (s(7), 90, "shared-basic", Y, "us-west", "millerplumbing.example", &[], Wallet, true),
    (
        s(5),
        80,
        "vps-enterprise",
        Q,
        "ap-southeast",
        "lobby-01.harbourgames.example",
        &[],
        Wallet,
        true,
    ),
    (D, 75, "vps-pro", Q, "us-west", "lax-app-01.example.com", &[], Bank, true),
    (
        s(8),
        60,
        "vps-starter",
        Q,
        "eu-central",
        "shop.atlascrafts.example",
        &["ssl-standard"],
        Bank,
        true,
    ),
    (s(0), 52, "vps-enterprise", Q, "eu-central", "etl-02.northwind.example", &[], Bank, true),
    (D, 40, "dedicated-starter", Q, "eu-central", "fra-build-01.example.com", &[], Bank, true),
    (
        s(9),
        38,
        "dedicated-starter",
        Q,
        "eu-central",
        "cad.brandt-ing.example",
        &["plesk"],
        Bank,
        true,
    ),
    (
        s(2),
        27,
        "vps-enterprise",
        M,
        "ap-southeast",
        "batch.pragati.example",
        &["daily-backup"],
        Wallet,
        true,
    ),
    (s(3), 25, "vps-starter", M, "us-east", "lab.herrera.example", &[], Wallet, true),
    (
        D,
        20,
        "vps-enterprise",
        M,
        "ap-southeast",
        "sgp-edge-01.example.com",
        &["daily-backup"],
        Bank,
        true,
    ),
    (s(10), 17, "vps-pro", M, "us-west", "nakamura.example", &["cpanel-whm"], Wallet, true),
    (s(4), 15, "vps-starter", M, "eu-central", "stage.mayak.example", &[], Cancelled, false),
    (s(7), 12, "vps-pro", M, "us-west", "crm.millerplumbing.example", &[], Bank, true),
    (s(1), 10, "vps-pro", M, "us-east", "edge.lagoslogistics.example", &[], Wallet, true),
    (D, 9, "vps-starter", M, "us-east", "nyc-cron-01.example.com", &[], Wallet, true),
    (
        s(9),
        7,
        "vps-pro",
        M,
        "eu-central",
        "git.brandt-ing.example",
        &["priority-support"],
        Bank,
        true,
    ),
    (s(11), 5, "shared-basic", M, "eu-central", "bennettphoto.example", &[], Wallet, true),
    (s(6), 4, "vps-pro", M, "eu-central", "booking.aegean.example", &["ssl-wildcard"], Bank, false),
    (s(8), 3, "vps-enterprise", M, "eu-central", "erp.atlascrafts.example", &[], Not, false),
    (s(10), 2, "dedicated-starter", M, "us-west", "render.nakamura.example", &[], Bank, false),
    (D, 2, "vps-pro", M, "eu-central", "fra-app-02.example.com", &["cpanel-whm"], Bank, false),
    (s(11), 1, "vps-starter", M, "eu-central", "proofs.bennettphoto.example", &[], Wallet, false),
    (s(5), 1, "dedicated-pro", M, "ap-southeast", "match-02.harbourgames.example", &[], Not, false),
    (D, 1, "vps-enterprise", M, "us-east", "nyc-db-01.example.com", &[], Not, false),
];

/// The orders of the past, oldest first.
pub(super) fn steps() -> impl Iterator<Item = Step> {
    ORDERS.iter().map(
        |&(who, days_ago, plan, cycle, place, hostname, addons, paid, provisioned)| Step {
            who,
            days_ago,
            plan,
            cycle,
            place,
            system: system_for(plan, hostname),
            hostname,
            addons,
            paid,
            provisioned,
        },
    )
}

/// Shared hosting has no system of its own; the others spread over what is offered.
fn system_for(plan: &str, hostname: &str) -> Option<&'static str> {
    const SYSTEMS: [&str; 4] = ["ubuntu-24.04", "debian-13", "almalinux-9", "debian-12"];
    (!plan.starts_with("shared"))
        .then(|| SYSTEMS.get(hostname.len() % SYSTEMS.len()).copied())
        .flatten()
}
