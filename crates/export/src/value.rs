//! The cells of a table: what kinds there are and what each format makes of them.

use std::borrow::Cow;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A moment, UTC.
    Time,
    /// Several texts, in order.
    Texts,
}

impl Kind {
    /// The name of the kind in a Frictionless table schema.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
            Kind::Date => "date",
            Kind::Time => "datetime",
            Kind::Texts => "array",
        }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing is known, or there is nothing.
    Null,
    /// Words.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(jiff::civil::Date),
    /// A moment, UTC.
    Time(jiff::Timestamp),
    /// Several texts. An empty list is an empty list, not null.
    Texts(Vec<Cow<'a, str>>),
}

impl<'a> Value<'a> {
    /// Text, or null.
    pub(crate) fn text(text: Option<&'a str>) -> Self {
        text.map_or(Value::Null, |text| Value::Text(Cow::Borrowed(text)))
    }

    /// A whole number, or null. A number beyond `i64` is no count of anything in the world: null.
    pub(crate) fn integer(number: Option<u64>) -> Self {
        number.and_then(|n| i64::try_from(n).ok()).map_or(Value::Null, Value::Integer)
    }

    /// A position or a rank.
    pub(crate) fn count(number: usize) -> Self {
        Value::integer(u64::try_from(number).ok())
    }

    /// A confidence as it is written in the record: 0.66, not 0.6600000262260437.
    pub(crate) fn confidence(number: f32) -> Self {
        number.to_string().parse().map_or(Value::Null, Value::Number)
    }

    /// The moment that an RFC 3339 text stands for.
    pub(crate) fn time(text: &str) -> Self {
        text.parse().map_or(Value::Null, Value::Time)
    }

    /// Several texts.
    pub(crate) fn texts<T: Into<Cow<'a, str>>>(texts: impl IntoIterator<Item = T>) -> Self {
        Value::Texts(texts.into_iter().map(Into::into).collect())
    }

    /// Whether the cell may stand in a column of that kind.
    #[must_use]
    pub fn fits(&self, kind: Kind) -> bool {
        match self {
            Value::Null => true,
            Value::Text(_) => kind == Kind::Text,
            Value::Integer(_) => kind == Kind::Integer,
            Value::Number(_) => kind == Kind::Number,
            Value::Boolean(_) => kind == Kind::Boolean,
            Value::Date(_) => kind == Kind::Date,
            Value::Time(_) => kind == Kind::Time,
            Value::Texts(_) => kind == Kind::Texts,
        }
    }

    /// The cell in JSON: days and moments as ISO 8601.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Text(text) => text.as_ref().into(),
            Value::Integer(number) => (*number).into(),
            Value::Number(number) => (*number).into(),
            Value::Boolean(yes) => (*yes).into(),
            Value::Date(day) => day.to_string().into(),
            Value::Time(moment) => moment.to_string().into(),
            Value::Texts(texts) => texts.iter().map(AsRef::as_ref).collect(),
        }
    }

    /// The cell as plain text: nothing for null; a list with `;` between its items, and with a backslash before each `;` and
    /// backslash inside an item, so that the list can be had back.
    #[must_use]
    pub fn to_plain(&self) -> Cow<'_, str> {
        match self {
            Value::Null => Cow::Borrowed(""),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Integer(number) => Cow::Owned(number.to_string()),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Boolean(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
            Value::Date(day) => Cow::Owned(day.to_string()),
            Value::Time(moment) => Cow::Owned(moment.to_string()),
            Value::Texts(texts) => Cow::Owned(join(texts)),
        }
    }
}

/// Joins with `;`, escaping with backslashes.
fn join(texts: &[Cow<'_, str>]) -> String {
    let mut joined = String::new();
    for (i, text) in texts.iter().enumerate() {
        if i > 0 {
            joined.push(';');
        }
        for letter in text.chars() {
            if matches!(letter, ';' | '\\') {
                joined.push('\\');
            }
            joined.push(letter);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Value, join};

    #[test]
    fn a_list_in_plain_text_can_be_had_back() {
        assert_eq!(join(&["a;b".into(), "c\\".into(), "d".into()]), "a\\;b;c\\\\;d");
    }

    #[test]
    fn a_confidence_keeps_its_digits() {
        assert_eq!(Value::confidence(0.66), Value::Number(0.66));
        assert_eq!(Value::confidence(0.66).to_plain(), "0.66");
    }

    #[test]
    fn a_moment_is_written_in_utc() {
        assert_eq!(Value::time("2026-02-03T04:05:06Z").to_plain(), "2026-02-03T04:05:06Z");
        assert_eq!(Value::time("yesterday"), Value::Null);
    }
}
