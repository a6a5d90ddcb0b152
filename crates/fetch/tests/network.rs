//! Fetching from servers that answer well, wrongly, slowly, in circles, or lead astray. No network outside this machine is used.

mod common;
#[path = "common/server.rs"]
mod server;

use common::{gzip, paragraph};
use server::{Asked, Server, drip, feed, none, page, reply};
use std::net::TcpStream;
use std::time::Duration;
use waqai_fetch::{Event, Item, Kind, Memory, Options, Private, Problem, Sources, State, Summary, run};

/// What a run gave.
#[derive(Debug, Default)]
struct Ran {
    items: Vec<Item>,
    states: Vec<State>,
    problems: Vec<Problem>,
    would: Vec<String>,
    done: Vec<Summary>,
}

fn options() -> Options {
    Options {
        private: Private::Allowed,
        threads: 4,
        now: "2026-02-12T08:30:00Z".to_owned(),
        retries: 1,
        backoff: Duration::from_millis(20),
        patience: Duration::from_secs(3),
        dry_run: false,
    }
}

fn go_with(sources: &str, memory: Memory, options: Options) -> Ran {
    let text = format!("[defaults]\ndelay = 0\ntimeout = 0.4\nmax_size = 0.1\n{sources}");
    let sources = Sources::read(&text).expect("sound sources");
    let mut ran = Ran::default();
    for event in run(&sources, memory, options, || false) {
        match event {
            Event::Item(item) => ran.items.push(*item),
            Event::State(state) => ran.states.push(state),
            Event::Problem(_, problem) => ran.problems.push(problem),
            Event::Would(url) => ran.would.push(url),
            Event::Done(_, summary) => ran.done.push(summary),
        }
    }
    assert!(!ran.done.is_empty(), "every source comes to an end: {ran:?}");
    ran
}

fn go(sources: &str) -> Ran {
    go_with(sources, Memory::default(), options())
}

fn source(kind: &str, url: &str) -> String {
    format!("[[{kind}]]\nurl = \"{url}\"\noutlet = \"المثال\"\n")
}

/// Runs one source against one answer and expects one problem.
#[track_caller]
fn fails(
    kind: &str,
    answer: impl Fn(&Asked, usize, TcpStream) + Send + Sync + 'static,
    want: Kind,
    what: &str,
) -> (Ran, Server) {
    let server = Server::new(
        move |asked, n, s| if asked.path == "/robots.txt" { none(s) } else { answer(asked, n, s) },
    );
    let ran = go(&source(kind, &server.url("/start")));
    assert_eq!(ran.problems.len(), 1, "{ran:?}");
    assert_eq!(ran.problems[0].kind, want, "{ran:?}");
    assert!(ran.problems[0].what.contains(what), "{:?}", ran.problems);
    assert_eq!(ran.done[0].failed, 1);
    assert!(ran.items.is_empty(), "{ran:?}");
    (ran, server)
}

#[test]
fn a_feed_its_pages_and_then_nothing_new() {
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/feed" if asked.head.contains("if-none-match: \"v1\"") => reply(s, "304 Not Modified", "", b""),
        "/feed" => feed(s, "ETag: \"v1\"\r\n", &["/1", "/2#top", "/1"]),
        "/1" => page(s, "واحد"),
        "/2" => page(s, "اثنان"),
        _ => none(s),
    });
    let text = source("feed", &server.url("/feed"));
    let ran = go(&text);
    assert_eq!(ran.problems, []);
    let mut items: Vec<_> =
        ran.items.iter().map(|i| (i.name.clone(), i.source.as_deref().unwrap_or(""))).collect();
    items.sort();
    assert_eq!(items, [(server.url("/1"), "المثال"), (server.url("/2"), "المثال")]);
    assert_eq!(ran.done, [Summary { new: 2, ..Summary::default() }]);
    // The feed is remembered last: only when its pages are kept need it not list them again.
    assert_eq!(
        ran.states.last().map(|s| (&*s.url, s.etag.as_deref())),
        Some((&*server.url("/feed"), Some("\"v1\"")))
    );
    let again = go_with(&text, ran.states.into_iter().collect(), options());
    assert_eq!(again.items.len(), 0);
    assert_eq!(again.done, [Summary { known: 1, ..Summary::default() }]);
    assert_eq!(server.paths().iter().filter(|p| *p == "/1").count(), 1);
}

#[test]
fn a_page_that_failed_is_asked_for_again_though_the_feed_stays_the_same() {
    let server = Server::new(|asked, n, s| match asked.path.as_str() {
        "/feed" if asked.head.contains("if-none-match") => reply(s, "304 Not Modified", "", b""),
        "/feed" => feed(s, "ETag: \"v1\"\r\n", &["/1", "/2"]),
        "/2" if n < 2 => reply(s, "500 Internal Server Error", "", b""),
        "/1" | "/2" => page(s, "خبر"),
        _ => none(s),
    });
    let text = source("feed", &server.url("/feed"));
    let first = go(&text);
    assert_eq!((first.items.len(), first.problems.len()), (1, 1));
    assert!(first.states.iter().all(|s| !s.url.ends_with("/feed")));
    let second = go_with(&text, first.states.into_iter().collect(), options());
    assert_eq!(second.items.iter().map(|i| &*i.name).collect::<Vec<_>>(), [server.url("/2")]);
    assert!(second.states.iter().any(|s| s.url.ends_with("/feed")));
}

#[test]
fn a_page_is_asked_for_with_what_is_remembered() {
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/p" if asked.head.contains("if-modified-since: wed, 11 feb 2026 10:00:00 gmt") => {
            reply(s, "304 Not Modified", "", b"");
        }
        "/p" => reply(
            s,
            "200 OK",
            "Content-Type: text/html\r\nLast-Modified: Wed, 11 Feb 2026 10:00:00 GMT\r\n",
            b"<p>x",
        ),
        _ => none(s),
    });
    let text = source("page", &server.url("/p"));
    let ran = go(&text);
    assert_eq!((ran.items.len(), ran.states.len()), (1, 1));
    let again = go_with(&text, ran.states.into_iter().collect(), options());
    assert_eq!((again.items.len(), again.done[0].known), (0, 1));
    // What was remembered stays remembered.
    assert!(again.states[0].last_modified.is_some());
}

#[test]
fn articles_in_a_feed_and_where_their_text_is_taken_from() {
    let answer = |asked: &Asked, _: usize, s: TcpStream| match asked.path.as_str() {
        "/feed" => {
            let body = format!(
                "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>أ & ب</title>\
                 <item><title>خبر</title><link>/1</link><guid>g1</guid><content:encoded><![CDATA[<p>{}]]></content:encoded></item>\
                 <item><title>آخر</title><link>/2</link></item></channel></rss>",
                paragraph()
            );
            reply(s, "200 OK", "", body.as_bytes());
        }
        "/1" | "/2" => page(s, "صفحة"),
        _ => none(s),
    };
    for (content, from_feed, pages) in
        [("auto", 1, vec!["/2"]), ("feed", 1, vec![]), ("page", 0, vec!["/1", "/2"])]
    {
        let server = Server::new(answer);
        let ran = go(&format!("{}content = \"{content}\"\n", source("feed", &server.url("/feed"))));
        assert_eq!(ran.problems, [], "{content}");
        assert_eq!(ran.items.iter().filter(|i| i.locator.contains("/feed#")).count(), from_feed, "{content}");
        assert_eq!(server.paths()[1..], pages, "{content}");
    }
}

#[test]
fn a_sitemap_of_sitemaps_one_packed_and_only_what_is_new_enough() {
    let server = Server::new(|asked, _, s| {
        match asked.path.as_str() {
        "/start" => reply(s, "200 OK", "", b"<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap><sitemap><loc>/start</loc></sitemap></sitemapindex>"),
        "/a.xml.gz" => {
            let map = "<urlset><url><loc>/old</loc><lastmod>2025-12-31</lastmod></url><url><loc>/new</loc><lastmod>2026-02-11</lastmod></url></urlset>";
            reply(s, "200 OK", "Content-Type: application/x-gzip\r\n", &gzip(map.as_bytes()));
        }
        "/new" => page(s, "جديد"),
        _ => none(s),
    }
    });
    let text = format!("{}since = \"2026-01-01\"\n", source("sitemap", &server.url("/start")));
    let ran = go(&text);
    assert_eq!(ran.problems, []);
    assert_eq!(server.paths(), ["/start", "/a.xml.gz", "/new"]);
    // A page that says it has changed is asked for again.
    let mut memory: Memory = ran.states.iter().cloned().collect();
    let mut changed = ran.states.iter().find(|s| s.url.ends_with("/new")).expect("it is remembered").clone();
    changed.changed = Some("2026-02-10".to_owned());
    memory.put(changed);
    assert_eq!(go_with(&text, memory, options()).items.len(), 1);
}

#[test]
fn feeds_that_are_none() {
    fails("feed", |_, _, s| page(s, "خبر"), Kind::Form, "no feed");
    fails(
        "feed",
        |_, _, s| reply(s, "200 OK", "", b"<rss version='2.0'><channel><item>"),
        Kind::Damaged,
        "cannot be read",
    );
    fails("sitemap", |_, _, s| page(s, "خبر"), Kind::Form, "no sitemap");
}

#[test]
fn a_feed_cut_off_gives_its_whole_entries_and_is_not_remembered() {
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/feed" => reply(
            s,
            "200 OK",
            "ETag: \"1\"\r\n",
            b"<rss version='2.0'><channel><item><link>/1</link></item><item><li",
        ),
        "/1" => page(s, "خبر"),
        _ => none(s),
    });
    let ran = go(&source("feed", &server.url("/feed")));
    assert_eq!(ran.items.len(), 1);
    assert_eq!(ran.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::Damaged]);
    assert!(ran.states.iter().all(|s| s.etag.is_none()));
}

#[test]
fn slow_pages_and_cut_ones_are_tried_again_and_then_given_up() {
    let (_, server) = fails("page", |_, _, s| drip(s), Kind::Network, "no answer within 0.4 seconds");
    assert_eq!(server.paths().len(), 2);
    let silent = |_: &Asked, _: usize, s: TcpStream| {
        std::thread::sleep(Duration::from_secs(2));
        drop(s);
    };
    fails("page", silent, Kind::Network, "no answer within");
    let cut = |_: &Asked, _: usize, mut s: TcpStream| {
        use std::io::Write;
        drop(
            s.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>half"),
        );
    };
    let (_, server) = fails("page", cut, Kind::Network, "");
    assert_eq!(server.paths().len(), 2);
    let chunk = |_: &Asked, _: usize, mut s: TcpStream| {
        use std::io::Write;
        drop(s.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>ha",
        ));
    };
    fails("page", chunk, Kind::Network, "");
    fails("page", |_, _, s| drop(s), Kind::Network, "");
}

#[test]
fn bombs_and_pages_without_an_end_are_refused() {
    let bomb = gzip(&vec![b' '; 30 << 20]);
    fails(
        "page",
        move |_, _, s| reply(s, "200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &bomb),
        Kind::TooBig,
        "",
    );
    let endless = |_: &Asked, _: usize, mut s: TcpStream| {
        use std::io::Write;
        drop(s.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
        while s.write_all(&[b'x'; 1 << 14]).is_ok() {}
    };
    fails("page", endless, Kind::TooBig, "larger than 1 MB");
    let map = gzip(&[b"<urlset>".to_vec(), vec![b' '; 30 << 20]].concat());
    fails("sitemap", move |_, _, s| reply(s, "200 OK", "", &map), Kind::TooBig, "");
}

#[test]
fn redirects() {
    let (_, server) = fails(
        "page",
        |_, _, s| reply(s, "302 Found", "Location: /start\r\n", b""),
        Kind::Network,
        "more than 5 redirects",
    );
    assert_eq!(server.paths().len(), 6);
    fails("page", |_, _, s| reply(s, "302 Found", "", b""), Kind::Network, "a redirect to nowhere");
    fails(
        "page",
        |_, _, s| reply(s, "301 Moved", "Location: http://other.example/\r\n", b""),
        Kind::Refused,
        "it redirects to http://other.example",
    );
    fails(
        "page",
        |_, _, s| reply(s, "301 Moved", "Location: file:///etc/passwd\r\n", b""),
        Kind::Refused,
        "it redirects to ",
    );
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/old" => reply(s, "301 Moved", "Location: /new\r\n", b""),
        "/new" => page(s, "خبر"),
        _ => none(s),
    });
    let ran = go(&source("page", &server.url("/old")));
    assert_eq!(ran.items[0].url, Some(server.url("/new")));
    assert_eq!(ran.items[0].locator, server.url("/old"));
}

#[test]
fn addresses_inside_the_own_network() {
    let inside = Server::new(|_, _, s| page(s, "سر"));
    let target = inside.url("/secret");
    let server = Server::new(move |asked, _, s| match asked.path.as_str() {
        "/out" => reply(s, "302 Found", &format!("Location: {target}\r\n"), b""),
        "/name" => reply(s, "302 Found", "Location: http://localhost/secret\r\n", b""),
        "/meta" => reply(s, "302 Found", "Location: http://169.254.169.254/latest\r\n", b""),
        "/six" => reply(s, "302 Found", "Location: http://[::ffff:127.0.0.1]/\r\n", b""),
        _ => none(s),
    });
    let only_this = || Private::Hosts([server.address.clone()].into_iter().collect());
    for path in ["/name", "/meta", "/six"] {
        let text = format!("{}hosts = [\"*\"]\n", source("page", &server.url(path)));
        let ran =
            go_with(&text, Memory::default(), Options { private: only_this(), retries: 0, ..options() });
        assert_eq!(ran.items.len(), 0);
        assert!(ran.problems[0].to_string().contains("inside the own network"), "{path}: {:?}", ran.problems);
    }
    // Another port of an allowed host.
    let text = format!("{}hosts = [\"*\"]\n", source("page", &server.url("/out")));
    let ran = go_with(&text, Memory::default(), Options { private: only_this(), ..options() });
    assert_eq!(ran.problems[0].kind, Kind::Refused, "{:?}", ran.problems);
    // Nothing allowed: not even robots.txt is asked for.
    let ran = go_with(
        &source("page", &inside.url("/secret")),
        Memory::default(),
        Options { private: Private::Refused, retries: 0, ..options() },
    );
    assert!(ran.problems[0].to_string().contains("inside the own network"), "{:?}", ran.problems);
    assert_eq!(inside.asked().len(), 0);
}

#[test]
fn robots_are_heeded_whatever_the_spelling_of_a_path() {
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/robots.txt" => reply(
            s,
            "200 OK",
            "",
            "User-agent: *\nDisallow: /%D8%AE\nDisallow: /سر\nDisallow: /*?print=\n".as_bytes(),
        ),
        "/feed" => feed(
            s,
            "",
            &["/خبر/1", "/%d8%ae%d8%a8%d8%b1/2", "/سر/3", "/%d8%b3%d8%b1/4", "/a?print=1", "/مقال/5"],
        ),
        _ => page(s, "خبر"),
    });
    let ran = go(&source("feed", &server.url("/feed")));
    assert_eq!(ran.items.len(), 1, "{:?}", server.paths());
    assert!(ran.items[0].name.ends_with("/%D9%85%D9%82%D8%A7%D9%84/5"), "{}", ran.items[0].name);
    assert_eq!(ran.problems.len(), 5);
    assert!(ran.problems.iter().all(|p| p.kind == Kind::Refused && p.what == "robots.txt forbids it"));
    assert_eq!(server.paths().len(), 2);
}

#[test]
fn a_server_whose_robots_cannot_be_read_is_left_alone() {
    for (status, allowed) in [
        ("404 Not Found", true),
        ("403 Forbidden", true),
        ("503 Service Unavailable", false),
        ("429 Too Many", false),
    ] {
        let server = Server::new(move |asked, _, s| match asked.path.as_str() {
            "/robots.txt" => reply(s, status, "", b""),
            _ => page(s, "خبر"),
        });
        let ran = go(&source("page", &server.url("/1")));
        assert_eq!(ran.items.len(), usize::from(allowed), "{status}");
        assert_eq!(server.paths().len(), usize::from(allowed), "{status}");
    }
}

#[test]
fn a_server_that_asks_to_wait_is_given_the_time() {
    let server = Server::new(|asked, n, s| match (asked.path.as_str(), n) {
        ("/1", 0) => reply(s, "429 Too Many Requests", "Retry-After: 1\r\n", b""),
        ("/1", _) => page(s, "خبر"),
        _ => none(s),
    });
    let ran = go(&source("page", &server.url("/1")));
    assert_eq!((ran.items.len(), ran.problems.len()), (1, 0));
    let asked = server.asked();
    assert!(asked[1].at - asked[0].at >= Duration::from_millis(990));
}

#[test]
fn a_server_that_asks_for_too_long_is_left_for_another_day() {
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/feed" => feed(s, "", &["/1", "/2", "/3"]),
        "/robots.txt" => none(s),
        _ => reply(s, "503 Service Unavailable", "Retry-After: 86400\r\n", b""),
    });
    let ran = go(&source("feed", &server.url("/feed")));
    assert_eq!(ran.problems.len(), 3);
    assert!(ran.problems[0].hint.contains("86400 seconds"), "{:?}", ran.problems);
    assert_eq!(server.paths(), ["/feed", "/1"]);
}

#[test]
fn one_host_is_asked_one_thing_at_a_time_and_others_meanwhile() {
    let slow = |asked: &Asked, _: usize, s: TcpStream| match asked.path.as_str() {
        "/feed" => feed(s, "", &["/1", "/2", "/3"]),
        "/robots.txt" => none(s),
        _ => {
            std::thread::sleep(Duration::from_millis(100));
            page(s, "خبر");
        }
    };
    let (a, b) = (Server::at("127.0.0.1", slow), Server::at("127.0.0.2", slow));
    let text = format!(
        "{}delay = 0.05\n{}delay = 0.05\n",
        source("feed", &a.url("/feed")),
        source("feed", &b.url("/feed"))
    );
    let ran = go(&text);
    assert_eq!((ran.items.len(), ran.done.len()), (6, 2));
    for server in [&a, &b] {
        let at: Vec<_> = server.asked().iter().map(|asked| asked.at).collect();
        // Each answer takes a tenth of a second, and the pause half of that.
        assert!(at[1..].windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_millis(145)), "{at:?}");
    }
    let (a, b) = (a.asked(), b.asked());
    assert!(a[3].at > b[1].at && b[3].at > a[1].at, "side by side");
}

#[test]
fn links_to_other_hosts_and_more_pages_than_wanted_are_left() {
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/feed" => feed(s, "ETag: \"1\"\r\n", &["http://other.example/1", "/1", "/2", "/3"]),
        "/robots.txt" => none(s),
        _ => page(s, "خبر"),
    });
    let text = format!("{}most = 2\n", source("feed", &server.url("/feed")));
    let ran = go(&text);
    assert_eq!(ran.done, [Summary { new: 2, left: 1, failed: 1, known: 0 }]);
    assert!(ran.problems[0].what.contains("other.example"));
    assert!(ran.states.iter().all(|s| s.etag.is_none()));
    let again = go_with(&text, ran.states.into_iter().collect(), options());
    assert_eq!(again.items.iter().map(|i| &*i.name).collect::<Vec<_>>(), [server.url("/3")]);
}

#[test]
fn a_dry_run_fetches_no_page() {
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/feed" => feed(s, "ETag: \"1\"\r\n", &["/1", "/2"]),
        _ => none(s),
    });
    let ran = go_with(
        &source("feed", &server.url("/feed")),
        Memory::default(),
        Options { dry_run: true, ..options() },
    );
    assert_eq!(ran.would, [server.url("/1"), server.url("/2")]);
    assert_eq!((ran.items.len(), ran.states.len()), (0, 0));
    assert_eq!(server.paths(), ["/feed"]);
}

#[test]
fn what_is_no_page_is_told_once() {
    let (ran, _) = fails(
        "page",
        |_, _, s| reply(s, "200 OK", "Content-Type: application/pdf\r\n", b"%PDF-1.4"),
        Kind::NoText,
        "no page, but application/pdf",
    );
    assert_eq!(ran.states.len(), 1);
    let (ran, _) = fails("page", |_, _, s| none(s), Kind::Network, "there is no such page");
    assert_eq!(ran.states.len(), 1);
}

#[test]
fn a_run_that_is_stopped_ends_soon() {
    let server = Server::new(|asked, _, s| match asked.path.as_str() {
        "/robots.txt" => none(s),
        _ => page(s, "خبر"),
    });
    let text = format!(
        "{}delay = 100\n[[page]]\nurl = \"{}\"\n",
        source("page", &server.url("/1")),
        server.url("/2")
    );
    let sources = Sources::read(&text).expect("sound");
    let begin = std::time::Instant::now();
    let stopped = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let asks = std::sync::Arc::clone(&stopped);
    for event in
        run(&sources, Memory::default(), options(), move || asks.load(std::sync::atomic::Ordering::SeqCst))
    {
        if matches!(event, Event::Item(_)) {
            stopped.store(true, std::sync::atomic::Ordering::SeqCst);
        }
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    assert_eq!(server.paths().len(), 1);
}
