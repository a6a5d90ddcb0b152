//! The record that grows: one folder that keeps every page with its digest, what was read in it, every event of the world with all its
//! versions, and what people decided about them.
//!
//! In: [`Intake`]s, which are bytes and the [`waqai_schema::Record`] that was read in them; decisions. Out: articles, events as they
//! stand or stood at a moment, changes, citations. Nothing is overwritten: a page that is read again has a further
//! reading, an event that changes a further version, an event that is no more a tombstone.
//!
//! - [`Store::add`] takes articles in, all or none; [`Store::seen`] tells what needs no second reading. [`Packer::prepare`] does the costly part of it in
//!   any thread.
//! - [`Store::article`], [`Store::articles`], [`Store::record`], [`Store::capture`] give back what was taken in.
//! - [`Store::event`], [`Store::events`], [`Store::count`], [`Store::versions`], [`Store::changes`] give the events.
//! - [`Store::decide`] keeps a person's decision, which outlives every new reading.
//! - [`Store::dump`] and [`Store::restore`] copy all of it, in a form that outlives the database.
//! - [`Store::why`] tells why reports are one event; [`Store::cite`] leads from a value to its words; [`Store::verify`] checks all of it.
//!
//! Only this crate knows SQL. It knows no language, no network and no clock: times come in as arguments, RFC 3339 in UTC. Several programs
//! may have a store open; one at a time writes, the others wait.

mod article;
mod cache;
mod changes;
mod cite;
mod decide;
mod dump;
mod error;
mod event;
mod facets;
mod fetched;
mod filter;
mod ids;
mod intake;
mod keyed;
mod link;
mod open;
mod pack;
mod time;
mod verify;
mod why;

pub use article::{StoredArticle, Totals};
pub use changes::{Change, Since};
pub use cite::citation;
pub use decide::Decided;
pub use dump::{DUMP, Item};
pub use error::{Error, Result};
pub use event::Version;
pub use fetched::Fetched;
pub use filter::EventFilter;
pub use intake::{Intake, Outcome, Prepared, What};
pub use open::{FILE, Store};
pub use pack::Packer;
pub use verify::{Progress, Verification};
pub use why::Tie;
