//! Where one article ends and the next begins, in a corpus that does not say so: where the words change (Hearst 1997, "TextTiling").

use std::collections::BTreeMap;

/// Sentences compared on either side.
const WINDOW: usize = 8;
/// A gap with more in common than this is inside an article.
const MOST: f64 = 0.10;
/// No other gap so near may have less in common.
const NEAR: usize = 4;
/// Shortest article, in sentences.
const SHORTEST: usize = 3;
/// Words in more sentences than this tell nothing.
const FREQUENT: usize = 60;

/// The numbers of the sentences that begin an article, 0 the first.
pub(crate) fn starts(sentences: &[&str]) -> Vec<usize> {
    let words: Vec<Vec<String>> = sentences.iter().map(|s| words_of(s)).collect();
    let mut sentences_with: BTreeMap<&str, usize> = BTreeMap::new();
    words.iter().flatten().for_each(|w| *sentences_with.entry(w).or_default() += 1);
    let n = sentences.len();
    let count = |w: &str| sentences_with.get(w).copied().unwrap_or(1);
    let weight = |w: &str| (n as f64 / count(w) as f64).ln();
    let telling: Vec<Vec<&str>> = words
        .iter()
        .map(|s| s.iter().map(String::as_str).filter(|w| (2..=FREQUENT).contains(&count(w))).collect())
        .collect();
    let common = |gap: usize| {
        let mut of: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        telling[gap.saturating_sub(WINDOW)..gap]
            .iter()
            .flatten()
            .for_each(|w| of.entry(w).or_default().0 += 1);
        telling[gap..(gap + WINDOW).min(n)].iter().flatten().for_each(|w| of.entry(w).or_default().1 += 1);
        let (mut both, mut left, mut right) = (0.0, 0.0, 0.0);
        for (w, (l, r)) in &of {
            both += weight(w) * *l.min(r) as f64;
            left += weight(w) * *l as f64;
            right += weight(w) * *r as f64;
        }
        both / f64::min(left, right).max(1e-9)
    };
    let common: Vec<f64> = (0..=n).map(|g| if g == 0 || g == n { f64::MAX } else { common(g) }).collect();
    let mut starts = vec![0];
    let mut last = 0;
    for gap in 1..n {
        let near = gap.saturating_sub(NEAR)..=(gap + NEAR).min(n);
        if common[gap] < MOST && common[near].iter().all(|c| *c >= common[gap]) && gap - last >= SHORTEST {
            starts.push(gap);
            last = gap;
        }
    }
    starts
}

/// The different words of a sentence, folded, without conjunction, preposition and article before them.
fn words_of(sentence: &str) -> Vec<String> {
    let mut words: Vec<String> = sentence
        .split(' ')
        .map(|w| {
            let key = waqai_text::fold(w);
            let bare = PREFIXES.iter().find_map(|p| key.strip_prefix(*p)).filter(|b| b.chars().count() >= 3);
            bare.map_or_else(|| key.to_string(), str::to_owned)
        })
        .filter(|w| w.chars().count() >= 3)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// وال بال فال كال لل ال.
const PREFIXES: [&str; 6] = [
    "\u{648}\u{627}\u{644}",
    "\u{628}\u{627}\u{644}",
    "\u{641}\u{627}\u{644}",
    "\u{643}\u{627}\u{644}",
    "\u{644}\u{644}",
    "\u{627}\u{644}",
];
