//! What Typst sees: the generated sources, the layout in `templates/`, the
//! fonts and the pictures; no clock, no file system, no packages.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts::Fonts;

/// One library for the whole process: a new one per document would empty
/// Typst's caches.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Loads the library, so that no document's layout has to.
pub(super) fn load_library() {
    LazyLock::force(&LIBRARY);
}

/// The files of one document.
pub(super) struct Files {
    sources: HashMap<FileId, Source>,
    binaries: HashMap<FileId, Bytes>,
    main: FileId,
}

/// The id of a virtual path. Ids are interned for the life of the process and
/// there are 65,535 of them, so paths must come from places of a plan, never
/// from its contents.
pub(super) fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl Files {
    /// No files yet; `main` is the one that Typst starts with.
    pub fn new(main: FileId) -> Self {
        Self { sources: HashMap::new(), binaries: HashMap::new(), main }
    }

    /// Adds a source.
    pub fn add_source(&mut self, id: FileId, source: Source) {
        self.sources.insert(id, source);
    }

    /// The source with this id.
    pub fn source(&self, id: FileId) -> Option<&Source> {
        self.sources.get(&id)
    }

    /// Adds a picture.
    pub fn add_binary(&mut self, id: FileId, data: Bytes) {
        self.binaries.insert(id, data);
    }
}

/// Typst's view of one document.
pub(super) struct PlanWorld<'a> {
    pub files: &'a Files,
    pub fonts: &'a Fonts,
}

impl World for PlanWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.files.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.binaries.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
