//! What holds for every price, whatever the catalogue says.

use kn_core::ids::{AddonId, PlanId, PriceId};
use kn_db::entities::addon::Kind as AddonKind;
use kn_db::entities::operating_system::Family;
use kn_db::entities::plan::{DiskKind, State};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn usd(amount: i64) -> Money {
    Money::new(amount, Currency::USD)
}

fn plan(amount: i64, setup_fee: i64, cycle: Cycle) -> (Plan, PlanPrice) {
    let price = PlanPrice {
        id: PriceId::from_uuid(Uuid::nil()),
        cycle,
        amount: usd(amount),
        setup_fee: usd(setup_fee),
    };
    let plan = Plan {
        id: PlanId::from_uuid(Uuid::nil()),
        slug: "vps-pro".to_owned(),
        category: Category::Vps,
        name: "VPS Pro".to_owned(),
        description: String::new(),
        vcpu: Some(2),
        cpu_label: "2 vCPU".to_owned(),
        ram_mb: 4096,
        disk_gb: 80,
        disk_kind: DiskKind::Nvme,
        traffic_gb: None,
        features: Vec::new(),
        prices: vec![price],
        state: State::Live,
        driver: "manual".to_owned(),
    };
    (plan, price)
}

fn addon(slug: &str, amount: i64, setup_fee: i64, cycle: Cycle) -> Addon {
    Addon {
        id: AddonId::from_uuid(Uuid::nil()),
        slug: slug.to_owned(),
        kind: AddonKind::Other,
        name: slug.to_owned(),
        description: String::new(),
        price_id: PriceId::from_uuid(Uuid::nil()),
        cycle,
        price: usd(amount),
        setup_fee: usd(setup_fee),
        categories: vec![Category::Vps],
        os_families: vec![Family::Linux],
        position: 0,
    }
}

fn ppm(rate: u32) -> TaxRate {
    TaxRate::from_ppm(rate).expect("a rate under 100 %")
}

#[test]
fn each_addon_keeps_its_own_cycle() {
    let (plan, price_row) = plan(1999, 0, Cycle::Monthly);
    let addons = [addon("cpanel", 1500, 0, Cycle::Monthly), addon("ssl", 999, 0, Cycle::Yearly)];
    let quote = price(&plan, &price_row, &addons, None, &TaxRule::None).expect("prices");
    assert_eq!(quote.total, usd(1999 + 1500 + 999));
    assert_eq!(
        quote.recurring,
        [
            Recurring { cycle: Cycle::Monthly, total: usd(3499) },
            Recurring { cycle: Cycle::Yearly, total: usd(999) },
        ]
    );
}

#[test]
fn setup_fees_are_charged_once_and_never_discounted() {
    let (plan, price_row) = plan(1000, 500, Cycle::Monthly);
    let half = CouponRule::Share(ppm(500_000));
    let quote = price(&plan, &price_row, &[], Some(&half), &TaxRule::None).expect("prices");
    assert_eq!((quote.subtotal, quote.discount, quote.total), (usd(1500), usd(500), usd(1000)));
    assert_eq!(quote.recurring, [Recurring { cycle: Cycle::Monthly, total: usd(1000) }]);
    let setup = quote.lines.last().expect("two lines");
    assert_eq!((setup.kind, setup.cycle, setup.discount), (Kind::Setup, None, usd(0)));
}

#[test]
fn a_coupon_over_the_price_makes_it_free_not_negative() {
    let (plan, price_row) = plan(1000, 0, Cycle::Monthly);
    let coupon = CouponRule::Amount(usd(5000));
    let quote = price(&plan, &price_row, &[], Some(&coupon), &TaxRule::None).expect("prices");
    assert_eq!(quote.total, usd(0));
}

#[test]
fn inclusive_prices_stay_what_they_were() {
    let (plan, price_row) = plan(11_900, 0, Cycle::Monthly);
    let rule = TaxRule::Inclusive(ppm(190_000));
    let quote = price(&plan, &price_row, &[], None, &rule).expect("prices");
    assert_eq!((quote.subtotal, quote.tax, quote.total), (usd(10_000), usd(1_900), usd(11_900)));
    let rule = TaxRule::Exclusive(ppm(190_000));
    let quote = price(&plan, &price_row, &[], None, &rule).expect("prices");
    assert_eq!((quote.subtotal, quote.tax, quote.total), (usd(11_900), usd(2_261), usd(14_161)));
}

#[test]
fn an_amount_that_does_not_fit_is_an_error() {
    let (plan, price_row) = plan(i64::MAX, 1, Cycle::Monthly);
    assert!(price(&plan, &price_row, &[], None, &TaxRule::None).is_err());
    let euro = Addon { price: Money::new(1, Currency::EUR), ..addon("a", 1, 0, Cycle::Monthly) };
    assert!(price(&plan, &price_row, &[euro], None, &TaxRule::None).is_err());
}

fn cycles() -> impl Strategy<Value = Cycle> {
    prop::sample::select(Cycle::ALL.to_vec())
}

fn rules() -> impl Strategy<Value = TaxRule> {
    prop_oneof![
        Just(TaxRule::None),
        (0u32..=1_000_000).prop_map(|rate| TaxRule::Exclusive(ppm(rate))),
        (0u32..=1_000_000).prop_map(|rate| TaxRule::Inclusive(ppm(rate))),
    ]
}

fn coupons() -> impl Strategy<Value = Option<CouponRule>> {
    prop_oneof![
        Just(None),
        (0u32..=1_000_000).prop_map(|share| Some(CouponRule::Share(ppm(share)))),
        (0i64..10_000_000).prop_map(|amount| Some(CouponRule::Amount(usd(amount)))),
    ]
}

fn addons(max: i64) -> impl Strategy<Value = Vec<Addon>> {
    prop::collection::vec((0..max, 0..max, cycles()), 0..8).prop_map(|rows| {
        let named = rows.into_iter().enumerate();
        named.map(|(n, (amount, fee, cycle))| addon(&format!("a{n}"), amount, fee, cycle)).collect()
    })
}

proptest! {
    #[test]
    fn lines_and_document_add_up(
        amount in 0i64..10_000_000, fee in 0i64..100_000, cycle in cycles(),
        addons in addons(1_000_000), coupon in coupons(), rule in rules(),
    ) {
        let (plan, price_row) = plan(amount, fee, cycle);
        let quote = price(&plan, &price_row, &addons, coupon.as_ref(), &rule).expect("prices");
        let due = |net: Money, off: Money, tax: Money| net.amount() - off.amount() + tax.amount();
        prop_assert_eq!(quote.total.amount(), due(quote.subtotal, quote.discount, quote.tax));
        let gross = amount + fee
            + addons.iter().map(|a| a.price.amount() + a.setup_fee.amount()).sum::<i64>();
        match rule {
            TaxRule::None => prop_assert!(quote.tax.is_zero() && quote.subtotal.amount() == gross),
            TaxRule::Exclusive(rate) => {
                let net = quote.subtotal.checked_sub(quote.discount).expect("fits");
                prop_assert_eq!((quote.subtotal.amount(), quote.tax), (gross, rate.tax_of(net)));
            }
            TaxRule::Inclusive(_) => prop_assert_eq!(quote.total.amount(), gross - quote.discount.amount()),
        }
        for line in &quote.lines {
            prop_assert!(!line.amount.is_negative() && !line.tax.is_negative() && !line.discount.is_negative());
            prop_assert!(line.discount.amount() <= line.amount.amount(), "{:?}", line);
            prop_assert_eq!(line.unit_amount.checked_mul(line.quantity), Ok(line.amount));
        }
    }

    #[test]
    fn the_order_of_choosing_addons_does_not_matter(
        amount in 0i64..10_000_000, addons in addons(1_000_000).prop_shuffle(),
        coupon in coupons(), rule in rules(),
    ) {
        let (plan, price_row) = plan(amount, 0, Cycle::Monthly);
        let as_chosen = price(&plan, &price_row, &addons, coupon.as_ref(), &rule).expect("prices");
        let mut sorted = addons;
        sorted.sort_by(|a, b| b.slug.cmp(&a.slug));
        let reversed = price(&plan, &price_row, &sorted, coupon.as_ref(), &rule).expect("prices");
        prop_assert_eq!(as_chosen, reversed);
    }

    #[test]
    fn hostile_amounts_never_panic(
        amount: i64, fee: i64, addons in addons(i64::MAX), coupon in coupons(), rule in rules(), off: i64,
    ) {
        let (plan, price_row) = plan(amount, fee, Cycle::Monthly);
        let _ = price(&plan, &price_row, &addons, coupon.as_ref(), &rule);
        let _ = price(&plan, &price_row, &addons, Some(&CouponRule::Amount(usd(off))), &rule);
    }
}
