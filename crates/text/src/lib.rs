//! Positions in, and letters of, Arabic text: the vocabulary that every stage shares.
//!
//! In: any `&str`. Out: spans of it, and folded forms for look-up. The original is never altered; a folded
//! form is only ever a key. This crate knows letters, not words.

mod blank;
pub mod fold;
pub mod letters;
mod offsets;
mod span;

pub use blank::blank;
pub use fold::{fold, fold_char, fold_into};
pub use offsets::CodePoints;
pub use span::Span;
