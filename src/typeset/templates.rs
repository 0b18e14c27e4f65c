//! The templates: embedded in the program, or a folder of the user's own
//! (`--templates`). `.typ` files are the layout, `.jinja` files write sources.

use std::path::Path;

use crate::diagnostic::{Diagnostic, io_reason};

/// Declares the embedded files, each by its path below `templates/`.
macro_rules! embedded {
    ($($path:literal,)*) => {
        const EMBEDDED: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../templates/", $path))),)*];
    };
}

embedded! {
    "ke-hoach.typ.jinja",
    "parts/letterhead.typ.jinja",
    "parts/title.typ.jinja",
    "parts/text.typ.jinja",
    "parts/image.typ.jinja",
    "parts/rows.typ.jinja",
    "parts/table.typ.jinja",
    "parts/closing.typ.jinja",
    "parts/appendix.typ.jinja",
    "nd30/page.typ",
    "nd30/inline.typ",
    "nd30/letterhead.typ",
    "nd30/title.typ",
    "nd30/body.typ",
    "nd30/table.typ",
    "nd30/closing.typ",
    "nd30/appendix.typ",
}

/// Code of the fault of a template: the IT staff's own, or a bug of ours, but
/// never the data's.
pub const TEMPLATE_FAULTY: &str = "template-faulty";

/// The text of every template, by its path below `templates/`.
#[derive(Clone, Debug)]
pub struct Templates {
    files: Vec<(&'static str, String)>,
}

impl Templates {
    /// The templates in the program.
    pub fn embedded() -> Self {
        Self { files: EMBEDDED.iter().map(|(path, text)| (*path, (*text).to_owned())).collect() }
    }

    /// The templates in a folder that has the files of `templates/`. A file
    /// that is not there is taken from the program.
    ///
    /// Errors if the folder or one of its files cannot be read.
    pub fn from_folder(folder: &Path) -> Result<Self, Diagnostic> {
        if !folder.is_dir() {
            let message = format!("Không có thư mục mẫu “{}”.", folder.display());
            return Err(Diagnostic::general("template-folder", message)
                .hint("kiểm tra đường dẫn sau --templates"));
        }
        let mut files = Vec::new();
        for (path, text) in EMBEDDED {
            let own = folder.join(path);
            let text = if own.exists() {
                std::fs::read_to_string(&own).map_err(|error| cannot_read(&own, &error))?
            } else {
                (*text).to_owned()
            };
            files.push((*path, text));
        }
        Ok(Self { files })
    }

    /// The layout files, as Typst sees them.
    pub(super) fn layout(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| path.ends_with(".typ"))
            .map(|(path, text)| (*path, text.as_str()))
    }

    /// The files that write sources.
    pub(super) fn jinja(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| path.ends_with(".jinja"))
            .map(|(path, text)| (*path, text.as_str()))
    }
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::general(
        "template-unreadable",
        format!("Không đọc được mẫu “{}”: {}.", path.display(), io_reason(error)),
    )
    .hint("tệp mẫu phải là văn bản UTF-8")
}
