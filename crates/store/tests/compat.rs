//! Stores of every past version open, hold, and go on growing. A version that was released is never made anew; `WAQAI_UPDATE=1` makes the fixture of
//! a version that is still in the making.

mod common;

use common::{NOW, Told, meeting};
use std::path::{Path, PathBuf};
use waqai_merge::Decision;
use waqai_store::{EventFilter, FILE, Store, What};

fn fixture(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/compat/store_v{version}.sqlite.zst"))
}

fn protest() -> Told {
    Told {
        text: "تظاهر مئات العمال أمام المصنع في صفاقس مطالبين بأجورهم.".to_owned(),
        kind: "PROTEST",
        trigger: "تظاهر",
        actors: vec![("تونس", "TUN")],
        day: Some("2026-01-15"),
        published: "2026-01-16",
        ..meeting("c")
    }
}

/// A store with everything in it that a store can hold.
fn make(path: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::create(folder.path()).expect("a store");
    store.add(vec![meeting("a").intake(), meeting("b").intake(), protest().intake()], NOW).expect("taken in");
    let mut told = meeting("a");
    told.text.push_str(" وعاد الوزير مساء.");
    store.add(vec![told.intake()], "2026-02-13T10:00:00Z").expect("taken in");
    let mut ids = Vec::new();
    store
        .events(&EventFilter::default(), |event| {
            ids.push(event.id);
            Ok(())
        })
        .expect("readable");
    let reports: Vec<_> = ids.iter().flat_map(|id| store.reports_of(id).expect("there")).collect();
    store.decide(Decision::Merge { reports }, "هدى", "خبر واحد", "2026-02-14T10:00:00Z").expect("decided");
    drop(store);
    let bytes = std::fs::read(folder.path().join(FILE)).expect("readable");
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, zstd::bulk::compress(&bytes, 19).expect("packed")).expect("written");
}

/// The version that this program makes.
const PRESENT: u32 = 3;

#[test]
fn a_store_of_version_1_opens_and_goes_on_growing() {
    opens(1);
}

#[test]
fn a_store_of_version_2_opens_and_goes_on_growing() {
    opens(2);
}

#[test]
fn a_store_of_version_3_opens_and_goes_on_growing() {
    opens(3);
}

fn opens(version: u32) {
    let path = fixture(version);
    if version == PRESENT && std::env::var_os("WAQAI_UPDATE").is_some() {
        make(&path);
    }
    let packed = std::fs::read(&path).expect("the fixture");
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = zstd::bulk::decompress(&packed, 1 << 26).expect("unpacked");
    std::fs::write(folder.path().join(FILE), bytes).expect("written");
    let reader = Store::open_read_only(folder.path()).expect("opened for reading");
    assert_eq!(reader.totals().expect("readable").articles, 3);
    drop(reader);
    let mut store = Store::open(folder.path()).expect("opened");
    let holds = |store: &Store| store.verify(&mut |_, _, _| {}).expect("readable").problems;
    assert_eq!(holds(&store), Vec::<String>::new());
    let totals = store.totals().expect("readable");
    assert_eq!((totals.articles, totals.captures, totals.reports, totals.events), (3, 4, 3, 1));
    let all = EventFilter { include_withdrawn: true, ..EventFilter::default() };
    let mut states = Vec::new();
    store
        .events(&all, |event| {
            assert_eq!(store.event(&event.id, None)?.as_ref(), Some(&event));
            states.push((event.state, event.reports.len()));
            Ok(())
        })
        .expect("readable");
    states.sort();
    assert_eq!(states, [("current".to_owned(), 3), ("merged".to_owned(), 1)]);
    let then = EventFilter { as_of: Some("2026-02-12".to_owned()), ..EventFilter::default() };
    assert_eq!(store.count(&then).expect("readable"), 2);
    assert_eq!(store.decisions().expect("readable")[0].who, "هدى");
    let outcomes = store.add(vec![meeting("d").intake()], "2026-02-15T10:00:00Z").expect("taken in");
    // What is taken in finds its copies, however their keys were made at that time.
    assert!(matches!(outcomes[0].what, What::CopyOf(_)), "{:?}", outcomes[0].what);
    assert_eq!(store.totals().expect("readable").articles, 4);
    assert_eq!(holds(&store), Vec::<String>::new());
}
