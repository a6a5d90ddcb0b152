//! Addresses: a small server on this machine answers well, wrongly, too much, too slowly, or in circles.

mod common;

use common::{Ran, records, waqai};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const PAGE: &str = "<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>لقاء في باريس</title></head><body><article>\
    <h1>لقاء في باريس</h1><p>التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس وبحث معه العلاقات بين البلدين.</p>\
    </article></body></html>";

/// Serves `answer` on a port of its own; returns the address and the count of requests.
fn serve(answer: impl Fn(&str, TcpStream) + Send + Sync + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            counted.fetch_add(1, Ordering::SeqCst);
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
                head.push(byte[0]);
            }
            let path = String::from_utf8_lossy(&head).split(' ').nth(1).unwrap_or("/").to_owned();
            answer(&path, stream);
        }
    });
    (address, count)
}

fn reply(mut stream: TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)));
}

fn read(address: &str, more: &[&str]) -> Ran {
    let mut args = vec!["read", "--jsonl", address];
    args.extend(more);
    waqai(&args, b"")
}

#[track_caller]
fn fails(ran: &Ran, code: i32, what: &str) {
    assert_eq!(ran.code, Some(code), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.starts_with("http://127.0.0.1:") && ran.err.contains(what), "{}", ran.err);
}

#[test]
fn a_page_is_fetched_and_read() {
    let (address, count) = serve(|_, s| reply(s, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()));
    let url = format!("{address}/news/1");
    let ran = read(&url, &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let record = &records(&ran.out)[0];
    assert_eq!(record["document"]["id"], url.as_str());
    assert!(record["document"]["text"].to_string().contains("نظيره الفرنسي"));
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn a_redirect_is_followed() {
    let (address, _) = serve(|path, s| match path {
        "/old" => reply(s, "302 Found", "Location: /new\r\n", b""),
        _ => reply(s, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()),
    });
    let ran = read(&format!("{address}/old"), &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(records(&ran.out)[0]["document"]["url"], format!("{address}/new"));
}

#[test]
fn a_page_that_is_not_there() {
    let (address, _) = serve(|_, s| reply(s, "404 Not Found", "", b"gone"));
    fails(&read(&address, &[]), 7, "there is no such page; check the address [network]");
}

#[test]
fn a_server_in_trouble() {
    let (address, _) = serve(|_, s| reply(s, "503 Service Unavailable", "", b""));
    fails(&read(&address, &[]), 7, "the server answers with status 503; try later [network]");
}

#[test]
fn redirects_in_a_circle_end() {
    let (address, count) = serve(|_, s| reply(s, "302 Found", "Location: /again\r\n", b""));
    fails(&read(&address, &[]), 7, "redirects; ");
    assert!(count.load(Ordering::SeqCst) <= 7);
}

#[test]
fn a_page_that_is_too_big_is_not_read_to_its_end() {
    let (address, _) = serve(|_, mut s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"));
        // No length is given, and there is no end.
        while s.write_all(&[b'x'; 1 << 16]).is_ok() {}
    });
    fails(&read(&address, &["--max-size", "1"]), 1, "larger than 1 MB; give --max-size");
}

#[test]
fn a_server_that_does_not_answer() {
    let (address, _) = serve(|_, s| {
        std::thread::sleep(Duration::from_secs(20));
        drop(s);
    });
    let start = std::time::Instant::now();
    fails(&read(&address, &["--timeout", "1"]), 7, "no answer within 1 seconds; give --timeout");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_server_that_drips() {
    let (address, _) = serve(|_, mut s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"));
        while s.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    let start = std::time::Instant::now();
    fails(&read(&address, &["--timeout", "1"]), 7, "no answer within 1 seconds");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    fails(&read(&address, &[]), 7, "[network]");
}

#[test]
fn one_failed_address_among_good_inputs_is_partly_done() {
    let (address, _) = serve(|_, s| reply(s, "404 Not Found", "", b""));
    let ran = waqai(&["read", "--jsonl", &address, "-"], PAGE.as_bytes());
    fails(&ran, 3, "there is no such page");
    assert_eq!(records(&ran.out).len(), 1);
}
