//! Sitemaps: lists of addresses, and lists of such lists.

use crate::repair;
use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::events::Event;

/// Addresses taken of one sitemap: the protocol allows so many.
const MOST: usize = 50_000;

/// What a sitemap lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sitemap {
    pub(crate) places: Vec<Place>,
    /// It ended too early: the places are the whole ones.
    pub(crate) cut: bool,
}

/// An address in a sitemap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) url: String,
    /// It is a sitemap itself.
    pub(crate) sitemap: bool,
    /// `lastmod`, as written.
    pub(crate) changed: Option<String>,
    /// `news:publication_date`, as written.
    pub(crate) published: Option<String>,
}

/// Whether the head of some bytes is that of a sitemap.
pub(crate) fn looks_like(head: &[u8]) -> bool {
    let head = &head[..head.len().min(8 << 10)];
    [&b"<urlset"[..], b"<sitemapindex"].iter().any(|tag| memchr::memmem::find(head, tag).is_some())
}

/// Reads a sitemap: XML, or a plain list of one address a line. `None`: it is neither.
pub(crate) fn read(bytes: &[u8]) -> Option<Sitemap> {
    if !looks_like(bytes) {
        return list(bytes);
    }
    let (places, whole) = parse(bytes);
    if whole {
        return Some(Sitemap { places, cut: false });
    }
    let (places, whole) = parse(&repair::mend(bytes));
    Some(Sitemap { places, cut: !whole })
}

/// The places as far as it can be read, and whether that was to the end.
fn parse(bytes: &[u8]) -> (Vec<Place>, bool) {
    let mut reader = Reader::from_reader(DecodingReader::new(bytes));
    let mut buffer = Vec::new();
    reader.config_mut().trim_markup_names_in_closing_tags = true;
    let (mut places, mut place, mut text) = (Vec::new(), Place::default(), String::new());
    let mut closed = false;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => {
                text.clear();
                if let name @ ("url" | "sitemap") = local(tag.name().as_ref()) {
                    place = Place { sitemap: name == "sitemap", ..Place::default() };
                }
            }
            Ok(Event::End(tag)) => {
                let value = std::mem::take(&mut text).trim().to_owned();
                match local(tag.name().as_ref()) {
                    // Pictures and videos have addresses too, under other names (`image:loc`).
                    "loc" if !tag.name().as_ref().contains(':') => place.url = value,
                    "lastmod" => place.changed = Some(value),
                    "publication_date" => place.published = Some(value),
                    "url" | "sitemap" if !place.url.is_empty() && places.len() < MOST => {
                        places.push(std::mem::take(&mut place));
                    }
                    "urlset" | "sitemapindex" => closed = true,
                    _ => {}
                }
            }
            Ok(Event::Text(part)) => text.push_str(&part),
            Ok(Event::CData(part)) => text.push_str(&part),
            Ok(Event::GeneralRef(part)) => match part.resolve_char_ref() {
                Ok(Some(c)) => text.push(c),
                _ => text.push_str(quick_xml::escape::resolve_predefined_entity(&part).unwrap_or("")),
            },
            Ok(Event::Eof) => return (places, closed),
            Ok(_) => {}
            Err(_) => return (places, false),
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn list(bytes: &[u8]) -> Option<Sitemap> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).ok()?;
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty()).take(MOST);
    let http = |l: &str| l.starts_with("http://") || l.starts_with("https://");
    let places: Option<Vec<Place>> =
        lines.map(|l| http(l).then(|| Place { url: l.to_owned(), ..Place::default() })).collect();
    places.filter(|p| !p.is_empty()).map(|places| Sitemap { places, cut: false })
}

#[cfg(test)]
mod tests {
    use super::{Place, read};

    #[test]
    fn addresses_with_their_days() {
        let map = read(
            b"<?xml version='1.0'?><urlset xmlns:news='n' xmlns:image='i'><url><loc> https://a.example/1?x=1&amp;y=2 </loc>\
              <lastmod>2026-02-11</lastmod><news:news><news:publication_date>2026-02-10T08:00Z</news:publication_date></news:news>\
              <image:image><image:loc>https://a.example/p.jpg</image:loc></image:image></url></urlset>",
        )
        .expect("a sitemap");
        let want = Place {
            url: "https://a.example/1?x=1&y=2".to_owned(),
            sitemap: false,
            changed: Some("2026-02-11".to_owned()),
            published: Some("2026-02-10T08:00Z".to_owned()),
        };
        assert_eq!((map.places, map.cut), (vec![want], false));
    }

    #[test]
    fn an_index_a_cut_and_a_bare_ampersand() {
        let map = read(
            b"<sitemapindex><sitemap><loc>https://a.example/m?a=1&b=2</loc></sitemap><sitemap><loc>https",
        )
        .expect("a sitemap");
        assert!(map.cut);
        assert_eq!(map.places.len(), 1);
        assert!(map.places[0].sitemap);
        assert_eq!(map.places[0].url, "https://a.example/m?a=1&b=2");
    }

    #[test]
    fn a_list_of_lines() {
        let map = read(b"https://a.example/1\r\n\nhttps://a.example/2\n").expect("a list");
        assert_eq!(map.places.len(), 2);
        assert_eq!(read(b"no list"), None);
        assert_eq!(read(b""), None);
    }
}
