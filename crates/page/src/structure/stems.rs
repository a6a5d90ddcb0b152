//! Content words, compared so lightly that attached particles and common endings do not matter.

use crate::tables::{is_function_word, is_news_word};
use rustc_hash::FxHashSet;
use waqai_text::{fold, letters};

/// The content words of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stems {
    /// Each word once, as one or two keys: with and without a first letter that may be a preposition.
    words: Vec<(String, Option<String>)>,
    keys: FxHashSet<String>,
}

impl Stems {
    /// The number of different words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Takes in the words of another text.
    pub(crate) fn extend(&mut self, other: &Stems) {
        for word in &other.words {
            self.push(word.clone());
        }
    }

    fn push(&mut self, word: (String, Option<String>)) {
        if !self.keys.contains(&word.0) {
            self.keys.insert(word.0.clone());
            self.keys.extend(word.1.clone());
            self.words.push(word);
        }
    }
}

/// The content words of `text`.
pub(crate) fn stems(text: &str) -> Stems {
    let folded = fold(text);
    let mut out = Stems::default();
    for word in folded.split(|c| !letters::is_alphanumeric(c)) {
        if is_function_word(word) || word.chars().any(|c| letters::digit_value(c).is_some()) {
            continue;
        }
        let stem = stem(word);
        if stem.chars().count() < 3 || is_news_word(stem) {
            continue;
        }
        let without = stem.strip_prefix([letters::BA, letters::LAM, letters::KAF]).filter(|s| long(s, 3));
        out.push((skeleton(stem), without.map(skeleton)));
    }
    out
}

/// The consonants of a stem, without the letters that inflection puts before and behind them: one key for a verb, its noun of
/// action and its participle ("اعتقلت", "اعتقال", "معتقل"). What would be left with two letters stays as it is.
fn skeleton(stem: &str) -> String {
    const PREFIXES: [char; 4] = [letters::MIM, letters::YA, letters::TA, letters::NUN];
    let first = stem.chars().next().unwrap_or(' ');
    let rest = if PREFIXES.contains(&first) && long(stem, 4) { &stem[first.len_utf8()..] } else { stem };
    let rest = rest.strip_suffix(letters::TA).filter(|r| long(r, 3)).unwrap_or(rest);
    let weak = [letters::ALIF, letters::WAW, letters::YA, letters::HAMZA];
    let bones: String = rest.chars().filter(|c| !weak.contains(c)).collect();
    if long(&bones, 3) { bones } else { stem.to_owned() }
}

/// A folded word without conjunction, preposition, article and common endings. A word is never cut below three letters.
pub(crate) fn stem(word: &str) -> &str {
    const CONJUNCTIONS: [char; 2] = [letters::WAW, letters::FA];
    const PREPOSITIONS: [char; 3] = [letters::BA, letters::KAF, letters::LAM];
    // Folded endings: ya and alif with their partners, and the single letters.
    const ENDINGS: [&[char]; 7] = [
        &[letters::HA, letters::ALIF],
        &[letters::HA, letters::MIM],
        &[letters::ALIF, letters::TA],
        &[letters::WAW, letters::NUN],
        &[letters::YA, letters::NUN],
        &[letters::HA],
        &[letters::YA],
    ];
    let mut rest = word;
    for set in [&CONJUNCTIONS[..], &PREPOSITIONS[..]] {
        let Some(after) = rest.strip_prefix(set) else { continue };
        // A letter before the article is a particle; before anything else it may be of the word itself.
        let before_article =
            after.starts_with(letters::ALIF) && after.chars().nth(1) == Some(letters::LAM) && long(after, 5);
        let joined = set.len() == CONJUNCTIONS.len() && rest.starts_with(letters::WAW) && long(after, 4);
        if before_article || joined {
            rest = after;
        } else if rest.starts_with(letters::LAM) && after.starts_with(letters::LAM) && long(after, 4) {
            rest = &after[letters::LAM.len_utf8()..];
        }
    }
    let mut article = rest.chars();
    if article.next() == Some(letters::ALIF)
        && article.next() == Some(letters::LAM)
        && long(article.as_str(), 3)
    {
        rest = article.as_str();
    }
    for _ in 0..2 {
        for ending in ENDINGS {
            let cut = ending.iter().rev().try_fold(rest, |r, c| r.strip_suffix(*c));
            if let Some(shorter) = cut.filter(|s| long(s, 3)) {
                rest = shorter;
                break;
            }
        }
    }
    rest
}

fn long(word: &str, letters: usize) -> bool {
    word.chars().nth(letters - 1).is_some()
}

/// The share of `part` that is in `whole`.
pub(crate) fn share(part: &Stems, whole: &Stems) -> f32 {
    if part.words.is_empty() {
        return 0.0;
    }
    let has = |k: &String| whole.keys.contains(k);
    let shared = part.words.iter().filter(|(a, b)| has(a) || b.as_ref().is_some_and(has)).count();
    shared as f32 / part.words.len() as f32
}

#[cfg(test)]
mod tests {
    use super::{share, stem, stems};
    use waqai_text::fold;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for (a, b) in
            [("والميناء", "الميناء"), ("للمزارعين", "مزارعون"), ("الشرطة", "شرطتها"), ("بالمصنع", "مصنع")]
        {
            let (a, b) = (fold(a), fold(b));
            assert!(stem(&a).starts_with(stem(&b)) || stem(&b).starts_with(stem(&a)), "{a} {b}");
        }
    }

    #[test]
    fn a_paraphrase_shares_its_words() {
        let a = stems("وصل وفد من المزارعين إلى الميناء لبحث تصدير الزيتون");
        let b = stems("وفد المزارعين بحث في الميناء تصدير زيتون الشمال");
        let c = stems("حكم القاضي على المتهم بسرقة المصرف بالسجن خمس سنوات");
        assert!(share(&a, &b) > 0.6);
        assert!(share(&a, &c) < 0.1);
        let verbs = stems("اعتقلت الشرطة مشتبها بسرقة");
        let nouns = stems("اعتقال مشتبه في سرقة");
        assert!(share(&nouns, &verbs) > 0.9);
    }
}
