//! Days of the civil and the Hijri calendar, and steps between them.
//!
//! Hijri days are read as Umm al-Qura, the calendar of Saudi Arabia's press, from 1300 to 1600 AH (ICU4X's tables). In other
//! countries a month may begin a day earlier or later, by sighting.

use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::UmmAlQura;
use icu_calendar::{Date as IcuDate, Gregorian};
use jiff::civil::Date;

use crate::DateValue;

/// The years of the Hijri calendar that can be read.
pub(crate) const HIJRI_YEARS: std::ops::RangeInclusive<i32> = 1300..=1600;

/// The civil day of a Hijri one; `None` outside 1300 to 1600 AH or if the month has no such day.
pub(crate) fn from_hijri(year: i32, month: u8, day: u8) -> Option<Date> {
    if !HIJRI_YEARS.contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let hijri =
        IcuDate::<Hijri<UmmAlQura>>::try_new(year.into(), month.into(), day, Hijri::new_umm_al_qura())
            .ok()?;
    let civil = hijri.to_calendar(Gregorian);
    day_of(civil.year().extended_year(), civil.month().ordinal, civil.day_of_month().0)
}

/// Year, month and day AH of a civil day.
pub(crate) fn to_hijri(date: Date) -> Option<(i32, u8, u8)> {
    let civil = IcuDate::try_new_gregorian(date.year().into(), date.month() as u8, date.day() as u8).ok()?;
    let hijri = civil.to_calendar(Hijri::new_umm_al_qura());
    Some((hijri.year().extended_year(), hijri.month().ordinal, hijri.day_of_month().0))
}

/// The civil day, if there is one.
pub(crate) fn day_of(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `date` moved by `days`.
pub(crate) fn plus(date: Date, days: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Days from `a` to `b`.
pub(crate) fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |s| s.get_days())
}

/// ISO day of the week, Monday is 1.
pub(crate) fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_one_offset() as u8
}

/// Year and month moved by `months`.
pub(crate) fn month_plus(year: i32, month: u8, months: i32) -> (i32, u8) {
    let all = year * 12 + i32::from(month) - 1 + months;
    (all.div_euclid(12), all.rem_euclid(12) as u8 + 1)
}

/// The value of a civil day.
pub(crate) fn value(date: Date) -> DateValue {
    DateValue { year: date.year(), month: Some(date.month() as u8), day: Some(date.day() as u8) }
}

/// The day of a value that has one.
pub(crate) fn day_in(value: DateValue) -> Option<Date> {
    day_of(value.year.into(), value.month?, value.day?)
}

#[cfg(test)]
mod tests {
    use super::{day_of, from_hijri, plus, to_hijri};

    #[test]
    fn every_hijri_day_from_1300_to_1500_has_one_civil_day_and_back() {
        let mut day = from_hijri(1300, 1, 1);
        let mut count = 0;
        for year in 1300..=1500 {
            for month in 1..=12 {
                for d in 1..=30 {
                    let Some(civil) = from_hijri(year, month, d) else {
                        assert_eq!(d, 30, "only a thirtieth may be missing");
                        continue;
                    };
                    assert_eq!(Some(civil), day, "{year}-{month}-{d} follows the day before");
                    assert_eq!(to_hijri(civil), Some((year, month, d)));
                    day = plus(civil, 1);
                    count += 1;
                }
            }
        }
        assert!((71_000..71_500).contains(&count), "201 lunar years have about 71,227 days, not {count}");
    }

    #[test]
    fn hijri_days_fall_where_the_press_prints_them() {
        assert_eq!(from_hijri(1436, 10, 25), day_of(2015, 8, 10));
        assert_eq!(from_hijri(1447, 8, 23), day_of(2026, 2, 11));
        assert_eq!(from_hijri(1299, 1, 1), None);
        assert_eq!(from_hijri(1601, 1, 1), None);
    }
}
