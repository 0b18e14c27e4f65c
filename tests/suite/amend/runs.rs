//! What is read of each run of a cell.

use kehoach::input::cell_text;

fn read(runs: &[&str]) -> Vec<String> {
    let runs: Vec<_> = runs.iter().map(|run| ((*run).to_owned(), None)).collect();
    cell_text(&runs)
}

#[test]
fn runs_keep_what_is_left_of_them() {
    assert_eq!(read(&["  a\u{a0}", "b\t", " "]), ["a ", "b", ""]);
    assert_eq!(read(&["hoa", "\u{300} bi", "\u{300}nh"]), ["hoà", " bì", "nh"]);
    assert_eq!(read(&["a", "\u{200b}", "b", "", "\u{ad}", "c"]), ["a", "", "b", "", "", "c"]);
    assert_eq!(read(&["a_x000D_\n", "_x0041_b"]), ["a\n", "Ab"]);
    assert_eq!(read(&["\u{feff}", "\u{200b}"]), ["", ""]);
    assert_eq!(read(&[]), [""; 0]);
}

#[test]
fn many_runs_are_told_apart() {
    let runs: Vec<String> = (0..200)
        .map(|at| if at % 7 < 3 { "\u{200b}".to_owned() } else { format!("{at} ") })
        .collect();
    let given: Vec<&str> = runs.iter().map(String::as_str).collect();
    let mut wanted: Vec<String> = runs.iter().map(|run| run.replace('\u{200b}', "")).collect();
    if let Some(last) = wanted.last_mut() {
        *last = last.trim_end().to_owned();
    }
    assert_eq!(read(&given), wanted);
}

#[test]
fn old_encodings_are_read_run_by_run() {
    let old = |text: &str| (text.to_owned(), Some(".VnTime".to_owned()));
    let new = |text: &str| (text.to_owned(), Some("Times New Roman".to_owned()));
    let read = cell_text(&[old("KÕ ho¹ch "), new("phòng chống "), old("lôt b·o")]);
    assert_eq!(read, ["Kế hoạch ", "phòng chống ", "lụt bão"]);
}
