#![allow(dead_code, reason = "each test uses some of these")]
//! Inputs made for the tests.

use std::io::Write;
use std::path::Path;
use waqai_fetch::{Found, Input, Item, Items, Limits, Link, Problem, Shape};

pub(crate) const LIMITS: Limits = Limits { bytes: 1 << 20, seconds: 2 };

/// A paragraph long enough to be an article.
pub(crate) fn paragraph() -> String {
    "التقى وزير الخارجية في المدينة وفداً من الأعيان وبحث معه شؤون البلدة وما يلزمها من طرق ومدارس. ".repeat(12)
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// What reading one file gives.
#[derive(Debug, Default)]
pub(crate) struct Got {
    pub(crate) items: Vec<Item>,
    pub(crate) links: Vec<Link>,
    pub(crate) problems: Vec<Problem>,
}

pub(crate) fn sort(found: impl Iterator<Item = Found>) -> Got {
    let mut got = Got::default();
    for one in found {
        match one {
            Found::Item(item) => got.items.push(*item),
            Found::Link(link) => got.links.push(link),
            Found::Problem(problem) => got.problems.push(problem),
        }
    }
    got
}

pub(crate) fn read_file(path: &Path, shape: Shape) -> Got {
    sort(Items::new(vec![Input::File(path.to_owned())], shape, LIMITS))
}

/// Writes `bytes` into a file and reads it.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Got {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    read_file(&path, Shape::Archives)
}
