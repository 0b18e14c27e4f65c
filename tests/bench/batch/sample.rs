//! What is measured: a plan of about 18 pages with merge fields, made of two
//! samples, and lists of communes of 40 columns.

use std::fs;
use std::path::{Path, PathBuf};

use kehoach::input::list::read_list;
use kehoach::merge;
use kehoach::merge::template::Template;
use kehoach::model::document::Document;
use kehoach::typeset::{Tables, Typesetter};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

/// How many communes there are.
pub const ALL: usize = 3321;

/// Columns of the lists; those after the named ones are numbers that no text
/// uses.
const COLUMNS: usize = 40;
const NAMED: [&str; 12] = [
    "Mã tỉnh",
    "Tỉnh",
    "Mã xã",
    "Tên xã",
    "Loại",
    "Số",
    "Địa danh",
    "Người ký",
    "Số hộ",
    "Dân số",
    "Hộ nghèo",
    "Kinh phí",
];

/// A template and its list, as files in a folder.
#[derive(Debug)]
pub struct Sample {
    /// The plan with merge fields, a .json file.
    pub plan: PathBuf,
    /// The list, a .csv file.
    pub list: PathBuf,
}

/// A sample as the program has read it.
pub struct Read {
    template: Template,
    /// How the tables of every commune are set.
    pub tables: Tables,
}

impl Sample {
    /// Writes the sample for the first `count` communes into `folder`.
    pub fn write(folder: &Path, count: usize) -> Self {
        let sample = Self {
            plan: folder.join(format!("plan-{count}.json")),
            list: folder.join(format!("list-{count}.csv")),
        };
        let communes = communes(count);
        fs::write(&sample.plan, plan(&communes).to_string()).expect("a plan");
        let rows = communes.iter().map(|commune| commune.join(","));
        let lines: Vec<String> = std::iter::once(headings().join(",")).chain(rows).collect();
        fs::write(&sample.list, lines.join("\n")).expect("a list");
        sample
    }

    /// Writes the same list as a workbook beside it, figures as numbers.
    pub fn workbook(&self, count: usize) -> PathBuf {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, headings()).expect("a row");
        for (row, commune) in (1..).zip(communes(count)) {
            for (column, text) in (0..).zip(&commune) {
                let figure = text.parse::<f64>().ok().filter(|_| column >= 5);
                match figure {
                    Some(figure) => sheet.write_number(row, column, figure),
                    None => sheet.write_string(row, column, text),
                }
                .expect("a cell");
            }
        }
        let path = self.list.with_extension("xlsx");
        book.save(&path).expect("a workbook");
        path
    }

    /// Reads it as the program does.
    pub fn read(&self, typesetter: &Typesetter) -> Read {
        let node = kehoach::input::read(&self.plan).expect("a file").node.expect("a tree");
        let list = read_list(&self.list, None).expect("a file").list.expect("a list");
        let (template, found) = Template::new(node.clone(), Some(list.into()));
        let template = template.unwrap_or_else(|| panic!("{found:?}"));
        let widest = template.widest().expect("a plan");
        Read { tables: typesetter.tables(&merge::document(&widest).0), template }
    }
}

impl Read {
    /// The document of the commune at `row`.
    pub fn document(&self, row: usize) -> Document {
        let (plan, found) = self.template.plan(row);
        merge::document(&plan.unwrap_or_else(|| panic!("{found:?}"))).0
    }
}

fn headings() -> Vec<String> {
    let named = NAMED.iter().map(|&name| name.to_owned());
    named.chain((NAMED.len()..COLUMNS).map(|column| format!("Chỉ tiêu {column}"))).collect()
}

/// The first rows of `data/communes.csv`, with a number, a place, a signatory and
/// figures of each one's own.
fn communes(count: usize) -> Vec<Vec<String>> {
    const FAMILY: [&str; 7] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Lò", "Vàng"];
    const GIVEN: [&str; 11] =
        ["An", "Bình", "Cường", "Dũng", "Hà", "Hương", "Lan", "Minh", "Nhàn", "Sơn", "Thủy"];
    let text = fs::read_to_string(data("communes.csv")).expect("communes.csv");
    let of = |(at, line): (usize, &str)| {
        let mut row: Vec<String> = line.split(',').map(str::to_owned).collect();
        let name = row.get(3).cloned().unwrap_or_default();
        let signatory = format!("{} Thị {}", FAMILY[at % FAMILY.len()], GIVEN[at % GIVEN.len()]);
        row.extend([(at % 300 + 1).to_string(), merge::say::place::ten_rieng(&name), signatory]);
        let figures = [(2_000, 1_777), (8_000, 7_919), (20, 311), (15_000_000, 1_234_567)];
        row.extend(figures.map(|(least, step)| (least + at * step % (least * 4)).to_string()));
        row.extend((NAMED.len()..COLUMNS).map(|column| (at * column % 10_007).to_string()));
        row
    };
    text.lines().skip(1).take(count).enumerate().map(of).collect()
}

/// The plan of Bình Lư and the appendix of Lào Cai, with merge fields, a text
/// for some communes, and two rows for each in the appendix.
fn plan(communes: &[Vec<String>]) -> Value {
    let text = fs::read_to_string(data("binh-lu-papi-2026.json")).expect("a sample");
    let text = text
        .replace("XÃ BÌNH LƯ", "{{ ten_xa | in_hoa }}")
        .replace("xã Bình Lư", "{{ ten_xa | trong_cau }}")
        .replace("tỉnh Lai Châu", "{{ tinh | trong_cau }}");
    let mut plan: Value = serde_json::from_str(&text).expect("a plan");
    let body = plan["body"].as_array_mut().expect("a body");
    let money = "Kinh phí thực hiện trong năm là {{ kinh_phi | tien }}.";
    let at = body.iter().position(|block| block["text"] == "**NGUỒN KINH PHÍ**");
    body.insert(at.expect("a heading") + 1, json!({ "text": money }));
    let ward = "Các tổ dân phố của phường thực hiện như các bản.";
    body.insert(1, json!({ "text": ward, "condition": "loai == \"phường\"" }));
    let people = "Địa bàn có {{ so_ho | so }} hộ với {{ dan_so | so }} nhân khẩu, trong đó \
                  {{ ho_ngheo | so }} hộ nghèo.";
    body.insert(1, json!({ "text": people }));

    let text = fs::read_to_string(data("lao-cai-papi-2023.json")).expect("a sample");
    let text = text
        .replace("TỈNH LÀO CAI", "{{ ten_xa | in_hoa }}")
        .replace("tỉnh Lào Cai", "{{ ten_xa | trong_cau }}")
        .replace("số 166/", "số {{ so }}/");
    let mut other: Value = serde_json::from_str(&text).expect("a plan");
    let appendices = other["appendices"].take();
    plan["appendices"] = appendices;
    let rows = plan["appendices"][0]["blocks"][0]["rows"].as_array_mut().expect("a table");
    for (at, row) in rows.iter_mut().enumerate() {
        let key = if at == 0 { "Mã xã" } else { "" };
        row.as_array_mut().expect("a row").push(key.into());
    }
    rows.push(json!(["IX", { "text": "Nhiệm vụ riêng", "colspan": 7 }, ""]));
    for (commune, number) in communes.iter().flat_map(|commune| [(commune, 1), (commune, 2)]) {
        let [key, name] = [&commune[2], &commune[3]];
        let task = format!("Khảo sát đợt {number} ở {name}");
        let target = format!("{} phiếu", &commune[5]);
        let who = "UBND cấp xã";
        rows.push(json!([
            number.to_string(),
            task,
            target,
            who,
            who,
            "Quý III",
            "Báo cáo",
            "",
            key
        ]));
    }
    plan
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}
