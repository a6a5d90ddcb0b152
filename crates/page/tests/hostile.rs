//! Pages that are made, or happen, to hurt: each is read in time that grows with its length and no faster.

use std::time::{Duration, Instant};
use waqai_page::{Hints, Page, read_bytes, read_html};

/// Generous: tests run without optimisation, beside others, on slow machines.
const LIMIT: Duration = Duration::from_secs(20);
const BODY: &str = "<h1>وفد المدينة يزور الميناء</h1><p>وصل وفد من المدينة إلى الميناء صباح اليوم، وقال رئيسه إن الزيارة \
    تستمر يومين وإنها تأتي في إطار التعاون بين الجانبين.</p>";

fn read(source: &str) -> Page {
    let started = Instant::now();
    let page = read_html(source.as_bytes(), &Hints::default());
    assert!(started.elapsed() < LIMIT, "{:?}", started.elapsed());
    page
}

#[test]
fn a_million_nested_elements() {
    for tag in ["div", "p", "a", "b", "table", "ul", "li", "x-y", "noscript", "h1"] {
        let count = if tag == "div" { 1_000_000 } else { 200_000 };
        let page = read(&format!("{BODY}{}", format!("<{tag}>").repeat(count)));
        assert_eq!(page.headline.as_deref(), Some("وفد المدينة يزور الميناء"), "{tag}");
    }
}

#[test]
fn a_million_ends_comments_quotes_and_attributes() {
    for piece in
        ["</div>", "<!-- -->", "<!--", "<a b=\"", "<a b='c' d>", " a=b", "&", "&#", "<", "</", "<script>"]
    {
        read(&format!("{BODY}<p {}", piece.repeat(200_000)));
        read(&format!("{BODY}<p>{}", piece.repeat(200_000)));
    }
}

#[test]
fn a_megabyte_without_a_space() {
    let page = read(&format!("{BODY}<p>{}</p>", "ا".repeat(500_000)));
    assert!(page.text.contains("وصل وفد"));
}

#[test]
fn a_page_cut_off_anywhere() {
    let source = format!("<html><head><title>وفد</title></head><body>{BODY}{BODY}</body></html>");
    for cut in 0..source.len() {
        let _ = read_bytes(&source.as_bytes()[..cut], &Hints::default());
    }
}

#[test]
fn sixty_megabytes() {
    let piece = "<p>كلمة <b>أخرى</b> هنا</p>";
    let source = format!("{BODY}{}", piece.repeat((60 << 20) / piece.len()));
    let page = read(&source);
    assert!(page.text.contains("وصل وفد"));
}

#[test]
fn nothing_is_named() {
    assert_eq!(read_bytes(b"", &Hints::default()).map_err(|u| u.reason), Err("empty"));
    assert_eq!(
        read_bytes(b"\xFF\xD8\xFF\xE0....JFIF", &Hints::default()).map_err(|u| u.reason),
        Err("a JPEG picture")
    );
}
