//! Trains the name recogniser, both its looks, and measures it on a tenth held out.

use super::chain::{self, Learnt, Sentence};
use super::corpora::{self, Example};
use super::rescore::{self, Judged};
use std::borrow::Cow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use waqai_names::recogniser::Model;
use waqai_names::recogniser::features::Shown;
use waqai_names::recogniser::field::{Field, label};
use waqai_names::recogniser::rescore::{Rescorer, choose};
use waqai_names::recogniser::stretches::{Stretch, stretches};
use waqai_names::{EntityKind, NameData, features_of};

/// Fields whose mean ships.
const FIELDS: u64 = 3;
/// Taken from what speaks for "no name" in the first look: a field is too careful about words that it has not seen.
const BIAS: f32 = 0.5;
/// The tenth that nothing is chosen on.
const LAST: usize = 9;

/// An article ready to learn from.
struct Article {
    /// Whether it is of ANERcorp, whose habits are measured.
    news: bool,
    /// The tenth of its corpus in which its middle stands.
    tenth: usize,
    shown: Vec<Shown>,
    /// The labels of each sentence.
    gold: Vec<Vec<usize>>,
}

impl Article {
    fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        let all = self.shown.iter().zip(&self.gold);
        all.map(|(s, gold)| Sentence { news: self.news, features: &s.features, gold })
    }
    fn names(&self) -> Vec<Vec<(usize, usize, usize)>> {
        self.gold.iter().map(|g| spans(g)).collect()
    }
}

/// Trains on everything but a tenth of ANERcorp, prints what that gives on the tenth, then trains on everything and
/// writes the model. With WAQAI_NAMES_FOLDS in the environment it only prints what the other nine tenths give, each read by
/// what was learnt without it: what is to be chosen is chosen on these.
pub(crate) fn build(
    shared: &Path,
    assets: &Path,
    data: &NameData,
    lexicon: &waqai_lang::Lexicon,
) -> anyhow::Result<()> {
    let ready = |examples: &[Example], news: bool| -> Vec<Article> {
        let mut articles: Vec<Article> = examples.iter().map(|e| prepare(e, data, lexicon, news)).collect();
        let all: usize = articles.iter().map(|a| a.shown.len()).sum();
        let mut before = 0;
        for a in &mut articles {
            a.tenth = ((before + a.shown.len() / 2) * 10 / all.max(1)).min(LAST);
            before += a.shown.len();
        }
        articles
    };
    let news = ready(&corpora::anercorp(shared)?, true);
    let mut more = ready(&corpora::aqmar(shared)?, false);
    more.extend(ready(&corpora::wojood(shared)?, false));
    let (others, last): (Vec<&Article>, Vec<&Article>) = news.iter().partition(|a| a.tenth != LAST);
    if std::env::var_os("WAQAI_NAMES_FOLDS").is_some() {
        folds(&others, &more);
        return Ok(());
    }
    let mut counts = Counts::default();
    let model = Model::from_bytes(Cow::Owned(train(&others, &more)));
    for a in last {
        let found = model.guess(&a.shown, 0.0);
        for (found, gold) in found.iter().zip(a.names()) {
            counts
                .add(found.iter().map(|g| (g.tokens.start, g.tokens.end, g.kind as usize)).collect(), &gold);
        }
    }
    counts.print("held-out tenth of ANERcorp");
    let bytes = train(&news.iter().collect::<Vec<_>>(), &more);
    println!("{} articles, model of {} bytes", news.len() + more.len(), bytes.len());
    std::fs::create_dir_all(assets.join("share-alike"))?;
    std::fs::write(assets.join("share-alike/ner.bin"), &bytes)?;
    Ok(())
}

fn prepare(example: &Example, data: &NameData, lexicon: &waqai_lang::Lexicon, news: bool) -> Article {
    let analysis = waqai_lang::analyse(lexicon, &example.text);
    let labels = |s: &waqai_lang::Sentence| {
        let mut open = None;
        let gold = analysis.tokens[s.tokens.clone()].iter().map(|t| {
            let at = t.span.start as usize;
            let n = example.names.partition_point(|(_, end, _)| *end <= at);
            let name = example.names.get(n).filter(|(start, _, _)| *start <= at);
            let l = name.map_or(0, |(_, _, kind)| label(*kind, open == Some(n)));
            open = name.map(|_| n);
            l
        });
        gold.collect()
    };
    let gold = analysis.sentences.iter().map(labels).collect();
    Article { news, tenth: 0, shown: features_of(&analysis, data), gold }
}

/// A model of these articles of the news and of more that follow other habits.
fn train(news: &[&Article], more: &[Article]) -> Vec<u8> {
    let judged: Vec<Judged> = first_looks(news, more)
        .iter()
        .zip(news)
        .flat_map(|(s, a)| rescore::judged(&a.shown, s, &a.names()))
        .collect();
    let rescorer = rescore::learn(&judged.iter().collect::<Vec<_>>());
    let all: Vec<Sentence<'_>> =
        news.iter().copied().chain(more).flat_map(|a: &Article| a.sentences()).collect();
    Model::to_bytes(mean(&parallel(FIELDS as usize, |n| chain::learn(&all, n as u64))), &rescorer)
}

/// The stretches of every article as a field sees them that was learnt without the article's tenth.
fn first_looks(news: &[&Article], more: &[Article]) -> Vec<Vec<Vec<Stretch>>> {
    let tenths: Vec<usize> = (0..=LAST).filter(|t| news.iter().any(|a| a.tenth == *t)).collect();
    let fields = parallel(tenths.len(), |n| {
        let kept = news.iter().copied().filter(|a| a.tenth != tenths[n]).chain(more);
        let sentences: Vec<Sentence<'_>> = kept.flat_map(|a: &Article| a.sentences()).collect();
        let all: Vec<Learnt> = (0..FIELDS).map(|k| chain::learn(&sentences, k)).collect();
        Field::from_bytes(Cow::Owned(mean(&all)))
    });
    let look = |a: &Article| -> Vec<Vec<Stretch>> {
        let field = tenths.iter().position(|t| *t == a.tenth).and_then(|n| fields.get(n));
        let of = |s: &Shown| field.map(|f| stretches(f, &s.features)).unwrap_or_default();
        a.shown.iter().map(of).collect()
    };
    news.iter().map(|a| look(a)).collect()
}

/// The mean of several fields that saw the sentences in different orders.
fn mean(fields: &[Learnt]) -> Vec<u8> {
    let mut mean = Learnt::empty();
    fields.iter().for_each(|f| mean.add(f, 1.0 / fields.len() as f32));
    mean.transitions.iter_mut().for_each(|row| row[0] -= BIAS);
    Field::to_bytes(&mean.rows, &mean.transitions)
}

/// Measures both looks on every tenth by what was learnt from the others. The fields by which the other tenths were looked at
/// first did see the tenth: less than a thousandth, and nothing of it in the last tenth's figures.
fn folds(news: &[&Article], more: &[Article]) {
    let looks = first_looks(news, more);
    let judged: Vec<Vec<Judged>> =
        looks.iter().zip(news).map(|(s, a)| rescore::judged(&a.shown, s, &a.names())).collect();
    let (mut first, mut second) = (Counts::default(), Counts::default());
    for tenth in 0..LAST {
        let others = judged.iter().zip(news).filter(|(_, a)| a.tenth != tenth).flat_map(|(j, _)| j);
        let rescorer = rescore::learn(&others.collect::<Vec<_>>());
        for (looks, a) in looks.iter().zip(news).filter(|(_, a)| a.tenth == tenth) {
            for (r, counts) in [(&Rescorer::default(), &mut first), (&rescorer, &mut second)] {
                let features = waqai_names::recogniser::rescore::features(&a.shown, looks);
                for ((here, features), gold) in looks.iter().zip(features).zip(a.names()) {
                    let scores: Vec<f32> =
                        here.iter().zip(&features).map(|(s, f)| r.score(s.likely, f)).collect();
                    let span = |n: usize| {
                        let s: &Stretch = &here[n];
                        (s.tokens.start, s.tokens.end, s.kind as usize)
                    };
                    counts.add(choose(here, &scores).into_iter().map(span).collect(), &gold);
                }
            }
        }
    }
    first.print("nine tenths of ANERcorp, first look");
    second.print("nine tenths of ANERcorp");
}

/// The results of a task for each number below `n`, in order, on all cores.
fn parallel<T: Send>(n: usize, task: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let worker = || {
        let mut done = Vec::new();
        loop {
            match next.fetch_add(1, Ordering::Relaxed) {
                i if i < n => done.push((i, task(i))),
                _ => return done,
            }
        }
    };
    let mut all: Vec<(usize, T)> = std::thread::scope(|s| {
        let workers: Vec<_> = (0..cores.min(n)).map(|_| s.spawn(worker)).collect();
        workers.into_iter().filter_map(|w| w.join().ok()).flatten().collect()
    });
    all.sort_by_key(|(i, _)| *i);
    all.into_iter().map(|(_, t)| t).collect()
}

/// First token, end and kind of every name that the labels of a sentence make.
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
    fn add(&mut self, found: Vec<(usize, usize, usize)>, gold: &[(usize, usize, usize)]) {
        for g in gold {
            self.0[g.2][2] += 1;
            self.0[g.2][0] += usize::from(found.contains(g));
        }
        found.iter().for_each(|f| self.0[f.2][1] += 1);
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
