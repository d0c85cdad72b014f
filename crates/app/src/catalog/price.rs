//! The one price calculation: quotes, orders and their documents all come from [`price`].
//!
//! Every line is worth its price once: the plan for its cycle, each add-on for its own, each set-up fee once
//! and never again. A discount lowers the taxable sum; tax is computed on that sum, rounded half up, and
//! shared out to the lines (MONEY.md §2.11). Invariants: `total = subtotal − discount + tax`, on the
//! document and on each line; nothing depends on the order in which add-ons were chosen; an amount that does
//! not fit is an error, never a wrap. Pure: no database, no clock.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use kn_core::calendar::Cycle;
use kn_core::money::{Currency, Money, MoneyError};
use kn_core::tax::{TaxRate, distribute};
use kn_db::entities::invoice_line::{Kind, RevenueLine};
use serde::Serialize;

use super::model::{Addon, Category, Plan, PlanPrice};
use crate::error::Result;

/// How a document is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaxRule {
    /// Not at all.
    #[default]
    None,
    /// Prices are net; tax comes on top.
    Exclusive(TaxRate),
    /// Prices contain the tax.
    Inclusive(TaxRate),
}

/// What a coupon takes off the first document; set-up fees stay, renewals are not discounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CouponRule {
    /// A share, in millionths.
    Share(TaxRate),
    /// An amount; never more than what is bought.
    Amount(Money),
}

/// One line of a quote, an order's document and its PDF. `amount`, `discount` and `tax` are of the whole line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteLine {
    pub kind: Kind,
    pub revenue_line: RevenueLine,
    pub description: String,
    /// None on set-up fees.
    pub cycle: Option<Cycle>,
    pub quantity: i64,
    pub unit_amount: Money,
    pub amount: Money,
    pub discount: Money,
    pub tax_rate_ppm: u32,
    pub tax: Money,
}

/// What will be charged again, by cycle, with tax, without the coupon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Recurring {
    pub cycle: Cycle,
    pub total: Money,
}

/// The price of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    pub lines: Vec<QuoteLine>,
    pub subtotal: Money,
    pub discount: Money,
    pub tax: Money,
    pub total: Money,
    pub recurring: Vec<Recurring>,
}

/// Prices a plan with add-ons.
///
/// # Errors
/// `internal` if currencies differ or an amount does not fit 64 bits; prices in the catalogue prevent both.
pub fn price(
    plan: &Plan,
    price: &PlanPrice,
    addons: &[Addon],
    coupon: Option<&CouponRule>,
    tax: &TaxRule,
) -> Result<Quote> {
    let currency = price.amount.currency();
    let items = items(plan, price, addons);
    let discounts = discounts(&items, coupon, currency)?;
    let mut paid = Vec::with_capacity(items.len());
    for (item, discount) in items.iter().zip(&discounts) {
        paid.push(item.price.checked_sub(*discount)?);
    }
    let taxes = tax.on_lines(&paid, currency)?;
    let recurring = recurring(&items, tax, currency)?;
    let mut lines = Vec::with_capacity(items.len());
    for ((item, discount), tax_amount) in items.into_iter().zip(discounts).zip(taxes) {
        lines.push(item.into_line(discount, tax_amount, tax)?);
    }
    let subtotal = Money::sum(currency, lines.iter().map(|line| line.amount))?;
    let discount = Money::sum(currency, lines.iter().map(|line| line.discount))?;
    let tax = Money::sum(currency, lines.iter().map(|line| line.tax))?;
    let total = subtotal.checked_sub(discount)?.checked_add(tax)?;
    Ok(Quote { lines, subtotal, discount, tax, total, recurring })
}

impl TaxRule {
    fn rate(self) -> TaxRate {
        match self {
            TaxRule::None => TaxRate::ZERO,
            TaxRule::Exclusive(rate) | TaxRule::Inclusive(rate) => rate,
        }
    }

    /// The tax on, or within, a sum of prices.
    fn of(self, sum: Money) -> Result<Money, MoneyError> {
        match self {
            TaxRule::None => Ok(Money::zero(sum.currency())),
            TaxRule::Exclusive(rate) => Ok(rate.tax_of(sum)),
            TaxRule::Inclusive(rate) => contained(sum, rate),
        }
    }

    fn on_lines(self, paid: &[Money], currency: Currency) -> Result<Vec<Money>, MoneyError> {
        let weights: Vec<i64> = paid.iter().map(|money| money.amount()).collect();
        distribute(self.of(Money::sum(currency, paid.iter().copied())?)?, &weights)
    }
}

/// The tax a gross amount contains: `gross × rate / (1 + rate)`, half up.
fn contained(gross: Money, rate: TaxRate) -> Result<Money, MoneyError> {
    let ppm = i128::from(rate.ppm());
    let whole = ppm.checked_add(1_000_000).ok_or(MoneyError::Overflow)?;
    let twice = i128::from(gross.amount()).checked_mul(ppm).and_then(|n| n.checked_mul(2));
    let rounded = twice
        .and_then(|n| n.checked_add(whole))
        .and_then(|n| n.checked_div_euclid(whole.checked_mul(2)?))
        .and_then(|n| i64::try_from(n).ok())
        .ok_or(MoneyError::Overflow)?;
    Ok(Money::new(rounded, gross.currency()))
}

/// A line before discount and tax.
struct Item {
    kind: Kind,
    revenue_line: RevenueLine,
    description: String,
    cycle: Option<Cycle>,
    price: Money,
}

impl Item {
    fn into_line(self, discount: Money, tax_amount: Money, tax: &TaxRule) -> Result<QuoteLine> {
        let amount = match tax {
            TaxRule::Inclusive(_) => self.price.checked_sub(tax_amount)?,
            TaxRule::None | TaxRule::Exclusive(_) => self.price,
        };
        Ok(QuoteLine {
            kind: self.kind,
            revenue_line: self.revenue_line,
            description: self.description,
            cycle: self.cycle,
            quantity: 1,
            unit_amount: amount,
            amount,
            discount,
            tax_rate_ppm: tax.rate().ppm(),
            tax: tax_amount,
        })
    }
}

/// The lines in the order of documents: plan, its set-up fee, then add-ons by their place in the catalogue.
fn items(plan: &Plan, price: &PlanPrice, addons: &[Addon]) -> Vec<Item> {
    let mut items = vec![Item {
        kind: Kind::Plan,
        revenue_line: revenue_line(plan.category),
        description: plan.name.clone(),
        cycle: Some(price.cycle),
        price: price.amount,
    }];
    items.extend(setup(&plan.name, price.setup_fee));
    let mut addons: Vec<&Addon> = addons.iter().collect();
    addons.sort_by(|a, b| (a.position, &a.slug).cmp(&(b.position, &b.slug)));
    for addon in addons {
        items.push(Item {
            kind: Kind::Addon,
            revenue_line: RevenueLine::Addon,
            description: addon.name.clone(),
            cycle: Some(addon.cycle),
            price: addon.price,
        });
        items.extend(setup(&addon.name, addon.setup_fee));
    }
    items
}

fn setup(name: &str, fee: Money) -> Option<Item> {
    (!fee.is_zero()).then(|| Item {
        kind: Kind::Setup,
        revenue_line: RevenueLine::Setup,
        description: format!("{name} set-up"),
        cycle: None,
        price: fee,
    })
}

const fn revenue_line(category: Category) -> RevenueLine {
    match category {
        Category::Vps => RevenueLine::Vps,
        Category::Shared => RevenueLine::Shared,
        Category::Dedicated => RevenueLine::Dedicated,
    }
}

/// What the coupon takes off each line; lines that do not recur are left alone.
fn discounts(
    items: &[Item],
    coupon: Option<&CouponRule>,
    currency: Currency,
) -> Result<Vec<Money>, MoneyError> {
    let nothing = Money::zero(currency);
    let eligible = |item: &Item| if item.cycle.is_some() { item.price } else { nothing };
    let sum = Money::sum(currency, items.iter().map(eligible))?;
    let off = match coupon {
        None => nothing,
        Some(CouponRule::Share(share)) => share.tax_of(sum),
        Some(CouponRule::Amount(amount)) => amount.max(nothing)?.min(sum)?,
    };
    let weights: Vec<i64> = items.iter().map(|item| eligible(item).amount()).collect();
    distribute(off, &weights)
}

fn recurring(
    items: &[Item],
    tax: &TaxRule,
    currency: Currency,
) -> Result<Vec<Recurring>, MoneyError> {
    let mut totals = Vec::new();
    for cycle in Cycle::ALL {
        let mut prices =
            items.iter().filter(|item| item.cycle == Some(cycle)).map(|item| item.price).peekable();
        if prices.peek().is_none() {
            continue;
        }
        let sum = Money::sum(currency, prices)?;
        let total = match tax {
            TaxRule::None | TaxRule::Inclusive(_) => sum,
            TaxRule::Exclusive(rate) => sum.checked_add(rate.tax_of(sum))?,
        };
        totals.push(Recurring { cycle, total });
    }
    Ok(totals)
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests add up small numbers")]
#[path = "price_tests.rs"]
mod tests;
