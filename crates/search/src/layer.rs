//! The layers of matching, from the narrowest to the widest.

use serde::Serialize;

/// How a word of an article is the word that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// The same letters; only harakat, tatweel and invisible marks do not count.
    Exact,
    /// The same but for forms of alif, ya, ta marbuta, the seat of the hamza, digits and presentation forms.
    Folded,
    /// Another form of the same dictionary word: with clitics, in the plural, conjugated.
    Lemma,
    /// Another name of the same person, organisation or place.
    Name,
}

impl Layer {
    /// Every layer, the narrowest first.
    pub const ALL: [Layer; 4] = [Layer::Exact, Layer::Folded, Layer::Lemma, Layer::Name];

    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["exact", "folded", "lemma", "name"][self as usize]
    }

    /// The layer of this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Layer> {
        Layer::ALL.into_iter().find(|l| l.name() == name)
    }
}
