//! What kind of thing some bytes are.

use crate::page::Unreadable;
use memchr::memmem;

/// A kind of bytes this crate can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readable {
    Html,
    Text,
}

/// Signatures of what is no text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture, sound or video file (RIFF)"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "a ZIP archive or office document"),
    (b"\x1F\x8B", "compressed data (gzip)"),
    (b"BZh", "compressed data (bzip2)"),
    (b"\xFD7zXZ", "compressed data (xz)"),
    (b"\x28\xB5\x2F\xFD", "compressed data (zstd)"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// Names of elements that tell a page from a text which happens to hold a `<`.
const ELEMENTS: &[&[u8]] = &[
    b"<html",
    b"<!doctype html",
    b"<head",
    b"<body",
    b"<div",
    b"<p>",
    b"<p ",
    b"<meta",
    b"<table",
    b"<br",
    b"<span",
    b"<article",
    b"<script",
    b"<title",
    b"<h1",
    b"<a ",
    b"<ul",
];

/// Tells pages from texts, and both from everything else.
pub(crate) fn sniff(bytes: &[u8], content_type: Option<&str>) -> Result<Readable, Unreadable> {
    let head = &bytes[..bytes.len().min(16 << 10)];
    if bytes.iter().take(1 << 16).all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(Unreadable { reason: "empty" });
    }
    // Two letters of the alphabet are too little to call a program; its third byte is no letter.
    let letters_only = |s: &[u8]| s == b"MZ" && head.get(2).is_none_or(|b| b.is_ascii_graphic());
    if let Some((_, reason)) = SIGNATURES.iter().find(|(s, _)| head.starts_with(s) && !letters_only(s)) {
        return Err(Unreadable { reason });
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Err(Unreadable { reason: "a video or picture file" });
    }
    let zero_free: Vec<u8> = head.iter().copied().filter(|b| *b != 0).collect();
    let lower = zero_free.to_ascii_lowercase();
    if looks_binary(head, zero_free.len()) {
        return Err(Unreadable { reason: "binary data" });
    }
    let start = lower.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    if lower[start..].starts_with(b"%!ps") {
        return Err(Unreadable { reason: "a PostScript document" });
    }
    let declared = content_type.unwrap_or("").to_ascii_lowercase();
    let elements = ELEMENTS.iter().filter(|e| memmem::find(&lower, e).is_some()).count();
    let html =
        declared.contains("html") || elements >= 2 || (elements == 1 && lower[start..].starts_with(b"<"));
    Ok(if html && !declared.starts_with("text/plain") || elements >= 4 {
        Readable::Html
    } else {
        Readable::Text
    })
}

/// Many control characters that no encoding of text uses; UTF-16 has zeros in every other place.
fn looks_binary(head: &[u8], without_zeros: usize) -> bool {
    let controls = head.iter().filter(|b| matches!(**b, 1..=5 | 7 | 14..=26 | 28..=31 | 127)).count();
    let zeros = head.len() - without_zeros;
    let utf16 = zeros > 0
        && (head.iter().step_by(2).filter(|b| matches!(**b, 0 | 6)).count() * 10 > head.len() * 4
            || head.iter().skip(1).step_by(2).filter(|b| matches!(**b, 0 | 6)).count() * 10 > head.len() * 4);
    !utf16 && (controls * 20 > head.len() || zeros * 10 > head.len())
}

#[cfg(test)]
mod tests {
    use super::{Readable, sniff};

    #[test]
    fn pages_and_texts_are_told_apart() {
        assert_eq!(sniff(b"<!DOCTYPE html><p>x", None), Ok(Readable::Html));
        assert_eq!(sniff("قال 3 < 4 وسكت".as_bytes(), None), Ok(Readable::Text));
        assert_eq!(sniff(b"MZuri", None), Ok(Readable::Text));
        let utf16: Vec<u8> = "<html><body>قال".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&utf16, None), Ok(Readable::Html));
        let arabic: Vec<u8> = "قال الوزير إن الزيارة".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(sniff(&arabic, None), Ok(Readable::Text));
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(sniff(b"", None).map_err(|u| u.reason), Err("empty"));
        assert_eq!(sniff(b" \r\n", None).map_err(|u| u.reason), Err("empty"));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n", None).map_err(|u| u.reason), Err("a PNG picture"));
        assert_eq!(sniff(b"%PDF-1.4", None).map_err(|u| u.reason), Err("a PDF document"));
        assert_eq!(sniff(&[1, 2, 3, 0, 0, 0, 9, 200], None).map_err(|u| u.reason), Err("binary data"));
    }
}
