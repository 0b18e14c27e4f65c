//! Communes with faults, and what is said of them; names of files.

use super::*;

#[test]
fn twenty_bad_rows_of_two_hundred_are_named_and_the_rest_is_made() {
    let mut list = communes(200);
    let bad = |n: usize| 10 * n + 4;
    for n in 0..20 {
        let row = &mut list[bad(n)];
        match n % 5 {
            0 => row["Số hộ"] = json!("chưa rõ"),
            1 => row["Số hộ"] = json!(null),
            2 => row["Tên xã"] = json!(format!("Xã 漢字 {n}")),
            3 => row["Ngày ban hành"] = json!(format!("32/13/20{n}")),
            _ => row["Số"] = json!(format!("số {n}")),
        }
    }
    let folder = folder(&plan(), &list);
    let done = batch(folder.path(), &[]);
    assert_eq!(done.code, Some(1), "{:?} {}", done.code, done.stderr);
    let made = documents(&out(&folder));
    assert_eq!(made.len(), 180);
    assert!(all_whole(&made));
    let report = report(&out(&folder));
    assert_eq!(report.len(), 200);
    for (key, row) in &report {
        let n: usize = key.parse::<usize>().unwrap() - 10_001;
        let is_bad = n >= 4 && (n - 4).is_multiple_of(10);
        assert_eq!(row[3] == "Lỗi", is_bad, "{row:?}");
        assert_eq!(row[9].is_empty(), !is_bad, "{row:?}");
    }
    let summary = summary(&out(&folder));
    assert_eq!((&summary["done"], &summary["failed"]), (&json!(180), &json!(20)));
    // What many have alike is said once, with how many; all before the first page.
    let (before, _) = done.stderr.split_once("Tổng cộng: ").unwrap();
    assert!(before.contains("“Số hộ”: không phải là số. (4 xã)"), "{before}");
    assert_eq!(before.matches("“Số hộ” để trống").count(), 1, "{before}");
    assert_eq!(before.matches("không có ký tự").count(), 4, "{before}");
    assert_eq!(before.matches("mã: bad-date").count(), 4, "{before}");

    let strict = batch(folder.path(), &["-o", "chat", "--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(!folder.path().join("chat").exists());
    assert!(strict.stderr.ends_with("Chưa làm văn bản nào: sửa các lỗi trên rồi chạy lại.\n"));
}

#[test]
fn faults_of_the_template_stop_the_run_before_it_begins() {
    let mut wrong = plan();
    wrong["body"][0]["text"] = json!("{{ ten_xaa }} và {{ so_ho | soo }}");
    let folder = folder(&wrong, &communes(3));
    let refused = batch(folder.path(), &[]);
    assert_eq!(refused.code, Some(1));
    assert!(!out(&folder).exists());
    insta::assert_snapshot!("faulty_template", refused.stderr);
}

#[test]
fn hostile_names_stay_in_the_folder() {
    let names = [
        "../../etc/passwd",
        "CON",
        "nul.txt",
        "a/b\\c:d*e?f",
        "...",
        "Xã Ea H'Leo",
        "#read(\"x\")",
        "{{ 7*7 }}",
        "a\u{301}\u{323}",
        &"dài ".repeat(90),
        "-rf",
        " . ",
    ];
    let list: Vec<Value> = (1..)
        .zip(names)
        .map(|(n, name)| json!({ "Mã xã": format!("{n:02}"), "Tên xã": name, "Số hộ": 1 }))
        .collect();
    let mut plan = plan();
    // What the rules find in the letterhead is not the matter here.
    plan["letterhead"]["agency"] = json!("ỦY BAN NHÂN DÂN\nXÃ ĐÔNG A");
    plan["letterhead"]["place"] = json!("Đông A");
    let folder = folder(&plan, &list);
    let done = batch(folder.path(), &["--name", "{{ ma_xa }} {{ ten_xa }}"]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let made = documents(&out(&folder));
    assert_eq!(made.len(), names.len());
    let shown: Vec<String> = made.keys().map(|name| name.chars().take(40).collect()).collect();
    insta::assert_snapshot!("hostile_names", shown.join("\n"));
    // By the name alone, devices of Windows and hidden files are kept away too.
    let done = batch(
        folder.path(),
        &[
            "-o",
            "ten",
            "--name",
            "{{ ten_xa }}",
            "--only",
            "ma_xa = \"02\" or ma_xa = \"03\" or ma_xa = \"01\"",
        ],
    );
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let made: Vec<String> = documents(&folder.path().join("ten")).into_keys().collect();
    assert_eq!(made, ["-..-etc-passwd.pdf", "CON_.pdf", "nul_.txt.pdf"]);
    let others: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(others.len(), 4, "{others:?}");
}

#[test]
fn names_that_clash_or_are_missing_stop_the_run() {
    let mut list = communes(4);
    list[2]["Tên xã"] = json!("XÃ SỐ 1");
    list[3]["Tên xã"] = json!("...");
    let folder = folder(&plan(), &list);
    for (options, snapshot) in [
        (["--name", "{{ ten_xa }}"], "clash"),
        (["--name", "{{ ten_xa | slug }}"], "clash_of_slugs"),
        (["--name", "{{ ten }}"], "unknown_in_name"),
        (["--only", "so_ho >"], "only_unreadable"),
        (["--shard", "3/2"], "no_such_shard"),
        (["--row", "1"], "row_is_for_build"),
    ] {
        let refused = batch(folder.path(), &options);
        assert!(!out(&folder).exists(), "{options:?}");
        insta::assert_snapshot!(snapshot, format!("{:?}\n{}", refused.code, refused.stderr));
    }
}

#[test]
fn the_list_may_be_a_sheet_of_the_plan() {
    let folder = TempDir::new().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [
        (
            "Thông tin",
            &[
                &["Cơ quan ban hành", "ỦY BAN NHÂN DÂN\n{{ Tên xã | in_hoa }}"] as &[&str],
                &["Ký hiệu", "KH-UBND"],
                &["Địa danh", "{{ Tên xã | ten_rieng }}"],
                &["Trích yếu", "Về {{ Tên xã | trong_cau }}"],
                &["Thẩm quyền ký", "TM. ỦY BAN NHÂN DÂN"],
                &["Chức vụ", "CHỦ TỊCH"],
            ] as &[&[&str]],
        ),
        (
            "Nội dung",
            &[
                &["Mục", "Nội dung", "Cấp", "Điều kiện"],
                &["", "MỘT", "1", "Loại = \"phường\""],
                &["", "HAI", "1", ""],
                &["", "Xong./.", "", ""],
            ],
        ),
        ("Nơi nhận", &[&["Nơi nhận"], &["Lưu: VT, KT"]]),
        (
            "Danh sách xã",
            &[
                &["Mã xã", "Tên xã", "Loại"],
                &["00004", "Phường Ba Đình", "phường"],
                &["03388", "Xã Bình Lư", "xã"],
            ],
        ),
    ] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save(folder.path().join("kh.xlsx")).unwrap();
    let done = run(folder.path(), &["batch", "kh.xlsx", "-o", "out"]);
    assert_eq!((done.code, done.stdout.len()), (Some(0), 0), "{}", done.stderr);
    let names: Vec<String> = documents(&out(&folder)).into_keys().collect();
    assert_eq!(names, ["00004-phuong-ba-dinh.pdf", "03388-xa-binh-lu.pdf"]);
    let texts =
        documents(&out(&folder)).into_values().map(|pdf| crate::pdf::Pdf::read(pdf).root.text());
    let [ward, commune] = texts.collect::<Vec<_>>().try_into().unwrap();
    assert!(ward.contains("I. MỘT") && ward.contains("II. HAI"), "{ward}");
    assert!(commune.contains("I. HAI") && !commune.contains("MỘT"), "{commune}");
    // The list is no part of a plan: converting says that it stays behind.
    let converted = run(folder.path(), &["convert", "kh.xlsx", "-o", "kh.json"]);
    assert_eq!(converted.code, Some(0), "{}", converted.stderr);
    assert!(converted.stderr.contains("Danh sách xã của kế hoạch không được chuyển theo."));
    let again = run(folder.path(), &["build", "kh.json", "--row", "1"]);
    assert_eq!(again.code, Some(2), "{}", again.stderr);
}

#[test]
fn a_commune_is_chosen_by_its_key_or_number() {
    let folder = folder(&plan(), &communes(3));
    let build = |options: &[&str]| run(folder.path(), &[&["build", "kh.json"], options].concat());
    let said: Vec<String> = [
        &["--rows", "ds.json"] as &[&str],
        &["--rows", "ds.json", "--row", "4"],
        &["--rows", "ds.json", "--row", "1003"],
        &["--row", "1"],
        &["--rows", "ds.json#Trang", "--row", "1"],
        &["--rows", "khong-co.csv", "--row", "1"],
    ]
    .iter()
    .map(|options| {
        let run = build(options);
        format!("$ kehoach build kh.json {}\n{:?}\n{}", options.join(" "), run.code, run.stderr)
    })
    .collect();
    insta::assert_snapshot!("rows_of_build", said.join("\n"));
    assert_eq!(build(&["--draft"]).code, Some(0), "a draft needs no list");
}
