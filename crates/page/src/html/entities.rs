//! Character references: `&quot;`, `&#1575;`, `&#x627;`, and names without their semicolon.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use std::borrow::Cow;

/// The longest name in the standard's table.
const LONGEST_NAME: usize = 32;

/// Replaces every character reference of `text`. What is none stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut at = Some(first);
    while let Some(i) = at {
        out.push_str(&rest[..i]);
        rest = &rest[i..];
        let used = reference(rest, &mut out);
        if used == 0 {
            out.push('&');
        }
        rest = &rest[used.max(1)..];
        at = memchr::memchr(b'&', rest.as_bytes());
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads the reference at the head of `text` (which starts with `&`) into `out`; how many bytes it took.
fn reference(text: &str, out: &mut String) -> usize {
    let body = &text[1..];
    if let Some(number) = body.strip_prefix('#') {
        return numeric(number, out);
    }
    let name = body.bytes().take(LONGEST_NAME).take_while(|b| b.is_ascii_alphanumeric()).count();
    let with_semicolon = name + usize::from(body[name..].starts_with(';'));
    for len in (1..=with_semicolon).rev() {
        if let Some(&(first, second)) = NAMED_ENTITIES.get(&body[..len])
            && let Some(c) = char::from_u32(first).filter(|c| *c != '\0')
        {
            out.push(c);
            out.extend(char::from_u32(second).filter(|c| *c != '\0'));
            return 1 + len;
        }
    }
    0
}

fn numeric(text: &str, out: &mut String) -> usize {
    let hex = text.starts_with(['x', 'X']);
    let digits = &text[usize::from(hex)..];
    let radix = if hex { 16 } else { 10 };
    let len = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if len == 0 {
        return 0;
    }
    let code = u32::from_str_radix(&digits[..len], radix).unwrap_or(u32::MAX);
    let c = match code {
        // Codes of windows-1252, which browsers have always read so.
        0x80..=0x9F => C1_REPLACEMENTS[code as usize - 0x80],
        0 => None,
        _ => char::from_u32(code),
    };
    out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    2 + usize::from(hex) + len + usize::from(digits[len..].starts_with(';'))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(decode(text), want);
    }

    #[test]
    fn references_become_characters() {
        check("&quot;دمشق&quot; &amp; بغداد", "\"دمشق\" & بغداد");
        check("&#1575;&#x644;&#X627", "الا");
        check("&laquo;نعم&raquo;", "«نعم»");
        check("&nbspنعم", "\u{A0}نعم");
        check("&#147;نعم&#148;", "\u{201C}نعم\u{201D}");
    }

    #[test]
    fn what_is_no_reference_stays() {
        check("A & B &c &; &#; &#x; &unknownname; &", "A & B &c &; &#; &#x; &unknownname; &");
        check("&#0;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}");
    }
}
