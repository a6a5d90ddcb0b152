//! What others read with: pyarrow, pandas, a validator of GeoJSON, followthemoney's own model, networkx. They are installed once into a
//! virtual environment under `target`; without Python or a package index this test fails and says so.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

const REQUIREMENTS: &str = include_str!("requirements.txt");

/// Runs a command; its whole output where it fails.
fn run(command: &mut Command) -> String {
    match command.output() {
        Err(error) => {
            panic!("{command:?} cannot be run ({error}): this test wants Python 3.11 or newer with venv")
        }
        Ok(output) => {
            let text = format!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
            assert!(output.status.success(), "{command:?} failed:\n{text}");
            text
        }
    }
}

/// The interpreter of an environment that has what the checks need.
fn python() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("venv-of-export");
    let (python, done) = (folder.join("bin/python"), folder.join("requirements.txt"));
    if std::fs::read_to_string(&done).is_ok_and(|text| text == REQUIREMENTS) && python.exists() {
        return python;
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    let wanted = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/requirements.txt");
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .arg(wanted));
    std::fs::write(&done, REQUIREMENTS).expect("the environment can be marked as complete");
    python
}

#[test]
fn others_read_what_is_written() {
    const EVENTS: u64 = 700;
    let folder = common::fresh("python");
    let names: Vec<&str> = waqai_export::FORMATS.iter().map(|format| format.name).collect();
    let written = common::write(&folder, common::request(&names), (0..EVENTS).map(common::event));
    assert_eq!(written.events, EVENTS);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check.py");
    let output = run(Command::new(python()).arg(script).arg(&folder).arg(EVENTS.to_string()));
    assert_eq!(output.matches("ok ").count(), 8, "{output}");
}
