//! What the reports of one event say together.

mod claims;
mod differs;
mod parties;
mod reports;
mod ruled;

use crate::Source;
use crate::decide::{ReportRef, Ruling};
use crate::link::CopyOf;
use claims::{Table, claim};
use reports::{Told, gather};
use ruled::Ruled;
use waqai_schema::world::{Day, Figure, Report, Support, WORLD_SCHEMA, WorldEvent};
use waqai_schema::{Place, Quote};

/// The event told by `reports` (an article and the id of one of its events): every value with all that supports it, the best supported
/// first. `copies` are those of [`crate::Linking`] that concern these articles: a copy adds no voice. `rulings` oldest first; those that name
/// none of the reports are passed over. `id`, `version` and `recorded` are left empty for the store. `None` if no report is
/// there.
///
/// - Statuses that tell of a fact, or deny it, stand before plans: what came of a plan is no contradiction to it.
/// - The day of publication stands after every day that words give.
/// - In a list that a person gave (actors, recipients, modes, contexts) only what the person gave is left; of a single value that a person
///   gave, what reports say otherwise stands after it.
#[must_use]
pub fn combine(reports: &[(&Source, &str)], copies: &[CopyOf], rulings: &[Ruling]) -> Option<WorldEvent> {
    let told = gather(reports, copies);
    let first = told.first()?;
    let names: Vec<ReportRef> = told.iter().map(Told::reference).collect();
    let ruled = Ruled::of(&names, rulings);
    let kind = ruled.kind().unwrap_or_else(|| kind(&told, &first.event.kind));
    let mut event = WorldEvent {
        schema: WORLD_SCHEMA.to_owned(),
        id: String::new(),
        version: 0,
        recorded: String::new(),
        review: if ruled.reviewed { "reviewed" } else { "machine" }.to_owned(),
        state: if ruled.rejected { "rejected" } else { "current" }.to_owned(),
        merged_into: None,
        modes: codes(&told, |t| &t.event.modes),
        contexts: codes(&told, |t| &t.event.contexts),
        status: status(&told),
        actors: Vec::new(),
        recipients: Vec::new(),
        date: date(&told),
        place: place(&told),
        figures: figures(&told),
        differs: Vec::new(),
        reports: told.iter().map(report).collect(),
        voices: reports::voices(told.iter()),
        confidence: told.iter().map(|t| t.event.confidence).fold(0.0, f32::max),
        kind,
    };
    (event.actors, event.recipients) = parties::parties(&told, &event.kind);
    event.differs = differs::differs(&event);
    ruled.apply(&mut event);
    Some(event)
}

/// The type that most voices give; of several the one told first.
fn kind(told: &[Told], first: &str) -> String {
    let mut table = Table::default();
    for one in told {
        table.add(one, one.event.kind.clone(), support(one, &one.event.trigger));
    }
    table.claims().first().map_or_else(|| first.to_owned(), |c| c.value.clone())
}

fn support(told: &Told, words: &Quote) -> Support {
    Support {
        report: told.index,
        start: Some(words.start),
        end: Some(words.end),
        text: Some(words.text.clone()),
        rule: told.event.rule.clone(),
    }
}

/// Modes or contexts: they rest on the words that tell the event.
fn codes<'a>(
    told: &[Told<'a>],
    of: impl Fn(&Told<'a>) -> &'a [String],
) -> Vec<waqai_schema::world::Claim<String>> {
    let mut table = Table::default();
    for one in told {
        for code in of(one) {
            table.add(one, code.clone(), support(one, &one.event.trigger));
        }
    }
    table.claims()
}

fn status(told: &[Told]) -> Vec<waqai_schema::world::Claim<String>> {
    let mut table = Table::default();
    for one in told {
        table.add(one, one.event.status.clone(), support(one, &one.event.trigger));
    }
    let mut claims = table.claims();
    // Facts and denials, then what is told as background, then plans and suppositions.
    claims.sort_by_key(|c| match c.value.as_str() {
        "actual" | "negated" => 0,
        "historical" => 1,
        "planned" => 2,
        _ => 3,
    });
    claims
}

fn date(told: &[Told]) -> Vec<waqai_schema::world::Claim<Day>> {
    let mut table = Table::default();
    for one in told {
        let Some(date) = &one.event.date else { continue };
        let (Some(value), Some(precision)) = (&date.value, &date.precision) else { continue };
        let day = Day {
            value: value.clone(),
            value_end: date.value_end.clone(),
            precision: precision.clone(),
            from: date.from.clone(),
        };
        let rule = if date.from == "published" { "published".to_owned() } else { "dates".to_owned() };
        let support =
            Support { report: one.index, start: date.start, end: date.end, text: date.text.clone(), rule };
        // Words that give the day of publication support the same value.
        table.add_as(one, day, support, |a, b| {
            a.value == b.value && a.value_end == b.value_end && a.precision == b.precision
        });
    }
    for claim in table.entries() {
        if claim.support.iter().any(|s| s.rule != "published") {
            claim.value.from = "expression".to_owned();
        }
    }
    let mut claims = table.claims();
    claims.sort_by_key(|c| c.value.from == "published");
    claims
}

fn place(told: &[Told]) -> Vec<waqai_schema::world::Claim<Place>> {
    let mut table = Table::default();
    for one in told {
        let Some(place) = &one.event.place else { continue };
        let (words, rule) = one.place_words(place);
        let support = Support {
            report: one.index,
            start: words.map(|w| w.start),
            end: words.map(|w| w.end),
            text: words.map(|w| w.text.clone()),
            rule,
        };
        // The entity's id means nothing outside its record.
        let value = Place { entity: None, ..place.clone() };
        table.add_as(one, value, support, differs::one_place);
    }
    table.claims()
}

fn figures(told: &[Told]) -> Vec<waqai_schema::world::Claim<Figure>> {
    let mut table = Table::default();
    for one in told {
        for (of, exact, bounds) in one.event.size.told(&one.event.size_bounds) {
            let figure = Figure {
                of: of.to_owned(),
                low: bounds.map_or(exact, |b| b.low),
                high: bounds.map_or(exact, |b| b.high),
                about: bounds.is_some_and(|b| b.about),
            };
            let support = Support {
                report: one.index,
                start: bounds.map(|b| b.start),
                end: bounds.map(|b| b.end),
                text: bounds.map(|b| b.text.clone()),
                rule: one.event.rule.clone(),
            };
            table.add(one, figure, support);
        }
    }
    let mut claims = table.claims();
    claims.sort_by_key(|c| claim::order_of_figure(&c.value.of));
    claims
}

fn report(told: &Told) -> Report {
    let (document, event) = (&told.source.record.document, told.event);
    Report {
        article: told.source.article.clone(),
        event: event.id.clone(),
        capture: told.source.capture.clone(),
        text_sha256: document.sha256.clone(),
        source: document.source.clone(),
        url: document.url.clone(),
        published: document.published.as_ref().map(|p| p.value.clone()),
        copy_of: told.copy_of.map(str::to_owned),
        trigger: event.trigger.clone(),
        sentence: event.sentence.clone(),
        attribution: event.attribution.iter().map(|a| parties::voice(told, a)).collect(),
        confidence: event.confidence,
        rule: event.rule.clone(),
    }
}
