//! Trains the name recogniser, a conditional random field, and measures it on a tenth held out.

use super::chain::{self, Learnt, Sentence};
use super::corpora::{self, Example};
use std::borrow::Cow;
use std::path::Path;
use waqai_names::tagger::{Model, label};
use waqai_names::{EntityKind, NameData, features_of};

/// Models whose mean ships.
const MODELS: u64 = 3;
/// Taken from what speaks for "no name", for each kind of name to be found about as often as it is there.
const BIAS: f32 = 1.5;

/// Trains on everything but a tenth of ANERcorp, prints what that gives on the tenth, then trains on everything and
/// writes the model. With WAQAI_NAMES_FOLDS in the environment it trains nine times instead, each time without one of the
/// other tenths, and prints what that gives on the tenth left out: what is to be chosen is chosen on these.
pub(crate) fn build(
    shared: &Path,
    assets: &Path,
    data: &NameData,
    lexicon: &waqai_lang::Lexicon,
) -> anyhow::Result<()> {
    let ready = |examples: &[Example], news: bool| -> Vec<Vec<Sentence>> {
        examples.iter().map(|e| prepare(e, data, lexicon, news)).collect()
    };
    let news = ready(&corpora::anercorp(shared)?, true);
    let mut more = ready(&corpora::aqmar(shared)?, false);
    more.extend(ready(&corpora::wojood(shared)?, false));
    // Each article belongs to the tenth in which its middle stands.
    let all: usize = news.iter().map(Vec::len).sum();
    let mut before = 0;
    let tenths: Vec<usize> = news
        .iter()
        .map(|a| {
            let middle = before + a.len() / 2;
            before += a.len();
            (middle * 10 / all.max(1)).min(LAST)
        })
        .collect();
    let without = |out: &[usize]| -> Vec<&Sentence> {
        let kept = news.iter().zip(&tenths).filter(|(_, t)| !out.contains(t)).map(|(a, _)| a);
        kept.chain(&more).flatten().collect()
    };
    let only =
        |tenth: usize| news.iter().zip(&tenths).filter(move |(_, t)| **t == tenth).flat_map(|(a, _)| a);
    if std::env::var_os("WAQAI_NAMES_FOLDS").is_some() {
        let mut counts = Counts::default();
        for tenth in 0..LAST {
            counts.add(&train(&without(&[tenth, LAST])), only(tenth));
        }
        counts.print("each of the other tenths of ANERcorp");
        return Ok(());
    }
    let mut counts = Counts::default();
    counts.add(&train(&without(&[LAST])), only(LAST));
    counts.print("held-out tenth of ANERcorp");
    let all = without(&[]);
    let bytes = train(&all);
    println!("{} sentences, model of {} bytes", all.len(), bytes.len());
    std::fs::create_dir_all(assets.join("share-alike"))?;
    std::fs::write(assets.join("share-alike/ner.bin"), &bytes)?;
    Ok(())
}

/// The tenth that nothing is chosen on.
const LAST: usize = 9;

fn prepare(example: &Example, data: &NameData, lexicon: &waqai_lang::Lexicon, news: bool) -> Vec<Sentence> {
    let analysis = waqai_lang::analyse(lexicon, &example.text);
    let one = |(s, features): (&waqai_lang::Sentence, Vec<_>)| {
        let mut open = None;
        let gold = analysis.tokens[s.tokens.clone()].iter().map(|t| {
            let at = t.span.start as usize;
            let n = example.names.partition_point(|(_, end, _)| *end <= at);
            let name = example.names.get(n).filter(|(start, _, _)| *start <= at);
            let l = name.map_or(0, |(_, _, kind)| label(*kind, open == Some(n)));
            open = name.map(|_| n);
            l
        });
        Sentence { news, gold: gold.collect(), features }
    };
    analysis.sentences.iter().zip(features_of(&analysis, data)).map(one).collect()
}

/// The mean of several models that saw the sentences in different orders.
fn train(sentences: &[&Sentence]) -> Vec<u8> {
    let models: Vec<Learnt> = std::thread::scope(|s| {
        let all: Vec<_> = (0..MODELS).map(|n| s.spawn(move || chain::learn(sentences, n))).collect();
        all.into_iter().filter_map(|h| h.join().ok()).collect()
    });
    let mut mean = Learnt::empty();
    models.iter().for_each(|m| mean.add(m, 1.0 / models.len() as f32));
    mean.transitions.iter_mut().for_each(|row| row[0] -= BIAS);
    Model::to_bytes(&mean.rows, &mean.transitions)
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

/// Names found rightly, found, and there to be found, of each kind.
#[derive(Default)]
struct Counts([[usize; 3]; 3]);

impl Counts {
    fn add<'s>(&mut self, model: &[u8], held: impl Iterator<Item = &'s Sentence>) {
        let model = Model::from_bytes(Cow::Owned(model.to_vec()));
        for s in held {
            let gold = spans(&s.gold);
            let found: Vec<_> = model
                .guess(&s.features, 0)
                .into_iter()
                .map(|g| (g.tokens.start, g.tokens.end, g.kind as usize))
                .collect();
            for g in &gold {
                self.0[g.2][2] += 1;
                self.0[g.2][0] += usize::from(found.contains(g));
            }
            found.iter().for_each(|f| self.0[f.2][1] += 1);
        }
    }

    fn print(&self, what: &str) {
        let line = |name: &str, [hit, found, gold]: [usize; 3]| {
            let (p, r) = (hit as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
            let f1 = 2.0 * p * r / (p + r).max(1e-9);
            println!("{what}: {name} P {p:.3} R {r:.3} F1 {f1:.3} ({gold} gold)");
        };
        for kind in [EntityKind::Per, EntityKind::Org, EntityKind::Loc] {
            line(kind.name(), self.0[kind as usize]);
        }
        line("all", self.0.iter().fold([0; 3], |a, c| [a[0] + c[0], a[1] + c[1], a[2] + c[2]]));
    }
}
