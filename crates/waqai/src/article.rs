//! Lines of JSON to articles.

use waqai_schema::Article;

/// Why a line is no article: one line for people, without the line's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: &'static str,
}

impl std::fmt::Display for BadLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.what, self.hint)
    }
}

impl std::error::Error for BadLine {}

/// Reads one line of JSON Lines as an article.
///
/// # Errors
/// When the line is no JSON object, or `id` or `text` is missing, empty, or no string.
///
/// # Examples
/// ```
/// let article = waqai::parse_article(br#"{"id": "a1", "text": "..."}"#).unwrap();
/// assert_eq!(article.id, "a1");
/// let error = waqai::parse_article(br#"{"id": "a1"}"#).unwrap_err();
/// assert_eq!(error.what, "no field `text`");
/// ```
pub fn parse_article(line: &[u8]) -> Result<Article, BadLine> {
    const FIELDS: &str =
        "an article needs the strings id and text; url, source, title and published may follow";
    let bad = |what: String, hint| Err(BadLine { what, hint });
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    if let Err(e) = std::str::from_utf8(line) {
        return bad(
            format!("not UTF-8 at byte {}", e.valid_up_to() + 1),
            "convert the file to UTF-8, or read it with `waqai read`, which detects encodings",
        );
    }
    let value: serde_json::Value = match serde_json::from_slice(line) {
        Ok(value) => value,
        Err(e) if e.is_eof() => {
            return bad(
                "broken JSON: it ends too early".to_owned(),
                "one JSON object a line, without line breaks inside",
            );
        }
        Err(e) => {
            return bad(
                format!("broken JSON at column {}", e.column()),
                "one JSON object a line; check quotes and commas there",
            );
        }
    };
    let serde_json::Value::Object(mut object) = value else {
        return bad("not a JSON object".to_owned(), FIELDS);
    };
    // Values are named by kind only: what an article says does not belong in a log.
    let mut take = |name: &str| match object.remove(name) {
        None | Some(serde_json::Value::Null) => Ok(None),
        Some(serde_json::Value::String(s)) => Ok(Some(s)),
        Some(serde_json::Value::Number(n)) if name == "id" => Ok(Some(n.to_string())),
        Some(other) => {
            Err(BadLine { what: format!("field `{name}` is {}, not a string", kind(&other)), hint: FIELDS })
        }
    };
    let need = |name: &str, value: Option<String>| match value {
        Some(s) if !s.trim().is_empty() => Ok(s),
        Some(_) => Err(BadLine { what: format!("field `{name}` is empty"), hint: FIELDS }),
        None => Err(BadLine { what: format!("no field `{name}`"), hint: FIELDS }),
    };
    Ok(Article {
        id: need("id", take("id")?)?,
        text: need("text", take("text")?)?,
        url: take("url")?,
        source: take("source")?,
        title: take("title")?.filter(|t| !t.trim().is_empty()),
        published: take("published")?,
    })
}

fn kind(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "a truth value",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::String(_) => "a string",
        serde_json::Value::Array(_) => "a list",
        serde_json::Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::parse_article;

    #[track_caller]
    fn fails(line: &[u8], what: &str) {
        assert_eq!(parse_article(line).map_err(|e| e.what), Err(what.to_owned()));
    }

    #[test]
    fn broken_lines_say_what_is_wrong() {
        fails(b"", "broken JSON: it ends too early");
        fails(br#"{"id": "a", "text": "b"#, "broken JSON: it ends too early");
        fails(br#"{"id": "a" "text": "b"}"#, "broken JSON at column 12");
        fails(b"[1]", "not a JSON object");
        fails(br#"{"text": "b"}"#, "no field `id`");
        fails(br#"{"id": "a", "text": null}"#, "no field `text`");
        fails(br#"{"id": "a", "text": "  "}"#, "field `text` is empty");
        fails(br#"{"id": "a", "text": ["b"]}"#, "field `text` is a list, not a string");
        fails(b"{\"id\": \"\xFF\"}", "not UTF-8 at byte 9");
    }

    #[test]
    fn other_fields_are_ignored_and_numbers_serve_as_ids() {
        let article = parse_article(br#"{"id": 7, "text": "b", "crawled": [1], "title": ""}"#);
        assert_eq!(article.map(|a| (a.id, a.title)), Ok(("7".to_owned(), None)));
    }

    #[test]
    fn messages_do_not_repeat_the_article() {
        for line in
            [r#"{"id": {"secret": 1}, "text": "b"}"#, r#""secret""#, r#"{"id": "a", "text": "secret" x}"#]
        {
            let message =
                parse_article(line.as_bytes()).map_or_else(|e| e.to_string(), |_| "secret".to_owned());
            assert!(!message.contains("secret"), "{message}");
        }
    }
}
