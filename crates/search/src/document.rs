//! From an article to what the index keeps of it.

use crate::fields::{BETWEEN, Fields, ITSELF, PAST};
use crate::normal;
use crate::terms::Terms;
use crate::text::Bytes;
use crate::words::{Keys, Language, Words};
use compact_str::CompactString;
use std::collections::BTreeSet;
use tantivy::TantivyDocument;
use waqai_lang::Analysis;
use waqai_schema::{Participant, Record};
use waqai_text::fold;

/// An article to be indexed.
#[derive(Debug, Clone, Copy)]
pub struct IndexedArticle<'a> {
    /// Its id in the store.
    pub id: &'a str,
    /// The outlet.
    pub source: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
    /// When it was published: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or with a time.
    pub published: Option<&'a str>,
    /// When it was taken in: RFC 3339, UTC.
    pub retrieved: Option<&'a str>,
    /// What was read in it.
    pub record: &'a Record,
    /// The terms of its words, where they were made as it was read; else they are made now, which takes an analysis of its text.
    pub words: Option<&'a WordTerms>,
}

/// The terms of an article's words: what it takes an analysis of the text to make.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct WordTerms {
    exact: Terms,
    seat: Terms,
    lemma: Terms,
    headline: Terms,
    form: Terms,
}

impl WordTerms {
    /// About how many bytes of memory they take.
    #[must_use]
    pub fn size(&self) -> usize {
        let all = [&self.exact, &self.seat, &self.lemma, &self.headline, &self.form];
        all.iter().map(|terms| terms.text().len()).sum()
    }

    fn of(record: &Record, words: &Words) -> WordTerms {
        let text = &record.document.text;
        let bytes = Bytes::new(text);
        let head = record.document.parts.iter().find(|p| p.role == "headline");
        let head = head.map(|p| bytes.span(p.start, p.end));
        let words = &words.words;
        let (mut exact, mut lemma) = (Terms::default(), Terms::default());
        let mut seat = BTreeSet::new();
        let mut headline = BTreeSet::new();
        let mut forms = BTreeSet::new();
        for (i, word) in words.iter().enumerate() {
            let keys = &word.keys;
            exact.push(word.position, &exact_term(keys));
            seat.extend(keys.folded.iter().skip(1).map(|other| form(other, &keys.exact)));
            if let (Some(key), Some(next)) = (&word.joined, words.get(i + 1)) {
                lemma.push(word.position, key);
                forms.insert(form(key, &[keys.exact.as_str(), " ", &next.keys.exact].concat()));
            }
            for key in &keys.lemmas {
                lemma.push(word.position, key);
                forms.insert(form(key, &keys.exact));
                if head.is_some_and(|h| h.contains(word.span)) {
                    headline.insert(key.clone());
                }
            }
        }
        for entity in &record.entities {
            let Some(key) = &entity.key else { continue };
            for mention in entity.mentions.iter().filter(|m| m.kind == "name") {
                forms.insert(form(key, &phrase(&mention.text)));
            }
        }
        WordTerms {
            exact,
            seat: seat.into_iter().collect(),
            lemma,
            headline: headline.into_iter().collect(),
            form: forms.into_iter().collect(),
        }
    }
}

impl Language {
    /// The terms of an article's words, from the analysis of its text that its reader made ([`IndexedArticle::words`]).
    #[must_use]
    pub fn word_terms(&self, record: &Record, analysis: &Analysis<'_>) -> WordTerms {
        WordTerms::of(record, &self.words_of(record, analysis))
    }

    /// The same terms, from an analysis of its own.
    #[must_use]
    pub fn word_terms_anew(&self, record: &Record) -> WordTerms {
        WordTerms::of(record, &self.words(record))
    }
}

fn each_once<'r>(all: impl Iterator<Item = &'r String>) -> Terms {
    all.map(CompactString::from).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The document of an article.
pub(crate) fn document(
    language: &Language,
    fields: &Fields,
    article: &IndexedArticle<'_>,
) -> TantivyDocument {
    let record = article.record;
    let mut out = TantivyDocument::default();
    out.add_text(fields.id, article.id);
    out.add_u64(fields.tie, tie(article.id));
    let mut put = |field, terms: &Terms| {
        if !terms.is_empty() {
            out.add_text(field, terms.text());
        }
    };
    let made;
    let words = match article.words {
        Some(words) => words,
        None => {
            made = language.word_terms_anew(record);
            &made
        }
    };
    put(fields.exact, &words.exact);
    put(fields.seat, &words.seat);
    put(fields.lemma, &words.lemma);
    put(fields.headline, &words.headline);
    put(fields.form, &words.form);
    put(fields.name, &each_once(record.entities.iter().filter_map(|e| e.key.as_ref())));
    put(fields.actor, &actors(record).into_iter().collect());
    put(fields.place, &places(record).into_iter().collect());
    put(fields.speaker, &speakers(record).into_iter().collect());
    put(fields.kind, &each_once(record.events.iter().map(|e| &e.kind)));
    put(fields.status, &each_once(record.events.iter().map(|e| &e.status)));
    put(fields.outlet, &outlet(article).into_iter().collect());
    if let Some(day) = article.published.and_then(day) {
        out.add_u64(fields.published, day);
    }
    if let Some(time) = article.retrieved.and_then(day) {
        out.add_u64(fields.retrieved, time);
    }
    let days: BTreeSet<u64> = record
        .events
        .iter()
        .filter_map(|e| e.date.as_ref().and_then(|d| d.value.as_deref()).and_then(day))
        .collect();
    days.into_iter().for_each(|d| out.add_u64(fields.happened, d));
    if let Some(best) = record.events.iter().map(|e| e.confidence).max_by(f32::total_cmp) {
        out.add_u64(fields.confidence, thousandths(best));
    }
    out
}

/// The term that holds a key together with a written form: the key, then the form, in which the key itself, where it stands in
/// it, is one sign. Forms of different words then end alike, which makes a small dictionary.
pub(crate) fn form(key: &str, written: &str) -> CompactString {
    let mut out = CompactString::from(key);
    out.push(BETWEEN);
    match written.split_once(key).filter(|_| !key.is_empty()) {
        Some((before, after)) => {
            out.push_str(before);
            out.push(ITSELF);
            out.push_str(after);
        }
        None => out.push_str(written),
    }
    out
}

/// The written form of a term that [`form`] made with this key; none where it begins with another key.
pub(crate) fn written(key: &str, term: &[u8]) -> Option<CompactString> {
    let coded = std::str::from_utf8(term).ok()?.strip_prefix(key)?.strip_prefix(BETWEEN)?;
    Some(match coded.split_once(ITSELF) {
        Some((before, after)) => CompactString::from([before, key, after].concat()),
        None => CompactString::from(coded),
    })
}

/// The first term with this key, and the first one that is past all of them.
pub(crate) fn terms_of(key: &str) -> (CompactString, CompactString) {
    let (mut first, mut past) = (CompactString::from(key), CompactString::from(key));
    first.push(BETWEEN);
    past.push(PAST);
    (first, past)
}

/// The term of a word in the exact layer.
pub(crate) fn exact_term(keys: &Keys) -> CompactString {
    form(keys.folded.first().map_or("", CompactString::as_str), &keys.exact)
}

/// A phrase in the exact layer, its words one space apart.
pub(crate) fn phrase(written: &str) -> CompactString {
    let words: Vec<CompactString> = written.split_whitespace().map(normal::exact).collect();
    CompactString::from(words.join(" "))
}

/// A folded phrase, by which somebody is found whom the knowledge base does not know.
pub(crate) fn party_name(written: &str) -> CompactString {
    let folded = fold(written);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    CompactString::from(words.join(" "))
}

/// What a participant can be asked for by.
fn party(record: &Record, participant: &Participant, into: &mut BTreeSet<CompactString>) {
    let entity = participant.entity.as_ref().and_then(|id| record.entities.iter().find(|e| e.id == *id));
    if let Some(entity) = entity {
        into.extend(entity.key.as_ref().map(CompactString::from));
        into.extend(entity.country.as_ref().map(CompactString::from));
        into.insert(party_name(&entity.name));
    } else {
        into.insert(party_name(&participant.text));
    }
    into.extend(participant.country.as_ref().map(CompactString::from));
}

fn actors(record: &Record) -> BTreeSet<CompactString> {
    let mut out = BTreeSet::new();
    for participant in record.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)) {
        party(record, participant, &mut out);
    }
    out
}

fn speakers(record: &Record) -> BTreeSet<CompactString> {
    let mut out = BTreeSet::new();
    let quoted = record.events.iter().flat_map(|e| &e.attribution).map(|a| &a.speaker);
    for speaker in record.statements.iter().map(|s| &s.speaker).chain(quoted) {
        party(record, speaker, &mut out);
    }
    out
}

fn places(record: &Record) -> BTreeSet<CompactString> {
    let mut out = BTreeSet::new();
    for place in record.events.iter().filter_map(|e| e.place.as_ref()) {
        let entity = place.entity.as_ref().and_then(|id| record.entities.iter().find(|e| e.id == *id));
        out.extend(entity.and_then(|e| e.key.as_ref()).map(CompactString::from));
        out.extend(place.country.as_ref().map(CompactString::from));
        out.insert(party_name(&place.name));
    }
    out
}

fn outlet(article: &IndexedArticle<'_>) -> BTreeSet<CompactString> {
    let mut out = BTreeSet::new();
    out.extend(article.source.map(party_name));
    out.extend(article.url.and_then(host));
    out
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<CompactString> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| CompactString::from(host))
}

/// The day of a date as a number, YYYYMMDD; what is unknown is 00.
pub(crate) fn day(date: &str) -> Option<u64> {
    let mut parts = date.split(['T', ' ']).next()?.split('-');
    let mut number = |digits: usize, most: u64| -> Option<Option<u64>> {
        let Some(part) = parts.next() else { return Some(None) };
        let value = part.parse().ok()?;
        (part.len() == digits && value <= most).then_some(Some(value))
    };
    let year = number(4, 9999)??;
    let (month, day) = (number(2, 12)?.unwrap_or(0), number(2, 31)?.unwrap_or(0));
    Some(year * 10_000 + month * 100 + day)
}

/// A confidence as the index keeps it.
pub(crate) fn thousandths(confidence: f32) -> u64 {
    (confidence.clamp(0.0, 1.0) * 1000.0).round() as u64
}

/// A number made of the id alone (FNV-1a).
fn tie(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{day, form, host, terms_of, written};

    #[test]
    fn a_form_and_its_key_come_back() {
        for (key, as_written) in [
            ("وزير", "وللوزير"),
            ("وزير", "وزير"),
            ("وزاره", "الوزارة"),
            ("وزير", "وزراء"),
            ("دد", "ددد"),
            ("", "ب"),
            ("وزير", ""),
        ] {
            let term = form(key, as_written);
            assert_eq!(written(key, term.as_bytes()).as_deref(), Some(as_written), "{key} {as_written}");
            let (first, past) = terms_of(key);
            assert!(first <= term && term < past, "{key} {as_written}");
        }
        assert_eq!(written("وزير", form("وزيره", "وزيرة").as_bytes()), None);
    }

    #[test]
    fn days_are_numbers() {
        assert_eq!(day("2026-02-11"), Some(20_260_211));
        assert_eq!(day("2026-02-11T07:30"), Some(20_260_211));
        assert_eq!(day("2026-02"), Some(20_260_200));
        assert_eq!(day("2026"), Some(20_260_000));
        for wrong in ["", "yesterday", "2026-13", "2026-2-1", "26"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_host_stands_for_its_outlet() {
        assert_eq!(host("https://www.example.org/a?b#c").as_deref(), Some("example.org"));
        assert_eq!(host("http://u:p@news.example.org:81/").as_deref(), Some("news.example.org"));
        assert_eq!(host("no address"), None);
    }
}
