//! What the reports of one event say together.

use crate::Source;
use crate::decide::Ruling;
use crate::link::CopyOf;
use waqai_schema::world::WorldEvent;

/// The event told by `reports` (an article and the id of one of its events): every value with all that supports it, the best supported
/// first. `copies` are those of [`crate::Linking`] that concern these articles: a copy adds no voice. `rulings` oldest first; those that name
/// none of the reports are passed over. `id`, `version` and `recorded` are left empty for the store. `None` if no report is
/// there.
#[must_use]
pub fn combine(_reports: &[(&Source, &str)], _copies: &[CopyOf], _rulings: &[Ruling]) -> Option<WorldEvent> {
    None
}
