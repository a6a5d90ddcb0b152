//! HTML as a flat tree.
//!
//! In: a page's source. Out: its elements and texts in document order, each with the end of its subtree, so that
//! every walk is a loop over an array. Made for hostile input: time and memory are linear in the source, depth
//! is bounded, nothing recurses. The tokenizer follows the HTML standard; the tree takes from it the implied
//! ends of paragraphs, items, cells and links, and leaves out what only matters for rendering (foster
//! parents, frames, foreign content).

mod attrs;
mod entities;
mod tags;
mod tokens;
mod tree;

pub(crate) use entities::decode as decode_entities;
pub(crate) use tags::Tag;
pub(crate) use tree::{Kind, Tree};
