//! Days by name: "أمس الاثنين", "مساء بعد غد الثلاثاء", "الجمعة الماضي", "ليل الجمعة السبت", "يوم 25 مارس",
//! "قبل ثلاثة أيام"; with the parts of the day that lead them and the dates that stand beside them.

use jiff::civil::Date;

use crate::absolute::{Written, day_month, month_day_year, numeric, numeric_day_month, which};
use crate::calendar;
use crate::reader::{Reader, Reading};
use crate::resolve::{Tense, Year};
use crate::tables::{Class, From, Part, role};
use crate::tokens::Kind;

/// A named day that begins at `i`.
pub(crate) fn read(r: &Reader, i: usize) -> Option<Reading> {
    if let Some(ago) = ago(r, i) {
        return Some(ago);
    }
    let (part, led, at) = lead(r, i);
    relative(r, i, at, led).or_else(|| weekday(r, i, at, part, led)).or_else(|| dated(r, i, at))
}

// "صباح", "يوم", "مساء يوم": the words that lead a day's name.
fn lead(r: &Reader, i: usize) -> (Option<Part>, bool, usize) {
    let (mut part, mut at) = (None, i);
    // No day has more words than these before it.
    for _ in 0..4 {
        // "هذا اليوم" and its like are names of days themselves.
        if at > i && r.t.relative(at).is_some_and(|(_, n)| n > at + 1) {
            break;
        }
        if let Some((p, next)) = r.t.part(at) {
            (part, at) = (Some(p), next);
        } else if r.t.is(at, role::DAY) && r.t.relative(at).is_none() {
            at += 1;
        } else {
            break;
        }
        // Clitics stand only before the first word: "مساء ويوم" are two things.
        if at > i && r.t.get(at).is_some_and(|t| t.core != t.start) {
            break;
        }
    }
    (part, at > i, at)
}

fn relative(r: &Reader, first: usize, at: usize, led: bool) -> Option<Reading> {
    let (relative, next) = r.t.relative(at)?;
    let attached = r.t.get(at).is_some_and(|t| t.core != t.start);
    let stands = relative.free
        || led
        || attached && relative.from == From::Published(-1)
        || r.t.is_before(at, role::SINCE | role::UNTIL);
    if !stands {
        return None;
    }
    let class = match relative.from {
        From::Nothing => return Some(Reading::nothing(first, next)),
        From::Published(0) if relative.rule == "relative/tonight" => Class::Tonight,
        From::Published(0) => Class::Today,
        _ => Class::Tomorrow,
    };
    let expected = match relative.from {
        From::Published(days) => r.anchor().day().and_then(|d| calendar::plus(d, days.into())),
        _ => None,
    };
    let (apposed, end) = apposed_weekday(r, next, expected);
    // A name in quotation marks is a newspaper; a neighbour may make it one too, unless a day's name stands by.
    let quoted = next == at + 1 && !led && is_open(r, at) && matches!(r.t.mark(next), Some('»' | '"' | '”'));
    let trapped = apposed.is_none() && next == at + 1 && {
        let before = !led && crate::tables::TABLES.trap(class, true, r.t.key_before(first)).is_some();
        before || crate::tables::TABLES.trap(class, false, r.t.key(next)).is_some()
    };
    if quoted || trapped {
        return Some(Reading::nothing(first, next));
    }
    let value = match relative.from {
        From::Published(_) => expected,
        From::Named(days) => r.memory.day_after_named(days.into()).and_then(calendar::day_in),
        From::Nothing => None,
    };
    let value = match apposed {
        Some(weekday) => value.and_then(|d| beside(d, weekday)),
        None => value,
    };
    let mut reading = Reading::new(first, end, value.map(calendar::value), relative.rule);
    append_date(r, &mut reading, apposed, value);
    Some(reading)
}

// The day of the week named beside a relative day decides: an article may be printed a day after it was written.
fn beside(day: Date, weekday: u8) -> Option<Date> {
    [0, -1, 1].into_iter().filter_map(|n| calendar::plus(day, n)).find(|d| calendar::weekday(*d) == weekday)
}

// "الاثنين", "(الاثنين)" after a relative day.
// Behind a comma it belongs to the relative day only if it
// is that very day or a written date follows.
fn apposed_weekday(r: &Reader, at: usize, expected: Option<Date>) -> (Option<u8>, usize) {
    if let Some((weekday, next)) = r.t.weekday(at)
        && r.t.get(at).is_some_and(|t| t.core == t.start)
    {
        return (Some(weekday), next);
    }
    let open = r.t.mark(at);
    if matches!(open, Some('(' | '[' | '،' | ',' | '-' | '–'))
        && let Some((weekday, next)) = r.t.weekday(at + 1)
    {
        let closed = match open {
            Some('(' | '[') => matches!(r.t.mark(next), Some(')' | ']')),
            _ => false,
        };
        if closed {
            return (Some(weekday), next + 1);
        }
        let same = expected.is_some_and(|d| calendar::weekday(d) == weekday) || written(r, next).is_some();
        let attached = r.t.get(at + 1).is_some_and(|t| t.core != t.start);
        if same && !attached && matches!(open, Some('،' | ',')) {
            return (Some(weekday), next);
        }
    }
    (None, at)
}

fn weekday(r: &Reader, first: usize, at: usize, part: Option<Part>, led: bool) -> Option<Reading> {
    let (weekday, next) = r.t.weekday(at)?;
    // English day names are for the lines of pages: in Arabic text "The Sun" is a newspaper.
    if r.t.key(at).is_ascii() {
        return None;
    }
    // "أيام الثلاثاء والخميس": every Tuesday and Thursday.
    let listed = r.memory.after_nothing == Some(first) && r.t.get(first).is_some_and(|t| t.and);
    if listed
        || r.trap(Class::Weekday, first, next).is_some()
            && !(led && r.trap(Class::Weekday, usize::MAX, next).is_none())
    {
        return Some(Reading::nothing(first, next));
    }
    // "بين الاثنين" without a second day is "between the two".
    let pair =
        r.t.weekday(next + usize::from(r.t.and_at(next)))
            .is_some_and(|_| r.t.and_at(next) || r.t.get(next).is_some_and(|t| t.and));
    if weekday == 1 && r.t.is_before(first, role::BETWEEN) && !pair {
        return Some(Reading::nothing(first, next));
    }
    if let Some(pair) = night_between(r, first, next, part, weekday) {
        return Some(pair);
    }
    let (which, next) = which(&r.t, next).unwrap_or((Year::Open, next));
    if let Some(value) = dated_list(r, next, weekday) {
        return Some(Reading::new(first, next, value, "relative/weekday-of-list"));
    }
    if let Some(day) = end_of_range(r, first, weekday) {
        return Some(Reading::new(first, next, Some(calendar::value(day)), "relative/weekday"));
    }
    let tense = match r.tense(first, next) {
        // A list of days to come needs no verb of its own, nor does a programme: "الأحد: الساعة".
        Tense::Unknown if r.memory.among_coming(r.published, first) || programme(r, next) => Tense::Future,
        tense => tense,
    };
    let day = r.anchor().weekday(weekday, which, tense);
    let rule = match which {
        Year::Last | Year::Shift(_) => "relative/last-weekday",
        Year::Next => "relative/next-weekday",
        _ => "relative/weekday",
    };
    let mut reading = Reading::new(first, next, day.map(calendar::value), rule);
    // "الأحد (أمس)": the relative day decides if the two agree.
    if matches!(r.t.mark(next), Some('('))
        && let Some((relative, close)) = r.t.relative(next + 1)
        && let From::Published(days) = relative.from
        && r.t.mark(close) == Some(')')
    {
        let day =
            r.anchor().day().and_then(|d| calendar::plus(d, days.into())).and_then(|d| beside(d, weekday));
        return Some(Reading::new(first, close + 1, day.map(calendar::value), relative.rule));
    }
    append_date(r, &mut reading, Some(weekday), None);
    Some(reading)
}

// A day with an hour behind it, and no verb before it.
fn programme(r: &Reader, next: usize) -> bool {
    let at = next + usize::from(matches!(r.t.mark(next), Some(':' | '،' | '-')));
    let at = at + usize::from(r.t.is(at, role::OF | role::IN | role::IN_WEAK | role::AFTER_YEAR));
    r.t.is(at, role::HOUR) || r.t.mark(next) == Some(':')
}

// "من الجمعة 23 أكتوبر إلى الأحد": the first such day after the day that the range begins with.
fn end_of_range(r: &Reader, first: usize, weekday: u8) -> Option<Date> {
    // "إلى غاية", "وحتى".
    let mut to = first;
    while r.t.is_before(to, role::TO) {
        to -= 1;
    }
    if to == first || to == 0 || r.memory.after_last != to {
        return None;
    }
    let start = calendar::day_in(r.memory.named?)?;
    (1..=7).filter_map(|n| calendar::plus(start, n)).find(|d| calendar::weekday(*d) == weekday)
}

// "الأربعاء والخميس 15 و16 فيفري": the first day of the week belongs to the first day of the month. `None` if no such list
// follows; a list that contradicts it gives no value.
fn dated_list(r: &Reader, next: usize, weekday: u8) -> Option<Option<crate::DateValue>> {
    let (mut at, mut count) = (next, 0);
    for _ in 0..7 {
        let and = usize::from(r.t.and_at(at) || matches!(r.t.mark(at), Some('،')) && count == 0);
        let Some((_, after)) =
            r.t.weekday(at + and).filter(|_| and == 1 || r.t.get(at).is_some_and(|t| t.and))
        else {
            break;
        };
        (at, count) = (after, count + 1);
    }
    let at = at + usize::from(matches!(r.t.mark(at), Some('(' | '،')));
    let mut w = day_month(&r.t, at).filter(|w| count > 0 && w.first == at && w.fields.last.is_some())?;
    (w.fields.weekday, w.fields.last) = (Some(weekday), None);
    Some(r.anchor().resolve(&w.fields, r.tense(next, w.next)).0)
}

// "ليل الجمعة السبت": the night between two days; its middle begins the second.
fn night_between(r: &Reader, first: usize, next: usize, part: Option<Part>, weekday: u8) -> Option<Reading> {
    let midnight = match part? {
        Part::Night => false,
        Part::Midnight => true,
        Part::Day => return None,
    };
    let joint = usize::from(matches!(r.t.mark(next), Some('-' | '–' | '/' | '،')) || r.t.is(next, role::TO));
    let (second, end) = r.t.weekday(next + joint)?;
    if second != weekday % 7 + 1 {
        return None;
    }
    let day = r.anchor().weekday(second, Year::Open, r.tense(first, end));
    let night = day.and_then(|d| calendar::plus(d, -1));
    let value = if midnight { day } else { night };
    let mut reading = Reading::new(first, end, value.map(calendar::value), "relative/night-between");
    reading.end = if midnight { None } else { day.map(calendar::value) };
    Some(reading)
}

// The written date beside a named day: "الجمعة 31 مارس 2017", "اليوم، 5/3/2017", "الخميس (12 مارس)".
fn append_date(r: &Reader, reading: &mut Reading, weekday: Option<u8>, day: Option<Date>) {
    let mut at = reading.next;
    let comma = matches!(r.t.mark(at), Some('،' | ',' | '-' | '–' | ':'));
    at += usize::from(comma);
    let equals = r.t.is(at, role::EQUALS);
    at += usize::from(equals);
    let dated = r.t.is(at, role::DATED);
    at += usize::from(dated);
    let paren = matches!(r.t.mark(at), Some('('));
    at += usize::from(paren);
    let clitic = r.t.get(at).is_some_and(|t| t.and);
    if clitic {
        return;
    }
    // "الموافق لـ 12 مارس".
    if equals && r.t.key(at).chars().count() == 1 && r.t.number(at + 1).is_some() {
        at += 1;
    }
    let Some(mut w) = written(r, at) else { return };
    if w.first != at || comma && !equals && matches!(w.fields.year, Year::Open) {
        return;
    }
    let next = if paren {
        if r.t.mark(w.next) != Some(')') {
            return;
        }
        w.next + 1
    } else {
        w.next
    };
    w.fields.weekday = weekday;
    let tense = r.tense(reading.first, next);
    let (mut value, mut end) = r.anchor().resolve(&w.fields, tense);
    if value.is_none()
        && let Some(last) = w.fields.last
    {
        // "والخميس 15 و16 فيفري": the day of the week is that of the last day.
        w.fields.day = Some(last);
        value = r.anchor().resolve(&w.fields, tense).0;
        end = None;
    }
    // Between a relative day and a written one that contradict each other nothing can be told.
    let value = match (value.and_then(calendar::day_in), day) {
        (Some(a), Some(b)) if calendar::days_between(a, b).abs() > 1 => None,
        _ => value,
    };
    *reading = Reading { next, value, end, calendar: w.fields.calendar, rule: w.rule, ..*reading };
}

fn written(r: &Reader, at: usize) -> Option<Written> {
    numeric(&r.t, at).or_else(|| day_month(&r.t, at)).or_else(|| month_day_year(&r.t, at))
}

// "يوم 25 مارس", "يومي 5 و6 مارس", "يوم 23/7", "بتاريخ 5/3".
fn dated(r: &Reader, first: usize, at: usize) -> Option<Reading> {
    let led = at > first;
    let start = if led { at } else { first + usize::from(r.t.is(first, role::DATED)) };
    if start == first {
        return None;
    }
    let w = written(r, start).or_else(|| numeric_day_month(&r.t, start))?;
    Some(r.settle(&w, if led { first } else { start }))
}

// "قبل يومين", "منذ ثلاثة أيام", "قبل 3 أشهر": a counted stretch back from the day of writing. Before "من" it is counted
// from something else.
fn ago(r: &Reader, i: usize) -> Option<Reading> {
    let since = r.t.is(i, role::SINCE);
    if !since && !r.t.is(i, role::BEFORE_THAT) {
        return None;
    }
    let (count, at) = match r.t.get(i + 1)?.kind {
        Kind::Number(..) => {
            let (n, _) = r.t.plain_number(i + 1)?;
            (i32::try_from(n).ok().filter(|n| (1..=31).contains(n))?, i + 2)
        }
        _ => match r.t.number_word(i + 1, false) {
            Some((n, next)) => (i32::from(n), next),
            None => (1, i + 1),
        },
    };
    let counted = at > i + 1;
    let roles = r.t.roles(at);
    let (days, months) = if roles & role::TWO_DAYS != 0 && !counted {
        (2, 0)
    } else if roles & role::TWO_MONTHS != 0 && !counted {
        (0, 2)
    } else if roles & role::DAYS != 0 && counted {
        (count, 0)
    } else if roles & role::MONTHS != 0
        && (counted || !since && r.t.month(at + 1).is_none())
        && !r.t.key(at).starts_with(waqai_text::letters::ALIF) | counted
    {
        (0, count)
    } else {
        return None;
    };
    if since && months > 0 || r.t.is(at + 1, role::OF) || r.t.is(at + 2, role::OF) && months > 0 {
        return None;
    }
    let value = if days > 0 {
        r.anchor().day().and_then(|d| calendar::plus(d, -days)).map(calendar::value)
    } else {
        r.published.and_then(|p| {
            let (year, month) = calendar::month_plus(p.year.into(), p.month?, -months);
            Some(crate::DateValue { year: i16::try_from(year).ok()?, month: Some(month), day: None })
        })
    };
    let rule = if days > 0 { "relative/days-ago" } else { "relative/months-ago" };
    Some(Reading::new(i, at + 1, value, rule))
}

fn is_open(r: &Reader, at: usize) -> bool {
    at.checked_sub(1).and_then(|i| r.t.mark(i)).is_some_and(|c| matches!(c, '«' | '"' | '“'))
}
