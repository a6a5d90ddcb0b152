//! The rules, indexed by the words that open their frames.

use crate::learned::{DiscourseModel, RoleModel, WorthModel};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use waqai_rules::{Frame, FrameKind, Rule, RuleError, parse_rule};

include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// A frame: which rule, which of its frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrameId {
    rule: u32,
    frame: u32,
}

type Index = FxHashMap<CompactString, SmallVec<[FrameId; 2]>>;

/// Parsed rules, ready to match.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    verbs: Index,
    nouns: Index,
    cues: Index,
    cue_nouns: Index,
    phrases: Index,
    cue_phrases: Index,
    /// What decides roles beside the rules; none in a set that was only read.
    roles: Option<RoleModel>,
    /// What fills roles from the text before.
    discourse: Option<DiscourseModel>,
    /// What tells how likely an event is right.
    worth: Option<WorthModel>,
}

impl RuleSet {
    /// The rules that ship. A file with a mistake is left out; the tests of this crate make sure that there is none.
    #[must_use]
    pub fn built_in() -> RuleSet {
        let mut set = RuleSet {
            roles: RoleModel::read(waqai_data::EVENT_ROLES),
            discourse: DiscourseModel::read(waqai_data::EVENT_DISCOURSE),
            worth: WorthModel::read(waqai_data::EVENT_WORTH),
            ..RuleSet::default()
        };
        for (id, source) in RULE_FILES {
            if let Ok(rule) = parse_rule(id, id, source) {
                set.add(rule);
            }
        }
        set
    }

    /// The same rules without the models that are trained on what they find.
    #[must_use]
    pub fn without_models(mut self) -> RuleSet {
        self.roles = None;
        self.discourse = None;
        self.worth = None;
        self
    }

    /// The same rules with another model of roles, as `learned::encode` writes it.
    #[must_use]
    pub fn with_role_model(mut self, bytes: &'static [u8]) -> RuleSet {
        self.roles = RoleModel::read(bytes);
        self
    }

    /// The same rules with another model of whom the text named before, as `learned::encode` writes it.
    #[must_use]
    pub fn with_discourse_model(mut self, bytes: &'static [u8]) -> RuleSet {
        self.discourse = DiscourseModel::read(bytes);
        self
    }

    pub(crate) fn discourse_model(&self) -> Option<&DiscourseModel> {
        self.discourse.as_ref()
    }

    pub(crate) fn worth_model(&self) -> Option<&WorthModel> {
        self.worth.as_ref()
    }

    pub(crate) fn role_model(&self) -> Option<&RoleModel> {
        self.roles.as_ref()
    }

    /// The rule files that ship: id and text.
    #[must_use]
    pub fn files() -> &'static [(&'static str, &'static str)] {
        RULE_FILES
    }

    /// Reads one more rule file, `source`, named `file` in errors.
    ///
    /// # Errors
    /// Every mistake in the file, with line and column.
    pub fn read(&mut self, id: &str, file: &str, source: &str) -> Result<(), Vec<RuleError>> {
        self.add(parse_rule(id, file, source)?);
        Ok(())
    }

    /// Adds rules that were read elsewhere. One with the id of a rule that is there already replaces it.
    pub fn put(&mut self, rules: impl IntoIterator<Item = Rule>) {
        let mut all = std::mem::take(&mut self.rules);
        for rule in rules {
            match all.iter_mut().find(|r| r.id == rule.id) {
                Some(old) => *old = rule,
                None => all.push(rule),
            }
        }
        // The indices hold frames of rules that may be gone: they are made anew.
        let (roles, discourse, worth) = (self.roles.take(), self.discourse.take(), self.worth.take());
        *self = RuleSet { roles, discourse, worth, ..RuleSet::default() };
        all.into_iter().for_each(|rule| self.add(rule));
    }

    /// All rules: those that ship in the order of their ids, then the others as they came.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    fn add(&mut self, rule: Rule) {
        let number = self.rules.len() as u32;
        for (f, frame) in rule.frames.iter().enumerate() {
            let id = FrameId { rule: number, frame: f as u32 };
            for word in &frame.words {
                let (index, key) = match (frame.kind, rule.emits) {
                    (FrameKind::Verb, Some(_)) => (&mut self.verbs, word.as_str()),
                    (FrameKind::Noun, Some(_)) => (&mut self.nouns, word.as_str()),
                    (FrameKind::Phrase, Some(_)) => (&mut self.phrases, first_word(word)),
                    (FrameKind::Phrase, None) => (&mut self.cue_phrases, first_word(word)),
                    (FrameKind::Noun, None) => (&mut self.cue_nouns, word.as_str()),
                    (FrameKind::Cue | FrameKind::Verb, _) if word.contains(' ') => {
                        (&mut self.cue_phrases, first_word(word))
                    }
                    (FrameKind::Cue | FrameKind::Verb, _) => (&mut self.cues, word.as_str()),
                };
                let slot = index.entry(key.into()).or_default();
                if !slot.contains(&id) {
                    slot.push(id);
                }
            }
        }
        self.rules.push(rule);
    }

    fn get<'a>(
        &'a self,
        index: &'a Index,
        key: &str,
    ) -> impl Iterator<Item = (&'a Rule, &'a Frame)> + use<'a> {
        index.get(key).into_iter().flatten().filter_map(|id| {
            let rule = self.rules.get(id.rule as usize)?;
            Some((rule, rule.frames.get(id.frame as usize)?))
        })
    }

    pub(crate) fn verbs<'a>(&'a self, key: &str) -> impl Iterator<Item = (&'a Rule, &'a Frame)> + use<'a> {
        self.get(&self.verbs, key)
    }
    pub(crate) fn nouns<'a>(&'a self, key: &str) -> impl Iterator<Item = (&'a Rule, &'a Frame)> + use<'a> {
        self.get(&self.nouns, key)
    }
    pub(crate) fn cues<'a>(&'a self, key: &str) -> impl Iterator<Item = (&'a Rule, &'a Frame)> + use<'a> {
        self.get(&self.cues, key)
    }
    pub(crate) fn cue_nouns<'a>(
        &'a self,
        key: &str,
    ) -> impl Iterator<Item = (&'a Rule, &'a Frame)> + use<'a> {
        self.get(&self.cue_nouns, key)
    }
    pub(crate) fn phrases<'a>(
        &'a self,
        first: &str,
    ) -> impl Iterator<Item = (&'a Rule, &'a Frame)> + use<'a> {
        self.get(&self.phrases, first)
    }
    pub(crate) fn cue_phrases<'a>(
        &'a self,
        first: &str,
    ) -> impl Iterator<Item = (&'a Rule, &'a Frame)> + use<'a> {
        self.get(&self.cue_phrases, first)
    }
}

fn first_word(phrase: &str) -> &str {
    phrase.split(' ').next().unwrap_or(phrase)
}
