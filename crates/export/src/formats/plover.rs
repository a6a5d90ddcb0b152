//! PLOVER JSON: the field names of the PLOVER manual, a record a line.
//!
//! PLOVER has no field for who says so, for confidence, or for several sources of one event; what it leaves to the provider stands in
//! fields of our own, all under `waqai`. Its auxiliary modes (negation, future, hypothetical, historical) go into `context`, as the
//! manual has it. `date` is null where the day is not known.

use super::{Format, Resource, Settings, Writer};
use crate::error::Result;
use crate::out::Out;
use crate::view::View;
use serde_json::{Map, Value as Json, json};
use std::path::Path;
use waqai_schema::world::Party;

pub(super) static FORMAT: Format = Format {
    name: "plover",
    about: "PLOVER 2.0 records as JSON Lines.",
    python: "import pandas as pd\nevents = pd.read_json(\"plover.jsonl\", lines=True)",
    r: "library(jsonlite)\nevents <- stream_in(file(\"plover.jsonl\"))",
    columns: &[],
    cited: false,
    open,
};

const FILE: &str = "plover.jsonl";

struct Plover {
    out: Out,
    program: String,
    rows: u64,
}

fn open(folder: &Path, settings: Settings<'_>) -> Result<Box<dyn Writer>> {
    Ok(Box::new(Plover { out: Out::create(folder, FILE)?, program: settings.program.to_owned(), rows: 0 }))
}

impl Writer for Plover {
    fn event(&mut self, view: &View<'_>) -> Result<()> {
        self.rows += 1;
        self.out.json_line(&record(view, &self.program))
    }

    fn finish(self: Box<Self>) -> Result<Vec<Resource>> {
        self.out.finish()?;
        let about = "PLOVER 2.0 records, one a line; fields of our own stand under `waqai`.";
        Ok(vec![Resource::file(FILE, "application/x-ndjson", about, self.rows)])
    }
}

fn record(view: &View<'_>, program: &str) -> Json {
    let event = view.event;
    let exact = view.exact_day();
    let last = exact.and_then(|_| view.bounds()).map(|(_, last)| last).filter(|last| Some(*last) != exact);
    let mut context: Vec<&str> = event.contexts.iter().map(|claim| claim.value.as_str()).collect();
    context.extend(view.status().and_then(auxiliary));
    let mut record = json!({
        "id": event.id,
        "has_event": true,
        "date": exact.map(|day| day.to_string()),
        "enddate": last.map(|day| day.to_string()),
        "actor": view.actors().map(actor).collect::<Vec<_>>(),
        "recipient": view.recipients().map(actor).collect::<Vec<_>>(),
        "event": [event.kind],
        "mode": event.modes.iter().map(|claim| claim.value.as_str()).collect::<Vec<_>>(),
        "context": context,
        "quad_code": crate::plover::quad(&event.kind),
        "event_loc": location(view),
        "event_text": event.reports.iter().map(|report| report.trigger.text.as_str()).collect::<Vec<_>>(),
        "size": size(view),
        "coder": program,
        "coded_date": event.recorded.get(..10),
    });
    if let (Json::Object(fields), Some((_, report))) = (&mut record, view.lead()) {
        fields.insert(
            "text_info".to_owned(),
            json!({"start": report.sentence.start, "end": report.sentence.end}),
        );
        fields.insert(
            "cite_info".to_owned(),
            json!({
                "citation": report.article,
                "url": report.url,
                "language": "ar",
                "publication": report.source,
                "coder": program,
                "codebook": "plover-2.0",
            }),
        );
    }
    if let Json::Object(fields) = &mut record {
        fields.insert(
            "waqai".to_owned(),
            json!({
                "version": event.version,
                "state": event.state,
                "review": event.review,
                "status": view.status(),
                "dates": event.date.iter().map(|claim| &claim.value).collect::<Vec<_>>(),
                "speakers": view.speakers(),
                "sources": view.outlets(),
                "urls": view.addresses(),
                "reports": event.reports.len(),
                "voices": event.voices,
                "confidence": event.confidence,
                "differs": event.differs,
            }),
        );
    }
    record
}

/// The status in PLOVER's words.
fn auxiliary(status: &str) -> Option<&'static str> {
    match status {
        "negated" => Some("negation"),
        "planned" => Some("future"),
        "hypothetical" => Some("hypothetical"),
        "historical" => Some("historical"),
        _ => None,
    }
}

fn actor(party: &Party) -> Json {
    json!({
        "code": party.country,
        "sector": party.sectors,
        "actor_text": party.name,
        "identifier_id": party.key,
        "identifier_text": party.key.as_ref().map(|_| &party.name),
    })
}

/// GeoNames' field names, as the manual wants them; coordinates only of a point.
fn location(view: &View<'_>) -> Json {
    let Some(place) = view.place() else { return Json::Null };
    let point = view.point();
    let country = place.country.as_deref();
    json!({
        "name": place.name,
        "latitude": point.map(|(lat, _)| lat),
        "longitude": point.map(|(_, lon)| lon),
        "country code": country.and_then(crate::codes::alpha2).map(str::to_uppercase),
        "cc3": country,
        "precision": place.precision,
    })
}

/// The figures: a number where it is exact, what is known of it where not.
fn size(view: &View<'_>) -> Json {
    let mut size = Map::new();
    for claim in &view.event.figures {
        let figure = &claim.value;
        if size.contains_key(&figure.of) {
            continue;
        }
        let value = match (figure.low, figure.high) {
            (Some(low), Some(high)) if low == high && !figure.about => json!(low),
            (low, high) => json!({"low": low, "high": high, "about": figure.about}),
        };
        size.insert(figure.of.clone(), value);
    }
    Json::Object(size)
}
