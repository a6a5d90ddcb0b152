//! A text made ready for the rules: tokens, their forms, the phrases found, and the questions the rules ask of them.

use crate::EntityKind;
use crate::data::{Class, NameData};
use crate::gazetteer::{self, Match};
use crate::recogniser::Guess;
use crate::words::{self, Forms};
use std::ops::Range;
use waqai_lang::{Analysis, Aspect, Kind, Proclitics, Token, Upos};
use waqai_text::{Span, letters};

/// How surely a rule saw a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// Only with the recogniser's agreement.
    Doubtful,
    /// The recogniser alone.
    Guessed,
    /// On its own.
    Sure,
}

/// A stretch of text that a rule takes for a name.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Tokens of the name.
    pub tokens: Range<usize>,
    /// Bytes of the name.
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
    /// The rule.
    pub rule: &'static str,
    /// How sure.
    pub grade: Grade,
    /// First token of a word before it that says only what it is (صحيفة، تنظيم); else that of the name.
    pub lead: usize,
    /// Tokens of the title before it.
    pub title: Option<Range<usize>>,
    /// Country of the title or of an adjective in the name.
    pub country: Option<u32>,
    /// The row of the first word's table entry, for an institution.
    pub head: Option<u32>,
}

impl Candidate {
    pub(crate) fn new(
        tokens: Range<usize>,
        span: Span,
        kind: EntityKind,
        rule: &'static str,
        grade: Grade,
    ) -> Self {
        Candidate {
            lead: tokens.start,
            tokens,
            span,
            kind,
            rule,
            grade,
            title: None,
            country: None,
            head: None,
        }
    }
}

/// The text with everything the rules look at.
pub(crate) struct Scene<'a> {
    pub analysis: &'a Analysis<'a>,
    pub data: &'a NameData,
    pub forms: Vec<Forms>,
    pub matches: Vec<Match>,
    pub guesses: Vec<Guess>,
    starts: Vec<usize>,
    /// The text reports on sport: bare words may be clubs.
    pub sport: bool,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(analysis: &'a Analysis<'a>, data: &'a NameData) -> Scene<'a> {
        let forms = words::forms_of(analysis);
        let matches = gazetteer::find(analysis, &forms, data);
        let n = analysis.tokens.len();
        let starts = (0..=n).map(|i| matches.partition_point(|m| m.tokens.start < i)).collect();
        let mut scene = Scene { analysis, data, forms, matches, guesses: Vec::new(), starts, sport: false };
        scene.sport = scene.is_sport();
        scene
    }

    /// Whether at least three different words of sport stand in the text, one in a hundred words or more.
    fn is_sport(&self) -> bool {
        let mut found: Vec<&str> = Vec::new();
        let mut all = 0;
        for i in (0..self.analysis.tokens.len()).filter(|i| self.grammar_chosen(*i, "sport")) {
            all += 1;
            if !found.contains(&self.key(i)) {
                found.push(self.key(i));
            }
        }
        found.len() >= 3 && all * 100 >= self.analysis.tokens.len()
    }

    pub(crate) fn token(&self, i: usize) -> Option<&Token> {
        self.analysis.tokens.get(i)
    }
    /// One past the last token of the sentence of token `i`.
    pub(crate) fn sentence_end(&self, i: usize) -> usize {
        let n = self.analysis.tokens.len();
        let sentence = self.token(i).and_then(|t| self.analysis.sentences.get(t.sentence as usize));
        sentence.map_or(n, |s| s.tokens.end.min(n))
    }
    pub(crate) fn text(&self, i: usize) -> &str {
        self.token(i).map_or("", |t| t.span.of(self.analysis.text))
    }
    /// Whether the token stands in the first paragraph: the headline, where there is one.
    pub(crate) fn in_first_paragraph(&self, i: usize) -> bool {
        let sentence = self.token(i).and_then(|t| self.analysis.sentences.get(t.sentence as usize));
        sentence.is_some_and(|s| s.paragraph == 0)
    }
    pub(crate) fn is_mark(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.kind == Kind::Punct)
    }
    pub(crate) fn is_quote(&self, i: usize) -> bool {
        self.is_mark(i) && matches!(self.text(i), "\"" | "«" | "»" | "“" | "”" | "'" | "‘" | "’" | "{" | "}")
    }
    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.kind == Kind::Word)
    }
    pub(crate) fn upos(&self, i: usize) -> Upos {
        self.token(i).map_or(Upos::X, Token::upos)
    }
    /// Key of the analyser's reading, with the article.
    pub(crate) fn key(&self, i: usize) -> &str {
        self.forms.get(i).and_then(|f| f.first()).map_or("", |f| f.key.as_str())
    }
    /// Key of the analyser's reading, without the article.
    pub(crate) fn bare(&self, i: usize) -> &str {
        self.token(i).map_or("", |t| t.form.as_str())
    }
    pub(crate) fn has_article(&self, i: usize) -> bool {
        self.token(i).is_some_and(Token::has_article)
    }
    /// و, ف, ب, ل or ك is attached, as the analyser sees it.
    pub(crate) fn has_clitic(&self, i: usize) -> bool {
        const FRONT: Proclitics = Proclitics(1 | 2 | 4 | 8 | 16);
        self.token(i).is_some_and(|t| t.proclitics.any(FRONT))
    }
    pub(crate) fn has_conjunction(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.proclitics.conjunction())
    }
    pub(crate) fn known(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.best().known)
    }

    /// Phrases of the gazetteer that begin at token `i`, the shorter first among those with the same first form.
    pub(crate) fn at(&self, i: usize) -> &[Match] {
        match (self.starts.get(i), self.starts.get(i.wrapping_add(1))) {
            (Some(a), Some(b)) => self.matches.get(*a..*b).unwrap_or(&[]),
            _ => &[],
        }
    }
    /// The longest phrase of a class that begins at token `i`; among equals the one read as the analyser did.
    pub(crate) fn longest(&self, i: usize, class: Class) -> Option<&Match> {
        self.at(i).iter().filter(|m| m.is(class)).max_by_key(|m| (m.tokens.end, m.chosen))
    }
    /// Whether a single word, read as chosen or whole, has this class; gives its number.
    pub(crate) fn word_number(&self, i: usize, class: Class) -> Option<u32> {
        let one = self.at(i).iter().filter(|m| m.tokens.len() == 1 && (m.chosen || m.span == self.whole(i)));
        one.filter_map(|m| m.number(class)).max()
    }
    /// The span of the whole written word.
    pub(crate) fn whole(&self, i: usize) -> Span {
        self.token(i).map_or_else(Span::default, |t| t.span)
    }
    /// Whether the whole written word plays this part in the grammar of names.
    pub(crate) fn grammar(&self, i: usize, class: &str) -> bool {
        let whole = self.whole(i);
        self.at(i).iter().filter(|m| m.tokens.len() == 1 && m.span == whole).flat_map(|m| &m.readings).any(
            |r| {
                r.class == Class::Word
                    && self.data.tables.words.get(r.row() as usize).is_some_and(|w| w.class == class)
            },
        )
    }
    /// Whether the whole written word plays any part in it.
    pub(crate) fn in_grammar(&self, i: usize) -> bool {
        ["nasab", "kunya", "house", "abd", "particle", "joiner"].iter().any(|c| self.grammar(i, c))
    }
    /// The same for the word as the analyser reads it, so with و ب ل in front.
    pub(crate) fn grammar_chosen(&self, i: usize, class: &str) -> bool {
        self.at(i).iter().filter(|m| m.tokens.len() == 1 && m.chosen).flat_map(|m| &m.readings).any(|r| {
            r.class == Class::Word
                && self.data.tables.words.get(r.row() as usize).is_some_and(|w| w.class == class)
        })
    }
    /// "طالب الوزير بإقالة": a word that may be a name or a noun opens a sentence of the report as its verb of saying.
    pub(crate) fn opens_as_verb(&self, i: usize) -> bool {
        let Some(token) = self.analysis.tokens.get(i) else { return false };
        let sentence = self.analysis.sentences.get(token.sentence as usize);
        let opens = sentence.is_some_and(|s| s.paragraph > 0 && s.tokens.start == i);
        // "طالب الحسن يزور بغداد": a name before a verb of its own.
        let own_verb = (i + 1..i + 4).any(|k| self.upos(k) == Upos::Verb);
        opens
            && !own_verb
            && token.readings.iter().any(|r| r.upos == Upos::Verb && r.aspect == Some(Aspect::Perfect))
            && (self.grammar(i, "saying") || self.grammar_chosen(i, "saying"))
    }
    /// An adjective with the article follows, so that the word is described: "المملكة الهاشمية".
    pub(crate) fn is_described(&self, i: usize) -> bool {
        self.has_article(i + 1) && self.upos(i + 1) == Upos::Adj && !self.has_clitic(i + 1)
    }
    /// The country of an adjective of nationality, article or not.
    pub(crate) fn demonym(&self, i: usize) -> Option<u32> {
        if !matches!(self.upos(i), Upos::Adj | Upos::Noun | Upos::Propn | Upos::X) {
            return None;
        }
        let find = |key: &str| {
            let readings = self.data.get(key);
            readings.iter().find(|r| r.class == Class::Demonym).map(|r| r.row())
        };
        find(self.bare(i))
    }
    /// Whether a noun is feminine by its ending, or a plural in ات.
    pub(crate) fn is_feminine(&self, i: usize) -> bool {
        let noun = self.bare(i);
        noun.ends_with(letters::HA)
            || (noun.ends_with(letters::TA) && noun.chars().rev().nth(1) == Some(letters::ALIF))
    }
    /// Whether an adjective is feminine by its ending; العليا and الكبرى are so too.
    pub(crate) fn ends_feminine(&self, j: usize) -> bool {
        [letters::HA, letters::ALIF].iter().any(|c| self.bare(j).ends_with(*c))
            || self.text(j).ends_with(letters::ALIF_MAQSURA)
    }
    /// Whether the adjective `j` can belong to the noun `i`: a noun in ة or ات wants one in ة.
    pub(crate) fn agrees(&self, i: usize, j: usize) -> bool {
        !self.is_feminine(i) || self.ends_feminine(j)
    }
    /// Bytes from the first form of `tokens.start` to the end of the last token.
    pub(crate) fn span(&self, tokens: &Range<usize>) -> Span {
        let first = self
            .forms
            .get(tokens.start)
            .and_then(|f| f.first())
            .map_or_else(|| self.whole(tokens.start), |f| f.span);
        if tokens.len() <= 1 { first } else { first.cover(self.whole(tokens.end - 1)) }
    }
}
