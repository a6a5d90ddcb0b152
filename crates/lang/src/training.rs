//! Learning the weights that choose between readings from text whose words are analysed by hand.
//!
//! Averaged perceptron: a sentence is read with the weights so far; where the reading chosen for a word is not among
//! those that the hand analysis allows, the best of those gains and the chosen one loses. The readings themselves, and
//! what they score before any weight, are the lexicon's.

use crate::analyse::{best, first_view, view_of};
use crate::candidates::{self, Candidate, Word};
use crate::lexicon::Lexicon;
use crate::rules;
use crate::scan::{Piece, scan};
use crate::tagger::{Context, FEATURES, Tagger, View, distinguishes_ya, features};
use crate::token::{Kind, Proclitics, Upos};
use rustc_hash::FxHashMap;
use waqai_text::{Span, fold};

/// A sentence analysed by hand.
#[derive(Debug, Clone)]
pub struct Gold {
    /// As written.
    pub text: String,
    /// Its words, in order; punctuation may be left out.
    pub words: Vec<GoldWord>,
}

/// A written word analysed by hand.
#[derive(Debug, Clone)]
pub struct GoldWord {
    /// The whole written word.
    pub span: Span,
    /// The stem with its article, without other clitics.
    pub stem: Span,
    /// Part of speech of the stem.
    pub upos: Upos,
    /// Folded lemma of the stem.
    pub lemma: String,
}

/// Weights, as the lexicon's tagger file holds them; see [`Lexicon::with_tagger`].
#[must_use]
pub fn train(lexicon: &Lexicon, sentences: &[Gold], epochs: usize) -> Vec<u8> {
    let prepared: Vec<Vec<Item>> = sentences.iter().map(|s| prepare(lexicon, s)).collect();
    let mut weights: FxHashMap<u32, Weight> = FxHashMap::default();
    let mut step = 0u32;
    for epoch in 0..epochs {
        // A different order each time, the same on every machine.
        let n = prepared.len();
        for k in 0..n {
            let at = (k * 7919 + epoch * 104_729) % n.max(1);
            sentence(&prepared[at], &mut weights, &mut step);
        }
    }
    let mut list: Vec<(u32, i16)> = weights
        .into_iter()
        .map(|(feature, mut w)| {
            w.settle(step);
            let mean = w.total / f64::from(step.max(1));
            (feature, (mean * 256.0).clamp(-32_000.0, 32_000.0) as i16)
        })
        .filter(|(_, w)| w.abs() >= 6)
        .collect();
    list.sort_unstable();
    Tagger::write(&list)
}

#[derive(Debug, Default, Clone, Copy)]
struct Weight {
    now: f32,
    total: f64,
    since: u32,
}

impl Weight {
    fn settle(&mut self, step: u32) {
        self.total += f64::from(self.now) * f64::from(step - self.since);
        self.since = step;
    }
}

/// A piece with its readings, and which of them are right.
struct Item {
    view: View,
    word: Word,
    right: Vec<bool>,
    dotted: bool,
}

fn prepare(lexicon: &Lexicon, gold: &Gold) -> Vec<Item> {
    let mut buffers = Default::default();
    let dotted = distinguishes_ya(&gold.text);
    scan(&gold.text)
        .iter()
        .map(|piece| {
            let word = if piece.kind == Kind::Word {
                candidates::read(lexicon, piece.span.of(&gold.text), &mut buffers)
            } else {
                Word::default()
            };
            let view = first_view(&gold.text, piece, Some(&word));
            let target = gold.words.iter().find(|w| w.span == piece.span);
            let right = target.map_or(Vec::new(), |t| right(lexicon, &word, piece, t));
            Item { view, word, right, dotted }
        })
        .collect()
}

/// Which readings the hand analysis allows: of those with its segmentation, the ones nearest in part of speech and lemma.
fn right(lexicon: &Lexicon, word: &Word, piece: &Piece, gold: &GoldWord) -> Vec<bool> {
    let place = |i: usize| piece.span.start + u32::from(word.letters.place[i]);
    let grades: Vec<u8> = word
        .candidates
        .iter()
        .map(|c| {
            let article = if c.prefix.set.has(Proclitics::AL) { article_len(c) } else { 0 };
            let start = place(c.prefix.len - article);
            let end = place(word.letters.len() - c.suffix.len);
            if (start, end) != (gold.stem.start, gold.stem.end) {
                return 0;
            }
            let lemma = c.lemma.is_some_and(|l| fold(lexicon.lemma(l).text) == gold.lemma);
            match (c.cell.upos == gold.upos, near(c.cell.upos, gold.upos), lemma) {
                (true, _, true) => 5,
                (true, _, false) => 4,
                (false, true, true) => 3,
                (false, true, false) => 2,
                _ => 0,
            }
        })
        .collect();
    let most = grades.iter().copied().max().unwrap_or(0);
    grades.iter().map(|&g| g > 0 && g == most).collect()
}

/// Letters of the article among those before the stem.
fn article_len(c: &Candidate) -> usize {
    let proclitics = (c.prefix.set.0 & !Proclitics::AL.0).count_ones() as usize;
    c.prefix.len.saturating_sub(proclitics)
}

/// Whether two hands might tag a word so and so.
fn near(ours: Upos, theirs: Upos) -> bool {
    let class = |u: Upos| match u {
        Upos::Verb | Upos::Aux => 1,
        Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num | Upos::Det | Upos::Adv => 2,
        _ => 3,
    };
    class(ours) == class(theirs)
}

fn sentence(items: &[Item], weights: &mut FxHashMap<u32, Weight>, step: &mut u32) {
    let (mut before, mut before2) = (View::EDGE, View::EDGE);
    let mut buffer = [0; FEATURES];
    for (i, item) in items.iter().enumerate() {
        let view = |k: usize| items.get(k).map_or(View::EDGE, |t| t.view);
        let tail = item.word.letters.tail();
        let context =
            Context { before, before2, after: view(i + 1), after2: view(i + 2), tail, dotted: item.dotted };
        let mut seen = item.view;
        let list = &item.word.candidates;
        if !list.is_empty() {
            let scores: Vec<f32> = list
                .iter()
                .map(|c| {
                    features(c, item.view.form, &context, &mut buffer);
                    let learned: f32 = buffer.iter().map(|f| weights.get(f).map_or(0.0, |w| w.now)).sum();
                    c.prior + rules::grammar(c, &context) + learned
                })
                .collect();
            let mut at = best(&scores);
            if item.right.contains(&true) && list.len() > 1 {
                *step += 1;
                let allowed: Vec<f32> = scores
                    .iter()
                    .zip(&item.right)
                    .map(|(s, &r)| if r { *s } else { f32::NEG_INFINITY })
                    .collect();
                let target = best(&allowed);
                // A margin, so that what is right only by a hair goes on learning.
                let rival = scores.iter().zip(&item.right).enumerate().filter(|(_, (_, r))| !**r);
                let rival = rival.max_by(|a, b| a.1.0.total_cmp(b.1.0)).map(|(k, _)| k);
                if let Some(rival) = rival.filter(|&r| scores[r] > scores[target] - MARGIN) {
                    for (candidate, change) in [(target, RATE), (rival, -RATE)] {
                        features(&list[candidate], item.view.form, &context, &mut buffer);
                        for feature in buffer {
                            let w = weights.entry(feature).or_default();
                            w.settle(*step);
                            w.now += change;
                        }
                    }
                }
                at = target;
            }
            seen = view_of(&list[at], item.view.form);
        }
        (before2, before) = (before, seen);
    }
}

/// How far the right reading is to stand above the rest, in the units of the prior.
const MARGIN: f32 = 1.0;

/// How much one mistake changes a weight.
const RATE: f32 = 0.15;
