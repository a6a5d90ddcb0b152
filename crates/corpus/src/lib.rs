//! The annotated corpus of invented articles: read, checked, counted.
//!
//! In: the files under `corpus/` (what they hold is told in `corpus/GUIDELINES.md`). Out: articles whose every
//! quoted word is resolved to its stretch of the text, and complaints with file and line. A tool of the repository: the
//! program itself does not depend on it.

pub mod agree;
mod balance;
pub mod calendar;
mod card;
mod corpus;
mod day_words;
mod gold;
pub mod model;
mod problem;
mod read;
mod record;
pub mod rules;
pub mod score;
mod tables;
mod text;
pub mod vocabulary;
mod write;

pub use balance::{balance, summary};
pub use card::{CARD, card};
pub use corpus::{Corpus, FOLDER, SECOND};
pub use day_words::DayWords;
pub use gold::{article, gold};
pub use problem::Problem;
pub use read::read;
pub use record::record;
pub use tables::{Outlet, Tables};
pub use text::{Quote, Stretch, Text};
pub use write::write;
