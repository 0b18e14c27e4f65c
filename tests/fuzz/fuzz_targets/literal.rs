//! Any text as a Typst literal: what Typst parses is string literals alone, and
//! they hold the text.
#![no_main]

use kehoach_fuzz::model::node::RawText;
use kehoach_fuzz::model::text::Text;
use kehoach_fuzz::origin::Origin;
use kehoach_fuzz::typeset::literal;
use typst_syntax::{SyntaxKind, SyntaxNode, ast, parse_code};

libfuzzer_sys::fuzz_target!(|input: (u8, bool, &str)| {
    let (width, markup, text) = input;
    let raw = RawText { text: text.to_owned(), markup, ..RawText::default() };
    let text = Text::new(&raw, &Origin::option(""));
    let code = literal(&text, f64::from(width));
    let root = parse_code(&code);
    assert!(root.errors_and_warnings().0.is_empty(), "{code}");
    let mut strings = String::new();
    collect(&root, &mut strings);
    assert_eq!(strings, text.to_plain(), "{code}");
});

/// Joins the strings that are contents, a call of `linebreak` being `\n`; any
/// word of code that the writer itself does not use is a fault.
fn collect(node: &SyntaxNode, strings: &mut String) {
    match node.kind() {
        SyntaxKind::Str => {
            strings.push_str(&node.cast::<ast::Str>().expect("a string").get());
        }
        SyntaxKind::Ident if node.leaf_text() == "linebreak" => strings.push('\n'),
        SyntaxKind::Ident => {
            let known = ["text", "super", "sub", "box", "weight", "style"];
            assert!(known.contains(&node.leaf_text().as_str()), "{}", node.leaf_text());
        }
        SyntaxKind::Text | SyntaxKind::Raw | SyntaxKind::Equation | SyntaxKind::ModuleImport => {
            panic!("data became markup or code");
        }
        // `weight: "bold"` is the writer's own.
        SyntaxKind::Named => {}
        _ => node.children().for_each(|child| collect(child, strings)),
    }
}
