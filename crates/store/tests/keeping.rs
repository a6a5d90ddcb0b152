//! What is taken in is there, once, and comes back to the byte.

mod common;

use common::{NOW, meeting, sha256, store};
use waqai_store::{Store, What};

#[test]
fn an_article_comes_back_as_it_was_taken_in() {
    let (_folder, mut store) = store();
    let intake = meeting("a").intake();
    let outcomes = store.add(vec![intake.clone()], NOW).expect("taken in");
    assert_eq!(outcomes[0].what, What::New);
    let id = &outcomes[0].article;
    let article = store.article(id).expect("readable").expect("there");
    assert_eq!(article.record, intake.record);
    assert_eq!(store.record(id).expect("readable"), Some(intake.record.clone()));
    assert_eq!(article.capture, sha256(&intake.capture));
    assert_eq!((article.retrieved.as_str(), article.recorded.as_str()), (NOW, NOW));
    assert_eq!(article.source.as_deref(), Some("أخبار المدينة"));
    let (bytes, media_type) = store.capture(&article.capture).expect("readable").expect("there");
    assert_eq!((bytes, media_type.as_str()), (intake.capture, "text/html"));
    assert_eq!(store.capture("00").expect("readable"), None);
    assert_eq!(store.capture("no digest").expect("readable"), None);
    assert_eq!(store.record("ar-nothing").expect("readable"), None);
    assert_eq!(store.article_id(&id[..8]).expect("one"), Some(id.clone()));
}

#[test]
fn what_was_seen_needs_no_second_reading() {
    let (_folder, mut store) = store();
    let intake = meeting("a").intake();
    assert!(!store.seen(&intake.locator, &intake.capture).expect("readable"));
    store.add(vec![intake.clone()], NOW).expect("taken in");
    assert!(store.seen(&intake.locator, &intake.capture).expect("readable"));
    assert!(!store.seen("elsewhere", &intake.capture).expect("readable"));
    assert!(!store.seen(&intake.locator, b"other bytes").expect("readable"));
    let again = store.add(vec![intake], NOW).expect("taken in");
    assert_eq!(again[0].what, What::Known);
    assert_eq!(store.totals().expect("readable").articles, 1);
    assert_eq!(store.changes(None).expect("readable").len(), 1);
}

#[test]
fn articles_come_in_the_order_of_their_arrival() {
    let (_folder, mut store) = store();
    let ids = ["c", "a", "b"];
    let outcomes = store.add(ids.iter().map(|id| meeting(id).intake()).collect(), NOW).expect("taken in");
    let mut seen = Vec::new();
    store
        .articles(|article| {
            seen.push((article.record.document.id, article.id));
            Ok(())
        })
        .expect("readable");
    let want: Vec<_> =
        ids.iter().map(|id| (*id).to_owned()).zip(outcomes.into_iter().map(|o| o.article)).collect();
    assert_eq!(seen, want);
}

#[test]
fn the_address_tells_which_article_it_is() {
    let (_folder, mut store) = store();
    let mut told = meeting("a");
    let first = store.add(vec![told.intake()], NOW).expect("taken in").remove(0);
    told.text = told.text.replace("أمس", "أول من أمس");
    let second = store.add(vec![told.intake()], "2026-02-13T10:00:00Z").expect("taken in").remove(0);
    assert_eq!(second.what, What::Updated);
    assert_eq!(second.article, first.article);
    let article = store.article(&first.article).expect("readable").expect("there");
    assert_eq!(article.record.document.text, told.text);
    assert_eq!(article.readings, 2);
    // Found later, retrieved earlier: kept, but not what counts.
    told.text = told.text.replace("باريس", "ليون");
    told.retrieved = "2026-02-11T00:00:00Z";
    let third = store.add(vec![told.intake()], "2026-02-14T10:00:00Z").expect("taken in").remove(0);
    assert_eq!(third.what, What::Older);
    let article = store.article(&first.article).expect("readable").expect("there");
    assert!(article.record.document.text.contains("باريس"));
    assert_eq!(article.readings, 3);
    assert_eq!(store.totals().expect("readable").captures, 3);
}

#[test]
fn without_an_address_only_the_same_outlet_and_id_or_the_same_bytes_are_the_same() {
    let (_folder, mut store) = store();
    let mut told = meeting("a");
    (told.url, told.source) = (None, None);
    let first = store.add(vec![told.intake()], NOW).expect("taken in").remove(0);
    let mut moved = told.intake();
    moved.locator = "elsewhere".to_owned();
    assert_eq!(store.add(vec![moved], NOW).expect("taken in")[0].what, What::Known);
    told.text.push_str(" كما بحثا أوضاع الحدود.");
    let other = store.add(vec![told.intake()], NOW).expect("taken in").remove(0);
    assert_ne!(other.article, first.article);
    told.source = Some("أخبار المدينة".to_owned());
    let first = store.add(vec![told.intake()], NOW).expect("taken in").remove(0);
    told.text.push_str(" وعاد الوزير مساء.");
    let second = store.add(vec![told.intake()], NOW).expect("taken in").remove(0);
    assert_eq!((second.what, second.article), (What::Updated, first.article));
}

#[test]
fn a_store_that_is_not_there_is_not_made_by_reading() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = Store::open(folder.path()).expect_err("nothing there");
    assert!(error.is_missing());
    assert!(error.to_string().contains("waqai add"), "{error}");
    assert!(Store::open_read_only(folder.path()).expect_err("nothing there").is_missing());
    assert_eq!(std::fs::read_dir(folder.path()).expect("readable").count(), 0);
}

#[test]
fn a_file_that_is_no_store_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(waqai_store::FILE), vec![b'x'; 9000]).expect("written");
    let error = Store::open(folder.path()).expect_err("no store");
    assert!(error.is_damaged(), "{error}");
}

#[test]
fn two_stores_on_one_folder_see_each_other() {
    let (folder, mut one) = store();
    let mut two = Store::open(&folder.path().join("store")).expect("opened");
    let reader = Store::open_read_only(&folder.path().join("store")).expect("opened");
    for round in 0..4 {
        one.add(vec![meeting(&format!("a{round}")).intake()], NOW).expect("taken in");
        two.add(vec![meeting(&format!("b{round}")).intake()], NOW).expect("taken in");
        // What one has remembered, two has changed since.
        let mut told = meeting(&format!("a{round}"));
        told.text.push_str(" وعاد الوزير مساء.");
        two.add(vec![told.intake()], NOW).expect("taken in");
    }
    assert_eq!(reader.totals().expect("readable").articles, 8);
    assert_eq!(one.totals().expect("readable"), two.totals().expect("readable"));
}
