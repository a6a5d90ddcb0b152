//! Content words, compared so lightly that attached particles and common endings do not matter.

use crate::tables::{is_function_word, is_news_word};
use rustc_hash::FxHashSet;
use waqai_text::{fold, letters};

/// The stems of the content words of `text`.
pub(crate) fn stems(text: &str) -> FxHashSet<String> {
    let folded = fold(text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !is_function_word(w))
        .map(stem)
        .filter(|s| s.chars().count() >= 3 && !s.chars().any(|c| letters::digit_value(c).is_some()))
        .filter(|s| !is_news_word(s))
        .map(str::to_owned)
        .collect()
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
        if after.starts_with([letters::ALIF]) && after.chars().nth(1) == Some(letters::LAM) && long(after, 5) {
            rest = after;
        } else if set.len() == CONJUNCTIONS.len() && rest.starts_with(letters::WAW) && long(after, 4) {
            rest = after;
        } else if rest.starts_with(letters::LAM) && after.starts_with(letters::LAM) && long(after, 4) {
            rest = &after[letters::LAM.len_utf8()..];
        }
    }
    let mut article = rest.chars();
    if article.next() == Some(letters::ALIF) && article.next() == Some(letters::LAM) && long(article.as_str(), 3) {
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
pub(crate) fn share(part: &FxHashSet<String>, whole: &FxHashSet<String>) -> f32 {
    if part.is_empty() {
        return 0.0;
    }
    // A count, so the order of the set does not matter.
    part.intersection(whole).count() as f32 / part.len() as f32
}

#[cfg(test)]
mod tests {
    use super::{share, stem, stems};
    use waqai_text::fold;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for (a, b) in [("والميناء", "الميناء"), ("للمزارعين", "مزارعون"), ("الشرطة", "شرطتها"), ("بالمصنع", "مصنع")] {
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
    }
}
