//! Phrases and clauses: noun phrases, prepositional phrases, and which phrase is subject, object or complement.
//!
//! In: an analysed text with its names and dates. Out: a [`Syntax`]: the text as a row of [`Chunk`]s, and the
//! questions that extraction asks of it. Method: finite-state chunking and rules of attachment over chunks, after
//! Abney, "Parsing by chunks" (1991), with the word orders of Arabic (VSO, SVO after أن or at the head of a clause,
//! relative clauses with and without a pronoun). Nothing here knows events.

mod agree;
mod chunk;
mod clause;
mod nominal;
mod verbs;
mod words;

pub use chunk::{Chunk, ChunkKind, Syntax, build};
pub use clause::{Complements, SubjectFrom};
pub use nominal::Np;
pub use words::{Class, class_of, is_joint_preposition, participle_of};
