//! Whatever the bytes: readers end, and do not panic.

mod common;

use common::{LIMITS, gzip, sort};
use proptest::prelude::*;
use waqai_fetch::{Input, Items, Shape};

const FRAGMENTS: [&[u8]; 26] = [
    b"WARC/1.0\r\n",
    b"WARC-Type: response\r\n",
    b"WARC-Type: resource\r\n",
    b"Content-Length: 40\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"Content-Type: text/html\r\n",
    b"WARC-Target-URI: http://a.example/\r\n",
    b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"ffffffffffffffff\r\n",
    b"5\r\n",
    b"Content-Encoding: gzip\r\n",
    b"<?xml version='1.0'?>",
    b"<rss version='2.0'><channel>",
    b"<item><title>x</title>",
    b"</item>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    b"<entry><id>1</id>",
    b"<link href='http://a.example/'/></entry>",
    b"<urlset><url><loc>http://a.example/</loc></url>",
    b"&#xD800; & &amp;",
    b"<![CDATA[",
    b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [",
    b"<pubDate>Wed, 11 Feb 2026 00:30:00 +9999</pubDate>",
    b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
];

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let fragment = (0..FRAGMENTS.len()).prop_map(|i| FRAGMENTS[i].to_vec());
    let noise = proptest::collection::vec(any::<u8>(), 0..40);
    let text = "[\u{600}-\u{6FF} <>&;/]{0,30}".prop_map(String::into_bytes);
    let piece = prop_oneof![5 => fragment, 1 => noise, 1 => text];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn readers_never_panic(bytes in pieces(), packed in any::<bool>(), cut in 0_usize..200) {
        let mut bytes = if packed { gzip(&bytes) } else { bytes };
        bytes.truncate(bytes.len().saturating_sub(cut));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("input");
        std::fs::write(&path, &bytes).expect("a file");
        for shape in [Shape::Archives, Shape::Any, Shape::Lines] {
            let mut items = Items::new(vec![Input::File(path.clone())], shape, LIMITS);
            let got = sort(items.by_ref().take(10_000));
            prop_assert!(got.items.len() + got.links.len() + got.problems.len() < 10_000);
            prop_assert!(items.next().is_none());
            prop_assert!(got.items.iter().all(|item| item.bytes.len() <= LIMITS.bytes && !item.locator.is_empty()));
        }
    }
}
