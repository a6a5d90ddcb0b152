//! What a whole index answers: order, names, phrases, filters, highlights, and what else was matched.

mod common;

use common::{index, name, record};
use serde_json::json;
use waqai_schema::{Event, Record, Statement};
use waqai_search::{Highlights, Layer, Query};

fn texts(texts: &[&str]) -> Vec<Record> {
    texts.iter().enumerate().map(|(i, t)| record(&format!("a{i}"), t)).collect()
}

#[test]
fn narrower_layers_come_first() {
    let records = texts(&[
        "اجتمع الوزراء في العاصمة وزار الوزراء المدينة ثم عاد الوزراء.",
        "زار الوزير مدينة النهر.",
        "قال وزير النقل إن الطريق مفتوح.",
        "لا شيء هنا.",
    ]);
    let fixture = index(&records);
    assert_eq!(fixture.ids("وزير")[0], "a2");
    assert_eq!(fixture.ids("وزير").len(), 3);
    assert_eq!(fixture.ids("وزير layer:exact"), ["a2"]);
    assert_eq!(fixture.ids("وزير layer:folded"), ["a2"]);

    let records = texts(&[
        "قال مسئول إن الطريق مفتوح.",
        "قال مسؤول إن الطريق مفتوح.",
        "قال المسؤولون إن الطريق مفتوح.",
    ]);
    assert_eq!(index(&records).ids("مسؤول"), ["a1", "a0", "a2"]);
}

#[test]
fn all_words_must_match_and_others_must_not() {
    let records = texts(&["وصل الوزير إلى المدينة.", "وصل السفير إلى القرية.", "غادر الوزير القرية."]);
    let fixture = index(&records);
    let sorted = |query: &str| {
        let mut ids = fixture.ids(query);
        ids.sort();
        ids
    };
    assert_eq!(sorted("وزير قرية"), ["a2"]);
    assert_eq!(sorted("وزير OR سفير"), ["a0", "a1", "a2"]);
    assert_eq!(sorted("قرية -وزير"), ["a1"]);
    assert_eq!(sorted("-وزير"), ["a1"]);
    assert_eq!(sorted("(مدينة OR قرية) وزير -غادر"), ["a0"]);
    assert_eq!(sorted("from:2026-02-11 to:2026-02"), ["a0", "a1", "a2"]);
    assert!(sorted("to:2026-01").is_empty());
}

#[test]
fn a_phrase_is_adjacent_and_exact() {
    let records = texts(&[
        "قال وزير الخارجية إن الطريق مفتوح.",
        "قال وزير النقل في الخارجية إن الطريق مفتوح.",
        "قال وزير. الخارجية بعيدة.",
        "قال لوزير الخارجية كلاما.",
    ]);
    let fixture = index(&records);
    assert_eq!(fixture.ids("\"وزير الخارجية\""), ["a0"]);
    assert_eq!(fixture.ids("«وزير الخارجية»"), ["a0"]);
    assert_eq!(fixture.ids("وزير خارجية").len(), 4);
}

#[test]
fn the_name_written_apart_is_the_name_written_together() {
    let records = texts(&[
        "وصل عبد الرحمن سالم.",
        "وصل عبدالرحمن سالم.",
        "وصل عبد الكريم سالم.",
        "سلم على عبد الرحمن.",
    ]);
    let fixture = index(&records);
    for query in ["عبد الرحمن", "عبدالرحمن"] {
        let mut ids = fixture.ids(query);
        ids.sort();
        assert_eq!(ids, ["a0", "a1", "a3"], "{query}");
    }
    let answer = fixture.ask("عبدالرحمن");
    let forms: Vec<(&str, u64)> =
        answer.also[0].forms.iter().map(|f| (f.text.as_str(), f.articles)).collect();
    assert_eq!(forms, [("عبدالرحمن", 1), ("عبد الرحمن", 2)]);
}

#[test]
fn who_is_known_is_found_by_every_name() {
    let mut records = texts(&[
        "وصل بلنكن إلى المدينة.",
        "وصل أنتوني بلينكن إلى المدينة.",
        "الأمم المتحدة في المدينة.",
        "المنظمة الدولية في المدينة.",
    ]);
    name(&mut records[0], "PER", Some("person/antony-blinken"), "بلنكن");
    name(&mut records[1], "PER", Some("person/antony-blinken"), "أنتوني بلينكن");
    name(&mut records[2], "ORG", Some("organisation/united-nations"), "الأمم المتحدة");
    name(&mut records[3], "ORG", Some("organisation/united-nations"), "المنظمة الدولية");
    let fixture = index(&records);
    for query in ["Blinken", "antony blinken", "أنتوني بلينكن", "name:بلينكن"] {
        assert_eq!(fixture.ids(query).len(), 2, "{query}");
    }
    assert_eq!(fixture.ids("الأمم المتحدة"), ["a2", "a3"]);
    assert_eq!(fixture.ids("الأمم المتحدة layer:lemma"), ["a2"]);
    let answer = fixture.ask("الأمم المتحدة");
    let other = answer.also[0].forms.iter().find(|f| f.layer == Layer::Name && f.text == "المنظمة الدولية");
    assert_eq!(other.map(|f| f.articles), Some(1));
}

fn lit(fixture: &common::Fixture, record: &Record, query: &str) -> Highlights {
    let query = Query::parse(query).expect("a query");
    fixture.index.search(&fixture.language, &query).highlights(record)
}

#[test]
fn highlights_are_the_words_themselves() {
    let text = "التقى الوزير نظيره.\n\nقال للوزير إن الوُزراء الألمان والـــوزير معا، وهذا زير. ذهب \"وزير الخارجية\" إلى ألمانيا.";
    let mut with_name = record("a0", text);
    name(&mut with_name, "LOC", Some("country/DEU"), "ألمانيا");
    let fixture = index(std::slice::from_ref(&with_name));
    let words = |query: &str| -> Vec<(String, Layer)> {
        let lit = lit(&fixture, &with_name, query);
        let letters: Vec<char> = text.chars().collect();
        for h in &lit.words {
            let there: String = letters[h.start as usize..h.end as usize].iter().collect();
            assert_eq!(there, h.text);
            assert_ne!(there, "ال");
        }
        lit.words.into_iter().map(|h| (h.text, h.layer)).collect()
    };
    let own = |pairs: &[(&str, Layer)]| -> Vec<(String, Layer)> {
        pairs.iter().map(|(t, l)| ((*t).to_owned(), *l)).collect()
    };
    use Layer::{Exact, Lemma};
    assert_eq!(
        words("وزير"),
        own(&[
            ("الوزير", Lemma),
            ("للوزير", Lemma),
            ("الوُزراء", Lemma),
            ("والـــوزير", Lemma),
            ("وزير", Exact)
        ])
    );
    assert_eq!(
        words("الوزراء"),
        own(&[
            ("الوزير", Lemma),
            ("للوزير", Lemma),
            ("الوُزراء", Exact),
            ("والـــوزير", Lemma),
            ("وزير", Lemma)
        ])
    );
    assert_eq!(words("\"وزير الخارجية\""), own(&[("وزير الخارجية", Exact)]));
    assert_eq!(words("Germany"), own(&[("ألمانيا", Layer::Name)]));
    assert!(words("زير -وزير").len() == 1);
    assert!(words("type:CONSULT").is_empty());
}

#[test]
fn the_best_sentences_show_most_words() {
    let text = "وصل الوزير.\n\nقال السفير كلاما. ثم التقى الوزير السفير في المدينة. وعاد السفير.";
    let one = record("a0", text);
    let fixture = index(std::slice::from_ref(&one));
    let lit = lit(&fixture, &one, "وزير سفير");
    let best: Vec<&str> = lit.best(1).iter().map(|s| s.text.as_str()).collect();
    assert_eq!(best, ["ثم التقى الوزير السفير في المدينة."]);
    assert_eq!(lit.sentences.len(), 4);
}

#[test]
fn what_else_was_matched_is_counted_in_articles_that_fit() {
    let records = texts(&[
        "زار الوزير المدينة. عاد الوزير.",
        "زار الوزير القرية.",
        "كتب للوزير رسالة إلى المدينة.",
        "هذا وزير في المدينة.",
    ]);
    let fixture = index(&records);
    let forms = |query: &str| -> Vec<(String, Layer, u64)> {
        fixture.ask(query).also[0].forms.iter().map(|f| (f.text.clone(), f.layer, f.articles)).collect()
    };
    let want = |n: &[(&str, Layer, u64)]| -> Vec<(String, Layer, u64)> {
        n.iter().map(|(t, l, c)| ((*t).to_owned(), *l, *c)).collect()
    };
    use Layer::{Exact, Lemma};
    assert_eq!(forms("وزير"), want(&[("وزير", Exact, 1), ("الوزير", Lemma, 2), ("للوزير", Lemma, 1)]));
    assert_eq!(forms("وزير مدينة"), want(&[("وزير", Exact, 1), ("الوزير", Lemma, 1), ("للوزير", Lemma, 1)]));
    let answer = fixture.ask("وزير");
    assert_eq!(answer.total, 4);
    assert_eq!(answer.articles.len(), 4);
}

/// An article with one event: a meeting of `actor` in `place`, told by `speaker`.
fn meeting(id: &str, actor: &str, place: &str, day: &str, confidence: f32) -> Record {
    let mut out = record(id, &format!("التقى {actor} وفدا في {place}."));
    name(&mut out, "PER", None, actor);
    name(&mut out, "LOC", None, place);
    let read = |value: serde_json::Value| -> (Event, Statement) {
        serde_json::from_value(value).expect("what was read")
    };
    let who = json!({"entity": "e1", "start": 6, "end": 6, "text": actor, "country": "JOR", "sectors": []});
    let words = json!({"start": 0, "end": 5, "text": "التقى"});
    let (event, statement) = read(json!([
        {
            "id": "v1", "type": "CONSULT", "modes": [], "contexts": [], "status": "actual", "actors": [who], "recipients": [],
            "date": {"value": day, "precision": "day", "start": null, "end": null, "text": null, "from": "published"},
            "place": {"entity": "e2", "name": place, "country": "JOR", "lat": null, "lon": null, "precision": null},
            "trigger": words, "sentence": {"start": 0, "end": 5}, "evidence": [], "attribution": [], "size": {},
            "confidence": confidence, "rule": "test"
        },
        {
            "id": "s1", "speaker": who, "addressee": null, "via": null, "cue": words,
            "content": {"start": 0, "end": 5}, "direct": false, "inside": null, "rule": "test"
        }
    ]));
    out.events.push(event);
    out.statements.push(statement);
    out.document.source = Some("صدى النهر".to_owned());
    out.document.url = Some("https://www.news.example.org/1".to_owned());
    out
}

#[test]
fn filters_ask_for_what_was_read() {
    let records = [
        meeting("a0", "نادر الخالدي", "وادي السلط", "2026-02-10", 0.9),
        meeting("a1", "سامر الخالدي", "وادي السلط", "2026-03-01", 0.4),
        record("a2", "لا شيء هنا عن نادر الخالدي."),
    ];
    let fixture = index(&records);
    for (query, want) in [
        ("actor:\"نادر الخالدي\"", vec!["a0"]),
        ("actor:JOR", vec!["a0", "a1"]),
        ("place:\"وادي السلط\" event-to:2026-02", vec!["a0"]),
        ("event-from:2026-02-11 event-to:2026-03-31", vec!["a1"]),
        ("said-by:\"سامر الخالدي\"", vec!["a1"]),
        ("type:consult status:actual confidence:0.5", vec!["a0"]),
        ("outlet:\"صدى النهر\"", vec!["a0", "a1"]),
        ("outlet:news.example.org -actor:\"سامر الخالدي\"", vec!["a0"]),
        ("نادر -type:CONSULT", vec!["a2"]),
    ] {
        let mut ids = fixture.ids(query);
        ids.sort();
        assert_eq!(ids, want, "{query}");
    }
}

#[test]
fn other_stories_on_the_page_are_not_searched() {
    let mut with_teaser = record("a0", "وصل الوفد.\n\nغرق مركب.");
    with_teaser.document.parts[0].end = 12;
    with_teaser.document.parts.push(waqai_schema::Part { start: 12, end: 21, role: "related".to_owned() });
    let fixture = index(&[with_teaser]);
    assert_eq!(fixture.ids("وفد"), ["a0"]);
    assert!(fixture.ids("مركب").is_empty());
}
