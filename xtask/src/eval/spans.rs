//! Every quoted stretch of a record gives back its words.

use serde_json::Value;
use std::path::Path;

/// Checks all records of a file; one line for each stretch that fails.
pub(super) fn check_file(records: &Path) -> anyhow::Result<Vec<String>> {
    let mut bad = Vec::new();
    for line in std::fs::read_to_string(records)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text: Vec<char> = record["document"]["text"].as_str().unwrap_or_default().chars().collect();
        let id = record["document"]["id"].as_str().unwrap_or_default();
        check(&record, "", &text, &mut |path| {
            bad.push(format!("{id}{path}: the span does not give back the text"))
        });
    }
    Ok(bad)
}

/// Visits every object with `start`, `end` and `text`; ranges without words must at least lie in the text.
fn check(value: &Value, path: &str, text: &[char], bad: &mut dyn FnMut(&str)) {
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, v)| check(v, &format!("{path}/{i}"), text, bad));
        }
        Value::Object(object) => {
            let number = |key: &str| object.get(key).and_then(Value::as_u64).map(|n| n as usize);
            if let (Some(start), Some(end)) = (number("start"), number("end")) {
                let found = text.get(start..end).map(|c| c.iter().collect::<String>());
                let quoted = object.get("text").and_then(Value::as_str);
                if found.is_none() || quoted.is_some_and(|q| Some(q) != found.as_deref()) {
                    bad(path);
                }
            }
            object.iter().for_each(|(key, v)| check(v, &format!("{path}/{key}"), text, bad));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::json;

    #[test]
    fn a_wrong_span_is_found_at_any_depth() {
        let text: Vec<char> = "زار دمشق".chars().collect();
        let record = json!({
            "events": [{"trigger": {"start": 0, "end": 3, "text": "زار"}, "sentence": {"start": 0, "end": 8}}],
            "dates": [{"start": 4, "end": 8, "text": "زار"}, {"start": 4, "end": 9}],
        });
        let mut bad = Vec::new();
        check(&record, "", &text, &mut |path| bad.push(path.to_owned()));
        bad.sort();
        assert_eq!(bad, ["/dates/0", "/dates/1"]);
    }
}
