//! A load client: so many requests over so many kept connections, on one thread, then one line of JSON.
//!
//! It stops at the number of requests or at the time limit, whichever comes first, and only ever talks to loopback.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Options;

struct Plan {
    address: SocketAddr,
    method: String,
    path: String,
    headers: String,
    body: String,
    /// A prefix that makes every request's Idempotency-Key its own.
    idempotency: Option<String>,
    requests: usize,
    until: Instant,
    sent: AtomicUsize,
}

#[derive(Default)]
struct Outcome {
    statuses: BTreeMap<u16, usize>,
    micros: Vec<u32>,
    bytes: usize,
    first_failure: Option<String>,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(drive(options))
}

async fn drive(options: &Options) -> anyhow::Result<()> {
    let address: SocketAddr = options.text("address")?.parse()?;
    ensure!(address.ip().is_loopback(), "only loopback is a target");
    let connections = options.number("connections", 32)?;
    let plan = Arc::new(Plan {
        address,
        method: options.all("method").last().unwrap_or("GET").to_owned(),
        path: options.text("path")?.to_owned(),
        headers: options.all("header").map(|one| format!("{one}\r\n")).collect(),
        body: options.all("body").last().unwrap_or("").to_owned(),
        idempotency: options.all("idempotency").last().map(str::to_owned),
        requests: options.number("requests", 1_000)?,
        until: Instant::now() + Duration::from_secs(options.number("seconds", 60)?.min(300) as u64),
        sent: AtomicUsize::new(0),
    });
    let started = Instant::now();
    let tasks: Vec<_> = (0..connections).map(|_| tokio::spawn(client(Arc::clone(&plan)))).collect();
    let mut all = Outcome::default();
    for task in tasks {
        let one = task.await??;
        for (status, n) in one.statuses {
            *all.statuses.entry(status).or_default() += n;
        }
        all.micros.extend(one.micros);
        all.bytes += one.bytes;
        all.first_failure = all.first_failure.or(one.first_failure);
    }
    let seconds = started.elapsed().as_secs_f64();
    all.micros.sort_unstable();
    let at = |share: f64| all.micros.get(((all.micros.len() as f64 * share) as usize).min(all.micros.len().saturating_sub(1))).copied();
    println!(
        "{}",
        serde_json::json!({
            "requests": all.micros.len(), "seconds": seconds, "statuses": all.statuses, "bytes": all.bytes,
            "p50_us": at(0.5), "p99_us": at(0.99), "first_failure": all.first_failure,
        })
    );
    Ok(())
}

async fn client(plan: Arc<Plan>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut stream = connect(&plan).await?;
    let mut buffer = Vec::with_capacity(64 * 1024);
    loop {
        let number = plan.sent.fetch_add(1, Ordering::Relaxed);
        if number >= plan.requests || Instant::now() >= plan.until {
            return Ok(outcome);
        }
        let request = request(&plan, number);
        let began = Instant::now();
        stream.write_all(request.as_bytes()).await?;
        let answer = answer(&mut stream, &mut buffer).await?;
        outcome.micros.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
        outcome.bytes += answer.length;
        *outcome.statuses.entry(answer.status).or_default() += 1;
        if answer.status >= 400 && outcome.first_failure.is_none() {
            outcome.first_failure = Some(String::from_utf8_lossy(&buffer[..answer.length.min(buffer.len())]).into_owned());
        }
        buffer.drain(..answer.length);
        if answer.closes {
            stream = connect(&plan).await?;
        }
    }
}

async fn connect(plan: &Plan) -> anyhow::Result<TcpStream> {
    let stream = TcpStream::connect(plan.address).await.context("connecting")?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

fn request(plan: &Plan, number: usize) -> String {
    let key = plan.idempotency.as_ref().map_or_else(String::new, |prefix| format!("Idempotency-Key: {prefix}-{number}\r\n"));
    let body = if plan.body.is_empty() {
        String::new()
    } else {
        format!("Content-Type: application/json\r\nContent-Length: {}\r\n", plan.body.len())
    };
    format!(
        "{} {} HTTP/1.1\r\nHost: {}\r\nAccept: application/json\r\n{}{key}{body}\r\n{}",
        plan.method, plan.path, plan.address, plan.headers, plan.body
    )
}

struct Answer {
    status: u16,
    /// Head and body, which stand at the start of the buffer.
    length: usize,
    closes: bool,
}

async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<Answer> {
    let head = loop {
        if let Some(at) = find(buffer, b"\r\n\r\n") {
            break at + 4;
        }
        more(stream, buffer).await?;
    };
    let text = std::str::from_utf8(&buffer[..head])?.to_ascii_lowercase();
    let status: u16 = text.get(9..12).context("a status line")?.parse()?;
    let closes = text.contains("\r\nconnection: close");
    let length = if let Some(length) = header(&text, "content-length") {
        head + length.parse::<usize>()?
    } else if text.contains("transfer-encoding: chunked") {
        loop {
            if let Some(at) = find(&buffer[head..], b"0\r\n\r\n") {
                break head + at + 5;
            }
            more(stream, buffer).await?;
        }
    } else {
        head
    };
    while buffer.len() < length {
        more(stream, buffer).await?;
    }
    Ok(Answer { status, length, closes })
}

async fn more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<()> {
    if tokio::time::timeout(Duration::from_secs(30), stream.read_buf(buffer)).await.context("no answer for 30 s")?? == 0 {
        bail!("the server closed the connection in the middle of an answer");
    }
    Ok(())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
