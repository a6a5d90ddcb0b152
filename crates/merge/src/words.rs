//! Words as linking compares them: folded, without clitics and endings, by their digest.
//!
//! No lexicon: taking off too much costs nothing here, since both articles lose the same letters.

use crate::signature::digest;
use crate::tables::tables;
use waqai_text::fold;
use waqai_text::letters::{ALIF, BA, FA, HA, HAMZA, KAF, LAM, MIM, NUN, TA, WAW, YA, is_alphanumeric};

/// A stem and what sharing it is worth, 1 to 10.
pub(crate) type Weighed = (u32, u8);

/// The folded words of a text: letters and digits.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    fold(text).split(|c| !is_alphanumeric(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The digest of a word.
pub(crate) fn code(word: &str) -> u32 {
    let n = digest(word.as_bytes());
    (n ^ (n >> 32)) as u32
}

/// Stems of a text that are worth something, each once, sorted by digest; with the first word of each, for showing.
pub(crate) fn stems(text: &str) -> Vec<(Weighed, String)> {
    let mut all: Vec<(Weighed, String)> = folded_words(text)
        .into_iter()
        .filter_map(|word| {
            let stem = stem(&word);
            let code = code(stem);
            let worth = tables().worth(code);
            (worth > 0 && (stem.chars().count() > 1)).then_some(((code, worth), word))
        })
        .collect();
    all.sort();
    all.dedup_by_key(|((code, _), _)| *code);
    all
}

/// Stems without their words.
pub(crate) fn weighed(text: &str) -> Vec<Weighed> {
    stems(text).into_iter().map(|(w, _)| w).collect()
}

/// What is left of a folded word without conjunctions, prepositions, article and common endings. At least three letters stay, four
/// where a single letter is taken from the front.
pub(crate) fn stem(word: &str) -> &str {
    let mut rest = word;
    loop {
        let before = rest;
        if let Some(bare) = without_article(rest) {
            rest = bare;
        }
        for letter in [WAW, FA, BA, LAM, KAF] {
            if let Some(bare) = rest.strip_prefix(letter)
                && bare.chars().count() >= 4
            {
                rest = bare;
                break;
            }
        }
        if rest == before {
            break;
        }
    }
    loop {
        let before = rest;
        let ends: [&[char]; 9] = [
            &[ALIF, TA],
            &[WAW, NUN],
            &[YA, NUN],
            &[ALIF, NUN],
            &[HA, ALIF],
            &[HA, MIM],
            &[HA],
            &[TA],
            &[YA],
        ];
        for end in ends {
            if let Some(bare) = without_end(rest, end)
                && bare.chars().count() >= 3
            {
                rest = bare;
                break;
            }
        }
        if rest == before {
            return rest;
        }
    }
}

/// A word without the article (also where ل has swallowed its alif), if at least three letters are left.
pub(crate) fn without_article(word: &str) -> Option<&str> {
    let article = word.strip_prefix([ALIF]).and_then(|w| w.strip_prefix(LAM));
    let swallowed = || word.strip_prefix(LAM).and_then(|w| w.strip_prefix(LAM));
    article.or_else(swallowed).filter(|bare| bare.chars().count() >= 3)
}

fn without_end<'a>(word: &'a str, end: &[char]) -> Option<&'a str> {
    end.iter().rev().try_fold(word, |rest, letter| rest.strip_suffix(*letter))
}

/// The letters of a folded word that survive other spellings of a foreign name: without weak letters and hamza, double letters once;
/// the word itself where fewer than two are left.
pub(crate) fn skeleton(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().filter(|c| ![ALIF, WAW, YA, HA, HAMZA].contains(c)).collect();
    letters.dedup();
    if letters.len() < 2 { word.to_owned() } else { letters.into_iter().collect() }
}

/// How alike two sorted sets are: the cosine of their weights, 0 to 1.
pub(crate) fn likeness(left: &[Weighed], right: &[Weighed]) -> f32 {
    let square = |set: &[Weighed]| set.iter().map(|(_, w)| u32::from(*w) * u32::from(*w)).sum::<u32>() as f32;
    let shared: u32 = shared(left, right).map(|(_, w)| u32::from(w) * u32::from(w)).sum();
    if shared == 0 { 0.0 } else { shared as f32 / (square(left) * square(right)).sqrt() }
}

/// What both sorted sets have.
pub(crate) fn shared<'a>(left: &'a [Weighed], right: &'a [Weighed]) -> impl Iterator<Item = Weighed> + 'a {
    let mut rest = right;
    left.iter().filter_map(move |word| {
        while rest.first().is_some_and(|other| other.0 < word.0) {
            rest = rest.get(1..).unwrap_or_default();
        }
        rest.first().filter(|other| other.0 == word.0).map(|_| *word)
    })
}

#[cfg(test)]
mod tests {
    use super::{likeness, skeleton, stem, weighed};
    use waqai_text::fold;

    #[test]
    fn clitics_and_endings_are_taken_off_alike() {
        for (a, b) in
            [("الوزارة", "وزارة"), ("وللمحتجين", "المحتجون"), ("بالثكنة", "ثكنة"), ("غارات", "غارة")]
        {
            assert_eq!(stem(&fold(a)), stem(&fold(b)), "{a} {b}");
        }
        assert_ne!(stem(&fold("وزير")), stem(&fold("زير")));
    }

    #[test]
    fn spellings_of_a_foreign_name_share_a_skeleton() {
        assert_eq!(skeleton(&fold("ورقنه")), skeleton(&fold("ورقني")));
        assert_eq!(skeleton(&fold("سيدكان")), skeleton(&fold("سيداكان")));
        assert_ne!(skeleton(&fold("ماجد")), skeleton(&fold("سالم")));
    }

    #[test]
    fn likeness_is_one_for_the_same_and_none_for_others() {
        let (a, b) = (weighed("انفجار مروع هز ميناء الرمانة"), weighed("مهرجان للتمور في واحة الصفصاف"));
        assert!((likeness(&a, &a) - 1.0).abs() < 1e-6);
        assert_eq!(likeness(&a, &b), 0.0);
    }
}
