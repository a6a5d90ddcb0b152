//! The data dictionary in `docs/export.md` is what the program writes. `WAQAI_UPDATE=1 cargo test -p waqai-export --test docs` renews it.

use std::path::Path;

const BEGIN: &str = "<!-- dictionary: begin -->\n";
const END: &str = "<!-- dictionary: end -->\n";

#[test]
fn the_dictionary_is_what_the_program_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/export.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (head, rest) = page.split_once(BEGIN).unwrap();
    let (_, tail) = rest.split_once(END).unwrap();
    let want = format!("{head}{BEGIN}{}{END}{tail}", waqai_export::dictionary());
    if std::env::var_os("WAQAI_UPDATE").is_some() {
        std::fs::write(&path, &want).unwrap();
    }
    assert!(
        page == want || std::fs::read_to_string(&path).unwrap() == want,
        "docs/export.md is not what the tables say"
    );
}
