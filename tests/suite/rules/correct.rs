//! Documents made of correct data: no rule may call anything in them an error.
//!
//! Half of them are those of communes of the whole country from the sample for many
//! communes, half are drawn with fixed seeds from sentences that offices write.

use std::fs;

use fastrand::Rng;
use kehoach::diagnostic::{Diagnostic, Severity, render};
use kehoach::pipeline::{BuildOptions, check};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::built;
use crate::samples::communes::TEMPLATE;

/// Documents of each kind.
const DOCUMENTS: u64 = 100;

const TASKS: &[&str] = &[
    "Rà soát, hoàn thiện các quy định, quy trình giải quyết thủ tục hành chính; bảo đảm 100% hồ sơ được số hóa trước ngày 30/11/2026.",
    "Tổ chức tuyên truyền, phổ biến Luật Tổ chức chính quyền địa phương đến cán bộ, công chức và Nhân dân.",
    "Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên; mức độ hài lòng của người dân đạt tối thiểu 90%.",
    "Phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội giám sát việc thực hiện Kế hoạch.",
    "Thực hiện nghiêm Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
    "Bố trí kinh phí 1.250.000.000 đồng (một tỷ hai trăm năm mươi triệu đồng) từ ngân sách xã năm 2026.",
    "Cập nhật, công khai đầy đủ thủ tục hành chính tại Trung tâm Phục vụ hành chính công; niêm yết ở nơi dễ thấy, dễ đọc.",
    "Chủ tịch Ủy ban nhân dân xã chịu trách nhiệm trước Ủy ban nhân dân tỉnh về kết quả thực hiện.",
    "Sơ kết sáu tháng, tổng kết năm; báo cáo gửi về Phòng Văn hóa - Xã hội trước ngày 15 tháng 12 năm 2026 để tổng hợp.",
    "Tập huấn cho 45 cán bộ, công chức về kỹ năng số, chuyển đổi số và an toàn thông tin.",
    "Kiểm tra, xử lý dứt điểm các điểm có nguy cơ sạt lở; di dời 12 hộ dân ra khỏi vùng nguy hiểm trước mùa mưa.",
    "Duy trì, nâng cao chất lượng các tiêu chí nông thôn mới theo khoản 2 Điều 5 Quyết định số 12/QĐ-UBND ngày 10 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh.",
];

const SUBJECTS: &[&str] = &[
    "Cải cách hành chính năm 2026",
    "Phòng, chống thiên tai và tìm kiếm cứu nạn năm 2026",
    "Chuyển đổi số trên địa bàn xã năm 2026",
    "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc năm 2026",
    "Triển khai công tác bảo đảm an toàn thực phẩm dịp Tết Nguyên đán năm 2026",
];

const NAMES: &[&str] =
    &["Nguyễn Văn An", "Trần Thị Hòa", "Lò Văn Thủy", "H’Linh Niê", "Đỗ Quý Hoàng"];

/// A plan of correct parts.
fn plan(rng: &mut Rng, communes: &[(String, String)]) -> Value {
    let (name, kind) = rng.choice(communes).unwrap();
    let bare = name.split_once(' ').map_or(name.as_str(), |(_, bare)| bare);
    let bare = if kind == "đặc khu" { name.trim_start_matches("Đặc khu ") } else { bare };
    let subject = rng.choice(SUBJECTS).unwrap();
    let mut tasks: Vec<&str> = TASKS.to_vec();
    rng.shuffle(&mut tasks);
    let mut body = vec![
        json!({ "kind": "heading", "marker": "I", "text": "MỤC ĐÍCH, YÊU CẦU" }),
        json!({ "marker": "1", "text": tasks[0] }),
        json!({ "marker": "2", "text": tasks[1] }),
        json!({ "kind": "heading", "marker": "II", "text": "NHIỆM VỤ, GIẢI PHÁP" }),
    ];
    for (at, task) in tasks[2..2 + rng.usize(2..8)].iter().enumerate() {
        match rng.bool() {
            true => body.push(json!({ "marker": (at + 1).to_string(), "text": task })),
            false => {
                body.push(json!({ "kind": "heading", "marker": (at + 1).to_string(), "text": "Công tác chỉ đạo, điều hành" }));
                body.push(json!({ "marker": "a", "text": task }));
                body.push(json!({ "marker": "b", "text": "Phân công rõ người, rõ việc, rõ thời gian hoàn thành." }));
            }
        }
    }
    let with_appendix = rng.bool();
    let appendix = if with_appendix { " (chi tiết tại Phụ lục kèm theo)" } else { "" };
    body.extend([
        json!({ "kind": "heading", "marker": "III", "text": "TỔ CHỨC THỰC HIỆN" }),
        json!({ "text": format!("Các phòng, đơn vị, các thôn, tổ dân phố căn cứ Kế hoạch này tổ chức thực hiện{appendix}.") }),
        json!({ "text": "Trên đây là Kế hoạch của Ủy ban nhân dân; quá trình thực hiện có vướng mắc, các đơn vị phản ánh về Văn phòng để xem xét, giải quyết./." }),
    ]);
    let rows = (1..=rng.usize(2..9)).map(|n| {
        json!([
            n.to_string(),
            format!("Chỉ tiêu thứ {n} được giao trong năm"),
            format!("{},{}%", 60 + n, n % 10),
            "Văn phòng"
        ])
    });
    let mut table = vec![json!(["STT", "Chỉ tiêu", "Tỷ lệ năm 2026", "Đơn vị chủ trì"])];
    table.extend(rows);
    let mut plan = json!({
        "letterhead": {
            "agency": format!("ỦY BAN NHÂN DÂN\n{}", name.to_uppercase()),
            "number": rng.u32(1..300).to_string(),
            "symbol": "KH-UBND",
            "place": bare,
            "date": format!("2026-{:02}-{:02}", rng.u8(1..7), rng.u8(1..28))
        },
        "subject": subject,
        "body": body,
        "recipients": [
            "Ủy ban nhân dân tỉnh (để báo cáo)", "Thường trực Đảng ủy, HĐND", "Các phòng, đơn vị",
            "Các thôn, tổ dân phố", "Lưu: VT, VP"
        ],
        "signature": {
            "authority": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
            "position": "PHÓ CHỦ TỊCH",
            "name": rng.choice(NAMES)
        }
    });
    if with_appendix {
        plan["appendices"] = json!([{
            "title": "CÁC CHỈ TIÊU NĂM 2026",
            "blocks": [{ "kind": "table", "rows": table }]
        }]);
    }
    plan
}

/// Names and kinds of communes over all of the country's list.
fn communes() -> Vec<(String, String)> {
    let list = fs::read_to_string(built::path("data/communes.csv")).unwrap();
    let rows = list.lines().skip(1).step_by(33).take(DOCUMENTS as usize);
    rows.map(|row| {
        let cells: Vec<&str> = row.split(',').collect();
        (cells[3].to_owned(), cells[4].to_owned())
    })
    .collect()
}

fn errors(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.into_iter().filter(|found| found.severity == Severity::Error).collect()
}

#[test]
fn correct_plans_have_no_errors() {
    let communes = communes();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ke-hoach.json");
    let mut wrong = Vec::new();
    for seed in 0..DOCUMENTS {
        let plan = plan(&mut Rng::with_seed(seed), &communes);
        fs::write(&path, plan.to_string()).unwrap();
        let outcome = check(&path, &BuildOptions::default()).unwrap();
        assert!(outcome.typeset.is_some(), "seed {seed}: {}", render(&outcome.diagnostics));
        let errors = errors(outcome.diagnostics);
        wrong.extend((!errors.is_empty()).then(|| format!("seed {seed}\n{}", render(&errors))));
    }
    assert!(wrong.is_empty(), "{} of them, {}", wrong.len(), wrong[0]);
}

#[test]
fn communes_of_the_country_have_no_errors() {
    let folder = TempDir::new().unwrap();
    let rows = folder.path().join("danh-sach.csv");
    let list = fs::read_to_string(built::path("data/communes.csv")).unwrap();
    let chosen = list.lines().skip(1).step_by(33).take(DOCUMENTS as usize);
    let text: Vec<&str> = list.lines().take(1).chain(chosen).collect();
    fs::write(&rows, text.join("\n")).unwrap();
    let plan = built::path("data").join(TEMPLATE).with_extension("json");
    let options = BuildOptions { rows: Some(rows.into()), ..BuildOptions::default() };
    let outcome = check(&plan, &options).unwrap();
    let errors = errors(outcome.diagnostics);
    assert!(errors.is_empty(), "{}", render(&errors));
}
