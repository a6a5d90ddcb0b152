//! The rule language: what a rule file says, read with line and column of every mistake.
//!
//! In: the text of one `.rule` file (see `data/rules/README.md`). Out: a [`Rule`], or every [`RuleError`] in it. This
//! crate knows the language of the files and no Arabic: words are keys, folded by `waqai-text`.

pub mod cameo;
mod model;
mod parse;

pub use model::{
    Condition, Content, EVENT_TYPES, Example, Frame, FrameKind, Function, ModeIf, Need, Role, Rule, Status,
    TypeIf, VoiceForm,
};
pub use parse::{RuleError, parse_rule};
