//! Articles and their annotations as JSON, for scorers and other programs.
//!
//! The gold form is the one in which the measuring sets of real articles are annotated (names by their fullest form, speech
//! by its first and last words), extended by the stretches of everything. Positions are code points.

use crate::model::{Article, Event, Participant, Statement, Voice};
use crate::text::Stretch;
use serde_json::{Map, Value, json};

/// The article as the program takes it in.
#[must_use]
pub fn article(article: &Article, source: &str) -> Value {
    json!({
        "id": article.id,
        "source": source,
        "url": null,
        "published": article.published,
        "text": article.body,
    })
}

/// The annotations.
#[must_use]
pub fn gold(article: &Article, part: &str) -> Value {
    let entities: Vec<Value> = article
        .entities
        .iter()
        .map(|e| {
            json!({
                "name": e.forms.first(),
                "type": e.kind,
                "forms": e.forms,
                "country": e.country,
                "sectors": e.sectors,
                "role": e.role,
                "mentions": e.mentions.iter().map(|m| stretch(article, *m)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let dates: Vec<Value> = article
        .dates
        .iter()
        .map(|d| {
            let mut date = stretch(article, d.stretch);
            date["value"] = json!(d.value);
            date
        })
        .collect();
    let parts =
        article.parts.iter().map(|p| json!({"start": p.stretch.start, "end": p.stretch.end, "role": p.role}));
    json!({
        "id": article.id,
        "part": part,
        "outlet": article.outlet,
        "published": article.published,
        "topic": article.topic,
        "cluster": article.cluster,
        "near": article.near,
        "entities": entities,
        "events": article.events.iter().map(|e| event(article, e)).collect::<Vec<_>>(),
        "statements": article.statements.iter().map(|s| statement(article, s)).collect::<Vec<_>>(),
        "dates": dates,
        "parts": parts.collect::<Vec<_>>(),
    })
}

/// Start, end and words.
pub(crate) fn stretch(article: &Article, stretch: Stretch) -> Value {
    json!({"start": stretch.start, "end": stretch.end, "text": article.text.of(stretch)})
}

/// The fullest form of a name, or the phrase.
pub(crate) fn name<'a>(article: &'a Article, participant: &'a Participant) -> &'a str {
    let entity = participant.entity.and_then(|e| article.entities.get(e));
    entity.and_then(|e| e.forms.first()).unwrap_or(&participant.words)
}

/// The countries of a participant.
fn countries<'a>(article: &'a Article, participant: &'a Participant) -> Vec<&'a str> {
    match participant.entity.and_then(|e| article.entities.get(e)) {
        Some(entity) => entity.country.as_deref().into_iter().collect(),
        None => participant.countries.iter().map(String::as_str).collect(),
    }
}

/// Who takes part, and where the text says so.
fn participant(article: &Article, of: &Participant) -> Value {
    let mut out = json!({
        "entity": of.entity,
        "name": name(article, of),
        "start": of.stretch.map(|s| s.start),
        "end": of.stretch.map(|s| s.end),
        "text": of.stretch.map(|s| article.text.of(s)),
    });
    if of.entity.is_none() {
        out["countries"] = json!(of.countries);
        out["sectors"] = json!(of.sectors);
    }
    out
}

fn event(article: &Article, event: &Event) -> Value {
    let names = |of: &[Participant]| of.iter().map(|p| name(article, p).to_owned()).collect::<Vec<_>>();
    let all = |of: &[Participant]| of.iter().map(|p| participant(article, p)).collect::<Vec<_>>();
    let codes = |of: &[Participant]| {
        let mut codes: Vec<String> = Vec::new();
        for code in of.iter().flat_map(|p| countries(article, p)) {
            if !codes.iter().any(|c| c == code) {
                codes.push(code.to_owned());
            }
        }
        codes
    };
    let place = event.place.as_ref();
    let mut size = Map::new();
    for figure in &event.size {
        let value = if figure.low == figure.high {
            json!(figure.low)
        } else {
            json!({"low": figure.low, "high": figure.high})
        };
        size.insert(figure.key.clone(), value);
    }
    json!({
        "type": event.kind,
        "mode": event.modes,
        "status": event.status,
        "actors": names(&event.actors),
        "actor_countries": codes(&event.actors),
        "recipients": names(&event.recipients),
        "recipient_countries": codes(&event.recipients),
        "date": event.date,
        "place": place.map(|p| name(article, p)),
        "place_country": place.and_then(|p| countries(article, p).first().map(|c| (*c).to_owned())),
        "trigger": article.text.of(event.trigger),
        "speaker": event.attribution.first().map(|v| name(article, &v.speaker)),
        "weight": event.weight,
        "trigger_span": stretch(article, event.trigger),
        "evidence": event.evidence.iter().map(|e| stretch(article, *e)).collect::<Vec<_>>(),
        "actor_spans": all(&event.actors),
        "recipient_spans": all(&event.recipients),
        "place_span": place.map(|p| participant(article, p)),
        "attribution": event.attribution.iter().map(|v| voice(article, v)).collect::<Vec<_>>(),
        "size": size,
        "contexts": event.contexts,
    })
}

fn voice(article: &Article, voice: &Voice) -> Value {
    json!({
        "speaker": participant(article, &voice.speaker),
        "cue": voice.cue.map(|c| stretch(article, c)),
        "via": voice.via,
    })
}

fn statement(article: &Article, statement: &Statement) -> Value {
    let cue = article.text.of(statement.cue);
    let (first, last) = ends(article, &cue, statement.content);
    json!({
        "speaker": name(article, &statement.speaker),
        "via": statement.via,
        "cue": cue,
        "first": first,
        "last": last,
        "inside": statement.inside,
        "to": statement.addressee.as_ref().map(|a| name(article, a)),
        "direct": statement.direct,
        "speaker_span": participant(article, &statement.speaker),
        "cue_span": stretch(article, statement.cue),
        "content": {"start": statement.content.start, "end": statement.content.end},
    })
}

/// Words at either end of what is said.
const ENDS: usize = 3;

/// The first and last words of what is said: as few as three, as many as it takes to be found again where they stand.
fn ends(article: &Article, cue: &str, content: Stretch) -> (String, String) {
    let all = article.text.of(content);
    let words: Vec<&str> = all.split(' ').collect();
    for count in ENDS..words.len() {
        let first = words.get(..count).unwrap_or_default().join(" ");
        for last in (ENDS..=count).rev() {
            let last = words.get(words.len().saturating_sub(last)..).unwrap_or_default().join(" ");
            if crate::score::stretch_of(&article.body, cue, &first, &last)
                == Some((content.start, content.end))
            {
                return (first, last);
            }
        }
    }
    (all.clone(), all)
}
