//! Mending feeds and sitemaps that are no well-formed XML, in the ways in which real ones are not.
//!
//! Works on bytes, for encodings that agree with ASCII (all that feeds use but UTF-16).

/// Drops what stands before the document, characters that XML does not know, and makes `&amp;` of a `&` that begins
/// no reference.
pub(crate) fn mend(bytes: &[u8]) -> Vec<u8> {
    let bytes = &bytes[start(bytes)..];
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        // Nothing is a reference inside these, and nothing of them may change.
        let skip = [(&b"<![CDATA["[..], &b"]]>"[..]), (b"<!--", b"-->")]
            .iter()
            .find(|(open, _)| rest.starts_with(open))
            .map(|(_, close)| memchr::memmem::find(rest, close).map_or(rest.len(), |end| end + close.len()));
        if let Some(length) = skip {
            out.extend(rest[..length].iter().map(|b| if forbidden(*b) { b' ' } else { *b }));
            at += length;
            continue;
        }
        match byte {
            b'&' if !reference(&rest[1..]) => out.extend_from_slice(b"&amp;"),
            b if forbidden(b) => out.push(b' '),
            b => out.push(b),
        }
        at += 1;
    }
    out
}

/// Ends a document after its last whole item and closes what is open there. `None`: no item is whole.
pub(crate) fn close(bytes: &[u8]) -> Option<Vec<u8>> {
    for (item, end) in [
        (&b"</item>"[..], &b"</channel></rss>"[..]),
        (b"</entry>", b"</feed>"),
        (b"</url>", b"</urlset>"),
        (b"</sitemap>", b"</sitemapindex>"),
    ] {
        if let Some(at) = memchr::memmem::rfind(bytes, item) {
            let rdf = memchr::memmem::find(bytes, b"<rdf:RDF").is_some();
            let end: &[u8] = if rdf { b"</rdf:RDF>" } else { end };
            return Some([&bytes[..at + item.len()], end].concat());
        }
    }
    None
}

/// Where the document begins: its declaration, or its root.
fn start(bytes: &[u8]) -> usize {
    let head = &bytes[..bytes.len().min(16 << 10)];
    let found = [&b"<?xml"[..], b"<rss", b"<feed", b"<rdf:RDF", b"<urlset", b"<sitemapindex"];
    found.iter().filter_map(|tag| memchr::memmem::find(head, tag)).min().unwrap_or(0)
}

/// Control characters that XML 1.0 does not allow.
fn forbidden(byte: u8) -> bool {
    byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// Whether what follows a `&` makes it a reference: `amp;`, `#1575;`, `#x627;`, `nbsp;`.
fn reference(rest: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b';', &rest[..rest.len().min(32)]) else { return false };
    let name = &rest[..end];
    match name {
        [b'#', b'x' | b'X', digits @ ..] => scalar(digits, 16),
        [b'#', digits @ ..] => scalar(digits, 10),
        _ => name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(u8::is_ascii_alphanumeric),
    }
}

fn scalar(digits: &[u8], radix: u32) -> bool {
    let number = std::str::from_utf8(digits).ok().and_then(|d| u32::from_str_radix(d, radix).ok());
    number.and_then(char::from_u32).is_some_and(|c| c >= ' ' || matches!(c, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::{close, mend};

    #[track_caller]
    fn check(bytes: &str, want: &str) {
        assert_eq!(String::from_utf8_lossy(&mend(bytes.as_bytes())), want);
    }

    #[test]
    fn only_what_is_no_reference_changes() {
        check("<a>x & y &amp; z</a>", "<a>x &amp; y &amp; z</a>");
        check("<a>?p=1&id=2&#1575;&#x627;&nbsp;</a>", "<a>?p=1&amp;id=2&#1575;&#x627;&nbsp;</a>");
        check("<a>&#0; &#xD800; &</a>", "<a>&amp;#0; &amp;#xD800; &amp;</a>");
        check("<a><![CDATA[x & y]]> & </a>", "<a><![CDATA[x & y]]> &amp; </a>");
        check("<!-- & --><a>\u{8}x</a>", "<!-- & --><a> x</a>");
    }

    #[test]
    fn what_stands_before_the_document_goes() {
        check("\n<b>Warning</b>: x\n<?xml version='1.0'?><rss/>", "<?xml version='1.0'?><rss/>");
        check("junk <feed/>", "<feed/>");
    }

    #[test]
    fn a_cut_feed_ends_after_its_last_whole_item() {
        let closed = close(b"<rss><channel><item>1</item><item>2</it").expect("one is whole");
        assert_eq!(closed, b"<rss><channel><item>1</item></channel></rss>");
        assert_eq!(close(b"<rss><channel><item>"), None);
    }
}
