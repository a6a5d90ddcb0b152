//! Statements: what a word of praise, blame or request needs to open one, and who the speaker is.

use super::cues::{Class, stem};
use super::tables::Rules;
use super::words::{Word, without_clitics, words};
use crate::model::{Article, Statement};
use crate::problem::Problems;
use crate::text::Stretch;
use waqai_text::fold;
use waqai_text::letters::{ALIF, BA, LAM, NUN};

/// A quoted fragment of so many words is a quotation.
const QUOTATION: usize = 4;
/// Marks of quotation.
const MARKS: [char; 8] = ['"', '«', '»', '“', '”', '„', '(', ')'];

pub(super) fn check(article: &Article, rules: &Rules, problems: &mut Problems) {
    for statement in &article.statements {
        if class(article, statement.cue, rules) == Some(Class::Act) && !clause(article, statement) {
            let what = format!(
                "«{}» is of the class act and has no clause or quotation: an event, no statement; delete this line (corpus/cues.tsv)",
                article.text.of(statement.cue)
            );
            problems.add(statement.line, what);
        }
        speaker(article, statement, problems);
    }
}

/// The class of a cue: that of its first known word.
pub(super) fn class(article: &Article, cue: Stretch, rules: &Rules) -> Option<Class> {
    words(&article.text, cue).iter().find_map(|w| rules.cues.class(w))
}

/// Whether a clause, a colon or a quotation is what is said.
fn clause(article: &Article, statement: &Statement) -> bool {
    let (cue, content) = (statement.cue, statement.content);
    if statement.direct {
        return true;
    }
    let quoted = |at: Option<usize>| {
        at.is_some_and(|at| article.text.of(Stretch { start: at, end: at + 1 }).contains(MARKS))
    };
    let inner = article.text.of(content);
    if quoted(content.start.checked_sub(1)) || quoted(Some(content.end)) || inner.contains(MARKS) {
        return words(&article.text, content).len() >= QUOTATION;
    }
    if cue.end > content.start {
        return false;
    }
    // Up to the first word of what is said, which may carry the particle itself.
    let first = words(&article.text, content).first().map_or(content.start, |w| w.stretch.end);
    let between = Stretch { start: cue.end, end: first };
    article.text.of(between).contains(':') || words(&article.text, between).iter().any(is_particle)
}

/// أن and إن, with what is joined to them.
pub(super) fn is_particle(word: &Word) -> bool {
    let particle: String = [ALIF, NUN].iter().collect();
    let joined: [String; 2] = [[LAM].iter().collect(), [BA].iter().collect()];
    without_clitics(&word.key).iter().any(|bare| {
        let bare = joined.iter().find_map(|j| bare.strip_prefix(j.as_str())).unwrap_or(bare);
        bare == particle || stem_of_particle(bare) == Some(particle.as_str())
    })
}

fn stem_of_particle(word: &str) -> Option<&str> {
    // Pronouns leave two letters here, fewer than a verb has.
    let start: String = [ALIF, NUN].iter().collect();
    let rest = word.strip_prefix(start.as_str())?;
    let known = stem(&format!("{start}{ALIF}{rest}")).is_some_and(|s| s.chars().count() == 3);
    known.then(|| word.get(..start.len())).flatten()
}

/// A speaker called by the office that stands in somebody's line is that somebody.
fn speaker(article: &Article, statement: &Statement, problems: &mut Problems) {
    let speaker = &statement.speaker;
    if speaker.entity.is_some() {
        return;
    }
    let words = fold(&speaker.words);
    let holders: Vec<_> =
        article.entities.iter().filter(|e| e.role.as_deref().is_some_and(|r| fold(r) == words)).collect();
    if let [holder] = holders.as_slice() {
        let name = holder.forms.first().map_or("", String::as_str);
        let what =
            format!("the speaker «{}» is {name}, as that name's line says; write {name}", speaker.words);
        problems.add(statement.line, what);
    }
}
