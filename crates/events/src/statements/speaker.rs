//! Who speaks: the verb's subject, the name that its office leads up to, or whoever spoke last.

use super::Finder;
use crate::participants::Places;
use crate::tables::{is_honorific, is_source};
use crate::types::Participant;
use waqai_lang::{Number, Upos};
use waqai_syntax::{ChunkKind, Complements, Np, SubjectFrom};

impl Finder<'_> {
    /// Who speaks: the verb's subject; without one, whoever spoke last.
    pub(super) fn speaker(&self, c: usize, complements: &Complements) -> Option<Participant> {
        let syntax = self.syntax();
        let participle = syntax.chunks[c].participle.is_some();
        let inherited = complements.subject_from == Some(SubjectFrom::Inherited);
        let here = syntax.analysis.tokens[syntax.chunks[c].head].sentence as usize;
        if let Some(p) = self.named_beside(c, complements).or_else(|| self.named_further(c, complements)) {
            return Some(p);
        }
        if let Some(np) = &complements.subject {
            // "معاليه", "سموه": whoever spoke last.
            if syntax.analysis.tokens[np.head].pronoun.is_some()
                && is_honorific(syntax.analysis.tokens[np.head].key())
            {
                return self.last_speaker.as_ref().map(|(p, _)| p.clone());
            }
            let elsewhere = !syntax.sentence_of_chunk(c).contains(&np.chunk);
            if !(inherited && self.last_speaker.as_ref().is_some_and(|(_, s)| *s == here || elsewhere)) {
                if let Some(p) = self.cast.resolve(np, Places::States).into_iter().next() {
                    return Some(p);
                }
                let head = &syntax.analysis.tokens[np.head];
                let source = is_source(head.key())
                    || is_source(&head.form)
                    || matches!(head.upos(), Upos::Propn | Upos::X);
                if !participle && !np.pronoun && source {
                    return Some(self.as_phrase(np));
                }
                if !inherited && !np.pronoun {
                    return None; // "الخطوة تشير إلى …": a thing, not a speaker.
                }
            }
        }
        // "يذكر أن", "يشار إلى أن": nobody says so.
        let verb = syntax.reading(syntax.chunks[c].head);
        if !participle && complements.subject.is_none() && verb.aspect == Some(waqai_lang::Aspect::Imperfect)
        {
            return None;
        }
        if let Some((speaker, sentence)) = &self.last_speaker
            && here.saturating_sub(*sentence) <= 6
        {
            return Some(speaker.clone());
        }
        complements.subject.as_ref().and_then(|np| self.cast.resolve(np, Places::States).into_iter().next())
    }

    /// A name that the subject's title leads up to ("المتحدث باسم الوزارة العميد فلان"), or the true subject of a verb in a
    /// relative clause ("التي قالت القوات …"): found where an object would stand, of a verb that takes no such object.
    fn named_beside(&self, c: usize, complements: &Complements) -> Option<Participant> {
        let syntax = self.syntax();
        if self.takes_persons(c) {
            return None;
        }
        let object = complements.object.as_ref().filter(|np| !np.pronoun && np.chunk > c)?;
        match complements.subject_from {
            Some(SubjectFrom::Antecedent) => self.cast.resolve(object, Places::States).into_iter().next(),
            Some(SubjectFrom::After) => {
                let titled = complements.subject.as_ref().is_some_and(|s| s.mention.is_none());
                let named = [&complements.object, &complements.second_object].into_iter().flatten();
                let person = named
                    .filter_map(|np| np.mention)
                    .find(|&m| syntax.kind_of_mention(m) == Some(waqai_names::EntityKind::Per))?;
                if titled { self.cast.by_mention(person, Places::States) } else { None }
            }
            _ => None,
        }
    }

    /// The name that follows the office with what belongs to the office between them: "الناطق باسم القوات العميد فلان", "أرملة القتيل،
    /// السيدة فلانة،". Only before what is said, after a verb whose object is no person.
    fn named_further(&self, c: usize, complements: &Complements) -> Option<Participant> {
        let syntax = self.syntax();
        let np =
            complements.subject.as_ref().filter(|np| !np.pronoun && np.mention.is_none() && np.chunk > c)?;
        let head = &syntax.analysis.tokens[np.head];
        if matches!(head.best().number, Some(Number::Plural | Number::Dual))
            || !self.cast.takes_part(np.head)
            || self.takes_persons(c)
        {
            return None;
        }
        let person = |k: usize| {
            let mentions = syntax.mentions_in(syntax.chunks[k].tokens.clone());
            let is = |m: &usize| syntax.kind_of_mention(*m) == Some(waqai_names::EntityKind::Per);
            mentions.into_iter().find(is).and_then(|m| self.cast.by_mention(m, Places::States))
        };
        if let Some(p) = person(np.chunk) {
            return Some(p);
        }
        for k in np.chunk + 1..syntax.sentence_of_chunk(c).end.min(np.chunk + 7) {
            let chunk = &syntax.chunks[k];
            match chunk.kind {
                ChunkKind::Comma
                | ChunkKind::Date
                | ChunkKind::Adverb
                | ChunkKind::Quote
                | ChunkKind::OpenQuote
                | ChunkKind::CloseQuote => {}
                ChunkKind::Noun if chunk.prep.is_some() => {}
                ChunkKind::Noun => match person(k) {
                    // "وصال" begins with its own waw.
                    Some(p)
                        if !chunk.conj
                            || p.span.start == syntax.analysis.tokens[chunk.tokens.start].span.start =>
                    {
                        return Some(p);
                    }
                    None if !chunk.conj && self.cast.takes_part(chunk.head) => {}
                    _ if chunk.conj => return None,
                    _ => return None,
                },
                _ => return None,
            }
        }
        None
    }

    /// Whether the verb of chunk `c` has persons for objects, by the rules.
    fn takes_persons(&self, c: usize) -> bool {
        let syntax = self.syntax();
        let key = syntax.chunks[c]
            .participle
            .unwrap_or_else(|| syntax.analysis.tokens[syntax.chunks[c].head].key());
        self.rules
            .verbs(key)
            .any(|(_, f)| f.roles.iter().any(|(_, function)| *function == waqai_rules::Function::Object))
    }

    pub(super) fn as_phrase(&self, np: &Np) -> Participant {
        let syntax = self.syntax();
        let (country, sectors) =
            waqai_names::describe_phrase(&syntax.analysis.tokens[np.tokens.clone()], self.cast.data);
        Participant {
            entity: None,
            span: syntax.span_of(np.tokens.clone()),
            country,
            sectors,
            head: syntax.analysis.tokens[np.head].key().into(),
        }
    }
}
