//! Trains the name recogniser: an averaged structured perceptron (Collins 2002), and measures it on a tenth held out.

use super::corpora::{self, Example};
use std::borrow::Cow;
use std::path::Path;
use waqai_names::features::{self, BITS, Features};
use waqai_names::tagger::{LABELS, Model, label, viterbi};
use waqai_names::{EntityKind, NameData, gazetteer, words};

const ROUNDS: usize = 8;

/// One sentence ready to learn from.
struct Sentence {
    features: Vec<Features>,
    gold: Vec<usize>,
}

/// Trains on everything but a tenth of ANERcorp, prints what that gives on the tenth, then trains on everything and
/// writes the model.
pub(crate) fn build(
    shared: &Path,
    assets: &Path,
    map: Vec<u8>,
    lists: Vec<u8>,
    places: Vec<u8>,
    tables: &str,
) -> anyhow::Result<()> {
    let data = NameData::from_parts(
        Cow::Owned(map),
        Cow::Owned(lists),
        Cow::Owned(places),
        tables,
        Model::default(),
    );
    let lexicon = waqai_lang::Lexicon::load();
    let ready = |examples: &[Example]| -> Vec<Sentence> {
        examples.iter().flat_map(|e| prepare(e, &data, &lexicon)).collect()
    };
    let news = ready(&corpora::anercorp(shared)?);
    let mut more = ready(&corpora::aqmar(shared)?);
    more.extend(ready(&corpora::wojood(shared)?));
    let tenth = news.len() / 10;
    let (learn, held) = news.split_at(news.len() - tenth);
    let part: Vec<&Sentence> = learn.iter().chain(&more).collect();
    let model = train(&part);
    measure("held-out tenth of ANERcorp", &model, held);
    let all: Vec<&Sentence> = news.iter().chain(&more).collect();
    let bytes = train(&all);
    println!("{} sentences, model of {} bytes", all.len(), bytes.len());
    std::fs::create_dir_all(assets.join("share-alike"))?;
    std::fs::write(assets.join("share-alike/ner.bin"), &bytes)?;
    Ok(())
}

fn prepare(example: &Example, data: &NameData, lexicon: &waqai_lang::Lexicon) -> Vec<Sentence> {
    let analysis = waqai_lang::analyse(lexicon, &example.text);
    let forms = words::forms_of(&analysis);
    let matches = gazetteer::find(&analysis, &forms, data);
    let one = |s: &waqai_lang::Sentence| {
        let features = features::of_sentence(&analysis, &matches, data, s.tokens.clone());
        let mut open = None;
        let gold = analysis.tokens[s.tokens.clone()].iter().map(|t| {
            let at = t.span.start as usize;
            let name = example.names.iter().position(|(a, b, _)| *a <= at && at < *b);
            let l = name.map_or(0, |n| label(example.names[n].2, open == Some(n)));
            open = name;
            l
        });
        Sentence { gold: gold.collect(), features }
    };
    analysis.sentences.iter().map(one).collect()
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
        let rows = vec![[0.0; LABELS]; 1 << BITS];
        Weights { now: rows.clone(), sum: rows, transitions: empty, transitions_sum: empty, time: 1.0 }
    }
    fn emissions(&self, s: &Sentence) -> Vec<[f32; LABELS]> {
        let of = |f: &Features| {
            let mut e = [0.0; LABELS];
            for n in f {
                e.iter_mut().zip(&self.now[*n as usize]).for_each(|(e, w)| *e += w);
            }
            e
        };
        s.features.iter().map(of).collect()
    }
    /// Moves the weights of a labelling by `by`.
    fn change(&mut self, s: &Sentence, labels: &[usize], by: f32) {
        let mut before = LABELS;
        for (f, l) in s.features.iter().zip(labels) {
            for n in f {
                self.now[*n as usize][*l] += by;
                self.sum[*n as usize][*l] += by * self.time;
            }
            self.transitions[before][*l] += by;
            self.transitions_sum[before][*l] += by * self.time;
            before = *l;
        }
    }
    /// The averages (Daumé 2006, section 2.3).
    fn average(mut self) -> Vec<u8> {
        for (w, s) in self.now.iter_mut().flatten().zip(self.sum.iter().flatten()) {
            *w -= s / self.time;
        }
        for (w, s) in self.transitions.iter_mut().flatten().zip(self.transitions_sum.iter().flatten()) {
            *w -= s / self.time;
        }
        Model::to_bytes(&self.now, &self.transitions)
    }
}

fn train(sentences: &[&Sentence]) -> Vec<u8> {
    let mut w = Weights::new();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    for round in 0..ROUNDS {
        // A fixed shuffle: the same data give the same model.
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (seed >> 33) as usize % (i + 1));
        }
        let mut wrong = 0;
        for i in &order {
            let s = sentences[*i];
            let found = viterbi(&w.emissions(s), &w.transitions);
            if found != s.gold {
                wrong += 1;
                w.change(s, &s.gold, 1.0);
                w.change(s, &found, -1.0);
            }
            w.time += 1.0;
        }
        println!("round {}: {wrong} of {} sentences wrong", round + 1, order.len());
    }
    w.average()
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
