//! What is found in the three real plans, as a snapshot: each line was held against the
//! text when it was accepted. Their known defects are among them.

use kehoach::pipeline::{BuildOptions, check};

use crate::built;
use crate::samples::CASES;

#[test]
fn findings_in_the_real_plans_are_those_that_were_accepted() {
    let mut told = String::new();
    for name in CASES {
        let plan = built::path(&format!("data/{name}.xlsx"));
        let outcome = check(&plan, &BuildOptions::default()).unwrap();
        for found in &outcome.diagnostics {
            let place = found.origin.as_ref().map(ToString::to_string).unwrap_or_default();
            let evidence = found.evidence.as_ref().expect("a rule's finding");
            let words = evidence.excerpt.as_ref().map(|excerpt| {
                let words = excerpt.text.get(excerpt.range.clone());
                words.expect("a range of the text").to_owned()
            });
            let words = words.unwrap_or_default();
            told += &format!("{} {} {place} “{words}”\n", found.code, found.severity.word());
        }
    }
    for defect in [
        "B05 lỗi lao-cai-papi-2023.xlsx ▸ Nội dung!A82 “IV.”",
        "B05 lỗi lao-cai-papi-2023.xlsx ▸ Nội dung!A94 “3.”",
        "X02 cảnh báo lai-chau-par-index-2023.xlsx ▸ Bảng chỉ tiêu!C10 “79,53”",
        "X01 cảnh báo lai-chau-par-index-2023.xlsx ▸ Bảng chỉ tiêu!E12 “86 %”",
    ] {
        assert!(told.contains(defect), "{defect}\n{told}");
    }
    insta::assert_snapshot!("real_plans", told);
}
