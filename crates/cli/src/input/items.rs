//! Inputs to items: one page, or one line, at a time, so that a batch of any length fits into memory.

use super::lines::{Line, Lines};
use super::{Input, fetch, files};
use crate::report::{Kind, Problem};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use waqai::page::Hints;

/// One thing to read.
#[derive(Debug)]
pub(crate) enum Item {
    /// A page or a plain text.
    Page {
        /// The path or address, which becomes the record's id.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
        /// What came with them.
        hints: Hints,
    },
    /// A line of JSON Lines.
    Line {
        /// `file:line`.
        place: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// It cannot be read.
    Bad(Problem),
}

/// What the inputs hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Pages, texts or JSON Lines: to be found out.
    Any,
    /// JSON Lines.
    Lines,
}

/// How much is accepted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Bytes of one page, text or line.
    pub(crate) bytes: usize,
    /// Seconds for one address, redirects included.
    pub(crate) seconds: u64,
}

/// The items of a list of inputs, in order. Each input is opened when its turn comes.
pub(crate) struct Items {
    inputs: std::vec::IntoIter<Input>,
    open: Option<(String, Lines<Box<dyn BufRead + Send>>)>,
    shape: Shape,
    limits: Limits,
}

impl Items {
    pub(crate) fn new(inputs: Vec<Input>, shape: Shape, limits: Limits) -> Self {
        Items { inputs: inputs.into_iter(), open: None, shape, limits }
    }

    fn next_line(&mut self) -> Option<Item> {
        let (name, lines) = self.open.as_mut()?;
        Some(match lines.next()? {
            Ok(Line::Whole(number, bytes)) => Item::Line { place: format!("{name}:{number}"), bytes },
            Ok(Line::TooLong(number)) => Item::Bad(too_big(format!("{name}:{number}"), self.limits.bytes)),
            Err(e) => Item::Bad(files::problem(Path::new(name), &e)),
        })
    }

    /// Opens an input: a page at once, JSON Lines to be read line by line (then there is no item yet).
    fn open(&mut self, input: Input) -> Result<Option<Item>, Problem> {
        match input {
            Input::Bad(problem) => Err(problem),
            Input::Stdin => self.open_stream("stdin".to_owned(), Box::new(io::stdin()), None),
            Input::File(path) => {
                let file = File::open(&path).map_err(|e| files::problem(&path, &e))?;
                let size = file.metadata().ok().map(|m| m.len());
                self.open_stream(path.display().to_string(), Box::new(file), size)
            }
            Input::Url(url) => {
                let got = fetch::get(&url, self.limits)?;
                if self.is_lines(&got.bytes) {
                    self.open =
                        Some((url, Lines::new(Box::new(io::Cursor::new(got.bytes)), self.limits.bytes)));
                    return Ok(None);
                }
                let hints = Hints { url: Some(got.url), content_type: got.content_type };
                Ok(Some(Item::Page { name: url, bytes: got.bytes, hints }))
            }
        }
    }

    fn open_stream(
        &mut self,
        name: String,
        from: Box<dyn Read + Send>,
        size: Option<u64>,
    ) -> Result<Option<Item>, Problem> {
        let failed = |e: io::Error| files::problem(Path::new(&name), &e);
        let mut from: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, from));
        let zipped = from.fill_buf().map_err(failed)?.starts_with(&[0x1F, 0x8B]);
        if zipped {
            from = Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(from)));
        }
        let head = from.fill_buf().map_err(failed)?;
        if self.shape == Shape::Lines && head.trim_ascii_start().starts_with(b"<") {
            return Err(Problem {
                place: name,
                what: "a page, not JSON Lines".to_owned(),
                hint: "use `waqai read`".to_owned(),
                kind: Kind::Line,
            });
        }
        if self.is_lines(head) {
            self.open = Some((name, Lines::new(from, self.limits.bytes)));
            return Ok(None);
        }
        let limit = self.limits.bytes;
        if !zipped && size.is_some_and(|size| size > limit as u64) {
            return Err(too_big(name, limit));
        }
        let mut bytes = Vec::new();
        from.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() > limit {
            return Err(too_big(name, limit));
        }
        Ok(Some(Item::Page { name, bytes, hints: Hints::default() }))
    }

    /// Whether the bytes at the head of an input announce JSON Lines.
    fn is_lines(&self, head: &[u8]) -> bool {
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let first = head.iter().find(|b| !b.is_ascii_whitespace());
        self.shape == Shape::Lines || first == Some(&b'{')
    }
}

impl Iterator for Items {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.next_line() {
                return Some(item);
            }
            self.open = None;
            let input = self.inputs.next()?;
            match self.open(input) {
                Ok(None) => {}
                Ok(Some(item)) => return Some(item),
                Err(problem) => return Some(Item::Bad(problem)),
            }
        }
    }
}

/// What to say about a page or line that is larger than allowed.
pub(super) fn too_big(place: String, limit: usize) -> Problem {
    let mib = limit.div_ceil(1 << 20);
    Problem {
        place,
        what: format!("larger than {mib} MB"),
        hint: format!("give --max-size {} or more to read it all the same", mib.saturating_mul(4)),
        kind: Kind::TooBig,
    }
}
