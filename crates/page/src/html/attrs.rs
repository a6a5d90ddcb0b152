//! An element's attributes, read when asked for.

use super::entities;
use std::borrow::Cow;

/// The source between an element's name and its `>`. Each look-up reads it once from the left.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Attrs<'a>(pub(crate) &'a str);

impl<'a> Attrs<'a> {
    /// The value of the attribute `name` (lower case), with its character references replaced. An attribute
    /// without a value has an empty one.
    pub(crate) fn get(self, name: &str) -> Option<Cow<'a, str>> {
        self.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| entities::decode(v))
    }

    /// Whether it has the attribute at all.
    pub(crate) fn has(self, name: &str) -> bool {
        self.iter().any(|(n, _)| n.eq_ignore_ascii_case(name))
    }

    /// Names and raw values in order.
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let (name, after) = rest.split_at(name_len(rest));
            let (value, after) = value(after);
            rest = after;
            Some((name, value))
        })
    }
}

fn name_len(text: &str) -> usize {
    // A leading `=` belongs to the name, as the standard has it; so a name is never empty.
    let from = usize::from(text.starts_with('='));
    text.bytes()
        .skip(from)
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'='))
        .map_or(text.len(), |i| i + from)
}

fn value(text: &str) -> (&str, &str) {
    let Some(after) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let after = after.trim_start();
    for quote in ['"', '\''] {
        if let Some(body) = after.strip_prefix(quote) {
            return body.split_once(quote).unwrap_or((body, ""));
        }
    }
    after.split_at(after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len()))
}

/// Where the tag whose attributes start at the head of `text` ends: the byte of its `>`, quotes minded.
pub(crate) fn tag_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut i = 0;
    let mut after_equals = false;
    while i < bytes.len() {
        match bytes[i] {
            b'>' => return Some(i),
            quote @ (b'"' | b'\'') if after_equals => {
                i += 1 + memchr::memchr(quote, &bytes[i + 1..])?;
                after_equals = false;
            }
            b'=' => after_equals = true,
            b if b.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        i += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Attrs, tag_end};

    #[test]
    fn every_way_of_writing_a_value_is_read() {
        let attrs = Attrs(r#" a="x y" B='&quot;z' c = w/ d e=5 / f"#);
        let get = |n| attrs.get(n).map(|v| v.into_owned());
        assert_eq!(get("a").as_deref(), Some("x y"));
        assert_eq!(get("b").as_deref(), Some("\"z"));
        assert_eq!(get("c").as_deref(), Some("w/"));
        assert_eq!(get("d").as_deref(), Some(""));
        assert_eq!(get("e").as_deref(), Some("5"));
        assert_eq!(get("f").as_deref(), Some(""));
        assert_eq!(get("g"), None);
    }

    #[test]
    fn strange_input_ends() {
        for text in ["=", "==", "= =", "a=\"", "/", "\"", "='\">"] {
            assert!(Attrs(text).iter().count() < 5, "{text}");
        }
    }

    #[test]
    fn a_tag_ends_outside_of_quotes() {
        assert_eq!(tag_end(r#" a=">" b>"#), Some(8));
        assert_eq!(tag_end(r#" it's>"#), Some(5));
        assert_eq!(tag_end(r#" a=">"#), None);
    }
}
