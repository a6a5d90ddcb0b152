//! The case files of the names stage.

fn main() {}
