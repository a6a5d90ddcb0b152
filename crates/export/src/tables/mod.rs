//! The tables: one row per event, and long tables beside it.

mod citations;
mod claims;
mod events;
mod parties;
mod reports;

use crate::table::Table;

/// The one table with a row per event.
pub static EVENTS: &Table = &events::TABLE;

/// All tables, the one with a row per event first.
pub static TABLES: &[&Table] = &[EVENTS, &parties::TABLE, &reports::TABLE, &claims::TABLE, &citations::TABLE];

pub(crate) use events::properties;
