//! Statements: who said what, through which channel, word for word or not, inside whose words.

use crate::participants::{Cast, Places};
use crate::ruleset::RuleSet;
use crate::tables::{channels, is_source};
use crate::types::{Participant, Statement};
use smallvec::SmallVec;
use waqai_lang::{Kind, Upos};
use waqai_names::MentionKind;
use waqai_rules::{Content, Frame, Rule};
use waqai_syntax::{ChunkKind, Complements, Np, SubjectFrom, Syntax};
use waqai_text::Span;

mod speaker;
use waqai_text::letters::{AIN, NUN};

/// A statement with the tokens it was made from.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) statement: Statement,
    /// Token of the cue.
    pub(crate) cue: usize,
    /// Tokens of what is said.
    pub(crate) content: std::ops::Range<usize>,
}

/// How many chunks a quotation before its verb of saying may run over.
const LONGEST_QUOTATION: usize = 80;

/// How many sentences an open quotation may run over.
const LONGEST_QUOTE: usize = 12;

pub(crate) struct Finder<'a> {
    pub(crate) cast: Cast<'a>,
    pub(crate) rules: &'a RuleSet,
    found: Vec<Found>,
    last_speaker: Option<(Participant, usize)>,
}

/// All statements of the text, in order of their cues.
pub(crate) fn find<'a>(cast: Cast<'a>, rules: &'a RuleSet, headline: Option<Span>) -> Vec<Found> {
    let mut finder = Finder { cast, rules, found: Vec::new(), last_speaker: None };
    for s in 0..cast.syntax.sentences.len() {
        finder.sentence(s, headline);
    }
    let mut found = finder.found;
    found.sort_by_key(|f| (f.statement.cue.start, f.statement.content.start));
    found.dedup_by(|b, a| {
        a.statement.cue == b.statement.cue && a.statement.content.overlaps(b.statement.content)
    });
    nest(&mut found);
    found
}

/// Sets `inside`: the innermost statement whose content holds the cue of this one.
fn nest(found: &mut [Found]) {
    for i in 0..found.len() {
        let cue = found[i].statement.cue;
        let inside = (0..found.len())
            .filter(|&j| j != i && found[j].statement.content.contains(cue) && found[j].statement.cue != cue)
            .min_by_key(|&j| found[j].statement.content.len());
        found[i].statement.inside = inside;
    }
}

impl<'a> Finder<'a> {
    fn syntax(&self) -> &'a Syntax<'a> {
        self.cast.syntax
    }

    fn sentence(&mut self, s: usize, headline: Option<Span>) {
        let range = self.syntax().sentences[s].clone();
        if headline.is_some_and(|h| {
            range.clone().next().is_some_and(|c| {
                h.contains(self.syntax().analysis.tokens[self.syntax().chunks[c].tokens.start].span)
            })
        }) {
            self.headline_colon(range.clone());
        }
        let mut c = range.start;
        while c < range.end {
            let chunk = &self.syntax().chunks[c];
            if chunk.kind == ChunkKind::Verb {
                self.verb_cue(c);
            } else if chunk.kind == ChunkKind::Noun && !chunk.pronoun {
                self.noun_cue(c);
            }
            for token in
                chunk.prep_token.unwrap_or(chunk.tokens.start).min(chunk.tokens.start)..chunk.tokens.end
            {
                self.phrase_cue(token, range.clone());
            }
            c += 1;
        }
    }

    /// "وزير الخارجية: …" as a headline.
    fn headline_colon(&mut self, range: std::ops::Range<usize>) {
        let syntax = self.syntax();
        let Some(colon) = range.clone().take(6).find(|&c| syntax.chunks[c].kind == ChunkKind::Colon) else {
            return;
        };
        let before = range.start..colon;
        if before
            .clone()
            .any(|c| matches!(syntax.chunks[c].kind, ChunkKind::Verb | ChunkKind::That | ChunkKind::Date))
        {
            return;
        }
        let Some(first) = before.clone().find(|&c| syntax.chunks[c].kind == ChunkKind::Noun) else { return };
        let np = syntax.np(first);
        let Some(speaker) = self.cast.resolve(&np, Places::States).into_iter().next() else { return };
        let (from, to) =
            (syntax.chunks[colon].tokens.end, syntax.chunks.get(range.end - 1).map_or(0, |c| c.tokens.end));
        self.add(speaker, None, None, colon, from..to, "statements/headline-colon", false);
    }

    fn verb_cue(&mut self, c: usize) {
        let syntax = self.syntax();
        let chunk = &syntax.chunks[c];
        let _token = &syntax.analysis.tokens[chunk.head];
        let key = chunk.participle.unwrap_or_else(|| syntax.reading(chunk.head).key.as_str());
        let mut frames: Vec<(&Rule, &Frame)> = self.rules.cues(key).collect();
        // The infinitive of a light use: "قوله إن" is a noun; imperatives and first persons report nothing.
        if chunk.participle.is_none()
            && (syntax.reading(chunk.head).upos != Upos::Verb
                || matches!(syntax.reading(chunk.head).person, Some(1 | 2)))
        {
            return;
        }
        if frames.is_empty() {
            return;
        }
        let complements = syntax.complements(c);
        if complements.negated && complements.that.is_none() {
            return;
        }
        frames.sort_by_key(|(_, f)| f.parenthetical);
        // The earliest of the shapes that are there; past asides the clause did not reach over, what comes after them:
        // "قال الوزير في مؤتمر عقده أمس مع نظيره إن …".
        let shapes = frames.iter().flat_map(|(rule, frame)| {
            frame.contents.iter().filter_map(|content| {
                self.content_start(c, content, &complements).map(|at| (at, content, *rule))
            })
        });
        let found = shapes.min_by_key(|(at, _, _)| *at).or_else(|| {
            frames.iter().find_map(|(rule, frame)| {
                self.content_beyond(c, frame).map(|(at, content)| (at, content, *rule))
            })
        });
        let Some((start, content_kind, rule)) = found else {
            return self.quoted_before(c, &complements, frames[0].0);
        };
        // "الناس الذين يطالبون بـ…" describes people; it reports no words.
        let described = complements.subject_from == Some(SubjectFrom::Antecedent)
            && syntax.reading(chunk.head).aspect == Some(waqai_lang::Aspect::Imperfect)
            && matches!(content_kind, Content::Object | Content::Prep(_));
        if described {
            return;
        }
        let direct = matches!(content_kind, Content::Quote) || self.opens_quote(start);
        let Some(content) = self.content_range(c, start, direct) else { return };
        let Some(speaker) = self.speaker(c, &complements) else { return };
        let addressee = frames.iter().flat_map(|(_, f)| f.roles.iter()).find_map(|(role, function)| {
            if *role != waqai_rules::Role::Addressee {
                return None;
            }
            let waqai_rules::Function::Prep { prep, .. } = function else { return None };
            let np = complements.preps.iter().find(|(p, np)| p == prep && np.tokens.end <= start)?;
            self.cast.resolve(&np.1, Places::States).into_iter().next()
        });
        let via = self.channel(c, start);
        self.add(speaker, addressee, via, c, content, &rule.id.clone(), direct);
    }

    /// "نقلت الوكالة عن مصدر قوله إن …", "مع تأكيد الوزارة أن …": a noun of saying with its speaker in the genitive.
    fn noun_cue(&mut self, c: usize) {
        let syntax = self.syntax();
        let head = syntax.chunks[c].head;
        let token = &syntax.analysis.tokens[head];
        let Some(rule) = self.rules.cue_nouns(token.key()).map(|(rule, _)| rule).next() else { return };
        let sentence = syntax.sentence_of_chunk(c);
        let Some(that) = (c + 1..sentence.end.min(c + 3)).find(|&k| syntax.chunks[k].kind == ChunkKind::That)
        else {
            return;
        };
        let Some(np) = syntax.genitive(head) else { return };
        // "عن مصدر … قوله": the pronoun means the one it is told from.
        let told_from = |k: &usize| {
            let chunk = &syntax.chunks[*k];
            chunk.kind == ChunkKind::Noun && chunk.prep.as_deref().is_some_and(|p| p.chars().eq([AIN, NUN]))
        };
        let from = (sentence.start..c).rev().take(4).find(told_from).filter(|_| np.pronoun);
        let np = from.map_or(np, |k| syntax.np(k));
        let known = self.cast.resolve(&np, Places::States).into_iter().next();
        let source = is_source(syntax.analysis.tokens[np.head].key()) && !np.pronoun;
        let Some(speaker) = known.or_else(|| source.then(|| self.as_phrase(&np))) else { return };
        let Some(content) = self.content_range(c, syntax.chunks[that].tokens.end, false) else { return };
        self.add(speaker, None, None, c, content, &rule.id.clone(), false);
    }

    /// "… ، قال الوزير": quotation first, then cue and speaker; or "ما أعلنه الوزير" after what is reported.
    fn quoted_before(&mut self, c: usize, complements: &Complements, rule: &Rule) {
        let syntax = self.syntax();
        let sentence = syntax.sentence_of_chunk(c);
        let pronoun = syntax.analysis.tokens[syntax.chunks[c].head].pronoun.is_some();
        let after_what =
            c > sentence.start && syntax.chunks[c - 1].kind == ChunkKind::Subordinator && pronoun && {
                // "وفق ما أعلنه", "بحسب ما ذكرته", "حسبما أفادت".
                let what = syntax.chunks[c - 1].tokens.start;
                let before = what.checked_sub(1).map(|i| &syntax.analysis.tokens[i]);
                before.is_some_and(|t| {
                    self.rules.cue_phrases(&t.form).next().is_some()
                        || self.rules.cue_phrases(&t.folded).next().is_some()
                })
            };
        if !after_what {
            if let Some(quoted) = self.quotation_before(c) {
                let here = syntax.analysis.tokens[syntax.chunks[c].head].sentence as usize;
                let last = self.last_speaker.as_ref().filter(|(_, s)| here.saturating_sub(*s) <= 6);
                let last = last.map(|(p, _)| p.clone());
                if let Some(speaker) = self.speaker(c, complements).or(last) {
                    let via = self.channel(c, syntax.chunks[sentence.end - 1].tokens.end);
                    self.add(speaker, None, via, c, quoted, &rule.id.clone(), true);
                }
            }
            return;
        }
        // "وفق ما أعلنه": what stands before the particle of the source.
        let Some(edge) = (sentence.start..c - 1).rev().find(|&k| {
            syntax.chunks[k].kind == ChunkKind::Comma
                || syntax.chunks[k].prep.is_some()
                || syntax.chunks[k].kind == ChunkKind::Other
        }) else {
            return;
        };
        let from =
            syntax.chunks[sentence.start].prep_token.unwrap_or(syntax.chunks[sentence.start].tokens.start);
        let to = syntax.chunks[edge].prep_token.unwrap_or(syntax.chunks[edge].tokens.start);
        let Some(speaker) = self.speaker(c, complements) else { return };
        if to > from + 2 {
            let via = self.channel(c, syntax.chunks[sentence.end - 1].tokens.end);
            self.add(speaker, None, via, c, from..to, &rule.id.clone(), false);
        }
    }

    /// The tokens of the quotation that closes right before the verb of chunk `c`, a comma between at most.
    fn quotation_before(&self, c: usize) -> Option<std::ops::Range<usize>> {
        let syntax = self.syntax();
        let paragraph = |k: usize| {
            let s = syntax.analysis.tokens.get(syntax.chunks[k].tokens.start)?.sentence as usize;
            syntax.analysis.sentences.get(s).map(|s| s.paragraph)
        };
        let close = (c.saturating_sub(3)..c).rev().find(|&k| syntax.chunks[k].kind != ChunkKind::Comma)?;
        let paired = syntax.chunks[close].kind == ChunkKind::CloseQuote;
        if !paired && syntax.chunks[close].kind != ChunkKind::Quote {
            return None;
        }
        let opens = if paired { ChunkKind::OpenQuote } else { ChunkKind::Quote };
        let open = (close.saturating_sub(LONGEST_QUOTATION)..close)
            .rev()
            .take_while(|&k| paragraph(k) == paragraph(c))
            .find(|&k| syntax.chunks[k].kind == opens)?;
        let tokens = syntax.chunks[open].tokens.end..syntax.chunks[close].tokens.start;
        // A quoted name or word is no speech.
        let verb = (open + 1..close).any(|k| syntax.chunks[k].kind == ChunkKind::Verb);
        (tokens.len() >= 4 || (verb && tokens.len() >= 2)).then_some(tokens)
    }

    /// The first token of what is said, if it follows in this shape.
    fn content_start(&self, c: usize, content: &Content, complements: &Complements) -> Option<usize> {
        let syntax = self.syntax();
        match content {
            Content::That => complements.that.map(|k| syntax.chunks[k].tokens.end),
            Content::Quote => complements
                .opens
                .filter(|&k| syntax.chunks[k].kind != ChunkKind::Colon && self.long_quote(k))
                .map(|k| syntax.chunks[k].tokens.end),
            Content::Colon => complements
                .opens
                .filter(|&k| syntax.chunks[k].kind == ChunkKind::Colon)
                .map(|k| syntax.chunks[k].tokens.end),
            Content::Object => {
                // Persons and bodies are spoken to or of; what is said has another head.
                let matter = |np: &&Np| {
                    !np.pronoun && np.chunk > c && np.mention.is_none() && !self.cast.is_group(np.head)
                };
                let np = complements
                    .object
                    .as_ref()
                    .filter(matter)
                    .or(complements.second_object.as_ref().filter(matter))?;
                Some(np.tokens.start)
            }
            Content::Prep(prep) => {
                if let Some((_, np)) = complements.preps.iter().find(|(p, np)| p == prep && !np.pronoun) {
                    return Some(np.tokens.start);
                }
                // The preposition before أن: "على أن", "إلى أن"; fused: "بأن".
                let k = complements.that?;
                let before = syntax.chunks.get(k.checked_sub(1)?)?;
                let that = &syntax.analysis.tokens[syntax.chunks[k].tokens.start];
                let fits =
                    before.prep.as_ref().is_some_and(|p| p == prep) || that.folded.starts_with(prep.as_str());
                fits.then_some(syntax.chunks[k].tokens.end)
            }
        }
    }

    /// The first أن, colon or long quotation after the cue in its sentence, if no other cue of a clause comes before it.
    fn content_beyond<'f>(&self, c: usize, frame: &'f Frame) -> Option<(usize, &'f Content)> {
        let syntax = self.syntax();
        let end = syntax.sentence_of_chunk(c).end;
        let content = |kind: Content| frame.contents.iter().find(|c| **c == kind);
        for k in c + 1..end {
            let chunk = &syntax.chunks[k];
            let (at, shape) = match chunk.kind {
                ChunkKind::That => (
                    chunk.tokens.end,
                    content(Content::That).or(frame.contents.iter().find(|c| matches!(c, Content::Prep(_)))),
                ),
                ChunkKind::Colon => (chunk.tokens.end, content(Content::Colon)),
                ChunkKind::OpenQuote | ChunkKind::Quote if self.long_quote(k) => {
                    (chunk.tokens.end, content(Content::Quote))
                }
                ChunkKind::Verb => {
                    let key = chunk.participle.unwrap_or_else(|| syntax.reading(chunk.head).key.as_str());
                    if self.rules.cues(key).next().is_some() && (chunk.conj || chunk.participle.is_some()) {
                        return None;
                    }
                    continue;
                }
                _ => continue,
            };
            return shape.map(|s| (at, s));
        }
        None
    }

    /// A quotation of more than a word or two: what is said, not a name in quotes.
    fn long_quote(&self, k: usize) -> bool {
        let syntax = self.syntax();
        let end = syntax.sentence_of_chunk(k).end;
        let close =
            (k + 1..end).find(|&j| matches!(syntax.chunks[j].kind, ChunkKind::CloseQuote | ChunkKind::Quote));
        let to = close.map_or(usize::MAX, |j| syntax.chunks[j].tokens.start);
        to.saturating_sub(syntax.chunks[k].tokens.end) > 2
    }

    fn opens_quote(&self, token: usize) -> bool {
        let syntax = self.syntax();
        let at = |i: usize| {
            syntax
                .chunk_of
                .get(i)
                .and_then(|&c| syntax.chunks.get(c as usize))
                .is_some_and(|c| matches!(c.kind, ChunkKind::OpenQuote | ChunkKind::Quote))
        };
        at(token) || (token > 0 && at(token - 1))
    }

    /// Tokens of what is said, from `start` to the end of the quotation, the next cue of the same speaker, or the sentence.
    fn content_range(&self, c: usize, start: usize, direct: bool) -> Option<std::ops::Range<usize>> {
        let syntax = self.syntax();
        let n = syntax.analysis.tokens.len();
        let sentence = syntax.sentence_of_chunk(c);
        let sentence_end = syntax.chunks[sentence.end - 1].tokens.end;
        if start >= sentence_end {
            return None;
        }
        let mut first = start;
        let kind_at = |i: usize| syntax.chunks[syntax.chunk_of[i] as usize].kind;
        let is_mark = |i: usize| syntax.analysis.tokens[i].kind == Kind::Punct;
        let mut quoted =
            first > 0 && direct && matches!(kind_at(first - 1), ChunkKind::OpenQuote | ChunkKind::Quote);
        while first < sentence_end && (is_mark(first) || (first > start && kind_at(first) == ChunkKind::That))
        {
            quoted |= matches!(kind_at(first), ChunkKind::OpenQuote | ChunkKind::Quote);
            first += 1;
        }
        if quoted {
            // To the closing mark, over sentences if need be, within the paragraph.
            let paragraph = syntax
                .analysis
                .sentences
                .get(syntax.analysis.tokens[first.min(n - 1)].sentence as usize)
                .map(|s| s.paragraph);
            let mut sentences = 0;
            for i in first..n {
                let t = &syntax.analysis.tokens[i];
                let here = syntax.analysis.sentences.get(t.sentence as usize).map(|s| s.paragraph);
                if here != paragraph || sentences > LONGEST_QUOTE {
                    break;
                }
                if matches!(kind_at(i), ChunkKind::CloseQuote | ChunkKind::Quote) {
                    // A quotation that goes on after a name in quotes is not closed by it.
                    if i > first + 1 {
                        return Some(first..self.trim(first, i));
                    }
                }
                sentences += usize::from(kind_at(i) == ChunkKind::Stop);
            }
        }
        let first_chunk = syntax.chunk_of[first.min(n - 1)] as usize;
        let mut in_quote = quoted;
        for k in first_chunk.max(c + 1)..sentence.end {
            let chunk = &syntax.chunks[k];
            match chunk.kind {
                ChunkKind::OpenQuote => in_quote = true,
                ChunkKind::CloseQuote => in_quote = false,
                ChunkKind::Quote => in_quote = !in_quote,
                ChunkKind::Verb if k > first_chunk && !in_quote && self.opens_next(k) => {
                    let end = chunk.tokens.start;
                    return (end > first + 1).then(|| first..self.trim(first, end));
                }
                _ => {}
            }
        }
        (sentence_end > first).then(|| first..self.trim(first, sentence_end))
    }

    /// Whether the verb chunk `k` goes on with the speaker's next words: a participle of saying, or a conjoined verb of saying.
    fn opens_next(&self, k: usize) -> bool {
        let syntax = self.syntax();
        let chunk = &syntax.chunks[k];
        let _t = &syntax.analysis.tokens[chunk.head];
        let key = chunk.participle.unwrap_or_else(|| syntax.reading(chunk.head).key.as_str());
        if self.rules.cues(key).next().is_none() {
            return false;
        }
        if chunk.participle.is_some() {
            let complements = syntax.complements(k);
            return self.rules.cues(key).any(|(_, f)| {
                f.contents.iter().any(|content| self.content_start(k, content, &complements).is_some())
            });
        }
        // "لكنه أكد", "كما أعلن": a contrast or addition opens the next one too.
        let joined = chunk.conj
            || (k > 0 && syntax.chunks[k - 1].kind == ChunkKind::Subordinator && !syntax.chunks[k - 1].conj);
        joined && syntax.reading(chunk.head).aspect == Some(waqai_lang::Aspect::Perfect) && {
            let complements = syntax.complements(k);
            complements.that.is_some() || complements.opens.is_some()
        }
    }

    /// Takes marks and a hanging conjunction off the end.
    fn trim(&self, first: usize, mut end: usize) -> usize {
        while end > first + 1 && self.syntax().analysis.tokens[end - 1].kind == Kind::Punct {
            end -= 1;
        }
        end
    }

    /// "بحسب مصادر …", "وفقا للوزارة": the source stands after the phrase.
    fn phrase_cue(&mut self, token: usize, sentence: std::ops::Range<usize>) {
        let syntax = self.syntax();
        let t = &syntax.analysis.tokens[token];
        if t.kind != Kind::Word {
            return;
        }
        let mut best: Option<(&Rule, usize, bool)> = None;
        for key in [t.form.as_str(), t.folded.as_str()] {
            for (rule, frame) in self.rules.cue_phrases(key) {
                for phrase in frame.words.iter().filter(|w| w.split(' ').next() == Some(key)) {
                    if let Some((end, fused)) = self.match_phrase(phrase, token)
                        && best.is_none_or(|(_, b, _)| end > b)
                    {
                        best = Some((rule, end, fused));
                    }
                }
            }
        }
        let Some((rule, end, fused)) = best else { return };
        let at = if fused { end - 1 } else { end };
        let Some(&c) = syntax.chunk_of.get(at) else { return };
        let c = c as usize;
        if c >= sentence.end || syntax.chunks[c].kind != ChunkKind::Noun {
            return;
        }
        let np = syntax.np(c);
        // "وفق القانون", "حسب الحاجة" report nobody's words; "وفق تعبيره" those of whoever is speaking already.
        let head = &syntax.analysis.tokens[np.head];
        let known = self.cast.resolve(&np, Places::States).into_iter().next();
        let Some(speaker) = known.or_else(|| is_source(head.key()).then(|| self.as_phrase(&np))) else {
            return;
        };
        let first =
            syntax.chunks[sentence.start].prep_token.unwrap_or(syntax.chunks[sentence.start].tokens.start);
        let last = syntax.chunks[sentence.end - 1].tokens.end;
        let opens_sentence = token <= first + 1;
        let content = if opens_sentence {
            let from = (c + 1..sentence.end)
                .find(|&k| syntax.chunks[k].kind == ChunkKind::Comma)
                .map_or(syntax.chunks[c].tokens.end, |k| syntax.chunks[k].tokens.end);
            from..self.trim(from.min(last), last)
        } else {
            first..self.trim(first, token)
        };
        if content.len() < 3 || content.start >= content.end {
            return;
        }
        // What a cue of its own reports is not reported twice.
        let content_span = self.span(content.clone());
        if self.found.iter().any(|f| {
            f.statement.content.overlaps(content_span)
                && f.statement
                    .content
                    .contains(Span { start: content_span.start, end: content_span.start + 1 })
        }) {
            return;
        }
        let cue_span =
            Span { start: t.stem.start, end: syntax.analysis.tokens[end - 1 - usize::from(fused)].span.end };
        let id = rule.id.clone();
        // The one who is quoted in passing does not speak on.
        let speaking = self.last_speaker.take();
        self.push(speaker, None, None, cue_span, token, content, &id, false);
        self.last_speaker = speaking;
    }

    /// The token after the phrase if it stands at `token`, and whether its last word is a preposition fused to the next.
    fn match_phrase(&self, phrase: &str, token: usize) -> Option<(usize, bool)> {
        let tokens = &self.syntax().analysis.tokens;
        let mut i = token;
        let words: SmallVec<[&str; 6]> = phrase.split(' ').collect();
        for (w, word) in words.iter().enumerate() {
            let t = tokens.get(i)?;
            let fits = t.folded == *word || t.form == *word;
            if !fits {
                let single = word.chars().count() == 1 && w + 1 == words.len();
                return (single && w > 0 && t.proclitics.preposition() && t.folded.starts_with(word))
                    .then_some((i + 1, true));
            }
            i += 1;
        }
        Some((i, false))
    }

    /// The channel named between the cue and what is said: "في بيان", "عبر منصة …", "لوكالة …".
    fn channel(&self, c: usize, until: usize) -> Option<Span> {
        let syntax = self.syntax();
        let from = syntax.chunks[c].tokens.end;
        let until = until.min(from + 24).min(syntax.analysis.tokens.len());
        for i in from..until {
            let t = &syntax.analysis.tokens[i];
            for (phrase, named) in
                channels(&t.folded).iter().chain(if t.form == t.folded { &[] } else { channels(&t.form) })
            {
                if let Some((end, fused)) = self.match_phrase(phrase, i) {
                    let after = if fused { end - 1 } else { end };
                    if *named {
                        let m = (after..(after + 3).min(syntax.analysis.tokens.len()))
                            .find_map(|k| syntax.mention_at[k]);
                        if let Some((_, m)) = m {
                            return syntax
                                .names
                                .mentions
                                .get(m as usize)
                                .filter(|m| m.kind == MentionKind::Name)
                                .map(|m| m.span);
                        }
                        continue;
                    }
                    return Some(syntax.span_of((i + 1).min(end - 1)..end));
                }
            }
        }
        None
    }

    fn span(&self, tokens: std::ops::Range<usize>) -> Span {
        let t = &self.syntax().analysis.tokens;
        match (t.get(tokens.start), t.get(tokens.end.saturating_sub(1))) {
            (Some(a), Some(b)) => Span { start: a.span.start, end: b.span.end.max(a.span.start) },
            _ => Span::default(),
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of a statement")]
    fn add(
        &mut self,
        speaker: Participant,
        addressee: Option<Participant>,
        via: Option<Span>,
        c: usize,
        content: std::ops::Range<usize>,
        rule: &str,
        direct: bool,
    ) {
        let token = self.syntax().chunks[c].head;
        let t = &self.syntax().analysis.tokens[token];
        let cue = if t.kind == Kind::Punct { t.span } else { Span { start: t.stem.start, end: t.span.end } };
        self.push(speaker, addressee, via, cue, token, content, rule, direct);
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of a statement")]
    fn push(
        &mut self,
        speaker: Participant,
        addressee: Option<Participant>,
        via: Option<Span>,
        cue: Span,
        token: usize,
        content: std::ops::Range<usize>,
        rule: &str,
        direct: bool,
    ) {
        if content.is_empty() {
            return;
        }
        let span = self.span(content.clone());
        // A speaker nested in somebody's words does not speak on after them.
        let nested = self.found.iter().any(|f| f.statement.content.contains(cue));
        if !nested {
            self.last_speaker =
                Some((speaker.clone(), self.syntax().analysis.tokens[token].sentence as usize));
        }
        let statement = Statement {
            speaker,
            addressee,
            via,
            cue,
            content: span,
            direct,
            inside: None,
            rule: rule.into(),
        };
        self.found.push(Found { statement, cue: token, content });
    }
}
