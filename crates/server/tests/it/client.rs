//! A small HTTP client of our own: one request per connection, so that a killed server is a plain error.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(30);

/// What came back, whole.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub(crate) fn text(&self, pointer: &str) -> String {
        let json = self.json();
        let found = json.pointer(pointer).and_then(Value::as_str);
        found.map_or_else(|| unreachable!("no text at {pointer} of {json}"), str::to_owned)
    }

    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self
    }
}

/// A server by its address, and who asks.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) address: String,
    token: Option<String>,
}

impl Client {
    pub(crate) fn new(address: &str) -> Self {
        Self { address: address.to_owned(), token: None }
    }

    /// Signs in by bearer token.
    pub(crate) fn sign_in(&self, email: &str, password: &str) -> Self {
        let login = json!({ "email": email, "password": password, "transport": "bearer" });
        let reply = self.post("/api/v1/auth/login", None, &login).expect("an answer").expect(200);
        Self { token: Some(reply.text("/access_token")), ..self.clone() }
    }

    /// The same person at another address.
    pub(crate) fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    pub(crate) fn get(&self, path: &str) -> Result<Reply> {
        self.send(&self.head("GET", path, None, 0), "")
    }

    pub(crate) fn post(&self, path: &str, key: Option<&str>, body: &Value) -> Result<Reply> {
        let body = body.to_string();
        self.send(&self.head("POST", path, key, body.len()), &body)
    }

    /// The head of a request, to its empty line.
    pub(crate) fn head(
        &self,
        method: &str,
        path: &str,
        key: Option<&str>,
        length: usize,
    ) -> String {
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        if let Some(token) = &self.token {
            head.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        if let Some(key) = key {
            head.push_str(&format!("Idempotency-Key: {key}\r\n"));
        }
        if length > 0 {
            head.push_str(&format!(
                "Content-Type: application/json\r\nContent-Length: {length}\r\n"
            ));
        }
        head + "\r\n"
    }

    pub(crate) fn connect(&self) -> Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(stream)
    }

    fn send(&self, head: &str, body: &str) -> Result<Reply> {
        let mut stream = self.connect()?;
        stream.write_all(format!("{head}{body}").as_bytes())?;
        read_reply(&mut stream)
    }
}

/// The answer up to its end; half an answer is an error, so that nothing counts as acknowledged that is not.
pub(crate) fn read_reply(stream: &mut TcpStream) -> Result<Reply> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let cut = || Error::new(ErrorKind::UnexpectedEof, "the answer is cut short");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(cut)?;
    let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).to_ascii_lowercase();
    let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(cut)?;
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    if length.is_some_and(|length| length != body.len()) {
        return Err(cut());
    }
    Ok(Reply { status, body })
}
