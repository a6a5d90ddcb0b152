//! A rule shows what it is for: two examples and a counter-example at least.

use super::Source;

pub(super) fn check(files: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|f| f.is("rule")) {
        let Some(text) = file.text() else { continue };
        let count = |word: &str| text.lines().filter(|l| l.trim_end() == word).count();
        if count("example") < 2 {
            complaints.push(format!("{}: fewer than two examples", file.path));
        }
        if count("not") < 1 {
            complaints.push(format!("{}: no counter-example (`not`)", file.path));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::check;

    #[test]
    fn a_rule_without_counter_example_is_found() {
        let text = "about X\nexample\n  text a\nexample\n  text b\n";
        let file = Source { path: "data/rules/x.rule".to_owned(), bytes: text.as_bytes().to_vec() };
        assert_eq!(check(&[file]), ["data/rules/x.rule: no counter-example (`not`)"]);
    }
}
