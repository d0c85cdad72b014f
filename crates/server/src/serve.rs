//! `serve` and `worker`: the long-running processes, and how they end.
//!
//! A signal stops accepting; requests in flight and running jobs are given time to finish; then the pools close.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use kn_app::{App, Mode};
use kn_http::{HttpParts, HttpState, router};
use kn_jobs::{Scheduler, Worker, WorkerOptions};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::{boot, output, telemetry};

/// How long requests and jobs may take to finish after a signal.
const GRACE: Duration = Duration::from_secs(25);

/// Web, API and, unless switched off, worker and schedules in one process.
pub(crate) async fn serve(config: &Config, with_worker: bool) -> Result<(), String> {
    let metrics = telemetry::install_metrics()?;
    let listener = TcpListener::bind(config.listen).await.map_err(|fault| {
        format!(
            "Cannot listen on {}: {fault}. Choose another address with KN_LISTEN.",
            config.listen
        )
    })?;
    let address = listener.local_addr().map_err(|fault| fault.to_string())?;
    let app = boot::start(config).await?;
    let stop = CancellationToken::new();
    let mut background = JoinSet::new();
    if with_worker {
        spawn_worker(&mut background, &app, &stop)?;
    }
    let state = HttpState::new(HttpParts {
        trusted_proxies: config.trusted_proxies.clone(),
        metrics: Some(Arc::new(metrics)),
        metrics_token: config.metrics_token.clone(),
        ..HttpParts::new(app.clone())
    });
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let (closing, until) = (stop.clone(), stop.clone());
    let server = axum::serve(listener, service)
        .with_graceful_shutdown(async move { until.cancelled().await })
        .into_future();
    tracing::info!(%address, mode = config.mode.as_str(), engine = config.engine().as_str(), "serving");
    output::line(&greeting(config, address))?;
    let mut server = std::pin::pin!(server);
    let ended = tokio::select! {
        ended = &mut server => ended,
        () = signal() => {
            tracing::info!("stopping: finishing what is under way");
            closing.cancel();
            tokio::time::timeout(GRACE, &mut server).await.unwrap_or(Ok(()))
        }
    };
    closing.cancel();
    drain(background).await;
    boot::close(app.db()).await;
    ended.map_err(|fault| format!("The server ended: {fault}."))
}

/// Worker and schedules without the web.
pub(crate) async fn work(config: &Config) -> Result<(), String> {
    let app = boot::start(config).await?;
    let stop = CancellationToken::new();
    let mut background = JoinSet::new();
    spawn_worker(&mut background, &app, &stop)?;
    tracing::info!("working");
    signal().await;
    stop.cancel();
    drain(background).await;
    boot::close(app.db()).await;
    Ok(())
}

fn spawn_worker(
    background: &mut JoinSet<()>,
    app: &App,
    stop: &CancellationToken,
) -> Result<(), String> {
    let (db, clock, entropy) = (app.db().clone(), app.clock().clone(), app.entropy().clone());
    let handlers = kn_app::jobs::Handlers::new(app.clone());
    let worker =
        Worker::new(db.clone(), clock.clone(), entropy.clone(), handlers, WorkerOptions::default())
            .with_waker(app.waker().clone());
    let schedules = kn_app::schedules::all(app.config().zone);
    let scheduler = Scheduler::new(db, clock, entropy, app.waker().clone(), &schedules)
        .map_err(|fault| fault.to_string())?;
    background.spawn(worker.run(stop.clone()));
    background.spawn(scheduler.run(stop.clone()));
    Ok(())
}

async fn drain(mut background: JoinSet<()>) {
    let all = async { while background.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        tracing::warn!(
            "jobs were still running; their leases run out and another worker takes them up"
        );
    }
}

/// Resolves on SIGTERM or Ctrl+C.
async fn signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut stream) => {
                stream.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}

fn greeting(config: &Config, address: SocketAddr) -> String {
    let url = match config.mode {
        Mode::Demo if config.public_url.contains(":0") => format!("http://{address}"),
        _ => config.public_url.clone(),
    };
    let mut text = format!("KloudNests is running at {url}\n");
    if config.mode == Mode::Demo {
        text.push_str("Demo mode with sample data; sign in with:\n");
        for login in kn_app::demo::LOGINS {
            text.push_str(&format!("  {:<9} {}  {}\n", login.role, login.email, login.password));
        }
        text.push_str("Mails are written to files in the data folder. Stop with Ctrl+C.\n");
    }
    text
}
