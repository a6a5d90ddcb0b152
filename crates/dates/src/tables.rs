//! The tables under `data/dates/`, parsed once: which folded words can be part of a date, and how.
//!
//! In: TSV files, a `#` comment or an entry a line, the first other line naming the columns. Out: a map from the first word
//! of each entry to everything that begins with it, longest first, and the neighbours that take a meaning away.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use waqai_text::{fold, letters};

use crate::Calendar;

/// What a word or phrase of the tables means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Month(Month),
    /// ISO number, Monday is 1.
    Weekday(u8),
    Relative(Relative),
    Number {
        value: u8,
        ordinal: bool,
    },
    Part(Part),
    Role(u64),
    Cue(Cue),
}

/// A month's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Month {
    pub(crate) calendar: Calendar,
    pub(crate) number: u8,
    pub(crate) alone: Alone,
    pub(crate) english: bool,
}

/// What a month's name needs beside it to be one; see `data/dates/months.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alone {
    Free,
    Licensed,
    Exact,
    Named,
}

/// A day counted from the day of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Relative {
    pub(crate) from: From,
    /// Stands by itself, without the word "day" or a part of the day before it.
    pub(crate) free: bool,
    pub(crate) rule: &'static str,
}

/// What a relative day is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// So many days from the day of publication.
    Published(i8),
    /// So many days from the day named last in the text.
    Named(i8),
    /// The phrase is no date.
    Nothing,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Day,
    Night,
    Midnight,
}

/// Which way a word turns its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    Future,
    Scheduled,
    Past,
    NotFuture,
}

/// What a neighbour does to a date word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    NoDate,
    NoValue,
}

/// The classes of words that `traps.tsv` speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    Weekday,
    Today,
    Tonight,
    Tomorrow,
    Month,
    DayMonth,
    Year,
}

macro_rules! roles {
    ($($name:ident $word:literal $bit:literal,)*) => {
        /// Parts that words play around dates, a bit each; see `data/dates/words.tsv`.
        pub(crate) mod role {
            $(pub(crate) const $name: u64 = 1 << $bit;)*
            /// The parts that can begin an expression.
            pub(crate) const BEGIN: u64 = DAY
                | MONTH
                | YEAR
                | YEARS
                | MONTH_LIST
                | THIS
                | THAT
                | SAME_BEFORE
                | SINCE
                | BEFORE_THAT
                | EDGE
                | HALF
                | THE
                | DATED;
        }
        fn role_of(word: &str) -> Option<u64> {
            match word { $($word => Some(role::$name),)* _ => None }
        }
    };
}

roles! {
    DAY "day" 0,
    DAYS "days" 1,
    MONTH "month" 2,
    MONTHS "months" 3,
    TWO_DAYS "two-days" 4,
    TWO_MONTHS "two-months" 5,
    YEAR "year" 6,
    THIS "this" 7,
    SAME_BEFORE "same-before" 8,
    SAME_AFTER "same-after" 9,
    LAST "last" 10,
    NEXT "next" 11,
    CURRENT "current" 12,
    BEFORE_THAT "before-that" 13,
    EDGE "edge" 14,
    IN "in" 15,
    SINCE "since" 16,
    UNTIL "until" 17,
    IN_WEAK "in-weak" 18,
    OF "of" 19,
    TO "to" 20,
    BETWEEN "between" 21,
    AND "and" 22,
    THE "the" 23,
    DATED "dated" 24,
    EQUALS "equals" 25,
    HIJRI "hijri" 26,
    GREGORIAN "gregorian" 27,
    AM "am" 28,
    PM "pm" 29,
    NOON "noon" 30,
    NIGHT "night" 31,
    HOUR "hour" 32,
    ZONE "zone" 33,
    UPDATED "updated" 34,
    YEAR_NOUN "year-noun" 35,
    UNIT "unit" 36,
    HALF "half" 37,
    FINAL "final" 38,
    OFFICE "office" 39,
    YEARS "years" 40,
    MONTH_LIST "month-list" 41,
    AFTER_YEAR "after-year" 42,
    EVERY "every" 43,
    THAT "that" 44,
}

/// An entry: the words after its first, and what the whole means.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) rest: Vec<String>,
    pub(crate) meaning: Meaning,
}

/// All tables.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    entries: FxHashMap<String, Vec<Entry>>,
    traps: FxHashMap<(Class, bool), FxHashMap<String, Effect>>,
    /// Lines that could not be read, with the file's name; a test holds this empty.
    pub(crate) problems: Vec<String>,
}

impl Tables {
    /// Everything whose first word is `key`, longest first.
    pub(crate) fn entries(&self, key: &str) -> Option<&[Entry]> {
        self.entries.get(key).map(Vec::as_slice)
    }

    /// What the neighbour `key`, standing `before` or after, does to a word of `class`.
    pub(crate) fn trap(&self, class: Class, before: bool, key: &str) -> Option<Effect> {
        let traps = self.traps.get(&(class, before))?;
        let mut key = key;
        // The neighbour may have a conjunction and a preposition attached: "بشارع", "وبشارع".
        for _ in 0..3 {
            if let Some(effect) = traps.get(key) {
                return Some(*effect);
            }
            key = key.strip_prefix([letters::WAW, letters::FA, letters::BA, letters::LAM])?;
        }
        None
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) {
        let folded = fold(phrase);
        let mut words = folded.split_whitespace().map(str::to_owned);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let entries = self.entries.entry(first).or_default();
        if let Meaning::Role(more) = meaning
            && let Some(Entry { meaning: Meaning::Role(have), .. }) =
                entries.iter_mut().find(|e| e.rest == rest && matches!(e.meaning, Meaning::Role(_)))
        {
            *have |= more;
        } else if !entries.iter().any(|e| e.rest == rest && e.meaning == meaning) {
            let at = entries.partition_point(|e| e.rest.len() >= rest.len());
            entries.insert(at, Entry { rest, meaning });
        }
    }

    fn load(&mut self, name: &str, tsv: &'static str, read: fn(&mut Tables, &[&'static str]) -> Option<()>) {
        let lines = tsv.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        for line in lines.skip(1) {
            let cells: Vec<&'static str> = line.split('\t').collect();
            if read(self, &cells).is_none() {
                self.problems.push(format!("{name}: {line}"));
            }
        }
    }
}

/// The tables, parsed on first use.
pub(crate) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut t = Tables::default();
    t.load("months", include_str!("../../../data/dates/months.tsv"), month);
    t.load("weekdays", include_str!("../../../data/dates/weekdays.tsv"), weekday);
    t.load("relative", include_str!("../../../data/dates/relative.tsv"), relative);
    t.load("numbers", include_str!("../../../data/dates/numbers.tsv"), number);
    t.load("dayparts", include_str!("../../../data/dates/dayparts.tsv"), part);
    t.load("words", include_str!("../../../data/dates/words.tsv"), word);
    t.load("cues", include_str!("../../../data/dates/cues.tsv"), cue);
    t.load("traps", include_str!("../../../data/dates/traps.tsv"), trap);
    t
});

fn month(t: &mut Tables, cells: &[&'static str]) -> Option<()> {
    let [name, calendar, number, region, alone] = cells else { return None };
    let calendar = match *calendar {
        "gregorian" => Calendar::Gregorian,
        "hijri" => Calendar::Hijri,
        _ => return None,
    };
    let number = number.parse().ok().filter(|n| (1..=12).contains(n))?;
    let alone = match *alone {
        "free" => Alone::Free,
        "licensed" => Alone::Licensed,
        "exact" => Alone::Exact,
        "named" => Alone::Named,
        _ => return None,
    };
    let month = Month { calendar, number, alone, english: *region == "english" };
    t.add(name, Meaning::Month(month));
    Some(())
}

fn weekday(t: &mut Tables, cells: &[&'static str]) -> Option<()> {
    let [name, number] = cells else { return None };
    t.add(name, Meaning::Weekday(number.parse().ok().filter(|n| (1..=7).contains(n))?));
    Some(())
}

fn relative(t: &mut Tables, cells: &[&'static str]) -> Option<()> {
    let [phrase, offset, alone, rule] = cells else { return None };
    let from = match *offset {
        "same" => From::Named(0),
        "next" => From::Named(1),
        _ if *alone == "skip" => From::Nothing,
        n => From::Published(n.parse().ok()?),
    };
    t.add(phrase, Meaning::Relative(Relative { from, free: *alone == "free", rule }));
    Some(())
}

fn number(t: &mut Tables, cells: &[&'static str]) -> Option<()> {
    let [words, value, kind] = cells else { return None };
    let value = value.parse().ok()?;
    t.add(words, Meaning::Number { value, ordinal: *kind == "ordinal" });
    Some(())
}

fn part(t: &mut Tables, cells: &[&'static str]) -> Option<()> {
    let [phrase, kind] = cells else { return None };
    let part = match *kind {
        "day" => Part::Day,
        "night" => Part::Night,
        "midnight" => Part::Midnight,
        _ => return None,
    };
    t.add(phrase, Meaning::Part(part));
    Some(())
}

fn word(t: &mut Tables, cells: &[&'static str]) -> Option<()> {
    let [word, role] = cells else { return None };
    t.add(word, Meaning::Role(role_of(role)?));
    Some(())
}

fn cue(t: &mut Tables, cells: &[&'static str]) -> Option<()> {
    let [word, cue] = cells else { return None };
    let cue = match *cue {
        "future" => Cue::Future,
        "scheduled" => Cue::Scheduled,
        "past" => Cue::Past,
        "not-future" => Cue::NotFuture,
        _ => return None,
    };
    t.add(word, Meaning::Cue(cue));
    Some(())
}

fn trap(t: &mut Tables, cells: &[&'static str]) -> Option<()> {
    let [class, side, neighbour, effect] = cells else { return None };
    let class = match *class {
        "@weekday" => Class::Weekday,
        "@today" => Class::Today,
        "@tonight" => Class::Tonight,
        "@tomorrow" => Class::Tomorrow,
        "@month" => Class::Month,
        "@day-month" => Class::DayMonth,
        "@year" => Class::Year,
        _ => return None,
    };
    let before = match *side {
        "before" => true,
        "after" => false,
        _ => return None,
    };
    let effect = match *effect {
        "none" => Effect::NoDate,
        "unknown" => Effect::NoValue,
        _ => return None,
    };
    t.traps.entry((class, before)).or_default().insert(fold(neighbour), effect);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::TABLES;

    #[test]
    fn every_line_of_the_tables_is_read() {
        assert_eq!(TABLES.problems, Vec::<String>::new());
        assert!(TABLES.entries("اليوم").is_some());
    }
}
