//! The query language: from what is typed to what is meant. `docs/search.md` describes it for users.

mod lex;
mod parse;

use crate::layer::Layer;

/// A query, read but not yet looked up in any language data.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What has to hold.
    pub(crate) root: Node,
    /// The widest layer that counts, where the query says so.
    pub(crate) layer: Option<Layer>,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// All hold; of none, everything does.
    All(Vec<Node>),
    /// At least one holds.
    Any(Vec<Node>),
    /// It does not hold.
    Not(Box<Node>),
    /// A word.
    Word(String),
    /// Words one after the other, by their exact letters.
    Phrase(String),
    /// Something about the article or what was read in it.
    Filter(Filter),
}

/// What a filter asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filter {
    /// Who takes part in an event.
    Actor(String),
    /// Where an event took place.
    Place(String),
    /// Who says something.
    Speaker(String),
    /// Who or what is named anywhere.
    Name(String),
    /// The outlet.
    Outlet(String),
    /// Type of an event.
    Kind(String),
    /// Status of an event.
    Status(String),
    /// A number between the two, both included, in a field of numbers.
    Number(Number, u64, u64),
}

/// The fields of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// Day of publication.
    Published,
    /// Day of an event.
    Happened,
    /// Day it was taken in.
    Retrieved,
    /// Confidence of an event, in thousandths.
    Confidence,
}

/// Why a query could not be read: one line, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}")]
pub struct QueryError {
    /// The first character that is at fault, counted in code points from 1.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl Query {
    /// Reads a query.
    ///
    /// ```
    /// let query = waqai_search::Query::parse("وزير \"مجلس الأمن\" -رياضة from:2026-02");
    /// assert!(query.is_ok());
    /// let error = waqai_search::Query::parse("وزير \"مجلس الأمن").expect_err("no closing mark");
    /// assert_eq!(error.column, 6);
    /// ```
    ///
    /// # Errors
    /// The first mistake.
    pub fn parse(text: &str) -> Result<Query, QueryError> {
        parse::parse(text)
    }

    /// The same query with this as the widest layer that counts.
    #[must_use]
    pub fn up_to(self, layer: Layer) -> Query {
        Query { layer: Some(layer), ..self }
    }
}
