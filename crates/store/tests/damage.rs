//! What is broken is found; what fails leaves nothing half done.

mod common;

use common::{NOW, Told, meeting, store};
use rusqlite::Connection;
use waqai_store::{FILE, Store};

fn problems(store: &Store) -> Vec<String> {
    store.verify(&mut |_, _, _| {}).expect("readable").problems
}

#[test]
fn every_kind_of_damage_is_found() {
    for (sql, want) in [
        (
            "UPDATE captures SET body = (SELECT body FROM captures ORDER BY id DESC LIMIT 1) WHERE id = 1",
            "capture ",
        ),
        ("UPDATE captures SET body = x'00' WHERE id = 1", "capture "),
        (
            "UPDATE readings SET record = (SELECT record FROM readings ORDER BY id DESC LIMIT 1) WHERE id = 1",
            "record",
        ),
        ("UPDATE readings SET record = substr(record, 1, 20) WHERE id = 1", "record"),
        ("UPDATE versions SET body = substr(body, 1, 20) WHERE id = 1", "event "),
        (
            "UPDATE versions SET body = (SELECT body FROM versions ORDER BY id DESC LIMIT 1) WHERE id = 1",
            "not what its row says",
        ),
        ("DELETE FROM versions WHERE id = 1", "event"),
        ("UPDATE versions SET version = 4 WHERE id = 1", "a version before it is missing"),
        ("DELETE FROM reports", "its reports"),
        ("UPDATE articles SET reading = NULL WHERE id = 1", "no reading"),
        ("DELETE FROM captures WHERE id = 1", "database"),
    ] {
        let (folder, mut store) = store();
        let other = Told {
            actors: vec![("تونس", "TUN")],
            kind: "AID",
            day: Some("2025-06-01"),
            published: "2025-06-02",
            ..meeting("b")
        };
        store.add(vec![meeting("a").intake(), other.intake()], NOW).expect("taken in");
        assert_eq!(problems(&store), Vec::<String>::new());
        let raw = Connection::open(folder.path().join("store").join(FILE)).expect("opened");
        raw.pragma_update(None, "foreign_keys", false).expect("set");
        raw.execute_batch(sql).expect("damaged");
        let found = problems(&store);
        assert!(found.iter().any(|p| p.contains(want)), "{sql}: {found:?}");
    }
}

#[test]
fn when_the_disk_is_full_nothing_is_half_done() {
    let (folder, mut store) = store();
    store.add(vec![meeting("first").intake()], NOW).expect("taken in");
    let before = store.totals().expect("readable");
    store.limit_size(450_000).expect("set");
    let noise = |n: u32| {
        let mut told = meeting(&format!("n{n}"));
        // Bytes that cannot be packed.
        let (mut state, mut words) = (u64::from(n) + 1, String::new());
        for _ in 0..4000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            words.push(char::from_u32(0x4E00 + (state >> 40) as u32 % 20_000).unwrap_or('x'));
        }
        told.text = format!("{} {words}", told.text);
        told.intake()
    };
    let error = store.add((0..40).map(noise).collect(), NOW).expect_err("no room");
    assert!(error.is_full(), "{error}");
    assert!(error.to_string().contains("nothing was lost"), "{error}");
    assert_eq!(store.totals().expect("readable"), before);
    assert_eq!(problems(&store), Vec::<String>::new());
    drop(store);
    let mut store = Store::open(&folder.path().join("store")).expect("opened");
    let outcomes = store.add((0..40).map(noise).collect(), NOW).expect("room again");
    assert_eq!(outcomes.len(), 40);
    assert_eq!(problems(&store), Vec::<String>::new());
}

#[test]
fn a_store_of_a_newer_program_is_left_alone() {
    let (folder, store) = store();
    drop(store);
    let path = folder.path().join("store");
    let raw = Connection::open(path.join(FILE)).expect("opened");
    raw.pragma_update(None, "user_version", 4711).expect("set");
    let error = Store::open(&path).expect_err("too new");
    assert!(error.to_string().contains("update the program"), "{error}");
}
