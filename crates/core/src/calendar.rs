//! The billing calendar: cycles, periods, business dates.
//!
//! Instants are UTC; billing works on dates in the seller's one business zone (MONEY.md §2.10), so
//! daylight saving never moves a due date. Period `k` is always computed from the anchor, never
//! from the period before it: an anchor of 31 January gives 28 February, then 31 March again.
//! Periods are half-open: `[start(k), start(k + 1))`.
//!
//! Callers: pricing and renewals (cycles, periods), automation runs (business dates), `Work`
//! (microsecond instants).

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, SubsecRound, TimeZone, Utc};
use chrono_tz::{GapInfo, Tz};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How often something recurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Every six months.
    Semiannual,
    /// Every year.
    Yearly,
    /// Every two years.
    Biennial,
}

/// The text names no cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected one of monthly, quarterly, semiannual, yearly, biennial")]
pub struct CycleError;

impl Cycle {
    /// All cycles, the shortest first.
    pub const ALL: [Self; 5] =
        [Self::Monthly, Self::Quarterly, Self::Semiannual, Self::Yearly, Self::Biennial];

    /// The length in months.
    pub const fn months(self) -> u32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::Semiannual => 6,
            Self::Yearly => 12,
            Self::Biennial => 24,
        }
    }

    /// The name in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Semiannual => "semiannual",
            Self::Yearly => "yearly",
            Self::Biennial => "biennial",
        }
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Cycle {
    type Err = CycleError;

    fn from_str(text: &str) -> Result<Self, CycleError> {
        Self::ALL.into_iter().find(|cycle| cycle.as_str() == text).ok_or(CycleError)
    }
}

/// The first day of period `k` (counted from 0) of what began on `anchor`.
///
/// The day is the anchor's, or the last of the month where that month is shorter. Beyond the last
/// date the calendar can express (year 262,142) the answer stays at that date.
pub fn period_start(anchor: NaiveDate, cycle: Cycle, k: u32) -> NaiveDate {
    let months = Months::new(cycle.months().saturating_mul(k));
    anchor.checked_add_months(months).unwrap_or(NaiveDate::MAX)
}

/// The time zone in which the seller's days begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BusinessZone(pub Tz);

/// The text names no time zone of the IANA database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a time zone such as Europe/Berlin or Asia/Kolkata")]
pub struct ZoneError;

impl BusinessZone {
    /// Days that begin at 00:00 UTC.
    pub const UTC: Self = Self(Tz::UTC);

    /// The date an instant falls on.
    pub fn business_date(self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.0).date_naive()
    }

    /// The first instant of a date.
    ///
    /// Where midnight is skipped (daylight saving begins at 00:00, or a zone jumps a whole day)
    /// that is the end of the gap; where midnight comes twice, the earlier one.
    pub fn start_of_day(self, date: NaiveDate) -> DateTime<Utc> {
        let midnight = date.and_time(NaiveTime::MIN);
        let local = self.0.from_local_datetime(&midnight).earliest();
        let after_gap = || GapInfo::new(&midnight, &self.0).and_then(|gap| gap.end);
        match local.or_else(after_gap) {
            Some(start) => start.with_timezone(&Utc),
            // Only at the edge of what chrono can express, where an offset does not matter.
            None => midnight.and_utc(),
        }
    }

    /// The first instant after a date: the start of the next one.
    pub fn end_of_day(self, date: NaiveDate) -> DateTime<Utc> {
        self.start_of_day(date.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX))
    }
}

impl fmt::Display for BusinessZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.name())
    }
}

impl FromStr for BusinessZone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, ZoneError> {
        text.parse().map(Self).map_err(|_| ZoneError)
    }
}

impl Serialize for BusinessZone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

impl<'de> Deserialize<'de> for BusinessZone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

/// Cuts an instant to whole microseconds, the precision both databases keep: what is written then
/// equals what is read back.
pub fn truncate_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}

/// Microseconds since 1970, for stores and cursors. See [`from_micros`] for the way back.
pub fn to_micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// The instant of [`to_micros`]; none if it lies beyond what can be expressed.
pub fn from_micros(micros: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, TimeDelta};
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn starts(anchor: &str, cycle: Cycle, count: u32) -> Vec<String> {
        (0..count).map(|k| period_start(day(anchor), cycle, k).to_string()).collect()
    }

    #[test]
    fn the_last_of_january_comes_back_in_march() {
        assert_eq!(
            starts("2027-01-31", Cycle::Monthly, 5),
            ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]
        );
    }

    #[test]
    fn a_leap_day_comes_back_in_leap_years() {
        assert_eq!(
            starts("2028-02-29", Cycle::Yearly, 5),
            ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]
        );
    }

    #[test]
    fn a_period_beyond_the_calendar_stays_at_its_end() {
        assert_eq!(period_start(day("2027-01-31"), Cycle::Biennial, u32::MAX), NaiveDate::MAX);
    }

    #[test]
    fn cycles_are_written_one_way() {
        for cycle in Cycle::ALL {
            assert_eq!(cycle.to_string().parse(), Ok(cycle));
            assert_eq!(serde_json::to_string(&cycle).unwrap(), format!("\"{cycle}\""));
        }
        assert!("Monthly".parse::<Cycle>().is_err());
    }

    #[test]
    fn a_day_without_midnight_starts_after_the_gap() {
        // Beirut begins daylight saving at 00:00; Samoa had no 30 December 2011 at all.
        for (zone, date, start) in [
            ("Asia/Beirut", "2025-03-30", "2025-03-29T22:00:00Z"),
            ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
            ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
            ("Asia/Kolkata", "2026-11-22", "2026-11-21T18:30:00Z"),
            ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"),
            ("America/Havana", "2025-11-02", "2025-11-02T04:00:00Z"),
        ] {
            let zone: BusinessZone = zone.parse().unwrap();
            let start: DateTime<Utc> = start.parse().unwrap();
            assert_eq!(zone.start_of_day(day(date)), start, "{zone} {date}");
        }
    }

    #[test]
    fn the_business_date_rolls_at_local_midnight() {
        let zone: BusinessZone = "Asia/Kolkata".parse().unwrap();
        let midnight = zone.start_of_day(day("2026-11-22"));
        assert_eq!(zone.business_date(midnight), day("2026-11-22"));
        assert_eq!(zone.business_date(midnight - TimeDelta::microseconds(1)), day("2026-11-21"));
        assert!("Mars/Olympus".parse::<BusinessZone>().is_err());
    }

    proptest! {
        #[test]
        fn periods_are_ordered_and_keep_the_anchors_day(
            days in 0u64..20_000, cycle in 0..5usize, k in 0u32..600,
        ) {
            let anchor = day("2000-01-01") + Days::new(days);
            let cycle = Cycle::ALL[cycle];
            let (start, end) = (period_start(anchor, cycle, k), period_start(anchor, cycle, k + 1));
            prop_assert!(start < end);
            prop_assert!(start.day() <= anchor.day());
            let last_of_month = (start + Days::new(1)).month() != start.month();
            prop_assert!(start.day() == anchor.day() || last_of_month);
        }

        #[test]
        fn a_day_contains_its_start(days in 0u64..40_000, zone in 0..chrono_tz::TZ_VARIANTS.len()) {
            let zone = BusinessZone(chrono_tz::TZ_VARIANTS[zone]);
            let date = day("1970-01-01") + Days::new(days);
            // Equal, but for the few dates a zone skipped altogether.
            prop_assert!(zone.business_date(zone.start_of_day(date)) >= date);
            prop_assert!(zone.start_of_day(date) <= zone.end_of_day(date));
        }

        #[test]
        fn micros_round_trip(micros in -1_000_000_000_000_000i64..4_000_000_000_000_000, nanos in 0i64..1000) {
            let at = from_micros(micros).unwrap();
            prop_assert_eq!(to_micros(at), micros);
            prop_assert_eq!(truncate_micros(at + TimeDelta::nanoseconds(nanos)), at);
        }
    }
}
