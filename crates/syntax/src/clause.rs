//! The complements of a verb: subject, objects, prepositional complements, the clause it introduces.

use crate::chunk::{ChunkKind, Syntax};
use crate::nominal::Np;
use compact_str::CompactString;
use smallvec::SmallVec;
use waqai_lang::{Aspect, Gender, Number, Proclitics, Upos, Voice};

/// Where the subject was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubjectFrom {
    /// After the verb.
    After,
    /// Before the verb, at the head of its clause.
    Before,
    /// The antecedent of a relative clause.
    Antecedent,
    /// The subject of the verb before it.
    Inherited,
}

/// What a verb governs.
#[derive(Debug, Clone, Default)]
pub struct Complements {
    /// Its subject.
    pub subject: Option<Np>,
    /// Where the subject was found.
    pub subject_from: Option<SubjectFrom>,
    /// Its first object.
    pub object: Option<Np>,
    /// A second bare noun phrase.
    pub second_object: Option<Np>,
    /// Prepositional complements in order: the preposition (folded) and its phrase.
    pub preps: SmallVec<[(CompactString, Np); 4]>,
    /// The chunk of أن / إن that opens its content clause.
    pub that: Option<usize>,
    /// The chunk of a colon or of an opening quotation after it.
    pub opens: Option<usize>,
    /// The last chunk that belongs to it, exclusive.
    pub end: usize,
    /// Its only noun phrase is what it was done to.
    pub passive: bool,
    /// A negation stands before it.
    pub negated: bool,
    /// سـ or سوف.
    pub future: bool,
}

impl<'a> Syntax<'a> {
    /// What the verb (or circumstantial participle) that is chunk `c` governs.
    #[must_use]
    pub fn complements(&self, c: usize) -> Complements {
        self.complements_at_depth(c, 0)
    }

    fn complements_at_depth(&self, c: usize, depth: usize) -> Complements {
        let sentence = self.sentence_of_chunk(c);
        let verb = &self.analysis.tokens[self.chunks[c].head];
        let reading = self.reading(self.chunks[c].head);
        let mut out = Complements { end: c + 1, ..Complements::default() };
        out.future = verb.proclitics.has(Proclitics::SA);
        let mut p = c;
        let main = reading.upos == Upos::Verb && self.chunks[c].participle.is_none();
        while p > sentence.start {
            p -= 1;
            match self.chunks[p].kind {
                ChunkKind::Negation => out.negated = true,
                ChunkKind::Future => out.future = true,
                ChunkKind::Perfective | ChunkKind::Adverb | ChunkKind::Date => {}
                // "الذي كان يهدف": the auxiliary is part of the verb.
                ChunkKind::Verb if main && self.is_auxiliary(p) => {}
                _ => {
                    p += 1;
                    break;
                }
            }
        }
        let bare = self.scan_right(c, sentence.end, &mut out);
        self.choose_subject(c, p, sentence.start, &bare, &mut out, depth);
        if let Some(pronoun) = self.attached_pronoun(self.chunks[c].head) {
            // The pronoun is the object; a bare phrase that was taken for it is a second one.
            let displaced = out.object.replace(pronoun);
            let before = displaced.as_ref().is_some_and(|np| np.chunk < c);
            if before {
                // The noun that the relative clause describes is what the pronoun means.
            } else if out.subject.is_none() || out.subject_from == Some(SubjectFrom::Inherited) {
                if let Some(np) = displaced {
                    out.subject = Some(np);
                    out.subject_from = Some(SubjectFrom::After);
                }
            } else if out.second_object.is_none() {
                out.second_object = displaced;
            }
        }
        // "أدان اختطاف صحفي على يد جماعة": "by" belongs to the verbal noun before it, not to an active verb.
        let active = out.subject_from == Some(SubjectFrom::After) && reading.voice != Some(Voice::Passive);
        if active && out.object.is_some() {
            let masdar = |k: usize| {
                let chunk = &self.chunks[k];
                chunk.kind == ChunkKind::Noun && self.analysis.tokens[chunk.head].best().verb.is_some()
            };
            out.preps.retain(|(key, np)| key != "agent" || !(c + 1..np.chunk).any(masdar));
        }
        if reading.voice == Some(Voice::Passive) || out.preps.iter().any(|(key, _)| key == "agent") {
            out.passive = true;
        }
        out
    }

    /// Bare noun phrases and complements to the right of the verb, up to the end of its clause.
    fn scan_right(&self, c: usize, end: usize, out: &mut Complements) -> SmallVec<[usize; 4]> {
        let mut bare: SmallVec<[usize; 4]> = SmallVec::new();
        let mut k = c + 1;
        let mut after_date = false;
        let mut depth = 0;
        while k < end {
            let chunk = &self.chunks[k];
            match chunk.kind {
                ChunkKind::Open => depth += 1,
                ChunkKind::Close => depth -= 1,
                _ if depth > 0 => {}
                ChunkKind::Date => after_date = true,
                ChunkKind::Noun => {
                    if let Some(prep) = &chunk.prep {
                        if !chunk.conj || out.preps.last().is_none_or(|(last, _)| last != prep) {
                            out.preps.push((prep.clone(), self.np(k)));
                        }
                    } else if chunk.conj && k > c + 1 {
                        // Coordinated with the phrase before it.
                    } else if self.is_adverbial(k) {
                        // "أعلن علنا", "ينمو سريعا".
                    } else if self.is_place_apposition(k - 1, k) {
                        // "في العاصمة القطرية الدوحة".
                    } else {
                        if bare.len() >= 3 {
                            break;
                        }
                        bare.push(k);
                    }
                    after_date = false;
                }
                ChunkKind::Adverb | ChunkKind::Perfective | ChunkKind::Conjunction => {}
                ChunkKind::Other if chunk.prep.is_some() => {
                    // A preposition before a clause: "على أن", "إلى أن".
                    if self.chunks.get(k + 1).is_some_and(|n| n.kind == ChunkKind::That) {
                        out.that = Some(k + 1);
                        k += 1;
                        break;
                    }
                }
                ChunkKind::Other => {}
                ChunkKind::Quote | ChunkKind::OpenQuote | ChunkKind::CloseQuote => {
                    if out.opens.is_none() && chunk.kind != ChunkKind::CloseQuote {
                        out.opens = Some(k);
                    }
                }
                ChunkKind::Comma => {
                    if let Some(close) = self.parenthesis(k, end) {
                        for j in k + 1..close {
                            if let (ChunkKind::Noun, Some(prep)) = (self.chunks[j].kind, &self.chunks[j].prep)
                            {
                                out.preps.push((prep.clone(), self.np(j)));
                            }
                        }
                        after_date = true;
                        k = close + 1;
                        continue;
                    }
                    let next = self.chunks.get(k + 1).filter(|_| k + 1 < end);
                    let goes_on = match next.map(|n| n.kind) {
                        Some(ChunkKind::Noun) => {
                            bare.is_empty() || after_date || next.is_some_and(|n| n.conj && n.prep.is_none())
                        }
                        Some(ChunkKind::Date) => true,
                        _ => {
                            after_date
                                && next.is_some_and(|n| matches!(n.kind, ChunkKind::That | ChunkKind::Comma))
                        }
                    };
                    if !goes_on {
                        break;
                    }
                }
                ChunkKind::That => {
                    out.that = Some(k);
                    break;
                }
                ChunkKind::Colon => {
                    out.opens = Some(k);
                    break;
                }
                ChunkKind::Relative => {
                    // The relative clause runs to its comma; what follows may still be ours.
                    let comma = (k + 1..end).find(|&j| {
                        matches!(
                            self.chunks[j].kind,
                            ChunkKind::Comma | ChunkKind::That | ChunkKind::Colon | ChunkKind::Stop
                        )
                    });
                    match comma {
                        Some(j) if self.chunks[j].kind == ChunkKind::That => {
                            k = j;
                            continue;
                        }
                        Some(j)
                            if self.chunks[j].kind == ChunkKind::Comma
                                && self.chunks.get(j + 1).is_some_and(|n| {
                                    matches!(n.kind, ChunkKind::That)
                                        || (n.kind == ChunkKind::Noun && !n.conj && bare.len() < 2)
                                }) =>
                        {
                            k = j + 1;
                            continue;
                        }
                        _ => break,
                    }
                }
                ChunkKind::Verb if k == c + 1 && self.reading(chunk.head).upos == Upos::Aux => {}
                ChunkKind::Negation
                | ChunkKind::Future
                | ChunkKind::Verb
                | ChunkKind::Subordinator
                | ChunkKind::Conditional
                | ChunkKind::Stop => break,
            }
            k += 1;
        }
        out.end = k;
        bare
    }

    /// If only complements and dates stand between the comma at chunk `k` and the next comma ("، في بيان،"), that comma.
    fn parenthesis(&self, k: usize, end: usize) -> Option<usize> {
        let close = (k + 1..end.min(k + 7)).find(|&j| self.chunks[j].kind == ChunkKind::Comma)?;
        let aside = (k + 1..close).all(|j| {
            let chunk = &self.chunks[j];
            match chunk.kind {
                ChunkKind::Date
                | ChunkKind::Adverb
                | ChunkKind::Quote
                | ChunkKind::OpenQuote
                | ChunkKind::CloseQuote => true,
                ChunkKind::Noun => chunk.prep.is_some() || j > k + 1,
                _ => false,
            }
        });
        (aside
            && close > k + 1
            && self.chunks.get(k + 1).is_some_and(|c| c.prep.is_some() || c.kind == ChunkKind::Date))
        .then_some(close)
    }

    fn choose_subject(
        &self,
        c: usize,
        left: usize,
        start: usize,
        bare: &[usize],
        out: &mut Complements,
        depth: usize,
    ) {
        let verb_token = self.chunks[c].head;
        let verb = &self.analysis.tokens[verb_token];
        let conj = self.chunks[c].conj;
        let set = |out: &mut Complements, subject: Option<(Np, SubjectFrom)>, objects: &[usize]| {
            if let Some((np, from)) = subject {
                out.subject = Some(np);
                out.subject_from = Some(from);
            }
            // A verb that takes no object has none, whatever noun stands behind its subject.
            let none = self.takes_no_object(verb_token);
            let mut objects = objects.iter().filter(|_| !none);
            out.object = objects.next().map(|&b| self.np(b));
            out.second_object = objects.next().map(|&b| self.np(b));
        };
        // A participle that stands for a clause has the subject of the clause before; what follows is its object.
        if self.chunks[c].participle.is_some() {
            let inherited = self.inherited(c, start, depth).map(|np| (np, SubjectFrom::Inherited));
            set(out, inherited, bare);
            return;
        }
        // 1. A relative pronoun right before: the antecedent is subject, or object when the verb resumes it.
        if left > start && self.chunks[left - 1].kind == ChunkKind::Relative {
            let antecedent = (start..left - 1)
                .rev()
                .find(|&k| self.chunks[k].kind == ChunkKind::Noun && !self.chunks[k].pronoun);
            if let Some(a) = antecedent {
                let first = bare.first().copied().filter(|&b| self.can_be_subject(verb_token, b, true));
                // A pronoun on the verb or right after it ("وضع فيه") says the antecedent again, and a verb that does not
                // agree with the relative pronoun has another subject.
                let apart = !self.agrees_with_relative(verb_token, self.chunks[left - 1].head);
                let placed = self.chunks.get(c + 1).is_some_and(|n| n.pronoun && n.prep.is_some());
                match first {
                    Some(b) if verb.pronoun.is_some() || placed || apart => {
                        set(out, Some((self.np(b), SubjectFrom::After)), &bare[1..]);
                        if !placed {
                            out.second_object = out.object.take();
                            out.object = Some(self.np(a));
                        }
                    }
                    // "التي تديرها": whoever does it is not told here.
                    None if verb.pronoun.is_some() && apart => set(out, None, &[]),
                    _ => set(out, Some((self.np(a), SubjectFrom::Antecedent)), bare),
                }
                return;
            }
        }
        // An indefinite noun right before a verb that could take it: a relative clause without pronoun ("لقاء ضم …").
        if !conj && left > start {
            let k = (start..left).rev().find(|&k| self.chunks[k].kind != ChunkKind::Date).unwrap_or(start);
            // "في وقت قال فيه متحدث": the pronoun resumes the noun elsewhere.
            let elsewhere = self.chunks.get(c + 1).is_some_and(|n| n.pronoun && n.prep.is_some());
            if !elsewhere
                && self.is_bare_indefinite(k)
                && k > start
                && self.agrees_fully(verb_token, k)
                && !self.opens_clause(k, start)
            {
                if verb.pronoun.is_some() {
                    let subject = bare
                        .first()
                        .filter(|&&b| self.can_be_subject(verb_token, b, true))
                        .map(|&b| (self.np(b), SubjectFrom::After));
                    let rest = usize::from(subject.is_some());
                    set(out, subject, &bare[rest..]);
                    // The pronoun says the noun again, and takes its place.
                    out.second_object = out.object.take();
                } else {
                    set(out, Some((self.np(k), SubjectFrom::Antecedent)), bare);
                }
                return;
            }
        }
        let after = bare.first().filter(|&&b| self.can_be_subject(verb_token, b, true)).copied();
        // "إنه التقى", "لأنها توفر": the pronoun on the word that opens the clause, unless it only stands for what follows
        // ("إنه لا توجد خطة").
        if let Some(opener) = left.checked_sub(1).filter(|&k| k >= start)
            && matches!(self.chunks[opener].kind, ChunkKind::That | ChunkKind::Subordinator)
            && let Some(pronoun) = self.analysis.tokens[self.chunks[opener].head].pronoun
            && pronoun.person == 3
        {
            let v = self.reading(verb_token);
            let agrees = v.person != Some(3)
                || (pronoun.gender.is_none() || v.gender.is_none() || pronoun.gender == v.gender);
            let empty = pronoun.gender == Some(Gender::Masculine)
                && pronoun.number == Number::Singular
                && after.is_some()
                && (bare.len() > 1 || self.takes_no_object(verb_token) || v.voice == Some(Voice::Passive));
            if agrees && !empty {
                // "قال الوزير إن …، لكنه أكد": behind a conjunction the subject is that of the clause before.
                let goes_on = self.chunks[opener].kind == ChunkKind::Subordinator;
                let same = self.inherited(c, start, depth).filter(|_| goes_on);
                let found = match same {
                    Some(np) => Some((np, SubjectFrom::Inherited)),
                    None => {
                        self.attached_pronoun(self.chunks[opener].head).map(|np| (np, SubjectFrom::Before))
                    }
                };
                set(out, found, bare);
                return;
            }
        }
        // 2. A noun phrase at the head of the clause, before the verb.
        let before = self
            .topic(left, start)
            .filter(|&t| self.can_be_subject(verb_token, t, false) && self.is_nominative(t, start));
        // After a comma the phrase behind the verb is the likelier subject, unless أن opened the clause.
        let apart = before.is_some_and(|t| {
            (t..left).any(|k| self.chunks[k].kind == ChunkKind::Comma)
                && !(t > start && self.chunks[t - 1].kind == ChunkKind::That)
        });
        if let (Some(t), false) = (before, conj || (apart && after.is_some())) {
            let agreed = self.agrees_fully(verb_token, t);
            if after.is_none() || agreed {
                set(out, Some((self.np(t), SubjectFrom::Before)), bare);
                return;
            }
        }
        // 3. A conjoined verb whose next phrase cannot be its subject goes on with the subject before.
        let inherits = conj && (bare.is_empty() || after.is_none() || self.is_dual_or_plural(verb_token));
        if inherits && let Some(np) = self.inherited(c, start, depth) {
            set(out, Some((np, SubjectFrom::Inherited)), bare);
            return;
        }
        // "… وطالب الحكومة بالتدخل": who speaks goes on, and the one phrase behind is whom it is said to.
        if conj
            && bare.len() == 1
            && c > start
            && crate::verbs::addresses(self.reading(verb_token).key.as_str())
            && let Some(np) = self.inherited(c, start, depth)
        {
            set(out, Some((np, SubjectFrom::Inherited)), bare);
            return;
        }
        // 4. The phrase after the verb.
        if let Some(b) = after {
            let rest = &bare[1..];
            set(out, Some((self.np(b), SubjectFrom::After)), rest);
            return;
        }
        // 5. An indefinite noun right before: a relative clause without pronoun.
        if left > start {
            let k = left - 1;
            if self.chunks[k].kind == ChunkKind::Noun
                && !self.chunks[k].pronoun
                && self.can_be_subject(verb_token, k, false)
            {
                set(out, Some((self.np(k), SubjectFrom::Antecedent)), bare);
                return;
            }
        }
        if let Some(np) = self.inherited(c, start, depth) {
            set(out, Some((np, SubjectFrom::Inherited)), bare);
            return;
        }
        if let Some(np) = self.carried_over(c, start, depth) {
            set(out, Some((np, SubjectFrom::Inherited)), bare);
            return;
        }
        set(out, None, bare);
    }

    /// Whether no reading of the verb at token `verb` takes an object ("صدر" does not, but "صدّر" does).
    fn takes_no_object(&self, verb: usize) -> bool {
        let chosen = self.reading(verb);
        chosen.intransitive
            && chosen.voice != Some(Voice::Passive)
            && self.analysis.tokens[verb].readings.iter().all(|r| r.upos != Upos::Verb || r.intransitive)
    }

    /// Whether chunk `k` is an adjective in the accusative that stands alone: it says how, and is nobody.
    fn is_adverbial(&self, k: usize) -> bool {
        let chunk = &self.chunks[k];
        let head = &self.analysis.tokens[chunk.head];
        chunk.tokens.len() == 1
            && chunk.mention.is_none()
            && head.form.ends_with(waqai_text::letters::ALIF)
            && !head.key().ends_with(waqai_text::letters::ALIF)
            && head.upos() == Upos::Adj
            && !head.may_be(Upos::Noun)
    }

    /// Whether the verb at token `verb` can have the relative pronoun at token `relative` as subject, by gender.
    fn agrees_with_relative(&self, verb: usize, relative: usize) -> bool {
        match (self.reading(verb).gender, self.analysis.tokens[relative].best().gender) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Whether chunk `k` is a form of "to be" or its like before another verb.
    fn is_auxiliary(&self, k: usize) -> bool {
        self.chunks[k].kind == ChunkKind::Verb && self.reading(self.chunks[k].head).upos == Upos::Aux
    }

    /// Whether the phrase shows no alif of the accusative ("ميدانيا، أعلن …" has no such subject), but for after إن.
    fn is_nominative(&self, k: usize, start: usize) -> bool {
        let chunk = &self.chunks[k];
        let head = &self.analysis.tokens[chunk.head];
        let alif = waqai_text::letters::ALIF;
        let accusative = chunk.mention.is_none()
            && head.form.ends_with(alif)
            && !head.has_article()
            && head.pronoun.is_none()
            && (!head.key().ends_with(alif) || head.upos() == Upos::Adv);
        let after_that = (start..k)
            .rev()
            .map(|j| self.chunks[j].kind)
            .find(|kind| !matches!(kind, ChunkKind::OpenQuote | ChunkKind::Quote | ChunkKind::Date))
            == Some(ChunkKind::That);
        !accusative || after_that
    }

    /// A noun without article, name, pronoun or definite genitive.
    fn is_bare_indefinite(&self, k: usize) -> bool {
        let chunk = &self.chunks[k];
        if chunk.kind != ChunkKind::Noun || chunk.pronoun || chunk.mention.is_some() {
            return false;
        }
        let head = &self.analysis.tokens[chunk.head];
        if head.has_article() || head.pronoun.is_some() || head.upos() != Upos::Noun {
            return false;
        }
        // "عملية واسعة النطاق" stays indefinite, "رئيس الوزراء" does not.
        chunk.head + 1 >= chunk.tokens.end
            || (self.analysis.tokens[chunk.head + 1].upos() == Upos::Adj
                && !self.analysis.tokens[chunk.head + 1].has_article()
                && self.mention_at[chunk.head + 1].is_none())
    }

    /// Whether nothing but time and place stands before chunk `k` in its clause: then it is the clause's topic.
    fn opens_clause(&self, k: usize, start: usize) -> bool {
        match (start..k)
            .rev()
            .map(|j| self.chunks[j].kind)
            .find(|kind| !matches!(kind, ChunkKind::Date | ChunkKind::Adverb))
        {
            None => true,
            Some(kind) => {
                matches!(kind, ChunkKind::That | ChunkKind::Colon | ChunkKind::Stop | ChunkKind::Subordinator)
            }
        }
    }

    /// The first bare noun phrase of the clause that ends before chunk `left`.
    fn topic(&self, left: usize, start: usize) -> Option<usize> {
        let mut k = left;
        let mut found = None;
        let mut commas = 0;
        while k > start {
            k -= 1;
            let chunk = &self.chunks[k];
            match chunk.kind {
                ChunkKind::Noun => {
                    // "والرئيس" may open the sentence; elsewhere a conjoined phrase goes on with another.
                    let opens = !chunk.conj || (found.is_none() && k == start);
                    if chunk.prep.is_none() && !chunk.pronoun && opens {
                        found = Some(k);
                    }
                }
                ChunkKind::Date
                | ChunkKind::Adverb
                | ChunkKind::Quote
                | ChunkKind::OpenQuote
                | ChunkKind::CloseQuote
                | ChunkKind::Open
                | ChunkKind::Close => {}
                ChunkKind::Comma => {
                    commas += 1;
                    // One parenthesis between commas may stand inside: "الوزير، أمس، التقى".
                    if found.is_some() || commas > 2 {
                        break;
                    }
                }
                ChunkKind::Verb
                    if crate::class_of(self.analysis.tokens[chunk.head].key())
                        == Some(crate::Class::Auxiliary) =>
                {
                    break;
                }
                ChunkKind::Verb | ChunkKind::Relative => {
                    // The phrase belongs to that verb.
                    return None;
                }
                ChunkKind::Other if chunk.prep.is_some() => {}
                _ => break,
            }
        }
        found
    }

    /// The subject of the nearest verb before chunk `c` in its sentence.
    fn inherited(&self, c: usize, start: usize, depth: usize) -> Option<Np> {
        if depth > 3 {
            return None;
        }
        let verbs = (start..c).rev().filter(|&k| {
            self.chunks[k].kind == ChunkKind::Verb && self.reading(self.chunks[k].head).upos == Upos::Verb
        });
        let own = self.reading(self.chunks[c].head);
        for k in verbs.take(4) {
            let found = self.complements_at_depth(k, depth + 1);
            // "الزيارة التي قام بها الوفد، مؤكدا …": a relative clause with a subject of its own is an aside.
            let aside = found.subject_from == Some(SubjectFrom::After)
                && (start..k)
                    .rev()
                    .find(|&j| !self.is_auxiliary(j))
                    .is_some_and(|j| self.chunks[j].kind == ChunkKind::Relative || self.is_what(j));
            // "قال إنها تعمل، مؤكدا …": what the pronoun stands for is told further back.
            let pronoun = found.subject_from == Some(SubjectFrom::Before)
                && found.subject.as_ref().is_some_and(|np| np.pronoun);
            let other = self.reading(self.chunks[k].head).gender;
            let agrees =
                own.gender.is_none() || other.is_none() || own.gender == other || own.upos != Upos::Verb;
            if !aside && !pronoun && agrees {
                return found.subject;
            }
        }
        None
    }

    /// "ما", "بما", "لما" before a verb: what somebody else did is an aside.
    fn is_what(&self, k: usize) -> bool {
        let t = &self.analysis.tokens[self.chunks[k].tokens.end.saturating_sub(1)];
        t.form.chars().eq([waqai_text::letters::MIM, waqai_text::letters::ALIF])
    }

    /// The subject of the first verb of the sentence before, for a verb at the head of its sentence that names none
    /// ("وأضاف", "كما دعت"): news goes on with whom it spoke of.
    fn carried_over(&self, c: usize, start: usize, depth: usize) -> Option<Np> {
        let opens = (start..c).all(|k| {
            matches!(
                self.chunks[k].kind,
                ChunkKind::Subordinator
                    | ChunkKind::Perfective
                    | ChunkKind::Adverb
                    | ChunkKind::Date
                    | ChunkKind::Conjunction
                    | ChunkKind::Comma
            )
        });
        if depth > 0
            || !opens
            || start == 0
            || self.chunks[c].participle.is_some()
            || self.reading(self.chunks[c].head).person != Some(3)
        {
            return None;
        }
        let before = self.sentence_of_chunk(start - 1);
        let verb = before.clone().find(|&k| {
            self.chunks[k].kind == ChunkKind::Verb && self.reading(self.chunks[k].head).upos == Upos::Verb
        })?;
        let np = self.complements_at_depth(verb, depth + 1).subject?;
        let (a, b) = (self.reading(self.chunks[c].head), self.reading(self.chunks[verb].head));
        (a.gender.is_some() && a.gender == b.gender && !np.pronoun).then_some(np)
    }

    fn is_dual_or_plural(&self, i: usize) -> bool {
        matches!(self.reading(i).number, Some(Number::Plural | Number::Dual))
            && self.reading(i).person == Some(3)
    }

    /// Whether phrase `k` can be the subject of the verb at token `verb` by form: agreement and case.
    fn can_be_subject(&self, verb: usize, k: usize, follows: bool) -> bool {
        let chunk = &self.chunks[k];
        if chunk.prep.is_some() || chunk.pronoun {
            return false;
        }
        let v = self.reading(verb);
        let head = &self.analysis.tokens[chunk.head];
        if matches!(v.person, Some(1 | 2)) {
            return false;
        }
        // After the verb, a plural or dual verb has its subject in its ending.
        if follows
            && matches!(v.number, Some(Number::Plural | Number::Dual))
            && v.aspect != Some(Aspect::Imperative)
        {
            return false;
        }
        let h = head.best();
        // "تبدو شديدة التواضع": an adjective without article behind the verb says how, not who.
        if follows
            && chunk.mention.is_none()
            && h.upos == Upos::Adj
            && h.number == Some(Number::Singular)
            && !head.has_article()
            && !head.may_be(Upos::Noun)
        {
            return false;
        }
        if chunk.mention.is_none() && head.upos() != Upos::Propn {
            if follows
                && head.form.ends_with(waqai_text::letters::ALIF)
                && !head.has_article()
                && !head.key().ends_with(waqai_text::letters::ALIF)
                && head.pronoun.is_none()
            {
                return false; // accusative
            }
            if let (Some(vg), Some(hg), Some(Number::Singular)) = (v.gender, h.gender, h.number) {
                // A singular noun agrees in gender; numbers and quantifiers before it loosen that.
                if vg != hg && chunk.head == chunk.tokens.start && v.aspect.is_some() {
                    return false;
                }
            }
        } else if let (Some(Gender::Feminine), Some(m)) = (v.gender, chunk.mention)
            && self.kind_of_mention(m) == Some(waqai_names::EntityKind::Per)
            && h.gender == Some(Gender::Masculine)
            && h.known
            && head.upos() != Upos::Propn
        {
            return false;
        }
        true
    }

    /// Whether verb and phrase before it agree in gender and number as a verb after its subject must.
    fn agrees_fully(&self, verb: usize, k: usize) -> bool {
        let v = self.reading(verb);
        let chunk = &self.chunks[k];
        let h = self.analysis.tokens[chunk.head].best();
        match (v.gender, h.gender, h.number) {
            (Some(a), Some(b), Some(Number::Singular)) => a == b,
            _ => true,
        }
    }
}
