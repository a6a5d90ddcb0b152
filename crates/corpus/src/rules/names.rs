//! Where names begin and end, and which bare bodies are names.

use super::tables::{Rules, Type};
use super::words::{Word, all, without_clitics, words};
use crate::model::Article;
use crate::problem::Problems;
use crate::text::{Quote, Stretch};
use waqai_text::fold;

pub(super) fn check(article: &Article, rules: &Rules, problems: &mut Problems) {
    let text = all(&article.text);
    for (index, entity) in article.entities.iter().enumerate() {
        for form in &entity.forms {
            form_of(form, &entity.kind, rules, entity.line, problems);
        }
        let fullest = entity.forms.first().map(|f| fold(f)).unwrap_or_default();
        // Clubs are called so by name.
        let club = entity.sectors == ["SOC"];
        if entity.kind == "ORG" && !club && rules.is_phrase(&fullest) {
            let what = format!(
                "«{}» is a phrase by corpus/bare.tsv, and the article has no fuller name of it; delete this line",
                entity.forms.first().map_or("", String::as_str)
            );
            problems.add(entity.line, what);
        }
        for mention in &entity.mentions {
            before(article, index, *mention, &text, rules, problems);
        }
    }
    missing(article, &text, rules, problems);
}

/// The first word of a form.
fn form_of(form: &str, kind: &str, rules: &Rules, line: usize, problems: &mut Problems) {
    let folded = fold(form);
    let Some((first, rest)) = folded.split_once(' ') else { return };
    if rules.is_official(&folded) || rest.chars().any(|c| c.is_ascii_digit()) {
        return;
    }
    let what = match rules.of(first, kind) {
        Some(Type::Out) => "is no part of the name; quote the name without it (corpus/type_words.tsv)",
        Some(Type::NoName) => "begins no name of an organisation; delete this form (corpus/type_words.tsv)",
        _ => return,
    };
    problems.add(line, format!("«{form}»: its first word {what}"));
}

/// The word before a mention, where it belongs to the name.
fn before(
    article: &Article,
    index: usize,
    mention: Stretch,
    text: &[Word],
    rules: &Rules,
    problems: &mut Problems,
) {
    let Some(entity) = article.entities.get(index) else { return };
    let Some(word) = text.iter().rfind(|w| w.stretch.end <= mention.start) else { return };
    let between = article.text.of(Stretch { start: word.stretch.end, end: mention.start });
    // Nothing but a space and an opening mark.
    if !between.starts_with(' ') || between.chars().count() > 2 || between.contains([',', '.', '\n', '-']) {
        return;
    }
    let covered = article.entities.iter().flat_map(|e| &e.mentions).any(|m| m.overlaps(word.stretch));
    if covered || entity.kind == "PER" {
        return;
    }
    for bare in without_clitics(&word.key) {
        let rule = rules.of(&bare, &entity.kind);
        let body = rules.of(&bare, "ORG") == Some(Type::Body);
        if rule == Some(Type::In) || body {
            let what = format!(
                "«{}» before «{}» belongs to the name, which is of an {} (corpus/type_words.tsv)",
                word.raw,
                article.text.of(mention),
                if body { "ORG" } else { &entity.kind }
            );
            problems.add(entity.line, what);
            return;
        }
    }
}

/// Bare bodies that are names wherever they stand, and bodies with a nationality.
fn missing(article: &Article, text: &[Word], rules: &Rules, problems: &mut Problems) {
    let line = article.entities.first().map_or(1, |e| e.line);
    let taken = |at: Stretch| {
        let mentions = article.entities.iter().flat_map(|e| &e.mentions);
        mentions.chain(&article.skipped).any(|m| m.overlaps(at)) || article.is_silent(at)
    };
    for name in &rules.names {
        let found = article.text.find(&Quote::new(name)).unwrap_or_default();
        if found.iter().any(|at| !taken(*at)) {
            let what = format!(
                "«{name}» is a name by corpus/bare.tsv; write ORG {name}, or skip: where it is something else"
            );
            problems.add(line, what);
        }
    }
    for pair in text.windows(2) {
        let [body, adjective] = pair else { continue };
        let whole = Stretch { start: body.stretch.start, end: adjective.stretch.end };
        let joined = adjective.stretch.start == body.stretch.end + 1;
        let national = without_clitics(&body.key).iter().any(|b| rules.is_national(b, &adjective.key));
        if joined && national && !taken(whole) {
            let what = format!("«{}» is a name: a body with its nation; write ORG", article.text.of(whole));
            problems.add(line, what);
        }
    }
}

/// The words of a name, folded: for hints.
pub(super) fn keys(article: &Article, mention: Stretch) -> Vec<String> {
    words(&article.text, mention).into_iter().map(|w| w.key).collect()
}
