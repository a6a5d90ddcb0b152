//! From the fields an expression gives to a day, a month or a year; what is open is settled by the day of publication, by
//! the day of the week, by the words last and next, and by the tense of the clause, or not at all.

use jiff::civil::Date;

use crate::calendar::{self, days_between, from_hijri, month_plus, to_hijri};
use crate::{Calendar, DateValue};

/// What an expression says about its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    /// Nothing.
    Open,
    /// The year itself.
    Given(i32),
    /// So many years from the year of publication.
    Shift(i32),
    /// The year named last.
    Same,
    /// So many months from the month of publication: the expression names no month of its own.
    Months(i32),
    /// The month named last.
    SameMonth,
    /// The last such day or month before publication.
    Last,
    /// The next one after.
    Next,
    /// The one under way.
    Current,
}

/// Where a clause stands to the day of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
    Unknown,
}

/// A date as its words give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) calendar: Calendar,
    pub(crate) year: Year,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    /// Last day of a range within the month.
    pub(crate) last: Option<u8>,
    /// ISO day of the week named beside it.
    pub(crate) weekday: Option<u8>,
}

/// What a text's dates are counted from.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Anchor {
    pub(crate) published: Option<DateValue>,
    /// What was named last in the text.
    pub(crate) named: Option<DateValue>,
}

/// A future day without a year is looked for no further ahead than this unless the clause speaks of the future.
const NEAR_FUTURE_DAYS: i32 = 60;
/// A past day without a year is looked for no further back than this unless the text says so.
const PAST_DAYS: i32 = 240;
/// A day announced for the coming months lies no further ahead than this.
const FUTURE_DAYS: i32 = 210;

impl Anchor {
    /// The day of publication.
    pub(crate) fn day(&self) -> Option<Date> {
        calendar::day_in(self.published?)
    }

    /// The value of `fields`, and the last day of a range.
    pub(crate) fn resolve(&self, fields: &Fields, tense: Tense) -> (Option<DateValue>, Option<DateValue>) {
        let fields = &match self.with_month(fields) {
            Some(fields) => fields,
            None => return (None, None),
        };
        let Some(month) = fields.month else { return (None, None) };
        let Some(day) = fields.day else { return (self.month(fields, month, tense), None) };
        let first = match self.year(fields.year) {
            Some(year) => full(fields, year, month, day),
            None if matches!(fields.year, Year::Shift(_) | Year::Same | Year::Given(_)) => None,
            None => self.near(fields, month, day, tense),
        };
        let Some(first) = first else { return (None, None) };
        let last = fields.last.and_then(|last| {
            let shift = i32::from(last) - i32::from(day);
            let end = calendar::plus(first, shift)?;
            // The last day must exist in the same month.
            match fields.calendar {
                Calendar::Gregorian => end.month() == first.month(),
                Calendar::Hijri => to_hijri(end)?.1 == month,
            }
            .then(|| calendar::value(end))
        });
        (Some(calendar::value(first)), last)
    }

    // The month of publication, or the one named last, made plain.
    fn with_month(&self, fields: &Fields) -> Option<Fields> {
        let (year, month) = match fields.year {
            Year::Months(n) => {
                let published = self.published?;
                month_plus(published.year.into(), published.month?, n)
            }
            Year::SameMonth => {
                let named = self.named?;
                (named.year.into(), named.month?)
            }
            _ => return Some(*fields),
        };
        Some(Fields { year: Year::Given(year), month: Some(month), ..*fields })
    }

    fn year(&self, year: Year) -> Option<i32> {
        match year {
            Year::Given(y) => Some(y),
            Year::Shift(n) => Some(i32::from(self.published?.year) + n),
            Year::Same => Some(self.named?.year.into()),
            _ => None,
        }
    }

    // A Hijri month or year lies across two civil ones: it has no value at its own precision.
    fn month(&self, fields: &Fields, month: u8, tense: Tense) -> Option<DateValue> {
        if fields.calendar == Calendar::Hijri {
            return None;
        }
        let year = match self.year(fields.year) {
            Some(year) => year,
            None if matches!(fields.year, Year::Shift(_) | Year::Same | Year::Given(_)) => return None,
            None => self.month_near(fields.year, month, tense)?,
        };
        Some(DateValue { year: i16::try_from(year).ok()?, month: Some(month), day: None })
    }

    fn month_near(&self, year: Year, month: u8, tense: Tense) -> Option<i32> {
        let published = self.published?;
        let (y, m) = (i32::from(published.year), published.month?);
        // How many months ago it was, or will be: 0 to 11.
        let ago = (i32::from(m) - i32::from(month)).rem_euclid(12);
        let ahead = (12 - ago) % 12;
        let back = || month_plus(y, m, -ago).0;
        let forth = || month_plus(y, m, ahead).0;
        match year {
            // "Last March" written in March may mean this one or the one before.
            Year::Last | Year::Next if ago == 0 => None,
            Year::Last => Some(back()),
            Year::Next => Some(forth()),
            Year::Current if ago <= 1 => Some(back()),
            Year::Current if ahead == 1 => Some(forth()),
            Year::Open => match tense {
                Tense::Future if ahead <= 9 => Some(forth()),
                Tense::Past => Some(back()),
                Tense::Unknown if ago <= 9 => Some(back()),
                _ => None,
            },
            _ => None,
        }
    }

    // A day and a month: the year that brings it near the day of publication.
    fn near(&self, fields: &Fields, month: u8, day: u8, tense: Tense) -> Option<Date> {
        let published = self.day()?;
        let middle = match fields.calendar {
            Calendar::Gregorian => i32::from(published.year()),
            Calendar::Hijri => to_hijri(published)?.0,
        };
        let days: Vec<Date> = (middle - 1..=middle + 1).filter_map(|y| full(fields, y, month, day)).collect();
        let back = days.iter().copied().filter(|d| *d <= published).max();
        let forth = days.iter().copied().filter(|d| *d >= published).min();
        let distance = |d: Date| days_between(published, d).abs();
        match fields.year {
            Year::Last => days.iter().copied().filter(|d| *d < published).max(),
            Year::Next => days.iter().copied().filter(|d| *d > published).min(),
            Year::Current => {
                [back, forth].into_iter().flatten().min_by_key(|d| distance(*d)).filter(|d| distance(*d) < 62)
            }
            // The day of the week must not be that of a nearby year which the date itself contradicts.
            _ if fields.weekday.is_some() && self.contradicted(fields, month, day) => None,
            _ if fields.weekday.is_some() && days.len() == 1 => days.first().copied(),
            _ => match tense {
                Tense::Future => forth
                    .filter(|d| distance(*d) <= FUTURE_DAYS)
                    .or_else(|| back.filter(|d| distance(*d) <= NEAR_FUTURE_DAYS)),
                Tense::Past | Tense::Unknown => {
                    let near_back = back.filter(|d| distance(*d) <= PAST_DAYS);
                    near_back.or_else(|| forth.filter(|d| distance(*d) <= NEAR_FUTURE_DAYS))
                }
            },
        }
    }

    // Whether the day lies close to publication in some year, but on another day of the week.
    fn contradicted(&self, fields: &Fields, month: u8, day: u8) -> bool {
        let free = Fields { weekday: None, year: Year::Open, ..*fields };
        let Some(published) = self.day() else { return false };
        self.near(&free, month, day, Tense::Unknown).is_some_and(|d| {
            days_between(published, d).abs() <= NEAR_FUTURE_DAYS && full_on(fields, d).is_none()
        })
    }

    /// The day of the week `weekday` that a clause of this tense means, or that `year` (last, next) says.
    pub(crate) fn weekday(&self, weekday: u8, which: Year, tense: Tense) -> Option<Date> {
        let published = self.day()?;
        let ago = (i32::from(calendar::weekday(published)) - i32::from(weekday)).rem_euclid(7);
        let days = match which {
            Year::Last => {
                if ago == 0 {
                    -7
                } else {
                    -ago
                }
            }
            Year::Shift(n) if n < 0 => (if ago == 0 { -7 } else { -ago }) - 7,
            Year::Next => 7 - ago,
            _ if tense == Tense::Future => (7 - ago) % 7,
            _ => -ago,
        };
        calendar::plus(published, days)
    }
}

// The civil day of a full date; the weekday named beside it must agree. A Hijri day by sighting may lie a day beside Umm
// al-Qura: then the weekday settles it.
fn full(fields: &Fields, year: i32, month: u8, day: u8) -> Option<Date> {
    let date = match fields.calendar {
        Calendar::Gregorian => calendar::day_of(year, month, day)?,
        Calendar::Hijri => from_hijri(year, month, day)?,
    };
    full_on(fields, date)
}

fn full_on(fields: &Fields, date: Date) -> Option<Date> {
    let Some(weekday) = fields.weekday else { return Some(date) };
    if calendar::weekday(date) == weekday {
        return Some(date);
    }
    if fields.calendar == Calendar::Hijri {
        return [-1, 1]
            .into_iter()
            .filter_map(|n| calendar::plus(date, n))
            .find(|d| calendar::weekday(*d) == weekday);
    }
    None
}
