//! Everything that lexicon and grammar allow a word by itself.

use crate::build;
use crate::candidates::{self, Candidate};
use crate::lexicon::{Lexicon, flag};
use crate::token::{Proclitics, Pronoun, Reading, Segment, State, Upos};
use smallvec::SmallVec;
use waqai_text::Span;

/// One analysis of a word out of context. Spans are bytes of the word.
#[derive(Debug, Clone, PartialEq)]
pub struct WordAnalysis {
    /// Clitics and stem in order of writing; together they cover the word.
    pub segments: SmallVec<[Segment; 3]>,
    /// The stem with its inflection.
    pub stem: Span,
    /// The proclitics, as a set.
    pub proclitics: Proclitics,
    /// The attached pronoun.
    pub pronoun: Option<Pronoun>,
    /// Lemma, vocalised lemma, root, part of speech, gender, number, person, aspect and voice; each `None` where the
    /// writing and the lexicon do not tell.
    pub reading: Reading,
    /// Whether a noun or adjective is definite, indefinite or first member of a construct; `None` where the writing does
    /// not tell, and for other words.
    pub state: Option<State>,
    /// How likely it is out of context: a natural logarithm of frequency, to compare analyses of one word with each other.
    pub weight: f32,
}

/// All analyses of a written word, the likeliest first; in context [`crate::analyse`] chooses among them. A word that the
/// lexicon lacks has guesses (`reading.known` is false). Empty for what has no Arabic letter or more than forty.
///
/// ```
/// let lexicon = waqai_lang::Lexicon::load();
/// let all = waqai_lang::analyses(&lexicon, "وبكتابهم");
/// let best = &all[0];
/// assert_eq!(best.reading.lemma, "كتاب");
/// assert_eq!(best.reading.root, Some("كتب"));
/// assert_eq!(best.segments.len(), 4);
/// assert_eq!(best.state, Some(waqai_lang::State::Construct));
/// ```
#[must_use]
pub fn analyses(lexicon: &Lexicon, word: &str) -> Vec<WordAnalysis> {
    let read = candidates::read(lexicon, word, &mut Default::default());
    let span = Span::new(0, word.len());
    let mut order: Vec<&Candidate> = read.candidates.iter().collect();
    order.sort_by(|a, b| b.prior.total_cmp(&a.prior));
    let mut out: Vec<WordAnalysis> = Vec::with_capacity(order.len());
    for c in order {
        let segments = build::segments(&read, c, span);
        let stem = segments.iter().find(|s| s.role == crate::token::Role::Stem).map_or(span, |s| s.span);
        let analysis = WordAnalysis {
            stem,
            segments,
            proclitics: c.prefix.set,
            pronoun: c.suffix.pronoun,
            reading: build::reading(lexicon, word, span, &read, c),
            state: state(c),
            weight: c.prior,
        };
        let same = |o: &WordAnalysis| {
            o.reading == analysis.reading && o.segments == analysis.segments && o.state == analysis.state
        };
        if !out.iter().any(same) {
            out.push(analysis);
        }
    }
    out
}

fn state(c: &Candidate) -> Option<State> {
    if !matches!(c.cell.upos, Upos::Noun | Upos::Adj | Upos::Num) {
        return None;
    }
    if c.prefix.set.has(Proclitics::AL) {
        Some(State::Definite)
    } else if c.suffix.pronoun.is_some() || c.cell.has(flag::CONSTRUCT) {
        Some(State::Construct)
    } else if c.cell.has(flag::TANWIN) {
        Some(State::Indefinite)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::analyses;
    use crate::{Aspect, Lexicon, State, Upos, Voice};

    #[test]
    fn a_word_has_all_its_analyses() {
        let lexicon = Lexicon::load();
        let all = analyses(&lexicon, "كتب");
        let verb = all.iter().find(|a| a.reading.upos == Upos::Verb).expect("a verb");
        assert_eq!((verb.reading.root, verb.reading.aspect), (Some("كتب"), Some(Aspect::Perfect)));
        assert!(all.iter().any(|a| a.reading.upos == Upos::Noun && a.reading.lemma == "كتاب"));
    }

    #[test]
    fn the_state_is_told_where_the_writing_shows_it() {
        let lexicon = Lexicon::load();
        for (word, state) in [
            ("القرار", Some(State::Definite)),
            ("قرارا", Some(State::Indefinite)),
            ("قراره", Some(State::Construct)),
            ("مهندسو", Some(State::Construct)),
            ("قرار", None),
        ] {
            assert_eq!(analyses(&lexicon, word)[0].state, state, "{word}");
        }
    }

    #[test]
    fn an_unvowelled_verb_is_no_passive_without_reason() {
        let lexicon = Lexicon::load();
        for word in ["أعلن", "قتل", "كتب", "استقبل", "يعقد", "تنقل", "هاجم", "ضرب", "فتح", "يستخدم"]
        {
            let all = analyses(&lexicon, word);
            let verb = all.iter().find(|a| a.reading.upos == Upos::Verb).expect("a verb");
            assert_ne!(verb.reading.voice, Some(Voice::Passive), "{word}");
        }
        for word in ["قُتل", "يُعقد", "قيل", "أصيب"] {
            assert_eq!(analyses(&lexicon, word)[0].reading.voice, Some(Voice::Passive), "{word}");
        }
    }

    #[test]
    fn nothing_is_made_of_what_is_no_word() {
        let lexicon = Lexicon::load();
        for text in ["", "12", "abc", "\u{0651}", "و"] {
            let _ = analyses(&lexicon, text);
        }
        assert!(analyses(&lexicon, "").is_empty());
    }
}
