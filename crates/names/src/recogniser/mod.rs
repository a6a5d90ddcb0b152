//! The name recogniser: what looks like a name without any rule being sure of it.
//!
//! It looks twice. A conditional random field ([`field`]) over the tokens of a sentence tells how likely each stretch of tokens is
//! a name of each kind ([`stretches`]). Then every stretch is judged again by what the same words are taken for elsewhere in
//! the article ([`rescore`]), and of those that overlap the likeliest stand. Trained by `cargo xtask data names`; see
//! `docs/evaluation/names.md`.

pub mod classes;
mod company;
pub mod features;
pub mod field;
pub mod rescore;
mod ruled;
pub mod stretches;
mod templates;

use crate::EntityKind;
use crate::scene::{Candidate, Scene};
use crate::titles::TitlePhrase;
use features::Shown;
use field::Field;
use rescore::Rescorer;
use std::borrow::Cow;
use std::ops::Range;
use stretches::{Stretch, stretches};

/// A stretch of tokens that looks like a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityKind,
}

/// Both looks: the weights of the field and of the rescorer.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The first look.
    pub field: Field,
    /// The second.
    pub rescorer: Rescorer,
}

impl Model {
    /// Reads a model; bytes that are none give a model that finds nothing.
    #[must_use]
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Model {
        let at = bytes.len().saturating_sub(rescore::BYTES);
        let (field, rescorer) = match bytes {
            Cow::Borrowed(b) => (Cow::Borrowed(&b[..at]), Rescorer::from_bytes(&b[at..])),
            Cow::Owned(mut b) => {
                let rescorer = Rescorer::from_bytes(&b[at..]);
                b.truncate(at);
                (Cow::Owned(b), rescorer)
            }
        };
        Model { field: Field::from_bytes(field), rescorer }
    }

    /// Writes a model: the field as [`Field::to_bytes`] writes it, then the rescorer.
    #[must_use]
    pub fn to_bytes(mut field: Vec<u8>, rescorer: &Rescorer) -> Vec<u8> {
        field.extend(rescorer.to_bytes());
        field
    }

    /// What may be a name in each sentence of a text, overlapping: the first look alone.
    #[must_use]
    pub fn stretches(&self, shown: &[Shown]) -> Vec<Vec<Stretch>> {
        shown.iter().map(|s| stretches(&self.field, &s.features)).collect()
    }

    /// The names of a text, a list for each sentence; tokens are counted within the sentence. `eager` is added to every score:
    /// 0 finds names about as often as they are there.
    #[must_use]
    pub fn guess(&self, shown: &[Shown], eager: f32) -> Vec<Vec<Guess>> {
        let stretches = self.stretches(shown);
        let judged = rescore::features(shown, &stretches);
        let names = |(here, features): (&Vec<Stretch>, &Vec<rescore::Features>)| {
            let scores: Vec<f32> =
                here.iter().zip(features).map(|(s, f)| self.rescorer.score(s.likely, f) + eager).collect();
            let chosen = rescore::choose(here, &scores);
            chosen.into_iter().map(|n| Guess { tokens: here[n].tokens.clone(), kind: here[n].kind }).collect()
        };
        stretches.iter().zip(&judged).map(names).collect()
    }
}

/// The rules look at every guess again and drop most of the wrong ones, so that more is let through to them.
const EAGER: f32 = 0.6;

/// What the recogniser takes for names in a text.
pub(crate) fn guesses(scene: &Scene<'_>, titles: &[TitlePhrase], candidates: &[Candidate]) -> Vec<Guess> {
    let model = &scene.data.model;
    if model.field.is_empty() {
        return Vec::new();
    }
    let found = model.guess(&features::of_scene(scene, titles, candidates), EAGER);
    let moved = |(s, here): (&waqai_lang::Sentence, Vec<Guess>)| {
        let first = s.tokens.start;
        here.into_iter()
            .map(move |g| Guess { tokens: first + g.tokens.start..first + g.tokens.end, kind: g.kind })
    };
    scene.analysis.sentences.iter().zip(found).flat_map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use features::Features;
    use field::{LABELS, Row, label};

    /// A model that sees in feature 5 the begin of a person, in feature 6 "no name".
    fn model() -> Model {
        let mut rows: Vec<Row> = vec![[0.0; LABELS]; 1 << features::BITS];
        rows[5][label(EntityKind::Per, false)] = 6.0;
        rows[6][0] = 6.0;
        let field = Field::to_bytes(&rows, &[[0.0; LABELS]; LABELS + 1]);
        Model::from_bytes(Cow::Owned(Model::to_bytes(field, &Rescorer::default())))
    }

    #[test]
    fn a_model_survives_writing() {
        let token = |n: u32| Features::from_slice(&[n]);
        let shown = [Shown { features: vec![token(6), token(5), token(6)], words: vec![7, 8, 9] }];
        assert_eq!(model().guess(&shown, 0.0), vec![vec![Guess { tokens: 1..2, kind: EntityKind::Per }]]);
    }

    #[test]
    fn bytes_that_are_no_model_find_nothing() {
        assert!(Model::from_bytes(Cow::Borrowed(b"no model")).field.is_empty());
        assert!(Model::from_bytes(Cow::Owned(vec![0; rescore::BYTES + 3])).field.is_empty());
    }
}
