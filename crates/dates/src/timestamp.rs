//! The line a page prints above an article: one full date, and the time of day beside it.

use crate::absolute::{Written, day_month, month_day_year, numeric};
use crate::calendar;
use crate::clock::clock;
use crate::resolve::{Anchor, Tense, Year};
use crate::tables::role;
use crate::tokens::Tokens;
use crate::{Calendar, Clock, DateValue};

/// A line has no more tokens than this that are looked at.
const LINE: usize = 400;

struct Found {
    written: Written,
    value: Option<DateValue>,
    updated: bool,
}

/// See [`crate::read_timestamp`].
pub(crate) fn read(line: &str) -> Option<(DateValue, Option<Clock>)> {
    let t = Tokens::new(line);
    let dates = dates(&t);
    // The civil date counts before the Hijri one beside it, the first printing before the last change.
    let first = dates
        .iter()
        .min_by_key(|f| (f.updated, f.written.fields.calendar == Calendar::Hijri, f.written.first))?;
    let value = first.value?;
    agreement(&dates, first, value).then_some(())?;
    Some((value, time(&t, &dates, first)))
}

// All full dates of the line, each checked against the day of the week before it.
fn dates(t: &Tokens) -> Vec<Found> {
    let (mut out, mut i, mut weekday, mut updated, mut ranged) = (Vec::new(), 0, None, false, false);
    while i < t.len().min(LINE) {
        if t.is(i, role::UPDATED) {
            updated = true;
        }
        if let Some((day, next)) = t.weekday(i) {
            (weekday, i) = (Some(day), next);
            continue;
        }
        let written = numeric(t, i).or_else(|| day_month(t, i)).or_else(|| month_day_year(t, i));
        let Some(mut written) = written else {
            i += 1;
            continue;
        };
        i = written.next;
        let full = matches!(written.fields.year, Year::Given(_)) && written.fields.last.is_none();
        if !full || ranged {
            // A range of days is no moment, nor is its second day.
            ranged = !ranged && (matches!(t.mark(i), Some('-' | '–')) || t.is(i, role::TO));
            continue;
        }
        // The name of the day may also follow: "28/8/2013 الأربعاء".
        let after = t
            .weekday(written.next + usize::from(matches!(t.mark(written.next), Some('،' | ',' | '('))))
            .map(|(w, _)| w);
        written.fields.weekday = weekday.take().or(if dates_follow(t, written.next) { None } else { after });
        out.push(Found { value: value(&written), written, updated });
        updated = false;
    }
    out
}

// Whether another date comes after `i`, to which a day's name between the two would belong.
fn dates_follow(t: &Tokens, i: usize) -> bool {
    (i..t.len().min(LINE)).any(|i| numeric(t, i).is_some() || day_month(t, i).is_some())
}

fn value(written: &Written) -> Option<DateValue> {
    let read = |w: &Written| Anchor::default().resolve(&w.fields, Tense::Unknown).0;
    // Month first is read only where the day of the week demands it.
    read(written).or_else(|| {
        let mut turned = *written;
        let month_first =
            written.rule == "absolute/day-month-year-figures" && written.fields.weekday.is_some();
        (turned.fields.day, turned.fields.month) = (written.fields.month, written.fields.day);
        if month_first { read(&turned) } else { None }
    })
}

// A Hijri and a civil date of one line name one day; by sighting they may differ by a day or two, not by more.
fn agreement(dates: &[Found], first: &Found, value: DateValue) -> bool {
    let Some(day) = calendar::day_in(value) else { return false };
    dates
        .iter()
        .filter(|f| f.updated == first.updated && f.written.fields.calendar != first.written.fields.calendar)
        .filter_map(|f| calendar::day_in(f.value?))
        .all(|other| calendar::days_between(day, other).abs() <= 2)
}

// The time after the date and before the next one; else the time before it.
fn time(t: &Tokens, dates: &[Found], first: &Found) -> Option<Clock> {
    let inside = |i: usize| dates.iter().any(|f| (f.written.first..f.written.next).contains(&i));
    let zone = |i: usize| (1..=2).any(|n| i >= n && t.is(i - n, role::ZONE));
    let until = (first.written.next..t.len())
        .find(|i| {
            t.is(*i, role::UPDATED)
                || dates.iter().any(|f| {
                    f.written.first == *i && f.written.fields.calendar == first.written.fields.calendar
                })
        })
        .unwrap_or(t.len());
    let at = |i: usize| if inside(i) || zone(i) { None } else { clock(t, i).map(|(c, _)| c) };
    (first.written.next..until).find_map(at).or_else(|| {
        (0..first.written.first).rev().find_map(|i| {
            // From the right, so that "9" of "10:09" is not taken for an hour of its own.
            let whole = i < 2 || !matches!(t.mark(i - 1), Some(':' | '.')) || t.number(i - 2).is_none();
            if whole { at(i) } else { None }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn check(line: &str, date: &str) {
        assert_eq!(read(line).map(|(d, _)| d.to_string()).as_deref(), Some(date), "{line:?}");
    }

    #[test]
    fn direction_marks_are_no_part_of_a_date() {
        check("\u{202D}05/03/2019\u{202C}", "2019-03-05");
        check("\u{200F}05\u{200F}/03\u{200F}/2019", "2019-03-05");
        check("\u{2067}11\u{2069} \u{200F}شباط\u{200F} 2026", "2026-02-11");
        check("\u{FEFF}2026-02-11", "2026-02-11");
        check("20\u{200E}26-02-11", "2026-02-11");
    }

    #[test]
    fn a_very_long_line_is_read_no_further_than_its_head() {
        let line = format!("11 فبراير 2026 {}", "5/3/2019 الأحد ".repeat(5_000));
        check(&line, "2026-02-11");
    }
}
