//! The run shown in the README is a real one: what stands there, between the lines left out (`…`), is printed in
//! that order. `WAQAI_UPDATE=1` writes the whole of what the program prints today, to be shortened by hand.

mod common;

use common::waqai;
use std::path::Path;

const FENCE: &str = "```console\n";
const PROMPT: &str = "$ waqai read ";

#[test]
fn the_readme_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("a README");
    let start = readme.find(&format!("{FENCE}{PROMPT}")).expect("a run in the README") + FENCE.len();
    let end = start + readme[start..].find("```\n").expect("the end of the run");
    let (command, shown) = readme[start..end].split_once('\n').expect("a command");
    let page = root.join(command.trim_start_matches(PROMPT).trim());
    let ran = waqai(&["read", "--format", "text", &page.to_string_lossy()], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    if std::env::var_os("WAQAI_UPDATE").is_some() {
        let fresh = format!("{}{command}\n{}{}", &readme[..start], ran.out, &readme[end..]);
        std::fs::write(root.join("README.md"), fresh).expect("the README is written");
        return;
    }
    let mut rest = ran.out.as_str();
    for piece in shown.split("  …\n") {
        let Some(at) = rest.find(piece) else {
            panic!(
                "WAQAI_UPDATE=1 cargo test -p waqai-cli --test readme writes the new run; not printed:\n{piece}\n--- but:\n{}",
                ran.out
            );
        };
        rest = &rest[at + piece.len()..];
    }
}
