//! Counting what agrees.

use crate::gold::{Frame, same};
use crate::ours::Found;
use crate::treebank::Sentence;
use std::collections::BTreeMap;
use std::fmt;
use waqai_syntax::SubjectFrom;

/// Pairs right, found and to be found.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

/// Everything that was counted.
#[derive(Debug, Default)]
pub(crate) struct Score {
    verbs: Count,
    subject: Count,
    joined: Count,
    object: Count,
    participant: Count,
    prep_head: Count,
    prep: Count,
    genitive: Count,
    inherited: (usize, usize),
    /// One error a line: kind, verb, what the treebank has, what was found, the sentence.
    pub(crate) errors: Vec<String>,
}

impl Score {
    /// Compares the frames of a sentence.
    pub(crate) fn sentence(
        &mut self,
        sentence: &Sentence,
        gold: &BTreeMap<usize, Frame>,
        ours: &BTreeMap<usize, Found>,
    ) {
        let units = &sentence.units;
        for (&i, frame) in gold {
            match ours.get(&i) {
                _ if units[i].upos == "VERB" && !is_be(sentence, i) => {
                    self.verb(sentence, i, frame, ours.get(&i).filter(|f| f.verb), gold);
                }
                Some(found) if units[i].upos == "NOUN" && !found.verb => {
                    let of = &frame.objects;
                    let right =
                        found.objects.iter().filter(|o| of.iter().any(|g| same(units, *g, **o))).count();
                    self.genitive.add(right, found.objects.len(), of.len());
                    if right < of.len().max(found.objects.len()) {
                        self.note("genitive", sentence, i, of, &found.objects);
                    }
                }
                _ => {}
            }
        }
        // Words read as verbs that are none: what hangs on them is false.
        for (&i, found) in
            ours.iter().filter(|(i, f)| f.verb && units[**i].upos != "VERB" && units[**i].upos != "AUX")
        {
            self.verbs.found += 1;
            self.subject.found += usize::from(is_own(found.subject));
            self.object.found += found.objects.len();
            self.participant.found += usize::from(is_own(found.subject)) + found.objects.len();
            self.prep_head.found += found.preps.len();
            self.prep.found += found.preps.len();
            let all: Vec<usize> =
                found.subject.iter().map(|s| s.0).chain(found.objects.iter().copied()).collect();
            self.note("no verb", sentence, i, &[], &all);
        }
    }

    fn verb(
        &mut self,
        sentence: &Sentence,
        i: usize,
        frame: &Frame,
        found: Option<&Found>,
        gold: &BTreeMap<usize, Frame>,
    ) {
        let units = &sentence.units;
        let nothing = Found::default();
        self.verbs.add(usize::from(found.is_some()), usize::from(found.is_some()), 1);
        if found.is_none() {
            self.note("verb missed", sentence, i, &[], &[]);
        }
        let found = found.unwrap_or(&nothing);
        // The subject. One taken over from another verb counts only where the clause has its own; the noun that a relative
        // clause describes, only where the treebank has it or something else as subject.
        let mut mine = found.subject;
        if let Some((noun, from)) = mine
            && frame.subject.is_none()
            && (from == SubjectFrom::Inherited
                || from == SubjectFrom::Antecedent && frame.describes.is_some_and(|d| same(units, d, noun)))
        {
            mine = None;
        }
        let right = matches!((mine, frame.subject), (Some((a, _)), Some(b)) if same(units, a, b));
        self.subject.add(
            usize::from(right),
            usize::from(mine.is_some()),
            usize::from(frame.subject.is_some()),
        );
        if !right && (mine.is_some() || frame.subject.is_some()) {
            let kind = format!("subject {:?}", mine.map(|m| m.1));
            self.note(&kind, sentence, i, frame.subject.as_slice(), mine.map(|m| m.0).as_slice());
        }
        if right && frame.own {
            let ok =
                found.joined.iter().filter(|o| frame.joined.iter().any(|g| same(units, *g, **o))).count();
            self.joined.add(ok, found.joined.len(), frame.joined.len());
            if ok < frame.joined.len().max(found.joined.len()) {
                self.note("joined", sentence, i, &frame.joined, &found.joined);
            }
        }
        if let (None, Some(first)) = (frame.subject, frame.follows.and_then(|f| gold.get(&f)?.subject)) {
            self.inherited.1 += 1;
            self.inherited.0 += usize::from(found.subject.is_some_and(|(s, _)| same(units, s, first)));
        }
        // Objects.
        let ok = found.objects.iter().filter(|o| frame.objects.iter().any(|g| same(units, *g, **o))).count();
        self.object.add(ok, found.objects.len(), frame.objects.len());
        if ok < frame.objects.len().max(found.objects.len()) {
            self.note("object", sentence, i, &frame.objects, &found.objects);
        }
        // Subject or object, whichever.
        let theirs: Vec<usize> = frame.subject.iter().chain(&frame.objects).copied().collect();
        let all: Vec<usize> = mine.iter().map(|m| m.0).chain(found.objects.iter().copied()).collect();
        let ok = all.iter().filter(|o| theirs.iter().any(|g| same(units, *g, **o))).count();
        self.participant.add(ok.min(theirs.len()), all.len(), theirs.len());
        // Complements with a preposition.
        let hit = |p: &(usize, String)| frame.preps.iter().find(|g| same(units, g.0, p.0));
        let heads = found.preps.iter().filter(|p| hit(p).is_some()).count();
        let exact =
            found.preps.iter().filter(|p| hit(p).is_some_and(|g| same_preposition(&g.1, &p.1))).count();
        self.prep_head.add(heads, found.preps.len(), frame.preps.len());
        self.prep.add(exact, found.preps.len(), frame.preps.len());
        if exact < frame.preps.len().max(found.preps.len()) {
            let of = |list: &[(usize, String)]| -> Vec<usize> { list.iter().map(|p| p.0).collect() };
            self.note("complement", sentence, i, &of(&frame.preps), &of(&found.preps));
        }
    }

    fn note(&mut self, kind: &str, sentence: &Sentence, i: usize, gold: &[usize], ours: &[usize]) {
        let words = |list: &[usize]| -> String {
            list.iter().map(|&u| sentence.units[u].form.as_str()).collect::<Vec<_>>().join(" + ")
        };
        self.errors.push(format!(
            "{kind}\t{}\tgold {}\tours {}\t{}",
            sentence.units[i].form,
            words(gold),
            words(ours),
            sentence.text
        ));
    }
}

/// A subject that was found in the clause itself.
fn is_own(subject: Option<(usize, SubjectFrom)>) -> bool {
    subject.is_some_and(|(_, from)| from != SubjectFrom::Inherited)
}

/// The copula and its negation, which the treebank tags two ways.
fn is_be(sentence: &Sentence, i: usize) -> bool {
    matches!(waqai_text::fold(&sentence.units[i].lemma).as_str(), "كان" | "ليس")
}

/// Whether the program's preposition is among the words that the treebank has, or stands for several ("by").
fn same_preposition(gold: &str, ours: &str) -> bool {
    ours == "agent" || gold == ours || gold.split(' ').any(|word| word == ours)
}

impl Count {
    fn add(&mut self, right: usize, found: usize, gold: usize) {
        self.right += right;
        self.found += found;
        self.gold += gold;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |n: usize| if n == 0 { 0.0 } else { 100.0 * self.right as f64 / n as f64 };
        let both = 200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64;
        write!(
            f,
            "P {:5.1}  R {:5.1}  F1 {both:5.1}   ({} of {} found, {} gold)",
            share(self.found),
            share(self.gold),
            self.right,
            self.found,
            self.gold
        )
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, count) in [
            ("verbs", &self.verbs),
            ("subject", &self.subject),
            ("joined subjects", &self.joined),
            ("object", &self.object),
            ("subject or object", &self.participant),
            ("complement, head", &self.prep_head),
            ("  and preposition", &self.prep),
            ("genitive of verbal n.", &self.genitive),
        ] {
            writeln!(f, "{name:22}{count}")?;
        }
        writeln!(f, "shared subject        {} of {} joined verbs", self.inherited.0, self.inherited.1)
    }
}
