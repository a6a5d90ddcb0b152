//! From files, archives, feeds and addresses to bytes with articles in them.
//!
//! In: what a command line names ([`expand`]). Out: [`Found`]s, one at a time: [`Item`]s, each with what is known
//! about it beforehand, [`Link`]s to follow, and [`Problem`]s, after which the rest goes on. Whatever the bytes are, nothing here
//! panics, and no input fills the memory: [`Limits`]. What an article says is not looked at.

mod address;
mod archive;
mod client;
mod feed;
mod get;
mod gzip;
mod input;
mod item;
mod items;
mod job;
mod lines;
mod message;
mod problem;
mod queue;
mod repair;
mod robots;
mod run;
mod sitemap;
mod sources;
mod state;
mod warc;

pub use address::Private;
pub use input::{Input, expand};
pub use item::{Form, Found, Item, Link, Target};
pub use items::{Items, Limits, Shape};
pub use problem::{Kind, Problem};
pub use run::{Event, Options, Summary, run};
pub use sources::{BadSources, Content, Source, SourceKind, Sources};
pub use state::{Memory, State};

/// How this program names itself to servers.
pub const AGENT: &str = concat!("waqai/", env!("CARGO_PKG_VERSION"));
