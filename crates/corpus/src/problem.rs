//! What is wrong in a file, where, and what to do.

/// One complaint.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file from the root of the repository.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong, what to do.
    pub what: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// The complaints about one file.
#[derive(Debug)]
pub(crate) struct Problems {
    file: String,
    found: Vec<Problem>,
}

impl Problems {
    pub(crate) fn new(file: &str) -> Self {
        Problems { file: file.to_owned(), found: Vec::new() }
    }

    pub(crate) fn add(&mut self, line: usize, what: impl Into<String>) {
        self.found.push(Problem { file: self.file.clone(), line, what: what.into() });
    }

    /// In the order of the file.
    pub(crate) fn into_list(mut self) -> Vec<Problem> {
        self.found.sort();
        self.found.dedup();
        self.found
    }
}
