//! A small SMTP server on this machine (RFC 5321), that keeps what it takes and refuses what the
//! local part of the recipient asks for: `451@…`, `550@…`, `hangup@…`, `data552@…`.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// What a client handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) to: String,
    /// The mail with the dots of transparency taken out.
    pub(crate) mail: String,
    /// Name and password, if the client logged in.
    pub(crate) login: Option<String>,
}

pub(crate) struct SmtpSink {
    pub(crate) port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl SmtpSink {
    #[expect(clippy::disallowed_methods, reason = "a server in a test needs a task")]
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&record)));
            }
        });
        Self { port, taken }
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }
}

struct Session {
    input: BufReader<OwnedReadHalf>,
    output: OwnedWriteHalf,
    current: Taken,
}

async fn serve(stream: TcpStream, record: Arc<Mutex<Vec<Taken>>>) {
    let (input, output) = stream.into_split();
    let mut session = Session { input: BufReader::new(input), output, current: Taken::default() };
    session.say("220 sink.test ESMTP").await;
    while let Some(line) = session.line().await {
        let (verb, rest) = line.split_once([' ', ':']).unwrap_or((&line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => session.say("250-sink.test\r\n250-AUTH PLAIN\r\n250 8BITMIME").await,
            "AUTH" => {
                session.current.login = Some(rest.to_owned());
                session.say("235 2.7.0 welcome").await;
            }
            "MAIL" => {
                session.current.from = address(rest);
                session.say("250 2.1.0 ok").await;
            }
            "RCPT" => {
                session.current.to = address(rest);
                match session.current.to.split('@').next() {
                    Some("451") => session.say("451 4.7.1 greylisted, try later").await,
                    Some("550") => session.say("550 5.1.1 no such mailbox").await,
                    Some("hangup") => return,
                    _ => session.say("250 2.1.5 ok").await,
                }
            }
            "DATA" => {
                session.say("354 go ahead").await;
                session.data().await;
                if session.current.to.starts_with("data552") {
                    session.say("552 5.3.4 too big").await;
                } else {
                    record.lock().unwrap().push(session.current.clone());
                    session.say("250 2.0.0 queued as 7F3A").await;
                }
            }
            "RSET" | "NOOP" => session.say("250 2.0.0 ok").await,
            "QUIT" => return session.say("221 2.0.0 bye").await,
            _ => session.say("500 5.5.1 what?").await,
        }
    }
}

impl Session {
    async fn say(&mut self, text: &str) {
        // A client that has gone is no concern of the sink.
        drop(self.output.write_all(format!("{text}\r\n").as_bytes()).await);
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.input.read_line(&mut line).await.ok()?;
        (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
    }

    async fn data(&mut self) {
        let mut mail = String::new();
        while let Some(line) = self.line().await {
            if line == "." {
                break;
            }
            mail.push_str(line.strip_prefix('.').unwrap_or(&line));
            mail.push_str("\r\n");
        }
        self.current.mail = mail;
    }
}

/// `FROM:<a@b> SIZE=1` → `a@b`.
fn address(rest: &str) -> String {
    let start = rest.find('<').map_or(0, |i| i + 1);
    let end = rest.find('>').unwrap_or(rest.len());
    rest[start..end].to_owned()
}
