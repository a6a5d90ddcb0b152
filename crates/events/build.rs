//! Finds every rule file and every topic under `data/rules`, so that adding one touches one file.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let manifest = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let root = Path::new(&manifest).join("../../data/rules");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, "rule", &mut files);
    files.sort();
    let mut topics = Vec::new();
    collect(&root.join("topics"), "tsv", &mut topics);
    topics.sort();
    let mut out = String::from("pub(crate) const RULE_FILES: &[(&str, &str)] = &[\n");
    for file in &files {
        let id = file.strip_prefix(&root).unwrap_or(file).with_extension("");
        let id = id.to_string_lossy().replace('\\', "/");
        let _ = writeln!(out, "    ({id:?}, include_str!({:?})),", file.display().to_string());
    }
    out.push_str("];\npub(crate) const TOPIC_FILES: &[(&str, &str)] = &[\n");
    for file in &topics {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let _ = writeln!(out, "    ({name:?}, include_str!({:?})),", file.display().to_string());
    }
    out.push_str("];\n");
    let target = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("rule_files.rs");
    if let Err(e) = std::fs::write(&target, out) {
        println!("cargo::error=cannot write {}: {e}", target.display());
    }
}

fn collect(dir: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", dir.display());
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for path in entries.flatten().map(|e| e.path()) {
        if path.is_dir() {
            collect(&path, extension, files);
        } else if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
}
