//! Figures: how many were killed, wounded, arrested, as the event's own sentences count them.

mod quantity;
mod toll;
mod words;

use crate::extract::Input;
use crate::types::{Count, Event, Figure, Status};
use quantity::{Quantity, bound_after, joined};
use std::ops::Range;
use waqai_lang::{Analysis, Kind, Number, Token, Upos, Voice};
use waqai_text::Span;
use words::{Counted, Side, counted, figure};

/// How far from its word a number may stand, in tokens.
const REACH: usize = 4;

/// The same for a word that closes its clause ("لقي ثلاثة من عناصر الشرطة مصرعهم").
const FAR: usize = 8;

/// Reads the figures of each event out of its sentence. A figure once set stays: the first telling is the fullest.
/// Counts of things ("ضبط 600 كرتون") are no figures; where the count is unsure, there is none.
pub(crate) fn read(input: &Input<'_>, events: &mut [Event]) {
    let triggers: Vec<(&'static str, Span)> = events.iter().map(|e| (e.kind, e.trigger)).collect();
    for event in events {
        if let Some(s) = input.analysis.sentences.iter().find(|s| s.span == event.sentence) {
            of_event(input, s.tokens.clone(), &triggers, event);
        }
    }
}

/// The figures that sentences after an event's own count for it, once the tellings of one event are joined.
pub(crate) fn read_tolls(input: &Input<'_>, events: &mut [Event]) {
    toll::read(input, events);
}

/// Whether a comma or a full stop stands among the tokens.
fn tokens_apart(tokens: &[Token], range: Range<usize>) -> bool {
    tokens.get(range).is_some_and(|t| t.iter().any(|t| t.kind == Kind::Punct))
}

fn of_event(input: &Input<'_>, sentence: Range<usize>, triggers: &[(&'static str, Span)], event: &mut Event) {
    let reader = Reader { input, analysis: input.analysis, sentence: sentence.clone() };
    for i in sentence {
        let t = &input.analysis.tokens[i];
        if t.kind != Kind::Word {
            continue;
        }
        let Some(figures) = figure(t) else { continue };
        if !tells(t.stem, event, triggers) {
            continue;
        }
        for &(count, side) in figures {
            if !count.belongs_to(event.kind) || event.figures.iter().any(|f| f.count == count) {
                continue;
            }
            let quantity = match side {
                Side::After => reader.after(i, event).or_else(|| reader.in_role(i, count, event)),
                Side::Before => reader.before(i),
                Side::Back => reader.back(i),
            };
            if let Some(q) = quantity {
                event.figures.push(reader.figure(count, &q));
            }
        }
    }
    // The roles tell how many marched or were arrested whatever word told it: "نفذ نحو مئتي تلميذ وقفة".
    let told = match event.kind {
        "PROTEST" => Count::Protesters,
        "COERCE" if event.modes.iter().any(|m| m == "arrest") => Count::Arrested,
        _ => return,
    };
    if !event.figures.iter().any(|f| f.count == told)
        && let Some(q) = reader.role(told, event)
    {
        event.figures.push(reader.figure(told, &q));
    }
}

/// Whether the word tells figures of this event rather than of another in its sentence. What is planned or denied has
/// only those of its own word; of two events of a type the later one has none that stand nearer to the other
/// ("قتل 22 في هجوم أعقبته اشتباكات").
fn tells(word: Span, event: &Event, triggers: &[(&'static str, Span)]) -> bool {
    if word.overlaps(event.trigger) {
        return true;
    }
    let happened = matches!(event.status, Status::Actual | Status::Historical);
    let apart = |trigger: Span| word.start.abs_diff(trigger.start);
    let own = apart(event.trigger);
    let later = event.trigger.start > word.start;
    happened
        && !(later && triggers.iter().any(|(kind, trigger)| *kind == event.kind && apart(*trigger) < own))
}

struct Reader<'a> {
    input: &'a Input<'a>,
    analysis: &'a Analysis<'a>,
    sentence: Range<usize>,
}

impl Reader<'_> {
    fn tokens(&self) -> &[Token] {
        &self.analysis.tokens
    }

    fn figure(&self, count: Count, q: &Quantity) -> Figure {
        let tokens = self.tokens();
        let last = q.tokens.end.saturating_sub(1);
        let span = Span { start: tokens[q.tokens.start].stem.start, end: tokens[last].span.end };
        Figure { count, value: q.value, low: q.low, high: q.high, about: q.about, span }
    }

    fn in_date(&self, i: usize) -> bool {
        let tokens = self.tokens();
        self.input.dates.iter().any(|d| d.span.overlaps(tokens[i].span))
    }

    /// The quantity that starts at token `at`, unless it belongs to a date or counts things.
    fn quantity(&self, at: usize, end: usize) -> Option<Quantity> {
        let q = quantity::read(self.input.lexicon, self.analysis, at, end)?;
        let tokens = self.tokens();
        if q.tokens.clone().any(|i| self.in_date(i)) {
            return None;
        }
        // "600 كرتون", "14 من السيارات".
        let of = |i: usize| tokens.get(i).filter(|_| i < self.sentence.end);
        let noun = of(q.tokens.end).filter(|t| t.upos() != Upos::Adp).or_else(|| of(q.tokens.end + 1));
        noun.is_none_or(|t| counted(t) != Some(Counted::Thing)).then_some(q)
    }

    /// "مقتل ثلاثة جنود", "إصابة نحو 30 على الأقل": the first number after the word, before any other verb or mark.
    /// A dual counts two, a bare singular person one.
    fn after(&self, i: usize, event: &Event) -> Option<Quantity> {
        let tokens = self.tokens();
        let end = self.sentence.end;
        let (mut j, mut skipped, mut within) = (i + 1, false, false);
        for _ in 0..REACH {
            // "أودى أول أمس بحياة": when it happened may stand between.
            while j < end && self.in_date(j) {
                j += 1;
            }
            if j >= end {
                break;
            }
            let t = &tokens[j];
            if let Some(mut q) = self.quantity(j, end).filter(|_| !t.proclitics.conjunction()) {
                bound_after(tokens, &mut q, end);
                self.add_joined(&mut q);
                return Some(q);
            }
            if t.kind != Kind::Word || t.upos() == Upos::Verb || t.proclitics.conjunction() {
                return None;
            }
            if counted(t) == Some(Counted::Skip) {
                (j, skipped) = (j + 1, true);
                continue;
            }
            match t.upos() {
                Upos::Adv => j += 1,
                // "شارك فيها نحو 700".
                Upos::Adp if t.pronoun.is_some() => j += 1,
                // "قتل في القصف عشرة": one complement may stand between.
                Upos::Adp if tokens[i].upos() == Upos::Verb => {
                    let noun = tokens.get(j + 1).filter(|n| matches!(n.upos(), Upos::Noun | Upos::Propn))?;
                    if counted(noun) == Some(Counted::Thing) && !noun.has_article() {
                        return None;
                    }
                    (j, within) = (j + 2, true);
                }
                // "أودى القصف بحياة سبعة", "قبض جهاز الأمن على ثلاثة": the subject stands between.
                _ if tokens[i].upos() == Upos::Verb && !skipped && j == i + 1 => match self.past_subject(j) {
                    Some(next) => j = next,
                    None => return self.few(i, j, skipped, event),
                },
                Upos::Noun | Upos::Adj if within && t.has_article() => j += 1,
                Upos::Propn if within => j += 1,
                _ if j == i + 1 || skipped => return self.few(i, j, skipped, event),
                _ => return None,
            }
        }
        None
    }

    /// The token after the noun phrase at `j` that leads on to the number, as the table says: على, بحياة.
    fn past_subject(&self, j: usize) -> Option<usize> {
        let tokens = self.tokens();
        let end = self.sentence.end.min(j + 1 + REACH);
        let noun = |t: &Token| {
            matches!(t.upos(), Upos::Noun | Upos::Adj | Upos::Propn) && !t.proclitics.conjunction()
        };
        let next = (j + 1..end).find(|&k| counted(&tokens[k]) == Some(Counted::Skip))?;
        tokens[j..next].iter().all(noun).then_some(next)
    }

    /// One or two people, told without a number: "مقتل جندي", "إصابة طفلين".
    fn few(&self, i: usize, j: usize, skipped: bool, event: &Event) -> Option<Quantity> {
        let tokens = self.tokens();
        let (word, t) = (&tokens[i], &tokens[j]);
        let trigger = word.stem.overlaps(event.trigger);
        // After an active verb the noun may be who did it: only its role tells.
        let suffers = skipped
            || word.upos() == Upos::Noun
            || word.best().voice == Some(Voice::Passive)
            || word.best().intransitive
            || (trigger && event.recipients.iter().any(|p| p.span.overlaps(t.stem)));
        // "توقيف مهربين اثنين": the writing of the noun alone does not tell two from many.
        let two = self.input.lexicon.numeral_value(tokens, j + 1) == Some((2, j + 2));
        let mut q = if two && counted(t) == Some(Counted::Person) {
            Quantity::exactly(2, j..j + 2)
        } else {
            Quantity::exactly(few(t)?, j..j + 1)
        };
        if !suffers {
            return None;
        }
        self.add_joined(&mut q);
        Some(q)
    }

    /// "5 جنود و3 مدنيين", "جندي ومدني": those joined to the first count are counted too; where they cannot be, the
    /// first is only a floor.
    fn add_joined(&self, q: &mut Quantity) {
        /// What is counted, with its adjectives.
        const NOUNS: usize = 6;
        let tokens = self.tokens();
        let end = self.sentence.end;
        let mut placed = false;
        for j in q.tokens.end..end.min(q.tokens.end + NOUNS) {
            let t = &tokens[j];
            if t.kind == Kind::Punct || t.upos() == Upos::Verb {
                return;
            }
            let Some(j) = joined(tokens, j).filter(|j| *j < end) else {
                // "26 شخصا في جرمانا وباب توما": what is joined now is a place. The من of a part joins on.
                placed |= t.upos() == Upos::Adp && j > q.tokens.end;
                continue;
            };
            let t = &tokens[j];
            let next = self.quantity(j, end);
            let joins = counted(t) == Some(Counted::Person) || !t.has_article();
            if next.is_none() && (placed || t.proclitics.preposition() || !joins) {
                return;
            }
            let noun = next.as_ref().map_or(j, |n| n.tokens.end);
            let what = tokens.get(noun).filter(|_| noun < end);
            let person = what.is_some_and(|w| counted(w) == Some(Counted::Person));
            // "12 قتيلا و30 جريحا", "مقتل جندي وإصابة آخر": another figure begins.
            let tells = !person && next.is_none() && t.best().verb.is_some();
            if tells || what.is_some_and(|w| figure(w).is_some()) {
                return;
            }
            let more = match &next {
                Some(n) if person && n.value.is_some() && n.low == n.high => n.value,
                Some(_) => None,
                None => few_joined(t),
            };
            match (q.value, more) {
                (Some(value), Some(more)) if q.low == q.high => {
                    let sum = value.saturating_add(more);
                    let about = q.about;
                    *q = Quantity::exactly(sum, q.tokens.start..noun.max(j + 1));
                    q.about = about;
                }
                _ => q.floor(),
            }
            return;
        }
    }

    /// "84 قتيلا", "ما لا يقل عن ثلاثة جرحى": the number right before the word.
    fn before(&self, i: usize) -> Option<Quantity> {
        let tokens = self.tokens();
        if tokens[i].best().number == Some(Number::Dual) {
            return Some(Quantity::exactly(2, i..i + 1));
        }
        let from = self.sentence.start.max(i.saturating_sub(REACH + 2));
        let mut q = (from..i).find_map(|j| {
            quantity::read(self.input.lexicon, self.analysis, j, i).filter(|q| q.tokens.end == i)
        })?;
        bound_after(tokens, &mut q, self.sentence.end);
        Some(q)
    }

    /// "لقي ثلاثة جنود مصرعهم", "لقي شخصان حتفهما": the number in the clause that the word closes.
    fn back(&self, i: usize) -> Option<Quantity> {
        let tokens = self.tokens();
        tokens[i].pronoun?;
        let from = self.sentence.start.max(i.saturating_sub(FAR));
        let open = (from..i).rev().find(|&j| tokens[j].kind == Kind::Punct).map_or(from, |j| j + 1);
        (open..i).find_map(|j| self.quantity(j, i)).or_else(|| {
            let dual = (open..i).rev().find(|&j| few(&tokens[j]) == Some(2))?;
            Some(Quantity::exactly(2, dual..dual + 1))
        })
    }

    /// "احتجزت الاستخبارات العسكرية 14 متطوعا": the number that opens the phrase of the one who suffers the event told by
    /// the word, or who protests.
    fn in_role(&self, i: usize, count: Count, event: &Event) -> Option<Quantity> {
        let tokens = self.tokens();
        let word = &tokens[i];
        let told = std::iter::once(event.trigger).chain(event.evidence.iter().copied());
        told.into_iter().any(|t| t.overlaps(word.stem)).then(|| self.role(count, event)).flatten()
    }

    /// The number that opens the phrase of the only one who suffers the event, or who protests.
    fn role(&self, count: Count, event: &Event) -> Option<Quantity> {
        let tokens = self.tokens();
        let side = if count == Count::Protesters { &event.actors } else { &event.recipients };
        let [one] = side.as_slice() else { return None };
        if one.entity.is_some() {
            return None;
        }
        let at = self.sentence.clone().find(|&j| one.span.overlaps(tokens[j].stem))?;
        // The phrase may begin after the words that bound its number.
        let from = self.sentence.start.max(at.saturating_sub(REACH));
        let mut q =
            (from..=at).find_map(|j| self.quantity(j, self.sentence.end).filter(|q| q.tokens.end > at))?;
        bound_after(tokens, &mut q, self.sentence.end);
        self.add_joined(&mut q);
        Some(q)
    }
}

/// Two for a dual of people, one for a bare singular person.
fn few(t: &Token) -> Option<u64> {
    let (reading, what) = (t.best(), counted(t));
    match reading.number {
        Some(Number::Dual) if what != Some(Counted::Thing) => Some(2),
        Some(Number::Singular)
            if what == Some(Counted::Person) && !t.has_article() && t.pronoun.is_none() =>
        {
            Some(1)
        }
        _ => None,
    }
}

/// The same for one joined to others, who may be told by kinship: "مزارع وطفلته".
fn few_joined(t: &Token) -> Option<u64> {
    let person = counted(t) == Some(Counted::Person) && !t.has_article();
    match t.best().number {
        Some(Number::Dual) if person => Some(2),
        Some(Number::Singular) if person => Some(1),
        _ => None,
    }
}
