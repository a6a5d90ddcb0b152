//! `add` of archives and feeds, `fetch` and `watch`: a small server on this machine, a store in a folder of its own.

mod common;

use common::{Ran, file, folder, waqai};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const GOOD: &str = "التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس وبحث معه العلاقات بين البلدين.";

fn html(title: &str, text: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>{title}</title></head><body><article>\
         <h1>{title}</h1><p>{text}</p></article></body></html>"
    )
}

type Paths = Arc<Mutex<Vec<String>>>;

/// Serves on a port of its own: robots.txt forbids `/secret`; `answer` gives status, headers and body of all else.
fn serve(answer: impl Fn(&str, &str) -> (String, String, String) + Send + Sync + 'static) -> (String, Paths) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let paths: Paths = Arc::default();
    let list = Arc::clone(&paths);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let head = head(&mut stream);
            let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
            let (status, headers, body) = if path == "/robots.txt" {
                ("200 OK".to_owned(), String::new(), "User-agent: *\nDisallow: /secret\n".to_owned())
            } else {
                list.lock().expect("no panic").push(path.clone());
                answer(&path, &head.to_lowercase())
            };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
            );
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    (address, paths)
}

fn head(stream: &mut TcpStream) -> String {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

fn outlet(path: &str, head: &str) -> (String, String, String) {
    let ok = |headers: &str, body: String| ("200 OK".to_owned(), headers.to_owned(), body);
    match path {
        "/feed" if head.contains("if-none-match") => ("304 Not Modified".to_owned(), String::new(), String::new()),
        "/feed" => ok(
            "ETag: \"1\"\r\nContent-Type: application/rss+xml\r\n",
            "<rss version='2.0'><channel><title>أ & ب</title><item><link>/1</link><pubDate>Wed, 11 Feb 2026 08:00:00 +0300</pubDate>\
             </item><item><link>/2</link></item></channel></rss>"
                .to_owned(),
        ),
        "/1" => ok("Content-Type: text/html\r\n", html("لقاء في باريس", GOOD)),
        "/2" => ok("Content-Type: text/html\r\n", html("زيارة", "زار رئيس الوزراء العراقي طهران اليوم والتقى الرئيس الإيراني.")),
        _ => ("404 Not Found".to_owned(), String::new(), String::new()),
    }
}

fn sources(dir: &Path, text: &str) -> String {
    let text = format!("[defaults]\ndelay = 0\ntimeout = 5\n{text}");
    file(dir, "sources.toml", text.as_bytes())
}

fn run(dir: &Path, command: &str, sources: &str, more: &[&str]) -> Ran {
    let store = dir.join("store").display().to_string();
    let mut args = vec![command, sources, "--store", &store, "--now", "2026-02-12T08:30:00Z"];
    args.extend(more);
    waqai(&args, b"")
}

fn shown(dir: &Path) -> Vec<serde_json::Value> {
    let store = dir.join("store").display().to_string();
    let ran = waqai(&["events", "--store", &store, "--format", "jsonl"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out.lines().map(|l| serde_json::from_str(l).expect("an event")).collect()
}

#[test]
fn what_a_feed_leads_to_is_in_the_store_and_is_not_fetched_twice() {
    let dir = folder("fetch-feed");
    let (address, paths) = serve(outlet);
    let sources = sources(&dir, &format!("[[feed]]\nurl = \"{address}/feed\"\noutlet = \"المثال\"\n"));
    let ran = run(&dir, "fetch", &sources, &["--allow-private"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("added: 2 new"), "{}", ran.out);
    let events = shown(&dir);
    let meeting = events.iter().flat_map(|e| e["reports"].as_array().expect("reports").clone());
    let meeting: Vec<_> = meeting.filter(|r| r["url"] == format!("{address}/1")).collect();
    assert!(!meeting.is_empty());
    // The outlet comes from the sources file, the day from the feed.
    assert_eq!(meeting[0]["source"], "المثال");
    assert_eq!(meeting[0]["published"], "2026-02-11T08:00");
    let again = run(&dir, "fetch", &sources, &["--allow-private"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(again.out.starts_with("added: 0 new"), "{}", again.out);
    assert_eq!(*paths.lock().expect("no panic"), ["/feed", "/1", "/2", "/feed"]);
}

#[test]
fn some_fail_all_fail_and_none_is_allowed() {
    let dir = folder("fetch-fails");
    let (address, paths) = serve(outlet);
    let good = format!("[[page]]\nurl = \"{address}/1\"\n");
    let gone = format!("[[page]]\nurl = \"{address}/gone\"\n");
    let secret = format!("[[page]]\nurl = \"{address}/secret/1\"\n");
    let ran = run(&dir, "fetch", &sources(&dir, &format!("{good}{gone}{secret}")), &["--allow-private"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    assert!(
        ran.err.contains(&format!("{address}/gone: there is no such page; check the address [network]")),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("/secret/1: robots.txt forbids it; "), "{}", ran.err);
    assert!(!ran.err.contains("وزير"));
    let dir = folder("fetch-fails-all");
    let ran = run(&dir, "fetch", &sources(&dir, &gone), &["--allow-private"]);
    assert_eq!(ran.code, Some(7), "{}", ran.err);
    let before = paths.lock().expect("no panic").len();
    let ran = run(&dir, "fetch", &sources(&dir, &good), &["--retries", "0"]);
    assert_ne!(ran.code, Some(0));
    assert!(ran.err.contains("inside the own network"), "{}", ran.err);
    assert_eq!(paths.lock().expect("no panic").len(), before);
}

#[test]
fn a_sources_file_that_is_wrong_is_told_with_its_place() {
    let dir = folder("fetch-sources");
    let ran = run(&dir, "fetch", &sources(&dir, "[[feed]]\nurl = \"news.example\"\n"), &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("sources.toml:5:7: not an address"), "{}", ran.err);
    let ran = run(&dir, "fetch", "none.toml", &[]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
}

#[test]
fn a_dry_run_lists_pages_and_keeps_nothing() {
    let dir = folder("fetch-dry");
    let (address, paths) = serve(outlet);
    let sources = sources(&dir, &format!("[[feed]]\nurl = \"{address}/feed\"\n"));
    let ran = run(&dir, "fetch", &sources, &["--allow-private", "--dry-run"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.out, format!("{address}/1\n{address}/2\n"));
    assert_eq!(*paths.lock().expect("no panic"), ["/feed"]);
    assert!(!dir.join("store").exists());
}

#[test]
fn watching_goes_on_until_it_is_interrupted() {
    let dir = folder("watch");
    let (address, paths) = serve(outlet);
    let sources = sources(&dir, &format!("[[feed]]\nurl = \"{address}/feed\"\n"));
    let ran = run(&dir, "watch", &sources, &["--allow-private", "--every", "0.005", "--rounds", "3"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(paths.lock().expect("no panic").iter().filter(|p| *p == "/feed").count(), 3);
    let mut child = Command::new(env!("CARGO_BIN_EXE_waqai"))
        .args(["watch", &sources, "--store"])
        .arg(dir.join("store"))
        .args(["--allow-private", "--every", "60"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    while paths.lock().expect("no panic").iter().filter(|p| *p == "/feed").count() < 4 {
        assert!(start.elapsed() < Duration::from_secs(60), "it does not fetch");
        std::thread::sleep(Duration::from_millis(50));
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.is_ok_and(|s| s.success()));
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn add_reads_archives_and_saved_feeds() {
    let dir = folder("add-archives");
    let page = html("لقاء في باريس", GOOD);
    let http =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}", page.len());
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-02-11T10:00:00Z\r\nWARC-Target-URI: https://news.example/1\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(record.as_bytes()).expect("memory takes it");
    let mut archive = gz.finish().expect("memory takes it");
    let half = archive.len() / 2;
    archive.extend_from_within(..half);
    let archive = file(&dir, "a.warc.gz", &archive);
    let feed = file(
        &dir,
        "b.xml",
        "<rss version='2.0'><channel><title>أ</title><item><link>https://news.example/2</link></item></channel></rss>".as_bytes(),
    );
    let store = dir.join("store").display().to_string();
    let ran = waqai(&["add", &archive, &feed, "--store", &store], b"");
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.out.starts_with("added: 1 new"), "{}", ran.out);
    assert!(ran.err.contains("the archive is cut off after 1 whole records"), "{}", ran.err);
    assert!(ran.err.contains("1 entries of feeds and sitemaps only lead to a page"), "{}", ran.err);
    let again = waqai(&["add", &archive, "--store", &store], b"");
    assert!(again.out.starts_with("added: 0 new, 0 copies, 0 updated, 1 known"), "{}", again.out);
    let verified = waqai(&["verify", "--store", &store], b"");
    assert_eq!(verified.code, Some(0), "{}", verified.err);
}

#[test]
fn verify_tells_which_live_pages_have_another_text() {
    let dir = folder("fetch-live");
    let later = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let phase = Arc::clone(&later);
    let (address, _) = serve(move |path, _| {
        let later = phase.load(std::sync::atomic::Ordering::SeqCst);
        let body = match path {
            "/same" => html("لقاء في باريس", GOOD),
            // Another advertisement with every visit.
            "/advert" => html("لقاء في لندن", &GOOD.replace("باريس", "لندن")).replace(
                "</body>",
                if later { "<script>show(2)</script></body>" } else { "<script>show(1)</script></body>" },
            ),
            "/edited" if later => {
                html("لقاء في روما", &GOOD.replace("باريس", "روما").replace("أمس", "اليوم"))
            }
            "/edited" => html("لقاء في روما", &GOOD.replace("باريس", "روما")),
            "/gone" if !later => html("لقاء في مدريد", &GOOD.replace("باريس", "مدريد")),
            _ => return ("404 Not Found".to_owned(), String::new(), String::new()),
        };
        let kind = if path == "/same" { "application/xhtml+xml" } else { "text/html" };
        ("200 OK".to_owned(), format!("Content-Type: {kind}\r\n"), body)
    });
    let pages = ["same", "advert", "edited", "gone"].map(|p| format!("[[page]]\nurl = \"{address}/{p}\"\n"));
    let sources = sources(&dir, &pages.concat());
    let ran = run(&dir, "fetch", &sources, &["--allow-private"]);
    assert!(
        ran.out.starts_with("added: 4 new") || ran.out.starts_with("added: 1 new, 3 copies"),
        "{}",
        ran.out
    );
    let store = dir.join("store").display().to_string();
    let verify = |more: &[&str]| {
        let mut args = vec!["verify", "--store", &store, "--format", "jsonl"];
        args.extend(more);
        let ran = waqai(&args, b"");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        (serde_json::from_str::<serde_json::Value>(&ran.out).expect("what was found"), ran.err)
    };
    let count = |told: &serde_json::Value, of: &str| told["live"][of].as_array().expect("a list").len();
    let (told, _) = verify(&["--live", "--allow-private"]);
    assert_eq!((&told["live"]["pages"], &told["live"]["same"]), (&4.into(), &4.into()));
    later.store(true, std::sync::atomic::Ordering::SeqCst);
    let (told, err) = verify(&["--live", "--allow-private"]);
    assert_eq!(told["live"]["same"], 2, "{told}");
    assert_eq!((count(&told, "changed"), count(&told, "missing")), (1, 1));
    assert!(err.contains("/edited") && err.contains("/gone") && !err.contains("/advert"), "{err}");
    assert_eq!(told["problems"], serde_json::json!([]));
    // Without leave, nothing inside the own network is asked; without `--live`, nothing at all.
    let (told, _) = verify(&["--live"]);
    assert_eq!((count(&told, "changed"), count(&told, "missing")), (0, 4));
    assert!(verify(&[]).0.get("live").is_none());
}
