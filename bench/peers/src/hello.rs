//! The least an axum server can do: routing, one JSON answer.

use axum::{Json, Router, routing::get};

pub(crate) fn serve(address: &str) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let app = Router::new()
            .route("/", get(|| async { Json(serde_json::json!({ "hello": "world" })) }))
            .route("/readyz", get(|| async { "ok" }));
        let listener = tokio::net::TcpListener::bind(address).await?;
        axum::serve(listener, app).await?;
        Ok(())
    })
}
