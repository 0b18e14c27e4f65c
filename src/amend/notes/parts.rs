//! New parts of a package: what they are, and who refers to them.

use crate::amend::package::Package;
use crate::amend::xlsx::book::{WORKBOOK, relationships_of};
use crate::amend::xml::{Edits, element, elements, escape, named};
use crate::diagnostic::Diagnostic;

/// The namespace of relationship ids in parts.
pub const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "[Content_Types].xml";
const NO_RELATIONSHIPS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";

/// A kind of part.
pub struct Kind {
    /// The last step of the type of relationships to it.
    pub relationship: &'static str,
    /// The last steps of its content type.
    pub content: &'static str,
}

/// A sheet.
pub const SHEET: Kind = Kind { relationship: "worksheet", content: "worksheet" };
/// The texts of a sheet's notes.
pub const COMMENTS: Kind = Kind { relationship: "comments", content: "comments" };
const STYLES: Kind = Kind { relationship: "styles", content: "styles" };

/// Adds a part that `owner` refers to, named `name` with the first number that is free
/// for `#`; returns its name and the id of the relationship.
///
/// # Errors
/// The package is damaged.
pub fn add(
    package: &mut Package,
    owner: &str,
    kind: &Kind,
    name: &str,
    text: String,
) -> Result<(String, String), Diagnostic> {
    let name = free(package, name);
    let types = package.required(TYPES)?;
    let root = element(&types, &["Types"])?;
    let content = format!(
        "<§Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-\
         officedocument.spreadsheetml.{}+xml\"/>",
        kind.content
    );
    let mut edits = Edits::default();
    edits.append(&root, &[], &named(&content, root.prefix()));
    let types = edits.apply(&types);
    package.put(TYPES, types);
    package.put(&name, text);
    let id = relate(package, owner, kind.relationship, &name)?;
    Ok((name, id))
}

/// Adds a drawing of the old kind, which holds the boxes of notes.
///
/// # Errors
/// The package is damaged.
pub fn add_shapes(package: &mut Package, owner: &str, text: String) -> Result<String, Diagnostic> {
    let name = free(package, "xl/drawings/vmlDrawingKehoach#.vml");
    let types = package.required(TYPES)?;
    let root = element(&types, &["Types"])?;
    let is_known = elements(&types, &["Types", "Default"])?.iter().any(|default| {
        default.attribute("Extension").is_some_and(|known| known.eq_ignore_ascii_case("vml"))
    });
    if !is_known {
        let content = "<§Default Extension=\"vml\" \
                       ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>";
        let mut edits = Edits::default();
        let content = named(content, root.prefix());
        if root.is_empty {
            edits.append(&root, &[], &content);
        } else {
            edits.replace(root.inner.start..root.inner.start, content);
        }
        let types = edits.apply(&types);
        package.put(TYPES, types);
    }
    package.put(&name, text);
    relate(package, owner, "vmlDrawing", &name)
}

/// Adds the styles of a workbook that has none; returns the part.
///
/// # Errors
/// The package is damaged.
pub fn add_styles(package: &mut Package, text: &str) -> Result<String, Diagnostic> {
    Ok(add(package, WORKBOOK, &STYLES, "xl/stylesKehoach#.xml", text.to_owned())?.0)
}

/// Lets `owner` refer to `part`; returns the id by which it does.
fn relate(
    package: &mut Package,
    owner: &str,
    relationship: &str,
    part: &str,
) -> Result<String, Diagnostic> {
    let own = relationships_of(owner);
    let xml = package.text(&own)?.unwrap_or_else(|| NO_RELATIONSHIPS.to_owned());
    let root = element(&xml, &["Relationships"])?;
    let known = elements(&xml, &["Relationships", "Relationship"])?;
    let known: Vec<String> = known.iter().filter_map(|one| one.attribute("Id")).collect();
    let ids = (1..).map(|number| format!("rIdKehoach{number}"));
    let id = ids.into_iter().find(|id| !known.contains(id)).unwrap_or_default();
    let element = format!(
        "<§Relationship Id=\"{id}\" Type=\"{RELATIONSHIPS}/{relationship}\" Target=\"/{}\"/>",
        escape(part)
    );
    let mut edits = Edits::default();
    edits.append(&root, &[], &named(&element, root.prefix()));
    let xml = edits.apply(&xml);
    package.put(&own, xml);
    Ok(id)
}

fn free(package: &Package, name: &str) -> String {
    let names = (1..).map(|number: u32| name.replace('#', &number.to_string()));
    names.into_iter().find(|name| !package.has(name)).unwrap_or_default()
}
