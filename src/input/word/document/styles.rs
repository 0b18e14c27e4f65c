//! The styles of a Word document (`styles.xml`).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::look::{Look, Setting};
use super::tree::Element;

/// Styles that may stand on one another; more are a circle.
const CHAIN_LIMIT: usize = 50;

/// All styles, each with those it is based on.
#[derive(Debug, Default)]
pub struct Styles {
    /// What holds where no style says otherwise.
    pub look: Look,
    setting: Setting,
    known: BTreeMap<Rc<str>, Style>,
    /// The style of paragraphs that name none.
    plain: Option<String>,
}

/// A style by itself.
#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    look: Look,
    setting: Setting,
}

/// A style with all it is based on.
#[derive(Clone, Debug, Default)]
pub struct Styled {
    /// Of its characters.
    pub look: Look,
    /// Of its paragraphs.
    pub setting: Setting,
    /// The styles it is made of, itself first.
    pub chain: Vec<Rc<str>>,
}

impl Styles {
    /// Takes the styles from the root of `styles.xml`.
    pub fn read(root: &Element) -> Self {
        let defaults = |path: &[&str]| root.at(path);
        let look = defaults(&["docDefaults", "rPrDefault", "rPr"]).map(Look::read);
        let setting = defaults(&["docDefaults", "pPrDefault", "pPr"]).map(Setting::read);
        let mut styles = Self {
            look: look.unwrap_or_default(),
            setting: setting.unwrap_or_default(),
            ..Self::default()
        };
        for style in root.children.iter().filter(|child| child.name() == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let is_default = matches!(style.attribute("default"), Some("1" | "true" | "on"));
            if is_default && style.attribute("type") == Some("paragraph") {
                styles.plain = Some(id.to_owned());
            }
            let own = Style {
                base: style.value_of("basedOn").map(str::to_owned),
                look: style.child("rPr").map(Look::read).unwrap_or_default(),
                setting: style.child("pPr").map(Setting::read).unwrap_or_default(),
            };
            styles.known.insert(id.into(), own);
        }
        styles
    }

    /// The style of a paragraph that names `id`, or none.
    pub fn paragraph(&self, id: Option<&str>) -> Styled {
        let id = id.filter(|id| self.known.contains_key(*id)).or(self.plain.as_deref());
        id.map(|id| self.styled(id)).unwrap_or_default()
    }

    /// The style `id`; an empty one if there is none.
    pub fn styled(&self, id: &str) -> Styled {
        let mut styled = Styled::default();
        let mut next = Some(id);
        while let Some(id) = next.filter(|_| styled.chain.len() < CHAIN_LIMIT) {
            let Some((id, style)) = self.known.get_key_value(id) else { break };
            styled.look = styled.look.over(&style.look);
            styled.setting = styled.setting.over(&style.setting);
            styled.chain.push(id.clone());
            next = style.base.as_deref();
        }
        styled
    }

    /// The list that the style `id` is numbered by.
    pub fn list(&self, id: &str) -> Option<i32> {
        self.styled(id).setting.list
    }

    /// `setting` with what holds where nothing is said.
    pub fn complete(&self, setting: Setting) -> Setting {
        setting.over(&self.setting)
    }
}
