//! Notes in packages of other programs: names with a prefix, plain text, a drawing that
//! is not well-formed.

use kehoach::amend::annotate;

use super::*;

#[test]
fn plain_old_notes_and_odd_drawings_are_kept() {
    let before = with_part(&workbook(), "xl/comments1.xml", |_| {
        "<?xml version=\"1.0\"?><x:comments xmlns:x=\"http://schemas.openxmlformats.org/\
         spreadsheetml/2006/main\"><x:authors/><x:commentList><x:comment ref=\"B2\" authorId=\"0\">\
         <x:text><x:t>§ cũ</x:t></x:text></x:comment></x:commentList></x:comments>"
            .to_owned()
    });
    let before = with_part(&before, "xl/drawings/vmlDrawing1.vml", |xml| {
        xml.replace("</v:textbox>", "<br></v:textbox>")
    });
    let origin = cell("Nội dung", "B2");
    let new = cell("Nội dung", "B3");
    let all = [
        found(&origin, Severity::Error, "Mục § 2 sai."),
        found(&new, Severity::Error, "Mục § 3 sai."),
    ];
    let after = annotate(&before, FILE, &all).unwrap();
    let comments = part(&after, "xl/comments1.xml");
    assert!(comments.contains("<x:r><x:t>§ cũ</x:t></x:r><x:r>"), "{comments}");
    assert!(comments.contains("Mục § 2 sai.") && comments.contains("Mục § 3 sai."), "{comments}");
    assert!(part(&after, "xl/drawings/vmlDrawing1.vml").contains("<br>"));
    assert_eq!(cells(&after), cells(&before));
}
