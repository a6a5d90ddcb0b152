//! A server on this machine that answers as a test wants it to.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// The whole head in lower case.
    pub(crate) head: String,
    pub(crate) at: Instant,
}

pub(crate) struct Server {
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Serves `answer` at `ip` on a port of its own. It gets the path, the head in lower case, and how often the path was asked for before.
    pub(crate) fn at(ip: &str, answer: impl Fn(&Asked, usize, TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((ip, 0)).expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (list, answer) = (Arc::clone(&asked), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let (list, answer) = (Arc::clone(&list), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let (mut head, mut byte) = (Vec::new(), [0]);
                    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
                        head.push(byte[0]);
                    }
                    let head = String::from_utf8_lossy(&head).into_owned();
                    let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
                    let asked = Asked { path, head: head.to_lowercase(), at: Instant::now() };
                    let before = {
                        let mut list = list.lock().expect("no panic");
                        let before = list.iter().filter(|a| a.path == asked.path).count();
                        list.push(asked.clone());
                        before
                    };
                    answer(&asked, before, stream);
                });
            }
        });
        Server { address, asked }
    }

    pub(crate) fn new(answer: impl Fn(&Asked, usize, TcpStream) + Send + Sync + 'static) -> Server {
        Server::at("127.0.0.1", answer)
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked for, but not robots.txt.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        let all = self.asked.lock().expect("no panic");
        all.iter().filter(|a| a.path != "/robots.txt").cloned().collect()
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|a| a.path).collect()
    }
}

pub(crate) fn reply(mut stream: TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)));
}

pub(crate) fn none(stream: TcpStream) {
    reply(stream, "404 Not Found", "", b"");
}

pub(crate) fn page(stream: TcpStream, text: &str) {
    reply(
        stream,
        "200 OK",
        "Content-Type: text/html; charset=utf-8\r\n",
        format!("<html><p>{text}</p></html>").as_bytes(),
    );
}

pub(crate) fn feed(stream: TcpStream, headers: &str, links: &[&str]) {
    let items: String =
        links.iter().map(|l| format!("<item><title>خبر</title><link>{l}</link></item>")).collect();
    let body = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>أخبار</title>{items}</channel></rss>"
    );
    reply(stream, "200 OK", &format!("Content-Type: application/rss+xml\r\n{headers}"), body.as_bytes());
}

pub(crate) fn drip(mut stream: TcpStream) {
    drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"));
    while stream.write_all(b"x").is_ok() {
        std::thread::sleep(Duration::from_millis(30));
    }
}
