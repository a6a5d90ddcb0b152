//! Matching one frame at one trigger: conditions, roles, modes.

use crate::functions::{self, Functions};
use crate::participants::{Cast, Places};
use crate::statements::Found;
use crate::tables::{Target, target};
use crate::types::Participant;
use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashSet;
use waqai_lang::{Aspect, Gender, Number, Upos, Voice};
use waqai_rules::{Condition, Frame, FrameKind, Function, Need, Role, Rule, VoiceForm};
use waqai_syntax::{ChunkKind, Np, SubjectFrom};

/// A frame that matched: the event in the making.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: &'static str,
    pub(crate) modes: Vec<CompactString>,
    pub(crate) contexts: Vec<CompactString>,
    pub(crate) actors: Vec<Participant>,
    pub(crate) recipients: Vec<Participant>,
    /// Places in a role, as mention indices.
    pub(crate) place: Option<usize>,
    pub(crate) status: Option<waqai_rules::Status>,
    pub(crate) confidence: f32,
    pub(crate) rule: CompactString,
    pub(crate) why: Vec<String>,
    /// By which function each participant came into its role.
    pub(crate) filled: Vec<(waqai_text::Span, CompactString)>,
    pub(crate) functions: Functions,
    /// Token of the trigger.
    pub(crate) token: usize,
    /// Last token of the trigger (an idiom's object).
    pub(crate) last: usize,
}

/// Words either side of the trigger within which a required word or the word of a mode must stand.
const NEAR: usize = 7;

/// Where the trigger stands.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    pub(crate) cast: Cast<'a>,
    /// Token of the trigger.
    pub(crate) token: usize,
    /// Keys and forms of all words of the sentence.
    pub(crate) words: &'a FxHashSet<&'a str>,
    /// The statements of the text.
    pub(crate) found: &'a [Found],
}

impl Site<'_> {
    fn head_is(&self, np: Option<&Np>, word: &str) -> bool {
        let tokens = &self.cast.syntax.analysis.tokens;
        np.is_some_and(|np| {
            !np.pronoun && tokens.get(np.head).is_some_and(|t| t.key() == word || t.form == word)
        })
    }

    /// Whether the lemma stands within a few words of the trigger, in its sentence.
    fn is_near(&self, word: &str) -> bool {
        let tokens = &self.cast.syntax.analysis.tokens;
        let sentence = tokens[self.token].sentence;
        let from = self.token.saturating_sub(NEAR);
        self.words.contains(word)
            && tokens[from..(self.token + NEAR + 1).min(tokens.len())]
                .iter()
                .any(|t| t.sentence == sentence && (t.key() == word || t.form == word))
    }

    fn holds(&self, condition: &Condition, f: &Functions) -> bool {
        let tokens = &self.cast.syntax.analysis.tokens;
        match condition {
            Condition::Near(word) => self.words.contains(word.as_str()),
            Condition::Modifier(word) => {
                f.adjectives.iter().any(|&i| tokens[i].key() == word || tokens[i].form == word)
            }
            Condition::Object(word) => self.head_is(f.object.as_ref(), word),
            Condition::Subject(word) => self.head_is(f.subject.as_ref().or(f.holder.as_ref()), word),
            Condition::Genitive(word) => self.head_is(f.genitive.as_ref(), word),
            Condition::Next(word) => tokens
                .get(self.token + 1)
                .is_some_and(|t| t.key() == word || t.form == word || t.folded == word),
            Condition::PrepHead(prep, word) => {
                f.preps.iter().any(|(p, np)| p == prep && self.head_is(Some(np), word))
            }
            Condition::Function(function) => f.has(function),
        }
    }
}

/// Tries `frame` of `rule` with the functions `f` around the trigger.
pub(crate) fn try_frame(site: &Site<'_>, rule: &Rule, frame: &Frame, mut f: Functions) -> Option<Draft> {
    let emits = rule.emits?;
    let tokens = &site.cast.syntax.analysis.tokens;
    if frame.kind == FrameKind::Verb {
        if drops_its_subject(site, frame, &f) {
            f.object = f.subject.take();
            f.subject_from = None;
        } else if reads_as_passive(site, frame, &f) {
            functions::make_passive(&mut f);
        }
        match frame.form {
            Some(VoiceForm::Passive) if !f.passive => return None,
            Some(VoiceForm::Active) if f.passive => return None,
            _ => {}
        }
    }
    if !frame.objects.is_empty() {
        split_idiom(site, frame, &mut f);
    }
    if !frame.objects.is_empty()
        && !frame
            .objects
            .iter()
            .any(|w| site.head_is(f.object.as_ref(), w) || site.head_is(f.second_object.as_ref(), w))
    {
        return None;
    }
    if !frame.near.is_empty() && !frame.near.iter().any(|w| site.is_near(w)) {
        return None;
    }
    if !frame.modifiers.is_empty()
        && !frame.modifiers.iter().any(|w| site.holds(&Condition::Modifier(w.clone()), &f))
    {
        return None;
    }
    if frame.unless.iter().any(|c| site.holds(c, &f)) {
        return None;
    }
    let mut draft = Draft {
        kind: emits,
        modes: rule.modes.clone(),
        contexts: rule.contexts.clone(),
        actors: Vec::new(),
        recipients: Vec::new(),
        place: None,
        status: frame.status,
        confidence: frame.confidence,
        rule: rule.id.clone(),
        why: Vec::new(),
        filled: Vec::new(),
        functions: Functions::default(),
        token: site.token,
        last: site.token,
    };
    fill_roles(site, frame, &f, &mut draft);
    // "صادرت الشرطة آلة تصوير": a thing stands where the recipient would.
    let in_office = |p: &Participant| {
        p.entity.is_some()
            || p.sectors
                .iter()
                .any(|s| matches!(s.as_str(), "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "REB" | "SPY"))
    };
    let done_to_a_thing = draft.actors.iter().any(in_office)
        && !matches!(draft.kind, "AID" | "CONSULT" | "COOPERATE")
        && frame.kind == FrameKind::Verb
        && frame.roles.iter().any(|(role, function)| *role == Role::Recipient && f.has(function));
    let enough = frame.needs.iter().all(|need| match need {
        Need::Actor => !draft.actors.is_empty(),
        Need::Recipient => !draft.recipients.is_empty() || done_to_a_thing,
        Need::Any => !draft.actors.is_empty() || !draft.recipients.is_empty(),
        Need::Both => !draft.actors.is_empty() && (!draft.recipients.is_empty() || done_to_a_thing),
        Need::Two => draft.actors.len() + draft.recipients.len() >= 2,
        Need::Function(function) => f.has(function),
    });
    // "سلمت متهما إلى …": a participle stands for a clause only with what it governs.
    let chunk = &site.cast.syntax.chunks[site.cast.syntax.chunk_of[site.token] as usize];
    let apart = site.cast.syntax.chunk_of[site.token].checked_sub(1).is_some_and(|k| {
        matches!(
            site.cast.syntax.chunks[k as usize].kind,
            ChunkKind::Comma | ChunkKind::CloseQuote | ChunkKind::Quote
        )
    });
    let governs = draft.recipients.is_empty()
        && !(apart || chunk.conj)
        && chunk.participle.is_some()
        && f.complements.as_ref().is_none_or(|c| c.that.is_none());
    if !enough || governs || (draft.actors.is_empty() && draft.recipients.is_empty() && !frame.bare) {
        return None;
    }
    for m in &frame.modes {
        if m.condition.as_ref().is_none_or(|c| match c {
            Condition::Near(word) => site.is_near(word),
            c => site.holds(c, &f),
        }) && !draft.modes.contains(&m.mode)
        {
            draft.modes.push(m.mode.clone());
        }
    }
    if let Some(t) = frame.types.iter().find(|t| site.holds(&t.condition, &f)) {
        draft.kind = t.kind;
    }
    if !frame.objects.is_empty()
        && let Some(o) =
            f.object.as_ref().filter(|o| !o.pronoun && o.head > site.token && o.head < site.token + 6)
    {
        draft.last = o.head;
    }
    draft.why.insert(0, format!("{}: {} {}", rule.id, frame_name(frame.kind), tokens[site.token].key()));
    draft.functions = f;
    Some(draft)
}

/// "أطلق مسلح النار": the idiom's object was taken into the subject's phrase; both are set apart again.
fn split_idiom(site: &Site<'_>, frame: &Frame, f: &mut Functions) {
    let tokens = &site.cast.syntax.analysis.tokens;
    let Some(subject) = f.subject.as_ref().filter(|s| !s.pronoun) else { return };
    let is_object = |i: &usize| frame.objects.iter().any(|w| tokens[*i].key() == w || tokens[*i].form == *w);
    if f.object.as_ref().is_some_and(|o| is_object(&o.head)) {
        return;
    }
    let Some(at) = (subject.head + 1..subject.tokens.end).find(is_object) else { return };
    let object =
        Np { chunk: subject.chunk, tokens: at..subject.tokens.end, head: at, mention: None, pronoun: false };
    let actor = Np { tokens: subject.tokens.start..at, ..subject.clone() };
    f.second_object = f.object.take();
    f.object = Some(object);
    f.subject = Some(actor);
}

fn frame_name(kind: FrameKind) -> &'static str {
    match kind {
        FrameKind::Verb => "verb",
        FrameKind::Noun => "noun",
        FrameKind::Phrase => "phrase",
        FrameKind::Cue => "cue",
    }
}

/// "كما اعتقلت ستة مشتبه بهم": a feminine verb does not agree with the men behind it, they are its object, and who acts was
/// named before.
fn drops_its_subject(site: &Site<'_>, frame: &Frame, f: &Functions) -> bool {
    let transitive = frame.roles.iter().any(|(_, function)| *function == Function::Object);
    let Some(np) = f.subject.as_ref().filter(|np| !np.pronoun && np.mention.is_none()) else { return false };
    let verb = site.cast.syntax.reading(site.token);
    let head = &site.cast.syntax.analysis.tokens[np.head];
    let counted = np.head != np.tokens.start;
    transitive
        && f.object.is_none()
        && !f.passive
        && f.subject_from == Some(SubjectFrom::After)
        && verb.gender == Some(Gender::Feminine)
        && verb.number != Some(Number::Plural)
        && head.best().gender == Some(Gender::Masculine)
        && (counted || head.best().number == Some(Number::Singular))
        && !head.has_article()
        && site.cast.is_group(np.head)
}

/// Whether a verb with one bare noun phrase is to be read as passive: its form says so, "by" follows, or the only noun
/// phrase after a transitive verb at the head of its clause cannot well be the one who acts (it is counted or
/// indefinite, or names a person rather than a force), and no subject stands before.
fn reads_as_passive(site: &Site<'_>, frame: &Frame, f: &Functions) -> bool {
    if f.passive {
        return true;
    }
    let transitive = frame.roles.iter().any(|(_, function)| *function == Function::Object);
    if !transitive || f.object.is_some() {
        return false;
    }
    let tokens = &site.cast.syntax.analysis.tokens;
    let verb = site.cast.syntax.reading(site.token);
    if verb.voice == Some(Voice::Active) && verb.aspect == Some(Aspect::Imperative) {
        return false;
    }
    if frame.form == Some(VoiceForm::Passive) && f.subject.is_some() {
        return true;
    }
    let Some(subject) = f.subject.as_ref() else { return false };
    if f.complements.as_ref().is_some_and(|c| c.that.is_some() || c.opens.is_some()) {
        return false;
    }
    match f.subject_from {
        Some(SubjectFrom::After) => {
            let counted = subject.head != subject.tokens.start;
            let indefinite = !site.cast.syntax.is_definite(subject.chunk);
            let force = waqai_names::describe_phrase(&tokens[subject.tokens.clone()], site.cast.data).1;
            let is_force = force
                .iter()
                .any(|s| matches!(s.as_str(), "MIL" | "COP" | "GOV" | "REB" | "UAF" | "PRM" | "SPY" | "JUD"));
            let entity_force =
                subject.mention.and_then(|m| site.cast.by_mention(m, Places::All)).is_some_and(|p| {
                    p.sectors
                        .iter()
                        .any(|s| matches!(s.as_str(), "MIL" | "COP" | "REB" | "UAF" | "PRM" | "SPY"))
                });
            // "قتل خمسة أشخاص": counted; "اعتقل ناشط": indefinite and no force.
            counted || (!is_force && !entity_force && (indefinite || subject.mention.is_some()))
        }
        _ => false,
    }
}

/// Who acts when the verb names nobody: "وطالبت بعرضه على طبيب", "، متوعدا بالرد". The speaker of the statement that it opens, else
/// whoever spoke last, in this sentence or the one before, with a verb of the same gender.
fn carried_actor(site: &Site<'_>, frame: &Frame, f: &Functions, kind: &str) -> Option<Participant> {
    let acts = frame.kind == FrameKind::Verb
        && !f.passive
        && frame.form != Some(VoiceForm::Passive)
        && frame.roles.contains(&(Role::Actor, Function::Subject));
    let named = f.subject.as_ref().is_some_and(|np| !np.pronoun)
        && matches!(f.subject_from, Some(SubjectFrom::After | SubjectFrom::Before | SubjectFrom::Antecedent));
    if !acts || named {
        return None;
    }
    let syntax = site.cast.syntax;
    if let Some(own) = site.found.iter().find(|s| s.cue == site.token) {
        return Some(own.statement.speaker.clone());
    }
    let verb = syntax.reading(site.token);
    let participle = syntax.chunks[syntax.chunk_of[site.token] as usize].participle.is_some();
    // A speaker goes on speaking; who shells or arrests is another.
    let speech =
        matches!(kind, "REQUEST" | "REJECT" | "ACCUSE" | "SUPPORT" | "THREATEN" | "AGREE" | "CONCEDE");
    let several = matches!(verb.number, Some(Number::Plural | Number::Dual));
    if !speech {
        return carried_subject(site);
    }
    if !participle && (verb.person != Some(3) || several) {
        return None;
    }
    let tokens = &syntax.analysis.tokens;
    let here = tokens[site.token].sentence;
    let last = site.found.iter().filter(|s| s.cue < site.token).max_by_key(|s| s.cue)?;
    let near = here.saturating_sub(tokens[last.cue].sentence) <= 1;
    let other = syntax.reading(last.cue);
    let agrees = participle || other.gender.is_none() || verb.gender == other.gender;
    (near && agrees).then(|| last.statement.speaker.clone())
}

/// The subject of the nearest verb before, in this sentence or the one before it in the paragraph, that agrees in gender and
/// number: the same goes on acting.
fn carried_subject(site: &Site<'_>) -> Option<Participant> {
    let syntax = site.cast.syntax;
    let c = syntax.chunk_of[site.token] as usize;
    let verb = syntax.reading(site.token);
    if syntax.chunks[c].participle.is_some() || verb.person != Some(3) || verb.gender.is_none() {
        return None;
    }
    let sentence = syntax.sentence_of_chunk(c);
    let paragraph = |k: usize| {
        let token = syntax.chunks[k].tokens.start;
        let s = syntax.analysis.tokens.get(token)?.sentence as usize;
        syntax.analysis.sentences.get(s).map(|s| s.paragraph)
    };
    let start = match sentence.start.checked_sub(1) {
        Some(last) if paragraph(last) == paragraph(c) => syntax.sentence_of_chunk(last).start,
        _ => sentence.start,
    };
    for k in (start..c).rev() {
        let chunk = &syntax.chunks[k];
        if chunk.kind != ChunkKind::Verb || chunk.participle.is_some() {
            continue;
        }
        let other = syntax.reading(chunk.head);
        if other.upos != Upos::Verb || other.gender != verb.gender || other.number != verb.number {
            continue;
        }
        let found = syntax.complements(k);
        if !matches!(found.subject_from, Some(SubjectFrom::After | SubjectFrom::Before)) {
            continue;
        }
        let np = found.subject.filter(|np| !np.pronoun)?;
        return site.cast.resolve(&np, Places::States).into_iter().next();
    }
    None
}

/// Who speaks in the sentence of the trigger, before it.
fn speaker_of_sentence(site: &Site<'_>) -> Option<Participant> {
    let tokens = &site.cast.syntax.analysis.tokens;
    let here = tokens[site.token].sentence;
    let said = site.found.iter().filter(|s| s.cue < site.token && tokens[s.cue].sentence == here);
    said.max_by_key(|s| s.cue).map(|s| s.statement.speaker.clone())
}

/// Whether the event is done to places and things as well as to people.
fn strikes(draft: &Draft) -> bool {
    matches!(draft.kind, "ASSAULT" | "COERCE" | "PROTEST")
}

fn fill_roles(site: &Site<'_>, frame: &Frame, f: &Functions, draft: &mut Draft) {
    for (role, function) in &frame.roles {
        let places = match role {
            Role::Recipient if strikes(draft) => Places::Targets,
            Role::Recipient | Role::Place => Places::All,
            // "زيارة بغداد": the genitive of a noun is where, not who.
            _ if *function == Function::Genitive => Places::Countries,
            _ => Places::States,
        };
        let mut found: Vec<Participant> = Vec::new();
        if *function == Function::Adjective && f.genitive.is_some() {
            // "مقتل السفير الروسي": the adjective says more of the genitive.
        } else if *function == Function::Adjective {
            found.extend(f.adjectives.iter().filter_map(|&i| site.cast.by_adjective(i)));
        } else {
            for np in f.get(function) {
                let np = match function {
                    Function::Prep { genitive: true, .. } => match site.cast.syntax.genitive(np.head) {
                        Some(inner) => inner,
                        None => continue,
                    },
                    _ => np,
                };
                if *role == Role::Place {
                    draft.place = draft
                        .place
                        .or_else(|| site.cast.syntax.mentions_in(np.tokens.clone()).first().copied());
                    continue;
                }
                // The trigger itself, inside a phrase, is nobody.
                if np.tokens.contains(&site.token) && !np.pronoun && *function != Function::Itself {
                    continue;
                }
                let named = site.cast.resolve(&np, places);
                // "وأشارت عقب اجتماعها بالرئيس": the pronoun means who speaks in this sentence.
                let with =
                    |(_, other): &(Role, Function)| matches!(other, Function::Prep { .. }) && f.has(other);
                if named.is_empty() && np.pronoun && draft.kind == "CONSULT" && frame.roles.iter().any(with) {
                    found.extend(speaker_of_sentence(site));
                }
                found.extend(named);
            }
        }
        let (list, name) = match role {
            Role::Actor => (&mut draft.actors, "actor"),
            Role::Recipient => (&mut draft.recipients, "recipient"),
            _ => continue,
        };
        for p in found {
            if !list.iter().any(|q| p.is(q)) {
                draft.why.push(format!("{name} by {}", function_name(function)));
                draft.filled.push((p.span, function_name(function)));
                list.push(p);
            }
        }
    }
    if draft.actors.is_empty()
        && let Some(p) = carried_actor(site, frame, f, draft.kind)
    {
        draft.why.push("actor carried over from who spoke before".to_owned());
        draft.filled.push((p.span, "carried".into()));
        draft.actors.push(p);
    }
    // What was struck is told of by whoever struck it; alone it is no party.
    if draft.actors.is_empty() {
        draft.recipients.retain(|p| p.entity.is_some() || target(&p.head) != Some(Target::Site));
    }
    // "تعرض الجيش لهجوم": the one who suffers, whatever the noun's frame says.
    if let (Some(np), true) = (&f.sufferer, draft.recipients.is_empty()) {
        draft.recipients = site.cast.resolve(np, Places::All);
        draft.why.push("recipient by the support verb".to_owned());
        draft.filled.extend(draft.recipients.iter().map(|p| (p.span, CompactString::from("sufferer"))));
    }
    // "قال الوزير عقب اجتماع مع نظيره": the one who acts in the clause was there.
    let shared = |(role, function): &(Role, Function)| *role == Role::Actor && *function == Function::Holder;
    if let (Some(np), None, None, true) =
        (&f.attending, &f.holder, &f.genitive, frame.roles.iter().any(shared))
    {
        let with = frame.roles.iter().any(|(role, function)| {
            *role == Role::Actor && matches!(function, Function::Prep { .. }) && f.has(function)
        });
        if with {
            for p in site.cast.resolve(np, Places::States) {
                if !draft.actors.iter().any(|q| p.is(q)) {
                    draft.why.push("actor by the clause around".to_owned());
                    draft.filled.push((p.span, "clause around".into()));
                    draft.actors.push(p);
                }
            }
        }
    }
    // "غارة استهدفت مواقع …": what the noun's verb strikes.
    for np in &f.struck {
        for p in site.cast.resolve(np, Places::All) {
            if !draft.recipients.iter().chain(&draft.actors).any(|q| p.is(q)) {
                draft.why.push("recipient by the verb of the blow".to_owned());
                draft.filled.push((p.span, "struck".into()));
                draft.recipients.push(p);
            }
        }
    }
    // The same one in both roles is an actor, unless the frame is of two sides.
    let Draft { actors, recipients, .. } = draft;
    recipients.retain(|r| !actors.iter().any(|a| a.is(r)));
}

fn function_name(function: &Function) -> CompactString {
    match function {
        Function::Subject => "subject".into(),
        Function::Object => "object".into(),
        Function::Genitive => "genitive".into(),
        Function::Adjective => "adjective".into(),
        Function::Holder => "holder".into(),
        Function::Agent => "agent".into(),
        Function::Itself => "itself".into(),
        Function::Prep { prep, genitive } => {
            format_compact!("prep:{prep}{}", if *genitive { ".genitive" } else { "" })
        }
    }
}
