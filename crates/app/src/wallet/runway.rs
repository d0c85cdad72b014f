//! How many of the next renewals a balance pays. Pure.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use kn_core::calendar::{Cycle, period_start};
use kn_core::money::{Money, MoneyError};

use super::model::Runway;

/// What is due within so many days counts as coming up.
const UPCOMING_DAYS: u64 = 30;
/// Counting stops here; a balance that lasts longer lasts "long enough".
const MAX_RENEWALS: u32 = 120;

/// Something that renews by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Renewal {
    pub(super) next_due_on: NaiveDate,
    pub(super) cycle: Cycle,
    pub(super) amount: Money,
}

/// Pays the renewals in the order they fall due until one is too dear.
pub(super) fn runway(
    balance: Money,
    today: NaiveDate,
    items: &[Renewal],
) -> Result<Runway, MoneyError> {
    Ok(Runway {
        covers_renewals: covered(balance, items)?,
        upcoming: upcoming(balance, today, items)?,
    })
}

fn covered(balance: Money, items: &[Renewal]) -> Result<u32, MoneyError> {
    let mut queue: BTreeSet<(NaiveDate, usize, u32)> = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.amount.is_positive())
        .map(|(at, item)| (item.next_due_on, at, 0))
        .collect();
    let mut left = balance;
    let mut count = 0_u32;
    while count < MAX_RENEWALS {
        let Some((_, at, k)) = queue.pop_first() else { break };
        let Some(item) = items.get(at) else { break };
        if left.checked_cmp(item.amount)?.is_lt() {
            break;
        }
        left = left.checked_sub(item.amount)?;
        count = count.saturating_add(1);
        let next = k.saturating_add(1);
        queue.insert((period_start(item.next_due_on, item.cycle, next), at, next));
    }
    Ok(count)
}

fn upcoming(balance: Money, today: NaiveDate, items: &[Renewal]) -> Result<Money, MoneyError> {
    let horizon = today.checked_add_days(Days::new(UPCOMING_DAYS)).unwrap_or(NaiveDate::MAX);
    let mut due = Vec::new();
    for item in items {
        // A month has at least 28 days, so two periods of one item can fall into the window.
        for k in 0..3 {
            if period_start(item.next_due_on, item.cycle, k) <= horizon {
                due.push(item.amount);
            }
        }
    }
    Money::sum(balance.currency(), due)
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests add up small numbers")]
mod tests {
    use super::*;
    use kn_core::money::Currency;
    use proptest::prelude::*;

    fn usd(amount: i64) -> Money {
        Money::new(amount, Currency::USD)
    }

    fn item(due: &str, cycle: Cycle, amount: i64) -> Renewal {
        Renewal { next_due_on: due.parse().unwrap(), cycle, amount: usd(amount) }
    }

    fn of(balance: i64, items: &[Renewal]) -> Runway {
        runway(usd(balance), "2030-01-01".parse().unwrap(), items).unwrap()
    }

    #[test]
    fn renewals_are_paid_in_the_order_they_fall_due() {
        let items =
            [item("2030-01-20", Cycle::Monthly, 500), item("2030-01-10", Cycle::Yearly, 1200)];
        assert_eq!(of(0, &items).covers_renewals, 0);
        assert_eq!(of(1199, &items).covers_renewals, 0);
        assert_eq!(of(1200, &items).covers_renewals, 1);
        assert_eq!(of(2700, &items).covers_renewals, 4);
        assert_eq!(of(2700, &items).upcoming, usd(1700));
    }

    #[test]
    fn what_costs_nothing_and_what_never_ends_does_not_run_away() {
        assert_eq!(of(100, &[]).covers_renewals, 0);
        assert_eq!(of(100, &[item("2030-01-10", Cycle::Monthly, 0)]).covers_renewals, 0);
        let cheap = [item("2030-01-10", Cycle::Monthly, 1)];
        assert_eq!(of(1_000_000, &cheap).covers_renewals, MAX_RENEWALS);
    }

    proptest! {
        #[test]
        fn what_is_covered_never_costs_more_than_the_balance(
            balance in 0i64..100_000,
            amounts in proptest::collection::vec((0u64..400, 1i64..5_000, 0..5usize), 0..12),
        ) {
            let start: NaiveDate = "2029-12-01".parse().unwrap();
            let items: Vec<Renewal> = amounts
                .iter()
                .map(|(days, amount, cycle)| Renewal {
                    next_due_on: start + Days::new(*days),
                    cycle: Cycle::ALL[*cycle],
                    amount: usd(*amount),
                })
                .collect();
            let cheapest = items.iter().map(|i| i.amount.amount()).min().unwrap_or(1);
            let covered = of(balance, &items).covers_renewals;
            prop_assert!(i64::from(covered) * cheapest <= balance);
        }
    }
}
