//! From files, archives, feeds and addresses to bytes with articles in them.
//!
//! In: what a command line names ([`expand`]). Out: [`Found`]s, one at a time: [`Item`]s, each with what is known
//! about it beforehand, [`Link`]s to follow, and [`Problem`]s, after which the rest goes on. Whatever the bytes are, nothing here
//! panics, and no input fills the memory: [`Limits`]. What an article says is not looked at.

mod archive;
mod feed;
mod get;
mod gzip;
mod input;
mod item;
mod items;
mod lines;
mod message;
mod problem;
mod repair;
mod sitemap;
mod warc;

pub use input::{Input, expand};
pub use item::{Form, Found, Item, Link, Target};
pub use items::{Items, Limits, Shape};
pub use problem::{Kind, Problem};

/// How this program names itself to servers.
pub const AGENT: &str = concat!("waqai/", env!("CARGO_PKG_VERSION"));
