//! Texts are UTF-8 without invisible characters, and name no folder of the machine they were written on.

use super::Source;

/// Pages and cases are inputs: they may hold what real pages hold.
const INPUTS: [&str; 2] = ["samples/", "cases/"];
const TEXTS: [&str; 10] = ["rs", "toml", "md", "tsv", "rule", "json", "sh", "yml", "py", "txt"];

pub(super) fn check(files: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|f| TEXTS.iter().any(|e| f.is(e))) {
        if INPUTS.iter().any(|folder| file.path.starts_with(folder)) {
            continue;
        }
        let Some(text) = file.text() else {
            complaints.push(format!("{}: not UTF-8", file.path));
            continue;
        };
        // The name is put together so that this file passes its own check.
        let workplace = concat!("/", "work", "/");
        for (number, line) in text.lines().enumerate() {
            if let Some(mark) = line.chars().find(|c| invisible(*c)) {
                let code = u32::from(mark);
                complaints.push(format!(
                    "{}:{}: invisible U+{code:04X}; write an escape",
                    file.path,
                    number + 1
                ));
            }
            if line.contains(workplace) {
                complaints.push(format!(
                    "{}:{}: a path of one machine; make it relative",
                    file.path,
                    number + 1
                ));
            }
        }
        if text.contains('\r') {
            complaints.push(format!("{}: line ends with carriage returns; use plain line feeds", file.path));
        }
    }
    complaints
}

/// Characters without ink that change how a line is shown.
fn invisible(c: char) -> bool {
    waqai_text::letters::is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::check;

    #[test]
    fn invisible_marks_are_found_with_their_line() {
        let file =
            |path: &str| Source { path: path.to_owned(), bytes: "a\nb\u{200F}c\n".as_bytes().to_vec() };
        assert_eq!(check(&[file("data/x.tsv")]), ["data/x.tsv:2: invisible U+200F; write an escape"]);
        assert_eq!(check(&[file("samples/x.txt")]), Vec::<String>::new());
    }
}
