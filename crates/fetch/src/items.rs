//! Inputs to items: one page, line or record at a time, so that inputs of any length fit into memory.

use crate::archive::Archive;
use crate::feed::{self, Entry};
use crate::get;
use crate::gzip::{MAGIC, Unpack};
use crate::item::{Form, Found, Item, Link, Target};
use crate::lines::{Line, Lines};
use crate::problem::{Kind, Problem};
use crate::{Input, sitemap};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// What the inputs hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Pages, texts or JSON Lines: to be found out.
    Any,
    /// JSON Lines.
    Lines,
    /// Pages, texts, JSON Lines, web archives, feeds or sitemaps: to be found out.
    Archives,
}

/// How much is accepted.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one page, text, line, feed or record.
    pub bytes: usize,
    /// Seconds for one address, redirects included.
    pub seconds: u64,
}

type Stream = Box<dyn BufRead + Send>;

/// What of an input is being read.
enum Open {
    Lines(Lines<Stream>),
    Archive(Box<Archive<Stream>>),
}

/// The items of a list of inputs, in order. Each input is opened when its turn comes.
pub struct Items {
    inputs: std::vec::IntoIter<Input>,
    open: Option<(String, Open)>,
    waiting: VecDeque<Found>,
    shape: Shape,
    limits: Limits,
}

impl Items {
    /// Reads `inputs`.
    #[must_use]
    pub fn new(inputs: Vec<Input>, shape: Shape, limits: Limits) -> Self {
        Items { inputs: inputs.into_iter(), open: None, waiting: VecDeque::new(), shape, limits }
    }

    fn next_open(&mut self) -> Option<Found> {
        let (name, open) = self.open.as_mut()?;
        let lines = match open {
            Open::Archive(archive) => return archive.next(),
            Open::Lines(lines) => lines,
        };
        Some(match lines.next()? {
            Ok(Line::Whole(number, bytes)) => {
                let place = format!("{name}:{number}");
                Found::Item(Box::new(Item {
                    bytes,
                    form: Form::Line,
                    name: place.clone(),
                    input: name.clone(),
                    locator: place,
                    ..Item::default()
                }))
            }
            Ok(Line::TooLong(number)) => {
                Found::Problem(Problem::too_big(format!("{name}:{number}"), self.limits.bytes))
            }
            Err(e) => Found::Problem(broken(self.shape, name, &e)),
        })
    }

    /// Opens an input: some are read at once, others step by step.
    fn open(&mut self, input: Input) -> Result<(), Problem> {
        match input {
            Input::Bad(problem) => Err(problem),
            Input::Stdin => self.open_stream("stdin".to_owned(), Box::new(io::stdin()), None),
            Input::File(path) => {
                let file = File::open(&path).map_err(|e| Problem::file(&path, &e))?;
                let size = file.metadata().ok().map(|m| m.len());
                self.open_stream(path.display().to_string(), Box::new(file), size)
            }
            Input::Url(url) => {
                let got = get::get(&url, self.limits)?;
                let known = Item {
                    content_type: got.content_type,
                    name: url.clone(),
                    url: Some(got.url),
                    input: url.clone(),
                    locator: url,
                    ..Item::default()
                };
                let archives = self.shape == Shape::Archives;
                if self.is_lines(&got.bytes)
                    || archives && (is_warc(&got.bytes) || got.bytes.starts_with(&MAGIC))
                {
                    return self.open_stream(known.name, Box::new(io::Cursor::new(got.bytes)), None);
                }
                self.whole(known, got.bytes);
                Ok(())
            }
        }
    }

    fn open_stream(
        &mut self,
        name: String,
        from: Box<dyn Read + Send>,
        size: Option<u64>,
    ) -> Result<(), Problem> {
        let mut from: Stream = Box::new(BufReader::with_capacity(1 << 16, from));
        let zipped = from.fill_buf().map_err(|e| broken(self.shape, &name, &e))?.starts_with(&MAGIC);
        if zipped {
            from = Box::new(Unpack::buffered(from));
        }
        let head = from.fill_buf().map_err(|e| broken(self.shape, &name, &e))?;
        if self.shape == Shape::Lines && head.trim_ascii_start().starts_with(b"<") {
            return Err(Problem::new(name, Kind::Form, "a page, not JSON Lines", "use `waqai read`"));
        }
        if self.shape == Shape::Archives && is_warc(head) {
            let archive = Archive::new(from, name.clone(), self.limits);
            self.open = Some((name, Open::Archive(Box::new(archive))));
            return Ok(());
        }
        if self.is_lines(head) {
            self.open = Some((name, Open::Lines(Lines::new(from, self.limits.bytes))));
            return Ok(());
        }
        let limit = self.limits.bytes;
        if !zipped && size.is_some_and(|size| size > limit as u64) {
            return Err(Problem::too_big(name, limit));
        }
        let mut bytes = Vec::new();
        let read = from.take(limit as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > limit {
            return Err(Problem::too_big(name, limit));
        }
        read.map_err(|e| broken(self.shape, &name, &e))?;
        self.whole(Item { name: name.clone(), input: name.clone(), locator: name, ..Item::default() }, bytes);
        Ok(())
    }

    /// Takes what was read as a whole: a page, or a list of articles.
    fn whole(&mut self, known: Item, bytes: Vec<u8>) {
        if self.shape == Shape::Archives {
            if feed::looks_like(&bytes) {
                self.waiting.extend(entries(&known, &bytes));
                return;
            }
            if sitemap::looks_like(&bytes) {
                self.waiting.extend(places(&known, &bytes));
                return;
            }
        }
        self.waiting.push_back(Found::Item(Box::new(Item { bytes, ..known })));
    }

    /// Whether the bytes at the head of an input announce JSON Lines.
    fn is_lines(&self, head: &[u8]) -> bool {
        let bare = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let first = bare.iter().find(|b| !b.is_ascii_whitespace());
        let feed = self.shape == Shape::Archives && feed::looks_like(head);
        self.shape == Shape::Lines || first == Some(&b'{') && !feed
    }
}

impl Iterator for Items {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.waiting.pop_front() {
                return Some(found);
            }
            if let Some(found) = self.next_open() {
                return Some(found);
            }
            self.open = None;
            let input = self.inputs.next()?;
            if let Err(problem) = self.open(input) {
                return Some(Found::Problem(problem));
            }
        }
    }
}

fn broken(shape: Shape, name: &str, error: &io::Error) -> Problem {
    let packed = matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
    );
    let bomb = error.get_ref().is_some_and(|e| e.is::<crate::gzip::Bomb>());
    if shape == Shape::Archives && packed && !bomb {
        return Problem::new(
            name,
            Kind::Damaged,
            "the compressed data are damaged or cut off",
            "what comes before was read; get the file again for the rest",
        );
    }
    Problem::file(Path::new(name), error)
}

fn is_warc(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"WARC/")
}

/// The entries of a feed: articles where it holds them, links elsewhere.
pub(crate) fn entries(known: &Item, bytes: &[u8]) -> Vec<Found> {
    let place = known.locator.clone();
    let Some(feed) = feed::read(bytes, known.url.as_deref()) else {
        return vec![Found::Problem(Problem::new(
            place,
            Kind::Damaged,
            "a feed that cannot be read",
            "open it in a browser and look for the first error",
        ))];
    };
    let mut found: Vec<Found> = feed.entries.iter().filter_map(|entry| one(known, entry)).collect();
    if feed.cut {
        found.push(Found::Problem(cut(place)));
    }
    found
}

/// An entry as an article or as a link; nothing if it is neither.
fn one(known: &Item, entry: &Entry) -> Option<Found> {
    let locator = format!("{}#{}", known.locator, entry.id);
    if let Some(html) = &entry.article {
        return Some(Found::Item(Box::new(Item {
            bytes: feed::page(entry, html),
            content_type: Some("text/html; charset=utf-8".to_owned()),
            name: entry.link.clone().unwrap_or_else(|| entry.id.clone()),
            input: known.input.clone(),
            locator,
            url: entry.link.clone(),
            source: known.source.clone(),
            published: entry.published.clone(),
            ..Item::default()
        })));
    }
    Some(Found::Link(Link {
        url: entry.link.clone()?,
        to: Target::Page,
        published: entry.published.clone(),
        changed: entry.changed.clone(),
        source: known.source.clone(),
        locator,
    }))
}

/// What a sitemap lists.
pub(crate) fn places(known: &Item, bytes: &[u8]) -> Vec<Found> {
    let place = known.locator.clone();
    let Some(map) = sitemap::read(bytes) else {
        return vec![Found::Problem(Problem::new(
            place,
            Kind::Form,
            "no sitemap",
            "give the address of a sitemap in XML, or of a list of addresses",
        ))];
    };
    let link = |p: sitemap::Place| {
        Found::Link(Link {
            locator: format!("{}#{}", known.locator, p.url),
            url: p.url,
            to: if p.sitemap { Target::Sitemap } else { Target::Page },
            published: p.published,
            changed: p.changed,
            source: known.source.clone(),
        })
    };
    let mut found: Vec<Found> = map.places.into_iter().map(link).collect();
    if map.cut {
        found.push(Found::Problem(cut(place)));
    }
    found
}

fn cut(place: String) -> Problem {
    Problem::new(
        place,
        Kind::Damaged,
        "cut off or damaged; its whole entries were read",
        "get it again for the rest",
    )
}
