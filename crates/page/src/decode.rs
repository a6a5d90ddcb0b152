//! Bytes to text: which encoding, and what could not be read in it.

use crate::page::PageNote;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use memchr::memmem;
use waqai_text::letters;

/// Only so much of a page is looked at to guess its encoding.
const SAMPLE: usize = 256 << 10;
/// A declaration stands within the first bytes, says the standard: 1024; authors are late.
const DECLARATION_WINDOW: usize = 8 << 10;

/// Decodes `bytes`. Valid UTF-8 is UTF-8, whatever the page declares; then come byte order marks, UTF-16 without
/// one, the declared encoding if it makes Arabic of the bytes at least as well as a guess, then the guess.
pub(crate) fn decode(bytes: &[u8], content_type: Option<&str>, notes: &mut Vec<PageNote>) -> String {
    let (encoding, bytes) = choose(bytes, content_type, notes);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
        notes.push(PageNote {
            code: "page/bytes-replaced",
            message: format!("{replaced} places could not be read as {}", encoding.name()),
            span: None,
        });
    }
    text.into_owned()
}

fn choose<'b>(
    bytes: &'b [u8],
    content_type: Option<&str>,
    notes: &mut Vec<PageNote>,
) -> (&'static Encoding, &'b [u8]) {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return (encoding, &bytes[bom..]);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return (encoding, bytes);
    }
    let declared = content_type
        .and_then(charset_in)
        .or_else(|| declaration(bytes))
        // The standard's own rule: a page that could declare it in ASCII is not UTF-16.
        .map(|e| if e == UTF_16BE || e == UTF_16LE { UTF_8 } else { e });
    if std::str::from_utf8(bytes).is_ok() {
        if let Some(declared) = declared.filter(|d| *d != UTF_8 && !bytes.is_ascii()) {
            note_disagreement(declared, UTF_8, notes);
        }
        return (UTF_8, bytes);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if nearly_utf8(bytes) {
        if let Some(declared) = declared.filter(|d| *d != UTF_8) {
            note_disagreement(declared, UTF_8, notes);
        }
        return (UTF_8, bytes);
    }
    let guess = guess(sample);
    match declared {
        Some(declared) if arabic_quality(declared, sample) >= arabic_quality(guess, sample) => {
            (declared, bytes)
        }
        Some(declared) => {
            note_disagreement(declared, guess, notes);
            (guess, bytes)
        }
        None => (guess, bytes),
    }
}

fn note_disagreement(declared: &'static Encoding, used: &'static Encoding, notes: &mut Vec<PageNote>) {
    notes.push(PageNote {
        code: "page/wrong-charset",
        message: format!("declared as {}, read as {}", declared.name(), used.name()),
        span: None,
    });
}

fn guess(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The detector takes short Arabic for Western; a page of this program is more likely Arabic.
    if arabic_quality(WINDOWS_1256, sample) > arabic_quality(guess, sample) { WINDOWS_1256 } else { guess }
}

/// How well the bytes read as text in this encoding, 0 to 1: the share of characters beyond ASCII that are
/// letters standing beside letters of their own script.
fn arabic_quality(encoding: &'static Encoding, sample: &[u8]) -> f32 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut all, mut good) = (0_u32, 0_u32);
    let mut last = ' ';
    for c in text.chars().filter(|c| !letters::is_diacritic(*c)) {
        if !c.is_ascii() {
            all += 1;
            // A word that begins with the hamza of a line or mixes scripts is a sign of the wrong table.
            let beside =
                letters::is_arabic_letter(last) || last.is_ascii_whitespace() || last.is_ascii_punctuation();
            if letters::is_arabic_letter(c) && beside {
                good += 1;
            }
        }
        last = c;
    }
    if all == 0 { 0.0 } else { good as f32 / all as f32 }
}

/// Text whose every second byte is mostly nothing, or the page number of Arabic letters.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let high = |b: u8| b == 0 || b == 6;
    let pairs = sample.len() / 2;
    let even = sample.iter().step_by(2).filter(|b| high(**b)).count();
    let odd = sample.iter().skip(1).step_by(2).filter(|b| high(**b)).count();
    let nul = memchr::memchr(0, sample).is_some();
    if nul && odd * 10 >= pairs * 9 && even * 2 < pairs {
        Some(UTF_16LE)
    } else if nul && even * 10 >= pairs * 9 && odd * 2 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 with damage: many good sequences, few bad ones (a page cut in a letter, one foreign banner).
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// The charset that a page's own source declares, in a meta element or an XML declaration.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    for word in [&b"charset"[..], b"CHARSET", b"Charset", b"encoding"] {
        for at in memmem::find_iter(head, word) {
            let after = String::from_utf8_lossy(&head[at..head.len().min(at + 60)]).into_owned();
            if let Some(encoding) = label_after(&after[word.len()..]) {
                return Some(encoding);
            }
        }
    }
    None
}

/// The charset of a `Content-Type`.
fn charset_in(content_type: &str) -> Option<&'static Encoding> {
    let at = content_type.to_ascii_lowercase().find("charset")?;
    label_after(&content_type[at + "charset".len()..])
}

fn label_after(text: &str) -> Option<&'static Encoding> {
    let value = text.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label = value.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).next()?;
    // The label browsers take for Western is the name the world wrote over Arabic pages by default.
    Encoding::for_label(label.as_bytes()).filter(|e| *e != WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::decode;
    use encoding_rs::{ISO_8859_6, WINDOWS_1256};

    const TEXT: &str = "<p>وصل وزير الخارجية إلى العاصمة صباح اليوم في زيارة رسمية تستمر يومين.</p>";

    #[track_caller]
    fn check(bytes: &[u8], content_type: Option<&str>, want_notes: &[&str]) {
        let mut notes = Vec::new();
        assert_eq!(decode(bytes, content_type, &mut notes), TEXT);
        let codes: Vec<&str> = notes.iter().map(|n| n.code).collect();
        assert_eq!(codes, want_notes);
    }

    #[test]
    fn every_encoding_of_arabic_pages_is_read() {
        check(TEXT.as_bytes(), None, &[]);
        check(&WINDOWS_1256.encode(TEXT).0, Some("text/html; charset=windows-1256"), &[]);
        check(&WINDOWS_1256.encode(TEXT).0, None, &[]);
        check(&ISO_8859_6.encode(TEXT).0, Some("text/html; charset=iso-8859-6"), &[]);
        check(&ISO_8859_6.encode(TEXT).0, None, &[]);
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&le, None, &[]);
        check(&be, None, &[]);
        check(&[&[0xFF, 0xFE], &le[..]].concat(), None, &[]);
        check(&[&[0xEF, 0xBB, 0xBF], TEXT.as_bytes()].concat(), None, &[]);
    }

    #[test]
    fn wrong_declarations_do_not_count() {
        check(TEXT.as_bytes(), Some("text/html; charset=windows-1256"), &["page/wrong-charset"]);
        check(&WINDOWS_1256.encode(TEXT).0, Some("text/html; charset=utf-8"), &["page/wrong-charset"]);
        check(&WINDOWS_1256.encode(TEXT).0, Some("text/html; charset=iso-8859-1"), &[]);
    }

    #[test]
    fn bytes_that_cannot_be_read_are_replaced_and_noted() {
        let mut notes = Vec::new();
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 9);
        bytes.extend([0xD9, b'<', b'/', b'p', b'>']);
        let text = decode(&bytes, None, &mut notes);
        assert!(text.contains('\u{FFFD}') && text.contains("وزير"));
        assert_eq!(notes[0].code, "page/bytes-replaced");
    }
}
