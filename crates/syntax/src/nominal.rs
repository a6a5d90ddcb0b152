//! Inside noun phrases: genitives, adjectives, coordination.

use crate::chunk::{Chunk, ChunkKind, Syntax};
use smallvec::SmallVec;
use std::ops::Range;
use waqai_lang::{Kind, Upos};
use waqai_names::EntityKind;
use waqai_text::Span;
use waqai_text::letters::{MIM, NUN};

/// A noun phrase, or the part of one from some token on.
#[derive(Debug, Clone, PartialEq)]
pub struct Np {
    /// Its chunk.
    pub chunk: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that the rest depends on.
    pub head: usize,
    /// The mention that is its head.
    pub mention: Option<usize>,
    /// It is a pronoun (attached to a verb, noun or preposition).
    pub pronoun: bool,
}

impl<'a> Syntax<'a> {
    /// The whole of chunk `c`.
    #[must_use]
    pub fn np(&self, c: usize) -> Np {
        let chunk = &self.chunks[c];
        Np {
            chunk: c,
            tokens: chunk.tokens.clone(),
            head: chunk.head,
            mention: chunk.mention,
            pronoun: chunk.pronoun,
        }
    }

    /// The pronoun attached to token `i`.
    #[must_use]
    pub fn attached_pronoun(&self, i: usize) -> Option<Np> {
        self.analysis.tokens.get(i)?.pronoun?;
        Some(Np { chunk: self.chunk_of[i] as usize, tokens: i..i + 1, head: i, mention: None, pronoun: true })
    }

    /// The genitive of the noun at token `i`: what follows it in its phrase, or its pronoun.
    #[must_use]
    pub fn genitive(&self, i: usize) -> Option<Np> {
        let c = self.chunk_of[i] as usize;
        let chunk = self.chunks.get(c)?;
        if let Some(p) = self.attached_pronoun(i) {
            return Some(p);
        }
        let t = &self.analysis.tokens[i];
        let mut j = i + 1;
        // The genitive may stand in quotes: حركة «حماس».
        while j < chunk.tokens.end && self.analysis.tokens[j].kind == Kind::Punct {
            j += 1;
        }
        if t.has_article() || j >= chunk.tokens.end {
            return None;
        }
        let next = &self.analysis.tokens[j];
        // An adjective is no genitive: "مؤتمر صحفي". One read as a noun is told by its ending, or by its other reading.
        let relational = next.form.ends_with(waqai_text::letters::YA) && next.may_be(Upos::Adj);
        let persons = next.best().number == Some(waqai_lang::Number::Plural)
            && next.form.ends_with(waqai_text::letters::NUN)
            && t.best().number == Some(waqai_lang::Number::Singular);
        if self.mention_at[j].is_none()
            && !persons
            && ((next.upos() == Upos::Adj && !next.may_be(Upos::Propn))
                || (relational && !next.has_article()))
        {
            return None;
        }
        let (head, mention) = self.head_from(j, chunk.tokens.end);
        Some(Np { chunk: c, tokens: j..chunk.tokens.end, head, mention, pronoun: false })
    }

    /// The head of a noun phrase that starts at token `j`: past numbers and quantifiers, a mention if one starts there.
    fn head_from(&self, j: usize, end: usize) -> (usize, Option<usize>) {
        let mut k = j;
        while k < end {
            if let Some((_, m)) = self.mention_at[k] {
                return (k, Some(m as usize));
            }
            let t = &self.analysis.tokens[k];
            let leads = t.kind == Kind::Number
                || t.kind == Kind::Punct
                || t.upos() == Upos::Num
                || crate::class_of(&t.form).is_some();
            if !leads {
                return (k, None);
            }
            k += 1;
        }
        (j, None)
    }

    /// The adjectives of the noun at token `i`, in order.
    #[must_use]
    pub fn adjectives(&self, i: usize) -> SmallVec<[usize; 2]> {
        let c = self.chunk_of[i] as usize;
        let Some(chunk) = self.chunks.get(c) else { return SmallVec::new() };
        (i + 1..chunk.tokens.end)
            .filter(|&j| self.analysis.tokens[j].upos() == Upos::Adj && self.mention_at[j].is_none())
            .collect()
    }

    /// Mentions that start inside these tokens, outermost first, in order.
    #[must_use]
    pub fn mentions_in(&self, tokens: Range<usize>) -> SmallVec<[usize; 4]> {
        let mut found = SmallVec::new();
        let mut i = tokens.start;
        while i < tokens.end {
            if let Some((end, m)) = self.mention_at[i] {
                found.push(m as usize);
                i = (end as usize).max(i + 1);
            } else {
                i += 1;
            }
        }
        found
    }

    /// The phrases coordinated with chunk `c` after it ("… والمعارضة و…"), `c` itself first.
    #[must_use]
    pub fn coordinated(&self, c: usize) -> SmallVec<[usize; 4]> {
        let mut all: SmallVec<[usize; 4]> = SmallVec::from_slice(&[c]);
        let sentence_end = self.sentence_of_chunk(c).end;
        let Some(first) = self.chunks.get(c) else { return all };
        let mut k = c + 1;
        while k < sentence_end {
            let chunk = &self.chunks[k];
            match chunk.kind {
                ChunkKind::Noun if chunk.conj && !chunk.pronoun && self.joins(first, chunk) => {
                    // "والرئيس يقول": a noun before its own verb opens a clause.
                    let verb_next =
                        self.chunks.get(k + 1).is_some_and(|n| n.kind == ChunkKind::Verb && !n.conj);
                    if verb_next && !self.chunks.get(k + 1).is_some_and(|n| self.is_plural_verb(n.head)) {
                        break;
                    }
                    all.push(k);
                    k += 1;
                }
                // Apposition, quotes and what hangs on the last member may stand between.
                ChunkKind::Quote | ChunkKind::OpenQuote | ChunkKind::CloseQuote | ChunkKind::Conjunction => {
                    k += 1
                }
                ChunkKind::Comma
                    if self.chunks.get(k + 1).is_some_and(|n| {
                        n.kind == ChunkKind::Noun && n.conj && n.prep.is_none() && n.mention.is_some()
                    }) =>
                {
                    k += 1
                }

                // "X من حركة كذا وY": one complement of the noun may stand between.
                ChunkKind::Noun
                    if chunk.prep.as_deref().is_some_and(|p| p.chars().eq([MIM, NUN]))
                        && !chunk.conj
                        && self.chunks.get(k + 1).is_some_and(|n| {
                            n.kind == ChunkKind::Noun && n.conj && n.prep.is_none() && n.mention.is_some()
                        })
                        && first.mention.is_some() =>
                {
                    k += 1
                }
                _ => break,
            }
        }
        all
    }

    fn joins(&self, first: &Chunk, other: &Chunk) -> bool {
        match (&first.prep, &other.prep) {
            (_, None) => true,
            (Some(a), Some(b)) => a == b,
            (None, Some(_)) => false,
        }
    }

    fn is_plural_verb(&self, i: usize) -> bool {
        matches!(
            self.analysis.tokens[i].best().number,
            Some(waqai_lang::Number::Plural | waqai_lang::Number::Dual)
        )
    }

    /// The chunks of the sentence that chunk `c` stands in.
    #[must_use]
    pub fn sentence_of_chunk(&self, c: usize) -> Range<usize> {
        let at = self.sentences.partition_point(|s| s.end <= c);
        self.sentences.get(at).cloned().unwrap_or(c..c + 1)
    }

    /// Whether chunk `k` is the name of the place that the complement before it describes ("في العاصمة القطرية الدوحة").
    #[must_use]
    pub fn is_place_apposition(&self, before: usize, k: usize) -> bool {
        let (Some(a), Some(b)) = (self.chunks.get(before), self.chunks.get(k)) else { return false };
        a.kind == ChunkKind::Noun
            && a.prep.is_some()
            && !a.pronoun
            && a.mention.is_none()
            && b.prep.is_none()
            && !b.conj
            && b.mention.is_some_and(|m| self.kind_of_mention(m) == Some(EntityKind::Loc))
    }

    /// Whether the phrase is definite: by article, name, pronoun or genitive.
    #[must_use]
    pub fn is_definite(&self, c: usize) -> bool {
        let chunk = &self.chunks[c];
        chunk.mention.is_some()
            || chunk.pronoun
            || chunk.tokens.clone().any(|i| {
                self.analysis.tokens[i].has_article()
                    || self.analysis.tokens[i].pronoun.is_some()
                    || self.mention_at[i].is_some()
            })
    }

    /// The kind of entity a mention names.
    #[must_use]
    pub fn kind_of_mention(&self, m: usize) -> Option<EntityKind> {
        self.names.entities.get(self.names.mentions.get(m)?.entity).map(|e| e.kind)
    }

    /// The words of a run of tokens, without clitics before the first stem and without a pronoun after the last.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        let (Some(first), Some(last)) =
            (self.analysis.tokens.get(tokens.start), self.analysis.tokens.get(tokens.end.saturating_sub(1)))
        else {
            return Span::default();
        };
        // The lam of "للنازحين" holds the article: it stays, so that the words can be read.
        let fused = first.proclitics.has(waqai_lang::Proclitics::LI) && first.has_article();
        let keeps = |s: &&waqai_lang::Segment| match s.role {
            waqai_lang::Role::Article | waqai_lang::Role::Stem => true,
            waqai_lang::Role::Proclitic => {
                fused && s.span.of(self.analysis.text).starts_with(waqai_text::letters::LAM)
            }
            waqai_lang::Role::Enclitic => false,
        };
        let start = first.segments.iter().find(keeps).map_or(first.span.start, |s| s.span.start);
        Span { start, end: last.span.end.max(start) }
    }
}
