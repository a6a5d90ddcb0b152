//! What the reports of one event say together: differences stay, copies add no voice, decisions hold.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;
use waqai_merge::{ArticleSignature, CopyOf, Decision, Field, ReportRef, Ruling, Source, combine, why};
use waqai_schema::Record;

/// A report of an attack: so many dead, on this day, by this status.
fn source(article: &str, published: &str, dead: u64, day: &str, status: &str) -> Source {
    let text = "هاجم مسلحون قافلة قرب معبر الصفصاف";
    let record: Record = serde_json::from_value(json!({
        "schema": "waqai.record/1",
        "document": {"id": article, "url": null, "source": null, "language": "ar", "headline": null, "section": null, "byline": null,
            "published": {"value": published, "precision": "day", "from": "given"}, "text": text, "sha256": "", "parts": []},
        "entities": [], "statements": [], "dates": [], "notes": [],
        "events": [{"id": "v1", "type": "ASSAULT", "modes": [], "contexts": [], "status": status,
            "actors": [{"start": 5, "end": 11, "text": "مسلحون", "country": "YEM", "sectors": ["UAF"]}], "recipients": [],
            "date": {"value": day, "precision": "day", "start": 0, "end": 4, "text": "هاجم", "from": "expression"}, "place": null,
            "trigger": {"start": 0, "end": 4, "text": "هاجم"}, "sentence": {"start": 0, "end": 34}, "evidence": [], "attribution": [],
            "size": {"dead": dead}, "confidence": 0.8, "rule": "test"}]
    }))
    .unwrap();
    let signature = ArticleSignature::of(text.split(' '));
    Source { article: article.to_owned(), capture: String::new(), signature, record }
}

fn refs(articles: &str) -> Vec<ReportRef> {
    articles.chars().map(|a| ReportRef { article: a.to_string(), event: "v1".to_owned() }).collect()
}

fn ruling(id: &str, decision: Decision) -> Ruling {
    Ruling { id: id.to_owned(), decision }
}

#[test]
fn where_reports_differ_both_stay() {
    let (a, b) = (
        source("a", "2020-05-02", 81, "2020-05-01", "actual"),
        source("b", "2020-05-03", 90, "2020-05-02", "negated"),
    );
    let event = combine(&[(&b, "v1"), (&a, "v1")], &[], &[]).unwrap();
    assert_eq!(event.differs, ["date", "status", "figures.dead"]);
    assert_eq!(event.figures.iter().map(|f| f.value.low).collect::<Vec<_>>(), [Some(81), Some(90)]);
    assert_eq!(event.reports.iter().map(|r| r.article.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((event.voices, event.actors.len(), event.actors[0].voices), (2, 1, 2));
}

#[test]
fn a_plan_is_no_contradiction() {
    let (a, b) = (
        source("a", "2020-05-01", 1, "2020-05-02", "planned"),
        source("b", "2020-05-03", 1, "2020-05-02", "actual"),
    );
    let event = combine(&[(&a, "v1"), (&b, "v1")], &[], &[]).unwrap();
    assert!(event.differs.is_empty());
    assert_eq!(event.status[0].value, "actual");
}

#[test]
fn a_copy_adds_no_voice() {
    let (a, b) = (
        source("a", "2020-05-02", 81, "2020-05-01", "actual"),
        source("b", "2020-05-03", 81, "2020-05-01", "actual"),
    );
    let copies = [CopyOf { article: "b".to_owned(), of: "a".to_owned(), likeness: 1.0 }];
    let event = combine(&[(&a, "v1"), (&b, "v1")], &copies, &[]).unwrap();
    assert_eq!((event.voices, event.reports.len(), event.date[0].voices), (1, 2, 1));
    assert_eq!(event.reports[1].copy_of.as_deref(), Some("a"));
}

#[test]
fn what_a_person_gave_stands_first_and_outlives_other_reports() {
    let (a, c) = (
        source("a", "2020-05-02", 81, "2020-05-01", "actual"),
        source("c", "2020-05-04", 90, "2020-05-01", "actual"),
    );
    let value = json!({"of": "dead", "low": 85, "high": 85, "about": false});
    let edit = Decision::Edit { reports: refs("a"), field: Field::Figure("dead".to_owned()), value };
    let rulings = [ruling("d1", edit), ruling("d2", Decision::Reject { reports: refs("a") })];
    let event = combine(&[(&a, "v1"), (&c, "v1")], &[], &rulings).unwrap();
    assert_eq!((event.figures[0].value.low, event.figures[0].decided.as_deref()), (Some(85), Some("d1")));
    assert_eq!(event.figures.len(), 3);
    assert_eq!((event.state.as_str(), event.review.as_str()), ("rejected", "reviewed"));
    // What is split off later is no longer meant.
    let split = Decision::Split { reports: refs("a"), from: refs("c") };
    let rulings = [ruling("d1", Decision::Reject { reports: refs("ac") }), ruling("d2", split)];
    assert_eq!(combine(&[(&a, "v1")], &[], &rulings).unwrap().state, "current");
    assert_eq!(combine(&[(&c, "v1")], &[], &rulings).unwrap().state, "rejected");
}

#[test]
fn why_names_the_words() {
    let (a, b) = (
        source("a", "2020-05-02", 81, "2020-05-01", "actual"),
        source("b", "2020-05-03", 90, "2020-05-01", "actual"),
    );
    let found = why((&a, "v1"), (&b, "v1")).unwrap();
    assert!(found.comparable && found.score > 0.0);
    let day = found.reasons.iter().find(|r| r.feature == "day-same").unwrap();
    assert_eq!(day.left, "2020-05-01 (هاجم)");
    assert!(why((&a, "v1"), (&b, "v9")).is_none());
}
