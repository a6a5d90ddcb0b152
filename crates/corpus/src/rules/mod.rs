//! What the guidelines decide by tables, held to: where names begin and end, which bare bodies are names, which words of
//! saying open a statement; and hints of what may have been left out.

mod cues;
mod hints;
mod names;
mod speech;
mod tables;
mod words;

pub use hints::hints;
pub use tables::Rules;

use crate::model::Article;
use crate::problem::{Problem, Problems};

/// Where `article`, read from the file `name`, departs from the rules; complaints in the order of the file.
#[must_use]
pub fn check(name: &str, article: &Article, rules: &Rules) -> Vec<Problem> {
    let mut problems = Problems::new(name);
    names::check(article, rules, &mut problems);
    speech::check(article, rules, &mut problems);
    problems.into_list()
}
