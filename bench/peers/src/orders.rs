//! The rows of a wallet-paid order, by bare SQL on one connection: no HTTP, no checks, no thought.
//!
//! The statements come from `bench/plan.py`, which learned them from an order of the product. One transaction per order, the
//! same durability, statements prepared once by the driver.

use std::time::Instant;

use anyhow::{Context as _, bail};
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, Row as _};
use uuid::Uuid;

use crate::Options;

/// A statement with its parameters, as the plan has them.
struct Step {
    sql: String,
    params: Vec<Param>,
    capture: Option<String>,
}

enum Param {
    Uuid(usize),
    Text(String),
    Int(i64),
    Blob(Vec<u8>),
    Var(String),
    Null,
}

/// What is bound.
enum Bound {
    Uuid(Uuid),
    Text(String),
    Int(i64),
    Blob(Vec<u8>),
    Null,
}

/// What is known while one order is written.
struct Order {
    ids: Vec<Uuid>,
    now: String,
    key: String,
    numbers: Vec<(String, i64)>,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let plan: Value = serde_json::from_str(&std::fs::read_to_string(options.text("plan")?)?)?;
    let steps = steps(&plan)?;
    let ids = usize::try_from(plan["ids"].as_u64().context("ids")?)?;
    let count = options.number("orders", 100)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let url = options.text("database")?;
    let seconds = if url.starts_with("postgres") {
        runtime.block_on(on_postgres(url, &steps, ids, count))?
    } else {
        runtime.block_on(on_sqlite(url, &steps, ids, count))?
    };
    println!("{}", serde_json::json!({ "orders": count, "seconds": seconds }));
    Ok(())
}

async fn on_sqlite(path: &str, steps: &[Step], ids: usize, count: usize) -> anyhow::Result<f64> {
    let mut connection: SqliteConnection = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("recursive_triggers", "ON")
        .disable_statement_logging()
        .connect()
        .await?;
    let started = Instant::now();
    for number in 0..count {
        let mut order = Order::new(ids, number);
        sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await?;
        for step in steps {
            let mut query = sqlx::query(sqlx::AssertSqlSafe(step.sql.as_str()));
            for param in &step.params {
                query = match order.bound(param)? {
                    Bound::Uuid(id) => query.bind(id.as_bytes().to_vec()),
                    Bound::Text(text) => query.bind(text),
                    Bound::Int(n) => query.bind(n),
                    Bound::Blob(bytes) => query.bind(bytes),
                    Bound::Null => query.bind(None::<String>),
                };
            }
            match &step.capture {
                None => drop(query.execute(&mut connection).await.with_context(|| step.sql.clone())?),
                Some(name) => {
                    let row = query.fetch_one(&mut connection).await.with_context(|| step.sql.clone())?;
                    order.numbers.push((name.clone(), row.try_get(0)?));
                }
            }
        }
        sqlx::query("COMMIT").execute(&mut connection).await?;
    }
    let seconds = started.elapsed().as_secs_f64();
    connection.close().await?;
    Ok(seconds)
}

async fn on_postgres(url: &str, steps: &[Step], ids: usize, count: usize) -> anyhow::Result<f64> {
    let mut connection = PgConnection::connect(url).await?;
    let started = Instant::now();
    for number in 0..count {
        let mut order = Order::new(ids, number);
        sqlx::query("BEGIN").execute(&mut connection).await?;
        for step in steps {
            let mut query = sqlx::query(sqlx::AssertSqlSafe(step.sql.as_str()));
            for param in &step.params {
                query = match order.bound(param)? {
                    Bound::Uuid(id) => query.bind(id),
                    Bound::Text(text) => query.bind(text),
                    Bound::Int(n) => query.bind(n),
                    Bound::Blob(bytes) => query.bind(bytes.iter().map(|b| format!("{b:02x}")).collect::<String>()),
                    Bound::Null => query.bind(None::<String>),
                };
            }
            match &step.capture {
                None => drop(query.execute(&mut connection).await.with_context(|| step.sql.clone())?),
                Some(name) => {
                    let row = query.fetch_one(&mut connection).await.with_context(|| step.sql.clone())?;
                    order.numbers.push((name.clone(), row.try_get(0)?));
                }
            }
        }
        sqlx::query("COMMIT").execute(&mut connection).await?;
    }
    let seconds = started.elapsed().as_secs_f64();
    connection.close().await?;
    Ok(seconds)
}

impl Order {
    fn new(ids: usize, number: usize) -> Self {
        let ids: Vec<Uuid> = (0..ids).map(|_| Uuid::now_v7()).collect();
        let now = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string();
        let key = format!("bare-{}-{number}", ids.first().copied().unwrap_or_default().simple());
        Self { ids, now, key, numbers: Vec::new() }
    }

    fn bound(&self, param: &Param) -> anyhow::Result<Bound> {
        Ok(match param {
            Param::Uuid(k) => Bound::Uuid(*self.ids.get(*k).context("an id")?),
            Param::Text(text) if text.contains('{') => Bound::Text(self.fill(text)?),
            Param::Text(text) => Bound::Text(text.clone()),
            Param::Int(n) => Bound::Int(*n),
            Param::Blob(bytes) => Bound::Blob(bytes.clone()),
            Param::Var(name) => Bound::Int(self.number(name)?),
            Param::Null => Bound::Null,
        })
    }

    fn number(&self, name: &str) -> anyhow::Result<i64> {
        self.numbers.iter().find(|(one, _)| one == name).map(|(_, n)| *n).with_context(|| format!("{name} is not known yet"))
    }

    /// Puts `{…}` in; braces that are no token of ours stay.
    fn fill(&self, text: &str) -> anyhow::Result<String> {
        let mut out = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let token = rest[1..].split('}').next().filter(|t| t.len() < 12).map(|token| (token.len() + 2, self.token(token)));
            if let Some((length, Some(value))) = token {
                out.push_str(&value?);
                rest = &rest[length..];
            } else {
                out.push('{');
                rest = &rest[1..];
            }
        }
        out.push_str(rest);
        Ok(out)
    }

    fn token(&self, token: &str) -> Option<anyhow::Result<String>> {
        match token {
            "now" => return Some(Ok(self.now.clone())),
            "key" => return Some(Ok(self.key.clone())),
            "order_no" => return Some(self.number("order_no").map(|n| n.to_string())),
            "ref_no6" => return Some(self.number("ref_no").map(|n| format!("{n:06}"))),
            "inv_no6" => return Some(self.number("inv_no").map(|n| format!("{n:06}"))),
            _ => {}
        }
        let id = token.get(1..).and_then(|k| k.parse::<usize>().ok()).and_then(|k| self.ids.get(k))?;
        match token.as_bytes().first() {
            Some(b'u') => Some(Ok(id.simple().to_string())),
            Some(b'd') => Some(Ok(id.to_string())),
            Some(b'b') => Some(Ok(id.simple().to_string()[6..].to_owned())),
            _ => None,
        }
    }
}

fn steps(plan: &Value) -> anyhow::Result<Vec<Step>> {
    plan["steps"]
        .as_array()
        .context("steps")?
        .iter()
        .map(|step| {
            Ok(Step {
                sql: step["sql"].as_str().context("sql")?.to_owned(),
                params: step["params"].as_array().context("params")?.iter().map(param).collect::<anyhow::Result<_>>()?,
                capture: step["capture"].get(0).and_then(Value::as_str).map(str::to_owned),
            })
        })
        .collect()
}

fn param(value: &Value) -> anyhow::Result<Param> {
    let (kind, value) = value.as_object().and_then(|one| one.iter().next()).context("a parameter")?;
    Ok(match kind.as_str() {
        "uuid" => Param::Uuid(usize::try_from(value.as_u64().context("uuid")?)?),
        "text" => Param::Text(value.as_str().context("text")?.to_owned()),
        "int" => Param::Int(value.as_i64().context("int")?),
        "var" => Param::Var(value.as_str().context("var")?.to_owned()),
        "null" => Param::Null,
        "blob" => {
            let text = value.as_str().context("blob")?;
            let bytes = (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16));
            Param::Blob(bytes.collect::<Result<_, _>>()?)
        }
        other => bail!("a parameter of kind {other}"),
    })
}
