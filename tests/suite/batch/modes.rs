//! The same bytes whichever way a document is made.

use super::*;

#[test]
fn threads_shards_and_single_rows_give_the_same_bytes() {
    let folder = folder(&plan(), &communes(24));
    let done = batch(folder.path(), &["--jobs", "1"]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let expected = documents(&out(&folder));
    assert_eq!(expected.len(), 24);
    assert!(all_whole(&expected));
    assert_eq!(report(&out(&folder)).len(), 24);

    assert_eq!(batch(folder.path(), &["-o", "more", "--jobs", "3"]).code, Some(0));
    assert_eq!(documents(&folder.path().join("more")), expected);

    for shard in ["1/3", "2/3", "3/3"] {
        let part = batch(folder.path(), &["-o", "parts", "--shard", shard]);
        assert_eq!(part.code, Some(0), "{}", part.stderr);
    }
    let parts = folder.path().join("parts");
    assert_eq!(documents(&parts), expected);
    assert_eq!(run(folder.path(), &["report", "merge", "parts"]).code, Some(0));
    assert_eq!(report(&parts).len(), 24);
    assert_eq!(summary(&parts)["total"], 24);

    for row in ["10003", "20"] {
        let args = ["build", "kh.json", "--rows", "ds.json", "--row", row];
        assert_eq!(run(folder.path(), &args).code, Some(0));
    }
    let single = documents(&folder.path().join("output"));
    assert_eq!(single.len(), 2);
    for (name, bytes) in single {
        assert_eq!(expected.get(&name), Some(&bytes), "{name}");
    }
}

#[test]
fn pages_as_pictures_and_all_in_one_zip() {
    let folder = folder(&plan(), &communes(6));
    let done = batch(folder.path(), &["--format", "png", "--zip", "tat-ca.zip", "--jobs", "2"]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let made = documents(&out(&folder));
    assert_eq!(made.len(), 12, "two pages each: {:?}", made.keys());
    let packed = fs::File::open(folder.path().join("tat-ca.zip")).unwrap();
    let mut packed = zip::ZipArchive::new(packed).unwrap();
    let names: Vec<String> = packed.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, made.keys().cloned().collect::<Vec<_>>(), "in the order of the list");
    for (name, bytes) in &made {
        let mut read = Vec::new();
        std::io::copy(&mut packed.by_name(name).unwrap(), &mut read).unwrap();
        assert!(read == *bytes, "{name}");
    }
    // All unchanged, and packed again to the same bytes.
    let again = batch(folder.path(), &["--format", "png", "--zip", "nua.zip", "--resume"]);
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert_eq!(summary(&out(&folder))["skipped"], 6);
    let zips = ["tat-ca.zip", "nua.zip"].map(|name| fs::read(folder.path().join(name)).unwrap());
    assert!(zips[0] == zips[1]);
}

#[test]
fn only_what_changed_is_made_again() {
    let mut list = communes(12);
    let folder = folder(&plan(), &list);
    assert_eq!(batch(folder.path(), &[]).code, Some(0));
    let before = documents(&out(&folder));

    list[4]["Số hộ"] = json!(5);
    fs::write(folder.path().join("ds.json"), json!(list).to_string()).unwrap();
    fs::write(out(&folder).join("10002-xa-so-2.pdf"), "hỏng").unwrap();
    fs::remove_file(out(&folder).join("10003-xa-so-3.pdf")).unwrap();
    let done = batch(folder.path(), &["--resume"]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let summary = summary(&out(&folder));
    assert_eq!((&summary["done"], &summary["skipped"]), (&json!(3), &json!(9)));
    let after = documents(&out(&folder));
    let changed: Vec<&String> = after.keys().filter(|name| after[*name] != before[*name]).collect();
    assert_eq!(changed, ["10005-xa-so-5.pdf"]);

    // Another template is another document, however like the old one.
    let mut other = plan();
    other["body"][2]["text"] = json!("Đoạn chung khác, chi tiết tại Phụ lục kèm theo./.");
    fs::write(folder.path().join("kh.json"), other.to_string()).unwrap();
    assert_eq!(batch(folder.path(), &["--resume"]).code, Some(0));
    assert_eq!(super::summary(&out(&folder))["done"], 12);
}

#[test]
fn nothing_that_is_there_is_replaced_unasked() {
    let folder = folder(&plan(), &communes(3));
    fs::create_dir(out(&folder)).unwrap();
    fs::write(out(&folder).join("10002-xa-so-2.pdf"), "của tôi").unwrap();
    let refused = batch(folder.path(), &[]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("Thư mục out đã có 10002-xa-so-2.pdf; chưa ghi gì."),
        "{}",
        refused.stderr
    );
    assert_eq!(documents(&out(&folder)).len(), 1);
    assert_eq!(batch(folder.path(), &["--force"]).code, Some(0));
    assert!(all_whole(&documents(&out(&folder))));
    assert_eq!(batch(folder.path(), &[]).code, Some(2), "now the report is there too");
}

#[test]
fn each_event_is_a_line_of_json() {
    let folder = folder(&plan(), &communes(3));
    let told = batch(folder.path(), &["--message-format", "json"]);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
    let text = String::from_utf8(told.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let events: Vec<&str> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["started", "document", "document", "document", "finished"]);
    assert_eq!(lines[0]["total"], 3);
    assert_eq!(lines[4]["summary"]["done"], 3);
    assert_eq!(lines[1]["pages"], 2);
}
