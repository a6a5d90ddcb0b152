//! `waqai search` and `waqai reindex`, over a store made by `waqai add`.

mod common;

use common::{file, folder, line, waqai};
use std::path::Path;

/// A store with these articles; gives its folder.
fn store(name: &str, articles: &[(&str, &str)]) -> std::path::PathBuf {
    let dir = folder(name);
    let store = dir.join("store");
    add(&store, &dir, "first.jsonl", articles);
    store
}

fn add(store: &Path, dir: &Path, name: &str, articles: &[(&str, &str)]) {
    let lines: String = articles.iter().map(|(id, text)| line(id, text)).collect();
    let input = file(dir, name, lines.as_bytes());
    let ran = waqai(&["add", "--quiet", "--store", &store.to_string_lossy(), &input], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

fn ask(store: &Path, args: &[&str]) -> common::Ran {
    let store = store.to_string_lossy();
    waqai(&[args, &["--store", &store]].concat(), b"")
}

const ARTICLES: [(&str, &str); 3] = [
    ("a1", "وصل الوزير إلى المدينة.\n\nوصل الوزير صباح أمس إلى المدينة. وكان في استقباله السفير."),
    ("a2", "كلمة للسفير\n\nقال السفير نادر الخالدي إن وزيرا لم يصل."),
    ("a3", "طقس\n\nأمطار في المدينة."),
];

#[test]
fn articles_are_found_as_soon_as_they_are_added() {
    let store = store("search-add", &ARTICLES);
    let ran = ask(&store, &["search", "وزير"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.err, "");
    let hits = common::records(&ran.out);
    assert_eq!(hits.len(), 2);
    for hit in &hits {
        for word in hit["highlights"].as_array().expect("a list") {
            let words = ["الوزير", "وزيرا"];
            assert!(words.contains(&word["text"].as_str().expect("a word")), "{word}");
        }
        assert!(!hit["sentences"].as_array().expect("a list").is_empty());
    }
    assert_eq!(ask(&store, &["search", "--count", "وزير"]).out, "2\n");
    assert_eq!(ask(&store, &["search", "--count", "وزير", "layer:exact"]).out, "0\n");

    let whole = ask(&store, &["search", "--format", "json", "--limit", "1", "سفير"]);
    let whole = &common::records(&whole.out)[0];
    assert_eq!(
        (&whole["total"], whole["articles"].as_array().map(Vec::len)),
        (&serde_json::json!(2), Some(1))
    );
    assert_eq!(whole["matched"][0]["forms"][0]["text"], "السفير");
    assert_eq!(whole["matched"][0]["forms"][0]["articles"], 2);

    let dir = store.parent().expect("a folder");
    add(&store, dir, "second.jsonl", &[("a4", "خبر\n\nغادر الوزير المدينة.")]);
    assert_eq!(ask(&store, &["search", "--count", "وزير"]).out, "3\n");
}

#[test]
fn text_shows_the_words_and_what_else_was_matched() {
    let store = store("search-text", &ARTICLES);
    let ran = ask(&store, &["search", "--format", "text", "وزير"]);
    assert!(ran.out.starts_with("articles: 2\n"), "{}", ran.out);
    assert!(ran.out.contains("matched as: الوزير [lemma] 1, وزيرا [lemma] 1\n"), "{}", ran.out);
    assert!(ran.out.contains("layer:exact"), "{}", ran.out);
}

#[test]
fn a_query_that_cannot_be_read_has_its_column() {
    let store = store("search-query", &ARTICLES);
    let ran = ask(&store, &["search", "وزير \"المدينة"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert_eq!(
        ran.err,
        "query, column 6: the quotation mark is not closed; close it, or leave it out [query]\n"
    );
    assert_eq!(ask(&store, &["search", "--fail-empty", "زرافة"]).code, Some(4));
}

#[test]
fn a_lost_or_damaged_index_is_made_anew() {
    let store = store("search-damage", &ARTICLES);
    let index = store.join("index");
    assert_eq!(ask(&store, &["reindex", "--check"]).code, Some(0));

    std::fs::remove_dir_all(&index).expect("removed");
    let ran = ask(&store, &["search", "وزير"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("waqai reindex") && ran.err.lines().count() == 1, "{}", ran.err);
    assert_eq!(ask(&store, &["reindex", "--check"]).code, Some(6));
    assert_eq!(ask(&store, &["reindex"]).out, "indexed: 3 articles\n");
    assert_eq!(ask(&store, &["search", "--count", "وزير"]).out, "2\n");

    std::fs::write(index.join("meta.json"), "damaged").expect("written");
    assert_eq!(ask(&store, &["search", "وزير"]).code, Some(1));
    // Whoever adds next mends it.
    let dir = store.parent().expect("a folder");
    add(&store, dir, "again.jsonl", &[("a5", "خبر\n\nعاد الوزير.")]);
    assert_eq!(ask(&store, &["search", "--count", "وزير"]).out, "3\n");
    assert_eq!(ask(&store, &["reindex", "--check"]).code, Some(0));
}

#[test]
fn an_index_that_is_behind_says_so_and_catches_up() {
    let store = store("search-behind", &ARTICLES);
    let (index, kept) = (store.join("index"), store.join("kept"));
    std::fs::rename(&index, &kept).expect("moved");
    let dir = store.parent().expect("a folder");
    add(&store, dir, "more.jsonl", &[("a6", "خبر\n\nسافر الوزير.")]);
    std::fs::remove_dir_all(&index).expect("removed");
    std::fs::rename(&kept, &index).expect("moved back");
    let ran = ask(&store, &["search", "--count", "وزير"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "2\n"));
    assert!(ran.err.contains("reindex"), "{}", ran.err);
    assert_eq!(ask(&store, &["reindex", "--catch-up"]).out, "indexed: 1 articles\n");
    let ran = ask(&store, &["search", "--count", "وزير"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("3\n", ""));
}
