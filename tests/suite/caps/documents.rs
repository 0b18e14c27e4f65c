//! Hostile Word documents: .docx.

use std::net::TcpListener;

use super::packages::write_package;
use super::*;

const DOCUMENT: &str = "word/document.xml";
const STYLES: &str = "word/styles.xml";
const NUMBERING: &str = "word/numbering.xml";
const NOTES: &str = "word/footnotes.xml";
const COMMENTS: &str = "word/comments.xml";
const RELATED: &str = "word/_rels/document.xml.rels";

const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="/styles" Target="styles.xml"/><Relationship Id="r2" Type="/numbering" Target="numbering.xml"/><Relationship Id="r3" Type="/footnotes" Target="footnotes.xml"/><Relationship Id="r4" Type="/comments" Target="comments.xml"/></Relationships>"#;
/// A chain of styles as long as it may be, under a list that is taken from the last.
const CHAIN: &str = r#"<style type="paragraph" default="1" styleId="a"><basedOn val="b"/><pPr><numPr><numId val="1"/></numPr></pPr></style><style styleId="b"><basedOn val="a"/></style>"#;
const LIST: &str = r#"<numbering><abstractNum abstractNumId="1"><numStyleLink val="b"/></abstractNum><num numId="1"><abstractNumId val="1"/></num><num numId="2147483647"><abstractNumId val="2"/></num><abstractNum abstractNumId="2"><lvl ilvl="0"><start val="9223372036854775807"/><numFmt val="upperRoman"/><lvlText val="%1."/></lvl><lvl ilvl="2147483647"/></abstractNum></numbering>"#;

/// The parts of a document that hold no flood.
const PARTS: &[Flood] = &[
    flood(RELATED, RELATIONS, "", 0, ""),
    flood(STYLES, "<styles>", CHAIN, 1, "</styles>"),
    flood(NUMBERING, LIST, "", 0, ""),
    flood(NOTES, "<footnotes/>", "", 0, ""),
    flood(COMMENTS, "<comments/>", "", 0, ""),
    flood(DOCUMENT, "<document><body><p/></body></document>", "", 0, ""),
];

const BODY: &str = "<document><body>";
const END: &str = "</body></document>";
const RUN: &str = "<document><body><p><r><t>a</t>";
const RUN_END: &str = "<t>a</t></r></p></body></document>";
const TABLE: &str = "<document><body><tbl>";
const TABLE_END: &str = "</tbl></body></document>";
const ROW: &str = "<document><body><tbl><tr>";
const ROW_END: &str = "</tr></tbl></body></document>";
const LAUGHS: &str = r#"<!DOCTYPE d [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><document><body><p><r><t>"#;
const OUTSIDE: &str =
    r#"<!DOCTYPE d [<!ENTITY d SYSTEM "file:///etc/passwd">]><document><body><p><r><t>"#;
const TEXT_END: &str = "</t></r></p></body></document>";

/// One part replaced by a flood, and what must be said of the document.
const CASES: &[(Flood, &str)] = &[
    // Large parts.
    (flood(DOCUMENT, "<document>", " ", 200 << 20, "</document>"), "document.xml” của tệp quá lớn"),
    (flood(STYLES, "<styles>", " ", 200 << 20, "</styles>"), "styles.xml” của tệp quá lớn"),
    (flood(DOCUMENT, "<document a=\"", "x", 100_000_000, "\"/>"), "document.xml” của tệp quá lớn"),
    (flood(DOCUMENT, RUN, "aaaaaaaaaa", 10_000_000, RUN_END), "document.xml” của tệp quá lớn"),
    (flood(DOCUMENT, RUN, "<t>abcdefghabcdefgh</t>", 1_100_000, RUN_END), "hơn 16 MB chữ"),
    (flood(DOCUMENT, LAUGHS, "&d;", 1_000_000, TEXT_END), "ký tự điều khiển"),
    (flood(DOCUMENT, OUTSIDE, "&d;", 1, TEXT_END), "ký tự điều khiển"),
    // Many elements.
    (flood(DOCUMENT, BODY, "<p/>", 10_000_000, END), "document.xml” của tệp quá lớn"),
    (flood(DOCUMENT, BODY, "<a/>", 1_490_000, END), "Thiếu"),
    (flood(DOCUMENT, BODY, "<p/>", 150_000, END), "hơn 100.000 đoạn"),
    (flood(DOCUMENT, BODY, "<p/>", 99_000, END), "Thiếu"),
    (flood(DOCUMENT, BODY, "<p><r><t>Ô</t></r></p>", 99_000, END), "Thiếu"),
    (flood(DOCUMENT, "", "<a>", 1_000_000, ""), "document.xml” của tệp quá lớn"),
    (flood(DOCUMENT, BODY, "<tbl><tr><tc>", 1_000_000, ""), "document.xml” của tệp quá lớn"),
    // Tables.
    (flood(DOCUMENT, ROW, "<tc/>", 10_000_000, ROW_END), "document.xml” của tệp quá lớn"),
    (flood(DOCUMENT, ROW, "<tc/>", 1_000_000, ROW_END), "rộng hơn 200 cột"),
    (flood(DOCUMENT, TABLE, "<tr><tc/><tc/></tr>", 30_000, TABLE_END), "Thiếu"),
    (flood(DOCUMENT, TABLE, "<tr/>", 1_000_000, TABLE_END), "hơn 100.000 đoạn"),
    (
        flood(DOCUMENT, ROW, r#"<tc><tcPr><gridSpan val="100000000"/></tcPr></tc>"#, 1000, ROW_END),
        "rộng hơn 200 cột",
    ),
    (
        flood(
            DOCUMENT,
            ROW,
            r#"<trPr><gridBefore val="18446744073709551615"/></trPr><tc/>"#,
            2,
            ROW_END,
        ),
        "rộng hơn 200 cột",
    ),
    (
        flood(DOCUMENT, TABLE, "<tr><tc><tcPr><vMerge/></tcPr></tc></tr>", 90_000, TABLE_END),
        "Thiếu",
    ),
    (
        flood(
            DOCUMENT,
            "<document><body><tbl><tblGrid>",
            r#"<gridCol w="1"/>"#,
            700_000,
            "</tblGrid></tbl></body></document>",
        ),
        "Thiếu",
    ),
    // Styles and lists.
    (flood(STYLES, "<styles>", CHAIN, 100_000, "</styles>"), "Thiếu"),
    (
        flood(
            DOCUMENT,
            BODY,
            r#"<p><pPr><numPr><ilvl val="2147483647"/><numId val="1"/></numPr></pPr></p>"#,
            99_000,
            END,
        ),
        "Thiếu",
    ),
    (
        flood(
            DOCUMENT,
            BODY,
            r#"<p><pPr><numPr><numId val="2147483647"/></numPr></pPr></p>"#,
            99_000,
            END,
        ),
        "Thiếu",
    ),
    // Things in a paragraph that need little room in the file.
    (flood(DOCUMENT, RUN, "<tab/>", 1_400_000, RUN_END), "hơn 100.000 đoạn"),
    (flood(DOCUMENT, RUN, r#"<br type="page"/>"#, 700_000, RUN_END), "hơn 100.000 đoạn"),
    (flood(DOCUMENT, RUN, "<footnoteReference/>", 1_400_000, RUN_END), "hơn 100.000 đoạn"),
    (flood(DOCUMENT, RUN, r#"<fldChar fldCharType="begin"/>"#, 700_000, RUN_END), "Thiếu"),
    (flood(DOCUMENT, RUN, "<pict><line/></pict>", 700_000, RUN_END), "hơn 100.000 đoạn"),
    (flood(DOCUMENT, BODY, "<altChunk/>", 1_400_000, END), "hơn 100.000 đoạn"),
    (flood(DOCUMENT, BODY, "<del/>", 1_400_000, END), "Thiếu"),
    (
        flood(
            DOCUMENT,
            "<document><body><p>",
            r#"<r><rPr><vanish/></rPr><t>a</t></r><r><t>b</t></r>"#,
            99_000,
            "</p></body></document>",
        ),
        "Thiếu",
    ),
    (
        flood(
            NOTES,
            "<footnotes>",
            r#"<footnote id="1"><p><r><t>a</t></r></p></footnote>"#,
            100_000,
            "</footnotes>",
        ),
        "Thiếu",
    ),
    (flood(COMMENTS, "<comments>", "<comment/>", 1_400_000, "</comments>"), "Thiếu"),
    (flood(RELATED, "<Relationships>", "<Relationship/>", 5_000_000, ""), "Thiếu"),
    // No document.
    (flood(DOCUMENT, "<worksheet/>", "", 0, ""), "không tìm thấy phần nội dung"),
    (flood(DOCUMENT, "Kế hoạch", "", 0, ""), "document.xml”: nội dung bị cắt cụt"),
    (flood(DOCUMENT, BODY, "</p>", 1, END), "document.xml”: XML sai cú pháp"),
];

#[test]
fn hostile_documents_are_refused_within_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kh.docx");
    let found = CASES.iter().map(|(hostile, message)| {
        write_package(&path, PARTS, hostile);
        let unit: String = hostile.unit.chars().take(30).collect();
        refused(&path, &format!("{} of {} {unit}", hostile.name, hostile.count), message)
    });
    let wrong: Vec<_> = found.filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a document points to outside of it is neither opened nor asked for.
#[test]
fn nothing_outside_a_document_is_followed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret.xml"), "<styles/>").unwrap();
    let path = folder.path().join("kh.docx");
    let outside = format!("http://{}/a.xml", listener.local_addr().unwrap());
    let kinds = ["styles", "numbering", "header", "image", "aFChunk", "attachedTemplate"];
    for target in [outside.as_str(), "file:///etc/passwd", "../../secret.xml", "/etc/passwd"] {
        let related = kinds.map(|kind| {
            format!(r#"<Relationship Id="{kind}" Type="/{kind}" Target="{target}" TargetMode="External"/>"#)
        });
        let related = format!("<Relationships>{}</Relationships>", related.concat());
        let body = r#"<p><r><drawing><pic><blip embed="image" link="image"/></pic></drawing></r></p><altChunk id="aFChunk"/><sectPr><headerReference id="header"/></sectPr>"#;
        let document = format!("{BODY}{body}{END}");
        let parts = [flood(RELATED, &related, "", 0, ""), flood(DOCUMENT, &document, "", 0, "")];
        write_package(&path, &parts, &parts[0]);
        refused(&path, target, "chèn vào từ một tệp khác").unwrap();
    }
    assert!(listener.accept().is_err(), "a document was followed");
}
