//! Trains the name recogniser: averaged structured perceptrons (Collins 2002), and measures them on a tenth held out.

use super::corpora::{self, Example};
use std::borrow::Cow;
use std::path::Path;
use waqai_names::features::{self, BITS, Features, LEXICAL};
use waqai_names::tagger::{LABELS, Model, label, viterbi};
use waqai_names::{EntityKind, NameData, gazetteer, words};

/// Times that every sentence is looked at.
const ROUNDS: usize = 12;
/// Models whose mean ships.
const MODELS: u64 = 3;
/// How often a token is shown without what names it.
const NAMELESS: f32 = 0.2;
/// How often a feature is left out.
const LEFT_OUT: f32 = 0.4;

/// One sentence ready to learn from.
struct Sentence {
    /// Whose habits its labels follow: those of the news corpus, or others.
    news: bool,
    features: Vec<Features>,
    gold: Vec<usize>,
}

/// Trains on everything but a tenth of ANERcorp, prints what that gives on the tenth, then trains on everything and
/// writes the model.
pub(crate) fn build(
    shared: &Path,
    assets: &Path,
    data: &NameData,
    lexicon: &waqai_lang::Lexicon,
) -> anyhow::Result<()> {
    let ready = |examples: &[Example], news: bool| -> Vec<Sentence> {
        examples.iter().flat_map(|e| prepare(e, data, lexicon, news)).collect()
    };
    let news = ready(&corpora::anercorp(shared)?, true);
    let mut more = ready(&corpora::aqmar(shared)?, false);
    more.extend(ready(&corpora::wojood(shared)?, false));
    let tenth = news.len() / 10;
    let (learn, held) = news.split_at(news.len() - tenth);
    let part: Vec<&Sentence> = learn.iter().chain(&more).collect();
    measure("held-out tenth of ANERcorp", &train(&part), held);
    let all: Vec<&Sentence> = news.iter().chain(&more).collect();
    let bytes = train(&all);
    println!("{} sentences, model of {} bytes", all.len(), bytes.len());
    std::fs::create_dir_all(assets.join("share-alike"))?;
    std::fs::write(assets.join("share-alike/ner.bin"), &bytes)?;
    Ok(())
}

fn prepare(example: &Example, data: &NameData, lexicon: &waqai_lang::Lexicon, news: bool) -> Vec<Sentence> {
    let analysis = waqai_lang::analyse(lexicon, &example.text);
    let forms = words::forms_of(&analysis);
    let matches = gazetteer::find(&analysis, &forms, data);
    let one = |s: &waqai_lang::Sentence| {
        let features = features::of_sentence(&analysis, &forms, &matches, data, s.tokens.clone());
        let mut open = None;
        let gold = analysis.tokens[s.tokens.clone()].iter().map(|t| {
            let at = t.span.start as usize;
            let name = example.names.iter().position(|(a, b, _)| *a <= at && at < *b);
            let l = name.map_or(0, |n| label(example.names[n].2, open == Some(n)));
            open = name;
            l
        });
        Sentence { news, gold: gold.collect(), features }
    };
    analysis.sentences.iter().map(one).collect()
}

/// The row of a feature's weights for one kind of corpus alone (Daumé 2007, "Frustratingly easy domain adaptation").
fn own(feature: u32, news: bool) -> usize {
    feature as usize + ((1 + usize::from(!news)) << BITS)
}

/// Weights while they are learnt: the current ones, and the sum over time that becomes their average.
struct Weights {
    now: Vec<[f32; LABELS]>,
    sum: Vec<[f32; LABELS]>,
    transitions: [[f32; LABELS]; LABELS + 1],
    transitions_sum: [[f32; LABELS]; LABELS + 1],
    time: f32,
}

impl Weights {
    fn new() -> Weights {
        let empty = [[0.0; LABELS]; LABELS + 1];
        let rows = vec![[0.0; LABELS]; 3 << BITS];
        Weights { now: rows.clone(), sum: rows, transitions: empty, transitions_sum: empty, time: 1.0 }
    }
    fn emissions(&self, news: bool, features: &[Features]) -> Vec<[f32; LABELS]> {
        let of = |f: &Features| {
            let mut e = [0.0; LABELS];
            for n in f {
                let (shared, own) = (self.now[*n as usize], self.now[own(*n, news)]);
                e.iter_mut().zip(shared.iter().zip(own)).for_each(|(e, (s, o))| *e += s + o);
            }
            e
        };
        features.iter().map(of).collect()
    }
    /// Moves the weights of a labelling by `by`.
    fn change(&mut self, news: bool, features: &[Features], labels: &[usize], by: f32) {
        let mut before = LABELS;
        for (f, l) in features.iter().zip(labels) {
            for n in f {
                for row in [*n as usize, own(*n, news)] {
                    self.now[row][*l] += by;
                    self.sum[row][*l] += by * self.time;
                }
            }
            self.transitions[before][*l] += by;
            self.transitions_sum[before][*l] += by * self.time;
            before = *l;
        }
    }
    /// The averages (Daumé 2006, section 2.3).
    fn average(mut self) -> Self {
        for (w, s) in self.now.iter_mut().flatten().zip(self.sum.iter().flatten()) {
            *w -= s / self.time;
        }
        for (w, s) in self.transitions.iter_mut().flatten().zip(self.transitions_sum.iter().flatten()) {
            *w -= s / self.time;
        }
        self
    }
}

/// The mean of several models that saw the sentences in different orders.
fn train(sentences: &[&Sentence]) -> Vec<u8> {
    let models: Vec<Weights> = std::thread::scope(|s| {
        let all: Vec<_> = (0..MODELS).map(|n| s.spawn(move || train_one(sentences, n))).collect();
        all.into_iter().filter_map(|h| h.join().ok()).collect()
    });
    let mut sum = Weights::new();
    let part = 1.0 / models.len() as f32;
    for m in &models {
        sum.now.iter_mut().flatten().zip(m.now.iter().flatten()).for_each(|(s, w)| *s += part * w);
        let transitions = sum.transitions.iter_mut().flatten().zip(m.transitions.iter().flatten());
        transitions.for_each(|(s, w)| *s += part * w);
    }
    // What all corpora share, and what the news has of its own.
    let (shared, own) = sum.now.split_at_mut(1 << BITS);
    let news = own.iter().take(1 << BITS);
    shared.iter_mut().flatten().zip(news.flatten()).for_each(|(s, n)| *s += n);
    Model::to_bytes(shared, &sum.transitions)
}

fn train_one(sentences: &[&Sentence], number: u64) -> Weights {
    let mut w = Weights::new();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    // Fixed numbers: the same data give the same model.
    let mut chance = Chance(0x2545_F491_4F6C_DD1D ^ (number * 0x9E37_79B9));
    for _ in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            order.swap(i, chance.next() as usize % (i + 1));
        }
        for i in &order {
            let s = sentences[*i];
            let features: Vec<Features> = s.features.iter().map(|f| some_of(f, &mut chance)).collect();
            let found = viterbi(&w.emissions(s.news, &features), &w.transitions);
            if found != s.gold {
                w.change(s.news, &features, &s.gold, 1.0);
                w.change(s.news, &features, &found, -1.0);
            }
            w.time += 1.0;
        }
    }
    w.average()
}

/// A part of a token's features, drawn anew each time, so that no few of them learn to do the work of all: what a text
/// to come does not show, the others must make up for (Hinton et al. 2012; for names, Sutton, Sindelar and McCallum 2006).
fn some_of(features: &Features, chance: &mut Chance) -> Features {
    let from = if chance.below(NAMELESS) { LEXICAL } else { 0 };
    features.iter().skip(from).copied().filter(|_| !chance.below(LEFT_OUT)).collect()
}

/// Numbers as if by chance (a linear congruence).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }
    fn below(&mut self, share: f32) -> bool {
        (self.next() as f32) < share * (1_u64 << 31) as f32
    }
}

fn spans(labels: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut out: Vec<(usize, usize, usize)> = Vec::new();
    for (i, l) in labels.iter().enumerate() {
        match l {
            0 => {}
            l if l % 2 == 1 => out.push((i, i + 1, l / 2)),
            _ => {
                if let Some(last) = out.last_mut() {
                    last.1 = i + 1;
                }
            }
        }
    }
    out
}

fn measure(what: &str, model: &[u8], held: &[Sentence]) {
    let model = Model::from_bytes(Cow::Owned(model.to_vec()));
    let mut counts = [[0_usize; 3]; 3];
    for s in held {
        let gold = spans(&s.gold);
        let found: Vec<_> = model
            .guess(&s.features, 0)
            .into_iter()
            .map(|g| (g.tokens.start, g.tokens.end, g.kind as usize))
            .collect();
        for g in &gold {
            counts[g.2][2] += 1;
            counts[g.2][0] += usize::from(found.contains(g));
        }
        found.iter().for_each(|f| counts[f.2][1] += 1);
    }
    let line = |name: &str, [hit, found, gold]: [usize; 3]| {
        let (p, r) = (hit as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
        println!("{what}: {name} P {p:.3} R {r:.3} F1 {:.3} ({gold} gold)", 2.0 * p * r / (p + r).max(1e-9));
    };
    for kind in [EntityKind::Per, EntityKind::Org, EntityKind::Loc] {
        line(kind.name(), counts[kind as usize]);
    }
    let all = counts.iter().fold([0; 3], |a, c| [a[0] + c[0], a[1] + c[1], a[2] + c[2]]);
    line("all", all);
}
