//! What goes in: an article, one JSON object a line.

use serde::{Deserialize, Serialize};

/// An article as it is handed in. Fields that are not listed here are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Article {
    /// The caller's name for it; comes back as `document.id`.
    pub id: String,
    /// Where it was published.
    #[serde(default)]
    pub url: Option<String>,
    /// The outlet.
    #[serde(default)]
    pub source: Option<String>,
    /// The headline. Without it the first line of `text` is the headline when a blank line follows.
    #[serde(default)]
    pub title: Option<String>,
    /// The article, with or without its headline.
    pub text: String,
    /// `2015-08-10` or `2015-08-10T14:24`.
    #[serde(default)]
    pub published: Option<String>,
}
