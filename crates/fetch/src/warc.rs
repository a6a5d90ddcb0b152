//! Web archives (WARC 0.17 to 1.1): the records, one at a time.
//!
//! An archive that is cut off gives its whole records and then says so. After damage nothing more is read: where the next
//! record would begin is not known.

use std::io::{self, BufRead, Read};

/// Bytes of a record's head that are accepted.
const HEAD: usize = 64 << 10;

/// A record of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// Where it begins, in bytes of the unpacked archive.
    pub(crate) offset: u64,
    /// `response`, `resource`, …
    pub(crate) kind: String,
    /// `WARC-Target-URI`.
    pub(crate) url: Option<String>,
    /// `WARC-Date`.
    pub(crate) date: Option<String>,
    /// `Content-Type` of the block.
    pub(crate) content_type: Option<String>,
    /// `WARC-Truncated`: the crawler did not keep all of it.
    pub(crate) truncated: bool,
    /// The block; `None` where it is not wanted or larger than allowed.
    pub(crate) block: Option<Vec<u8>>,
    /// How long the block is.
    pub(crate) length: u64,
}

/// Why nothing more can be read.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It ends inside a record, which begins at this offset.
    Cut(u64),
    /// There is no record where one should be.
    Damaged(u64),
    /// It cannot be read.
    Io(io::Error),
}

/// Reads records; after a [`Stop`] there are no more.
pub(crate) struct Records<R> {
    from: R,
    offset: u64,
    limit: usize,
    ended: bool,
}

impl<R: BufRead> Records<R> {
    /// Blocks of more than `limit` bytes are passed over.
    pub(crate) fn new(from: R, limit: usize) -> Self {
        Records { from, offset: 0, limit, ended: false }
    }

    fn read(&mut self) -> Result<Option<Record>, Stop> {
        let mut first = Vec::new();
        let start = loop {
            first.clear();
            let start = self.offset;
            match self.line(&mut first) {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                // Nothing is lost where the archive ends between two records, even if the packing was not finished.
                Err(e) => return Err(self.stop(start, e)),
            }
            if !trim(&first).is_empty() {
                break start;
            }
        };
        if !first.starts_with(b"WARC/") {
            return Err(if first.ends_with(b"\n") { Stop::Damaged(start) } else { Stop::Cut(start) });
        }
        let mut record = Record { offset: start, ..Record::default() };
        let mut length = None;
        let mut line = Vec::new();
        let mut name = String::new();
        loop {
            line.clear();
            match self.line(&mut line) {
                Ok(0) => return Err(Stop::Cut(start)),
                Ok(_) if !line.ends_with(b"\n") => return Err(Stop::Cut(start)),
                Ok(_) => {}
                Err(e) => return Err(self.stop(start, e)),
            }
            if self.offset - start > HEAD as u64 {
                return Err(Stop::Damaged(start));
            }
            let text = trim(&line);
            if text.is_empty() {
                break;
            }
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                // The rest of a long value; none of those wanted here is ever folded.
                continue;
            }
            let Some(colon) = memchr::memchr(b':', text) else { return Err(Stop::Damaged(start)) };
            let (head, value) = (&text[..colon], trim(&text[colon + 1..]));
            name.clear();
            name.push_str(&String::from_utf8_lossy(head).to_ascii_lowercase());
            let value = String::from_utf8_lossy(value).into_owned();
            match name.as_str() {
                "warc-type" => record.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => {
                    let bare = value.trim_start_matches('<').trim_end_matches('>');
                    record.url = Some(bare.to_owned());
                }
                "warc-date" => record.date = Some(value),
                "content-type" => record.content_type = Some(value),
                "warc-truncated" => record.truncated = true,
                "content-length" => length = value.parse::<u64>().ok(),
                _ => {}
            }
        }
        let Some(length) = length else { return Err(Stop::Damaged(start)) };
        record.length = length;
        let wanted = matches!(record.kind.as_str(), "response" | "resource" | "conversion");
        let read = if wanted && length <= self.limit as u64 {
            let mut block = Vec::new();
            let read = self.from.by_ref().take(length).read_to_end(&mut block);
            let read = read.map(|n| n as u64);
            record.block = Some(block);
            read
        } else {
            io::copy(&mut self.from.by_ref().take(length), &mut io::sink())
        };
        match read {
            Ok(read) if read < length => return Err(Stop::Cut(start)),
            Ok(read) => self.offset += read,
            Err(e) => return Err(self.stop(start, e)),
        }
        Ok(Some(record))
    }

    /// A line with its end, of bounded length.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        let read = self.from.by_ref().take(HEAD as u64).read_until(b'\n', line)?;
        self.offset += read as u64;
        Ok(read)
    }

    fn stop(&self, start: u64, error: io::Error) -> Stop {
        let broken = matches!(error.kind(), io::ErrorKind::UnexpectedEof);
        let corrupt = matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput);
        let bomb = error.get_ref().is_some_and(|e| e.is::<crate::gzip::Bomb>());
        match (broken, corrupt && !bomb) {
            (true, _) => Stop::Cut(start),
            (_, true) => Stop::Damaged(start),
            _ => Stop::Io(error),
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, Stop>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let record = self.read().transpose();
        self.ended = !matches!(record, Some(Ok(_)));
        record
    }
}

fn trim(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii()
}
