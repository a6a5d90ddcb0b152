//! The little of an article that linking looks at: small, stored, comparable without the record.

use crate::Source;
use crate::day::{Basis, Days};
use crate::party::{Party, country_code};
use crate::signature::{ArticleSignature, mix};
use crate::tables::tables;
use crate::words::{Weighed, code, weighed};
use serde::{Deserialize, Serialize};
use waqai_schema::{Event, Record, Size, SizeBounds};

/// Articles that may have to do with each other share one: a [`Sketch::probes`] of the one is among the [`Sketch::keys`] of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(pub u32);

/// The number of the way in which [`Sketch::keys`] are made: whoever stores keys makes them anew when it is another one.
pub const KEYS: u32 = 2;

/// What linking knows of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Id of the article in the store.
    pub article: String,
    /// Of its lemmas.
    pub signature: ArticleSignature,
    /// When it was published, as the record has it; an article without a day comes after all others.
    pub(crate) published: Option<String>,
    /// The same as a day.
    pub(crate) day: Option<i32>,
    /// Stems of headline and first sentences, and of all names.
    pub(crate) story: Vec<Weighed>,
    /// Its events.
    pub(crate) reports: Vec<ReportSketch>,
}

/// What linking knows of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReportSketch {
    /// Id of the event in the record.
    pub(crate) event: String,
    pub(crate) kind: String,
    pub(crate) modes: Vec<u32>,
    pub(crate) status: Status,
    pub(crate) days: Option<Days>,
    pub(crate) actors: Vec<Party>,
    pub(crate) recipients: Vec<Party>,
    pub(crate) place: Option<Party>,
    /// What is counted, and between which numbers.
    pub(crate) figures: Vec<(u32, u64, u64)>,
    /// Stems of the words that tell it.
    pub(crate) trigger: Vec<Weighed>,
    /// Stems of the sentences that tell it.
    pub(crate) words: Vec<Weighed>,
    /// What it can be found by, sorted.
    pub(crate) anchors: Vec<u32>,
    /// Whether it is the only event of its type in its article.
    pub(crate) only: bool,
    /// Whether it is the first event of its article.
    pub(crate) first: bool,
}

/// The status of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Status {
    Actual,
    Historical,
    Planned,
    Hypothetical,
    Negated,
}

/// Types in which who does it to whom means nothing.
const RECIPROCAL: [&str; 3] = ["AGREE", "CONSULT", "COOPERATE"];
/// Days of a unit under which days are kept.
const UNIT: i32 = 4;
/// Days by which two tellings of one event may differ.
pub(crate) const TOLERANCE: i32 = 5;
/// Stretches longer than this are kept by month, then by year.
const LONG: i32 = 10;
const VERY_LONG: i32 = 62;
/// The form of the stored bytes.
const VERSION: u8 = 2;
/// Code points of the text from which the words of the story are taken.
const OPENING: usize = 500;

/// Whether who does it to whom means nothing in this type.
pub(crate) fn reciprocal(kind: &str) -> bool {
    RECIPROCAL.contains(&kind)
}

impl ReportSketch {
    pub(crate) fn reciprocal(&self) -> bool {
        reciprocal(&self.kind)
    }

    fn of(event: &Event, of: &Context) -> ReportSketch {
        let Context { record, text, day, .. } = *of;
        let status = match event.status.as_str() {
            "planned" => Status::Planned,
            "hypothetical" => Status::Hypothetical,
            "negated" => Status::Negated,
            "historical" => Status::Historical,
            _ => Status::Actual,
        };
        let dated = event
            .date
            .as_ref()
            .and_then(|d| Days::of(d.value.as_deref()?, d.value_end.as_deref(), d.from == "published"));
        let days = dated.or_else(|| day.map(|d| Days { basis: Basis::Undated, ..d }));
        let party = |p| Party::of(p, record);
        let mut modes: Vec<u32> = event.modes.iter().map(|m| code(m)).collect();
        modes.sort_unstable();
        let actors: Vec<Party> = event.actors.iter().map(party).collect();
        let recipients: Vec<Party> = event.recipients.iter().map(party).collect();
        let place = event.place.as_ref().map(|p| Party::of_place(p, record));
        let trigger = weighed(&trigger_words(event));
        let parties = actors.iter().chain(&recipients).chain(&place);
        let anchors = anchors(parties, &trigger, &of.countries);
        ReportSketch {
            event: event.id.clone(),
            kind: event.kind.clone(),
            modes,
            status,
            days,
            actors,
            recipients,
            place,
            figures: figures(&event.size, &event.size_bounds),
            trigger,
            words: weighed(&sentences(event, text)),
            anchors,
            only: record.events.iter().filter(|e| e.kind == event.kind).count() == 1,
            first: record.events.first().is_some_and(|e| e.id == event.id),
        }
    }
}

/// The words that tell an event, everywhere.
pub(crate) fn trigger_words(event: &Event) -> String {
    let all: Vec<&str> =
        std::iter::once(&event.trigger).chain(&event.evidence).map(|q| q.text.as_str()).collect();
    all.join(" ")
}

/// The sentences that tell an event.
pub(crate) fn sentences(event: &Event, text: &[char]) -> String {
    let mut told = slice(text, event.sentence.start, event.sentence.end);
    for other in &event.evidence {
        told.push(' ');
        told.push_str(&around(text, other.start, other.end));
    }
    told
}

/// Headline, first sentences and all names: what an article is about.
pub(crate) fn opening(record: &Record, text: &[char]) -> String {
    let mut opening: String = text.iter().take(OPENING).collect();
    for entity in &record.entities {
        opening.push(' ');
        opening.push_str(&entity.name);
    }
    opening
}

/// An article, for looking at its events.
struct Context<'a> {
    record: &'a Record,
    text: &'a [char],
    day: Option<Days>,
    /// The countries that are named most.
    countries: Vec<u32>,
}

/// Countries of an article under which its events are kept, whoever takes part in them.
const MAIN_COUNTRIES: usize = 2;

/// The countries of the names that an article has most often; of equals the one named first.
fn main_countries(record: &Record) -> Vec<u32> {
    let mut named: Vec<(u32, usize)> = Vec::new();
    for entity in &record.entities {
        let country = country_code(entity.country.as_deref());
        match named.iter_mut().find(|(c, _)| *c == country) {
            Some((_, count)) => *count += entity.mentions.len(),
            None if country != 0 => named.push((country, entity.mentions.len())),
            None => {}
        }
    }
    named.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    named.into_iter().take(MAIN_COUNTRIES).map(|(country, _)| country).collect()
}

/// What a report can be found by: the countries of those who take part, of the place and of the article, names where no country is known,
/// and the words that tell it where there is nothing else.
fn anchors<'a>(parties: impl Iterator<Item = &'a Party>, trigger: &[Weighed], countries: &[u32]) -> Vec<u32> {
    let mut anchors: Vec<u32> = parties.map(Party::anchor).filter(|a| *a != 0).collect();
    anchors.extend(countries);
    if anchors.is_empty() {
        anchors.extend(trigger.iter().map(|(stem, _)| *stem));
    }
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}

/// `text[start..end]`, as much of it as there is.
fn slice(text: &[char], start: u32, end: u32) -> String {
    let end = (end as usize).min(text.len());
    text.get((start as usize).min(end)..end).unwrap_or_default().iter().collect()
}

/// The line in which a stretch stands, up to the nearest full stops.
fn around(text: &[char], start: u32, end: u32) -> String {
    let end = (end as usize).min(text.len());
    let start = (start as usize).min(end);
    let stops = |c: &char| matches!(c, '\n' | '.' | '!');
    let before = text.get(..start).unwrap_or_default().iter().rev().take_while(|c| !stops(c)).count();
    let after = text.get(end..).unwrap_or_default().iter().take_while(|c| !stops(c)).count();
    text.get(start - before..end + after).unwrap_or_default().iter().collect()
}

fn figures(size: &Size, bounds: &SizeBounds) -> Vec<(u32, u64, u64)> {
    size.told(bounds)
        .map(|(of, exact, bounds)| {
            let low = bounds.and_then(|b| b.low).or(exact).unwrap_or(0);
            let high = match bounds {
                Some(bounds) => bounds.high.unwrap_or(u64::MAX),
                None => exact.unwrap_or(u64::MAX),
            };
            (code(of), low, high)
        })
        .collect()
}

impl Sketch {
    /// Of an article.
    #[must_use]
    pub fn of(source: &Source) -> Sketch {
        Sketch::new(&source.article, &source.record, &source.signature)
    }

    /// Of an article by its id in the store, its record and its signature.
    #[must_use]
    pub fn new(article: &str, record: &Record, signature: &ArticleSignature) -> Sketch {
        let text: Vec<char> = record.document.text.chars().collect();
        let published = record.document.published.as_ref().map(|p| p.value.clone());
        let day = published.as_deref().and_then(|value| Days::of(value, None, true));
        let context = Context { record, text: &text, day, countries: main_countries(record) };
        let reports = record.events.iter().map(|event| ReportSketch::of(event, &context)).collect();
        Sketch {
            article: article.to_owned(),
            signature: signature.clone(),
            published,
            day: day.map(|d| d.first),
            story: weighed(&opening(record, &text)),
            reports,
        }
    }

    /// For storing.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(postcard::to_allocvec(self).unwrap_or_default());
        bytes
    }

    /// From what [`Sketch::to_bytes`] gave; `None` for anything else (a sketch of another version of the program: make it anew with
    /// [`Sketch::of`]).
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (version, rest) = bytes.split_first()?;
        if *version != VERSION {
            return None;
        }
        postcard::from_bytes(rest).ok()
    }

    /// The ids of its events.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.reports.iter().map(|r| r.event.as_str())
    }

    /// The keys under which to keep it, sorted, each once. Raise [`KEYS`] with every change of what they are.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.copy_keys().collect();
        for report in &self.reports {
            let Some(days) = report.days else { continue };
            for anchor in &report.anchors {
                keys.extend(units(days).map(|unit| event_key(&report.kind, *anchor, unit)));
            }
        }
        sorted(keys)
    }

    /// The keys under which to look for others, sorted, each once. Whoever may have to do with this article is found by them, whichever of the two
    /// came first.
    #[must_use]
    pub fn probes(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.copy_keys().collect();
        for report in &self.reports {
            let Some(days) = report.days else { continue };
            let near = Days { first: days.first - TOLERANCE, last: days.last + TOLERANCE, ..days };
            let kinds = || std::iter::once(report.kind.as_str()).chain(tables().kin(&report.kind));
            for anchor in &report.anchors {
                for unit in all_units(near) {
                    keys.extend(kinds().map(|kind| event_key(kind, *anchor, unit)));
                }
            }
        }
        sorted(keys)
    }

    fn copy_keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.signature.bands().map(key)
    }
}

fn sorted(mut keys: Vec<Key>) -> Vec<Key> {
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A unit of time under which reports are kept: of days, months or years.
type Unit = (u8, i32);

/// The units under which a stretch of days is kept: never many.
fn units(days: Days) -> impl Iterator<Item = Unit> {
    let length = days.last - days.first;
    let (grain, size) = if length <= LONG {
        (0, UNIT)
    } else if length <= VERY_LONG {
        (1, 30)
    } else {
        (2, 365)
    };
    (days.first.div_euclid(size)..=days.last.div_euclid(size)).map(move |unit| (grain, unit))
}

/// All units that a stretch of days touches.
fn all_units(days: Days) -> impl Iterator<Item = Unit> {
    [(0, UNIT), (1, 30), (2, 365)].into_iter().flat_map(move |(grain, size)| {
        (days.first.div_euclid(size)..=days.last.div_euclid(size)).map(move |unit| (grain, unit))
    })
}

fn event_key(kind: &str, anchor: u32, unit: Unit) -> Key {
    let of_unit = mix((u64::from(unit.0) << 32) ^ u64::from(unit.1 as u32));
    key(of_unit ^ (u64::from(code(kind)) << 32 | u64::from(anchor)))
}

/// Half of the bits are enough: two articles that meet by chance are compared, and that is all.
fn key(of: u64) -> Key {
    Key((mix(of) >> 32) as u32)
}
