//! A second look at every stretch that may be a name, now that the whole article has been looked at.
//!
//! The field decides sentence by sentence; what one sentence leaves open, another often tells. In: the stretches of all
//! sentences with their probabilities. Out: for each stretch the numbers of the features it shows, all of them about
//! what the same words are taken for elsewhere and which other stretches overlap it; then a score, and the best stretches that
//! do not overlap (Collins 2002, "Ranking algorithms for named-entity extraction"; Krishnan and Manning 2006, "An effective
//! two-stage model for exploiting non-local dependencies in named entity recognition").

use super::features::Shown;
use super::stretches::Stretch;
use super::templates::mix;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// Bits of a feature's number.
pub const BITS: u32 = 14;
/// Bytes of a rescorer as written.
pub const BYTES: usize = 8 + (4 << BITS);

/// The features of one stretch.
pub type Features = SmallVec<[u16; 64]>;

/// The weights of the second look.
#[derive(Debug, Clone)]
pub struct Rescorer {
    /// What the log-odds of the first look count.
    pub first_look: f32,
    /// Added to every score, for names to be found about as often as they are there.
    pub bias: f32,
    /// A weight for every feature number.
    pub weights: Vec<f32>,
}

impl Default for Rescorer {
    /// Leaves everything to the first look.
    fn default() -> Self {
        Rescorer { first_look: 1.0, bias: 0.0, weights: vec![0.0; 1 << BITS] }
    }
}

impl Rescorer {
    /// Reads the weights; bytes that are none leave everything to the first look.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Rescorer {
        let mut floats = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        match (floats.next(), floats.next()) {
            (Some(first_look), Some(bias)) if bytes.len() == BYTES => {
                Rescorer { first_look, bias, weights: floats.collect() }
            }
            _ => Rescorer::default(),
        }
    }

    /// Writes the weights.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.first_look, self.bias].iter().chain(&self.weights).flat_map(|w| w.to_le_bytes()).collect()
    }

    /// By how much a stretch of this probability and these features is worth taking; below 0 it is not.
    #[must_use]
    pub fn score(&self, likely: f32, features: &Features) -> f32 {
        let weight = |f: &u16| self.weights.get(usize::from(*f)).copied().unwrap_or(0.0);
        self.bias + self.first_look * log_odds(likely) + features.iter().map(weight).sum::<f32>()
    }
}

/// Log-odds of a probability; certainty is cut at a thousandth.
#[must_use]
pub fn log_odds(p: f32) -> f32 {
    let p = p.clamp(1e-3, 1.0 - 1e-3);
    (p / (1.0 - p)).ln()
}

/// The numbers of those stretches of a sentence that do not overlap and whose scores add up to the most.
#[must_use]
pub fn choose(stretches: &[Stretch], scores: &[f32]) -> Vec<usize> {
    let n = stretches.iter().map(|s| s.tokens.end).max().unwrap_or(0);
    // For the tokens up to each: the greatest sum, and the stretch that ends there.
    let mut best: Vec<(f32, Option<usize>)> = vec![(0.0, None); n + 1];
    for end in 1..=n {
        best[end] = (best[end - 1].0, None);
        for (k, s) in stretches.iter().enumerate().filter(|(_, s)| s.tokens.end == end) {
            let sum = best[s.tokens.start].0 + scores[k];
            if sum > best[end].0 {
                best[end] = (sum, Some(k));
            }
        }
    }
    let mut out = Vec::new();
    let mut end = n;
    while end > 0 {
        end = match best[end].1 {
            Some(k) => {
                out.push(k);
                stretches[k].tokens.start
            }
            None => end - 1,
        };
    }
    out.reverse();
    out
}

/// The features of every stretch; both lists have an entry for each sentence of the text.
#[must_use]
pub fn features(shown: &[Shown], stretches: &[Vec<Stretch>]) -> Vec<Vec<Features>> {
    let elsewhere = Elsewhere::of(shown, stretches);
    let one = |s: &Shown, here: &[Stretch], x: &Stretch| {
        let mut a = Asked { features: Features::new(), question: 0, kind: x.kind as u64 + 1 };
        rivals(&mut a, x, here);
        words(&mut a, x, &s.words, &elsewhere);
        phrase(&mut a, x, &s.words, &elsewhere);
        a.features
    };
    shown.iter().zip(stretches).map(|(s, here)| here.iter().map(|x| one(s, here, x)).collect()).collect()
}

/// Features with the number of the question that comes next.
struct Asked {
    features: Features,
    question: u64,
    kind: u64,
}

impl Asked {
    fn ask(&mut self, parts: &[u64]) {
        self.question += 1;
        let start = mix(mix(0x9E37_79B9_7F4A_7C15, self.question), self.kind);
        let hash = parts.iter().fold(start, |h, p| mix(h, *p));
        self.features.push((hash >> (64 - BITS)) as u16);
    }
}

/// Log-odds in steps.
fn grade(p: f32) -> u64 {
    ((log_odds(p) + 6.0) * 1.5) as u64
}

/// A sum of probabilities in steps.
fn amount(sum: f32) -> u64 {
    [0.05, 0.3, 0.7, 1.5].iter().filter(|s| sum >= **s).count() as u64
}

/// A share in steps; [`NOWHERE`] for a share of nothing.
fn share(part: f32, whole: f32) -> u64 {
    if whole < 0.5 { NOWHERE } else { ((part / whole).clamp(0.0, 1.0) * 4.0) as u64 }
}
const NOWHERE: u64 = 9;

/// Tokens of a stretch; more than `most` count as so many.
fn length(x: &Stretch, most: usize) -> u64 {
    x.tokens.len().min(most) as u64
}

/// The probability of the stretch itself and of those that overlap it.
fn rivals(a: &mut Asked, x: &Stretch, here: &[Stretch]) {
    let n = length(x, 4);
    a.ask(&[grade(x.likely)]);
    a.ask(&[grade(x.likely), n]);
    let overlaps = |y: &&Stretch| {
        y.tokens.start < x.tokens.end
            && x.tokens.start < y.tokens.end
            && (y.tokens != x.tokens || y.kind != x.kind)
    };
    let total = x.likely + here.iter().filter(overlaps).map(|y| y.likely).sum::<f32>();
    a.ask(&[grade(total)]);
    let best = here.iter().filter(overlaps).max_by(|y, z| y.likely.total_cmp(&z.likely));
    let Some(y) = best else {
        a.ask(&[NOWHERE]);
        a.question += 4;
        return;
    };
    let starts = y.tokens.start.cmp(&x.tokens.start) as i8 + 1;
    let ends = y.tokens.end.cmp(&x.tokens.end) as i8 + 1;
    let (bounds, kind) = (starts as u64 * 3 + ends as u64, y.kind as u64);
    a.ask(&[bounds, kind]);
    a.ask(&[bounds, kind, grade(x.likely) / 3, grade(y.likely) / 3]);
    a.ask(&[kind, grade(y.likely)]);
    a.ask(&[u64::from(y.likely > x.likely), bounds, n]);
    a.ask(&[bounds, kind, n, length(y, 4)]);
}

/// What the words in and beside the stretch are parts of elsewhere.
fn words(a: &mut Asked, x: &Stretch, sentence: &[u64], elsewhere: &Elsewhere) {
    let (n, sure) = (length(x, 4), grade(x.likely));
    let single = n.min(2);
    let word = |i: Option<usize>| {
        i.and_then(|i| sentence.get(i)).map_or(WordElsewhere::NOWHERE, |w| elsewhere.word(*w, x))
    };
    let first = word(Some(x.tokens.start));
    let last = word(x.tokens.end.checked_sub(1));
    let before = word(x.tokens.start.checked_sub(1));
    let after = word(Some(x.tokens.end));
    a.ask(&[first.mine, first.others, single]);
    a.ask(&[last.mine, last.others, single]);
    a.ask(&[first.mine, first.others, first.times, single]);
    a.ask(&[first.mine, last.mine, n]);
    a.ask(&[first.mine, first.others, sure / 3]);
    a.ask(&[before.mine, single]);
    a.ask(&[after.mine, single]);
    a.ask(&[before.mine, before.others]);
    a.ask(&[after.mine, after.others]);
    a.ask(&[last.mine, last.others, after.mine, after.others]);
    a.ask(&[first.mine, first.others, before.mine, before.others]);
    let all = || x.tokens.clone().map(|i| word(Some(i)));
    let somewhere = |v: u64| if v == NOWHERE { 0 } else { v };
    let least = all().map(|w| w.mine).min().unwrap_or(NOWHERE);
    let most = all().map(|w| somewhere(w.mine)).max().unwrap_or(0);
    let against = all().map(|w| somewhere(w.others)).max().unwrap_or(0);
    a.ask(&[least, n]);
    a.ask(&[most, n]);
    a.ask(&[most, against, n]);
    a.ask(&[most, against, sure / 2]);
    a.ask(&elsewhere.shares);
    a.ask(&[elsewhere.shares[x.kind as usize], n]);
}

/// What the stretch as a whole is taken for elsewhere, longer names that it begins or ends, shorter ones in it.
fn phrase(a: &mut Asked, x: &Stretch, sentence: &[u64], elsewhere: &Elsewhere) {
    let (n, sure, kind) = (length(x, 4), grade(x.likely), x.kind as usize);
    let single = n.min(2);
    let part = sentence.get(x.tokens.clone()).unwrap_or(&[]);
    let key = phrase_key(part);
    let other = |v: &[f32; 3]| (0..3).filter(|k| *k != kind).map(|k| v[k]).fold(0.0, f32::max);

    let here = elsewhere.phrases.get(&key).copied().unwrap_or_default();
    let same = amount(here[kind] - x.likely);
    a.ask(&[same, amount(other(&here))]);
    a.ask(&[same, n]);
    a.ask(&[same, amount(other(&here)), sure / 2]);

    let times = elsewhere.times.get(&key).copied().unwrap_or(1.0) - 1.0;
    let mine = share(here[kind] - x.likely, times);
    let none = share(times - (here.iter().sum::<f32>() - x.likely), times);
    a.ask(&[mine, single]);
    a.ask(&[mine, none, single]);
    a.ask(&[mine, none, sure / 2]);

    let longer = elsewhere.longer.get(&key).copied().unwrap_or_default();
    a.ask(&[amount(longer[kind]), amount(other(&longer)), single]);
    a.ask(&[amount(longer[kind]), amount(other(&longer)), same, single]);
    a.ask(&[amount(longer[kind]), amount(other(&longer)), sure / 2]);

    let mut shorter = [0.0_f32; 3];
    for piece in pieces(part) {
        if let Some(v) = elsewhere.phrases.get(&phrase_key(piece)) {
            shorter.iter_mut().zip(v).for_each(|(s, v)| *s = s.max(*v));
        }
    }
    a.ask(&[amount(shorter[kind]), amount(other(&shorter)), n]);
    a.ask(&[amount(shorter[kind]), amount(other(&shorter)), same, n]);
}

fn phrase_key(words: &[u64]) -> u64 {
    words.iter().fold(7, |h, w| mix(h, *w))
}

/// The heads and tails of a phrase, without the whole.
fn pieces(words: &[u64]) -> impl Iterator<Item = &[u64]> {
    (1..words.len()).flat_map(|cut| [&words[..cut], &words[cut..]])
}

/// What the words of an article are taken for: sums of the probabilities of all stretches.
struct Elsewhere {
    /// Of each phrase, as a name of each kind.
    phrases: FxHashMap<u64, [f32; 3]>,
    /// How often a phrase stands in the article, as a name or not.
    times: FxHashMap<u64, f32>,
    /// Of each phrase, as the head or tail of a longer name of each kind.
    longer: FxHashMap<u64, [f32; 3]>,
    /// Of each word, as a part of a name of each kind; and how often it stands there.
    words: FxHashMap<u64, [f32; 4]>,
    /// The share of each kind in all names of the article, in steps.
    shares: [u64; 3],
}

/// What a word is taken for at the other places where it stands.
#[derive(Clone, Copy)]
struct WordElsewhere {
    /// Its share as a part of names of the kind asked for.
    mine: u64,
    /// Its share as a part of other names.
    others: u64,
    /// How many other places there are.
    times: u64,
}

impl WordElsewhere {
    const NOWHERE: WordElsewhere = WordElsewhere { mine: NOWHERE, others: NOWHERE, times: NOWHERE };
}

impl Elsewhere {
    fn of(shown: &[Shown], stretches: &[Vec<Stretch>]) -> Elsewhere {
        let mut out = Elsewhere {
            phrases: FxHashMap::default(),
            times: FxHashMap::default(),
            longer: FxHashMap::default(),
            words: FxHashMap::default(),
            shares: [0; 3],
        };
        let mut sums = [0.0_f32; 3];
        let mut starts: FxHashSet<u64> = FxHashSet::default();
        for (s, here) in shown.iter().zip(stretches) {
            for w in &s.words {
                out.words.entry(*w).or_default()[3] += 1.0;
            }
            for x in here {
                let part = s.words.get(x.tokens.clone()).unwrap_or(&[]);
                starts.extend(part.first());
                let kind = x.kind as usize;
                out.phrases.entry(phrase_key(part)).or_default()[kind] += x.likely;
                for w in part {
                    out.words.entry(*w).or_default()[kind] += x.likely;
                }
                for piece in pieces(part) {
                    out.longer.entry(phrase_key(piece)).or_default()[kind] += x.likely;
                }
                sums[kind] += x.likely;
            }
        }
        for s in shown {
            for i in (0..s.words.len()).filter(|i| starts.contains(&s.words[*i])) {
                let mut key = phrase_key(&[]);
                for w in s.words.iter().skip(i).take(COUNTED) {
                    key = mix(key, *w);
                    if out.phrases.contains_key(&key) {
                        *out.times.entry(key).or_default() += 1.0;
                    }
                }
            }
        }
        let all = sums.iter().sum::<f32>().max(1e-3);
        out.shares = sums.map(|s| (s / all * 5.0) as u64);
        out
    }

    /// A word of the stretch or beside it: what the stretch itself makes of it is not elsewhere.
    fn word(&self, word: u64, x: &Stretch) -> WordElsewhere {
        let Some(w) = self.words.get(&word) else { return WordElsewhere::NOWHERE };
        let (kind, times) = (x.kind as usize, w[3] - 1.0);
        if times < 0.5 {
            return WordElsewhere::NOWHERE;
        }
        let others = w[..3].iter().sum::<f32>() - w[kind];
        WordElsewhere {
            mine: share(w[kind] - x.likely, times),
            others: share(others, times),
            times: times.min(3.0) as u64,
        }
    }
}

/// Longest phrase that is counted in the article, in words.
const COUNTED: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityKind;

    fn stretch(tokens: std::ops::Range<usize>, kind: EntityKind, likely: f32) -> Stretch {
        Stretch { tokens, kind, likely }
    }

    #[test]
    fn the_best_sum_wins_over_the_best_stretch() {
        let s = [
            stretch(0..2, EntityKind::Org, 0.6),
            stretch(1..4, EntityKind::Per, 0.7),
            stretch(2..4, EntityKind::Loc, 0.6),
        ];
        assert_eq!(choose(&s, &[1.0, 1.5, 1.0]), vec![0, 2]);
        assert_eq!(choose(&s, &[1.0, 2.5, 1.0]), vec![1]);
        assert_eq!(choose(&s, &[-1.0, -0.5, 0.0]), Vec::<usize>::new());
        assert_eq!(choose(&[], &[]), Vec::<usize>::new());
    }

    #[test]
    fn the_same_word_elsewhere_changes_what_is_shown() {
        let sentence = |words: &[u64]| Shown { features: Vec::new(), words: words.to_vec() };
        let shown = [sentence(&[10, 11]), sentence(&[10, 12])];
        let doubt = vec![stretch(0..1, EntityKind::Per, 0.4)];
        let sure = vec![stretch(0..1, EntityKind::Per, 0.95)];
        let alone = features(&shown, &[doubt.clone(), Vec::new()]);
        let backed = features(&shown, &[doubt, sure]);
        assert_ne!(alone[0][0], backed[0][0]);
    }

    #[test]
    fn weights_survive_writing() {
        let mut r = Rescorer { first_look: 0.5, bias: 0.25, ..Rescorer::default() };
        r.weights[3] = 2.0;
        let read = Rescorer::from_bytes(&r.to_bytes());
        assert_eq!(read.score(0.5, &Features::from_slice(&[3, 4])), 2.25);
        assert_eq!(Rescorer::from_bytes(b"no weights").score(0.5, &Features::new()), 0.0);
    }
}
