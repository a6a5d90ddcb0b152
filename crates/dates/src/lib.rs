//! Dates as Arabic news writes them: absolute, relative, Hijri, ranges.
//!
//! In: a text and the day it was published. Out: every expression of a calendar date with its value at the
//! precision the text gives. What cannot be resolved has no value: never a guess.

mod absolute;
mod calendar;
mod clock;
mod memory;
mod named_day;
mod period;
mod reader;
mod resolve;
mod tables;
mod timestamp;
mod tokens;

use waqai_text::Span;

/// A calendar day, month or year in the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateValue {
    /// Year.
    pub year: i16,
    /// Month 1 to 12, if known.
    pub month: Option<u8>,
    /// Day 1 to 31, if known; only with a month.
    pub day: Option<u8>,
}

/// Which calendar the words are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The civil calendar, whatever month names.
    Gregorian,
    /// The Hijri calendar, read as Umm al-Qura.
    Hijri,
}

/// An expression of a calendar date in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct DateExpr {
    /// The words, without attached clitics.
    pub span: Span,
    /// What they mean, or `None` when that cannot be told.
    pub value: Option<DateValue>,
    /// Last day of a range.
    pub end: Option<DateValue>,
    /// The calendar of the words.
    pub calendar: Calendar,
    /// The rule that read it: `absolute/day-month-year`, `relative/yesterday`, …
    pub rule: &'static str,
}

/// A time of day beside a date ("09:22 مساءً" → 21:22).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl std::fmt::Display for DateValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(m) = self.month {
            write!(f, "-{m:02}")?;
            if let Some(d) = self.day {
                write!(f, "-{d:02}")?;
            }
        }
        Ok(())
    }
}

/// Every expression of a calendar date in `text`, in order, without overlaps.
///
/// `published` is the day the text was published; without it relative expressions ("أمس") have no value.
///
/// A day of the week without more is the last one up to the day of publication, that day included, unless its clause
/// speaks of the future; a day and month without a year lie near publication. A date that does not exist or that its
/// own weekday contradicts keeps its span and has no value. Hijri days are read as Umm al-Qura from 1300 to 1600 AH; a
/// Hijri month or year alone has no value, since it lies across two civil ones. Spans are bytes of `text`.
///
/// ```
/// use waqai_dates::{DateValue, find_dates};
///
/// let text = "وصل أمس الثلاثاء، وكان غادر في 28 كانون الثاني";
/// let published = DateValue { year: 2026, month: Some(2), day: Some(11) };
/// let dates = find_dates(text, Some(published));
/// assert_eq!(dates[0].span.of(text), "أمس الثلاثاء");
/// assert_eq!(dates[0].value.unwrap().to_string(), "2026-02-10");
/// assert_eq!(dates[1].value.unwrap().to_string(), "2026-01-28");
/// ```
#[must_use]
pub fn find_dates(text: &str, published: Option<DateValue>) -> Vec<DateExpr> {
    reader::read(text, published)
}

/// The date, and time of day if given, of a line such as a page prints above an article
/// ("الأربعاء، 28 آب/اغسطس 2013 - 02:00 م"). `None` if the line holds no full date: a year or month is never its first
/// day, a date that does not exist, or that its weekday or the Hijri date beside it contradicts, is none. Of several dates
/// the first printing counts, not the last change. The time is as printed, in the zone of the page.
///
/// ```
/// use waqai_dates::read_timestamp;
///
/// let (date, clock) = read_timestamp("الأربعاء، 28 آب/اغسطس 2013 - 02:00 م").unwrap();
/// assert_eq!(date.to_string(), "2013-08-28");
/// assert_eq!(clock.unwrap().hour, 14);
/// assert!(read_timestamp("2014").is_none());
/// ```
#[must_use]
pub fn read_timestamp(line: &str) -> Option<(DateValue, Option<Clock>)> {
    timestamp::read(line)
}
