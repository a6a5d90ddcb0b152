//! The tables of the rules.

use super::cues::Cues;
use crate::tables::rows;
use std::collections::BTreeSet;
use std::path::Path;
use waqai_text::letters::{ALIF, HA, LAM, TA};

/// What the rules of names and statements refer to.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Words of a kind with their kind (LOC, ORG) and what holds of them.
    types: Vec<(String, String, Type)>,
    /// Names that begin with such a word all the same.
    official: BTreeSet<String>,
    /// Bare bodies that are names, as written.
    pub(super) names: Vec<String>,
    /// Bare bodies that are phrases, folded.
    phrases: BTreeSet<String>,
    /// Words of bodies that a nationality makes a name, folded.
    organs: BTreeSet<String>,
    /// Adjectives of nations with their article, folded.
    nations: BTreeSet<String>,
    /// Words of saying.
    pub(super) cues: Cues,
}

/// What holds of a word before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// No part of the name.
    Out,
    /// Part of the name.
    In,
    /// An organisation, with the place after it.
    Body,
    /// What it begins is no organisation.
    NoName,
}

impl Rules {
    /// Reads `corpus/type_words.tsv`, `corpus/bare.tsv`, `corpus/cues.tsv` and the adjectives of `data/names/countries.tsv`.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn read(root: &Path) -> std::io::Result<Rules> {
        let corpus = |name: &str| std::fs::read_to_string(root.join("corpus").join(name));
        let countries = std::fs::read_to_string(root.join("data/names/countries.tsv"))?;
        Ok(Rules::parse(&corpus("type_words.tsv")?, &corpus("bare.tsv")?, &corpus("cues.tsv")?, &countries))
    }

    /// Takes the tables apart.
    #[must_use]
    pub fn parse(types: &str, bare: &str, cues: &str, countries: &str) -> Rules {
        let mut rules = Rules { cues: Cues::parse(cues), ..Rules::default() };
        for row in rows(types) {
            let [words, kind, rule] = row[..] else { continue };
            let rule = match rule {
                "out" => Type::Out,
                "in" => Type::In,
                "body" => Type::Body,
                "no-name" => Type::NoName,
                _ => {
                    rules.official.insert(waqai_text::fold(words));
                    continue;
                }
            };
            rules.types.push((waqai_text::fold(words), kind.to_owned(), rule));
        }
        for row in rows(bare) {
            match row[..] {
                [words, "name"] => rules.names.push(words.to_owned()),
                [words, "phrase"] => {
                    rules.phrases.insert(waqai_text::fold(words));
                }
                [words, "organ"] => {
                    rules.organs.insert(waqai_text::fold(words));
                }
                _ => {}
            }
        }
        let adjectives = rows(countries).flat_map(|row| [row.get(3).copied(), row.get(4).copied()]);
        for adjective in adjectives.flatten().flat_map(|cell| cell.split('|')).filter(|a| !a.is_empty()) {
            rules.nations.insert(waqai_text::fold(&format!("{ALIF}{LAM}{adjective}")));
        }
        rules
    }

    /// What holds of the folded `word` before a name of `kind`.
    pub(super) fn of(&self, word: &str, kind: &str) -> Option<Type> {
        self.types.iter().find(|(w, k, _)| w == word && k == kind).map(|t| t.2)
    }

    /// Whether the folded `form` has its first word officially.
    pub(super) fn is_official(&self, form: &str) -> bool {
        self.official.contains(form)
    }

    /// Whether the folded `form` is a body called by nothing but its kind.
    pub(super) fn is_phrase(&self, form: &str) -> bool {
        self.phrases.contains(form)
    }

    /// Whether two folded words are a body and its nationality.
    pub(super) fn is_national(&self, body: &str, adjective: &str) -> bool {
        // The minister's nationality does not agree with the ministry.
        let agree = (body.ends_with(HA) || body.ends_with(TA)) == adjective.ends_with(HA);
        agree && self.organs.contains(body) && self.nations.contains(adjective)
    }
}
