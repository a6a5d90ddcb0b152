//! From what the stages found to the record of the contract: ids, code points, digest.

use crate::engine::Reading;
use crate::entities::{self, EntityIds};
use sha2::{Digest, Sha256};
use waqai_events as events;
use waqai_page::{Page, PartRole};
use waqai_schema as out;
use waqai_text::{CodePoints, Span};

/// Turns spans of the page's text into quotes and ranges of the record.
pub(crate) struct Quoter<'t> {
    text: &'t str,
    points: CodePoints<'t>,
}

impl<'t> Quoter<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Quoter { text, points: CodePoints::new(text) }
    }

    pub(crate) fn points(&self) -> &CodePoints<'t> {
        &self.points
    }

    pub(crate) fn range(&self, span: Span) -> out::Range {
        out::Range { start: self.points.at(span.start), end: self.points.at(span.end) }
    }

    pub(crate) fn quote(&self, span: Span) -> out::Quote {
        let out::Range { start, end } = self.range(span);
        out::Quote { start, end, text: span.of(self.text).to_owned() }
    }
}

/// Builds the record of a page that was read in stretches.
pub(crate) fn build(page: &Page, id: String, readings: &[Reading<'_>]) -> out::Record {
    let quoter = Quoter::new(&page.text);
    let (entities, ids) = entities::merge(readings, &quoter);
    let mut record = out::Record {
        schema: out::SCHEMA.to_owned(),
        document: document(page, id, &quoter),
        entities,
        events: Vec::new(),
        statements: Vec::new(),
        dates: Vec::new(),
        notes: Vec::new(),
    };
    for (reading, ids) in readings.iter().zip(&ids) {
        let writer = Writer { reading, ids, quoter: &quoter };
        let before = record.events.len();
        for event in &reading.extraction.events {
            record.events.push(writer.event(event, before, record.events.len() + 1));
        }
        let before = record.statements.len();
        for statement in &reading.extraction.statements {
            record.statements.push(writer.statement(statement, before, record.statements.len() + 1));
        }
        record.dates.extend(reading.dates.iter().map(|d| writer.date(d)));
        record.notes.extend(reading.extraction.notes.iter().map(|n| {
            let range = n.span.map(|s| quoter.range(reading.stretch.place(s)));
            note(n.code, n.message.clone(), range)
        }));
    }
    for i in 0..record.events.len() {
        let Some(denied) = record.events[i].denies.clone() else { continue };
        let by = record.events[i].id.clone();
        if let Some(event) = record.events.iter_mut().find(|e| e.id == denied) {
            event.denied_by.push(by);
        }
    }
    record.dates.sort_by_key(|d| (d.start, d.end));
    record
        .notes
        .extend(page.notes.iter().map(|n| note(n.code, n.message.clone(), n.span.map(|s| quoter.range(s)))));
    if let Some(code) = page.language.as_deref().filter(|code| *code != "ar") {
        let message = format!("the text is in {}; only Arabic is read", language_name(code));
        record.notes.push(note("language", message, None));
    }
    record.notes.sort_by_key(|n| n.start);
    record
}

fn document(page: &Page, id: String, quoter: &Quoter<'_>) -> out::Document {
    out::Document {
        id,
        url: page.url.clone(),
        source: page.source.clone(),
        language: page.language.clone(),
        headline: page.headline.clone(),
        section: page.section.clone(),
        byline: page.byline.clone(),
        published: page.published.map(|p| out::Published {
            value: p.iso(),
            precision: p.precision().to_owned(),
            from: p.from.as_str().to_owned(),
        }),
        text: page.text.clone(),
        sha256: sha256(&page.text),
        parts: page
            .parts
            .iter()
            .map(|p| {
                let out::Range { start, end } = quoter.range(p.span);
                out::Part { start, end, role: p.role.as_str().to_owned() }
            })
            .collect(),
    }
}

fn sha256(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn note(code: &str, message: String, range: Option<out::Range>) -> out::Note {
    out::Note {
        code: code.to_owned(),
        message,
        start: range.as_ref().map(|r| r.start),
        end: range.as_ref().map(|r| r.end),
    }
}

/// The English name of a language, with its code.
fn language_name(code: &str) -> String {
    let name = match code {
        "fa" => "Persian",
        "ur" => "Urdu",
        "ckb" | "ku" => "Kurdish",
        "ps" => "Pashto",
        "ug" => "Uyghur",
        "en" => "English",
        "fr" => "French",
        "he" => "Hebrew",
        "tr" => "Turkish",
        _ => return format!("another language ({code})"),
    };
    format!("{name} ({code})")
}

/// Writes what was found in one stretch.
struct Writer<'a> {
    reading: &'a Reading<'a>,
    ids: &'a EntityIds,
    quoter: &'a Quoter<'a>,
}

impl Writer<'_> {
    fn quote(&self, span: Span) -> out::Quote {
        self.quoter.quote(self.reading.stretch.place(span))
    }

    fn range(&self, span: Span) -> out::Range {
        self.quoter.range(self.reading.stretch.place(span))
    }

    fn words(&self, span: Option<Span>) -> Option<String> {
        span.map(|s| self.quote(s).text)
    }

    fn part(&self, at: Span) -> Option<String> {
        self.reading.stretch.role_at(at.start).map(PartRole::as_str).map(str::to_owned)
    }

    fn participant(&self, p: &events::Participant) -> out::Participant {
        let out::Quote { start, end, text } = self.quote(p.span);
        out::Participant {
            entity: p.entity.and_then(|e| self.ids.get(e)),
            start,
            end,
            text,
            country: p.country.as_ref().map(ToString::to_string),
            sectors: p.sectors.iter().map(ToString::to_string).collect(),
        }
    }

    fn event(&self, event: &events::Event, before: usize, number: usize) -> out::Event {
        out::Event {
            id: format!("v{number}"),
            kind: event.kind.to_string(),
            modes: event.modes.iter().map(ToString::to_string).collect(),
            cameo: events::cameo(event).map(str::to_owned),
            contexts: event.contexts.iter().map(ToString::to_string).collect(),
            status: event.status.name().to_owned(),
            actors: event.actors.iter().map(|p| self.participant(p)).collect(),
            recipients: event.recipients.iter().map(|p| self.participant(p)).collect(),
            date: event.date.as_ref().map(|d| self.event_date(d)),
            place: event.place.and_then(|e| self.event_place(e)),
            trigger: self.quote(event.trigger),
            sentence: self.range(event.sentence),
            evidence: event.evidence.iter().map(|s| self.quote(*s)).collect(),
            attribution: event.attribution.iter().map(|a| self.attribution(a)).collect(),
            confirmed_by: event.confirmed_by.iter().map(|a| self.attribution(a)).collect(),
            denies: event.denies.map(|k| format!("v{}", before + k + 1)),
            denied_by: Vec::new(),
            size: size(event),
            size_bounds: self.size_bounds(event),
            // Two places: more would pretend to an exactness that nobody measured.
            confidence: (event.confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0,
            rule: event.rule.to_string(),
            part: self.part(event.trigger),
        }
    }

    fn attribution(&self, a: &events::Attribution) -> out::Attribution {
        out::Attribution {
            speaker: self.participant(&a.speaker),
            cue: self.quote(a.cue),
            via: self.words(a.via),
        }
    }

    fn size_bounds(&self, event: &events::Event) -> out::SizeBounds {
        let bounds = |count| {
            let f = event.figures.iter().find(|f| f.count == count)?;
            let out::Quote { start, end, text } = self.quote(f.span);
            Some(out::Bounds { low: f.low, high: f.high, about: f.about, start, end, text })
        };
        out::SizeBounds {
            dead: bounds(events::Count::Dead),
            injured: bounds(events::Count::Injured),
            arrested: bounds(events::Count::Arrested),
            protesters: bounds(events::Count::Protesters),
            displaced: bounds(events::Count::Displaced),
            missing: bounds(events::Count::Missing),
            money: bounds(events::Count::Money),
        }
    }

    fn event_date(&self, date: &events::EventDate) -> out::EventDate {
        let quote = date.span.map(|s| self.quote(s));
        out::EventDate {
            value: Some(date.value.to_string()),
            value_end: date.end.map(|d| d.to_string()),
            precision: Some(precision(date.value).to_owned()),
            start: quote.as_ref().map(|q| q.start),
            end: quote.as_ref().map(|q| q.end),
            from: if quote.is_some() { "expression" } else { "published" }.to_owned(),
            text: quote.map(|q| q.text),
        }
    }

    fn event_place(&self, entity: usize) -> Option<out::Place> {
        let place = self.reading.names.entities.get(entity)?;
        Some(out::Place {
            entity: self.ids.get(entity),
            name: place.name.clone(),
            country: place.country.as_ref().map(ToString::to_string),
            lat: place.position.map(|(lat, _)| lat),
            lon: place.position.map(|(_, lon)| lon),
            precision: place.precision.map(str::to_owned),
        })
    }

    /// `before`: how many statements of other stretches stand before those of this one.
    fn statement(&self, statement: &events::Statement, before: usize, number: usize) -> out::Statement {
        out::Statement {
            id: format!("s{number}"),
            speaker: self.participant(&statement.speaker),
            addressee: statement.addressee.as_ref().map(|p| self.participant(p)),
            via: self.words(statement.via),
            cue: self.quote(statement.cue),
            content: self.range(statement.content),
            direct: statement.direct,
            inside: statement.inside.map(|i| format!("s{}", before + i + 1)),
            rule: statement.rule.to_string(),
            part: self.part(statement.cue),
        }
    }

    fn date(&self, date: &waqai_dates::DateExpr) -> out::DateMention {
        let out::Quote { start, end, text } = self.quote(date.span);
        out::DateMention {
            start,
            end,
            text,
            value: date.value.map(|v| v.to_string()),
            value_end: date.end.map(|v| v.to_string()),
            precision: date.value.map(|v| precision(v).to_owned()),
            calendar: match date.calendar {
                waqai_dates::Calendar::Gregorian => "gregorian",
                waqai_dates::Calendar::Hijri => "hijri",
            }
            .to_owned(),
            rule: date.rule.to_owned(),
        }
    }
}

fn size(event: &events::Event) -> out::Size {
    let value = |count| event.figures.iter().find(|f| f.count == count)?.value;
    out::Size {
        dead: value(events::Count::Dead),
        injured: value(events::Count::Injured),
        arrested: value(events::Count::Arrested),
        protesters: value(events::Count::Protesters),
        displaced: value(events::Count::Displaced),
        missing: value(events::Count::Missing),
        money: value(events::Count::Money),
    }
}

fn precision(value: waqai_dates::DateValue) -> &'static str {
    match (value.month, value.day) {
        (None, _) => "year",
        (_, None) => "month",
        _ => "day",
    }
}
