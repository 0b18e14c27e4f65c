//! A client of the preview's server that says exactly what it is told to: tests of
//! what is refused, and the benchmark, use it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;
use tungstenite::client::IntoClientRequest;
use tungstenite::http::HeaderValue;
use tungstenite::{Message, WebSocket, client};

/// Longer than anything takes that ends at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A page's address taken apart: `http://127.0.0.1:PORT/TOKEN/plan/1`.
#[derive(Clone, Debug)]
pub struct Client {
    pub address: SocketAddr,
    /// `/TOKEN/`.
    pub base: String,
    /// `plan/1`.
    pub page: String,
}

impl Client {
    pub fn new(url: &str) -> Self {
        let rest = url.strip_prefix("http://").expect("an address");
        let (address, path) = rest.split_once('/').expect("a path");
        let (token, page) = path.split_once('/').expect("a token");
        let address = address.parse().expect("an address of numbers");
        Self { address, base: format!("/{token}/"), page: page.to_owned() }
    }

    pub fn connect(&self) -> BufReader<TcpStream> {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit of time");
        stream.set_nodelay(true).expect("no delay");
        BufReader::new(stream)
    }

    /// The head of a request as the page makes it.
    pub fn head(&self, method: &str, path: &str, more: &str) -> String {
        let Self { address, base, .. } = self;
        format!(
            "{method} {base}{path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n{more}\r\n"
        )
    }

    pub fn get(&self, path: &str) -> Answer {
        let mut stream = self.connect();
        ask(&mut stream, self.head("GET", path, "").as_bytes()).expect("an answer")
    }

    pub fn post(&self, path: &str, body: &str) -> Answer {
        let more = format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
        let mut stream = self.connect();
        ask(&mut stream, (self.head("POST", path, &more) + body).as_bytes()).expect("an answer")
    }

    /// The line of a tab to `page`, asking to see what `query` says.
    pub fn live(&self, page: &str, query: &str) -> Line {
        let Self { address, base, .. } = self;
        let url = format!("ws://{address}{base}{page}/live{query}");
        let mut request = url.into_client_request().expect("an address");
        let origin = HeaderValue::from_str(&format!("http://{address}")).expect("an origin");
        request.headers_mut().insert("Origin", origin);
        let stream = self.connect().into_inner();
        Line(client(request, stream).expect("a line").0)
    }
}

/// Sends a request and reads the answer.
pub fn ask(stream: &mut BufReader<TcpStream>, request: &[u8]) -> io::Result<Answer> {
    stream.get_mut().write_all(request)?;
    answer(stream)
}

/// Reads an answer.
pub fn answer(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| io::Error::other(format!("no answer but {line:?}")))?;
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0)];
    stream.read_exact(&mut body)?;
    Ok(Answer { status, headers, body })
}

/// The line of a tab.
pub struct Line(WebSocket<TcpStream>);

impl Line {
    /// The next message.
    pub fn next(&mut self) -> Value {
        loop {
            match self.0.read().expect("a message") {
                Message::Text(text) => return serde_json::from_str(&text).expect("JSON"),
                Message::Close(_) => panic!("the line is closed"),
                _ => {}
            }
        }
    }

    /// The next message of this type.
    pub fn wait(&mut self, kind: &str) -> Value {
        self.wait_for(|message| message["type"] == kind)
    }

    /// The next message that is as wanted.
    pub fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.next();
            if wanted(&message) {
                return message;
            }
        }
    }

    pub fn say(&mut self, message: &Value) {
        self.0.send(Message::text(message.to_string())).expect("a line");
    }
}
