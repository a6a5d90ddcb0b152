//! Files, folders, lines.

mod common;

use common::{LIMITS, gzip, read, read_file, sort};
use waqai_fetch::{Form, Input, Items, Kind, Shape, expand};

#[test]
fn a_folder_is_read_in_the_order_of_paths() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    std::fs::create_dir(root.join("b")).expect("a folder");
    for name in ["c.html", "a.warc.gz", "b/x.jsonl", "picture.png", ".hidden.html", "d.tar.gz", "e.xml"] {
        std::fs::write(root.join(name), b"x").expect("a file");
    }
    let names = |archives| -> Vec<String> {
        let inputs = expand(&[root.display().to_string()], archives);
        let name = |input: &Input| match input {
            Input::File(path) => path.strip_prefix(root).expect("inside").display().to_string(),
            other => format!("{other:?}"),
        };
        inputs.iter().map(name).collect()
    };
    assert_eq!(names(true), ["a.warc.gz", "b/x.jsonl", "c.html", "e.xml"]);
    assert_eq!(names(false), ["b/x.jsonl", "c.html"]);
}

#[test]
fn every_item_has_a_place_of_its_own() {
    let got = read("a.jsonl", b"{\"id\": \"1\"}\n\n{\"id\": \"2\"}\n");
    let places: Vec<_> = got.items.iter().map(|i| i.locator.rsplit('/').next().unwrap_or("")).collect();
    assert_eq!(places, ["a.jsonl:1", "a.jsonl:3"]);
    assert!(got.items.iter().all(|i| i.form == Form::Line && i.media_type() == "application/json"));
    let page = read("a.html", b"<!DOCTYPE html><p>x");
    assert_eq!(page.items[0].media_type(), "text/html");
    assert_eq!(read("a.txt", b"x").items[0].media_type(), "text/plain");
}

#[test]
fn lines_go_on_after_a_line_that_is_too_long() {
    let long = format!("{{\"id\": \"1\", \"text\": \"{}\"}}\n{{\"id\": \"2\"}}\n", "x".repeat(2 << 20));
    let got = read("a.jsonl.gz", &gzip(long.as_bytes()));
    assert_eq!(got.items.len(), 1);
    assert_eq!(got.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::TooBig]);
}

#[test]
fn packed_lines_cut_off_give_what_came_before() {
    let lines: String =
        (0..5000).map(|n| format!("{{\"id\": \"{n}\", \"text\": \"{}\"}}\n", n * 7919)).collect();
    let packed = gzip(lines.as_bytes());
    let got = read("a.jsonl.gz", &packed[..packed.len() - 100]);
    assert!(got.items.len() > 1000, "{}", got.items.len());
    assert_eq!(got.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::Damaged]);
}

#[test]
fn a_bomb_is_refused() {
    let zeros = gzip(&vec![0; 64 << 20]);
    for name in ["a.html.gz", "a.warc.gz", "a.jsonl.gz"] {
        let got = read(name, &zeros);
        assert_eq!(got.items.len(), 0, "{name}");
        assert_eq!(got.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::TooBig], "{name}");
    }
    // Lines that repeat themselves beyond all reason: their number is not bounded, their ratio is.
    let lines = gzip(&b"{\"id\": \"1\"}\n".repeat(8 << 20));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jsonl.gz");
    std::fs::write(&path, lines).expect("a file");
    let mut items = Items::new(vec![Input::File(path)], Shape::Archives, LIMITS);
    let last = items.by_ref().last();
    assert!(format!("{last:?}").contains("as no text does"), "{last:?}");
}

#[test]
fn what_cannot_be_opened_is_told_and_the_rest_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = folder.path().join("good.html");
    std::fs::write(&good, b"<p>x").expect("a file");
    let inputs = vec![Input::File(folder.path().join("none.html")), Input::File(good)];
    let got = sort(Items::new(inputs, Shape::Archives, LIMITS));
    assert_eq!((got.items.len(), got.problems.len()), (1, 1));
    assert_eq!(got.problems[0].what, "no such file");
    assert_eq!(read_file(folder.path(), Shape::Archives).problems.len(), 1);
}
