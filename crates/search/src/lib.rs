//! Search that understands Arabic: an index of the articles of a store, and a small query language.
//!
//! In: articles with their records ([`IndexedArticle`]). Out: an [`Index`] in a folder, which can always be made anew from the
//! same articles, and answers to a [`Query`]: which articles, where in them the words stand, and as which other forms they were
//! found.
//!
//! A word is matched in layers ([`Layer`]): the exact letters; folded letters; the dictionary word; and, for who is known by name,
//! every other name of theirs. وزير finds الوزير and للوزراء, and never زير; لبنان never finds لبن.
//!
//! Counts are of articles, everywhere. This crate has no clock, knows no SQL and prints nothing.

mod also;
mod document;
mod error;
mod families;
mod fields;
mod gather;
mod highlight;
mod index;
mod known;
mod layer;
mod normal;
mod plan;
mod query;
mod search;
mod terms;
mod text;
mod words;

pub use also::{Also, Form};
pub use document::{IndexedArticle, WordTerms};
pub use error::Error;
pub use gather::Order;
pub use highlight::{Highlight, Highlights, Snippet};
pub use index::{Index, Update};
pub use layer::Layer;
pub use query::{Query, QueryError};
pub use search::{Answer, Options, Search};
pub use words::Language;
