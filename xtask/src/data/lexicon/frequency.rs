//! How often a lemma occurs (SAMER readability lexicon, MIT: occurrences in news and fiction).

use super::buckwalter::{unvocalised, vocal_key};
use std::collections::HashMap;
use std::path::Path;

/// Occurrences by lemma and part of speech.
pub(super) struct Frequency {
    vocalised: HashMap<(String, String), u64>,
    plain: HashMap<(String, String), u64>,
    /// Every lemma of the list: vocalised, part of speech, gloss, count.
    pub(super) rows: Vec<(String, String, String, u64)>,
}

impl Frequency {
    pub(super) fn read(path: &Path) -> anyhow::Result<Frequency> {
        let mut out = Frequency { vocalised: HashMap::new(), plain: HashMap::new(), rows: Vec::new() };
        for line in std::fs::read_to_string(path)?.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [count, hindawi, giga, lemma, gloss, ..] = cells[..] else { continue };
            let Some((lemma, pos)) = lemma.split_once('#') else { continue };
            let share = |cell: &str| cell.trim_end_matches('%').parse::<f64>().unwrap_or(50.0) / 100.0;
            let count: f64 = count.parse().unwrap_or(0.0);
            // News counts three times as much as fiction: the texts to be read are news.
            let count = (count * (share(giga) * 1.5 + share(hindawi) * 0.5)) as u64;
            let (coarse, vocalised) = (coarse(pos), vocal_key(lemma));
            *out.vocalised.entry((vocalised, coarse.to_owned())).or_default() += count;
            *out.plain.entry((unvocalised(lemma), coarse.to_owned())).or_default() += count;
            out.rows.push((lemma.to_owned(), pos.to_owned(), gloss.to_owned(), count));
        }
        Ok(out)
    }

    /// The count of a vocalised lemma; of its unvocalised spelling, a tenth, when the vocalised is unknown.
    pub(super) fn of(&self, vocalised: &str, pos: &str) -> Option<u64> {
        let key = |text: String| (text, coarse(pos).to_owned());
        let exact = self.vocalised.get(&key(vocal_key(vocalised)));
        Some(exact.copied().unwrap_or_else(|| {
            let plain = self.plain.get(&key(unvocalised(vocalised)));
            plain.map_or(0, |n| (n / 10).min(20))
        }))
    }
}

fn coarse(pos: &str) -> &str {
    match pos {
        "adj_comp" | "adj_num" => "adj",
        "noun_num" | "noun_quant" | "adv" => "noun",
        p => p,
    }
}
