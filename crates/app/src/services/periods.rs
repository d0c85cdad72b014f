//! The calendar of one recurring item (MONEY.md §2.10): every date is computed from its anchor.

use chrono::NaiveDate;
use kn_core::calendar::{Cycle, period_start};

/// One period, half open: `ends_on` is the first day it does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) number: i32,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: NaiveDate,
}

/// The period that opens on the day of activation.
pub(super) fn first(anchor: NaiveDate, cycle: Cycle) -> Period {
    Period {
        number: 0,
        starts_on: period_start(anchor, cycle, 0),
        ends_on: period_start(anchor, cycle, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_period_begins_today_and_ends_where_the_second_begins() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (anchor, cycle, ends_on) in [
            ("2027-01-31", Cycle::Monthly, "2027-02-28"),
            ("2027-01-31", Cycle::Quarterly, "2027-04-30"),
            ("2028-02-29", Cycle::Yearly, "2029-02-28"),
            ("2027-11-22", Cycle::Semiannual, "2028-05-22"),
        ] {
            let period = first(day(anchor), cycle);
            assert_eq!(
                (period.number, period.starts_on, period.ends_on),
                (0, day(anchor), day(ends_on))
            );
        }
    }
}
