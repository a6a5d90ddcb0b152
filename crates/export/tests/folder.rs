//! What holds of every export.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use waqai_export::{EVENTS, Export, FORMATS, Kind, TABLES, Unlike, Value, check};

fn every_format() -> Vec<&'static str> {
    FORMATS.iter().map(|format| format.name).collect()
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

#[test]
fn the_same_events_give_the_same_bytes() {
    let (one, two) = (common::fresh("same-1"), common::fresh("same-2"));
    for folder in [&one, &two] {
        common::write(folder, common::request(&every_format()), (0..300).map(common::event));
    }
    let (one, two) = (files(&one), files(&two));
    assert!(one.len() > 15, "{:?}", one.keys());
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name}");
    }
    assert_eq!(one.len(), two.len());
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = common::fresh("taken");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("thesis.txt"), "three years").unwrap();
    let error = Export::create(&folder, common::request(&["csv"])).unwrap_err();
    assert!(error.is_exists(), "{error}");
    assert_eq!(files(&folder).len(), 1);
}

#[test]
fn a_run_that_was_stopped_leaves_no_folder_of_that_name() {
    let folder = common::fresh("stopped");
    let mut export = Export::create(&folder, common::request(&["csv", "parquet"])).unwrap();
    export.event(&common::event(1), &mut waqai_export::NoTexts).unwrap();
    drop(export);
    assert!(!folder.exists());
    // And the next run takes what it left away.
    common::write(&folder, common::request(&["csv"]), (0..3).map(common::event));
    assert!(!folder.join("events.parquet").exists());
    assert!(!folder.with_file_name("export-stopped.part").exists());
}

#[test]
fn json_lines_leave_nothing_out() {
    let folder = common::fresh("jsonl");
    common::write(&folder, common::request(&["jsonl"]), (0..200).map(common::event));
    let text = std::fs::read_to_string(folder.join("events.jsonl")).unwrap();
    for (n, line) in text.lines().enumerate() {
        let event: waqai_schema::world::WorldEvent = serde_json::from_str(line).unwrap();
        assert_eq!(event, common::event(n as u64));
    }
    assert_eq!(text.lines().count(), 200);
}

#[test]
fn an_export_of_nothing_is_a_whole_export() {
    let folder = common::fresh("empty");
    let written = common::write(&folder, common::request(&every_format()), std::iter::empty());
    assert_eq!((written.events, written.reports), (0, 0));
    let text = std::fs::read_to_string(folder.join("events.csv")).unwrap();
    assert_eq!(text.lines().count(), 1);
    let geojson: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("events.geojson")).unwrap()).unwrap();
    assert_eq!(geojson["features"], serde_json::json!([]));
}

#[test]
fn a_byte_order_mark_only_where_asked_for() {
    let folder = common::fresh("bom");
    let request = waqai_export::Request { bom: true, ..common::request(&["csv"]) };
    common::write(&folder, request, (0..3).map(common::event));
    assert!(std::fs::read(folder.join("claims.csv")).unwrap().starts_with("\u{feff}event_id".as_bytes()));
}

#[test]
fn every_cell_fits_its_column() {
    for table in TABLES {
        let names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), names.len(), "{}: a name twice", table.name);
        assert!(table.key.iter().all(|key| names.contains(key)), "{}", table.name);
    }
    let mut filled = vec![0; EVENTS.columns.len()];
    for n in 0..500 {
        let event = common::event(n);
        waqai_export::rows(&event, &mut waqai_export::NoTexts, &mut |table, cells| {
            assert_eq!(cells.len(), table.columns.len(), "{}", table.name);
            for (i, (cell, column)) in cells.iter().zip(table.columns).enumerate() {
                assert!(cell.fits(column.kind), "{}.{}: {cell:?}", table.name, column.name);
                assert!(
                    !table.key.contains(&column.name) || *cell != Value::Null,
                    "{}.{}",
                    table.name,
                    column.name
                );
                if table.name == EVENTS.name && *cell != Value::Null {
                    filled[i] += 1;
                }
            }
        })
        .unwrap();
    }
    for (column, filled) in EVENTS.columns.iter().zip(filled) {
        let never =
            ["arrested", "displaced", "missing", "money"].iter().any(|of| column.name.starts_with(of));
        assert_eq!(filled > 0, !never, "{}", column.name);
        assert!(column.kind != Kind::Boolean || filled == 500);
    }
}

#[test]
fn what_changed_since_is_told() {
    let folder = common::fresh("check");
    common::write(&folder, common::request(&["csv"]), (0..3).map(common::event));
    assert_eq!(check(&folder).unwrap(), []);
    std::fs::write(folder.join("events.csv"), "event_id\r\n").unwrap();
    std::fs::remove_file(folder.join("claims.csv")).unwrap();
    let want = [Unlike::Missing("claims.csv".to_owned()), Unlike::Changed("events.csv".to_owned())];
    assert_eq!(check(&folder).unwrap(), want);
    assert_eq!(check(folder.parent().unwrap()).unwrap(), [Unlike::NoList]);
}

#[test]
fn a_whole_store_stands_beside_the_formats() {
    let folder = common::fresh("store");
    let mut export = Export::create(&folder, common::request(&[])).unwrap();
    export.event(&common::event(1), &mut waqai_export::NoTexts).unwrap();
    export
        .store(|out| {
            out.write_all(b"{}\n{}\n")?;
            Ok(2)
        })
        .unwrap();
    assert_eq!(export.finish().unwrap().files, 6);
    assert_eq!(check(&folder).unwrap(), []);
    let package: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("datapackage.json")).unwrap()).unwrap();
    assert_eq!(package["resources"][0]["rows"], 2);
}
