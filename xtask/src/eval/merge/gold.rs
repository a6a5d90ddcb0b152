//! Annotated articles in the form of the program's records.

use super::Telling;
use serde_json::json;
use std::collections::BTreeMap;
use waqai::Record;
use waqai::schema;
use waqai_corpus::model::{Article, Event, Participant};
use waqai_merge::{ArticleSignature, ReportRef, Source};

/// The articles as if the program had read them as they were annotated.
pub(super) fn sources(articles: &[&Article], outlet: impl Fn(&Article) -> String) -> Vec<Source> {
    let source = |article: &&Article| {
        let folded = waqai_text::fold(&article.body);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        Source {
            article: article.id.clone(),
            capture: String::new(),
            signature: ArticleSignature::of(words),
            record: record(article, outlet(article)),
        }
    };
    articles.iter().map(source).collect()
}

/// Which annotated event each event of such a record is.
pub(super) fn numbers(sources: &[Source]) -> BTreeMap<ReportRef, Telling> {
    let mut told = BTreeMap::new();
    for source in sources {
        for event in &source.record.events {
            let number: Option<usize> = event.id.strip_prefix('v').and_then(|n| n.parse().ok());
            let Some(number) = number.and_then(|n| n.checked_sub(1)) else { continue };
            let report = ReportRef { article: source.article.clone(), event: event.id.clone() };
            told.insert(report, (source.article.clone(), number));
        }
    }
    told
}

fn id(index: usize) -> String {
    format!("e{}", index + 1)
}

fn record(article: &Article, outlet: String) -> Record {
    let text: Vec<char> = article.body.chars().collect();
    let entities = article.entities.iter().enumerate().map(|(index, e)| schema::Entity {
        id: id(index),
        kind: e.kind.clone(),
        name: e.forms.first().cloned().unwrap_or_default(),
        qid: None,
        key: None,
        geonames: None,
        country: e.country.clone(),
        sectors: e.sectors.clone(),
        role: e.role.clone(),
        mentions: e
            .mentions
            .iter()
            .map(|m| schema::Mention {
                start: m.start as u32,
                end: m.end as u32,
                text: article.text.of(*m),
                kind: "name".to_owned(),
            })
            .collect(),
        rule: "gold".to_owned(),
    });
    schema::Record {
        schema: schema::SCHEMA.to_owned(),
        document: schema::Document {
            id: article.id.clone(),
            url: None,
            source: Some(outlet),
            language: Some("ar".to_owned()),
            headline: None,
            section: None,
            byline: None,
            published: Some(schema::Published {
                value: article.published.clone(),
                precision: "day".to_owned(),
                from: "given".to_owned(),
            }),
            text: article.body.clone(),
            sha256: String::new(),
            parts: Vec::new(),
        },
        entities: entities.collect(),
        events: article.events.iter().enumerate().filter_map(|(i, e)| event(article, &text, i, e)).collect(),
        statements: Vec::new(),
        dates: Vec::new(),
        notes: Vec::new(),
    }
}

fn participant(article: &Article, of: &Participant) -> schema::Participant {
    let entity = of.entity.and_then(|index| article.entities.get(index));
    let stretch = of.stretch;
    schema::Participant {
        entity: of.entity.map(id),
        start: stretch.map_or(0, |s| s.start as u32),
        end: stretch.map_or(0, |s| s.end as u32),
        text: stretch.map_or_else(|| of.words.clone(), |s| article.text.of(s)),
        country: entity.map_or_else(|| of.countries.first().cloned(), |e| e.country.clone()),
        sectors: entity.map_or_else(|| of.sectors.clone(), |e| e.sectors.clone()),
    }
}

fn event(article: &Article, text: &[char], index: usize, event: &Event) -> Option<schema::Event> {
    let quote = |s: waqai_corpus::Stretch| schema::Quote {
        start: s.start as u32,
        end: s.end as u32,
        text: article.text.of(s),
    };
    let all = |of: &[Participant]| of.iter().map(|p| participant(article, p)).collect::<Vec<_>>();
    let date = event.date.as_ref().map(|value| schema::EventDate {
        value: Some(value.clone()),
        value_end: None,
        precision: Some(match value.len() {
            4 => "year".to_owned(),
            7 => "month".to_owned(),
            _ => "day".to_owned(),
        }),
        start: None,
        end: None,
        text: None,
        from: "expression".to_owned(),
    });
    let place = event.place.as_ref().map(|p| {
        let entity = p.entity.and_then(|index| article.entities.get(index));
        schema::Place {
            entity: p.entity.map(id),
            name: entity.and_then(|e| e.forms.first()).unwrap_or(&p.words).clone(),
            country: entity.map_or_else(|| p.countries.first().cloned(), |e| e.country.clone()),
            lat: None,
            lon: None,
            precision: None,
        }
    });
    let (mut size, mut size_bounds) = (schema::Size::default(), schema::SizeBounds::default());
    for figure in &event.size {
        let bounds = schema::Bounds {
            low: figure.low,
            high: figure.high,
            about: false,
            start: 0,
            end: 0,
            text: String::new(),
        };
        let exact = figure.low.filter(|_| figure.low == figure.high);
        let slot = match figure.key.as_str() {
            "dead" => (&mut size.dead, &mut size_bounds.dead),
            "injured" => (&mut size.injured, &mut size_bounds.injured),
            "arrested" => (&mut size.arrested, &mut size_bounds.arrested),
            "protesters" => (&mut size.protesters, &mut size_bounds.protesters),
            "displaced" => (&mut size.displaced, &mut size_bounds.displaced),
            "missing" => (&mut size.missing, &mut size_bounds.missing),
            "money" => (&mut size.money, &mut size_bounds.money),
            _ => continue,
        };
        (*slot.0, *slot.1) = (exact, Some(bounds));
    }
    let (start, end) = sentence(text, event.trigger.start, event.trigger.end);
    let plain = json!({
        "id": format!("v{}", index + 1), "type": event.kind, "modes": event.modes, "contexts": event.contexts,
        "status": event.status, "actors": all(&event.actors), "recipients": all(&event.recipients), "date": date, "place": place,
        "trigger": quote(event.trigger), "sentence": {"start": start, "end": end},
        "evidence": event.evidence.iter().map(|e| quote(*e)).collect::<Vec<_>>(), "attribution": [],
        "size": size, "size_bounds": size_bounds, "confidence": 1.0, "rule": "gold",
    });
    serde_json::from_value(plain).ok()
}

/// The sentence around a stretch: from the last line break or full stop to the next.
pub(super) fn sentence(text: &[char], start: usize, end: usize) -> (u32, u32) {
    let stop = |c: &char| matches!(c, '\n' | '.' | '!');
    let before = text.get(..start).unwrap_or_default().iter().rev().take_while(|c| !stop(c)).count();
    let after = text.get(end..).unwrap_or_default().iter().take_while(|c| !stop(c)).count();
    ((start - before.min(start)) as u32, (end + after) as u32)
}
