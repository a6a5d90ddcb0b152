//! Markdown case files as tests: specification, documentation and test in one.
//!
//! A file under `cases/<stage>/` holds prose and cases. A case is a heading, a fenced `text` block (the input; its
//! info string may carry attributes: ` ```text published=2026-02-11 `), and a fenced `expect` block. A stage's
//! test calls [`run`] with the folder and a function that renders what the stage makes of a case; the two texts
//! must be equal. `WAQAI_UPDATE=1` rewrites the `expect` blocks. Each heading is a test of its own, so a runner
//! lists it by name.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// One case of a case file.
#[derive(Debug, Clone)]
pub struct Case {
    /// File stem and heading.
    pub name: String,
    /// The input block, without its last line break.
    pub text: String,
    /// Attributes of the input block.
    pub attrs: BTreeMap<String, String>,
    /// The expected block, without its last line break.
    pub expect: String,
    file: PathBuf,
    expect_range: Range<usize>,
}

/// Runs every case under `dir` (relative to the repository root) and ends the process with the result.
///
/// `render` gets a case and returns what the stage makes of it, in the compact form of the `expect` blocks.
/// A folder without cases, or a case without an `expect` block, is a failure: a check must be able to fail.
pub fn run(dir: &str, render: fn(&Case) -> String) {
    let args = libtest_mimic::Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(dir);
    let mut files: Vec<PathBuf> = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut trials = Vec::new();
    let update = std::env::var_os("WAQAI_UPDATE").is_some();
    for file in &files {
        let source = std::fs::read_to_string(file).unwrap_or_default();
        let cases = parse(file, &source);
        if update {
            rewrite(file, &source, &cases, render);
        }
        for case in
            if update { parse(file, &std::fs::read_to_string(file).unwrap_or_default()) } else { cases }
        {
            trials.push(libtest_mimic::Trial::test(case.name.clone(), move || {
                let got = render(&case);
                if got.trim_end() == case.expect.trim_end() {
                    return Ok(());
                }
                Err(format!(
                    "{}: {}\n--- expected\n{}\n--- got\n{}\n(WAQAI_UPDATE=1 rewrites the block; read the difference first)",
                    case.file.display(), case.name, case.expect, got
                )
                .into())
            }));
        }
    }
    if trials.is_empty() {
        let dir = dir.to_owned();
        trials.push(libtest_mimic::Trial::test("cases_exist", move || {
            Err(format!("no case under {dir}").into())
        }));
    }
    libtest_mimic::run(&args, trials).exit();
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for path in entries.flatten().map(|e| e.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "md") {
            files.push(path);
        }
    }
}

/// The cases of one Markdown file, in order.
#[must_use]
pub fn parse(file: &Path, source: &str) -> Vec<Case> {
    let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let (mut cases, mut heading, mut in_heading) = (Vec::<Case>::new(), String::new(), false);
    let mut input: Option<(String, BTreeMap<String, String>)> = None;
    let mut block: Option<(String, String, Range<usize>)> = None;
    for (event, range) in Parser::new(source).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => (heading, in_heading) = (String::new(), true),
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(t) | Event::Code(t) if in_heading => heading.push_str(&t),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                block = Some((info.to_string(), String::new(), range.end..range.end));
            }
            Event::Text(t) => {
                if let Some((_, body, body_range)) = &mut block {
                    if body.is_empty() {
                        body_range.start = range.start;
                    }
                    body_range.end = range.end;
                    body.push_str(&t);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let Some((info, body, mut body_range)) = block.take() else { continue };
                let mut words = info.split_whitespace();
                match words.next() {
                    Some("text") => {
                        let attrs = words
                            .filter_map(|w| w.split_once('='))
                            .map(|(k, v)| (k.to_owned(), v.to_owned()));
                        input = Some((body.trim_end_matches('\n').to_owned(), attrs.collect()));
                    }
                    Some("expect") => {
                        let Some((text, attrs)) = input.take() else { continue };
                        if body.is_empty() {
                            // An empty block: its content would start after the fence's own line.
                            let at = source[range.start..]
                                .find('\n')
                                .map_or(source.len(), |i| range.start + i + 1);
                            body_range = at..at;
                        }
                        cases.push(Case {
                            name: format!("{stem}: {heading}"),
                            text,
                            attrs,
                            expect: body.trim_end_matches('\n').to_owned(),
                            file: file.to_owned(),
                            expect_range: body_range,
                        });
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    cases
}

fn rewrite(file: &Path, source: &str, cases: &[Case], render: fn(&Case) -> String) {
    let mut out = source.to_owned();
    for case in cases.iter().rev() {
        let mut new = render(case);
        let got = new.trim_end().len();
        new.truncate(got);
        if !new.is_empty() {
            new.push('\n');
        }
        out.replace_range(case.expect_range.clone(), &new);
    }
    if out != source {
        let _ = std::fs::write(file, out);
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use std::path::Path;

    #[test]
    fn a_case_is_heading_input_and_expectation() {
        let source = "# One\nWhy.\n```text published=2026-02-11\nأمس\n```\n```expect\nx\n```\n## Two\n```text\nb\n```\n```expect\n```\n";
        let cases = parse(Path::new("f.md"), source);
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].name, "f: One");
        assert_eq!((cases[0].text.as_str(), cases[0].expect.as_str()), ("أمس", "x"));
        assert_eq!(cases[0].attrs["published"], "2026-02-11");
        assert_eq!(&source[cases[0].expect_range.clone()], "x\n");
        assert_eq!(cases[1].expect, "");
    }
}
