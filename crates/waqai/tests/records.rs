//! What must hold for the record of any text.

use proptest::prelude::*;
use std::sync::OnceLock;
use waqai::page::{Hints, Page, Part, PartRole};
use waqai::{Article, Engine, Record};

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(Engine::new)
}

/// Every quoted stretch gives back its words, every range lies in the text, every reference leads somewhere.
#[track_caller]
fn check(record: &Record) {
    let text: Vec<char> = record.document.text.chars().collect();
    let value = serde_json::to_value(record).expect("a record is JSON");
    spans(&value, &text, "");
    let known = |list: &str| -> Vec<String> {
        let ids = value[list].as_array().into_iter().flatten();
        ids.filter_map(|v| v["id"].as_str().map(str::to_owned)).collect()
    };
    for (list, letter) in [("entities", 'e'), ("events", 'v'), ("statements", 's')] {
        let wanted: Vec<String> = (1..=known(list).len()).map(|n| format!("{letter}{n}")).collect();
        assert_eq!(known(list), wanted);
    }
    references(&value, &known("entities"), &known("statements"));
    let back: Record = serde_json::from_value(value).expect("a record reads back");
    assert_eq!(&back, record);
}

#[track_caller]
fn spans(value: &serde_json::Value, text: &[char], path: &str) {
    match value {
        serde_json::Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, v)| spans(v, text, &format!("{path}/{i}")));
        }
        serde_json::Value::Object(object) => {
            let number = |key: &str| object.get(key).and_then(serde_json::Value::as_u64).map(|n| n as usize);
            if let (Some(start), Some(end)) = (number("start"), number("end")) {
                let words: String = text.get(start..end).expect(path).iter().collect();
                if let Some(quoted) = object.get("text").and_then(serde_json::Value::as_str) {
                    assert_eq!(words, quoted, "{path}");
                }
            }
            object.iter().for_each(|(key, v)| spans(v, text, &format!("{path}/{key}")));
        }
        _ => {}
    }
}

#[track_caller]
fn references(value: &serde_json::Value, entities: &[String], statements: &[String]) {
    match value {
        serde_json::Value::Array(list) => list.iter().for_each(|v| references(v, entities, statements)),
        serde_json::Value::Object(object) => {
            for (key, ids) in [("entity", entities), ("inside", statements)] {
                if let Some(id) = object.get(key).and_then(serde_json::Value::as_str) {
                    assert!(ids.iter().any(|known| known == id), "{key} {id} leads nowhere");
                }
            }
            object.values().for_each(|v| references(v, entities, statements));
        }
        _ => {}
    }
}

fn article(text: &str) -> Article {
    Article {
        id: "a".to_owned(),
        text: text.to_owned(),
        published: Some("2026-02-11".to_owned()),
        ..Article::default()
    }
}

/// Pieces of news, whole and broken, with what real pages strew between them.
const PIECES: [&str; 32] = [
    "التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس",
    "وقال الرئيس إن بلاده «ستدعم الحوار»",
    "أكد المتحدث باسم الحركة أن الوفد سيزور القاهرة غدا",
    "قتل ثلاثة جنود في هجوم شنه مسلحون مجهولون قرب الموصل",
    "في 12 شباط/فبراير 2026 الموافق 24 شعبان 1447",
    "نفى مصدر مطلع أن تكون المباحثات قد توقفت",
    "طالب المجلس بالإفراج عن المعتقلين",
    "وقّع الجانبان اتفاقا بين الأمم المتحدة والحكومة",
    "الولاياتالمتحدة",
    "وَزِيرُ الخَارِجِيَّةِ",
    "هيـــــئة",
    "د. محمد",
    "12/3/2024",
    "\u{200F}دمشق\u{200F}",
    " ّ ",
    "«",
    "»",
    "\"",
    ".",
    "،",
    ":",
    "\n",
    "\n\n",
    " ",
    "\u{FEFF}",
    "🇸🇾",
    "CNN",
    "٪",
    "ﻻﺟﺊ",
    "\t",
    "(",
    "—",
];

fn mixture() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "[\\u{0600}-\\u{06FF} ]{0,12}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_record(text in mixture()) {
        let record = engine().read_article(&article(&text));
        check(&record);
        prop_assert_eq!(&record, &engine().read_article(&article(&text)));
    }

    #[test]
    fn any_page_gives_a_sound_record(text in mixture(), noise in "(<[a-z/]{0,5}>|&[a-z]{1,4};|<p>|<h1>){0,6}") {
        let page = format!("<html><head><title>{text}</title></head><body>{noise}<p>{text}</p>{noise}{text}");
        if let Ok(page) = waqai::page::read_bytes(page.as_bytes(), &Hints::default()) {
            check(&engine().read(page, "p"));
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(page) = waqai::page::read_bytes(&bytes, &Hints::default()) {
            check(&engine().read(page, "b"));
        }
    }

    #[test]
    fn any_parts_give_a_sound_record(text in mixture(), cuts in prop::collection::vec((0..400_usize, 0..8_usize), 0..6)) {
        let roles = [
            PartRole::Headline, PartRole::Byline, PartRole::Dateline, PartRole::Body, PartRole::Caption,
            PartRole::Related, PartRole::Section, PartRole::Boilerplate,
        ];
        let mut ends: Vec<usize> = cuts.iter().map(|(at, _)| (*at).min(text.len())).collect();
        ends.retain(|at| text.is_char_boundary(*at));
        ends.sort_unstable();
        let mut start = 0;
        let mut parts = Vec::new();
        for (end, (_, role)) in ends.into_iter().zip(&cuts) {
            parts.push(Part { span: waqai_text::Span::new(start, end), role: roles[*role] });
            start = end;
        }
        let page = Page { text, parts, published: waqai::page::Published::given("2026-02-11"), ..Page::default() };
        check(&engine().read(page, "p"));
    }

    #[test]
    fn tokens_give_back_their_words(text in mixture()) {
        let tokens = engine().tokens_of_article(&article(&text));
        let page = engine().read_article(&article(&text)).document.text;
        let letters: Vec<char> = page.chars().collect();
        for token in &tokens.tokens {
            let words: String = letters[token.start as usize..token.end as usize].iter().collect();
            prop_assert_eq!(&words, &token.text);
        }
    }
}

#[test]
fn every_sample_gives_a_sound_record() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("samples").flatten() {
        if entry.path().extension().is_some_and(|e| e == "md") {
            continue;
        }
        let bytes = std::fs::read(entry.path()).expect("a sample");
        let page = waqai::page::read_bytes(&bytes, &Hints::default()).expect("a page");
        let record = engine().read(page, "s");
        check(&record);
        assert!(record.document.headline.is_some(), "{}: no headline", entry.path().display());
        count += 1;
    }
    assert!(count >= 12, "{count} samples");
}

#[test]
fn nothing_is_read_across_stories() {
    let text = "زار الوزير سامر النحاس مدينة حلب.\n\nأدان رئيس الحكومة طارق الخوري الهجوم على المدينة.";
    let at = text.find("أدان").expect("the second story");
    let page = |role| Page {
        text: text.to_owned(),
        parts: vec![
            Part { span: waqai_text::Span::new(0, at - 2), role: PartRole::Body },
            Part { span: waqai_text::Span::new(at, text.len()), role },
        ],
        ..Page::default()
    };
    let record = engine().read(page(PartRole::Related), "r");
    check(&record);
    let border = text[..at].chars().count() as u32;
    for event in &record.events {
        let inside = event.trigger.start >= border;
        assert_eq!(event.part.as_deref() == Some("related"), inside);
        for who in event.actors.iter().chain(&event.recipients) {
            assert_eq!(who.start >= border, inside, "{} stands in another story", who.text);
        }
    }
    for statement in &record.statements {
        assert_eq!(statement.part.as_deref() == Some("related"), statement.cue.start >= border);
    }
    let hidden = engine().read(page(PartRole::Boilerplate), "b");
    assert!(hidden.events.iter().all(|e| e.trigger.start < border), "words of the site are read as news");
    assert!(hidden.entities.iter().flat_map(|e| &e.mentions).all(|m| m.start < border));
}

#[test]
fn another_language_gives_an_empty_record_with_a_note() {
    let page = Page { text: "x".to_owned(), language: Some("fa".to_owned()), ..Page::default() };
    let record = engine().read(page, "f");
    assert!(record.entities.is_empty() && record.events.is_empty() && record.dates.is_empty());
    assert_eq!(record.notes.iter().map(|n| n.code.as_str()).collect::<Vec<_>>(), ["language"]);
    assert_eq!(record.notes[0].message, "the text is in Persian (fa); only Arabic is read");
}

#[test]
fn a_time_of_publication_that_is_none_is_noted() {
    let record =
        engine().read_article(&Article { published: Some("yesterday".to_owned()), ..article("نص") });
    assert!(record.document.published.is_none());
    assert!(record.notes.iter().any(|n| n.code == "published"));
}

#[test]
fn the_digest_is_that_of_the_text() {
    let record = engine().read_article(&article("abc"));
    assert_eq!(record.document.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn an_explanation_explains_the_same_record() {
    let article = article("التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس.");
    let explanation = engine().explain_article(&article);
    assert_eq!(explanation.record, engine().read_article(&article));
    assert_eq!(explanation.why.len(), explanation.record.events.len());
    let words: usize = explanation.sentences.iter().map(|s| s.tokens.len()).sum();
    assert_eq!(words, engine().tokens_of_article(&article).tokens.len());
}
