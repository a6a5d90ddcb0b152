//! From a noun phrase to those who take part: entities, or phrases that name nobody.

use crate::tables::{Target, target};
use crate::types::Participant;
use waqai_lang::{Number, Upos};
use waqai_names::{EntityKind, NameData, Names};
use waqai_syntax::{ChunkKind, Np, Syntax};

/// What resolving needs to see.
#[derive(Clone, Copy)]
pub(crate) struct Cast<'a> {
    pub(crate) syntax: &'a Syntax<'a>,
    pub(crate) data: &'a NameData,
}

/// Which places count as participants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Places {
    /// Only states, by their own names.
    Countries,
    /// Only states and those that stand for them.
    States,
    /// Towns and regions too: an attack hits them.
    All,
    /// Those, and places and things that no name tells: "الأحياء السكنية".
    Targets,
}

impl<'a> Cast<'a> {
    fn names(&self) -> &'a Names {
        self.syntax.names
    }

    /// Those named by `np` and by what is coordinated with it, in order, once each.
    pub(crate) fn resolve(&self, np: &Np, places: Places) -> Vec<Participant> {
        let mut found = Vec::new();
        self.resolve_one(np, places, &mut found);
        if !np.pronoun && np.tokens.end == self.syntax.chunks[np.chunk].tokens.end {
            for k in self.syntax.coordinated(np.chunk).into_iter().skip(1) {
                self.resolve_one(&self.syntax.np(k), places, &mut found);
            }
        }
        found
    }

    /// Those named by `np` itself, without what is coordinated with it.
    pub(crate) fn one(&self, np: &Np, places: Places) -> Vec<Participant> {
        let mut found = Vec::new();
        self.resolve_one(np, places, &mut found);
        found
    }

    fn push(&self, found: &mut Vec<Participant>, p: Participant) {
        let same = |q: &Participant| match (p.entity, q.entity) {
            (Some(a), Some(b)) => a == b,
            _ => p.span == q.span,
        };
        if !found.iter().any(same) {
            found.push(p);
        }
    }

    fn resolve_one(&self, np: &Np, places: Places, found: &mut Vec<Participant>) {
        if np.pronoun {
            if let Some(p) = self.antecedent(np.head) {
                self.push(found, p);
            }
            return;
        }
        if let Some(m) = np.mention
            && let Some(p) = self.by_mention(m, places)
        {
            return self.push(found, p);
        }
        let head = &self.syntax.analysis.tokens[np.head];
        let key = head.key();
        let passes = target(key).or_else(|| target(&head.form));
        let struck = places == Places::Targets && passes == Some(Target::Site);
        // "الطرفان": the two named before.
        let both = head.has_article() && crate::tables::both_sides(&head.form).is_some();
        let takes_part = both
            || passes == Some(Target::Itself)
            || (passes != Some(Target::Passes) && !struck && self.is_group(np.head));
        if takes_part {
            // "مسلحون من تنظيم داعش", "وفد من حركة حماس": the phrase and its complement of origin.
            return self.push(found, self.phrase(np));
        }
        // The role passes on to names inside: "مواقع التنظيم", "أراضي سوريا".
        if passes != Some(Target::Itself) || np.mention.is_none() {
            for m in self.syntax.mentions_in(np.tokens.clone()) {
                if let Some(p) = self.by_mention(m, places) {
                    return self.push(found, p);
                }
            }
            for i in np.head + 1..np.tokens.end {
                if self.syntax.analysis.tokens[i].upos() == Upos::Noun && self.is_group(i) {
                    let inner = Np { tokens: i..np.tokens.end, head: i, mention: None, ..np.clone() };
                    return self.push(found, self.phrase(&inner));
                }
            }
        }
        // "مواقع للمتمردين", "مقر تابع للوزارة": whose it is stands behind.
        if passes.is_some_and(|p| p != Target::Itself)
            && let Some(k) = self.owner(np)
        {
            return self.resolve_one(&self.syntax.np(k), places, found);
        }
        if struck {
            return self.push(found, self.phrase(np));
        }
        // "25 منهم", "عدد من المسلحين": what is counted stands in a phrase of its own.
        let tokens = &self.syntax.analysis.tokens;
        let counts = np.tokens.clone().all(|i| {
            tokens[i].upos() == Upos::Num
                || tokens[i].kind == waqai_lang::Kind::Number
                || waqai_syntax::class_of(&tokens[i].form) == Some(waqai_syntax::Class::Quantifier)
        });
        if let Some(next) = self
            .syntax
            .chunks
            .get(np.chunk + 1)
            .filter(|c| counts && c.kind == ChunkKind::Noun && c.prep.is_some())
        {
            let inner = self.syntax.np(np.chunk + 1);
            if next.pronoun {
                if let Some(p) = self.antecedent(inner.head) {
                    self.push(found, p);
                }
            } else if self.is_group(next.head) {
                self.push(found, self.phrase(&inner));
            }
        }
    }

    /// Whether the noun at token `i` is one that takes part by itself.
    pub(crate) fn takes_part(&self, i: usize) -> bool {
        let t = &self.syntax.analysis.tokens[i];
        self.is_group(i) || target(t.key()).or_else(|| target(&t.form)) == Some(Target::Itself)
    }

    /// Whether the noun at token `i` names persons, a group, an office or a body.
    pub(crate) fn is_group(&self, i: usize) -> bool {
        let t = &self.syntax.analysis.tokens[i];
        if matches!(t.upos(), Upos::Verb | Upos::Adp | Upos::Part) {
            return false;
        }
        if is_participant_noun(self.data, t.key()) || is_participant_noun(self.data, &t.form) {
            return true;
        }
        // With its article ("الرئيس"), or as the first word of a title ("ولي العهد").
        if t.has_article()
            && is_participant_noun(
                self.data,
                &waqai_names::key::phrase_key(t.span.of(self.syntax.analysis.text)),
            )
        {
            return true;
        }
        if let Some(next) =
            self.syntax.analysis.tokens.get(i + 1).filter(|n| n.has_article() && !n.proclitics.preposition())
        {
            let pair = format!("{} {}", t.form, next.folded);
            if self.data.title_sectors(&waqai_names::key::phrase_key(&pair)).is_some() {
                return true;
            }
        }
        // "العراقيون": a people.
        t.best().number == Some(Number::Plural)
            && t.form.ends_with(waqai_text::letters::NUN)
            && (self.data.demonym_country(&t.form).is_some() || self.data.demonym_country(t.key()).is_some())
    }

    fn phrase(&self, np: &Np) -> Participant {
        let tokens = np.tokens.start..self.origin_end(np);
        let (country, sectors) =
            waqai_names::describe_phrase(&self.syntax.analysis.tokens[tokens.clone()], self.data);
        Participant {
            entity: None,
            span: self.syntax.span_of(tokens),
            country,
            sectors,
            head: self.syntax.analysis.tokens[np.head].key().into(),
        }
    }

    /// The chunk with ل right after the phrase, if it names somebody: "مواقع للمتمردين".
    pub(crate) fn owner(&self, np: &Np) -> Option<usize> {
        let k = np.chunk + 1;
        let chunks = &self.syntax.chunks;
        let whole = chunks.get(np.chunk).is_some_and(|c| c.tokens.end == np.tokens.end);
        let next = chunks.get(k).filter(|_| whole && self.syntax.sentence_of_chunk(np.chunk).contains(&k))?;
        let of = next.prep.as_deref().is_some_and(|p| p.chars().eq([waqai_text::letters::LAM]));
        (next.kind == ChunkKind::Noun
            && of
            && !next.conj
            && !next.pronoun
            && (next.mention.is_some() || self.is_group(next.head)))
        .then_some(k)
    }

    /// Where the phrase ends with its complement of origin: "عناصر من تنظيم داعش", "نواب من الحزب".
    fn origin_end(&self, np: &Np) -> usize {
        let chunks = &self.syntax.chunks;
        let end = np.tokens.end;
        if chunks.get(np.chunk).is_none_or(|c| c.tokens.end != end) {
            return end;
        }
        let origin = chunks.get(np.chunk + 1).filter(|c| {
            c.kind == ChunkKind::Noun
                && !c.conj
                && !c.pronoun
                && c.prep
                    .as_deref()
                    .is_some_and(|p| p.chars().eq([waqai_text::letters::MIM, waqai_text::letters::NUN]))
                && self.syntax.sentence_of_chunk(np.chunk).contains(&(np.chunk + 1))
                && (c.mention.is_some() || self.is_group(c.head))
        });
        origin.map_or(end, |c| c.tokens.end)
    }

    /// The participant that mention `m` names, if what it names can take part.
    pub(crate) fn by_mention(&self, m: usize, places: Places) -> Option<Participant> {
        let mention = self.names().mentions.get(m)?;
        let entity = self.names().entities.get(mention.entity)?;
        if entity.kind == EntityKind::Loc && !self.may_act(mention.entity, places) {
            return None;
        }
        Some(Participant {
            entity: Some(mention.entity),
            span: mention.span,
            country: entity.country.clone(),
            sectors: entity.sectors.clone(),
            head: entity.name.as_str().into(),
        })
    }

    fn may_act(&self, entity: usize, places: Places) -> bool {
        match places {
            Places::All | Places::Targets => true,
            Places::States => self.acts_as_state(entity),
            Places::Countries => {
                self.names().entities.get(entity).is_some_and(|e| e.precision == Some("country"))
            }
        }
    }

    /// A state, or a capital or seat that stands for one.
    fn acts_as_state(&self, entity: usize) -> bool {
        let Some(e) = self.names().entities.get(entity) else { return false };
        if e.precision == Some("country") || e.sectors.iter().any(|s| s == "GOV") {
            return true;
        }
        // "واشنطن", "طهران": a capital stands for its government.
        let key = waqai_names::key::phrase_key(&e.name);
        self.data.tables.countries.iter().any(|c| c.capital == key && e.country.as_ref() == Some(&c.code))
    }

    /// Whom the pronoun attached to token `i` means: the nearest name or group before it that agrees, in this sentence or
    /// at the head of the one before. `None` when nothing near agrees.
    pub(crate) fn antecedent(&self, i: usize) -> Option<Participant> {
        let tokens = &self.syntax.analysis.tokens;
        let pronoun = tokens.get(i)?.pronoun?;
        if pronoun.person != 3 {
            return None;
        }
        let c = self.syntax.chunk_of[i] as usize;
        let sentence = self.syntax.sentence_of_chunk(c);
        let plural = pronoun.number != Number::Singular;
        let feminine = pronoun.gender == Some(waqai_lang::Gender::Feminine);
        for k in (sentence.start..c).rev() {
            let chunk = &self.syntax.chunks[k];
            if chunk.kind != ChunkKind::Noun || chunk.pronoun {
                continue;
            }
            let candidate = match chunk.mention {
                Some(m) => {
                    let kind = self.syntax.kind_of_mention(m);
                    let fits = match kind {
                        Some(EntityKind::Per) => !plural,
                        Some(EntityKind::Org | EntityKind::Loc) => {
                            let head = &tokens[chunk.head];
                            let masculine = head.best().gender == Some(waqai_lang::Gender::Masculine);
                            // "إنها": no مكتب, مجلس or حزب; names that are no nouns may be either.
                            !plural
                                && if feminine {
                                    !(masculine && head.upos() == Upos::Noun)
                                } else {
                                    masculine
                                }
                        }
                        None => false,
                    };
                    if fits
                        && !(kind == Some(EntityKind::Per)
                            && feminine
                            && tokens[chunk.head].best().gender == Some(waqai_lang::Gender::Masculine))
                    {
                        self.by_mention(m, Places::States)
                    } else {
                        None
                    }
                }
                None if self.is_group(chunk.head) => {
                    let is_plural = tokens[chunk.head].best().number == Some(Number::Plural)
                        || chunk.head != chunk.tokens.start;
                    (is_plural == plural).then(|| self.phrase(&self.syntax.np(k)))
                }
                None => None,
            };
            if candidate.is_some() {
                return candidate;
            }
        }
        None
    }

    /// The country that an adjective names ("الإسرائيلية"), as a participant: the words are the adjective.
    pub(crate) fn by_adjective(&self, i: usize) -> Option<Participant> {
        let t = self.syntax.analysis.tokens.get(i)?;
        let country = self.data.demonym_country(&t.form).or_else(|| self.data.demonym_country(t.key()))?;
        let country: compact_str::CompactString = country.into();
        // The country itself, when the text names it, so that one actor has one identity.
        let entity = self.names().entities.iter().position(|e| {
            e.kind == EntityKind::Loc
                && e.precision == Some("country")
                && e.country.as_ref() == Some(&country)
        });
        Some(Participant {
            entity,
            span: self.syntax.span_of(i..i + 1),
            head: country.clone(),
            country: Some(country),
            sectors: Vec::new(),
        })
    }
}

/// Whether a noun (folded) names persons, a group, an office or a body.
fn is_participant_noun(data: &NameData, key: &str) -> bool {
    data.group_sectors(key).is_some()
        || data.title_sectors(key).is_some()
        || data.org_head(key).is_some_and(|h| !h.place)
}
