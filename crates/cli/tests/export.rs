//! Out of the store and into another one.

mod common;

use common::{folder, line, records, waqai};
use std::collections::BTreeMap;
use std::path::Path;

const NOW: &str = "2026-02-12T08:30:00Z";
const LATER: &str = "2026-02-14T08:30:00Z";

/// A store with reports of several events, two of the same, and a decision.
fn store(path: &Path) -> String {
    let store = path.join("store").to_string_lossy().into_owned();
    let articles = [
        ("a1", "التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس."),
        ("a2", "التقى وزير الخارجية السوري نظيره الفرنسي في باريس يوم الثلاثاء، وبحثا ملف الحدود."),
        ("a3", "قتل 12 شخصا في قصف على حلب يوم الاثنين."),
        ("a4", "تظاهر مئات العمال في تونس أول أمس."),
    ];
    let input: String = articles.iter().map(|(id, text)| line(id, text)).collect();
    let ran = waqai(&["add", "--store", &store, "--now", NOW, "-"], input.as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    store
}

fn export(store: &str, to: &Path, more: &[&str]) -> common::Ran {
    let to = to.to_string_lossy().into_owned();
    waqai(&[&["export", &to, "--store", store], more].concat(), b"")
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            Some((name, std::fs::read(entry.path()).ok()?))
        })
        .collect()
}

fn json(folder: &Path, name: &str) -> serde_json::Value {
    let bytes = std::fs::read(folder.join(name)).expect("the file is there");
    serde_json::from_slice(&bytes).expect("it is JSON")
}

#[test]
fn every_format_has_a_row_for_every_event_that_is_listed() {
    let path = folder("export-formats");
    let store = store(&path);
    let listed = waqai(&["events", "--store", &store, "--format", "jsonl"], b"");
    let events = records(&listed.out);
    assert!(events.len() >= 3, "{}", listed.out);
    let to = path.join("all");
    let ran = export(&store, &to, &["--format", "jsonl,csv,geojson,plover,cameo,ftm,graphml,parquet"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(ran.err.starts_with(&format!("{} events, told by ", events.len())), "{}", ran.err);
    let written = std::fs::read_to_string(to.join("events.jsonl")).expect("it is there");
    assert_eq!(records(&written), events);
    for (name, extra) in [("plover.jsonl", 0), ("cameo.tsv", 1)] {
        let text = std::fs::read_to_string(to.join(name)).expect("it is there");
        assert_eq!(text.lines().count(), events.len() + extra, "{name}");
    }
    let features = json(&to, "events.geojson")["features"].as_array().map(Vec::len);
    assert_eq!(features, Some(events.len()));
    let query = json(&to, "query.json");
    assert_eq!(query["events"], events.len());
    assert_eq!(query["newest_recorded"], NOW);
    // Every value leads to words, and these stand between the words beside them.
    let citations = std::fs::read_to_string(to.join("citations.csv")).expect("it is there");
    assert!(citations.lines().count() > events.len(), "{citations}");
    assert!(citations.contains("وزير الخارجية السوري"), "{citations}");
    let events = std::fs::read_to_string(to.join("events.csv")).expect("it is there");
    assert!(events.contains("قتل 12 شخصا في قصف على حلب يوم الاثنين."), "no sentence in: {events}");
}

#[test]
fn a_filter_chooses_and_is_kept() {
    let path = folder("export-filter");
    let store = store(&path);
    let to = path.join("protests");
    let ran = export(&store, &to, &["--format", "jsonl", "--type", "PROTEST"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let written = std::fs::read_to_string(to.join("events.jsonl")).expect("it is there");
    assert!(
        !written.is_empty() && records(&written).iter().all(|event| event["type"] == "PROTEST"),
        "{written}"
    );
    assert_eq!(json(&to, "query.json")["filter"]["kinds"], serde_json::json!(["PROTEST"]));
    let nothing = ["--type", "SANCTION", "--fail-empty"];
    assert_eq!(export(&store, &path.join("none"), &nothing).code, Some(4));
    assert!(!path.join("none").exists());
    assert_eq!(export(&store, &path.join("dry"), &["--dry-run"]).code, Some(0));
    assert!(!path.join("dry").exists());
    // What is there already is left alone.
    let before = files(&to);
    let again = export(&store, &to, &[]);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(files(&to), before);
    assert_eq!(export(&store, &path.join("x"), &["--format", "word"]).code, Some(2));
}

#[test]
fn a_store_made_again_exports_the_same_bytes() {
    let path = folder("export-import");
    let store = store(&path);
    let listed = waqai(&["events", "--store", &store, "--format", "jsonl"], b"");
    let first = records(&listed.out)[0]["id"].as_str().expect("an id").to_owned();
    let why = ["reject", &first, "--store", &store, "--now", LATER, "--by", "ن. د.", "--why", "لم يقع"];
    let ran = waqai(&why, b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let formats = ["--format", "store,jsonl,parquet,csv,ftm"];
    let (one, two) = (path.join("one"), path.join("two"));
    let ran = export(&store, &one, &formats);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let other = path.join("other").to_string_lossy().into_owned();
    let ran = waqai(&["import", &one.to_string_lossy(), "--store", &other], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(export(&other, &two, &formats).code, Some(0));
    let (before, after) = (files(&one), files(&two));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, bytes) in &before {
        assert!(after[name] == *bytes, "{name}");
    }
    assert_eq!(waqai(&["verify", "--store", &other], b"").code, Some(0));
    // History came along: what was rejected since was current then.
    let then = ["events", "--format", "jsonl", "--as-of", NOW, "--store"];
    assert_eq!(waqai(&[&then[..], &[&other]].concat(), b"").out, listed.out);
    // Not into a store that holds something, and not cut down.
    assert_eq!(waqai(&["import", &one.to_string_lossy(), "--store", &other], b"").code, Some(1));
    assert_eq!(export(&store, &path.join("cut"), &["--format", "store", "--type", "AID"]).code, Some(2));
}

#[test]
fn an_export_that_changed_is_not_imported() {
    let path = folder("export-changed");
    let store = store(&path);
    let to = path.join("out");
    assert_eq!(export(&store, &to, &["--format", "store"]).code, Some(0));
    let text = std::fs::read_to_string(to.join("store.jsonl")).expect("it is there");
    std::fs::write(to.join("store.jsonl"), text.replace("12", "13")).expect("it is written");
    let other = path.join("other");
    let import =
        |from: &Path| waqai(&["import", &from.to_string_lossy(), "--store", &other.to_string_lossy()], b"");
    let ran = import(&to);
    assert_eq!(ran.code, Some(6), "{}", ran.err);
    assert!(ran.err.contains("store.jsonl: changed since"), "{}", ran.err);
    assert_eq!(import(&path).code, Some(6));
    assert!(!other.exists());
    // Events alone are no store.
    assert_eq!(export(&store, &path.join("events"), &["--format", "jsonl"]).code, Some(0));
    let ran = import(&path.join("events"));
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("--format store"), "{}", ran.err);
}
