//! The lists of a plan: blocks of the body and of appendices, recipients,
//! footnotes; what of them is left for a commune.
//!
//! Depends on `compile`, `table`, `numbering` and `text`.

use super::Merging;
use super::compile::{Compiler, Place};
use super::numbering;
use super::rows::Merged;
use super::table::TableTemplate;
use super::text::TextTemplate;
use crate::diagnostic::Diagnostic;
use crate::model::list::List;
use crate::model::plan::{Appendix, Block, Content, Footnote, Image, Marker, Paragraph};
use crate::model::table::Table;
use crate::model::text::Text;

/// Texts that stand in a list of their own.
pub(super) struct Texts(Vec<(Text, Option<TextTemplate>)>);

impl Texts {
    pub fn new(texts: Vec<Text>, compiler: &mut Compiler) -> Self {
        let compiled = texts.into_iter().map(|text| {
            let template = compiler.text(&text, Place::default());
            (text, template)
        });
        Self(compiled.collect())
    }

    /// The texts of which something is left.
    pub fn merge(&self, merging: &mut Merging) -> Vec<Text> {
        let texts = self.0.iter().map(|(text, template)| merged(text, template, merging));
        texts.filter(|text| !text.is_blank()).collect()
    }

    pub fn draft(&self) -> Vec<Text> {
        self.0.iter().map(|(text, template)| draft(text, template)).collect()
    }

    pub fn counts(&self) -> bool {
        self.0.iter().any(|(_, template)| counts(template))
    }
}

fn merged(text: &Text, template: &Option<TextTemplate>, merging: &mut Merging) -> Text {
    template.as_ref().map_or_else(|| text.clone(), |template| merging.text(template))
}

fn draft(text: &Text, template: &Option<TextTemplate>) -> Text {
    template.as_ref().map_or_else(|| text.clone(), TextTemplate::draft)
}

fn counts(template: &Option<TextTemplate>) -> bool {
    template.as_ref().is_some_and(|template| template.counts)
}

/// Footnotes.
pub(super) struct Footnotes(Vec<(Footnote, Option<TextTemplate>)>);

impl Footnotes {
    pub fn new(footnotes: Vec<Footnote>, compiler: &mut Compiler) -> Self {
        let compiled = footnotes.into_iter().map(|mut footnote| {
            let template = compiler.text(&footnote.text, Place::default());
            footnote.optional = compiler.called.contains(&footnote.mark.value);
            (footnote, template)
        });
        Self(compiled.collect())
    }

    pub fn merge(&self, merging: &mut Merging) -> Vec<Footnote> {
        self.with(|text, template| merged(text, template, merging))
    }

    pub fn draft(&self) -> Vec<Footnote> {
        self.with(draft)
    }

    fn with(&self, mut text: impl FnMut(&Text, &Option<TextTemplate>) -> Text) -> Vec<Footnote> {
        let texts = self.0.iter().map(|(footnote, template)| Footnote {
            text: text(&footnote.text, template),
            ..footnote.clone()
        });
        texts.collect()
    }

    pub fn counts(&self) -> bool {
        self.0.iter().any(|(_, template)| counts(template))
    }
}

/// The appendices, each with the templates of its label, title and reference.
pub(super) struct Appendices(Vec<AppendixTemplate>);

struct AppendixTemplate {
    /// Without its blocks.
    appendix: Appendix,
    head: [Option<TextTemplate>; 3],
    blocks: Blocks,
}

impl Appendices {
    pub fn new(appendices: Vec<Appendix>, list: Option<&List>, compiler: &mut Compiler) -> Self {
        let compiled = appendices.into_iter().map(|mut appendix| {
            let head = [&appendix.label, &appendix.title, &appendix.reference];
            let head = head.map(|text| compiler.text(text.as_ref()?, Place::default()));
            let blocks = Blocks::new(std::mem::take(&mut appendix.blocks), list, compiler);
            AppendixTemplate { appendix, head, blocks }
        });
        Self(compiled.collect())
    }

    pub fn tables(&self) -> impl Iterator<Item = &TableTemplate> {
        self.0.iter().flat_map(|appendix| appendix.blocks.tables())
    }

    /// The appendices that have a block left.
    pub fn merge<'a>(
        &self,
        tables: &mut impl Iterator<Item = Merged<'a>>,
        merging: &mut Merging,
    ) -> Vec<Appendix> {
        let mut made = Vec::new();
        for template in &self.0 {
            let blocks = template.blocks.merge(tables, merging);
            if !blocks.is_empty() {
                let text = |text: &Text, template: &_| merged(text, template, merging);
                made.push(Appendix { blocks, ..template.headed(text) });
            }
        }
        made
    }

    pub fn draft(&self) -> Vec<Appendix> {
        let drafts = self.0.iter();
        drafts
            .map(|template| Appendix { blocks: template.blocks.draft(), ..template.headed(draft) })
            .collect()
    }

    pub fn counts(&self) -> bool {
        self.0.iter().any(|a| a.head.iter().any(counts) || a.blocks.counts())
    }
}

impl AppendixTemplate {
    fn headed(&self, mut made: impl FnMut(&Text, &Option<TextTemplate>) -> Text) -> Appendix {
        let Appendix { label, title, reference, .. } = &self.appendix;
        let [of_label, of_title, of_reference] = &self.head;
        let mut text = |given: &Option<Text>, template| {
            given.as_ref().map(|text| made(text, template)).filter(|text| !text.is_blank())
        };
        Appendix {
            label: text(label, of_label),
            title: text(title, of_title),
            reference: text(reference, of_reference),
            ..self.appendix.clone()
        }
    }
}

/// Blocks of the body or of an appendix.
pub(super) struct Blocks(Vec<BlockTemplate>);

/// A block with the templates of its texts; at most one of `text` and `table`.
struct BlockTemplate {
    block: Block,
    condition: Option<TextTemplate>,
    /// Of the text, or of a picture's file.
    text: Option<TextTemplate>,
    /// Of what a screen reader says of a picture.
    alternative: Option<TextTemplate>,
    table: Option<TableTemplate>,
}

impl Blocks {
    pub fn new(blocks: Vec<Block>, list: Option<&List>, compiler: &mut Compiler) -> Self {
        numbering::check(&blocks, compiler);
        Self(blocks.into_iter().map(|block| BlockTemplate::new(block, list, compiler)).collect())
    }

    pub fn tables(&self) -> impl Iterator<Item = &TableTemplate> {
        self.0.iter().filter_map(|block| block.table.as_ref())
    }

    /// The blocks that are left; `tables` gives one for each of [`Self::tables`].
    pub fn merge<'a>(
        &self,
        tables: &mut impl Iterator<Item = Merged<'a>>,
        merging: &mut Merging,
    ) -> Vec<Block> {
        let mut made = Vec::new();
        for template in &self.0 {
            let table = template.table.as_ref().and_then(|_| tables.next());
            made.extend(template.merge(table, merging));
        }
        made
    }

    pub fn draft(&self) -> Vec<Block> {
        self.0.iter().map(BlockTemplate::draft).collect()
    }

    pub fn counts(&self) -> bool {
        self.0.iter().any(|block| {
            counts(&block.condition)
                || counts(&block.text)
                || block.table.as_ref().is_some_and(TableTemplate::counts)
        })
    }
}

impl BlockTemplate {
    fn new(mut block: Block, list: Option<&List>, compiler: &mut Compiler) -> Self {
        let given = block.condition.take();
        let condition = given.as_ref().map(|condition| compiler.condition(condition));
        let place = Place { table: None, condition: given.as_ref() };
        let (mut text, mut alternative, mut table) = (None, None, None);
        match &mut block.content {
            Content::Table(given) => {
                // The template has the rows; of the table itself the rest is left.
                let rows = std::mem::take(&mut given.rows);
                let whole = Table { rows, ..given.clone() };
                let mut template = TableTemplate::new(whole, list, place, compiler);
                template.condition = condition.clone();
                table = Some(template);
            }
            Content::Image(image) => {
                text = compiler.text(&image.file, place);
                let said = Text::plain(&image.alternative, &image.file.origin);
                alternative = compiler.text(&said, place);
            }
            Content::Heading(given) | Content::Paragraph(given) | Content::LegalBasis(given) => {
                text = compiler.text(&given.text, place);
            }
        }
        Self { block, condition, text, alternative, table }
    }

    /// The block, if the commune has it.
    fn merge(&self, table: Option<Merged>, merging: &mut Merging) -> Option<Block> {
        if let Some(condition) = &self.condition
            && merging.text(condition).is_blank()
        {
            return None;
        }
        let content = match (&self.block.content, table) {
            (Content::Table(given), Some(table)) => Content::Table(table.into_table(given)),
            (Content::Image(image), _) => {
                let file = merged(&image.file, &self.text, merging);
                let said = self.alternative.as_ref().map(|said| merging.text(said).to_plain());
                let alternative = said.unwrap_or_else(|| image.alternative.clone());
                Content::Image(Image { file, alternative, width: image.width })
            }
            (content, _) => {
                let Some(template) = &self.text else { return Some(self.block.clone()) };
                self.text_content(content, template, merging)?
            }
        };
        Some(Block { content, ..self.block.clone() })
    }

    /// The content with the commune's text; what it is follows from it anew. A
    /// text of which nothing is left goes.
    fn text_content(
        &self,
        content: &Content,
        template: &TextTemplate,
        merging: &mut Merging,
    ) -> Option<Content> {
        let text = merging.text(template);
        let (Content::Heading(given) | Content::Paragraph(given) | Content::LegalBasis(given)) =
            content
        else {
            return None;
        };
        if text.is_blank() {
            if let Some(Marker::Given(marker)) = &given.marker {
                let message = "Đoạn này không còn chữ nào, mà số mục đã ghi sẵn.";
                let error = Diagnostic::error("text-gone", &marker.origin, message);
                merging
                    .findings
                    .push(error.hint("ghi Cấp thay cho số mục, và điều kiện ở cột Điều kiện"));
            }
            return None;
        }
        let paragraph = Paragraph { marker: given.marker.clone(), text };
        Some(match content {
            _ if self.block.inferred => paragraph.inferred(),
            Content::Heading(_) => Content::Heading(paragraph),
            Content::LegalBasis(_) => Content::LegalBasis(paragraph),
            _ => Content::Paragraph(paragraph),
        })
    }

    fn draft(&self) -> Block {
        let mut block = self.block.clone();
        match &mut block.content {
            Content::Table(table) => {
                if let Some(template) = &self.table {
                    *table = template.draft();
                }
            }
            Content::Image(image) => image.file = draft(&image.file, &self.text),
            Content::Heading(given) | Content::Paragraph(given) | Content::LegalBasis(given) => {
                given.text = draft(&given.text, &self.text);
            }
        }
        block
    }
}
