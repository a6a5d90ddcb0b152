//! What is learnt from the annotated corpus: which phrase fills which role of an event that a rule found, and how likely
//! the event is right.
//!
//! Rules propose, the model decides where the annotated articles are clearer than the rules are. It can only choose
//! among phrases of the text, so that every participant keeps its span; and each decision names the features that
//! made it.

mod discourse;
mod linear;
mod roles;
mod worth;

pub use discourse::{DiscourseCandidate, discourse_examples};
pub(crate) use discourse::{DiscourseModel, complete};
pub use linear::{BITS, Feature, Features, encode, softmax};
pub use roles::{ACTOR, NOBODY, RECIPIENT, RoleCandidate, RoleExample, role_examples};
pub(crate) use roles::{Article, RoleModel, assign};
pub use worth::worth_features;
pub(crate) use worth::{WorthModel, judge};
