//! Events out of the program, in the formats that others read, each with its column dictionary, query, citation and digests.
//!
//! In: world events ([`waqai_schema::world::WorldEvent`]) one after the other, and a [`Words`] that gives the texts around
//! quotations. Out: one folder. However many events there are, memory stays the same; the same events give the same bytes; there is no
//! clock here and no cap. A value in dispute is never averaged: the best supported one stands in its column, `differs` names
//! the field, and the long tables hold every claim with its words.
//!
//! ```
//! use waqai_export::{Export, Format, NoTexts, Request};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = std::env::temp_dir().join(format!("waqai-export-doc-{}", std::process::id()));
//! let request = Request {
//!     formats: Format::named("csv").into_iter().collect(),
//!     filter: serde_json::json!({}),
//!     as_of: None,
//!     program: "waqai 0.1.0".to_owned(),
//!     author: None,
//!     title: None,
//!     bom: false,
//! };
//! let mut export = Export::create(&folder, request)?;
//! # let events: Vec<waqai_schema::world::WorldEvent> = Vec::new();
//! for event in &events {
//!     export.event(event, &mut NoTexts)?;
//! }
//! assert_eq!(export.finish()?.events, 0);
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok(())
//! # }
//! ```

mod cameo;
mod claims;
mod codes;
mod day;
mod docs;
mod error;
mod export;
mod folder;
mod formats;
mod out;
mod parties;
mod plover;
mod sorter;
mod table;
mod tables;
mod value;
mod view;
mod words;

pub use docs::dictionary;
pub use error::Error;
pub use export::{Export, Request, STORE, Written, rows};
pub use folder::{Unlike, check};
pub use formats::{FORMATS, Format};
pub use table::{Column, Table};
pub use tables::{EVENTS, TABLES};
pub use value::{Kind, Value};
pub use words::{NoTexts, Words};
