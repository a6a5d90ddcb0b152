//! The words of an article, and of a query, in all layers.
//!
//! A clitic is taken off, and a form is taken to its dictionary word, only where the analysis of the word says so: وزير keeps its
//! waw, لبنان its lam. Of an article, the reading in context counts, and inside a name the name's own letters (بلينكن keeps its
//! ba even where no lexicon has it). A word of a query has no context: all its likely readings count.

use crate::families::Families;
use crate::known::Known;
use crate::normal::{self, Folded};
use crate::text::{self, Bytes};
use compact_str::CompactString;
use smallvec::SmallVec;
use waqai_lang::{Analysis, Kind, Lexicon, Proclitics, Role, Token, Upos, WordAnalysis};
use waqai_names::key::{AL, PhraseKey};
use waqai_names::words::{Form, forms_of};
use waqai_schema::Record;
use waqai_text::Span;

/// Keys of dictionary words.
pub(crate) type Lemmas = SmallVec<[CompactString; 3]>;

/// A written word in all layers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Keys {
    pub(crate) exact: CompactString,
    pub(crate) folded: Folded,
    pub(crate) lemmas: Lemmas,
}

/// A word of an article.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Bytes of the text.
    pub(crate) span: Span,
    /// Sentence it stands in.
    pub(crate) sentence: u32,
    /// Counts words, and one more at the end of every sentence, so that no phrase reaches across.
    pub(crate) position: u32,
    pub(crate) keys: Keys,
    /// With the next word, when the two are one name that is also written together (عبد الرحمن).
    pub(crate) joined: Option<CompactString>,
}

/// The words of an article and its sentences.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) words: Vec<Word>,
    pub(crate) sentences: Vec<Span>,
}

/// A name in the text: its bytes, and whether each of its words is a name and nothing else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameSpan {
    pub(crate) span: Span,
    pub(crate) proper: bool,
}

/// Everything that search knows of the language, loaded once. Immutable; can be shared between threads.
pub struct Language {
    lexicon: Lexicon,
    pub(crate) known: Known,
    families: Families,
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Language").finish_non_exhaustive()
    }
}

impl Default for Language {
    fn default() -> Self {
        Language::load()
    }
}

/// How much less likely than the best (natural logarithm) another reading of a query's word may be.
const MARGIN: f32 = 2.0;
/// How much less likely a reading as one word may be than one with ب, ل, و … before it, and still be taken for what a
/// searcher means: nobody looks for "and to".
const WHOLE: f32 = 4.0;
/// Below this confidence the second reading in context counts too.
const SURE: f32 = 0.9;

impl Language {
    /// What ships with the program.
    #[must_use]
    pub fn load() -> Language {
        Language { lexicon: Lexicon::load(), known: Known::load(), families: Families::load() }
    }

    /// The words of an article's own text.
    pub(crate) fn words(&self, record: &Record) -> Words {
        let text = text::own(record, &Bytes::new(&record.document.text));
        self.words_of(record, &waqai_lang::analyse(&self.lexicon, &text))
    }

    /// The same, where the text has been analysed already.
    pub(crate) fn words_of(&self, record: &Record, analysis: &Analysis<'_>) -> Words {
        let text = record.document.text.as_str();
        let names = text::names(record, &Bytes::new(text));
        let mut words: Vec<Word> = Vec::with_capacity(analysis.tokens.len());
        let (mut position, mut sentence, mut at) = (0, 0, 0);
        let forms = forms_of(analysis);
        let tokens = analysis.tokens.iter().zip(&forms);
        for (token, others) in tokens.filter(|(t, _)| t.kind != Kind::Punct) {
            while names.get(at).is_some_and(|n| n.span.end <= token.span.start) {
                at += 1;
            }
            let name = names.get(at).copied().filter(|n| n.span.overlaps(token.span));
            if !words.is_empty() {
                position += 1 + u32::from(token.sentence != sentence);
            }
            sentence = token.sentence;
            words.push(Word {
                span: token.span,
                sentence,
                position,
                keys: self.keys(text, token, others, name),
                joined: None,
            });
        }
        self.join(text, &mut words);
        Words { words, sentences: analysis.sentences.iter().map(|s| s.span).collect() }
    }

    /// Marks pairs of words that are one name.
    fn join(&self, text: &str, words: &mut [Word]) {
        for i in 1..words.len() {
            let (before, after) = (&words[i - 1], &words[i]);
            let between = text.get(before.span.end as usize..after.span.start as usize).unwrap_or("");
            if before.sentence != after.sentence
                || !between.chars().all(char::is_whitespace)
                || between.is_empty()
            {
                continue;
            }
            let joined = before.keys.lemmas.iter().find_map(|l| joined(l, &after.keys.folded[0]));
            words[i - 1].joined = joined;
        }
    }

    fn keys(&self, text: &str, token: &Token, others: &[Form], name: Option<NameSpan>) -> Keys {
        let written = token.span.of(text);
        let mut keys =
            Keys { exact: normal::exact(written), folded: normal::folded(written), lemmas: Lemmas::new() };
        if token.kind != Kind::Word {
            keys.lemmas.push(keys.folded[0].clone());
            return keys;
        }
        let stem = token.stem.of(text);
        let definite = if token.has_article() { [AL, stem].concat() } else { stem.to_owned() };
        match name {
            Some(name) => self.in_name(text, token, name, &definite, &mut keys.lemmas),
            None => {
                self.push_readings(&mut keys.lemmas, token);
                if !token.best().known {
                    self.push(&mut keys.lemmas, stem);
                }
                // A name by itself, which the recogniser could not be sure of: with its article, and with the letters that
                // the lexicon takes for clitics or does not take off.
                if self.known.is_name(&definite) {
                    self.push(&mut keys.lemmas, &definite);
                }
                if !token.best().known || token.proclitics != Proclitics::default() {
                    for form in others {
                        let form = form.span.of(text);
                        if self.known.is_name(form) {
                            self.push(&mut keys.lemmas, form);
                        }
                    }
                }
            }
        }
        keys
    }

    /// The recogniser of names knows better than the lexicon where a name begins.
    fn in_name(&self, text: &str, token: &Token, name: NameSpan, definite: &str, lemmas: &mut Lemmas) {
        let begins = name.span.start.max(token.span.start);
        let mut form = Span { start: begins, end: token.span.end }.of(text);
        if begins > token.span.start && begins >= token.stem.start && token.has_article() {
            // للشرع: the article is fused, and no part of the span.
            form = definite;
        }
        self.push(lemmas, form);
        match form.strip_prefix(AL).filter(|_| name.proper && token.has_article()) {
            // A name that begins with the article is no form of the word without it, unless people leave it out.
            Some(bare) if self.known.is_surname(bare) => self.push(lemmas, bare),
            Some(_) => {}
            None => self.push_readings(lemmas, token),
        }
    }

    fn push_readings(&self, lemmas: &mut Lemmas, token: &Token) {
        self.push(lemmas, &token.best().lemma);
        if token.confidence < SURE
            && let Some(second) = token.readings.iter().find(|r| r.lemma != token.best().lemma)
        {
            self.push(lemmas, &second.lemma);
        }
    }

    fn push(&self, lemmas: &mut Lemmas, lemma: &str) {
        let head = self.families.head(normal::key(lemma));
        if !lemmas.contains(&head) && !head.is_empty() {
            lemmas.push(head);
        }
    }

    /// The words of a query's word; usually one. Empty where it has no letter or digit.
    pub(crate) fn query(&self, written: &str) -> Vec<Keys> {
        let analysis = waqai_lang::analyse(&self.lexicon, written);
        let words = analysis.tokens.iter().filter(|t| t.kind != Kind::Punct);
        words
            .map(|t| {
                let word = t.span.of(written);
                Keys {
                    exact: normal::exact(word),
                    folded: normal::folded(word),
                    lemmas: self.query_lemmas(word, t.kind),
                }
            })
            .collect()
    }

    fn query_lemmas(&self, word: &str, kind: Kind) -> Lemmas {
        let mut lemmas = Lemmas::new();
        if kind != Kind::Word {
            lemmas.push(normal::key(word));
            return lemmas;
        }
        let all = waqai_lang::analyses(&self.lexicon, word);
        let proper = all.first().is_none_or(|a| a.reading.upos == Upos::Propn || !a.reading.known);
        if self.known.is_name(word) {
            self.push(&mut lemmas, word);
            // الشرع is a man, شرع is none; وليد is no hand.
            if normal::key(word).starts_with(AL) || proper {
                return lemmas;
            }
        }
        for reading in likely(&all) {
            let stem = reading.stem.of(word);
            if reading.proclitics.has(Proclitics::AL) {
                let form = [AL, stem].concat();
                if self.known.is_name(&form) {
                    self.push(&mut lemmas, &form);
                    continue;
                }
            }
            self.push(&mut lemmas, &reading.reading.lemma);
            if !reading.reading.known {
                self.push(&mut lemmas, stem);
            }
        }
        if lemmas.is_empty() {
            self.push(&mut lemmas, word);
        }
        lemmas
    }
}

/// What a searcher may mean by a word.
fn likely(all: &[WordAnalysis]) -> impl Iterator<Item = &WordAnalysis> {
    let best = all.first().map_or(0.0, |a| a.weight);
    let is_whole = |a: &WordAnalysis| a.segments.iter().all(|s| matches!(s.role, Role::Stem | Role::Article));
    let whole = all.iter().filter(|a| is_whole(a) && a.reading.known).map(|a| a.weight).next();
    let whole = whole.filter(|w| best - w <= WHOLE);
    all.iter().filter(move |a| match whole {
        Some(w) => is_whole(a) && w - a.weight <= MARGIN,
        None => best - a.weight <= MARGIN,
    })
}

/// The two words as one, if they are a name that is also written together.
pub(crate) fn joined(first: &str, second: &str) -> Option<CompactString> {
    let mut key = PhraseKey::default();
    key.push(first);
    key.push(second);
    (!key.text.contains(' ') && key.text.len() > first.len()).then(|| key.text.into())
}
