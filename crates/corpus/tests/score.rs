//! The measures on small records, and that an annotation agrees with itself.

use serde_json::{Value, json};
use std::path::Path;
use waqai_corpus::score::{Figures, Item, score, stretch_of};

const TEXT: &str = "قال نادر إن الرصيف جاهز أمس. واستقبل سالم نادرا.";

fn gold() -> Value {
    json!({
        "entities": [
            {"name": "نادر الشامي", "type": "PER", "forms": ["نادر الشامي", "نادر"], "country": "SYR"},
            {"name": "سالم", "type": "PER", "forms": ["سالم"], "country": null},
        ],
        "events": [
            {"type": "CONSULT", "status": "actual", "actors": ["نادر الشامي"], "recipients": ["سالم"],
             "date": "2015-11", "trigger": "استقبل", "weight": "core"},
            {"type": "SUPPORT", "status": "actual", "actors": ["سالم"], "recipients": [], "trigger": "أشاد", "weight": "optional"},
        ],
        "statements": [{"speaker": "نادر الشامي", "cue": "قال", "first": "الرصيف جاهز", "last": "جاهز أمس"}],
        "dates": [{"text": "أمس", "value": "2015-11-17"}],
    })
}

fn record() -> Value {
    json!({
        "document": {"id": "a", "text": TEXT},
        "entities": [
            {"id": "e1", "type": "PER", "name": "نادر", "country": "SYR", "mentions": [{"start": 4, "end": 8, "text": "نادر"}]},
            {"id": "e2", "type": "PER", "name": "سالم", "country": "LBN", "mentions": [{"start": 37, "end": 41, "text": "سالم"}]},
        ],
        "events": [
            {"type": "CONSULT", "status": "actual", "actors": [{"entity": "e2"}], "recipients": [{"entity": "e1"}],
             "date": {"value": "2015-11-17"}, "trigger": {"text": "استقبل"}},
        ],
        "statements": [{"speaker": {"entity": "e1"}, "content": {"start": 12, "end": 27}, "cue": {"text": "قال"}}],
        "dates": [{"text": "أمس", "value": "2015-11-17"}],
    })
}

fn figures(record: Value) -> Figures {
    score(&[Item::new("a", TEXT, gold(), record)])
}

/// Right, predicted, gold of event, whole event, statements.
fn counts(f: &Figures) -> [(usize, usize, usize); 3] {
    [f.event, f.role, f.statements].map(|c| (c.right, c.predicted, c.gold))
}

#[test]
fn a_right_record_has_no_errors() {
    let f = figures(record());
    assert_eq!(f.errors, Vec::<Value>::new());
    assert_eq!(counts(&f), [(1, 1, 1); 3]);
    assert_eq!((f.entities.f1(), f.country.right, f.country.of, f.broken_spans), (1.0, 1, 1, 0));
    assert_eq!((f.dates.right, f.value.right), (1, 1));
}

#[test]
fn an_absent_record_misses_everything_that_is_core() {
    let f = figures(Value::Null);
    assert_eq!(counts(&f), [(0, 0, 1); 3]);
    let missed: Vec<&str> = f.errors.iter().filter_map(|e| e["kind"].as_str()).collect();
    assert_eq!(missed, ["entity missed", "entity missed", "event missed", "statement missed", "date missed"]);
}

#[test]
fn a_wrong_status_or_date_leaves_the_event_found_but_not_whole() {
    for (field, value) in [("status", json!("planned")), ("date", json!({"value": "2015-12-01"}))] {
        let mut record = record();
        record["events"][0][field] = value;
        let f = figures(record);
        assert_eq!(counts(&f), [(1, 1, 1), (0, 1, 1), (1, 1, 1)], "{field}");
        assert_eq!(f.errors[0]["why"], json!([field]));
    }
}

#[test]
fn an_optional_event_is_neither_missed_nor_wrong() {
    let mut with = record();
    let extra = json!({"type": "SUPPORT", "actors": [{"entity": "e2"}], "recipients": [], "trigger": {"text": "أشاد"}});
    with["events"].as_array_mut().unwrap().push(extra);
    assert_eq!(counts(&figures(with.clone())), [(1, 1, 1); 3]);
    // Of somebody else it is a false alarm, unless its annotator marked it optional.
    with["events"][1]["actors"] = json!([{"text": "البحارة"}]);
    assert_eq!(counts(&figures(with.clone()))[0], (1, 2, 1));
    with["events"][1]["weight"] = json!("optional");
    assert_eq!(counts(&figures(with))[0], (1, 1, 1));
}

#[test]
fn more_wrong_than_right_participants_are_another_event() {
    let mut record = record();
    record["events"][0]["actors"] = json!([{"text": "البحارة"}, {"text": "الصيادون"}]);
    assert_eq!(counts(&figures(record))[0], (0, 1, 1));
}

#[test]
fn speech_is_found_by_its_first_and_last_words_after_its_cue() {
    assert_eq!(stretch_of(TEXT, "قال", "الرصيف جاهز", "جاهز أمس"), Some((12, 27)));
    assert_eq!(stretch_of(TEXT, "سكت", "الرصيف", "أمس"), Some((12, 27)));
    assert_eq!(stretch_of(TEXT, "قال", "البحر", "أمس"), None);
    let mut elsewhere = record();
    elsewhere["statements"][0]["content"] = json!({"start": 30, "end": 48});
    assert_eq!(counts(&figures(elsewhere))[2], (0, 1, 1));
}

#[test]
fn a_stretch_that_gives_other_words_is_counted() {
    let mut record = record();
    record["entities"][0]["mentions"][0]["start"] = json!(5);
    assert_eq!(figures(record).broken_spans, 1);
}

/// An annotation scored against itself is right in everything: nothing is lost on the way to JSON.
#[test]
fn the_corpus_agrees_with_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let corpus = waqai_corpus::Corpus::read(&root, "").unwrap();
    let item = |a| {
        let gold = waqai_corpus::gold(a, corpus.part(a));
        Item::new(&a.id, &a.body, gold, waqai_corpus::record(a))
    };
    let items: Vec<Item> = corpus.articles.iter().map(item).collect();
    assert!(!items.is_empty(), "no articles under corpus/articles");
    let f = score(&items);
    assert_eq!((f.broken_spans, f.statements.right), (0, f.statements.gold));
    let found = [f.entities, f.event, f.dates].map(|c| c.recall());
    assert!(found.iter().all(|r| *r > 0.98), "{found:?}");
}
