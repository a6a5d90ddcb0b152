//! Tables have a header, and no row has more cells than it.

use super::Source;

pub(super) fn check(files: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|f| f.is("tsv") && f.path.starts_with("data/")) {
        let Some(text) = file.text() else { continue };
        if !text.is_empty() && !text.ends_with('\n') {
            complaints.push(format!("{}: no line break at the end", file.path));
        }
        let mut columns = None;
        for (number, line) in text.lines().enumerate() {
            // The header is the first line that is no comment; or the last comment before the rows.
            let cells = line.split('\t').count();
            if line.starts_with('#') {
                if columns.is_none() && line.contains('\t') {
                    columns = Some(cells);
                }
                continue;
            }
            if line.trim().is_empty() {
                continue;
            }
            let columns = *columns.get_or_insert(cells);
            if cells > columns {
                let place = format!("{}:{}", file.path, number + 1);
                complaints.push(format!("{place}: {cells} cells under a header of {columns}"));
            }
            if line.ends_with(' ') || line.split('\t').any(|c| c.starts_with(' ') || c.ends_with(' ')) {
                complaints.push(format!("{}:{}: a cell begins or ends with a space", file.path, number + 1));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::check;

    #[test]
    fn rows_fit_their_header() {
        let text = "# about\na\tb\n1\t2\n1\n1\t2\t3\n1 \t2";
        let file = Source { path: "data/x.tsv".to_owned(), bytes: text.as_bytes().to_vec() };
        assert_eq!(
            check(&[file]),
            [
                "data/x.tsv: no line break at the end",
                "data/x.tsv:5: 3 cells under a header of 2",
                "data/x.tsv:6: a cell begins or ends with a space",
            ]
        );
    }
}
