//! The text as a row of chunks.

use crate::words::{Class, class_of};
use compact_str::CompactString;
use std::ops::Range;
use waqai_dates::DateExpr;
use waqai_lang::{Analysis, Kind, Number, Proclitics, Reading, Upos};
use waqai_names::{EntityKind, MentionKind, Names};
use waqai_text::letters::{ALIF, BA, KAF, LAM, MIM, NUN, YA};

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "plain grammar; marks by their use")]
pub enum ChunkKind {
    Noun,
    Verb,
    Date,
    Adverb,
    Negation,
    Future,
    Perfective,
    That,
    Subordinator,
    Conditional,
    Relative,
    Conjunction,
    Stop,
    Comma,
    Colon,
    Quote,
    OpenQuote,
    CloseQuote,
    Open,
    Close,
    Other,
}

/// A run of tokens that belong together.
#[derive(Debug, Clone)]
pub struct Chunk {
    /// What it is.
    pub kind: ChunkKind,
    /// Its tokens, the preposition not counted.
    pub tokens: Range<usize>,
    /// The token that the rest depends on.
    pub head: usize,
    /// The preposition that governs it, folded; `agent` for "by" in two words.
    pub prep: Option<CompactString>,
    /// The token that holds the preposition.
    pub prep_token: Option<usize>,
    /// A conjunction is attached (و, ف) or stands before it (أو, ثم).
    pub conj: bool,
    /// The mention that is its head (index into [`Names::mentions`]).
    pub mention: Option<usize>,
    /// It is only a pronoun attached to a preposition.
    pub pronoun: bool,
    /// A participle that stands for a clause: the folded lemma of its verb.
    pub participle: Option<&'static str>,
}

/// A text as chunks, with what they were made from.
#[derive(Debug)]
pub struct Syntax<'a> {
    /// The words.
    pub analysis: &'a Analysis<'a>,
    /// The names.
    pub names: &'a Names,
    /// The dates.
    pub dates: &'a [DateExpr],
    /// In order of the text.
    pub chunks: Vec<Chunk>,
    /// Chunks of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// The chunk of each token.
    pub chunk_of: Vec<u32>,
    /// For each token, the mention (of kind name or nominal) that starts there: its last token, exclusive, and index.
    pub mention_at: Vec<Option<(u32, u32)>>,
    /// For each token, which of its readings the clause asks for.
    pub(crate) chosen: Vec<u8>,
}

impl<'a> Syntax<'a> {
    /// The reading of token `i` that fits its clause: the analyser's choice, but for verbs that read two ways
    /// ("تحدث": he spoke, or she happens) the one that agrees with the noun that can be their subject.
    #[must_use]
    pub fn reading(&self, i: usize) -> &'a Reading {
        let t = &self.analysis.tokens[i];
        t.readings.get(usize::from(self.chosen[i])).unwrap_or_else(|| t.best())
    }
}

/// Cuts an analysed text into chunks.
#[must_use]
pub fn build<'a>(analysis: &'a Analysis<'a>, names: &'a Names, dates: &'a [DateExpr]) -> Syntax<'a> {
    let n = analysis.tokens.len();
    let mut mention_at: Vec<Option<(u32, u32)>> = vec![None; n];
    for (i, m) in names.mentions.iter().enumerate() {
        if m.kind == MentionKind::Pronoun || m.tokens.start >= n || m.tokens.is_empty() {
            continue;
        }
        // To the end of the name itself: an office told after it is a phrase of its own.
        let mut end = m.tokens.start + 1;
        while end < m.tokens.end.min(n) && analysis.tokens[end].span.start < m.span.end {
            end += 1;
        }
        let slot = &mut mention_at[m.tokens.start];
        if slot.is_none_or(|(had, _)| end as u32 > had) {
            *slot = Some((end as u32, i as u32));
        }
    }
    let mut date_at: Vec<u32> = vec![0; n];
    let mut first = 0;
    for d in dates {
        while first < n && analysis.tokens[first].span.end <= d.span.start {
            first += 1;
        }
        let mut last = first;
        while last < n && analysis.tokens[last].span.start < d.span.end {
            last += 1;
        }
        if first < last {
            date_at[first] = last as u32;
        }
    }
    let forced = crate::verbs::missing(analysis, &mention_at);
    let mut b =
        Builder { a: analysis, names, mention_at, date_at, chunks: Vec::with_capacity(n), end: 0, forced };
    let mut sentences = Vec::with_capacity(analysis.sentences.len());
    for s in &analysis.sentences {
        let from = b.chunks.len();
        b.end = s.tokens.end.min(n);
        b.sentence(s.tokens.start);
        sentences.push(from..b.chunks.len());
    }
    let mut chunk_of = vec![0; n];
    for (c, chunk) in b.chunks.iter().enumerate() {
        let from = chunk.prep_token.unwrap_or(chunk.tokens.start).min(chunk.tokens.start);
        for slot in chunk_of.get_mut(from..chunk.tokens.end).unwrap_or_default() {
            *slot = c as u32;
        }
    }
    let mut syntax = Syntax {
        analysis,
        names,
        dates,
        chunks: b.chunks,
        sentences,
        chunk_of,
        mention_at: b.mention_at,
        chosen: b.forced,
    };
    syntax.choose_verb_readings();
    syntax
}

struct Builder<'a> {
    a: &'a Analysis<'a>,
    names: &'a Names,
    mention_at: Vec<Option<(u32, u32)>>,
    date_at: Vec<u32>,
    chunks: Vec<Chunk>,
    /// End of the sentence at hand.
    end: usize,
    /// For each token, the reading that makes it the verb its clause lacks; 0: as the analyser read it.
    forced: Vec<u8>,
}

impl Builder<'_> {
    fn class(&self, i: usize) -> Option<Class> {
        let t = &self.a.tokens[i];
        if t.kind != Kind::Word || t.has_article() {
            return None;
        }
        // Words that are also verbs (قبل, حسب, بعد) count as particles only when they were read so.
        if self.upos(i) == Upos::Verb && !matches!(class_of(&t.form), Some(Class::Negation | Class::Modal)) {
            return None;
        }
        if t.pronoun.is_some() && !matches!(class_of(&t.form), Some(Class::Preposition | Class::Adjunct)) {
            return class_of(&t.form)
                .filter(|c| matches!(c, Class::That | Class::Subordinator | Class::Quantifier));
        }
        let class = class_of(&t.form)
            .or_else(|| if t.proclitics.preposition() { class_of(&t.folded) } else { None })?;
        Some(class)
    }

    /// The part of speech: the analyser's, or verb where the clause asks for one.
    fn upos(&self, i: usize) -> Upos {
        if self.forced[i] > 0 { Upos::Verb } else { self.a.tokens[i].upos() }
    }

    fn push(&mut self, kind: ChunkKind, tokens: Range<usize>, conj: bool) {
        self.chunks.push(Chunk {
            kind,
            head: tokens.start,
            tokens,
            prep: None,
            prep_token: None,
            conj,
            mention: None,
            pronoun: false,
            participle: None,
        });
    }

    fn sentence(&mut self, start: usize) {
        let mut i = start;
        let mut conj = false;
        while i < self.end {
            let before = self.chunks.len();
            i = self.step(i, conj).max(i + 1);
            conj = self.chunks.get(before).is_some_and(|c| c.kind == ChunkKind::Conjunction);
        }
    }

    /// Makes the chunk that starts at token `i` and returns the token after it.
    fn step(&mut self, i: usize, after_conj: bool) -> usize {
        let t = &self.a.tokens[i];
        let conj = after_conj || t.proclitics.conjunction();
        if self.date_at[i] > 0 {
            let end = (self.date_at[i] as usize).min(self.end);
            self.push(ChunkKind::Date, i..end, conj);
            return end;
        }
        if t.kind == Kind::Punct {
            self.push(punctuation(t.span.of(self.a.text)), i..i + 1, false);
            return i + 1;
        }
        if self.mention_at[i].is_some() {
            return self.nominal(i, None, conj);
        }
        match self.class(i) {
            Some(Class::Relative) => return self.single(ChunkKind::Relative, i, conj),
            Some(Class::Negation) => return self.single(ChunkKind::Negation, i, conj),
            Some(Class::Future) => return self.single(ChunkKind::Future, i, conj),
            Some(Class::Perfective) => return self.single(ChunkKind::Perfective, i, conj),
            Some(Class::That) => {
                // إنه, أنها: the pronoun is a subject without a name.
                return self.single(ChunkKind::That, i, conj);
            }
            Some(Class::Subordinator) => return self.single(ChunkKind::Subordinator, i, conj),
            Some(Class::Conditional) => return self.single(ChunkKind::Conditional, i, conj),
            Some(Class::Conjunction) => return self.single(ChunkKind::Conjunction, i, conj),
            Some(Class::Preposition | Class::Adjunct) => return self.prepositional(i, conj),
            _ => {}
        }
        if let Some((verb, accusative)) = self.circumstantial(i) {
            let opens = i == 0
                || self.a.tokens[i - 1].kind == Kind::Punct
                || conj
                || self.chunks.last().is_some_and(|c| matches!(c.kind, ChunkKind::Date));
            if accusative || opens {
                self.push(ChunkKind::Verb, i..i + 1, conj);
                if let Some(c) = self.chunks.last_mut() {
                    c.participle = Some(verb);
                }
                return i + 1;
            }
        }
        match self.upos(i) {
            Upos::Verb | Upos::Aux => self.single(ChunkKind::Verb, i, conj),
            Upos::Adp => self.prepositional(i, conj),
            Upos::Sconj => self.single(ChunkKind::Subordinator, i, conj),
            Upos::Cconj => self.single(ChunkKind::Conjunction, i, conj),
            Upos::Adv if !t.proclitics.preposition() => self.single(ChunkKind::Adverb, i, conj),
            Upos::Part | Upos::Intj => self.single(ChunkKind::Other, i, conj),
            _ => self.nominal(i, None, conj),
        }
    }

    /// A participle that may stand for a clause ("مؤكدا أن …"): its verb, and whether the accusative shows it.
    fn circumstantial(&self, i: usize) -> Option<(&'static str, bool)> {
        let t = &self.a.tokens[i];
        if t.has_article()
            || t.proclitics.preposition()
            || t.pronoun.is_some()
            || t.upos() == Upos::Verb && t.confidence > 0.9 && !t.form.ends_with(ALIF)
        {
            return None;
        }
        crate::participle_of(&t.form)
    }

    fn single(&mut self, kind: ChunkKind, i: usize, conj: bool) -> usize {
        self.push(kind, i..i + 1, conj);
        i + 1
    }

    /// A preposition that is a word of its own, and the noun phrase after it.
    fn prepositional(&mut self, i: usize, conj: bool) -> usize {
        let t = &self.a.tokens[i];
        let mut key: CompactString = if class_of(&t.form).is_some() {
            t.form.clone()
        } else if class_of(&t.folded).is_some() {
            t.folded.clone()
        } else {
            t.key().into()
        };
        if t.pronoun.is_some() {
            let mut c = Chunk {
                kind: ChunkKind::Noun,
                tokens: i..i + 1,
                head: i,
                prep: Some(key),
                prep_token: Some(i),
                conj,
                mention: None,
                pronoun: true,
                participle: None,
            };
            if self.class(i) == Some(Class::Subordinator) {
                c.kind = ChunkKind::Other;
            }
            self.chunks.push(c);
            return i + 1;
        }
        let mut next = i + 1;
        // "By": من قبل, من جانب, من طرف, على يد, على أيدي.
        if next < self.end
            && next + 1 < self.end
            && is_agent(&key, &self.a.tokens[next].form)
            && self.starts_nominal(next + 1)
        {
            key = "agent".into();
            next += 1;
        }
        if next < self.end && self.date_at[next] > 0 {
            let end = (self.date_at[next] as usize).min(self.end);
            self.push(ChunkKind::Date, next..end, conj);
            if let Some(c) = self.chunks.last_mut() {
                (c.prep, c.prep_token) = (Some(key), Some(i));
            }
            return end;
        }
        // A preposition before another ("من بين", "من خلال", "إلى جانب"): the second one tells more.
        if next < self.end
            && self.mention_at[next].is_none()
            && self.class(next) == Some(Class::Preposition)
            && self.a.tokens[next].pronoun.is_none()
        {
            return self.prepositional(next, conj);
        }
        if next < self.end && self.starts_nominal(next) {
            return self.nominal(next, Some((key, i)), conj);
        }
        // A quotation mark between preposition and name: ل«الشرق الأوسط».
        if next + 1 < self.end
            && is_quote(self.a.tokens[next].span.of(self.a.text))
            && self.starts_nominal(next + 1)
        {
            return self.nominal(next + 1, Some((key, i)), conj);
        }
        self.push(ChunkKind::Other, i..i + 1, conj);
        if let Some(c) = self.chunks.last_mut() {
            (c.prep, c.prep_token) = (Some(key), Some(i));
        }
        i + 1
    }

    /// Whether token `i` may be what a demonstrative before it points at.
    fn points_at(&self, i: usize) -> bool {
        let t = &self.a.tokens[i];
        t.has_article() || t.upos() == Upos::Num || self.class(i) == Some(Class::Demonstrative)
    }

    fn starts_nominal(&self, i: usize) -> bool {
        let t = &self.a.tokens[i];
        if self.mention_at[i].is_some() {
            return true;
        }
        if t.kind == Kind::Punct || t.proclitics.preposition() {
            return false;
        }
        if matches!(self.class(i), Some(Class::Demonstrative | Class::Quantifier)) {
            return true;
        }
        self.class(i).is_none()
            && !matches!(
                self.upos(i),
                Upos::Verb | Upos::Aux | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Part | Upos::Punct
            )
    }

    /// A noun phrase from token `i`, with the preposition before it if it has one.
    fn nominal(&mut self, start: usize, prep: Option<(CompactString, usize)>, conj: bool) -> usize {
        let t = &self.a.tokens[start];
        let (prep, prep_token) = match prep {
            Some((key, at)) => (Some(key), Some(at)),
            None if t.proclitics.any(Proclitics::BI) => (Some(letter_key(BA)), Some(start)),
            None if t.proclitics.any(Proclitics::LI) => (Some(letter_key(LAM)), Some(start)),
            None if t.proclitics.any(Proclitics::KA) => (Some(letter_key(KAF)), Some(start)),
            None => (None, None),
        };
        let mut j = start;
        let mut head = start;
        let mut mention = None;
        // Demonstratives, numbers and quantifiers lead; the counted noun is the head.
        while j < self.end && self.mention_at[j].is_none() {
            match self.class(j) {
                Some(Class::Demonstrative) => {
                    j += 1;
                    // "نتج عن ذلك حظر": what is pointed at has the article, or it is another phrase.
                    if j < self.end && self.a.tokens[j].kind == Kind::Word && !self.points_at(j) {
                        self.finish(start, j, start, None, prep, prep_token, conj);
                        return j;
                    }
                }
                Some(Class::Quantifier) => {
                    j += 1;
                    if j + 1 < self.end
                        && self.class(j) == Some(Class::Preposition)
                        && self.a.tokens[j].pronoun.is_none()
                        && is_min(&self.a.tokens[j].form)
                        && self.starts_nominal(j + 1)
                    {
                        j += 1;
                    }
                }
                _ if self.a.tokens[j].kind == Kind::Number || self.a.tokens[j].upos() == Upos::Num => {
                    j += 1;
                }
                _ => break,
            }
            if j >= self.end
                || self.a.tokens[j].kind == Kind::Punct
                || (self.a.tokens[j].proclitics.preposition())
                || !self.starts_nominal(j)
                || self.date_at[j] > 0
            {
                break;
            }
        }
        if j > start
            && (j >= self.end
                || self.a.tokens[j].proclitics.preposition()
                || self.a.tokens[j].proclitics.conjunction()
                || !self.starts_nominal(j)
                || self.date_at[j] > 0)
        {
            // A number or demonstrative alone.
            self.finish(start, j.max(start + 1), start, None, prep, prep_token, conj);
            return j.max(start + 1);
        }
        if j < self.end {
            head = j;
            if let Some((end, m)) = self.mention_at[j] {
                mention = Some(m as usize);
                j = (end as usize).min(self.end);
            } else {
                j += 1;
            }
        }
        let mut last_is_person = mention.is_some_and(|m| self.is_person(m));
        let mut last_closed = mention.is_some() || self.closes(head);
        while j < self.end {
            let t = &self.a.tokens[j];
            if t.kind == Kind::Punct {
                match self.quoted_name(j) {
                    Some(end) if !last_is_person => {
                        j = end;
                        last_closed = true;
                        continue;
                    }
                    _ => break,
                }
            }
            if self.date_at[j] > 0 || t.proclitics.conjunction() || t.proclitics.preposition() {
                break;
            }
            if let Some((end, m)) = self.mention_at[j] {
                let person = self.is_person(m as usize);
                if last_is_person || (last_closed && !(person && self.is_title_like(j - 1))) {
                    break;
                }
                j = (end as usize).min(self.end);
                last_is_person = person;
                last_closed = true;
                continue;
            }
            if self.class(j) == Some(Class::Demonstrative) && !last_closed {
                last_closed = true;
                j += 1;
                continue;
            }
            if self.class(j).is_some_and(|c| c != Class::Quantifier) {
                break;
            }
            if self.circumstantial(j).is_some_and(|(_, accusative)| accusative) && !self.is_accusative(j - 1)
            {
                break;
            }
            match self.upos(j) {
                Upos::Adj => {
                    // "منعت الشرطة الصحفيين": a plural of persons is no adjective of a singular noun.
                    let many = |k: usize| {
                        matches!(self.a.tokens[k].best().number, Some(Number::Plural | Number::Dual))
                    };
                    let other = self.keeps_nun(j) && !many(head) && !many(j - 1);
                    if other && !last_closed && !last_is_person {
                        // "تعذيب معتقلين": persons in the genitive.
                        last_closed = true;
                        j += 1;
                        continue;
                    }
                    // "هاجم مسلحون حافلة": one thing is no quality of several persons, but a phrase of its own.
                    let one = self.keeps_nun(head)
                        && t.best().number == Some(Number::Singular)
                        && t.may_be(Upos::Noun);
                    if last_is_person || other || one || self.is_circumstantial(j, head) {
                        break;
                    }
                    last_closed |= self.closes(j);
                    j += 1;
                }
                Upos::Noun | Upos::Propn | Upos::X | Upos::Num => {
                    // An adjective of relation that was read as a noun: "الائتلاف الوطني السوري".
                    if t.has_article()
                        && !self.keeps_nun(j)
                        && self.closes(j - 1)
                        && !last_is_person
                        && (t.may_be(Upos::Adj) || t.form.ends_with(YA))
                    {
                        j += 1;
                        continue;
                    }
                    // "مصدر حكومي قوله": past an adjective a noun with its own pronoun is no genitive.
                    if t.pronoun.is_some() && self.upos(j - 1) == Upos::Adj {
                        break;
                    }
                    let after_number =
                        self.a.tokens[j - 1].kind == Kind::Number || self.a.tokens[j - 1].upos() == Upos::Num;
                    if last_closed || (self.is_accusative(j) && !after_number) {
                        break;
                    }
                    // A name that no list has is as definite as one that a list has.
                    last_closed = self.closes(j)
                        || (self.upos(j) == Upos::Propn
                            && self
                                .a
                                .tokens
                                .get(j + 1)
                                .is_some_and(|n| n.upos() == Upos::Noun && n.best().verb.is_some()));
                    j += 1;
                }
                _ if t.kind == Kind::Number && !last_closed => j += 1,
                _ => break,
            }
        }
        self.finish(start, j.max(start + 1), head, mention, prep, prep_token, conj);
        j.max(start + 1)
    }

    #[allow(clippy::too_many_arguments, reason = "one caller's locals")]
    fn finish(
        &mut self,
        start: usize,
        end: usize,
        head: usize,
        mention: Option<usize>,
        prep: Option<CompactString>,
        prep_token: Option<usize>,
        conj: bool,
    ) {
        self.chunks.push(Chunk {
            kind: ChunkKind::Noun,
            tokens: start..end,
            head,
            prep,
            prep_token,
            conj,
            mention,
            pronoun: false,
            participle: None,
        });
    }

    fn is_person(&self, mention: usize) -> bool {
        self.names
            .mentions
            .get(mention)
            .and_then(|m| self.names.entities.get(m.entity))
            .is_some_and(|e| e.kind == EntityKind::Per)
    }

    /// Nothing in the genitive can follow: the noun has the article, a pronoun, or the alif of the indefinite accusative.
    fn closes(&self, i: usize) -> bool {
        let t = &self.a.tokens[i];
        t.has_article()
            || t.pronoun.is_some()
            || (t.upos() == Upos::Noun && self.is_accusative(i))
            || self.keeps_nun(i)
    }

    /// A sound plural or dual that kept its nun ("مسلحون"): no genitive can follow.
    fn keeps_nun(&self, i: usize) -> bool {
        let t = &self.a.tokens[i];
        let many = matches!(t.best().number, Some(Number::Plural | Number::Dual));
        many && t.form.ends_with(NUN) && !t.key().ends_with(NUN) && matches!(t.upos(), Upos::Noun | Upos::Adj)
    }

    /// "الرئيس", "الشيخ": a definite noun that a person's name may follow.
    fn is_title_like(&self, i: usize) -> bool {
        self.a.tokens[i].has_article() && self.a.tokens[i].upos() == Upos::Noun
    }

    /// An indefinite noun in the accusative shows an alif: a new argument, not a genitive.
    fn is_accusative(&self, i: usize) -> bool {
        let t = &self.a.tokens[i];
        !t.has_article() && t.pronoun.is_none() && t.form.ends_with(ALIF) && !t.key().ends_with(ALIF)
    }

    /// A participle in the accusative that stands for a clause: "مؤكدا", after a noun that is no accusative itself.
    fn is_circumstantial(&self, i: usize, head: usize) -> bool {
        self.is_accusative(i) && !self.is_accusative(head) && self.a.tokens[i - 1].kind != Kind::Number
    }

    /// If token `i` opens a short quotation that is all name or noun ("تنظيم «داعش»"), the token after it.
    fn quoted_name(&self, i: usize) -> Option<usize> {
        if !is_quote(self.a.tokens[i].span.of(self.a.text)) {
            return None;
        }
        let close =
            (i + 2..(i + 6).min(self.end)).find(|&k| is_quote(self.a.tokens[k].span.of(self.a.text)))?;
        let inside = i + 1..close;
        let nominal = inside.clone().all(|k| {
            self.a.tokens[k].kind != Kind::Punct
                && !matches!(self.a.tokens[k].upos(), Upos::Verb | Upos::Aux | Upos::Sconj)
        });
        (nominal && !self.a.tokens[i + 1].proclitics.preposition()).then_some(close + 1)
    }
}

/// "By" in two words, as the table has them.
fn is_agent(prep: &str, noun: &str) -> bool {
    class_of(&format!("{prep} {noun}")) == Some(Class::Agent)
}

/// The preposition of "some of", "one of".
fn is_min(key: &str) -> bool {
    key.chars().eq([MIM, NUN])
}

fn letter_key(letter: char) -> CompactString {
    let mut key = CompactString::default();
    key.push(letter);
    key
}

/// Whether a mark opens or closes a quotation.
pub(crate) fn is_quote(mark: &str) -> bool {
    matches!(
        mark,
        "\"" | "«"
            | "»"
            | "\u{201C}"
            | "\u{201D}"
            | "\u{201E}"
            | "\u{201F}"
            | "\u{2033}"
            | "{"
            | "}"
            | "'"
            | "\u{2018}"
            | "\u{2019}"
            | "``"
            | "''"
    )
}

fn punctuation(mark: &str) -> ChunkKind {
    match mark {
        "." | "!" | "?" | "\u{061F}" | ";" | "\u{061B}" | "\u{2026}" => ChunkKind::Stop,
        "," | "\u{060C}" | "\u{2013}" | "\u{2014}" | "-" => ChunkKind::Comma,
        ":" => ChunkKind::Colon,
        "«" | "\u{201C}" | "{" => ChunkKind::OpenQuote,
        "»" | "\u{201D}" | "}" => ChunkKind::CloseQuote,
        "(" | "[" => ChunkKind::Open,
        ")" | "]" => ChunkKind::Close,
        m if is_quote(m) => ChunkKind::Quote,
        _ => ChunkKind::Other,
    }
}
