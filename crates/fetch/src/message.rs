//! An HTTP response as an archive keeps it: head, blank line, body, perhaps in chunks, perhaps packed.

use std::io::Read;

/// A response.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Vec<u8>,
    /// The body is shorter than its head says.
    pub(crate) short: bool,
}

/// Why a response cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BadMessage {
    /// It is none.
    Form,
    /// It is packed in a way that is not known here.
    Packed(String),
    /// Unpacked it is larger than allowed.
    TooBig,
}

/// Reads a response whose body may have `limit` bytes.
pub(crate) fn read(block: &[u8], limit: usize) -> Result<Message, BadMessage> {
    let (head, body) = split(block).ok_or(BadMessage::Form)?;
    let mut lines = head.split(|b| *b == b'\n').map(|line| String::from_utf8_lossy(line.trim_ascii()));
    let status = lines.next().ok_or(BadMessage::Form)?;
    let mut words = status.split_ascii_whitespace();
    if !words.next().is_some_and(|w| w.starts_with("HTTP/")) {
        return Err(BadMessage::Form);
    }
    let status = words.next().and_then(|w| w.parse().ok()).ok_or(BadMessage::Form)?;
    let (mut content_type, mut encoding, mut chunked, mut length) = (None, String::new(), false, None);
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => content_type = Some(value.to_owned()),
            "content-encoding" => encoding = value.to_ascii_lowercase(),
            "transfer-encoding" => chunked = value.to_ascii_lowercase().contains("chunked"),
            "content-length" => length = value.parse::<usize>().ok(),
            _ => {}
        }
    }
    // Many crawlers keep these lines of the head and store the body without chunks or packing: what the body is decides.
    let joined = if chunked { dechunk(body) } else { None };
    let mut short = match &joined {
        Some((_, whole)) => !whole,
        None => !chunked && length.is_some_and(|length| body.len() < length),
    };
    let mut body = joined.map_or_else(|| body.to_vec(), |(bytes, _)| bytes);
    match encoding.as_str() {
        "" | "identity" => {}
        "gzip" | "x-gzip" if body.starts_with(&crate::gzip::MAGIC) => {
            (body, short) = unpack(flate2::bufread::MultiGzDecoder::new(&body[..]), limit, short)?;
        }
        // Packed it is said to be, and is not.
        "gzip" | "x-gzip" => {}
        "deflate" if body.first().is_some_and(|b| b & 15 == 8) => {
            (body, short) = unpack(flate2::bufread::ZlibDecoder::new(&body[..]), limit, short)?;
        }
        "deflate" => {}
        _ if looks_like_text(&body) => {}
        other => {
            return Err(BadMessage::Packed(other.chars().filter(char::is_ascii_graphic).take(20).collect()));
        }
    }
    if body.len() > limit {
        return Err(BadMessage::TooBig);
    }
    Ok(Message { status, content_type, body, short })
}

fn split(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let crlf = memchr::memmem::find(block, b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = memchr::memmem::find(block, b"\n\n").map(|at| (at, at + 2));
    let (end, body) = match (crlf, lf) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    Some((&block[..end], &block[body..]))
}

/// Joins chunks; also says whether the last one was there. `None`: these are no chunks.
fn dechunk(mut body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut out = Vec::with_capacity(body.len());
    let mut first = true;
    loop {
        let size = memchr::memchr(b'\n', body.get(..body.len().min(200))?).and_then(|end| {
            let line = std::str::from_utf8(&body[..end]).ok()?;
            let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
            Some((size, end + 1))
        });
        let Some((size, start)) = size else {
            return if first { None } else { Some((out, false)) };
        };
        first = false;
        if size == 0 {
            return Some((out, true));
        }
        let rest = &body[start..];
        out.extend_from_slice(&rest[..size.min(rest.len())]);
        if rest.len() < size {
            return Some((out, false));
        }
        let rest = &rest[size..];
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

fn unpack(from: impl Read, limit: usize, short: bool) -> Result<(Vec<u8>, bool), BadMessage> {
    let mut out = Vec::new();
    let whole = from.take(limit as u64 + 1).read_to_end(&mut out).is_ok();
    if out.len() > limit { Err(BadMessage::TooBig) } else { Ok((out, short || !whole)) }
}

fn looks_like_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(512)];
    head.iter().all(|b| *b >= 32 || b.is_ascii_whitespace()) && head.contains(&b'<')
}

#[cfg(test)]
mod tests {
    use super::{BadMessage, read};

    #[test]
    fn chunks_are_joined_and_a_missing_end_is_told() {
        let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n";
        for (body, want, short) in [
            (&b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"[..], &b"abcde"[..], false),
            (b"3\r\nabc\r\n5\r\nde", b"abcde", true),
            (b"3\r\nabc\r\n", b"abc", true),
            (b"<p>not in chunks", b"<p>not in chunks", false),
        ] {
            let message = read(&[head, body].concat(), 100).expect("a response");
            assert_eq!((&*message.body, message.short, message.status), (want, short, 200));
        }
    }

    #[test]
    fn a_body_shorter_than_announced_is_told() {
        let message = read(b"HTTP/1.1 200 OK\nContent-Length: 10\n\nabc", 100).expect("a response");
        assert!(message.short);
        assert_eq!(message.body, b"abc");
    }

    #[test]
    fn what_is_no_response() {
        assert_eq!(read(b"", 100), Err(BadMessage::Form));
        assert_eq!(read(b"GET / HTTP/1.1\r\n\r\n", 100), Err(BadMessage::Form));
        assert_eq!(read(b"HTTP/1.1 200 OK\r\n\r\nabc", 2), Err(BadMessage::TooBig));
        let packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02\x80";
        assert_eq!(read(packed, 100), Err(BadMessage::Packed("br".to_owned())));
    }
}
