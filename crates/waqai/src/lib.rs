//! Waqai reads Arabic news into cited records of diplomatic and conflict events.
//!
//! In: a page ([`waqai_page::Page`]) or an article ([`Article`]). Out: a [`Record`] in which every field leads to a span of
//! the original text and to the rule that made it. What is not certain is absent.
//!
//! ```
//! use waqai::{Article, Engine};
//!
//! let engine = Engine::new();
//! let record = engine.read_article(&Article {
//!     id: "a1".to_owned(),
//!     text: "التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس.".to_owned(),
//!     published: Some("2026-02-11".to_owned()),
//!     ..Article::default()
//! });
//! let text: Vec<char> = record.document.text.chars().collect();
//! for event in &record.events {
//!     // Spans count code points, and always give back the quoted words.
//!     let words: String = text[event.trigger.start as usize..event.trigger.end as usize].iter().collect();
//!     assert_eq!(words, event.trigger.text);
//! }
//! ```
//!
//! The stages are crates of their own: page, lang, names, dates, events. This crate puts them in order
//! ([`Engine`]), keeps a page's own story apart from the others printed beside it, and turns byte spans into the
//! code points of the record. It has no knowledge of the language.

mod article;
mod engine;
mod entities;
mod explain;
mod record;
mod stretch;
mod tokens;

pub use article::{BadLine, parse_article};
pub use engine::{Engine, Stage, lemmas};
pub use explain::{Clause, Explanation, Sentence};
pub use waqai_events::{RuleSet, examples};
pub use waqai_lang::Analysis;
pub use waqai_page as page;
pub use waqai_rules as rules;
pub use waqai_schema::{self as schema, Article, Record};
