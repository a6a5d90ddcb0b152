//! The grammatical functions around a trigger: what a frame's lines speak of.

use crate::tables::{Support, Target, support, target};
use compact_str::CompactString;
use smallvec::SmallVec;
use waqai_lang::Upos;
use waqai_rules::Function;
use waqai_syntax::{ChunkKind, Complements, Np, SubjectFrom, Syntax};

/// What stands in which function to one trigger.
#[derive(Debug, Clone, Default)]
pub(crate) struct Functions {
    pub(crate) subject: Option<Np>,
    pub(crate) object: Option<Np>,
    pub(crate) second_object: Option<Np>,
    pub(crate) genitive: Option<Np>,
    /// Tokens of adjectives.
    pub(crate) adjectives: SmallVec<[usize; 2]>,
    pub(crate) holder: Option<Np>,
    pub(crate) agent: Option<Np>,
    pub(crate) itself: Option<Np>,
    pub(crate) preps: SmallVec<[(CompactString, Np); 4]>,
    /// The holder suffers: "تعرض الجيش لهجوم".
    pub(crate) sufferer: Option<Np>,
    /// The subject of the clause that the noun is an aside of.
    pub(crate) attending: Option<Np>,
    /// What the noun's verb strikes: "غارة استهدفت …".
    pub(crate) struck: SmallVec<[Np; 2]>,
    /// Those who take part, by a verb of gathering: "لقاء ضم …".
    pub(crate) gathered: SmallVec<[Np; 2]>,
    /// The verb chunk that carries the noun, or the verb itself.
    pub(crate) verb: Option<usize>,
    /// Its complements.
    pub(crate) complements: Option<Complements>,
    pub(crate) passive: bool,
    /// The subject was found before the verb or inherited: it surely acts.
    pub(crate) subject_from: Option<SubjectFrom>,
}

impl Functions {
    /// Everything in this function, in order.
    pub(crate) fn get(&self, function: &Function) -> SmallVec<[Np; 2]> {
        let one = |np: &Option<Np>| np.clone().into_iter().collect();
        match function {
            Function::Subject => one(&self.subject),
            Function::Object => self.object.clone().into_iter().chain(self.second_object.clone()).collect(),
            Function::Genitive => one(&self.genitive),
            Function::Holder => {
                self.holder.clone().into_iter().chain(self.gathered.iter().cloned()).collect()
            }
            Function::Agent => one(&self.agent),
            Function::Itself => one(&self.itself),
            Function::Adjective => SmallVec::new(),
            Function::Prep { prep, .. } => {
                let exact: SmallVec<[Np; 2]> =
                    self.preps.iter().filter(|(key, _)| key == prep).map(|(_, np)| np.clone()).collect();
                // "رحب بمشاركة الأمير": a preposition made of ب and a noun is still the ب that the verb governs.
                let made =
                    |key: &str| key.starts_with(prep.as_str()) && waqai_syntax::is_joint_preposition(key);
                if exact.is_empty() {
                    self.preps.iter().filter(|(key, _)| made(key)).take(1).map(|(_, np)| np.clone()).collect()
                } else {
                    exact
                }
            }
        }
    }

    /// Whether anything stands in this function.
    pub(crate) fn has(&self, function: &Function) -> bool {
        match function {
            Function::Adjective => !self.adjectives.is_empty(),
            Function::Object => self.object.is_some(),
            f => !self.get(f).is_empty(),
        }
    }
}

/// The functions around the verb that is chunk `c`.
pub(crate) fn of_verb(syntax: &Syntax<'_>, c: usize) -> Functions {
    let complements = syntax.complements(c);
    let mut f = Functions {
        subject: complements.subject.clone(),
        object: complements.object.clone(),
        second_object: complements.second_object.clone(),
        preps: complements.preps.clone(),
        passive: complements.passive,
        subject_from: complements.subject_from,
        verb: Some(c),
        ..Functions::default()
    };
    f.agent = f.preps.iter().find(|(key, _)| key == "agent").map(|(_, np)| np.clone());
    f.genitive = f.object.as_ref().filter(|o| !o.pronoun).and_then(|o| syntax.genitive(o.head));
    f.complements = Some(complements);
    f
}

/// Moves the grammatical subject of a passive verb to the object, and "by" to the subject.
pub(crate) fn make_passive(f: &mut Functions) {
    if f.object.is_none() {
        f.object = f.subject.take();
    } else {
        f.subject = None;
    }
    f.subject = f.agent.clone();
    f.passive = true;
}

/// The functions around the noun at token `i`.
pub(crate) fn of_noun(syntax: &Syntax<'_>, i: usize) -> Functions {
    let c = syntax.chunk_of[i] as usize;
    let mut f =
        Functions { genitive: syntax.genitive(i), adjectives: syntax.adjectives(i), ..Functions::default() };
    if syntax.chunks[c].head == i && !syntax.chunks[c].pronoun {
        f.itself = Some(syntax.np(c));
    }
    complements_of_noun(syntax, c, &mut f);
    f.agent = f.preps.iter().find(|(key, _)| key == "agent").map(|(_, np)| np.clone());
    carry(syntax, i, c, &mut f);
    // "قصف مواقع للمتمردين": whose the places are, not who struck them.
    let owned = f.genitive.as_ref().map(|g| &syntax.analysis.tokens[g.head]).is_some_and(|t| {
        target(t.key()).or_else(|| target(&t.form)).is_some_and(|how| how != Target::Itself)
    });
    if owned {
        f.preps.retain(|(key, np)| np.chunk != c + 1 || !key.chars().eq([waqai_text::letters::LAM]));
    }
    f
}

/// Prepositional phrases that follow the noun's chunk, up to the next verb, bare noun or mark.
fn complements_of_noun(syntax: &Syntax<'_>, c: usize, f: &mut Functions) {
    let end = syntax.sentence_of_chunk(c).end;
    for k in c + 1..end {
        let chunk = &syntax.chunks[k];
        match chunk.kind {
            ChunkKind::Noun => match &chunk.prep {
                // What hangs on "بعد", "عقب" … is told of another event.
                Some(prep) if waqai_syntax::class_of(prep) == Some(waqai_syntax::Class::Adjunct) => return,
                Some(prep) if !chunk.conj || f.preps.is_empty() => f.preps.push((prep.clone(), syntax.np(k))),
                Some(_) => {}
                None if chunk.conj => {}
                None => return,
            },
            ChunkKind::Date
            | ChunkKind::Adverb
            | ChunkKind::Quote
            | ChunkKind::OpenQuote
            | ChunkKind::CloseQuote => {}
            _ => return,
        }
    }
}

/// Finds the support verb that carries the noun at token `i`, and who stands beside it.
fn carry(syntax: &Syntax<'_>, i: usize, c: usize, f: &mut Functions) {
    // The noun must be the head of its phrase: "هجوم" in "ضحايا هجوم" is carried by nothing.
    let head = syntax.chunks[c].head;
    let framed = head < i
        && (head..i).all(|k| {
            crate::tables::is_light_noun(syntax.analysis.tokens[k].key())
                || crate::tables::is_light_noun(&syntax.analysis.tokens[k].form)
        });
    if head != i && !framed {
        return;
    }
    let sentence = syntax.sentence_of_chunk(c);
    let is_verb = |k: &usize| {
        syntax.chunks[*k].kind == ChunkKind::Verb && syntax.reading(syntax.chunks[*k].head).upos == Upos::Verb
    };
    let before = (sentence.start..c).rev().take(10).find(is_verb);
    let after = (c + 1..sentence.end.min(c + 8)).find(is_verb);
    let mut carried = false;
    for v in before.into_iter().chain(after) {
        let key = syntax.reading(syntax.chunks[v].head).key.as_str();
        let patterns = support(key);
        if patterns.is_empty() {
            continue;
        }
        let found = syntax.complements(v);
        let here = |np: &Option<Np>| np.as_ref().is_some_and(|np| np.chunk == c);
        let as_prep = found.preps.iter().find(|(_, np)| np.chunk == c).map(|(key, _)| key.clone());
        // "هجوم نفذه مسلحون", "الهجوم الذي شنه الجيش": the pronoun on the verb means the noun.
        let resumed = v > c
            && found.object.as_ref().is_some_and(|np| np.pronoun && np.chunk == v)
            && (c + 1..v).all(|k| {
                matches!(syntax.chunks[k].kind, ChunkKind::Relative | ChunkKind::Date | ChunkKind::Adverb)
            });
        let is_object = resumed || here(&found.object) || here(&found.second_object);
        let is_subject = here(&found.subject);
        for pattern in patterns {
            let fits = match pattern {
                Support::Object if is_object => {
                    f.holder = found.subject.clone();
                    true
                }
                // The passive of the same: "شُنت غارات".
                Support::Object if is_subject && found.object.is_none() => true,
                Support::Prep(prep) if as_prep.as_ref().is_some_and(|p| p == prep) => {
                    f.holder = found.subject.clone();
                    true
                }
                // "الاعتقالات التي قام بها الحوثيون": the pronoun stands for the noun.
                Support::Prep(prep)
                    if v > c
                        && v <= c + 2
                        && found.preps.iter().any(|(p, np)| p == prep && np.pronoun && np.chunk == v + 1) =>
                {
                    f.holder = found.object.clone().or(found.subject.clone()).filter(|np| np.chunk > v);
                    true
                }
                Support::Strikes if is_subject => {
                    f.struck.extend(found.object.clone().filter(|np| !np.pronoun));
                    f.struck.extend(found.second_object.clone().filter(|np| !np.pronoun));
                    true
                }
                Support::Attributed(prep) if is_subject => {
                    f.agent = found.preps.iter().find(|(p, _)| p == prep).map(|(_, np)| np.clone());
                    f.agent.is_some()
                }
                Support::Impersonal if is_subject => true,
                Support::PassivePrep(prep) if as_prep.as_ref().is_some_and(|p| p == prep) => {
                    f.sufferer = found.subject.clone();
                    true
                }
                Support::PassiveObject if is_object => {
                    f.sufferer = found.subject.clone();
                    true
                }
                Support::PlaceObject | Support::Cause if is_object || as_prep.is_some() => true,
                Support::Gathers if is_subject => {
                    f.gathered.extend(found.object.clone());
                    f.gathered.extend(found.second_object.clone());
                    f.gathered.extend(
                        found.preps.iter().filter(|(_, np)| np.chunk > v).take(1).map(|(_, np)| np.clone()),
                    );
                    true
                }
                _ => false,
            };
            if fits {
                if !carried {
                    f.verb = Some(v);
                }
                // What hangs on the verb may say more of the event: "عقد الوزير اجتماعا أمس مع نظيره".
                for (key, np) in &found.preps {
                    if np.chunk != c && !f.preps.iter().any(|(_, have)| have.chunk == np.chunk) {
                        f.preps.push((key.clone(), np.clone()));
                    }
                }
                if !carried {
                    f.subject_from = found.subject_from;
                    f.complements = Some(found.clone());
                }
                carried = true;
                break;
            }
        }
    }
    // "قال الوزير عقب اجتماع مع …": whoever acts in the clause that the meeting is an aside of.
    if let (false, Some(v), true) = (carried, before, syntax.chunks[c].prep.is_some()) {
        f.attending = syntax.complements(v).subject;
    }
}
