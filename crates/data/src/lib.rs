//! What ships: compiled lexicons, gazetteers and models as bytes. No logic, no language knowledge in code.
//!
//! Every file under `assets/` is made by `cargo xtask data` and committed; `data/SOURCES.toml` tells its origin and
//! licence. Files under `assets/share-alike/` were trained on share-alike data and carry that licence.

mod events;
mod lexicon;
mod names;

pub use events::*;
pub use lexicon::*;
pub use names::*;
