//! An index is a copy: updated, behind, damaged, made anew.

mod common;

use common::{article, index, record};
use proptest::prelude::*;
use std::path::Path;
use waqai_search::{Error, Index, Language, Options, Query};

fn found(index: &Index, language: &Language, query: &str) -> Result<Vec<String>, Error> {
    let query = Query::parse(query).expect("a query");
    let mut answer = index.search(language, &query).run(Options { limit: 100, ..Options::default() })?;
    answer.articles.sort();
    Ok(answer.articles)
}

#[test]
fn an_update_replaces_adds_and_removes() {
    let mut fixture = index(&[record("a0", "وصل الوزير."), record("a1", "وصل السفير.")]);
    let (changed, new) = (record("a0", "غادر الأمير."), record("a2", "غادر الوزير."));
    let mut update = fixture.index.update(&fixture.language).expect("a change");
    update.put(&[article(&changed), article(&new)]).expect("put");
    update.remove("a1");
    update.commit(7).expect("a commit");
    assert_eq!(fixture.index.sequence(), 7);
    assert_eq!(fixture.index.articles(), 2);
    assert_eq!(fixture.ids("وزير"), ["a2"]);
    assert!(fixture.ids("سفير").is_empty());
    let again = Index::open(&fixture.folder.path().join("index")).expect("the index");
    assert_eq!(again.sequence(), 7);
    assert_eq!(found(&again, &fixture.language, "أمير").expect("an answer"), ["a0"]);
}

#[test]
fn what_is_not_committed_is_not_there() {
    let mut fixture = index(&[record("a0", "وصل الوزير.")]);
    let new = record("a1", "وصل السفير.");
    let mut update = fixture.index.update(&fixture.language).expect("a change");
    update.put(&[article(&new)]).expect("put");
    drop(update);
    assert!(fixture.ids("سفير").is_empty());
    assert_eq!(fixture.index.sequence(), 1);
}

#[test]
fn a_missing_index_is_told_from_a_damaged_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = Index::open(folder.path()).expect_err("no index");
    assert!(missing.is_missing() && missing.needs_rebuild());
    std::fs::write(folder.path().join("meta.json"), "{}").expect("a file");
    let damaged = Index::open(folder.path()).expect_err("no index");
    assert!(!damaged.is_missing() && damaged.needs_rebuild());
}

fn files(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(dir).expect("a folder").flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e != "json" && e != "lock"));
    files.sort();
    files
}

#[test]
fn damage_is_found_and_repaired() {
    let records: Vec<_> = (0..40).map(|i| record(&format!("a{i}"), "وصل الوزير إلى المدينة أمس.")).collect();
    let fixture = index(&records);
    let dir = fixture.folder.path().join("index");
    let (language, names) = (&fixture.language, files(&dir));
    assert!(names.len() > 4, "{names:?}");
    for file in &names {
        let whole = std::fs::read(file).expect("bytes");
        for damage in [&whole[..0], &whole[..whole.len() / 2], &vec![0xA5; whole.len()][..]] {
            // Never in place: an index that is open has the old bytes mapped.
            std::fs::remove_file(file).expect("removed");
            std::fs::write(file, damage).expect("written");
            let outcome = Index::open(&dir).and_then(|index| index.check());
            assert!(outcome.is_err_and(|e| e.needs_rebuild()), "{}", file.display());
            // Whatever a search makes of it, it comes back.
            if let Ok(index) = Index::open(&dir) {
                let _ = found(&index, language, "وزير");
            }
        }
        std::fs::remove_file(file).expect("removed");
        std::fs::write(file, &whole).expect("written");
    }
    Index::open(&dir).and_then(|index| index.check()).expect("whole again");
    let articles: Vec<_> = records.iter().map(article).collect();
    std::fs::write(&names[0], "").expect("written");
    let index =
        Index::rebuild(&dir, language, |u| u.put(&articles).map(|()| 3)).map_err(|e: Error| e).expect("anew");
    assert_eq!((index.sequence(), index.articles()), (3, 40));
    index.check().expect("whole");
    let left: Vec<_> = std::fs::read_dir(fixture.folder.path()).expect("a folder").flatten().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn a_failed_rebuild_leaves_the_old_index() {
    let fixture = index(&[record("a0", "وصل الوزير.")]);
    let dir = fixture.folder.path().join("index");
    #[derive(Debug)]
    struct Failed;
    impl From<Error> for Failed {
        fn from(_: Error) -> Failed {
            Failed
        }
    }
    Index::rebuild(&dir, &fixture.language, |_| Err(Failed)).expect_err("it fails");
    let index = Index::open(&dir).expect("the old one");
    assert_eq!(index.sequence(), 1);
    assert_eq!(std::fs::read_dir(fixture.folder.path()).expect("a folder").count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_query_is_read_or_refused_in_one_line(text in "\\PC{0,40}") {
        if let Err(error) = Query::parse(&text) {
            prop_assert!(!error.to_string().contains('\n'));
            prop_assert!(error.column >= 1 && error.column <= text.chars().count() + 1);
        }
    }
}

#[test]
fn every_word_of_an_article_finds_it() {
    let text = "أعلنت وزارة النقل يوم الثلاثاء ١٢/٢ أن القطارات الـجديدة «ستصل» إلى مدينة النهر، وقال متحدث باسمها CNN إن 3.5 ملايين راكب ينتظرونها.";
    let fixture = index(&[record("a0", text)]);
    for word in text.split_whitespace() {
        if word.contains(char::is_alphanumeric) {
            assert_eq!(fixture.ids(word), ["a0"], "{word}");
            assert_eq!(fixture.ids(&format!("\"{word}\"")), ["a0"], "{word}");
        }
    }
}

/// What a rebuild leaves that is killed, and what one that goes on has there.
#[test]
fn what_a_killed_rebuild_left_goes_with_the_next() {
    let records = [record("a0", "وصل الوزير.")];
    let fixture = index(&records);
    let dir = fixture.folder.path().join("index");
    let make = |name: &str, minutes: u64| {
        let folder = dir.with_file_name(name);
        std::fs::create_dir(&folder).expect("made");
        let lock = std::fs::File::create(folder.join(".tantivy-writer.lock")).expect("made");
        let now = std::fs::metadata(&folder).and_then(|m| m.modified()).expect("dated");
        let then = now - std::time::Duration::from_secs(60 * minutes);
        std::fs::File::open(&folder).expect("there").set_modified(then).expect("dated");
        (folder, lock)
    };
    let (dead, _) = make("index.new-1", 5);
    let (young, _) = make("index.new-2", 0);
    let (busy, lock) = make("index.old-3", 5);
    lock.lock().expect("locked");
    let articles: Vec<_> = records.iter().map(article).collect();
    Index::rebuild(&dir, &fixture.language, |u| u.put(&articles).map(|()| 3))
        .map_err(|e: Error| e)
        .expect("anew");
    assert_eq!((dead.exists(), young.exists(), busy.exists()), (false, true, true));
}
