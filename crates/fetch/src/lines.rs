//! Lines of bounded length with their numbers.

use std::io::{self, BufRead};

/// A line of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its number from 1 and its bytes, without the line break.
    Whole(usize, Vec<u8>),
    /// It was longer than allowed and has been skipped.
    TooLong(usize),
}

/// Reads lines, each of at most `limit` bytes; blank lines are counted and skipped.
pub(crate) struct Lines<R> {
    from: R,
    number: usize,
    limit: usize,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(from: R, limit: usize) -> Self {
        Lines { from, number: 0, limit, ended: false }
    }

    /// The next line that is not blank.
    fn read(&mut self) -> io::Result<Option<Line>> {
        loop {
            let (mut line, mut too_long, mut any) = (Vec::new(), false, false);
            loop {
                let chunk = match self.from.fill_buf() {
                    Ok(chunk) => chunk,
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                    Err(e) => return Err(e),
                };
                if chunk.is_empty() {
                    break;
                }
                any = true;
                let end = memchr::memchr(b'\n', chunk);
                let piece = &chunk[..end.unwrap_or(chunk.len())];
                if line.len() + piece.len() > self.limit {
                    // What was read so far is given back at once: a line without an end must not fill the memory.
                    (line, too_long) = (Vec::new(), true);
                } else if !too_long {
                    line.extend_from_slice(piece);
                }
                let used = end.map_or(chunk.len(), |e| e + 1);
                self.from.consume(used);
                if end.is_some() {
                    break;
                }
            }
            if !any {
                return Ok(None);
            }
            self.number += 1;
            if too_long {
                return Ok(Some(Line::TooLong(self.number)));
            }
            if !line.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(Line::Whole(self.number, line)));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let line = self.read().transpose();
        // After an error the reader may repeat it for ever.
        self.ended = !matches!(line, Some(Ok(_)));
        line
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};

    #[test]
    fn lines_keep_their_numbers() {
        let text = b"a\n\n  \r\nlonger than ten bytes\nb\r\nc";
        for capacity in [1, 3, 100] {
            let from = std::io::BufReader::with_capacity(capacity, &text[..]);
            let lines: Vec<Line> = Lines::new(from, 10).map_while(Result::ok).collect();
            assert_eq!(
                lines,
                [
                    Line::Whole(1, b"a".to_vec()),
                    Line::TooLong(4),
                    Line::Whole(5, b"b\r".to_vec()),
                    Line::Whole(6, b"c".to_vec()),
                ]
            );
        }
    }
}
