//! From pieces to a tree.
//!
//! ```text
//! query  = clause*
//! clause = term (OR term)*
//! term   = - term | ( query ) | "phrase" | filter:value | word
//! ```

use super::lex::{Piece, What, lex};
use super::{Filter, Node, Number, Query, QueryError};
use crate::document::{day, party_name, thousandths};
use crate::layer::Layer;

/// Most words, phrases and filters of a query.
const TERMS: usize = 64;
/// Deepest nesting of parentheses and signs.
const DEPTH: usize = 16;

/// The types of events (PLOVER 2.0).
const KINDS: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];
const STATUSES: [&str; 5] = ["actual", "planned", "hypothetical", "negated", "historical"];
const FILTERS: &str = "actor, place, said-by, name, type, status, outlet, from, to, event-from, event-to, added-from, added-to, \
                       confidence, layer";

pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    let pieces = lex(text)?;
    let end = text.chars().count() + 1;
    if let Some(piece) = pieces.get(TERMS * 4) {
        return Err(too_many(piece.column));
    }
    let mut parser = Parser { pieces: &pieces, at: 0, end, terms: 0, depth: 0, layer: None };
    let root = parser.query()?;
    if let Some(piece) = parser.next() {
        return Err(error(piece.column, "nothing is open that this `)` could close; leave it out"));
    }
    if parser.terms == 0 {
        return Err(error(
            1,
            "the query is empty; give a word, a \"phrase\" or a filter such as type:CONSULT",
        ));
    }
    Ok(Query { root, layer: parser.layer })
}

struct Parser<'p> {
    pieces: &'p [Piece],
    at: usize,
    end: usize,
    terms: usize,
    depth: usize,
    layer: Option<Layer>,
}

fn error(column: usize, message: impl Into<String>) -> QueryError {
    QueryError { column, message: message.into() }
}

fn too_many(column: usize) -> QueryError {
    error(column, format!("more than {TERMS} words and filters; leave some out"))
}

impl<'p> Parser<'p> {
    fn next(&mut self) -> Option<&'p Piece> {
        let piece = self.pieces.get(self.at);
        self.at += 1;
        piece
    }

    fn peek(&self) -> Option<&'p What> {
        self.pieces.get(self.at).map(|p| &p.what)
    }

    /// Clauses up to the end or a closing parenthesis.
    fn query(&mut self) -> Result<Node, QueryError> {
        let mut all = Vec::new();
        while let Some(what) = self.peek() {
            if *what == What::Close {
                break;
            }
            all.extend(self.clause()?);
        }
        Ok(Node::All(all))
    }

    /// Nothing for what only says how to search.
    fn clause(&mut self) -> Result<Option<Node>, QueryError> {
        let mut any = Vec::new();
        any.extend(self.term()?);
        while self.peek() == Some(&What::Or) {
            let column = self.next().map_or(self.end, |p| p.column);
            if any.is_empty() {
                return Err(error(column, "OR needs a word, phrase or filter before it"));
            }
            match self.peek() {
                None | Some(What::Close | What::Or) => {
                    return Err(error(column, "OR needs a word, phrase or filter after it"));
                }
                Some(_) => any.extend(self.term()?),
            }
        }
        Ok(if any.len() > 1 { Some(Node::Any(any)) } else { any.pop() })
    }

    fn term(&mut self) -> Result<Option<Node>, QueryError> {
        let Some(piece) = self.next() else {
            return Err(error(self.end, "something is missing here; give a word, phrase or filter"));
        };
        let column = piece.column;
        match &piece.what {
            What::Or => Err(error(column, "OR needs a word, phrase or filter before it")),
            What::Close => Err(error(column, "there is nothing between the parentheses; leave them out")),
            What::Not => {
                self.deeper(column)?;
                let node = self.term()?;
                self.depth -= 1;
                node.map(|n| Some(Node::Not(Box::new(n))))
                    .ok_or_else(|| error(column, "layer: cannot be excluded; leave out the `-`"))
            }
            What::Open => {
                self.deeper(column)?;
                if self.peek() == Some(&What::Close) {
                    return Err(error(column, "there is nothing between the parentheses; leave them out"));
                }
                let inner = self.query()?;
                if self.next().map(|p| &p.what) != Some(&What::Close) {
                    return Err(error(column, "the parenthesis is not closed; add `)`"));
                }
                self.depth -= 1;
                Ok(Some(inner))
            }
            What::Word(word) => {
                if !word.contains(char::is_alphanumeric) {
                    return Err(error(column, "no letter or digit here; only words can be searched for"));
                }
                self.count(column)?;
                Ok(Some(Node::Word(word.clone())))
            }
            What::Phrase(words) => {
                if !words.contains(char::is_alphanumeric) {
                    return Err(error(column, "there is no word between the quotation marks"));
                }
                self.count(column)?;
                Ok(Some(Node::Phrase(words.clone())))
            }
            What::Filter(name, value) => {
                self.count(column)?;
                self.filter(column, name, value.trim())
            }
        }
    }

    fn deeper(&mut self, column: usize) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEPTH {
            Err(error(column, "nested too deeply; leave out some parentheses"))
        } else {
            Ok(())
        }
    }

    fn count(&mut self, column: usize) -> Result<(), QueryError> {
        self.terms += 1;
        if self.terms > TERMS { Err(too_many(column)) } else { Ok(()) }
    }

    fn filter(&mut self, column: usize, name: &str, value: &str) -> Result<Option<Node>, QueryError> {
        let lower = name.to_ascii_lowercase();
        if value.is_empty() {
            return Err(error(column, format!("{lower}: needs a value right after the colon")));
        }
        let words = || {
            if party_name(value).is_empty() {
                Err(error(column, format!("{lower}: needs a name or a code")))
            } else {
                Ok(value.to_owned())
            }
        };
        let dates = |number, from: bool| {
            let day = day(value).filter(|_| !value.contains(['T', ' '])).ok_or_else(|| {
                error(column, format!("{lower}: takes a date, 2026-02-11, 2026-02 or 2026, not `{value}`"))
            })?;
            let (low, high) = if from { (day, u64::MAX) } else { (0, last(day)) };
            Ok(Filter::Number(number, low, high))
        };
        let filter = match lower.as_str() {
            "actor" => Filter::Actor(words()?),
            "place" => Filter::Place(words()?),
            "said-by" => Filter::Speaker(words()?),
            "name" => Filter::Name(words()?),
            "outlet" => Filter::Outlet(words()?),
            "type" => Filter::Kind(one_of(column, &lower, value, &KINDS)?),
            "status" => Filter::Status(one_of(column, &lower, value, &STATUSES)?),
            "from" => dates(Number::Published, true)?,
            "to" => dates(Number::Published, false)?,
            "event-from" => dates(Number::Happened, true)?,
            "event-to" => dates(Number::Happened, false)?,
            "added-from" => dates(Number::Retrieved, true)?,
            "added-to" => dates(Number::Retrieved, false)?,
            "confidence" => match value.parse::<f32>() {
                Ok(c) if (0.0..=1.0).contains(&c) => Filter::Number(Number::Confidence, thousandths(c), 1000),
                _ => {
                    return Err(error(
                        column,
                        format!("confidence: takes a number from 0 to 1, not `{value}`"),
                    ));
                }
            },
            "layer" => {
                self.layer = Some(Layer::of_name(&value.to_ascii_lowercase()).ok_or_else(|| {
                    error(column, format!("layer: takes exact, folded, lemma or name, not `{value}`"))
                })?);
                self.terms -= 1;
                return Ok(None);
            }
            _ => {
                let advice = format!(
                    "no filter is called `{name}`; there are {FILTERS}; a word with a colon goes into quotation marks"
                );
                return Err(error(column, advice));
            }
        };
        Ok(Some(Node::Filter(filter)))
    }
}

/// The last day that a date given as YYYYMMDD covers.
fn last(day: u64) -> u64 {
    match (day % 10_000, day % 100) {
        (0, _) => day + 1299,
        (_, 0) => day + 99,
        _ => day,
    }
}

fn one_of(column: usize, name: &str, value: &str, known: &[&str]) -> Result<String, QueryError> {
    known
        .iter()
        .find(|k| k.eq_ignore_ascii_case(value))
        .map(|k| (*k).to_owned())
        .ok_or_else(|| error(column, format!("{name}: takes one of {}, not `{value}`", known.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::query::{Filter, Node, Number};

    fn word(w: &str) -> Node {
        Node::Word(w.to_owned())
    }

    #[test]
    fn clauses_are_joined_by_and_words_by_or() {
        let query = parse("أ ب OR ج -د").expect("a query");
        let any = Node::Any(vec![word("ب"), word("ج")]);
        assert_eq!(query.root, Node::All(vec![word("أ"), any, Node::Not(Box::new(word("د")))]));
    }

    #[test]
    fn filters_take_words_and_phrases() {
        let query = parse("actor:\"أحمد الهاشمي\" type:consult to:2026-02").expect("a query");
        let want = [
            Filter::Actor("أحمد الهاشمي".to_owned()),
            Filter::Kind("CONSULT".to_owned()),
            Filter::Number(Number::Published, 0, 20_260_299),
        ];
        assert_eq!(query.root, Node::All(want.into_iter().map(Node::Filter).collect()));
    }

    #[test]
    fn a_mistake_has_its_column() {
        for (text, column) in [
            ("", 1),
            ("وزير \"مجلس", 6),
            ("(وزير", 1),
            ("وزير)", 5),
            ("OR وزير", 1),
            ("وزير OR", 6),
            ("وزير foo:bar", 6),
            ("from:yesterday", 1),
            ("وزير type:MEET", 6),
            ("layer:all", 1),
            ("()", 1),
            ("وزير …", 6),
            ("\"\"", 1),
            ("actor:", 1),
            ("-layer:exact وزير", 1),
            ("confidence:2", 1),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!(error.column, column, "{text}: {error}");
            assert!(!error.to_string().contains('\n'));
        }
        assert!(parse(&"(".repeat(1000)).is_err());
        assert!(parse(&"a ".repeat(1000)).is_err());
    }
}
