//! Dates written out: "11/2/2026", "28 كانون الثاني 2026", "السابع من حزيران/يونيو", "23 شعبان 1447 هـ".
//!
//! In: tokens and a place among them. Out: the fields the words give and where they end. Nothing is resolved here.

use crate::Calendar;
use crate::calendar::HIJRI_YEARS;
use crate::resolve::{Fields, Year};
use crate::tables::{Alone, Month, role};
use crate::tokens::{Kind, Tokens};

/// A written date: its first token, the token after it, its fields and its rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    pub(crate) first: usize,
    pub(crate) next: usize,
    pub(crate) fields: Fields,
    pub(crate) rule: &'static str,
}

/// No list of days is read further than this.
const LONGEST_LIST: usize = 12;
/// Years that a civil date in figures may have.
const CIVIL_YEARS: std::ops::RangeInclusive<i32> = 1700..=2100;

/// A date in figures at `i`: day first, year first when the year stands first; "2/11/2026", "2026-02-11", "١١.٢.٢٠٢٦".
pub(crate) fn numeric(t: &Tokens, i: usize) -> Option<Written> {
    let (a, a_digits) = t.number(i)?;
    // The middle of a longer chain of figures is no date.
    if i > 0
        && t.get(i)?.glued
        && t.mark(i - 1).is_some_and(|c| is_dash(c) || c == '/' || c == '.')
        && i > 1
        && t.number(i - 2).is_some()
    {
        return None;
    }
    let joint = t.mark(i + 1).filter(|c| matches!(c, '/' | '\\' | '.' | '-' | '–' | '‐' | '‑' | '٫'))?;
    let (b, b_digits) = t.number(i + 2)?;
    if t.mark(i + 3) != Some(joint) || b_digits > 2 {
        return None;
    }
    let (c, c_digits) = t.number(i + 4)?;
    let tight = (i + 1..=i + 4).all(|n| t.get(n).is_some_and(|t| t.glued));
    if !tight && !matches!(joint, '/' | '-') {
        return None;
    }
    // A fourth figure behind the same joint makes it a telephone number or a code.
    if t.mark(i + 5) == Some(joint) && t.get(i + 5).is_some_and(|t| t.glued) && t.number(i + 6).is_some() {
        return None;
    }
    let (year, month, day) = match (a_digits, c_digits) {
        (1 | 2, 4) => (c, b, a),
        (4, 1 | 2) => (a, b, c),
        _ => return None,
    };
    let (era, next) = era(t, i + 5);
    let year = i32::try_from(year).ok()?;
    let calendar =
        era.unwrap_or(if HIJRI_YEARS.contains(&year) { Calendar::Hijri } else { Calendar::Gregorian });
    if calendar == Calendar::Gregorian && era.is_none() && !CIVIL_YEARS.contains(&year) {
        return None;
    }
    // Only a month can be 12 or less: "11/28/2013" has one reading.
    let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
    let fields = Fields {
        calendar,
        year: Year::Given(year),
        month: Some(u8::try_from(month).ok()?),
        day: Some(u8::try_from(day).ok()?),
        last: None,
        weekday: None,
    };
    if month == 0 || month > 12 || day == 0 || day > 31 {
        // "45/13/2015" is a reference, no date.
        return None;
    }
    let rule =
        if a_digits == 4 { "absolute/year-month-day-figures" } else { "absolute/day-month-year-figures" };
    Some(Written { first: i, next, fields, rule })
}

/// A day and a month in figures, "23/7", which only a leading word makes a date.
pub(crate) fn numeric_day_month(t: &Tokens, i: usize) -> Option<Written> {
    let (day, d) = t.number(i)?;
    let (month, m) = t.number(i + 2)?;
    let tight = t.get(i + 1)?.glued && t.get(i + 2)?.glued && t.mark(i + 1) == Some('/');
    let ends = !(t.get(i + 3).is_some_and(|t| t.glued) && matches!(t.mark(i + 3), Some('/' | '-')));
    if !tight || !ends || d > 2 || m > 2 || !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    let fields = Fields {
        calendar: Calendar::Gregorian,
        year: Year::Open,
        month: u8::try_from(month).ok(),
        day: u8::try_from(day).ok(),
        last: None,
        weekday: None,
    };
    Some(Written { first: i, next: i + 3, fields, rule: "absolute/day-month-figures" })
}

/// A day, or a list or range of days, with its month: "25 ماي", "3-9 يوليو 2015", "الـ20 من أكتوبر من العام 2014",
/// "الخامس من الشهر الجاري".
pub(crate) fn day_month(t: &Tokens, i: usize) -> Option<Written> {
    let mut first = i;
    let (mut day, mut j, mut in_words) = day_at(t, i)?;
    let mut last = None;
    for _ in 0..LONGEST_LIST {
        let Some((another, next, words)) = joined_day(t, j) else { break };
        if another <= last.unwrap_or(day) {
            // A score or a list out of order: only the last belongs to the month.
            (first, day, last) = (next - 1, another, None);
        } else {
            last = Some(another);
        }
        (j, in_words) = (next, words);
    }
    let indefinite = first == i && !definite(t, i);
    let of = t.is(j, role::OF);
    if of {
        j += 1;
    }
    let mut fields = Fields {
        calendar: Calendar::Gregorian,
        year: Year::Open,
        month: None,
        day: Some(day),
        last,
        weekday: None,
    };
    if let Some((year, next)) = relative_month(t, j, of || !in_words) {
        fields.year = year;
        return Some(Written { first, next, fields, rule: "relative/day-of-month" });
    }
    let named = t.is(j, role::MONTH) && t.month(j).is_none_or(|(_, n)| n <= j + 1);
    if named {
        j += 1;
    }
    let joint = matches!(t.mark(j), Some('/' | '-' | '.')) && !of && !named;
    if joint {
        j += 1;
    }
    let (month, next) = month_at(t, j)?;
    // "ثالث مارس" may stand bare, "الثالث" needs "of" or "month" before the name.
    let joined = of || named || indefinite || month.english;
    if in_words && !joined {
        return None;
    }
    let (year, next) = year_after(t, next, month.calendar);
    // "1-صفر" and "1 صفر" are scores.
    if year == Year::Open
        && (joint && month.alone != Alone::Free || month.alone == Alone::Named && !of && !named)
    {
        return None;
    }
    fields.calendar = month.calendar;
    fields.month = Some(month.number);
    fields.year = year;
    let rule = match (last.is_some(), year) {
        (true, _) => "absolute/days-month",
        (false, Year::Open) => "absolute/day-month",
        (false, Year::Given(_)) => "absolute/day-month-year",
        (false, _) => "relative/day-month",
    };
    Some(Written { first, next, fields, rule })
}

/// A month, a day and a year in that order, as some sites print it: "نوفمبر 9, 2020".
pub(crate) fn month_day_year(t: &Tokens, i: usize) -> Option<Written> {
    let (month, j) = month_at(t, i)?;
    let (day, digits) = t.number(j)?;
    let comma = usize::from(matches!(t.mark(j + 1), Some(',' | '،')));
    let (year, year_digits) = t.plain_number(j + 1 + comma)?;
    let year = i32::try_from(year).ok()?;
    let plausible = if month.calendar == Calendar::Hijri {
        HIJRI_YEARS.contains(&year)
    } else {
        CIVIL_YEARS.contains(&year)
    };
    if digits > 2 || !(1..=31).contains(&day) || year_digits != 4 || !plausible {
        return None;
    }
    let (_, next) = era(t, j + 2 + comma);
    let fields = Fields {
        calendar: month.calendar,
        year: Year::Given(year),
        month: Some(month.number),
        day: u8::try_from(day).ok(),
        last: None,
        weekday: None,
    };
    Some(Written { first: i, next, fields, rule: "absolute/month-day-year" })
}

/// A month by name, with its other name beside it if that stands there: "شباط/فبراير", "آب (أغسطس)".
pub(crate) fn month_at(t: &Tokens, i: usize) -> Option<(Month, usize)> {
    let (month, next) = t.month(i)?;
    let same =
        |at: usize| t.month(at).filter(|(m, _)| m.number == month.number && m.calendar == month.calendar);
    let mut both = month;
    both.alone = Alone::Free;
    match t.mark(next) {
        Some('/' | '-' | '–' | '\\' | '،' | ',') => {
            if let Some((_, next)) = same(next + 1) {
                return Some((both, next));
            }
        }
        Some('(' | '[' | '«') => {
            if let Some((_, close)) = same(next + 1)
                && matches!(t.mark(close), Some(')' | ']' | '»'))
            {
                return Some((both, close + 1));
            }
        }
        _ => {
            if let Some((_, next)) = same(next).filter(|_| t.key(next) != t.key(i)) {
                return Some((both, next));
            }
        }
    }
    Some((month, next))
}

/// What is said about the year after a month, and where it ends: "2015 م", "من العام الماضي", "الجاري", nothing.
pub(crate) fn year_after(t: &Tokens, i: usize, calendar: Calendar) -> (Year, usize) {
    let direct = which(t, i);
    if let Some((year, next)) = direct {
        return (year, next);
    }
    let mut j = i;
    let joint = matches!(t.mark(j), Some('/' | '-' | ',' | '،' | '.'));
    if joint {
        j += 1;
    }
    if let Some((year, next)) = written_year(t, j, calendar) {
        return (Year::Given(year), next);
    }
    if joint {
        return (Year::Open, i);
    }
    if t.is(j, role::OF) || t.is(j, role::IN) && t.is(j + 1, role::YEAR) && t.key(j).chars().count() == 2 {
        j += 1;
    }
    if let Some((year, next)) = relative_year(t, j) {
        return (year, next);
    }
    if t.is(j, role::YEAR)
        && let Some((year, next)) = written_year(t, j + 1, calendar)
    {
        return (Year::Given(year), next);
    }
    (Year::Open, i)
}

/// "هذا العام", "العام الماضي", "السنة قبل الماضية", "العام نفسه", "نفس العام".
pub(crate) fn relative_year(t: &Tokens, i: usize) -> Option<(Year, usize)> {
    relative_unit(t, i, role::YEAR)
}

// "this", "last", "next", "same" around a unit's name; last and next are shifts of one unit.
fn relative_unit(t: &Tokens, i: usize, unit: u64) -> Option<(Year, usize)> {
    if t.is(i, role::THIS) && t.is(i + 1, unit) && definite(t, i + 1) {
        return Some((Year::Shift(0), i + 2));
    }
    if t.is(i, role::SAME_BEFORE) && t.is(i + 1, unit)
        || t.is(i, role::THAT) && t.is(i + 1, unit) && definite(t, i + 1)
    {
        return Some((Year::Same, i + 2));
    }
    if !t.is(i, unit) || !definite(t, i) {
        return None;
    }
    if t.is(i + 1, role::SAME_AFTER) {
        return Some((Year::Same, i + 2));
    }
    let (which, next) = which(t, i + 1)?;
    let shift = match which {
        Year::Last => -1,
        Year::Next => 1,
        Year::Shift(n) => n,
        _ => 0,
    };
    Some((Year::Shift(shift), next))
}

/// A month counted from that of publication ("الشهر الماضي", "هذا الشهر") or the one named last ("الشهر نفسه"), and where
/// it ends; after a day's number "الجاري" alone will do.
pub(crate) fn relative_month(t: &Tokens, i: usize, after_day: bool) -> Option<(Year, usize)> {
    match relative_unit(t, i, role::MONTH) {
        Some((Year::Shift(n), next)) => Some((Year::Months(n), next)),
        Some((_, next)) => Some((Year::SameMonth, next)),
        None => (after_day && t.is(i, role::CURRENT)).then_some((Year::Months(0), i + 1)),
    }
}

/// "الماضي", "المقبل", "الجاري", "قبل الماضي".
pub(crate) fn which(t: &Tokens, i: usize) -> Option<(Year, usize)> {
    let roles = t.roles(i);
    if t.get(i).is_some_and(|t| t.core != t.start) {
        return None;
    }
    if roles & role::LAST != 0 {
        return Some((Year::Last, i + 1));
    }
    if roles & role::NEXT != 0 {
        return Some((Year::Next, i + 1));
    }
    if roles & role::CURRENT != 0 {
        return Some((Year::Current, i + 1));
    }
    (roles & role::BEFORE_THAT != 0 && t.is(i + 1, role::LAST)).then_some((Year::Shift(-2), i + 2))
}

/// A year in figures with its era mark, as `calendar` counts years.
pub(crate) fn written_year(t: &Tokens, i: usize, calendar: Calendar) -> Option<(i32, usize)> {
    let (year, digits) = t.plain_number(i)?;
    let year = i32::try_from(year).ok()?;
    let (era, next) = era(t, i + 1);
    let fits = match calendar {
        // A Hijri month may stand with a civil year ("رمضان 2015"): the words are one expression all the same.
        Calendar::Hijri => digits == 4 || era == Some(Calendar::Hijri) && digits <= 4,
        Calendar::Gregorian => digits == 4 && CIVIL_YEARS.contains(&year) && era != Some(Calendar::Hijri),
    };
    fits.then_some((year, next))
}

/// The era mark at `i`, "هـ" or "م", and the token after it.
pub(crate) fn era(t: &Tokens, i: usize) -> (Option<Calendar>, usize) {
    let roles = t.roles(i);
    // A letter glued to what follows ("م/س") is no era.
    let letter = t.key(i).chars().count() == 1;
    let bound = letter
        && t.get(i + 1).is_some_and(|n| n.glued && matches!(n.kind, Kind::Mark('/') | Kind::Number(..)));
    if roles & role::HIJRI != 0 && !bound {
        (Some(Calendar::Hijri), i + 1)
    } else if roles & role::GREGORIAN != 0 && !bound {
        (Some(Calendar::Gregorian), i + 1)
    } else {
        (None, i)
    }
}

// A day's number in figures or as an ordinal: value, the token after it, whether it is in words.
fn day_at(t: &Tokens, i: usize) -> Option<(u8, usize, bool)> {
    if let Some((n, digits)) = t.plain_number(i) {
        return (digits <= 2 && (1..=31).contains(&n)).then_some((n as u8, i + 1, false));
    }
    if t.is(i, role::THE) {
        let (n, digits) = t.plain_number(i + 1)?;
        return (digits <= 2 && (1..=31).contains(&n)).then_some((n as u8, i + 2, false));
    }
    let (n, next) = t.number_word(i, true)?;
    Some((n, next, true))
}

// "- 9", "إلى 5", "و6", "والخامس": another day of the same list.
fn joined_day(t: &Tokens, i: usize) -> Option<(u8, usize, bool)> {
    let at = match t.get(i)?.kind {
        Kind::Mark(c) if is_dash(c) || c == '،' || c == ',' => i + 1,
        Kind::Word if t.is(i, role::TO) && t.get(i).is_some_and(|w| !w.and) => i + 1,
        Kind::Word if t.and_at(i) => i + 1,
        Kind::Word if t.get(i).is_some_and(|w| w.and) => {
            if t.is(i, role::TO) {
                i + 1
            } else {
                i
            }
        }
        _ => return None,
    };
    day_at(t, at)
}

/// Whether the word at `i` has the article.
pub(crate) fn definite(t: &Tokens, i: usize) -> bool {
    let mut letters = t.key(i).chars();
    letters.next() == Some(waqai_text::letters::ALIF) && letters.next() == Some(waqai_text::letters::LAM)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '‐' | '‑' | '−')
}
