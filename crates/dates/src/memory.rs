//! What a text has said so far, for expressions that lean on it: "نفس اليوم", "العام ذاته", "ثورة 23 يوليو" after
//! "23 يوليو 1952", a later year of a list.

use crate::DateValue;
use crate::calendar;
use crate::reader::Reading;
use crate::tables::role;
use crate::tokens::{Kind, Tokens};

/// A year or date named this near before a day or month without a year may be that one's.
const STORY: usize = 25;

/// The expressions so far, as far as later ones need them. Positions are of tokens, each the one after the expression.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The last expression, if it ended in a year.
    pub(crate) after_year: Option<usize>,
    /// The last expression, if it ended in a month.
    pub(crate) after_month: Option<usize>,
    /// The last word that looked like a date and was none.
    pub(crate) after_nothing: Option<usize>,
    /// The last expression.
    pub(crate) after_last: usize,
    /// The last expression, if the text gave its year, and that year, and whether no more than the year was given.
    given_year: Option<(usize, i16, bool)>,
    /// Days whose year the text gave.
    dated: Vec<DateValue>,
    /// The day named last.
    named_day: Option<DateValue>,
    /// Whatever was named last.
    pub(crate) named: Option<DateValue>,
}

impl Memory {
    /// Keeps what later expressions may need of `r`.
    pub(crate) fn keep(&mut self, t: &Tokens, r: &Reading) {
        let written =
            r.rule.starts_with("absolute/") && r.rule.contains("year") || r.rule.ends_with("figures");
        if let Some(value) = r.value {
            if value.day.is_some() {
                self.named_day = Some(value);
                if written {
                    self.dated.push(value);
                }
            }
            self.named = Some(value);
        }
        self.given_year = r.value.filter(|_| written).map(|v| (r.next, v.year, v.month.is_none()));
        let last = r.next.saturating_sub(1);
        let year = t.number(last).is_some_and(|(_, digits)| digits == 4) || t.is(last, role::GREGORIAN);
        let month = t.month(last).is_some() || t.mark(last).is_some();
        self.after_year = year.then_some(r.next);
        self.after_month = month.then_some(r.next);
        self.after_last = r.next;
    }

    /// Whether the text has just spoken of a year gone by, so that the day or month without a year at token `first` may
    /// lie in it. A bare year reaches no further than its sentence.
    pub(crate) fn in_past_year(&self, t: &Tokens, published: Option<DateValue>, first: usize) -> bool {
        let Some((at, year, bare)) = self.given_year else { return false };
        let past = published.is_none_or(|p| year < p.year);
        let near = first.saturating_sub(at) <= STORY;
        let same_sentence = || {
            (at..first).all(|i| {
                !matches!(t.get(i).map(|t| t.kind), Some(Kind::Newline | Kind::Mark('.' | '!' | '؟')))
            })
        };
        past && near && (!bare || same_sentence())
    }

    /// The first day with this day and month whose year the text gave.
    pub(crate) fn dated(&self, month: Option<u8>, day: Option<u8>) -> Option<DateValue> {
        self.dated.iter().find(|d| d.month == month && d.day == day).copied()
    }

    /// The day `days` after the one named last.
    pub(crate) fn day_after_named(&self, days: i32) -> Option<DateValue> {
        Some(calendar::value(calendar::plus(calendar::day_in(self.named_day?)?, days)?))
    }

    /// Whether the text has just, within a few words before token `first`, named a day to come.
    pub(crate) fn among_coming(&self, published: Option<DateValue>, first: usize) -> bool {
        let near = first.saturating_sub(self.after_last) <= STORY && first >= self.after_last;
        near && self.named.zip(published).is_some_and(|(n, p)| n.day.is_some() && n > p)
    }
}
