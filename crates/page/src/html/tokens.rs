//! Source to tags and texts, as the tokenizer of the HTML standard cuts it.

use super::attrs::{Attrs, tag_end};
use super::tags::Tag;
use memchr::memmem;

/// A piece of a page's source.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Token<'a> {
    /// `<name attrs>`.
    Start { tag: Tag, attrs: Attrs<'a> },
    /// `</name>`.
    End { tag: Tag },
    /// Characters, with their references.
    Text(&'a str),
    /// The content of a script, a style sheet and the like, whose tag came just before.
    Raw(&'a str),
}

/// The tokens of `source`. Comments, declarations and processing instructions are left out, and so is a tag that
/// the source ends in.
pub(crate) fn tokens(source: &str) -> Tokens<'_> {
    Tokens { source, at: 0, raw: None, endless: [false; Tag::COUNT] }
}

pub(crate) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    raw: Option<(Tag, &'a str)>,
    // Raw elements known to have no end tag from here on: the search for it is not repeated.
    endless: [bool; Tag::COUNT],
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some((tag, name)) = self.raw.take()
            && let Some(content) = self.raw_content(tag, name)
        {
            return Some(Token::Raw(content));
        }
        let bytes = self.source.as_bytes();
        let start = self.at;
        let mut from = start;
        while let Some(i) = memchr::memchr(b'<', &bytes[from..]).map(|i| i + from) {
            if !opens_markup(&bytes[i + 1..]) {
                from = i + 1;
                continue;
            }
            if i > start {
                self.at = i;
                return Some(Token::Text(&self.source[start..i]));
            }
            return self.markup(i);
        }
        self.at = bytes.len();
        (start < bytes.len()).then(|| Token::Text(&self.source[start..]))
    }
}

/// Whether `<` before these bytes begins a tag or a comment.
fn opens_markup(after: &[u8]) -> bool {
    match after.first() {
        Some(b'!' | b'?') => true,
        Some(b'/') => after.get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'>'),
        Some(b) => b.is_ascii_alphabetic(),
        None => false,
    }
}

impl<'a> Tokens<'a> {
    /// Reads the tag or comment at byte `i`.
    fn markup(&mut self, mut i: usize) -> Option<Token<'a>> {
        let source = self.source;
        loop {
            let after = &source[i + 1..];
            if !after.starts_with(['!', '?']) && !after.starts_with("/>") {
                break;
            }
            let end = comment_end(after).map_or(source.len(), |n| i + 1 + n);
            self.at = end;
            // Comments follow one another by the thousand: loop, not recurse.
            if !(source[end..].starts_with('<') && opens_markup(&source.as_bytes()[end + 1..])) {
                return self.next();
            }
            i = end;
        }
        let after = &source[i + 1..];
        let closing = after.starts_with('/');
        let name_at = i + 1 + usize::from(closing);
        let name_len = source[name_at..]
            .bytes()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
            .unwrap_or(source.len() - name_at);
        let name = &source[name_at..name_at + name_len];
        let attrs_at = name_at + name_len;
        let Some(end) = tag_end(&source[attrs_at..]).map(|n| attrs_at + n) else {
            self.at = source.len();
            return None;
        };
        self.at = end + 1;
        let tag = Tag::read(name);
        if closing {
            return Some(Token::End { tag });
        }
        if tag.is_raw() {
            self.raw = Some((tag, name));
        }
        Some(Token::Start { tag, attrs: Attrs(&source[attrs_at..end]) })
    }

    /// The content of the raw element that was just opened; its end tag comes next. `None` if it never ends and
    /// is not one whose loss would be the standard's own reading.
    fn raw_content(&mut self, tag: Tag, name: &str) -> Option<&'a str> {
        let rest = &self.source[self.at..];
        let found = if self.endless[tag as usize] { None } else { end_tag(rest, name) };
        self.endless[tag as usize] = found.is_none();
        let end = match found {
            Some(end) => end,
            None if matches!(tag, Tag::Script | Tag::Style) => rest.len(),
            // A title cut off by the next element; the rest of the page is not its content.
            None if tag == Tag::Title => memchr::memchr(b'<', rest.as_bytes())?,
            None => return None,
        };
        self.at += end;
        Some(&rest[..end])
    }
}

/// The bytes a comment or declaration takes, from its `!` or `?`, including its `>`; `None` if it does not end.
fn comment_end(text: &str) -> Option<usize> {
    let Some(body) = text.strip_prefix("!--") else {
        return memchr::memchr(b'>', text.as_bytes()).map(|n| n + 1);
    };
    if body.starts_with('>') || body.starts_with("->") {
        return Some(text.len() - body.len() + body.find('>')? + 1);
    }
    let mut from = 0;
    while let Some(i) = memmem::find(&body.as_bytes()[from..], b"--").map(|i| i + from) {
        for close in ["-->", "--!>"] {
            if body[i..].starts_with(close) {
                return Some(3 + i + close.len());
            }
        }
        from = i + 1;
    }
    None
}

/// Where `</name` stands in `text`, in any case, followed by what ends a name.
fn end_tag(text: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, b"</").find(|&i| {
        let at = i + 2;
        bytes.get(at..at + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
            && bytes.get(at + name.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
    })
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};

    fn show(source: &str) -> String {
        tokens(source)
            .map(|t| match t {
                Token::Start { tag, .. } => format!("<{tag:?}>"),
                Token::End { tag } => format!("</{tag:?}>"),
                Token::Text(t) => format!("{t:?}"),
                Token::Raw(t) => format!("raw{t:?}"),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn tags_texts_and_raw_content_are_told_apart() {
        assert_eq!(show("<!DOCTYPE html><p class='a>b'>x<br/>y</P>"), "<P> \"x\" <Br> \"y\" </P>");
        assert_eq!(
            show("<script>if (a</b) '<p>'</SCRIPT >z"),
            "<Script> raw\"if (a</b) '<p>'\" </Script> \"z\""
        );
        assert_eq!(show("a<!-- <p> --><!----><!-->b"), "\"a\" \"b\"");
        assert_eq!(show("1 < 2 <3 & <"), "\"1 < 2 <3 & <\"");
    }

    #[test]
    fn pages_cut_off_anywhere_end() {
        let page = "<title>ا</title><p a='x'>ب<!-- c --><script>d</script></p>";
        for (i, _) in page.char_indices() {
            assert!(tokens(&page[..i]).count() < 12);
        }
        assert_eq!(show("<title>abc<p>d"), "<Title> raw\"abc\" <P> \"d\"");
        assert_eq!(show("<noscript><p>d"), "<Noscript> <P> \"d\"");
        assert_eq!(show("<style>p {"), "<Style> raw\"p {\"");
    }
}
