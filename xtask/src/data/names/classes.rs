//! Word classes, learnt from running text by the exchange algorithm (Kneser and Ney 1993, "Improved clustering techniques
//! for class-based statistical language modelling"; Martin, Liermann and Ney 1998): every word is moved to the class that
//! makes pairs of neighbouring classes most predictable, until few still move.

use anyhow::Context;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use waqai_names::recogniser::classes::{Classes, DIVISIONS, WordClasses, key};
use waqai_names::words;

/// Fewest occurrences of a word that gets a class.
const LEAST: u32 = 3;
/// Most rounds over all words.
const ROUNDS: usize = 12;
/// The first two words are no words: the bound of a sentence, and every rare word. Each is a class of its own.
const OWN: usize = 2;

/// Counts of words and of pairs of neighbours.
struct Counts {
    words: Vec<String>,
    single: Vec<i64>,
    pairs: BTreeMap<(usize, usize), i64>,
}

/// The compiled table of the classes of all words in the radio's articles.
pub(crate) fn build(shared: &Path, lexicon: &waqai_lang::Lexicon) -> anyhow::Result<Vec<u8>> {
    let counts = count(&sentences(shared, lexicon)?);
    let divisions: Vec<Vec<usize>> = std::thread::scope(|s| {
        let all = DIVISIONS.map(|n| {
            s.spawn({
                let counts = &counts;
                move || Exchange::new(counts, n).run()
            })
        });
        all.into_iter()
            .map(|h| h.join().map_err(|_| anyhow::anyhow!("clustering failed")))
            .collect::<anyhow::Result<_>>()
    })?;
    let mut rows: Vec<(&str, Classes)> = Vec::new();
    for (w, word) in counts.words.iter().enumerate().skip(OWN).filter(|(_, w)| !w.is_empty()) {
        rows.push((word, std::array::from_fn(|n| divisions[n][w] as u16)));
    }
    rows.sort_unstable();
    println!("{} words in {DIVISIONS:?} classes", rows.len());
    Ok(WordClasses::to_bytes(rows)?)
}

/// Every different sentence of the articles, as keys. Only counts are made of them.
fn sentences(shared: &Path, lexicon: &waqai_lang::Lexicon) -> anyhow::Result<Vec<Vec<String>>> {
    let path = shared.join("permissive/antcorpus/articles.jsonl.gz");
    let file = std::fs::File::open(&path).with_context(|| format!("failed to open {}", path.display()))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    let mut out: Vec<Vec<String>> = Vec::new();
    for line in text.lines() {
        let article: serde_json::Value = serde_json::from_str(line)?;
        let part = |name: &str| article[name].as_str().unwrap_or("").to_owned();
        let whole = format!("{}\n{}", part("title"), part("text"));
        let analysis = waqai_lang::analyse(lexicon, &whole);
        let forms = words::forms_of(&analysis);
        let keys: Vec<String> =
            analysis.tokens.iter().zip(&forms).map(|(t, f)| key(&analysis, t, f).to_string()).collect();
        out.extend(analysis.sentences.iter().map(|s| keys[s.tokens.clone()].to_vec()));
    }
    out.sort();
    out.dedup();
    Ok(out)
}

fn count(sentences: &[Vec<String>]) -> Counts {
    let mut often: BTreeMap<&str, u32> = BTreeMap::new();
    sentences.iter().flatten().for_each(|w| *often.entry(w).or_default() += 1);
    let mut kept: Vec<(&str, u32)> = often.into_iter().filter(|(_, n)| *n >= LEAST).collect();
    kept.sort_by_key(|(w, n)| (std::cmp::Reverse(*n), *w));
    let number: BTreeMap<&str, usize> = kept.iter().enumerate().map(|(i, (w, _))| (*w, OWN + i)).collect();
    let mut words = vec![String::new(); OWN];
    words.extend(kept.iter().map(|(w, _)| (*w).to_owned()));
    let mut out = Counts { single: vec![0; words.len()], words, pairs: BTreeMap::new() };
    for s in sentences {
        let mut before = 0;
        for w in s.iter().map(|w| number.get(w.as_str()).copied().unwrap_or(1)).chain([0]) {
            *out.pairs.entry((before, w)).or_default() += 1;
            out.single[w] += 1;
            before = w;
        }
    }
    out
}

/// The state of one division.
struct Exchange<'c> {
    counts: &'c Counts,
    n: usize,
    class: Vec<usize>,
    /// How often the class of the row stands before the class of the column.
    pair: Vec<i64>,
    size: Vec<i64>,
    after: Vec<Vec<(usize, i64)>>,
    before: Vec<Vec<(usize, i64)>>,
}

/// How often a word stands with each class: the classes, and their counts by class.
struct Company {
    classes: Vec<usize>,
    count: Vec<i64>,
}

impl Company {
    fn fill(&mut self, class: &[usize], neighbours: &[(usize, i64)]) {
        self.classes.drain(..).for_each(|c| self.count[c] = 0);
        for (w, k) in neighbours {
            let c = class[*w];
            if self.count[c] == 0 {
                self.classes.push(c);
            }
            self.count[c] += k;
        }
    }
    fn each(&self) -> impl Iterator<Item = (usize, i64)> {
        self.classes.iter().map(|c| (*c, self.count[*c]))
    }
}

/// x ln x, of which the likelihood of the text is a sum.
fn f(x: i64) -> f64 {
    if x <= 0 { 0.0 } else { x as f64 * (x as f64).ln() }
}

impl<'c> Exchange<'c> {
    fn new(counts: &'c Counts, n: usize) -> Self {
        let v = counts.words.len();
        // The most frequent words get a class each at first, the rest follow in turn.
        let class: Vec<usize> =
            (0..v).map(|w| if w < OWN { w } else { OWN + (w - OWN) % (n - OWN) }).collect();
        let (mut after, mut before) = (vec![Vec::new(); v], vec![Vec::new(); v]);
        let (mut pair, mut size) = (vec![0; n * n], vec![0; n]);
        for ((a, b), k) in &counts.pairs {
            pair[class[*a] * n + class[*b]] += k;
            if a != b {
                after[*a].push((*b, *k));
                before[*b].push((*a, *k));
            }
        }
        counts.single.iter().enumerate().for_each(|(w, k)| size[class[w]] += k);
        Exchange { counts, n, class, pair, size, after, before }
    }

    /// The class of every word.
    fn run(mut self) -> Vec<usize> {
        let company = || Company { classes: Vec::new(), count: vec![0; self.n] };
        let (mut out, mut inn) = (company(), company());
        let v = self.class.len();
        for _ in 0..ROUNDS {
            let mut moved = 0;
            for w in OWN..v {
                out.fill(&self.class, &self.after[w]);
                inn.fill(&self.class, &self.before[w]);
                let from = self.class[w];
                self.change(w, from, &out, &inn, -1);
                let mut best = (self.gain(w, from, &out, &inn), from);
                for to in OWN..self.n {
                    let gain = self.gain(w, to, &out, &inn);
                    if gain > best.0 + 1e-9 {
                        best = (gain, to);
                    }
                }
                self.change(w, best.1, &out, &inn, 1);
                self.class[w] = best.1;
                moved += usize::from(best.1 != from);
            }
            if moved * 200 < v {
                break;
            }
        }
        self.class
    }

    fn itself(&self, w: usize) -> i64 {
        self.counts.pairs.get(&(w, w)).copied().unwrap_or(0)
    }

    /// Puts a word into a class (`by` 1) or takes it out (-1).
    fn change(&mut self, w: usize, class: usize, out: &Company, inn: &Company, by: i64) {
        out.each().for_each(|(c, k)| self.pair[class * self.n + c] += by * k);
        inn.each().for_each(|(c, k)| self.pair[c * self.n + class] += by * k);
        self.pair[class * self.n + class] += by * self.itself(w);
        self.size[class] += by * self.counts.single[w];
    }

    /// How much likelier the text becomes with a word, now in no class, in this one.
    fn gain(&self, w: usize, to: usize, out: &Company, inn: &Company) -> f64 {
        let more = |at: usize, k: i64| f(self.pair[at] + k) - f(self.pair[at]);
        let mut gain = 0.0;
        for (c, k) in out.each().filter(|(c, _)| *c != to) {
            gain += more(to * self.n + c, k);
        }
        for (c, k) in inn.each().filter(|(c, _)| *c != to) {
            gain += more(c * self.n + to, k);
        }
        gain += more(to * self.n + to, out.count[to] + inn.count[to] + self.itself(w));
        gain - 2.0 * (f(self.size[to] + self.counts.single[w]) - f(self.size[to]))
    }
}
