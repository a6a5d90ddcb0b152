//! A store made again of its items is the store it was, also for what comes after.

mod common;

use common::{Told, meeting, store};
use waqai_merge::{Decision, ReportRef};
use waqai_schema::world::WorldEvent;
use waqai_store::{EventFilter, Item, Store};

const LATER: &str = "2026-02-13T08:30:00Z";
const LAST: &str = "2026-02-20T08:30:00Z";

/// Three articles, a page that changed, one that is no UTF-8, a copy, and a decision.
fn grown() -> (tempfile::TempDir, Store) {
    let (folder, mut store) = store();
    let mut bytes = meeting("two").intake();
    bytes.capture = vec![0xc7, 0xe1, 0xe6, 0xd2, 0xed, 0xd1];
    let copy = Told { text: meeting("one").text, ..meeting("copy") };
    store.add(vec![meeting("one").intake(), bytes, copy.intake()], common::NOW).expect("they are kept");
    let again = Told {
        text: "التقى الوزيران في باريس أمس.".to_owned(), retrieved: LATER, ..meeting("one")
    };
    store.add(vec![again.intake()], LATER).expect("it is kept");
    let two = meeting("two").url;
    let mut article = None;
    store
        .articles(|stored| {
            if stored.url == two {
                article = Some(stored.id);
            }
            Ok(())
        })
        .expect("they are read");
    let report = ReportRef { article: article.expect("it is there"), event: "v1".to_owned() };
    store.decide(Decision::Reject { reports: vec![report] }, "ن. د.", "لم يقع", LATER).expect("it is kept");
    (folder, store)
}

fn items(store: &Store) -> Vec<Item> {
    let mut items = Vec::new();
    store
        .dump(|item| {
            items.push(item);
            Ok(())
        })
        .expect("it is read");
    items
}

fn events(store: &Store, as_of: Option<&str>) -> Vec<WorldEvent> {
    let filter =
        EventFilter { include_withdrawn: true, as_of: as_of.map(str::to_owned), ..EventFilter::default() };
    let mut events = Vec::new();
    store
        .events(&filter, |event| {
            events.push(event);
            Ok(())
        })
        .expect("they are read");
    assert_eq!(store.count(&filter).expect("they are counted"), events.len() as u64);
    events
}

/// By way of JSON, as an export does it.
fn again(folder: &tempfile::TempDir, items: &[Item]) -> Result<Store, waqai_store::Error> {
    let lines: Vec<String> =
        items.iter().map(|item| serde_json::to_string(item).expect("an item is JSON")).collect();
    let path = folder.path().join("again");
    let read = |line: &String| serde_json::from_str(line).map_err(waqai_store::Error::other);
    Store::restore(&path, lines.iter().map(read))?;
    Store::open(&path)
}

#[test]
fn a_store_made_again_is_the_same() {
    let (folder, mut store) = grown();
    let dumped = items(&store);
    assert!(dumped.iter().any(|item| matches!(item, Item::Capture { hex: Some(_), .. })));
    assert!(dumped.iter().any(|item| matches!(item, Item::Reading { newest: false, .. })));
    assert!(dumped.iter().any(|item| matches!(item, Item::Version { ended: Some(_), .. })));
    assert!(dumped.iter().any(|item| matches!(item, Item::Decided { .. })));
    let mut made = again(&folder, &dumped).expect("it is made again");
    assert_eq!(items(&made), dumped);
    for as_of in [None, Some(common::NOW), Some(LATER)] {
        assert_eq!(events(&made, as_of), events(&store, as_of));
    }
    assert_eq!(made.changes(None).expect("read"), store.changes(None).expect("read"));
    let verified = made.verify(&mut |_, _, _| {}).expect("it is read");
    assert!(verified.holds(), "{verified:?}");
    // And it goes on in the same way: what linking looks at was made anew.
    for store in [&mut store, &mut made] {
        store.add(vec![meeting("four").intake(), meeting("five").intake()], LAST).expect("they are kept");
    }
    assert_eq!(items(&made), items(&store));
}

#[test]
fn what_is_not_whole_makes_no_store() {
    let (folder, store) = grown();
    let dumped = items(&store);
    let fails = |items: &[Item]| again(&folder, items).expect_err("it is refused").to_string();
    fails(&[]);
    fails(&dumped[1..]);
    let without = |gone: fn(&Item) -> bool| -> Vec<Item> {
        dumped.iter().filter(|item| !gone(item)).cloned().collect()
    };
    fails(&without(|item| matches!(item, Item::Capture { .. })));
    fails(&without(|item| matches!(item, Item::Reading { .. })));
    fails(&without(|item| matches!(item, Item::Event { .. })));
    let mut other = dumped.clone();
    for item in &mut other {
        if let Item::Capture { text: Some(text), .. } = item {
            text.push(' ');
        }
    }
    assert!(fails(&other).contains("is not what it was"));
    // Nothing of it stayed: the folder can still be used.
    again(&folder, &dumped).expect("it is made again");
    assert!(fails(&dumped).contains("not empty"));
}
