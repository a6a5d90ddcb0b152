//! The fields of the index.

use crate::terms::TERMS;
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

/// Between the key and the written form in a term of [`Fields::exact`], [`Fields::seat`] and [`Fields::form`].
pub(crate) const BETWEEN: char = '\u{1F}';
/// After [`BETWEEN`] in the order of terms, and in none of them.
pub(crate) const PAST: char = '\u{20}';
/// In such a term, what stands for the key inside of the written form.
pub(crate) const ITSELF: char = '\u{1E}';

/// All fields. Nothing of the text is stored: it is in the record.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// Id of the article, stored.
    pub(crate) id: Field,
    /// Words in the exact and in the folded layer: the folded spelling, then the exact one where it differs. With positions
    /// for phrases.
    pub(crate) exact: Field,
    /// The same for words with a hamza on a seat, under the other folded spelling.
    pub(crate) seat: Field,
    /// Dictionary words, with frequencies for ranking.
    pub(crate) lemma: Field,
    /// Dictionary words of the headline.
    pub(crate) headline: Field,
    /// Pairs of key and written form, for what else was matched.
    pub(crate) form: Field,
    /// Keys of the persons, organisations and places named.
    pub(crate) name: Field,
    /// Who takes part in an event: keys, country codes, folded names.
    pub(crate) actor: Field,
    /// Where an event took place, the same way.
    pub(crate) place: Field,
    /// Who says something, the same way.
    pub(crate) speaker: Field,
    /// Types of its events.
    pub(crate) kind: Field,
    /// Statuses of its events.
    pub(crate) status: Field,
    /// The outlet: its name and the host of the address.
    pub(crate) outlet: Field,
    /// Day of publication, YYYYMMDD; without month or day 00.
    pub(crate) published: Field,
    /// First days of its events.
    pub(crate) happened: Field,
    /// When the article was taken in, YYYYMMDDhhmm.
    pub(crate) retrieved: Field,
    /// Highest confidence of an event, in thousandths.
    pub(crate) confidence: Field,
    /// Orders what is otherwise equal, the same way in every index of the same articles.
    pub(crate) tie: Field,
    /// All of them.
    pub(crate) schema: Schema,
}

/// Names of the fields that are read by name.
pub(crate) const PUBLISHED: &str = "published";
/// See [`Fields::tie`].
pub(crate) const TIE: &str = "tie";

impl Fields {
    pub(crate) fn new() -> Fields {
        let mut b = Schema::builder();
        let words = |b: &mut SchemaBuilder, name: &str, option: IndexRecordOption, norms: bool| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(TERMS)
                .set_index_option(option)
                .set_fieldnorms(norms);
            b.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
        };
        let fast =
            |b: &mut SchemaBuilder, name: &str| b.add_u64_field(name, NumericOptions::default().set_fast());
        use IndexRecordOption::{Basic, WithFreqs, WithFreqsAndPositions};
        Fields {
            id: b.add_text_field("id", STRING | STORED),
            exact: words(&mut b, "exact", WithFreqsAndPositions, false),
            seat: words(&mut b, "seat", Basic, false),
            lemma: words(&mut b, "lemma", WithFreqs, true),
            headline: words(&mut b, "headline", Basic, false),
            form: words(&mut b, "form", Basic, false),
            name: words(&mut b, "name", Basic, false),
            actor: words(&mut b, "actor", Basic, false),
            place: words(&mut b, "place", Basic, false),
            speaker: words(&mut b, "speaker", Basic, false),
            kind: words(&mut b, "type", Basic, false),
            status: words(&mut b, "status", Basic, false),
            outlet: words(&mut b, "outlet", Basic, false),
            published: fast(&mut b, PUBLISHED),
            happened: fast(&mut b, "happened"),
            retrieved: fast(&mut b, "retrieved"),
            confidence: fast(&mut b, "confidence"),
            tie: fast(&mut b, TIE),
            schema: b.build(),
        }
    }
}
