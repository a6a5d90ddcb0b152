//! The sources file: what to fetch, and how politely.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;
use toml::Spanned;
use url::Url;

/// What to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// Whom a server's owner can write to: an address, told with every request.
    pub contact: Option<String>,
    /// In the order feeds, sitemaps, pages, each as they stand in the file.
    pub all: Vec<Source>,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// Where it is.
    pub url: Url,
    /// The name of the outlet.
    pub outlet: Option<String>,
    /// Where an article's text is taken from.
    pub content: Content,
    /// Hosts on which its pages may lie, besides its own and their relatives; `*` for any.
    pub hosts: BTreeSet<String>,
    /// Pages that lie behind others: only those published or changed on this day or later (`2026-01-31`).
    pub since: Option<String>,
    /// Between two requests to a host.
    pub delay: Duration,
    /// For one request.
    pub timeout: Duration,
    /// Bytes of one page, feed or sitemap.
    pub bytes: usize,
    /// New pages in one run.
    pub most: usize,
    /// Between two runs of `waqai watch`.
    pub every: Duration,
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A sitemap, or a list of sitemaps.
    Sitemap,
    /// A page with an article in it.
    Page,
}

/// Where the text of a feed's entry is taken from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// From the feed where it holds the whole article, from the page elsewhere.
    #[default]
    Auto,
    /// From the feed only; entries without a whole article are left.
    Feed,
    /// From the page always.
    Page,
}

/// What is wrong with a sources file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSources {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What is wrong: one line.
    pub what: String,
}

impl fmt::Display for BadSources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.what)
    }
}

impl std::error::Error for BadSources {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    contact: Option<String>,
    #[serde(default)]
    defaults: Settings,
    #[serde(default)]
    feed: Vec<Entry>,
    #[serde(default)]
    sitemap: Vec<Entry>,
    #[serde(default)]
    page: Vec<Entry>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Settings {
    content: Option<Content>,
    hosts: Option<BTreeSet<String>>,
    since: Option<Spanned<String>>,
    delay: Option<Spanned<f64>>,
    timeout: Option<Spanned<f64>>,
    max_size: Option<Spanned<f64>>,
    most: Option<Spanned<usize>>,
    every: Option<Spanned<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    url: Spanned<String>,
    outlet: Option<String>,
    content: Option<Content>,
    hosts: Option<BTreeSet<String>>,
    since: Option<Spanned<String>>,
    delay: Option<Spanned<f64>>,
    timeout: Option<Spanned<f64>>,
    max_size: Option<Spanned<f64>>,
    most: Option<Spanned<usize>>,
    every: Option<Spanned<f64>>,
}

impl Sources {
    /// Reads a sources file.
    ///
    /// ```
    /// use waqai_fetch::Sources;
    ///
    /// let sources = Sources::read("[[feed]]\nurl = \"https://news.example/rss\"\noutlet = \"Example\"\n");
    /// assert_eq!(sources.map(|s| s.all.len()), Ok(1));
    /// let bad = Sources::read("[[feed]]\nurl = \"ftp://news.example\"\n").unwrap_err();
    /// assert_eq!((bad.line, bad.column), (2, 7));
    /// ```
    ///
    /// # Errors
    /// When it is no TOML, has fields that are not known, or values that cannot be meant.
    pub fn read(text: &str) -> Result<Sources, BadSources> {
        let file: File = toml::from_str(text).map_err(|e| {
            let what = e.message().lines().next().unwrap_or("not TOML").to_owned();
            bad(text, e.span().map_or(0, |s| s.start), what)
        })?;
        let mut all: Vec<Source> = Vec::new();
        for (kind, entries) in [
            (SourceKind::Feed, file.feed),
            (SourceKind::Sitemap, file.sitemap),
            (SourceKind::Page, file.page),
        ] {
            for entry in entries {
                let at = entry.url.span().start;
                let source = source(text, kind, entry, &file.defaults)?;
                if all.iter().any(|s| s.url == source.url) {
                    return Err(bad(text, at, "this address stands there twice".to_owned()));
                }
                all.push(source);
            }
        }
        if all.is_empty() {
            return Err(bad(
                text,
                0,
                "no source: add a [[feed]], [[sitemap]] or [[page]] with its url".to_owned(),
            ));
        }
        Ok(Sources { contact: file.contact.filter(|c| c.is_ascii() && !c.contains(char::is_control)), all })
    }
}

fn source(text: &str, kind: SourceKind, entry: Entry, defaults: &Settings) -> Result<Source, BadSources> {
    let url = Url::parse(entry.url.get_ref().trim());
    let url = url.ok().filter(|u| matches!(u.scheme(), "http" | "https") && u.host_str().is_some());
    let Some(url) = url.filter(|u| u.username().is_empty() && u.password().is_none()) else {
        let what = "not an address that can be fetched: http:// or https://, a host, no password";
        return Err(bad(text, entry.url.span().start, what.to_owned()));
    };
    let number =
        |own: &Option<Spanned<f64>>, other: &Option<Spanned<f64>>, usual: f64, from: f64, to: f64| {
            let Some(given) = own.as_ref().or(other.as_ref()) else { return Ok(usual) };
            let value = *given.get_ref();
            if (from..=to).contains(&value) {
                return Ok(value);
            }
            Err(bad(text, given.span().start, format!("{value} is not between {from} and {to}")))
        };
    let since = entry.since.as_ref().or(defaults.since.as_ref());
    if let Some(since) = since
        && !is_day(since.get_ref())
    {
        return Err(bad(text, since.span().start, "not a day as 2026-01-31".to_owned()));
    }
    let seconds = Duration::from_secs_f64;
    let megabytes = number(&entry.max_size, &defaults.max_size, 16.0, 0.001, 2000.0)?;
    let most = entry.most.as_ref().or(defaults.most.as_ref());
    let hosts = entry.hosts.or_else(|| defaults.hosts.clone()).unwrap_or_default();
    Ok(Source {
        kind,
        url,
        outlet: entry.outlet.map(|o| o.trim().to_owned()).filter(|o| !o.is_empty()),
        content: entry.content.or(defaults.content).unwrap_or_default(),
        hosts: hosts.into_iter().map(|h| h.to_ascii_lowercase()).collect(),
        since: since.map(|s| s.get_ref().clone()),
        delay: seconds(number(&entry.delay, &defaults.delay, 2.0, 0.0, 3600.0)?),
        timeout: seconds(number(&entry.timeout, &defaults.timeout, 30.0, 0.05, 600.0)?),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between a kilobyte and two gigabytes"
        )]
        bytes: (megabytes * 1_048_576.0) as usize,
        most: most.map_or(200, |m| *m.get_ref()),
        every: seconds(number(&entry.every, &defaults.every, 15.0, 0.01, 525_600.0)? * 60.0),
    })
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .zip("dddd-dd-dd".bytes())
            .all(|(c, s)| if s == b'd' { c.is_ascii_digit() } else { c == s })
}

fn bad(text: &str, at: usize, what: String) -> BadSources {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    BadSources { line, column, what }
}

impl Source {
    /// Whether a link or redirect may lead to `url`: the same host, a relative of it (`www.`, subdomains, either way), or one that the
    /// sources file names; on its usual port or the source's own. `secure`: it must not lead out of https.
    pub(crate) fn may_lead_to(&self, url: &Url, secure: bool) -> bool {
        let Some(host) = url.host_str() else { return false };
        let scheme = url.scheme() == "https" || url.scheme() == "http" && !secure;
        let usual = url.port().is_none() || url.port() == self.url.port();
        let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
        let (own, other) = (bare(self.url.host_str().unwrap_or("")), bare(host));
        let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.ends_with('.'));
        // Numbers have no relatives.
        let named = matches!(url.host(), Some(url::Host::Domain(_)));
        let related = own == other || named && (below(&own, &other) || below(&other, &own));
        let listed = self.hosts.contains("*") || self.hosts.contains(host) || self.hosts.contains(&other);
        scheme && usual && url.username().is_empty() && url.password().is_none() && (related || listed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, SourceKind, Sources};
    use url::Url;

    #[test]
    fn settings_come_from_the_source_then_from_the_defaults() {
        let text = "contact = \"desk@example.org\"\n[defaults]\ndelay = 5\nmost = 10\n[[page]]\nurl = \"https://b.example/1\"\n\
            [[feed]]\nurl = \"https://a.example/rss\"\noutlet = \"أ\"\ndelay = 0.5\ncontent = \"page\"\n";
        let sources = Sources::read(text).expect("it is sound");
        let [feed, page] = &sources.all[..] else { panic!("two sources") };
        assert_eq!(
            (feed.kind, feed.delay.as_millis(), feed.most, feed.content),
            (SourceKind::Feed, 500, 10, Content::Page)
        );
        assert_eq!((page.kind, page.delay.as_secs(), page.bytes), (SourceKind::Page, 5, 16 << 20));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, line, column, what) in [
            ("", 1, 1, "no source"),
            ("[[feed]]\nurl = 7\n", 2, 7, "invalid type"),
            ("[[feed]]\nurl = \"x\"\n", 2, 7, "not an address"),
            ("[[feed]]\nurl = \"https://u:p@a.example/\"\n", 2, 7, "no password"),
            (
                "[[feed]]\nurl = \"https://a.example/\"\noutlet = \"أ\"\ndeley = 2\n",
                4,
                1,
                "unknown field `deley`",
            ),
            ("[[feed]]\nurl = \"https://a.example/\"\ndelay = -1\n", 3, 9, "-1 is not between 0 and 3600"),
            ("[[feed]]\nurl = \"https://a.example/\"\nsince = \"soon\"\n", 3, 9, "not a day"),
            (
                "[[feed]]\nurl = \"https://a.example/\"\n[[page]]\nurl = \"https://a.example/\"\n",
                4,
                7,
                "twice",
            ),
            ("[[feed]]\nurl = \"https://a.example/\n", 2, 26, ""),
        ] {
            let bad = Sources::read(text).expect_err("it is not sound");
            assert!(bad.what.contains(what), "{text}: {bad}");
            assert!(!bad.what.contains('\n'));
            assert_eq!((bad.line, bad.column), (line, column), "{text}: {bad}");
        }
    }

    #[test]
    fn where_links_may_lead() {
        let read = |hosts: &str| {
            let text = format!("[[feed]]\nurl = \"https://feeds.a.example/rss\"\nhosts = [{hosts}]\n");
            Sources::read(&text).expect("it is sound").all.remove(0)
        };
        let (own, more, any) = (read(""), read("\"b.example\""), read("\"*\""));
        for (url, by_own, by_more, by_any) in [
            ("https://feeds.a.example/1", true, true, true),
            ("https://www.a.example/1", true, true, true),
            ("https://a.example/1", true, true, true),
            ("https://bada.example/1", false, false, true),
            ("https://www.b.example/1", false, true, true),
            ("http://a.example/1", false, false, false),
            ("https://a.example:8443/1", false, false, false),
            ("https://x:y@a.example/1", false, false, false),
            ("ftp://a.example/1", false, false, false),
        ] {
            let url = Url::parse(url).expect("an address");
            let got = [&own, &more, &any].map(|s| s.may_lead_to(&url, true));
            assert_eq!(got, [by_own, by_more, by_any], "{url}");
        }
        // Feeds behind https still list addresses of the time before.
        assert!(own.may_lead_to(&Url::parse("http://a.example/1").expect("an address"), false));
    }
}
