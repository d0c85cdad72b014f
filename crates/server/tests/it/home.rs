//! A data folder of its own for every test, and the binary started in it.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::client::Client;

pub(crate) const ADMIN: (&str, &str) = ("brijesh.kr.dube@gmail.com", "Cloud@9874");
pub(crate) const CUSTOMER: (&str, &str) = ("test@test.com", "Test123!");

pub(crate) struct Home {
    folder: TempDir,
    env: Vec<(String, String)>,
}

/// What a command that ends has said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl Home {
    /// An empty folder in demo mode.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("kn-server-").tempdir().expect("a folder");
        Self { folder, env: Vec::new() }.with("KN_MODE", "demo")
    }

    /// A folder with the sample data; seeded once for all tests of the process.
    pub(crate) fn seeded() -> Self {
        static TEMPLATE: OnceLock<Home> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| {
            let home = Self::empty();
            let said = home.run(&["seed", "--demo"]);
            assert_eq!(said.code, Some(0), "{said:?}");
            home
        });
        let home = Self::empty();
        for entry in std::fs::read_dir(template.data()).expect("the template's files") {
            let entry = entry.expect("a file");
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                std::fs::copy(entry.path(), home.folder.path().join(entry.file_name()))
                    .expect("a copy");
            }
        }
        home
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.env.retain(|(other, _)| other != name);
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn data(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.data().join("kloudnests.db")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kloudnests"));
        command.args(args).env_clear().current_dir(self.data());
        command
            .env("KN_DATA_DIR", self.data())
            .env("KN_LISTEN", "127.0.0.1:0")
            .env("KN_LOG", "warn");
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Said {
        self.command(args).stdin(Stdio::null()).output().expect("the binary runs").into()
    }

    /// Runs a command that is told something on standard input.
    pub(crate) fn run_told(&self, args: &[&str], input: &str) -> Said {
        let mut command = self.command(args);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        // A command that ends without reading closes the pipe.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output().expect("the binary ends").into()
    }

    /// Starts `serve` and waits for the line that says where.
    pub(crate) fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    pub(crate) fn serve_with(&self, flags: &[&str]) -> Server {
        let log =
            std::fs::File::options().create(true).append(true).open(self.data().join("stderr.log"));
        let mut child = self
            .command(&[&["serve"], flags].concat())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.expect("a log file"))
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        lines.read_line(&mut line).expect("a line on standard output");
        let address =
            line.trim().strip_prefix("KloudNests is running at http://").map(str::to_owned);
        let Some(address) = address else {
            let log = std::fs::read_to_string(self.data().join("stderr.log")).unwrap_or_default();
            unreachable!("the server did not start: {line:?} {log}");
        };
        Server { child, client: Client::new(&address), _lines: lines }
    }
}

/// A running server; killed when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) client: Client,
    // Kept open: a server that cannot say its greeting has other troubles than the test's.
    _lines: BufReader<std::process::ChildStdout>,
}

impl Server {
    /// SIGKILL: nothing can be tidied up.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("the process is there");
        let status = self.child.wait().expect("the process ends");
        assert!(status.code().is_none(), "it ended by itself: {status}");
    }

    /// SIGTERM: please stop.
    pub(crate) fn terminate(&self) {
        let pid = self.child.id().to_string();
        let sent =
            Command::new("sh").args(["-c", "kill -TERM \"$0\"", &pid]).status().expect("sh runs");
        assert!(sent.success());
    }

    /// The exit code, once it has ended.
    pub(crate) fn wait(mut self) -> Option<i32> {
        self.child.wait().expect("the process ends").code()
    }

    pub(crate) fn stop(self) {
        self.terminate();
        assert_eq!(self.wait(), Some(0));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
