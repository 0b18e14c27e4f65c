//! What the rules find in many documents: all are made, what concerns all is told
//! once, what concerns one commune is told with its cell.

use super::*;

/// The plan with a number that is jumped over, a doubled word, and a value of each
/// commune.
fn faulty_plan() -> Value {
    let mut plan = plan();
    plan["recipients"].as_array_mut().unwrap().insert(0, json!("{{ noi_nhan }}"));
    let body = plan["body"].as_array_mut().unwrap();
    body.splice(
        0..0,
        [
            json!({ "kind": "heading", "marker": "I", "text": "MỤC ĐÍCH" }),
            json!({ "text": "Phòng, chống lụt bão trên địa bàn của của xã (chi tiết tại Phụ lục)." }),
            json!({ "text": "Việc riêng: {{ viec }}." }),
            json!({ "kind": "heading", "marker": "III", "text": "NHIỆM VỤ" }),
        ],
    );
    plan
}

/// `recipient` is that of the fourth commune.
fn faulty_folder(recipient: &str) -> TempDir {
    let mut communes = communes(6);
    for (at, commune) in communes.iter_mut().enumerate() {
        let word = if at == 3 { "gia cố đê và và kè" } else { "gia cố đê và kè" };
        commune["Nơi nhận"] = json!(if at == 3 { recipient } else { "Các phòng" });
        commune["Việc"] = json!(format!("{word}, nơi thứ {at}"));
    }
    folder(&faulty_plan(), &communes)
}

fn json_report(folder: &TempDir) -> Value {
    serde_json::from_slice(&fs::read(out(folder).join("report.json")).unwrap()).unwrap()
}

/// The findings of these rules in a list of the report.
fn of_rules<'a>(findings: &'a Value, rules: &[&str]) -> Vec<&'a Value> {
    let is_one = |finding: &&Value| rules.contains(&finding["code"].as_str().unwrap());
    findings.as_array().unwrap().iter().filter(is_one).collect()
}

const RULES: [&str; 2] = ["B05", "T03"];

#[test]
fn findings_withhold_no_document() {
    // N02 looks at the line and at its place on the page.
    let folder = faulty_folder("Các phòng,");
    let done = batch(folder.path(), &[]);
    assert_eq!(done.code, Some(1), "{}", done.stderr);
    let made = documents(&out(&folder));
    assert_eq!(made.len(), 6, "{}", done.stderr);
    assert!(done.stderr.contains("6 văn bản có chỗ sai quy tắc"), "{}", done.stderr);

    let report = json_report(&folder);
    assert_eq!(report["summary"]["faulty"], 6);
    let common = of_rules(&report["findings"], &RULES);
    let places: Vec<_> = common.iter().map(|f| (&f["code"], &f["place"])).collect();
    let at = |place: &str| json!(format!("kh.json ▸ {place}"));
    assert_eq!(places.len(), 2, "{places:?}");
    let is_there = |code: &str, place: &str| {
        let starts =
            |found: &Value| found.as_str().unwrap().starts_with(at(place).as_str().unwrap());
        places.iter().any(|(c, p)| **c == code && starts(p))
    };
    assert!(is_there("B05", "/body/3/marker") && is_there("T03", "/body/1/text"), "{places:?}");

    for (at, record) in report["documents"].as_array().unwrap().iter().enumerate() {
        let own = of_rules(&record["findings"], &RULES);
        assert_eq!(own.len(), usize::from(at == 3), "{record:#}");
        if let [own] = own.as_slice() {
            let place = own["place"].as_str().unwrap();
            assert!(place.starts_with("kh.json ▸ /body/2/text"), "{place}");
            assert!(place.contains("; ds.json ▸ /3/Việc"), "{place}");
        }
    }

    // The same again, nothing being made.
    let again = batch(folder.path(), &["--resume"]);
    assert_eq!(again.code, Some(1), "{}", again.stderr);
    let resumed = json_report(&folder);
    assert_eq!(resumed["summary"]["skipped"], 6);
    assert_eq!(resumed["findings"], report["findings"]);
    let own = |report: &Value| report["documents"][3]["findings"].clone();
    assert_eq!(own(&resumed), own(&report));
    assert!(made == documents(&out(&folder)), "other bytes");
}

#[test]
fn strict_withholds_and_allow_silences() {
    let folder = faulty_folder("Các phòng");
    let strict = batch(folder.path(), &["--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(documents(&out(&folder)).is_empty());
    assert!(strict.stderr.contains("Chưa làm văn bản nào"), "{}", strict.stderr);

    let allowed = batch(folder.path(), &["--strict", "--allow", "B05"]);
    assert_eq!(allowed.code, Some(0), "{}", allowed.stderr);
    assert_eq!(documents(&out(&folder)).len(), 6);
    assert!(allowed.stderr.contains("Đã bỏ qua 1 chỗ theo quy tắc B05"), "{}", allowed.stderr);
    let told = json_report(&folder)["findings"].to_string();
    assert!(told.contains("Đã bỏ qua 1 chỗ theo quy tắc B05"), "{told}");
    let unknown = batch(folder.path(), &["--force", "--allow", "B99"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("không có quy tắc này"), "{}", unknown.stderr);
}
