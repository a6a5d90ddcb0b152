//! Saved feeds and sitemaps: whole articles, links, and feeds as they should not be.

mod common;

use common::{paragraph, read};
use waqai_fetch::{Kind, Target};

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
         <channel><title>أخبار</title><link>https://a.example/</link><description>كل يوم</description>{items}</channel></rss>"
    )
}

fn link(n: u32) -> String {
    format!(
        "<item><title>خبر {n}</title><link>https://a.example/{n}</link><guid isPermaLink=\"false\">id-{n}</guid>\
         <description>أول الخبر…</description><pubDate>Wed, 11 Feb 2026 00:30:00 +0300</pubDate></item>"
    )
}

#[test]
fn an_entry_with_its_whole_text_is_an_article_and_another_a_link() {
    let whole = format!(
        "<item><title>لقاء &amp;quot;قديم&amp;quot;</title><link>https://a.example/9</link><guid>id-9</guid>\
         <pubDate>Wed, 11 Feb 2026 00:30:00 +0300</pubDate>\
         <content:encoded><![CDATA[<p>{}</p>]]></content:encoded></item>",
        paragraph()
    );
    let got = read("feed.xml", rss(&format!("{}{whole}", link(1))).as_bytes());
    assert_eq!(got.problems, []);
    assert_eq!(got.links.len(), 1);
    assert_eq!(got.links[0].url, "https://a.example/1");
    assert_eq!(got.links[0].to, Target::Page);
    assert_eq!(got.links[0].published.as_deref(), Some("2026-02-11T00:30"));
    let item = &got.items[0];
    assert_eq!(item.url.as_deref(), Some("https://a.example/9"));
    assert_eq!(item.published.as_deref(), Some("2026-02-11T00:30"));
    assert!(item.locator.ends_with("feed.xml#id-9"), "{}", item.locator);
    // The page made of it reads as the article that it is.
    let hints = waqai_page::Hints { url: item.url.clone(), content_type: item.content_type.clone() };
    let page = waqai_page::read_bytes(&item.bytes, &hints).expect("a page");
    assert_eq!(page.headline.as_deref(), Some("لقاء \"قديم\""));
    assert!(page.text.contains(paragraph().trim()), "{}", page.text);
    assert_eq!(page.published.map(|p| p.iso()).as_deref(), Some("2026-02-11T00:30"));
}

#[test]
fn text_that_says_it_goes_on_elsewhere_is_no_article() {
    for end in ["…", "...", "[…]", "[&#8230;]"] {
        let item = format!(
            "<item><link>https://a.example/9</link><content:encoded><![CDATA[<p>{} {end}</p>]]></content:encoded></item>",
            paragraph()
        );
        let got = read("feed.rss", rss(&item).as_bytes());
        assert_eq!((got.items.len(), got.links.len()), (0, 1), "{end}");
    }
}

#[test]
fn a_bare_ampersand_junk_before_it_and_characters_that_xml_forbids() {
    let item = link(1).replace("خبر 1", "خبر & آخر \u{8}").replace("a.example/1", "a.example/?a=1&b=2");
    let feed = format!("\n<b>Warning</b>: in line 3\n{}", rss(&item));
    let got = read("feed.xml", feed.as_bytes());
    assert_eq!(got.problems, []);
    assert_eq!(got.links.iter().map(|l| &*l.url).collect::<Vec<_>>(), ["https://a.example/?a=1&b=2"]);
}

#[test]
fn a_feed_cut_off_gives_its_whole_entries_and_says_so() {
    let feed = rss(&format!("{}{}{}", link(1), link(2), link(3)));
    let at = feed.find("خبر 3").expect("it is there");
    let got = read("feed.xml", &feed.as_bytes()[..at + 1]);
    assert_eq!(got.links.len(), 2);
    assert_eq!(got.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::Damaged]);
}

#[test]
fn atom_json_and_windows_1256() {
    let atom = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>أ</title><id>f</id>\
        <updated>2026-02-11T10:00:00+02:00</updated><entry><title>خبر</title><id>e-1</id><link href='/n/1'/>\
        <link rel='self' href='https://a.example/self'/><updated>2026-02-11T10:00:00+02:00</updated></entry></feed>";
    let got =
        read("feed.atom", atom.replace("<title>أ", "<link href='https://a.example/'/><title>أ").as_bytes());
    assert_eq!(got.problems, []);
    let json = format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "أ", "items": [
            {{"id": "1", "url": "https://a.example/1", "title": "خبر", "content_html": "<p>{}</p>", "date_published": "2026-02-11T10:00:00+02:00"}},
            {{"id": "2", "url": "https://a.example/2", "content_text": "قصير"}}]}}"#,
        paragraph()
    );
    let got = read("feed.json", json.as_bytes());
    assert_eq!(got.problems, []);
    assert_eq!((got.items.len(), got.links.len()), (1, 1));
    assert_eq!(got.items[0].published.as_deref(), Some("2026-02-11T10:00"));
    // "خبر" in windows-1256.
    let mut old = b"<?xml version=\"1.0\" encoding=\"windows-1256\"?><rss version=\"2.0\"><channel><title>\xCE\xC8\xD1</title>".to_vec();
    old.extend(b"<item><title>\xCE\xC8\xD1</title><link>https://a.example/1</link></item></channel></rss>");
    let got = read("old.xml", &old);
    assert_eq!(got.links.len(), 1);
}

#[test]
fn what_only_looks_like_a_feed_is_told() {
    for bytes in ["<?xml version='1.0'?><rss version='2.0'><channel><item><ti", "<rss", "<feed>"] {
        let got = read("feed.xml", bytes.as_bytes());
        assert_eq!(got.problems.len(), 1, "{bytes}");
        assert_eq!((got.items.len(), got.links.len()), (0, 0));
    }
    // A page that speaks of feeds is a page.
    let got = read("page.html", b"<!DOCTYPE html><html><body><p>&lt;rss <rss></body></html>");
    assert_eq!(got.items.len(), 1);
}

#[test]
fn a_line_that_speaks_of_json_feeds_is_a_line() {
    let line = r#"{"id": "1", "text": "version: https://jsonfeed.org/version/1.1"}"#;
    assert_eq!(read("a.jsonl", line.as_bytes()).items.len(), 1);
}

#[test]
fn a_deep_feed_does_not_break_anything() {
    let deep = format!("<rss version='2.0'><channel>{}", "<a>".repeat(200_000));
    let got = read("feed.xml", deep.as_bytes());
    assert!(got.problems.len() <= 1);
    let inside = rss(&format!("<item><description>{}</description></item>", "<p>".repeat(100_000)));
    assert!(read("feed.xml", inside.as_bytes()).problems.len() <= 1);
}

#[test]
fn a_saved_sitemap_gives_links() {
    let map = "<?xml version='1.0'?><urlset><url><loc>https://a.example/1</loc><lastmod>2026-02-11</lastmod></url></urlset>";
    let got = read("sitemap.xml", map.as_bytes());
    assert_eq!(got.links.len(), 1);
    assert_eq!(got.links[0].changed.as_deref(), Some("2026-02-11"));
}
