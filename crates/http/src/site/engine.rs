//! A JavaScript engine on a thread of its own that runs nothing but our bundle: no files, no network, 64 MB, 2 s a
//! page. Input is our own JSON. An engine that failed is thrown away and made anew.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rquickjs::{CatchResultExt, Context, Function, Object, Runtime};
use serde::Deserialize;
use tokio::sync::oneshot;

/// What the bundle's `render` answers; all but `status` is HTML.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Rendered {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: String,
    pub(super) boot: String,
}

pub(super) struct Engine {
    jobs: Sender<Job>,
}

type Reply<T> = oneshot::Sender<Result<T, String>>;

enum Job {
    Paths(Reply<Vec<String>>),
    Render { path: String, boot: String, reply: Reply<Rendered> },
}

const MEMORY: usize = 64 << 20;
const STACK: usize = 4 << 20;
const TIME: Duration = Duration::from_secs(2);
/// Loading the bundle takes longer than a page.
const LOAD_TIME: Duration = Duration::from_secs(5);

/// What React looks for and QuickJS lacks; none of it is used to render a string.
const MISSING: &str = r"
globalThis.self = globalThis;
if (typeof TextEncoder === 'undefined') globalThis.TextEncoder = class {
  encode(s) { const u = unescape(encodeURIComponent(s)); const a = new Uint8Array(u.length); for (let i = 0; i < u.length; i++) a[i] = u.charCodeAt(i); return a }
  encodeInto(s, d) { const a = this.encode(s); d.set(a); return { read: s.length, written: a.length } }
};
if (typeof MessageChannel === 'undefined') globalThis.MessageChannel = class { constructor() { this.port1 = { onmessage: null }; this.port2 = { postMessage: () => {} } } };
if (typeof setTimeout === 'undefined') { globalThis.setTimeout = () => 0; globalThis.clearTimeout = () => {}; }
if (typeof queueMicrotask === 'undefined') globalThis.queueMicrotask = (f) => Promise.resolve().then(f);
if (typeof ReadableStream === 'undefined') globalThis.ReadableStream = class {};
if (typeof AbortController === 'undefined') globalThis.AbortController = class { constructor() { this.signal = {} } abort() {} };
if (typeof console === 'undefined') globalThis.console = { log() {}, error() {}, warn() {}, info() {} };
";

impl Engine {
    /// A new thread, which loads the bundle; it ends with the engine's last handle.
    pub(super) fn start(source: String) -> Result<Self, String> {
        let (jobs, queue) = channel();
        // React renders by recursion: the thread must hold the engine's whole stack.
        let thread = thread::Builder::new().name("site".to_owned()).stack_size(2 * STACK);
        thread.spawn(move || serve(&source, &queue)).map_err(|cause| cause.to_string())?;
        Ok(Self { jobs })
    }

    /// The paths the bundle has pages for.
    pub(super) async fn paths(&self) -> Result<Vec<String>, String> {
        self.ask(Job::Paths).await
    }

    pub(super) async fn render(&self, path: &str, boot: &str) -> Result<Rendered, String> {
        let (path, boot) = (path.to_owned(), boot.to_owned());
        self.ask(|reply| Job::Render { path, boot, reply }).await
    }

    async fn ask<T>(&self, job: impl FnOnce(Reply<T>) -> Job) -> Result<T, String> {
        let gone = || "the engine's thread ended".to_owned();
        let (reply, answer) = oneshot::channel();
        self.jobs.send(job(reply)).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

fn serve(source: &str, queue: &Receiver<Job>) {
    let mut machine = Machine::load(source);
    for job in queue {
        // Whoever asked may have run into a time limit of its own: then nobody takes the answer.
        match job {
            Job::Paths(reply) => {
                let paths = machine.as_ref().map(|machine| machine.paths.clone());
                let _ = reply.send(paths.map_err(Clone::clone));
            }
            Job::Render { path, boot, reply } => {
                let rendered = machine
                    .as_ref()
                    .map_err(Clone::clone)
                    .and_then(|machine| machine.render(&path, &boot));
                if rendered.is_err() {
                    machine = Machine::load(source);
                }
                let _ = reply.send(rendered);
            }
        }
    }
}

/// One engine with the bundle in it.
struct Machine {
    context: Context,
    deadline: Arc<Mutex<Option<Instant>>>,
    paths: Vec<String>,
}

impl Machine {
    fn load(source: &str) -> Result<Self, String> {
        let runtime = Runtime::new().map_err(|cause| cause.to_string())?;
        runtime.set_memory_limit(MEMORY);
        runtime.set_max_stack_size(STACK);
        let deadline = Arc::new(Mutex::new(None));
        let ends = Arc::clone(&deadline);
        runtime.set_interrupt_handler(Some(Box::new(move || is_over(&ends))));
        let context = Context::full(&runtime).map_err(|cause| cause.to_string())?;
        let mut machine = Self { context, deadline, paths: Vec::new() };
        let script = format!("{source}\n;globalThis.KN = KN;");
        machine.paths = machine.timed(LOAD_TIME, |machine| {
            machine.context.with(|js| {
                js.eval::<(), _>(MISSING).catch(&js).map_err(|cause| cause.to_string())?;
                js.eval::<(), _>(script).catch(&js).map_err(|cause| cause.to_string())?;
                let bundle: Object =
                    js.globals().get("KN").catch(&js).map_err(|cause| cause.to_string())?;
                bundle.get("paths").catch(&js).map_err(|cause| cause.to_string())
            })
        })?;
        Ok(machine)
    }

    fn render(&self, path: &str, boot: &str) -> Result<Rendered, String> {
        let text: String = self.timed(TIME, |machine| {
            machine.context.with(|js| {
                let bundle: Object =
                    js.globals().get("KN").catch(&js).map_err(|cause| cause.to_string())?;
                let render: Function =
                    bundle.get("render").catch(&js).map_err(|cause| cause.to_string())?;
                render.call((path, boot)).catch(&js).map_err(|cause| cause.to_string())
            })
        })?;
        serde_json::from_str(&text)
            .map_err(|cause| format!("render answered something else: {cause}"))
    }

    fn timed<T>(&self, limit: Duration, work: impl FnOnce(&Self) -> T) -> T {
        let set = |value| *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = value;
        set(Some(Instant::now() + limit));
        let done = work(self);
        set(None);
        done
    }
}

fn is_over(deadline: &Mutex<Option<Instant>>) -> bool {
    deadline.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|end| Instant::now() > end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r"var KN = { paths: ['/'], render: (path, boot) => JSON.stringify(
        { status: path === '/' ? 200 : 404, head: '<title>x</title>', body: '<h1>' + JSON.parse(boot).name + '</h1>', boot: '' }) }";

    #[tokio::test]
    async fn renders_what_the_bundle_says() {
        let engine = Engine::start(GOOD.to_owned()).unwrap();
        assert_eq!(engine.paths().await.unwrap(), ["/"]);
        let page = engine.render("/", r#"{"name":"Ada"}"#).await.unwrap();
        assert_eq!((page.status, page.body.as_str()), (200, "<h1>Ada</h1>"));
        assert_eq!(engine.render("/nope", r#"{"name":"Ada"}"#).await.unwrap().status, 404);
    }

    #[tokio::test]
    async fn a_page_that_never_ends_is_stopped_and_the_next_one_works() {
        let source = r"var KN = { paths: [], render: (path) => { if (path === '/loop') for (;;) {} return JSON.stringify({ status: 200, head: '', body: path, boot: '' }) } }";
        let engine = Engine::start(source.to_owned()).unwrap();
        assert!(engine.render("/loop", "{}").await.is_err());
        assert_eq!(engine.render("/next", "{}").await.unwrap().body, "/next");
    }

    #[tokio::test]
    async fn a_page_that_throws_or_eats_memory_fails_alone() {
        let source = r"var KN = { paths: [], render: (path) => {
            if (path === '/throw') throw new Error('no such plan');
            if (path === '/eat') { const all = []; for (;;) all.push(new Array(1e6).fill(1)) }
            return JSON.stringify({ status: 200, head: '', body: 'ok', boot: '' }) } }";
        let engine = Engine::start(source.to_owned()).unwrap();
        assert!(engine.render("/throw", "{}").await.unwrap_err().contains("no such plan"));
        assert!(engine.render("/eat", "{}").await.is_err());
        assert_eq!(engine.render("/", "{}").await.unwrap().body, "ok");
    }

    #[tokio::test]
    async fn a_bundle_that_does_not_load_is_an_error_not_a_panic() {
        for source in ["this is no script", "var KN = {}"] {
            let engine = Engine::start(source.to_owned()).unwrap();
            assert!(engine.render("/", "{}").await.is_err());
            assert!(engine.paths().await.is_err());
        }
    }
}
