//! From the arguments of a command to the pages and lines it reads: [`waqai_fetch`] in the terms of this program.

use crate::report::{Kind, Problem};
use waqai::page::Hints;
use waqai_fetch::{Form, Found};
pub(crate) use waqai_fetch::{Input, Limits, Shape};

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

/// The inputs that `args` name, in order; a folder stands for its readable files, sorted by path. No argument at all
/// stands for standard input.
pub(crate) fn expand(args: &[String]) -> Vec<Input> {
    expand_with(args, false)
}

/// The same, and of a folder also its web archives and feeds: for [`Shape::Archives`].
pub(crate) fn expand_archives(args: &[String]) -> Vec<Input> {
    expand_with(args, true)
}

fn expand_with(args: &[String], archives: bool) -> Vec<Input> {
    if !args.is_empty() {
        return waqai_fetch::expand(args, archives);
    }
    if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        crate::report::say("reading from the keyboard; end with Ctrl-D, or give files or addresses");
    }
    vec![Input::Stdin]
}

/// The items of a list of inputs, in order. Each input is opened when its turn comes. Where feeds and sitemaps are read, what they only
/// lead to is left out.
pub(crate) struct Items(waqai_fetch::Items);

impl Items {
    pub(crate) fn new(inputs: Vec<Input>, shape: Shape, limits: Limits) -> Self {
        Items(waqai_fetch::Items::new(inputs, shape, limits))
    }
}

impl Iterator for Items {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.0.find_map(|found| match found {
            Found::Item(found) => Some(item(*found)),
            Found::Problem(problem) => Some(Item::Bad(problem.into())),
            Found::Link(_) => None,
        })
    }
}

/// An item in the terms of a batch.
pub(crate) fn item(item: waqai_fetch::Item) -> Item {
    match item.form {
        Form::Line => Item::Line { place: item.name, bytes: item.bytes },
        Form::Page => {
            let hints = Hints { url: item.url, content_type: item.content_type };
            Item::Page { name: item.name, bytes: item.bytes, hints }
        }
    }
}

impl From<waqai_fetch::Problem> for Problem {
    fn from(problem: waqai_fetch::Problem) -> Self {
        let kind = match problem.kind {
            waqai_fetch::Kind::Io => Kind::Io,
            waqai_fetch::Kind::TooBig => Kind::TooBig,
            waqai_fetch::Kind::NoText => Kind::NoText,
            waqai_fetch::Kind::Form => Kind::Line,
            waqai_fetch::Kind::Damaged => Kind::Damaged,
            waqai_fetch::Kind::Network => Kind::Network,
            waqai_fetch::Kind::Refused => Kind::Refused,
        };
        Problem { place: problem.place, what: problem.what, hint: problem.hint, kind }
    }
}
