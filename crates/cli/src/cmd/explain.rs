//! `waqai explain`: how a record came about.

use super::code::found;
use super::{Dress, Reading};
use crate::batch::{self, Made, Plain, Source};
use crate::input::{self, Shape};
use crate::report::Outcome;
use crate::rule_files::OwnRules;
use crate::show;
use clap::Args;

/// Show how a record came about: words, names, rules.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Files, folders, addresses, or - for standard input.
    inputs: Vec<String>,
    /// With every analysis of each word by itself under it, the likeliest first.
    #[arg(long)]
    analyses: bool,
    #[command(flatten)]
    rules: OwnRules,
    #[command(flatten)]
    dress: Dress,
    #[command(flatten)]
    reading: Reading,
}

impl Explain {
    pub(super) fn run(self) -> Outcome {
        let engine = match self.rules.engine() {
            Ok(engine) => engine,
            Err(outcome) => return outcome,
        };
        let style = self.dress.style();
        let mut options = self.reading.options(Shape::Any);
        options.progress = false;
        let analyses = self.analyses;
        batch::run(
            input::expand(&self.inputs),
            options,
            |source, place| {
                let explanation = match source {
                    Source::Page(page, id) => engine.explain(*page, id),
                    Source::Article(article) => engine.explain_article(&article),
                };
                let explanation =
                    if analyses { engine.explain_with_analyses(explanation) } else { explanation };
                Made {
                    bytes: show::explanation(&explanation, style).into_bytes(),
                    found: found(&explanation.record),
                    warning: batch::language_warning(&explanation.record, place),
                }
            },
            Plain,
        )
    }
}
