//! Peers and load client of the benchmarks. `bench/run.py` drives it.
//!
//! `kn-bench hello ADDR`               an axum server that answers one small JSON document
//! `kn-bench load …`                   a bounded number of HTTP requests over kept connections
//! `kn-bench orders …`                 the rows of a wallet-paid order, by bare SQL on one connection

mod hello;
mod load;
mod orders;

/// Options as `--name value`; a repeated one keeps every value.
pub(crate) struct Options(Vec<(String, String)>);

impl Options {
    fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let mut options = Vec::new();
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let name = name.strip_prefix("--").ok_or_else(|| anyhow::anyhow!("expected --name, got {name}"))?;
            let value = rest.next().ok_or_else(|| anyhow::anyhow!("--{name} needs a value"))?;
            options.push((name.to_owned(), value.clone()));
        }
        Ok(Self(options))
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self, name: &str) -> anyhow::Result<&str> {
        self.all(name).last().ok_or_else(|| anyhow::anyhow!("--{name} is missing"))
    }

    pub(crate) fn number(&self, name: &str, default: usize) -> anyhow::Result<usize> {
        self.all(name).last().map_or(Ok(default), |value| Ok(value.parse()?))
    }
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = arguments.split_first().ok_or_else(|| anyhow::anyhow!("hello, load or orders?"))?;
    match command.as_str() {
        "hello" => hello::serve(rest.first().ok_or_else(|| anyhow::anyhow!("hello ADDR"))?),
        "load" => load::run(&Options::parse(rest)?),
        "orders" => orders::run(&Options::parse(rest)?),
        other => anyhow::bail!("hello, load or orders, not {other}"),
    }
}
