//! `waqai tokens`: the words of articles.

use super::{Reading, json_line};
use crate::batch::{self, Made, Plain, Source};
use crate::input::{self, Shape};
use crate::report::Outcome;
use clap::Args;
use waqai::Engine;

/// Write the words of articles: clitics, lemma, part of speech, as JSON Lines.
#[derive(Debug, Args)]
pub(crate) struct Tokens {
    /// Files, folders, addresses, or - for standard input.
    inputs: Vec<String>,
    /// With every analysis of each word by itself: clitics, stem, lemma, root, part of speech and features.
    #[arg(long)]
    analyses: bool,
    #[command(flatten)]
    reading: Reading,
}

impl Tokens {
    pub(super) fn run(self) -> Outcome {
        let engine = Engine::new();
        let analyses = self.analyses;
        batch::run(
            input::expand(&self.inputs),
            self.reading.options(Shape::Any),
            |source, _| {
                let tokens = match source {
                    Source::Page(page, id) => engine.tokens(&page, id),
                    Source::Article(article) => engine.tokens_of_article(&article),
                };
                let tokens = if analyses { engine.with_analyses(tokens) } else { tokens };
                Made { bytes: json_line(&tokens), found: tokens.tokens.len() as u64, warning: None }
            },
            Plain,
        )
    }
}
