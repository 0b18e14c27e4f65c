//! The structure tree: what a screen reader is told.

use std::collections::{BTreeMap, HashMap};

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};

use super::{Mark, Page, catalog};

/// An element of the tree.
#[derive(Debug, Default)]
pub struct Element {
    /// Its standard role, after the role map.
    pub role: String,
    /// Its role as written.
    pub tag: String,
    pub alt: Option<String>,
    /// The entries of its attributes, such as `ColSpan`.
    pub attributes: BTreeMap<String, String>,
    pub kids: Vec<Kid>,
}

/// What an element holds, in logical order.
#[derive(Debug)]
pub enum Kid {
    Element(Element),
    /// A piece of a page: the page's index, the identifier, the text.
    Content {
        page: usize,
        id: i64,
        text: String,
    },
}

impl Element {
    /// The text of the element without that of footnotes inside it.
    pub fn text(&self) -> String {
        self.kids
            .iter()
            .map(|kid| match kid {
                Kid::Content { text, .. } => text.clone(),
                Kid::Element(element) if element.role == "Note" => String::new(),
                Kid::Element(element) => element.text(),
            })
            .collect()
    }

    /// The pieces of content below the element, footnotes left out, as page and
    /// identifier.
    pub fn marks(&self) -> Vec<(usize, i64)> {
        let mut found = Vec::new();
        for kid in &self.kids {
            match kid {
                Kid::Content { page, id, .. } => found.push((*page, *id)),
                Kid::Element(element) if element.role == "Note" => {}
                Kid::Element(element) => found.extend(element.marks()),
            }
        }
        found
    }

    /// The pages the element lies on.
    pub fn pages(&self) -> Vec<usize> {
        let mut pages: Vec<usize> = self.marks().into_iter().map(|(page, _)| page).collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    }

    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            Kid::Content { .. } => None,
        })
    }

    /// All elements below of the given standard roles, in order; those inside
    /// one that is found are not looked for.
    pub fn find<'a>(&'a self, roles: &[&str]) -> Vec<&'a Element> {
        self.elements()
            .flat_map(|element| {
                if roles.contains(&element.role.as_str()) {
                    vec![element]
                } else {
                    element.find(roles)
                }
            })
            .collect()
    }

    /// A number among the attributes; 1 if it is not there, as spans have it.
    pub fn span(&self, key: &str) -> usize {
        self.attributes.get(key).map_or(1, |value| value.parse().expect(value))
    }
}

struct Reader<'a> {
    roles: Option<Dict<'a>>,
    pages: HashMap<ObjectIdentifier, usize>,
    texts: HashMap<(usize, i64), String>,
}

/// Reads the tree.
pub fn tree(catalog: &Dict, ids: &[ObjectIdentifier], pages: &[Page]) -> Element {
    let root = catalog.get::<Dict>("StructTreeRoot").expect("a structure tree");
    let mut texts: HashMap<(usize, i64), String> = HashMap::new();
    for (index, page) in pages.iter().enumerate() {
        for text in &page.texts {
            if let Mark::Content(id) = text.mark {
                *texts.entry((index, id)).or_default() += &text.plain();
            }
        }
    }
    let reader =
        Reader { roles: root.get("RoleMap"), pages: ids.iter().copied().zip(0..).collect(), texts };
    Element { kids: reader.kids(&root, None), ..Element::default() }
}

impl Reader<'_> {
    fn kids(&self, parent: &Dict, page: Option<usize>) -> Vec<Kid> {
        let kids: Vec<Object> = match parent.get::<Object>("K") {
            Some(Object::Array(array)) => array.iter::<Object>().collect(),
            Some(other) => vec![other],
            None => Vec::new(),
        };
        kids.iter().filter_map(|kid| self.kid(kid, page)).collect()
    }

    fn kid(&self, kid: &Object, page: Option<usize>) -> Option<Kid> {
        let dict = match kid {
            Object::Number(id) => return Some(self.content(id.as_i64(), page)),
            Object::Dict(dict) => dict,
            other => panic!("a kid of an element, not {other:?}"),
        };
        let page = self.page(dict).or(page);
        match dict.get::<Name>("Type").as_ref().map(Name::as_str) {
            // The rectangle that a pointer clicks on.
            Some("OBJR") => None,
            Some("MCR") => Some(self.content(dict.get::<i32>("MCID").expect("MCID").into(), page)),
            _ => Some(Kid::Element(self.element(dict, page))),
        }
    }

    fn page(&self, dict: &Dict) -> Option<usize> {
        Some(self.pages[&ObjectIdentifier::from(dict.get_ref("Pg")?)])
    }

    fn content(&self, id: i64, page: Option<usize>) -> Kid {
        let page = page.expect("the page of a piece of content");
        Kid::Content { page, id, text: self.texts.get(&(page, id)).cloned().unwrap_or_default() }
    }

    fn element(&self, dict: &Dict, page: Option<usize>) -> Element {
        let tag = dict.get::<Name>("S").expect("a role").as_str().to_owned();
        let mut kids = self.kids(dict, page);
        if let Some(actual) = catalog::string(dict, "ActualText") {
            replace_text(&mut kids, &mut Some(actual));
        }
        Element {
            role: self.standard(&tag),
            tag,
            alt: catalog::string(dict, "Alt"),
            attributes: attributes(dict),
            kids,
        }
    }

    fn standard(&self, tag: &str) -> String {
        let mut role = tag.to_owned();
        while let Some(mapped) = self.roles.as_ref().and_then(|roles| roles.get::<Name>(&role)) {
            role = mapped.as_str().to_owned();
        }
        role
    }
}

/// Gives the text to the first piece of content and none to the others.
fn replace_text(kids: &mut [Kid], actual: &mut Option<String>) {
    for kid in kids {
        match kid {
            Kid::Content { text, .. } => *text = actual.take().unwrap_or_default(),
            Kid::Element(element) => replace_text(&mut element.kids, actual),
        }
    }
}

fn attributes(dict: &Dict) -> BTreeMap<String, String> {
    let owners: Vec<Dict> = match dict.get::<Object>("A") {
        Some(Object::Array(array)) => {
            array.iter::<Object>().filter_map(Object::into_dict).collect()
        }
        Some(Object::Dict(owner)) => vec![owner],
        _ => Vec::new(),
    };
    owners
        .iter()
        .flat_map(Dict::entries)
        .filter_map(|(key, value)| Some((key.as_str().to_owned(), value_text(value)?)))
        .collect()
}

fn value_text(value: MaybeRef<Object>) -> Option<String> {
    let MaybeRef::NotRef(value) = value else { return None };
    match value {
        Object::Number(number) => Some(number.as_f64().to_string()),
        Object::Name(name) => Some(name.as_str().to_owned()),
        Object::String(text) => Some(catalog::decode(text.as_bytes())),
        Object::Array(array) => Some(list(&array)),
        _ => None,
    }
}

fn list(array: &Array) -> String {
    array.raw_iter().filter_map(value_text).collect::<Vec<_>>().join(" ")
}
