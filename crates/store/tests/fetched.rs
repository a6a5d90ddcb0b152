//! What is remembered of addresses outlives the program, and stores made before it are brought up to date.

use waqai_store::{Fetched, Store};

fn fetched(url: &str, etag: Option<&str>) -> Fetched {
    let seen = "2026-02-12T08:30:00Z".to_owned();
    Fetched { url: url.to_owned(), etag: etag.map(str::to_owned), seen, ..Fetched::default() }
}

#[test]
fn the_last_that_was_remembered_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::create(folder.path()).expect("a store");
    assert_eq!(store.fetched().expect("it reads"), []);
    store
        .keep_fetched(&[fetched("https://b.example/", None), fetched("https://a.example/", Some("\"1\""))])
        .expect("it writes");
    store.keep_fetched(&[fetched("https://a.example/", Some("\"2\""))]).expect("it writes");
    drop(store);
    let store = Store::open_read_only(folder.path()).expect("the store");
    let want = [fetched("https://a.example/", Some("\"2\"")), fetched("https://b.example/", None)];
    assert_eq!(store.fetched().expect("it reads"), want);
}
