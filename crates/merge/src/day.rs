//! Days as numbers, and the stretch of days in which an event may have taken place.

use serde::{Deserialize, Serialize};

/// What a date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Basis {
    /// Words that give the day, or a range of days.
    Day,
    /// Words that give a month.
    Month,
    /// Words that give a year.
    Year,
    /// The day of publication.
    Published,
    /// No date at all: the day of publication is taken as the nearest thing.
    Undated,
}

/// Days of the longest stretch that is kept: of a range of years the beginning.
const LONGEST: i32 = 400;

/// First and last day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Days {
    pub(crate) first: i32,
    pub(crate) last: i32,
    pub(crate) basis: Basis,
}

impl Days {
    /// Of a date as records have it: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, with the end of a range if there is one.
    pub(crate) fn of(value: &str, end: Option<&str>, published: bool) -> Option<Days> {
        let (first, last, basis) = period(value)?;
        let last = end.and_then(period).map_or(last, |(_, end, _)| end.max(last)).min(first + LONGEST);
        Some(Days { first, last, basis: if published { Basis::Published } else { basis } })
    }

    /// Days between the two stretches; 0 if they touch.
    pub(crate) fn gap(self, other: Days) -> i32 {
        (other.first.saturating_sub(self.last)).max(self.first.saturating_sub(other.last)).max(0)
    }
}

/// First day, last day and precision of a date.
fn period(value: &str) -> Option<(i32, i32, Basis)> {
    let mut parts = value.get(..10).unwrap_or(value).split('-');
    let year: i32 = parts.next()?.parse().ok().filter(|y| (1..=9999).contains(y))?;
    let month = parts.next().map(|m| m.parse::<i32>().ok().filter(|m| (1..=12).contains(m)));
    let day = parts.next().map(|d| d.parse::<i32>().ok().filter(|d| (1..=31).contains(d)));
    Some(match (month, day) {
        (None, _) => (number(year, 1, 1), number(year, 12, 31), Basis::Year),
        (Some(month), None) => {
            let month = month?;
            let next = if month == 12 { number(year + 1, 1, 1) } else { number(year, month + 1, 1) };
            (number(year, month, 1), next - 1, Basis::Month)
        }
        (Some(month), Some(day)) => {
            let day = number(year, month?, day?);
            (day, day, Basis::Day)
        }
    })
}

/// The number of a day of the Gregorian calendar: H. Hinnant, "chrono-compatible low-level date algorithms" (2013),
/// `days_from_civil`.
fn number(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::{Basis, Days};

    #[track_caller]
    fn days(value: &str) -> (i32, i32, Basis) {
        let days = Days::of(value, None, false).unwrap();
        (days.first, days.last, days.basis)
    }

    #[test]
    fn days_months_and_years_are_counted() {
        assert_eq!(days("1970-01-01"), (0, 0, Basis::Day));
        assert_eq!(days("2000-03-01"), (11_017, 11_017, Basis::Day));
        assert_eq!(days("2024-02"), (19_754, 19_782, Basis::Month));
        assert_eq!(days("2023"), (19_358, 19_722, Basis::Year));
        assert_eq!(days("2016-05-19T10:30").0, days("2016-05-19").0);
    }

    #[test]
    fn nonsense_has_no_days() {
        for value in ["", "2016-13", "2016-05-99", "x", "0000-01-01", "٢٠١٦"] {
            assert_eq!(Days::of(value, None, false), None, "{value}");
        }
    }

    #[test]
    fn a_gap_is_what_lies_between() {
        let of = |v, e| Days::of(v, e, false).unwrap();
        assert_eq!(of("2016-05-19", None).gap(of("2016-05-22", None)), 3);
        assert_eq!(of("2016-05-22", None).gap(of("2016-05-19", Some("2016-05-23"))), 0);
        assert_eq!(of("2016-05", None).gap(of("2016-05-20", None)), 0);
    }
}
