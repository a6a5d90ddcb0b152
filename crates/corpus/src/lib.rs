//! The annotated corpus of invented articles: read, checked, counted.
//!
//! In: the files under `corpus/` (what they hold is told in `corpus/GUIDELINES.md`). Out: articles whose every
//! quoted word is resolved to its stretch of the text, and complaints with file and line. A tool of the repository: the
//! program itself does not depend on it.

mod balance;
pub mod calendar;
mod corpus;
mod day_words;
pub mod model;
mod problem;
mod read;
mod tables;
mod text;
pub mod vocabulary;

pub use balance::balance;
pub use corpus::{Corpus, FOLDER};
pub use day_words::DayWords;
pub use problem::Problem;
pub use read::read;
pub use tables::{Outlet, Tables};
pub use text::{Quote, Stretch, Text};
