//! One pass over a text: at each word that can begin a date, the rules in their order; the longest sure reading wins.

use crate::absolute::{Written, day_month, month_day_year, numeric};
use crate::memory::Memory;
use crate::resolve::{Anchor, Tense, Year};
use crate::tables::{Class, Cue, Effect, TABLES, role};
use crate::tokens::{Kind, Tokens};
use crate::{Calendar, DateExpr, DateValue, named_day, period};

/// How many tokens before an expression the tense of its clause is looked for.
const CLAUSE: usize = 40;
/// A present verb announces a day only this near.
const ANNOUNCED: usize = 14;

/// A reading of tokens `first..next`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) first: usize,
    pub(crate) next: usize,
    pub(crate) value: Option<DateValue>,
    pub(crate) end: Option<DateValue>,
    pub(crate) calendar: Calendar,
    pub(crate) rule: &'static str,
    /// Looks like a date and is none: its tokens are passed over.
    pub(crate) nothing: bool,
}

impl Reading {
    /// A civil expression without an end.
    pub(crate) fn new(first: usize, next: usize, value: Option<DateValue>, rule: &'static str) -> Self {
        Reading { first, next, value, end: None, calendar: Calendar::Gregorian, rule, nothing: false }
    }

    /// Tokens that are no date.
    pub(crate) fn nothing(first: usize, next: usize) -> Self {
        Reading { nothing: true, ..Reading::new(first, next, None, "") }
    }
}

/// A text being read.
pub(crate) struct Reader {
    pub(crate) t: Tokens,
    pub(crate) published: Option<DateValue>,
    pub(crate) memory: Memory,
}

/// See [`crate::find_dates`].
pub(crate) fn read(text: &str, published: Option<DateValue>) -> Vec<DateExpr> {
    let mut reader = Reader { t: Tokens::new(text), published, memory: Memory::default() };
    let (mut out, mut i) = (Vec::new(), 0);
    while i < reader.t.len() {
        let Some(reading) = reader.at(i) else {
            i += 1;
            continue;
        };
        i = reading.next.max(i + 1);
        if reading.nothing {
            reader.memory.after_nothing = Some(reading.next);
            continue;
        }
        reader.memory.keep(&reader.t, &reading);
        let span = reader.t.span(reading.first, reading.next);
        let Reading { value, end, calendar, rule, .. } = reading;
        out.push(DateExpr { span, value, end, calendar, rule });
    }
    out
}

impl Reader {
    /// What the next expression is counted from.
    pub(crate) fn anchor(&self) -> Anchor {
        Anchor { published: self.published, named: self.memory.named }
    }

    fn at(&self, i: usize) -> Option<Reading> {
        match self.t.get(i)?.kind {
            Kind::Number(..) => self.written(i).or_else(|| period::bare_year(self, i)),
            Kind::Word if self.t.begins(i) => {
                named_day::read(self, i).or_else(|| self.written(i)).or_else(|| period::read(self, i))
            }
            _ => None,
        }
    }

    // A date written out, unless it is part of a name.
    fn written(&self, i: usize) -> Option<Reading> {
        let w =
            numeric(&self.t, i).or_else(|| day_month(&self.t, i)).or_else(|| month_day_year(&self.t, i))?;
        Some(self.settle(&w, i))
    }

    /// The reading of a written date that begins, with the words that lead it, at `first`.
    pub(crate) fn settle(&self, w: &Written, first: usize) -> Reading {
        let open = matches!(w.fields.year, Year::Open);
        // "المدرسة يوم 5 مارس" has no name in it: the word day parts the two.
        let trap = if open && first >= w.first { self.trap(Class::DayMonth, first, w.next) } else { None };
        if trap == Some(Effect::NoDate) {
            return Reading::nothing(first, w.next);
        }
        // "30 مارس من كل سنة" is a day of every year.
        if open && self.t.is(w.next, role::OF) && self.t.is(w.next + 1, role::EVERY) {
            return Reading {
                calendar: w.fields.calendar,
                ..Reading::new(first.min(w.first), w.next, None, "absolute/day-of-every-year")
            };
        }
        // "ثورة 23 يوليو": the year is the anniversary's own, known only if the text has named it.
        let (value, end) = if trap == Some(Effect::NoValue) {
            (self.memory.dated(w.fields.month, w.fields.day), None)
        } else if let Some(year) = self.year_of_range(w) {
            let mut fields = w.fields;
            fields.year = Year::Given(year);
            self.anchor().resolve(&fields, Tense::Past)
        } else if self.memory.in_past_year(&self.t, self.published, w.first)
            && open
            && w.fields.weekday.is_none()
        {
            (None, None)
        } else {
            self.anchor().resolve(&w.fields, self.tense(w.first, w.next))
        };
        let first = first.min(w.first);
        // A list that turned out to be none begins at its last day.
        let first = if first < w.first && self.t.number(first).is_some() { w.first } else { first };
        Reading { first, next: w.next, value, end, calendar: w.fields.calendar, rule: w.rule, nothing: false }
    }

    // "من 28 فبراير إلى 3 مارس 2015": the first day has the year of the second.
    fn year_of_range(&self, w: &Written) -> Option<i32> {
        if w.fields.year != Year::Open {
            return None;
        }
        let joint = matches!(self.t.mark(w.next), Some('-' | '–')) || self.t.is(w.next, role::TO | role::AND);
        let at = w.next + usize::from(joint);
        if !joint && !self.t.get(at).is_some_and(|t| t.and) {
            return None;
        }
        let second = day_month(&self.t, at)?;
        let Year::Given(year) = second.fields.year else { return None };
        if second.fields.calendar != w.fields.calendar {
            return None;
        }
        // From December to January the year changes in between.
        let turn = (w.fields.month, w.fields.day) > (second.fields.month, second.fields.day);
        Some(year - i32::from(turn))
    }

    /// What the neighbours of `first..next` do to a word of `class`.
    pub(crate) fn trap(&self, class: Class, first: usize, next: usize) -> Option<Effect> {
        let before = TABLES.trap(class, true, self.t.key_before(first));
        before.or_else(|| TABLES.trap(class, false, self.t.key(next)))
    }

    /// The tense of the clause around tokens `first..next`: the nearest verb or announcement before it decides.
    pub(crate) fn tense(&self, first: usize, next: usize) -> Tense {
        if matches!(self.t.cue(next), Some(Cue::Future))
            && self.t.get(next).is_some_and(|t| t.core == t.start)
        {
            return Tense::Future;
        }
        // "فجر الجمعة، وسيتم": the clause that follows, if none before is near.
        let comma = matches!(self.t.mark(next), Some('،' | ','));
        let coming = comma && self.t.cue(next + 1) == Some(Cue::Future);
        for (distance, i) in (first.saturating_sub(CLAUSE)..first).rev().enumerate() {
            if coming && distance >= ANNOUNCED {
                return Tense::Future;
            }
            match self.t.get(i).map(|t| t.kind) {
                Some(Kind::Newline | Kind::Mark('.' | '!' | '؟' | '?')) => break,
                Some(Kind::Word) => match self.t.cue(i) {
                    // "منذ بداية الأسبوع" is no announcement, "بداية من" is.
                    Some(Cue::Future) if self.t.is(i, role::EDGE) && !self.t.is(i + 1, role::OF) => {}
                    Some(Cue::Future) => return Tense::Future,
                    Some(Cue::Past) => return Tense::Past,
                    Some(Cue::Scheduled) if distance < ANNOUNCED => {
                        let was = i > 0 && self.t.cue(i - 1) == Some(Cue::Past);
                        return if was { Tense::Past } else { Tense::Future };
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Tense::Unknown
    }
}
