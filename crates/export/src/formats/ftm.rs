//! FollowTheMoney: entities as JSON Lines, for Aleph, OpenAleph and what else reads its model.
//!
//! Events are `Event`s, persons `Person`s, organisations `Organization`s or, where their sector is one of the state's, `PublicBody`s; a country
//! that acts is a `PublicBody`; whom no kind fits is a `LegalEntity`. Who is actor and who recipient stands on an `UnknownLink` between the
//! party and the event, which the model has no better schema for. Articles are `Article`s, tied to events by `Documentation`.
//! The model has no status: an event that did not happen says so in its name.

use super::{Format, Resource, Settings, Writer};
use crate::codes::alpha2;
use crate::error::Result;
use crate::out::Out;
use crate::parties::{Gathered, Parties, id_of, party_id};
use crate::sorter::Sorter;
use crate::view::{View, distinct};
use serde_json::{Map, Value as Json, json};
use std::path::Path;
use waqai_schema::world::Report;

pub(super) static FORMAT: Format = Format {
    name: "ftm",
    about: "FollowTheMoney entities as JSON Lines: events, persons, organisations, public bodies, articles and their links.",
    python: "from followthemoney import model; import json\nentities = [model.get_proxy(json.loads(line)) for line in open(\"entities.ftm.json\", encoding=\"utf-8\")]",
    r: "library(jsonlite)\nentities <- stream_in(file(\"entities.ftm.json\"))",
    columns: &[],
    cited: true,
    open,
};

const FILE: &str = "entities.ftm.json";

/// Sectors of the state: government, military, police, courts, parliament, intelligence.
const STATE: [&str; 6] = ["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];

struct Ftm {
    out: Out,
    parties: Parties,
    articles: Sorter,
    rows: u64,
}

fn open(folder: &Path, _: Settings<'_>) -> Result<Box<dyn Writer>> {
    Ok(Box::new(Ftm {
        out: Out::create(folder, FILE)?,
        parties: Parties::new(folder, "ftm-parties"),
        articles: Sorter::new(folder, "ftm-articles"),
        rows: 0,
    }))
}

impl Ftm {
    fn write(&mut self, entity: &Json) -> Result<()> {
        self.rows += 1;
        self.out.json_line(entity)
    }
}

impl Writer for Ftm {
    fn event(&mut self, view: &View<'_>) -> Result<()> {
        let event_id = id_of(&["event", &view.event.id]);
        self.write(&event(view, &event_id))?;
        for (role, parties) in
            [("actor", view.actors().collect::<Vec<_>>()), ("recipient", view.recipients().collect())]
        {
            let ids: Vec<String> = parties.iter().map(|party| party_id(view.event, party)).collect();
            for party in distinct(ids.iter().map(String::as_str)) {
                self.write(&link(&event_id, party, role))?;
            }
        }
        let mut told: Vec<&str> = Vec::new();
        for report in &view.event.reports {
            let article = id_of(&["article", &report.article]);
            // Two reports of one article are one document.
            if !told.contains(&report.article.as_str()) {
                told.push(&report.article);
                let words = view.event.reports.iter().filter(|other| other.article == report.article);
                let words = distinct(words.map(|other| other.trigger.text.as_str()));
                self.write(&documentation(&event_id, &article, &words))?;
                self.articles.add(article.as_bytes(), &serde_json::to_vec(&document(&article, report))?)?;
            }
        }
        self.parties.event(view.event)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Resource>> {
        let Ftm { mut out, parties, articles, mut rows } = *self;
        parties.finish(|id, gathered| {
            rows += 1;
            out.json_line(&party(id, gathered))
        })?;
        let mut last: Box<[u8]> = Box::default();
        articles.finish(|id, entity| {
            if *id != *last {
                last = id.into();
                rows += 1;
                out.text(&String::from_utf8_lossy(entity))?;
                out.text("\n")?;
            }
            Ok(())
        })?;
        out.finish()?;
        let about =
            "Entities of the FollowTheMoney model, one a line, each once; the same id in every export.";
        Ok(vec![Resource { key: &["id"], ..Resource::file(FILE, "application/json+ftm", about, rows) }])
    }
}

/// An entity whose properties are lists of texts; empty ones are left out.
struct Entity {
    id: String,
    schema: &'static str,
    properties: Map<String, Json>,
}

impl Entity {
    fn new(id: &str, schema: &'static str) -> Self {
        Self { id: id.to_owned(), schema, properties: Map::new() }
    }

    fn set<T: Into<String>>(mut self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        let mut texts: Vec<String> = Vec::new();
        for text in values.into_iter().map(Into::into) {
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        if !texts.is_empty() {
            self.properties.insert(name.to_owned(), texts.into());
        }
        self
    }

    fn json(self) -> Json {
        json!({"id": self.id, "schema": self.schema, "properties": self.properties})
    }
}

fn event(view: &View<'_>, id: &str) -> Json {
    let event = view.event;
    let day = view.bounds().and_then(|_| view.day());
    let single = day.filter(|day| day.value_end.is_none()).map(|day| day.value.as_str());
    let range = day.and_then(|day| Some((day.value.as_str(), day.value_end.as_deref()?)));
    let place = view.place();
    let involved = view.actors().chain(view.recipients()).map(|party| party_id(event, party));
    let differs =
        (!event.differs.is_empty()).then(|| format!("reports differ: {}", event.differs.join(", ")));
    let keywords = [event.kind.as_str()].into_iter().chain(view.status());
    let keywords =
        keywords.chain(event.modes.iter().chain(&event.contexts).map(|claim| claim.value.as_str()));
    Entity::new(id, "Event")
        .set("name", [name(view)])
        .set("date", single)
        .set("startDate", range.map(|(start, _)| start))
        .set("endDate", range.map(|(_, end)| end))
        .set("location", place.map(|place| place.name.as_str()))
        .set("country", place.and_then(|place| alpha2(place.country.as_deref()?)))
        .set("involved", involved)
        .set("summary", view.lead_words())
        .set("notes", differs)
        .set("keywords", keywords)
        .set("publisher", view.outlets())
        .set("sourceUrl", web(&view.addresses()))
        .set("proof", event.reports.iter().map(|report| id_of(&["article", &report.article])))
        .set("recordId", [event.id.as_str()])
        .set("modifiedAt", event.recorded.get(..19))
        .json()
}

/// Type, status where it did not happen or has yet to, and those who take part; else the words that tell it.
fn name(view: &View<'_>) -> String {
    let mut name = view.event.kind.clone();
    if let Some(status) = view.status().filter(|status| *status != "actual") {
        name.push_str(&format!(" ({status})"));
    }
    let (first, second) = view.sides();
    let sides: Vec<&str> =
        first.into_iter().chain(second.map(|(_, party)| party)).map(|party| party.name.as_str()).collect();
    if sides.is_empty() {
        let words = view.lead().map_or("", |(_, report)| &report.trigger.text);
        return format!("{name}: {words}");
    }
    format!("{name}: {}", sides.join(" / "))
}

fn link(event: &str, party: &str, role: &str) -> Json {
    Entity::new(&id_of(&["link", event, party, role]), "UnknownLink")
        .set("subject", [party])
        .set("object", [event])
        .set("role", [role])
        .json()
}

fn documentation(event: &str, article: &str, words: &[&str]) -> Json {
    Entity::new(&id_of(&["documentation", event, article]), "Documentation")
        .set("document", [article])
        .set("entity", [event])
        .set("role", ["report"])
        .set("summary", words.iter().copied())
        .json()
}

fn document(id: &str, report: &Report) -> Json {
    Entity::new(id, "Article")
        .set("fileName", [report.article.as_str()])
        .set("publisher", report.source.as_deref())
        .set("sourceUrl", web(report.url.as_slice()))
        .set("publishedAt", report.published.as_deref().and_then(moment))
        .json()
}

/// A time of publication as the model has them: without a zone. Of one with a zone that is not UTC only the day is sure to be as printed.
fn moment(published: &str) -> Option<&str> {
    let zone = published.get(10..).is_some_and(|rest| rest.contains(['+', '-']));
    let end = if zone { 10 } else { published.trim_end_matches('Z').len() };
    published.get(..end)
}

/// Addresses of the web; the model knows no others.
fn web<T: AsRef<str>>(addresses: &[T]) -> Vec<&str> {
    let is_web = |text: &&str| text.starts_with("http://") || text.starts_with("https://");
    addresses.iter().map(AsRef::as_ref).filter(is_web).collect()
}

fn party(id: &str, gathered: &Gathered) -> Json {
    let name = gathered.name();
    let countries = gathered.countries.iter().filter_map(|country| alpha2(country));
    let note =
        (gathered.identity == "name").then_some("The same by name, kind and country only: may be several.");
    Entity::new(id, schema(gathered))
        .set("name", [name])
        .set("alias", gathered.names.keys().filter(|other| *other != name).cloned())
        .set("country", countries)
        .set("sector", gathered.sectors.iter().cloned())
        .set("notes", note)
        .json()
}

/// The schema that fits what is known of a party.
fn schema(gathered: &Gathered) -> &'static str {
    let only = |kind: &str| gathered.kinds.len() == 1 && gathered.kinds.contains(kind);
    let state = STATE.iter().any(|sector| gathered.sectors.contains(*sector));
    let country = gathered.key.as_ref().is_some_and(|key| key.starts_with("country/"));
    if only("PER") {
        "Person"
    } else if only("ORG") {
        if state { "PublicBody" } else { "Organization" }
    } else if only("LOC") && country {
        "PublicBody"
    } else {
        "LegalEntity"
    }
}

#[cfg(test)]
mod tests {
    use super::{Gathered, moment, schema};
    use std::collections::BTreeSet;

    #[test]
    fn the_schema_fits_what_is_known() {
        let check = |kind: Option<&str>, sectors: &[&str], key: Option<&str>, want: &str| {
            let gathered = Gathered {
                kinds: kind.into_iter().map(str::to_owned).collect(),
                sectors: sectors.iter().map(|&s| s.to_owned()).collect::<BTreeSet<_>>(),
                key: key.map(str::to_owned),
                ..Gathered::default()
            };
            assert_eq!(schema(&gathered), want, "{kind:?} {sectors:?} {key:?}");
        };
        check(Some("PER"), &["GOV"], None, "Person");
        check(Some("ORG"), &["GOV"], None, "PublicBody");
        check(Some("ORG"), &["REB"], None, "Organization");
        check(Some("LOC"), &[], Some("country/SYR"), "PublicBody");
        check(Some("LOC"), &[], Some("geonames/1"), "LegalEntity");
        check(None, &["MIL"], None, "LegalEntity");
    }

    #[test]
    fn a_time_has_no_zone() {
        assert_eq!(moment("2026-02-03T10:00Z"), Some("2026-02-03T10:00"));
        assert_eq!(moment("2026-02-03T23:30+03:00"), Some("2026-02-03"));
        assert_eq!(moment("2026-02"), Some("2026-02"));
    }
}
