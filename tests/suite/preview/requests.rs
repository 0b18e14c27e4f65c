//! What the server does with requests that are not its page's: refused, cut short,
//! too large, a thousand at once.

use std::io::Write;
use std::net::Shutdown;
use std::thread;

use serde_json::json;

use tungstenite::client::IntoClientRequest;

use super::client::{Client, answer, ask};
use super::{Running, sample};

/// What the server answers to these very bytes.
fn told(client: &Client, request: &str) -> u16 {
    ask(&mut client.connect(), request.as_bytes()).map_or(0, |answer| answer.status)
}

#[test]
fn only_the_own_page_is_answered() {
    let running = Running::start(Some(sample()));
    let client = running.client();
    let Client { address, base, page } = client.clone();
    let own = format!("Host: {address}\r\n");
    let origin = format!("Origin: http://{address}\r\n");
    let token = base.trim_matches('/');
    let wrong = "0".repeat(token.len());
    let body = "Content-Type: application/json\r\nContent-Length: 2\r\n";
    let cases = [
        (200, format!("GET {base}api/start HTTP/1.1\r\n{own}\r\n")),
        (200, format!("GET {base}api/start HTTP/1.1\r\n{own}{origin}\r\n")),
        // Another name for this address: DNS rebinding.
        (
            403,
            format!(
                "GET {base}api/start HTTP/1.1\r\nHost: evil.example:{}\r\n\r\n",
                address.port()
            ),
        ),
        (
            403,
            format!("GET {base}api/start HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", address.port()),
        ),
        (403, format!("GET {base}api/start HTTP/1.1\r\nHost: {}\r\n\r\n", address.ip())),
        (403, format!("GET {base}api/start HTTP/1.0\r\n\r\n")),
        // Another page asks.
        (403, format!("GET {base}api/start HTTP/1.1\r\n{own}Origin: https://evil.example\r\n\r\n")),
        (403, format!("GET {base}api/start HTTP/1.1\r\n{own}Origin: null\r\n\r\n")),
        (
            403,
            format!(
                "POST {base}api/sample HTTP/1.1\r\n{own}Origin: https://evil.example\r\nContent-Length: 0\r\n\r\n"
            ),
        ),
        // Whatever could change something must say where it comes from.
        (403, format!("POST {base}api/sample HTTP/1.1\r\n{own}Content-Length: 0\r\n\r\n")),
        (403, format!("PUT {base}{page}/file/a.xlsx HTTP/1.1\r\n{own}Content-Length: 0\r\n\r\n")),
        (
            403,
            format!(
                "GET {base}{page}/live HTTP/1.1\r\n{own}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
            ),
        ),
        // Without the token nothing is there.
        (404, format!("GET / HTTP/1.1\r\n{own}\r\n")),
        (404, format!("GET /{wrong}/api/start HTTP/1.1\r\n{own}\r\n")),
        (404, format!("GET /api/start HTTP/1.1\r\n{own}\r\n")),
        (404, format!("GET /{page} HTTP/1.1\r\n{own}\r\n")),
        (404, format!("GET /{}/api/start HTTP/1.1\r\n{own}\r\n", &token[..token.len() - 1])),
        // Names that would lead elsewhere.
        (404, format!("GET {base}page/..%2Fserver.rs HTTP/1.1\r\n{own}\r\n")),
        (404, format!("GET {base}page/../../Cargo.toml HTTP/1.1\r\n{own}\r\n")),
        (
            404,
            format!(
                "PUT {base}{page}/file/..%2F..%2Fa.xlsx HTTP/1.1\r\n{own}{origin}Content-Length: 0\r\n\r\n"
            ),
        ),
        (
            404,
            format!("GET {base}plan/999 .HTTP/1.1\r\n{own}\r\n")
                .replace(" .HTTP", "/communes HTTP"),
        ),
        (400, format!("GET {base}plan/x/communes HTTP/1.1\r\n{own}\r\n")),
        (404, format!("GET {base}{page}/svg/{} HTTP/1.1\r\n{own}\r\n", "0".repeat(32))),
        (405, format!("DELETE {base}api/start HTTP/1.1\r\n{own}{origin}\r\n")),
        // What is no JSON, or not the right one.
        (400, format!("POST {base}api/open HTTP/1.1\r\n{own}{origin}{body}\r\n{{]")),
        (422, format!("POST {base}api/open HTTP/1.1\r\n{own}{origin}{body}\r\n{{}}")),
        (
            415,
            format!("POST {base}api/open HTTP/1.1\r\n{own}{origin}Content-Length: 2\r\n\r\n{{}}"),
        ),
        (400, "GET /\r\n\r\n".to_owned()),
        (400, "\u{1}\u{2}\u{3}\r\n\r\n".to_owned()),
    ];
    for (wanted, request) in cases {
        assert_eq!(told(&client, &request), wanted, "{request}");
    }
    // A line of another page is not opened.
    let url = format!("ws://{address}{base}{page}/live");
    let mut request = url.into_client_request().unwrap();
    request.headers_mut().insert("Origin", "https://evil.example".parse().unwrap());
    assert!(tungstenite::client(request, client_stream(&running)).is_err());
    assert_eq!(running.client().get("api/start").status, 200);
}

fn client_stream(running: &Running) -> std::net::TcpStream {
    running.client().connect().into_inner()
}

#[test]
fn every_answer_forbids_what_the_page_does_not_need() {
    let running = Running::start(Some(sample()));
    let client = running.client();
    for path in ["", &client.page, "page/style.css", "api/start", "nothing", "api/blank"] {
        let answer = client.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{path}: {policy}");
        for forbidden in ["unsafe", "http:", "https:", "*", "data:"] {
            assert!(!policy.contains(forbidden), "{path}: {policy}");
        }
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let running = Running::start(None);
    let client = running.client();
    let length = 200 << 20;
    for (method, path, kind) in [
        ("POST", "api/upload", "multipart/form-data; boundary=x"),
        ("POST", "api/open", "application/json"),
        ("PUT", "plan/1/file/a.xlsx", "application/octet-stream"),
    ] {
        let more = format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n");
        let mut stream = client.connect();
        stream.get_mut().write_all(client.head(method, path, &more).as_bytes()).unwrap();
        // It may be refused before all has come.
        let mut writer = stream.get_ref().try_clone().unwrap();
        let sender = thread::spawn(move || {
            let block = vec![b'x'; 1 << 20];
            for _ in 0..length >> 20 {
                if writer.write_all(&block).is_err() {
                    return;
                }
            }
        });
        let status = answer(&mut stream).map_or(0, |answer| answer.status);
        let _ = stream.get_ref().shutdown(Shutdown::Both);
        sender.join().unwrap();
        assert!([0, 400, 413].contains(&status), "{path}: {status}");
    }
    assert_eq!(client.get("api/start").status, 200);
    assert!(running.uploads().is_empty(), "{:?}", running.uploads());
}

#[test]
fn what_is_cut_short_does_no_harm() {
    let running = Running::start(Some(sample()));
    let client = running.client();
    let whole = client.head(
        "POST",
        "api/upload",
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n",
    ) + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\nPK";
    client.live(&client.page, "").wait("pages");
    let mut kept = Vec::new();
    for length in (0..whole.len()).step_by(7) {
        let mut stream = client.connect();
        stream.get_mut().write_all(&whole.as_bytes()[..length]).unwrap();
        // Some are closed, some hang about.
        if length % 2 == 0 {
            drop(stream);
        } else {
            kept.push(stream);
        }
    }
    assert_eq!(client.get("api/start").status, 200);
    assert_eq!(client.get(&format!("{}/communes", client.page)).status, 200);
    assert!(running.uploads().is_empty(), "{:?}", running.uploads());
}

#[test]
fn a_thousand_at_once_are_answered() {
    let running = Running::start(Some(sample()));
    let client = running.client();
    let mut line = client.live(&client.page, "");
    let pages = line.wait_for(|message| message["type"] == "pages");
    let svg = format!("{}/svg/{}", client.page, pages["pages"][0]["svg"].as_str().unwrap());
    let paths = ["api/start", "page/plan.js", &client.page, &svg];
    let answered: usize = thread::scope(|scope| {
        let ask = |number: usize| {
            let (client, path) = (&client, paths[number % paths.len()]);
            move || {
                let mut stream = client.connect();
                let head = client.head("GET", path, "Connection: close\r\n");
                ask(&mut stream, head.as_bytes()).is_ok_and(|answer| answer.status == 200)
            }
        };
        // As many threads as the system gives easily, each with some of the thousand.
        let threads: Vec<_> = (0..100)
            .map(|thread| scope.spawn(move || (0..10).filter(|at| ask(thread * 10 + at)()).count()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(answered, 1000);
    // The tab's line is still there.
    line.say(&json!({ "show": { "row": null, "draft": true } }));
    line.wait_for(|message| message["type"] == "pages" && message["draft"] == true);
}

/// An upload whose names would lead out of the folder, or hold what systems forbid,
/// stays in it.
#[test]
fn uploaded_names_stay_in_their_folder() {
    let running = Running::start(None);
    let client = running.client();
    let plan = std::fs::read(sample().plan).unwrap();
    for (name, wanted) in [
        ("../../kế hoạch.json", 422),
        ("/etc/kehoach.json", 422),
        ("C:\\\\kehoach.json", 422),
        ("..", 422),
        ("CON.json", 200),
        ("kế hoạch năm 2026.json", 200),
        ("<img src=x onerror=alert(1)>.json", 200),
    ] {
        let name = name.replace('"', "");
        let mut body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend(&plan);
        body.extend(b"\r\n--x--\r\n");
        let more = format!(
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n",
            body.len()
        );
        let mut request = client.head("POST", "api/upload", &more).into_bytes();
        request.extend(body);
        let answer = ask(&mut client.connect(), &request).unwrap();
        assert_eq!(answer.status, wanted, "{name}");
    }
    for path in running.uploads() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!name.contains(['/', '\\', '<', ':']), "{name}");
    }
    assert_eq!(running.uploads().len(), 3);
}
