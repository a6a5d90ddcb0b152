//! Web archives: plain, packed in one piece or record by record, cut off, damaged.

mod common;

use common::{gzip, read};
use waqai_fetch::{Form, Kind};

fn record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n\
         WARC-Date: 2026-02-12T08:30:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\n\
         Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn page(url: &str, text: &str) -> Vec<u8> {
    let body = format!("<html><body><p>{text}</p></body></html>");
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    record("response", url, "application/http; msgtype=response", http.as_bytes())
}

fn records() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: by hand\r\n"),
        record(
            "request",
            "https://a.example/1",
            "application/http; msgtype=request",
            b"GET /1 HTTP/1.1\r\n\r\n",
        ),
        page("https://a.example/1", "واحد"),
        record(
            "response",
            "https://a.example/p.png",
            "application/http; msgtype=response",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        ),
        record(
            "response",
            "https://a.example/old",
            "application/http; msgtype=response",
            b"HTTP/1.1 302 Found\r\nLocation: /1\r\nContent-Type: text/html\r\n\r\n<p>moved",
        ),
        page("https://a.example/2", "اثنان"),
        record("resource", "https://a.example/3", "text/plain", "ثلاثة".as_bytes()),
    ]
}

#[test]
fn the_pages_of_an_archive_however_it_is_packed() {
    let plain = records().concat();
    let in_pieces: Vec<u8> = records().iter().flat_map(|r| gzip(r)).collect();
    let mut seen: Option<Vec<_>> = None;
    for (name, bytes) in [("a.warc", plain.clone()), ("a.warc.gz", gzip(&plain)), ("b.warc.gz", in_pieces)] {
        let got = read(name, &bytes);
        assert_eq!(got.problems, []);
        let urls: Vec<_> = got.items.iter().filter_map(|i| i.url.as_deref()).collect();
        assert_eq!(urls, ["https://a.example/1", "https://a.example/2", "https://a.example/3"]);
        let first = &got.items[0];
        assert_eq!(first.form, Form::Page);
        assert_eq!(first.content_type.as_deref(), Some("text/html; charset=utf-8"));
        assert_eq!(first.retrieved.as_deref(), Some("2026-02-12T08:30:00Z"));
        assert_eq!(first.bytes, "<html><body><p>واحد</p></body></html>".as_bytes());
        // The place in the archive is the same, however it is packed.
        let offsets: Vec<String> =
            got.items.iter().map(|i| i.locator.rsplit('#').next().unwrap_or("").to_owned()).collect();
        assert_eq!(*seen.get_or_insert(offsets.clone()), offsets);
    }
}

#[test]
fn an_archive_cut_at_any_byte_gives_its_whole_records_and_says_so() {
    let all = records();
    let plain = all.concat();
    let mut ends = Vec::new();
    let mut end = 0;
    for record in &all {
        end += record.len();
        // The two line breaks after the block may be missing.
        ends.push(end - 4);
    }
    // Four bytes are too few to be known as an archive.
    for cut in (5..plain.len()).step_by(7) {
        let got = read("a.warc", &plain[..cut]);
        let whole = ends.iter().filter(|e| **e <= cut).count();
        let pages = [2, 5, 6].iter().filter(|i| **i < whole).count();
        assert_eq!(got.items.len(), pages, "cut at {cut}");
        let between = whole > 0 && cut - ends[whole - 1] <= 4;
        assert_eq!(got.problems.len(), usize::from(!between), "cut at {cut}: {:?}", got.problems);
        for problem in &got.problems {
            assert_eq!(problem.kind, Kind::Damaged);
            assert_eq!(problem.what, format!("the archive is cut off after {whole} whole records"));
        }
    }
}

#[test]
fn a_packed_archive_cut_off_gives_its_whole_records() {
    let pieces: Vec<Vec<u8>> = records().iter().map(|r| gzip(r)).collect();
    let all = pieces.concat();
    let last = pieces.last().map_or(0, Vec::len);
    let got = read("a.warc.gz", &all[..all.len() - last / 2]);
    assert_eq!(got.items.len(), 2);
    assert_eq!(got.problems.len(), 1);
    assert!(got.problems[0].what.starts_with("the archive is cut off after 6"), "{}", got.problems[0]);

    let one = gzip(&records().concat());
    let got = read("b.warc.gz", &one[..one.len() - 20]);
    assert_eq!(got.problems.len(), 1, "{:?}", got.problems);
    assert_eq!(got.problems[0].kind, Kind::Damaged);
}

#[test]
fn damage_in_the_middle_ends_the_reading_with_what_was_whole() {
    let mut bytes = records()[..3].concat();
    bytes.extend(b"no record\r\nat all\r\n");
    bytes.extend(page("https://a.example/9", "تسعة"));
    let got = read("a.warc", &bytes);
    assert_eq!(got.items.len(), 1);
    assert_eq!(got.problems.len(), 1);
    assert!(got.problems[0].what.starts_with("the archive is damaged after 3"), "{}", got.problems[0]);
}

#[test]
fn chunks_and_packing_inside_a_record_are_undone() {
    let packed = gzip("<p>خبر".as_bytes());
    let mut http =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    http.extend(format!("{:x}\r\n", packed.len()).into_bytes());
    http.extend(&packed);
    http.extend(b"\r\n0\r\n\r\n");
    let got = read("a.warc", &record("response", "https://a.example/1", "application/http", &http));
    assert_eq!(got.items[0].bytes, "<p>خبر".as_bytes());
}

#[test]
fn a_bomb_inside_a_record_is_refused_and_the_rest_read() {
    let packed = gzip(&vec![b' '; 50 << 20]);
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    let bomb = record("response", "https://a.example/b", "application/http", &[&head[..], &packed].concat());
    let got = read("a.warc", &[bomb, page("https://a.example/2", "اثنان")].concat());
    assert_eq!(got.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::TooBig]);
    assert_eq!(got.items.len(), 1);
}

#[test]
fn a_page_of_which_only_a_part_was_kept_is_left_out_and_told() {
    let http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>half";
    let got = read("a.warc", &record("response", "https://a.example/1", "application/http", http));
    assert_eq!(got.items.len(), 0);
    assert_eq!(got.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::Damaged]);
}
