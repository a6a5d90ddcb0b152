//! Months and years: "مارس 2015", "منتصف مايو الماضي", "الشهر الجاري", "عام 1975", "هذا العام", "دستور 2012", "1954-1989".

use crate::absolute::{era, month_at, relative_month, relative_year, which, written_year, year_after};
use crate::reader::{Reader, Reading};
use crate::resolve::{Fields, Tense, Year};
use crate::tables::{Alone, Class, Effect, Month, role};
use crate::{Calendar, DateValue};

/// Years that a bare figure may be.
const BARE_YEARS: std::ops::RangeInclusive<u32> = 1900..=2059;
/// Years that a bare figure behind a named thing may be.
const NAMED_YEARS: std::ops::RangeInclusive<u32> = 1950..=2035;
/// A span of years written with a dash is no longer than this.
const LONGEST_SPAN: u32 = 120;

/// A month or year that begins at `i`, with the word for a part of it ("مطلع", "نهاية") if that leads.
pub(crate) fn read(r: &Reader, i: usize) -> Option<Reading> {
    let edge = edge(r, i);
    let at = edge.unwrap_or(i);
    month(r, i, at, edge.is_some()).or_else(|| relative(r, i, at)).or_else(|| year(r, i, at)).or_else(|| {
        if edge.is_some() { edge_of_bare_year(r, i, at).or_else(|| open_edge(r, i, at)) } else { None }
    })
}

// "مطلع", "النصف الثاني من".
fn edge(r: &Reader, i: usize) -> Option<usize> {
    if r.t.is(i, role::HALF) {
        let next =
            r.t.number_word(i + 1, true)
                .map(|(_, n)| n)
                .or_else(|| r.t.is(i + 1, role::FINAL).then_some(i + 2))?;
        return r.t.is(next, role::OF).then_some(next + 1);
    }
    // "بداية من" is "from ... on", no part of the month.
    (r.t.is(i, role::EDGE) && !r.t.is(i + 1, role::OF)).then_some(i + 1)
}

fn month(r: &Reader, first: usize, at: usize, edge: bool) -> Option<Reading> {
    let named = r.t.is(at, role::MONTH | role::MONTH_LIST) && r.t.month(at + 1).is_some();
    let start = at + usize::from(named);
    let (month, next) = month_at(&r.t, start)?;
    let (year, end) = year_after(&r.t, next, month.calendar);
    if r.trap(Class::Month, first, next).is_some() || month.english && !matches!(year, Year::Given(_)) {
        return None;
    }
    if month.alone == Alone::Exact
        && year == Year::Open
        && (edge || named)
        && !r.t.get(start).is_some_and(|t| t.madda)
    {
        return None;
    }
    let lead = edge || named;
    let bare = year == Year::Open;
    if bare && !lead && !licensed(r, first, start, &month) {
        return None;
    }
    // "شهر رمضان" without more is a season of every year.
    if bare && month.calendar == Calendar::Hijri && month.alone != Alone::Free {
        return None;
    }
    if bare && !lead && r.trap(Class::DayMonth, first, next).is_some() {
        return None;
    }
    // A Hijri month's name is a man's name too: a year of another kind behind it is no sign of a date.
    let fields = Fields {
        calendar: month.calendar,
        year,
        month: Some(month.number),
        day: None,
        last: None,
        weekday: None,
    };
    let tense = r.tense(first, end);
    let fields = match year_of_list(r, &fields, end) {
        Some(year) => Fields { year, ..fields },
        None => fields,
    };
    let (value, _) = if bare && fields.year == Year::Open && r.memory.in_past_year(&r.t, r.published, first) {
        (None, None)
    } else {
        r.anchor().resolve(&fields, tense)
    };
    let rule = match year {
        Year::Given(_) => "absolute/month-year",
        Year::Open => "absolute/month",
        _ => "relative/month-by-name",
    };
    Some(Reading { calendar: month.calendar, ..Reading::new(first, end, value, rule) })
}

// "بين يناير ومارس 2015", "أكتوبر ونوفمبر وديسمبر 2014": the months before have the year of the last.
fn year_of_list(r: &Reader, fields: &Fields, next: usize) -> Option<Year> {
    let (mut month, mut next) = (fields.month?, next);
    if fields.year != Year::Open {
        return None;
    }
    let mut turns = 0;
    for _ in 0..11 {
        let joint = r.t.is(next, role::TO | role::AND) || matches!(r.t.mark(next), Some('-' | '–' | '،'));
        let at = next + usize::from(joint);
        if !joint && !r.t.get(at).is_some_and(|t| t.and) {
            return None;
        }
        let (another, end) = month_at(&r.t, at)?;
        if another.calendar != fields.calendar {
            return None;
        }
        // From December to January the year changes in between.
        turns += i32::from(month > another.number);
        let (year, _) = year_after(&r.t, end, another.calendar);
        match year {
            Year::Given(y) => return Some(Year::Given(y - turns)),
            Year::Open => (month, next) = (another.number, end),
            _ => return None,
        }
    }
    None
}

// Whether the words before a bare month make it one.
fn licensed(r: &Reader, first: usize, start: usize, month: &Month) -> bool {
    if month.alone == Alone::Exact && !r.t.get(start).is_some_and(|t| t.madda) {
        return false;
    }
    let token = r.t.get(first);
    let attached = token.is_some_and(|t| t.core != t.start);
    let strong = r.t.is_before(first, role::IN | role::DATED | role::MONTH_LIST);
    let bracket = first > 0 && r.t.mark(first - 1) == Some('(');
    // "من يناير إلى مارس", "يناير ومارس": beside another month.
    let beside = r.memory.after_month.is_some_and(|m| m == first || m + 1 == first);
    match (month.calendar, month.alone == Alone::Free) {
        (Calendar::Hijri, false) => false,
        (_, true) => strong || beside || attached || bracket || r.t.is_before(first, role::IN_WEAK),
        (_, false) => strong || beside,
    }
}

fn relative(r: &Reader, first: usize, at: usize) -> Option<Reading> {
    if let Some((year, next)) = relative_month(&r.t, at, false) {
        let fields =
            Fields { calendar: Calendar::Gregorian, year, month: None, day: None, last: None, weekday: None };
        let (value, _) = r.anchor().resolve(&fields, Tense::Unknown);
        let rule = match year {
            Year::Months(n) if n < 0 => "relative/last-month",
            Year::Months(0) => "relative/this-month",
            Year::Months(_) => "relative/next-month",
            _ => "relative/same-month",
        };
        return Some(Reading::new(first, next, value, rule));
    }
    let (year, next) = relative_year(&r.t, at)?;
    // "الأمين العام الحالي": an office, no year.
    if first == at && r.t.get(at).is_some_and(|t| t.core == t.start) && r.t.is_before(at, role::OFFICE) {
        return Some(Reading::nothing(first, next));
    }
    let (value, rule) = match year {
        Year::Shift(n) => (
            r.published.map(|p| i32::from(p.year) + n),
            match n {
                ..0 => "relative/last-year",
                0 => "relative/this-year",
                _ => "relative/next-year",
            },
        ),
        _ => (r.memory.named.map(|n| n.year.into()), "relative/same-year"),
    };
    Some(Reading::new(first, next, value.and_then(year_value), rule))
}

fn year(r: &Reader, first: usize, at: usize) -> Option<Reading> {
    if !r.t.is(at, role::YEAR | role::YEARS) {
        return None;
    }
    // "عام (1945)": brackets around the figure.
    let bracket = r.t.mark(at + 1) == Some('(') && r.t.mark(at + 3) == Some(')');
    let (year, digits) = r.t.plain_number(at + 1 + usize::from(bracket))?;
    let (era, next) = era(&r.t, at + 2 + 2 * usize::from(bracket));
    let year = i32::try_from(year).ok()?;
    if digits != 4 && era.is_none() || digits > 4 {
        return None;
    }
    let hijri =
        era == Some(Calendar::Hijri) || era.is_none() && (1300..=1600).contains(&year) && year >= 1400;
    let calendar = if hijri { Calendar::Hijri } else { Calendar::Gregorian };
    // A Hijri year lies across two civil ones. A year before the civil calendar of the press needs no era.
    let value = if hijri {
        None
    } else {
        year_value(year).filter(|_| (1000..=2100).contains(&year) || era.is_some())
    };
    let next = which(&r.t, next).map_or(next, |(_, n)| n);
    Some(Reading { calendar, ..Reading::new(first, next, value, "absolute/year") })
}

/// A year in figures that only its neighbours show to be one: "في 2013", "دستور 2012", "(1954-1989)", "عامي 2012 و2013".
pub(crate) fn bare_year(r: &Reader, i: usize) -> Option<Reading> {
    let (year, digits) = r.t.plain_number(i)?;
    let (era, next) = era(&r.t, i + 1);
    let marked = era.is_some() && digits == 4;
    if era == Some(Calendar::Hijri) && digits == 4 && (1300..=1600).contains(&year) {
        return Some(Reading {
            calendar: Calendar::Hijri,
            ..Reading::new(i, next, None, "absolute/year-figure")
        });
    }
    if digits != 4 || !BARE_YEARS.contains(&year) || r.trap(Class::Year, i, i) == Some(Effect::NoDate) {
        return None;
    }
    if r.t.is(next, role::UNIT) || !marked && !led(r, i) && !spans(r, i, year) && !follows(r, i) {
        return None;
    }
    let (_, next) = written_year(&r.t, i, Calendar::Gregorian)?;
    Some(Reading::new(i, next, year_value(i32::try_from(year).ok()?), "absolute/year-figure"))
}

// A preposition of time, a noun that years follow, or brackets around it.
fn led(r: &Reader, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    if r.t.is(before, role::IN | role::EDGE | role::YEAR_NOUN) {
        return true;
    }
    let bracket = matches!(r.t.mark(before), Some('(')) && matches!(r.t.mark(i + 1), Some(')' | '،'));
    // "السداسي الأول من 2015".
    if r.t.is(before, role::OF) && before > 1 && r.t.is(before - 2, role::HALF) {
        return true;
    }
    // "انتفاضة الحوض المنجمي 2008": a named thing with its year, if nothing counted follows.
    let named = crate::absolute::definite(&r.t, before) && r.t.key(before).chars().count() > 3;
    if named && function_follows(r, i + 1) && !r.t.is(before, role::YEAR | role::MONTH) {
        return r.t.number(i).is_some_and(|(n, _)| NAMED_YEARS.contains(&n));
    }
    // "من 2010 إلى", "ما بعد 2003".
    let weak = r.t.is(before, role::IN_WEAK)
        && (r.t.is(i + 1, role::TO) || r.t.get(i + 1).is_none_or(|t| ends(t.kind)));
    bracket || weak
}

// After a year stands a mark, the end, a preposition or a relative pronoun; after a count, what is counted.
fn function_follows(r: &Reader, i: usize) -> bool {
    r.t.get(i).is_none_or(|t| ends(t.kind)) || r.t.is(i, role::IN | role::IN_WEAK | role::AFTER_YEAR)
}

fn ends(kind: crate::tokens::Kind) -> bool {
    matches!(kind, crate::tokens::Kind::Newline | crate::tokens::Kind::Mark(_))
}

// The first year of a span with a dash, a stroke or "to".
fn spans(r: &Reader, i: usize, year: u32) -> bool {
    let joint = matches!(r.t.mark(i + 1), Some('-' | '–' | '/')) || r.t.is(i + 1, role::TO);
    let Some((second, 4)) = r.t.plain_number(i + 2) else { return false };
    joint
        && BARE_YEARS.contains(&second)
        && second > year
        && second - year <= LONGEST_SPAN
        && !r.t.is(i + 3, role::UNIT)
}

// A later year of a list: "عامي 2012 و2013", "2009 - 2010".
fn follows(r: &Reader, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let joint =
        matches!(r.t.mark(before), Some('-' | '–' | '/' | '،' | ',')) || r.t.is(before, role::AND | role::TO);
    joint && r.memory.after_year == Some(before)
}

// "أواخر 2014".
fn edge_of_bare_year(r: &Reader, first: usize, at: usize) -> Option<Reading> {
    Some(Reading { first, ..bare_year(r, at)? })
}

// "نهاية العام", "مطلع الشهر": without a word that says which, the one under way if something led up to it or away from it.
fn open_edge(r: &Reader, first: usize, at: usize) -> Option<Reading> {
    let clear =
        r.t.is_before(first, role::SINCE | role::UNTIL) && r.t.get(at).is_some_and(|t| t.core == t.start);
    let definite = r.t.key(at).starts_with(waqai_text::letters::ALIF);
    if !definite || !clear {
        return None;
    }
    let published = r.published;
    if r.t.is(at, role::YEAR) {
        let value = published.map(|p| DateValue { year: p.year, month: None, day: None });
        return Some(Reading::new(first, at + 1, value, "relative/this-year"));
    }
    r.t.is(at, role::MONTH).then(|| {
        let value = published.filter(|p| p.month.is_some()).map(|p| DateValue { day: None, ..p });
        Reading::new(first, at + 1, value, "relative/this-month")
    })
}

fn year_value(year: i32) -> Option<DateValue> {
    Some(DateValue { year: i16::try_from(year).ok().filter(|y| *y > 0)?, month: None, day: None })
}
