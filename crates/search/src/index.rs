//! The index in its folder: making, updating, opening.
//!
//! The index is a copy of what the store has, never the only one: whatever is wrong with it, it is made anew. Each commit notes the
//! number of the store's last change that it knows, in the same write, so that it can tell when it is behind.

use crate::document::{IndexedArticle, document};
use crate::error::Error;
use crate::families;
use crate::fields::Fields;
use crate::terms::{Cutter, TERMS};
use crate::words::Language;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// Raise when the analysis or the fields change: an index of another number is made anew.
const VERSION: u32 = 2;
/// Bytes that the writer fills before it writes a segment.
const MEMORY: usize = 64 << 20;
/// Articles analysed at once.
const CHUNK: usize = 256;
/// A folder beside the index that was changed longer ago, and that nobody writes to, was left over.
const YOUNG: Duration = Duration::from_secs(60);
/// How often, a tenth of a second apart, to ask for the lock that another process holds.
const PATIENCE: u32 = 300;

/// A search index.
pub struct Index {
    pub(crate) dir: PathBuf,
    pub(crate) fields: Fields,
    pub(crate) inner: tantivy::Index,
    pub(crate) reader: IndexReader,
    note: Note,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("dir", &self.dir).field("note", &self.note).finish_non_exhaustive()
    }
}

/// What a commit says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
struct Note {
    /// [`VERSION`] and the data that the analysis rests on.
    made_by: String,
    /// Last change of the store that the index knows.
    sequence: u64,
}

/// The analysis that an index of this program was made with.
fn made_by() -> String {
    let lexicon = [waqai_data::LEXICON_FORMS, waqai_data::LEXICON_TABLES, waqai_data::TAGGER];
    let names = [waqai_data::NAMES_FST, waqai_data::NAMES_TABLES.as_bytes()];
    // Lengths tell two builds of the data apart well enough, and cost nothing.
    let sizes: Vec<String> = lexicon.iter().chain(&names).map(|bytes| format!("{:x}", bytes.len())).collect();
    format!("{VERSION}-{}-{:x}", sizes.join("-"), families::version())
}

impl Index {
    /// Opens the index in `dir`.
    ///
    /// # Errors
    /// See [`Error::needs_rebuild`] for one that is missing, damaged or outdated.
    pub fn open(dir: &Path) -> Result<Index, Error> {
        if !dir.join("meta.json").is_file() {
            return Err(Error::missing(dir));
        }
        let fields = Fields::new();
        guarded(dir, || {
            let directory = MmapDirectory::open(dir).map_err(|e| Error::damaged(dir, e.to_string()))?;
            let inner = tantivy::Index::open(directory).map_err(|e| at_opening(e, dir))?;
            inner.tokenizers().register(TERMS, Cutter::default());
            let meta = inner.load_metas().map_err(|e| at_opening(e, dir))?;
            let note: Note = meta
                .payload
                .as_deref()
                .and_then(|p| serde_json::from_str(p).ok())
                .ok_or_else(|| Error::damaged(dir, "it does not say what it was made from"))?;
            if note.made_by != made_by() || inner.schema() != fields.schema {
                return Err(Error::outdated(dir));
            }
            let reader = inner
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()
                .map_err(|e| at_opening(e, dir))?;
            Ok(Index { dir: dir.to_owned(), fields: fields.clone(), inner, reader, note })
        })
    }

    /// Makes an empty index in `dir`, which must not hold one.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(dir: &Path) -> Result<Index, Error> {
        std::fs::create_dir_all(dir).map_err(Error::io)?;
        let fields = Fields::new();
        let inner =
            tantivy::Index::create_in_dir(dir, fields.schema.clone()).map_err(|e| Error::of(e, dir))?;
        inner.tokenizers().register(TERMS, Cutter::default());
        let mut writer: IndexWriter = writer(&inner, dir)?;
        commit(&mut writer, dir, 0)?;
        finish(writer, dir)?;
        Index::open(dir)
    }

    /// Makes the index in `dir` anew from all articles; whatever is there before goes. It is built beside and put in place
    /// when it is whole. `fill` gives the number of the store's last change that the articles hold.
    ///
    /// # Errors
    /// When the folder cannot be written. The error of an article ends the work, and the old index stays.
    pub fn rebuild<E: From<Error>>(
        dir: &Path,
        language: &Language,
        fill: impl FnOnce(&mut Update<'_>) -> Result<u64, E>,
    ) -> Result<Index, E> {
        let beside = |suffix: &str| {
            let name = dir.file_name().map_or_else(|| "index".into(), |n| n.to_string_lossy().into_owned());
            dir.with_file_name(format!("{name}.{suffix}-{}", std::process::id()))
        };
        let (new, old) = (beside("new"), beside("old"));
        remove(&new)?;
        let result = (|| {
            let mut index = Index::create(&new)?;
            sweep(dir, &new);
            let mut update = index.update(language)?;
            let sequence = fill(&mut update)?;
            update.commit(sequence)?;
            Ok(())
        })();
        if let Err(error) = result {
            remove(&new)?;
            return Err(error);
        }
        remove(&old)?;
        if dir.exists() {
            std::fs::rename(dir, &old).map_err(Error::io)?;
        }
        std::fs::rename(&new, dir).map_err(Error::io)?;
        remove(&old)?;
        Ok(Index::open(dir)?)
    }

    /// The number of the store's last change that the index knows.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.note.sequence
    }

    /// How many articles it holds.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Starts a change. Waits up to half a minute for another process that is writing.
    ///
    /// # Errors
    /// When another process keeps writing, or the folder cannot be written.
    pub fn update<'i>(&'i mut self, language: &'i Language) -> Result<Update<'i>, Error> {
        let writer = guarded(&self.dir, || writer(&self.inner, &self.dir))?;
        Ok(Update { index: self, language, writer })
    }

    /// Reads every file of the index and compares its checksum.
    ///
    /// # Errors
    /// The first file that is damaged.
    pub fn check(&self) -> Result<(), Error> {
        let damaged =
            guarded(&self.dir, || self.inner.validate_checksum().map_err(|e| Error::of(e, &self.dir)))?;
        let mut damaged: Vec<PathBuf> = damaged.into_iter().collect();
        damaged.sort();
        damaged.first().map_or(Ok(()), |f| Err(Error::damaged(&self.dir, format!("in {}", f.display()))))
    }
}

/// A change that is not yet in the index: nothing of it holds before [`Update::commit`].
pub struct Update<'i> {
    index: &'i mut Index,
    language: &'i Language,
    writer: IndexWriter,
}

impl std::fmt::Debug for Update<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Update").field("dir", &self.index.dir).finish_non_exhaustive()
    }
}

impl Update<'_> {
    /// The articles that the index will hold for their ids, instead of what it held. Analysed on all cores.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn put(&mut self, articles: &[IndexedArticle<'_>]) -> Result<(), Error> {
        for chunk in articles.chunks(CHUNK) {
            let (language, fields) = (self.language, &self.index.fields);
            let documents: Vec<TantivyDocument> =
                chunk.par_iter().map(|a| document(language, fields, a)).collect();
            for (article, document) in chunk.iter().zip(documents) {
                self.remove(article.id);
                self.writer.add_document(document).map_err(|e| Error::of(e, &self.index.dir))?;
            }
        }
        Ok(())
    }

    /// Takes an article out.
    pub fn remove(&mut self, id: &str) {
        self.writer.delete_term(Term::from_field_text(self.index.fields.id, id));
    }

    /// Makes the change hold. `sequence`: the last change of the store that is in it.
    ///
    /// # Errors
    /// When the folder cannot be written; the index then is what it was before.
    pub fn commit(self, sequence: u64) -> Result<(), Error> {
        let Update { index, mut writer, .. } = self;
        guarded(&index.dir, || {
            commit(&mut writer, &index.dir, sequence)?;
            finish(writer, &index.dir)
        })?;
        index.note.sequence = sequence;
        index.reader.reload().map_err(|e| Error::of(e, &index.dir))
    }
}

fn commit(writer: &mut IndexWriter, dir: &Path, sequence: u64) -> Result<(), Error> {
    let mut prepared = writer.prepare_commit().map_err(|e| Error::of(e, dir))?;
    let note = Note { made_by: made_by(), sequence };
    prepared.set_payload(&serde_json::to_string(&note).map_err(|e| Error::io(e.into()))?);
    prepared.commit().map_err(|e| Error::of(e, dir))?;
    Ok(())
}

/// Waits for the merging of segments, so that no thread and no file is left over.
fn finish(writer: IndexWriter, dir: &Path) -> Result<(), Error> {
    writer.wait_merging_threads().map_err(|e| Error::of(e, dir))
}

fn writer(index: &tantivy::Index, dir: &Path) -> Result<IndexWriter, Error> {
    let mut tries = 0;
    loop {
        match index.writer_with_num_threads(1, MEMORY) {
            Ok(writer) => return Ok(writer),
            Err(tantivy::TantivyError::LockFailure(..)) if tries < PATIENCE => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(100));
            }
            Err(e) => return Err(Error::of(e, dir)),
        }
    }
}

/// What is wrong when an index is opened is wrong with the index, unless it may not be read.
fn at_opening(error: tantivy::TantivyError, dir: &Path) -> Error {
    match &error {
        tantivy::TantivyError::IoError(e) if e.kind() == std::io::ErrorKind::PermissionDenied => {
            Error::of(error, dir)
        }
        tantivy::TantivyError::IncompatibleIndex(_) => Error::outdated(dir),
        _ => Error::damaged(dir, error.to_string().lines().next().unwrap_or_default()),
    }
}

/// Does `work`; bytes that make the engine below panic are a damaged index.
pub(crate) fn guarded<T>(dir: &Path, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::damaged(dir, "it cannot be read to its end")))
}

/// Removes what rebuilds left beside the index that were cut off. What cannot be removed is tried again next time. `new`: a folder made just
/// now, by whose time the others are old.
fn sweep(dir: &Path, new: &Path) {
    let (Some(parent), Some(name)) = (dir.parent(), dir.file_name()) else { return };
    let name = name.to_string_lossy();
    let left_over = |path: &Path| -> std::io::Result<bool> {
        // Whoever is building holds this lock; in the moments before and after, the folder is young.
        let lock = std::fs::File::open(path.join(".tantivy-writer.lock"))?;
        let changed = |path: &Path| std::fs::metadata(path)?.modified();
        let age = changed(new)?.duration_since(changed(path)?).unwrap_or_default();
        Ok(age > YOUNG && lock.try_lock().is_ok())
    };
    for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
        let file = entry.file_name();
        let rest = file.to_str().and_then(|file| file.strip_prefix(&*name));
        let beside = rest.is_some_and(|rest| rest.starts_with(".new-") || rest.starts_with(".old-"));
        if beside && left_over(&entry.path()).unwrap_or(false) {
            let _ = remove(&entry.path());
        }
    }
}

fn remove(dir: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(dir) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::io(e)),
        _ => Ok(()),
    }
}
