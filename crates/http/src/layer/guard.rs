//! What keeps one request from harming the others: a number in flight, a time, and panics that end here.

use std::any::Any;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kn_app::Error;
use kn_core::code::Code;

use crate::problem::Problem;
use crate::state::HttpState;

/// How long a caller waits for the head of an answer.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(15);

/// Takes a place for the request, or says at once that the house is full.
pub(crate) async fn in_flight(
    State(state): State<HttpState>,
    request: Request,
    next: Next,
) -> Response {
    let Ok(_place) = state.places().try_acquire() else {
        metrics::counter!("http_overload_total").increment(1);
        let error = Error::msg(
            Code::Unavailable,
            "The server has too much to do right now. Please try again in a moment.",
        );
        return Problem::from(error.retry_after(1)).into_response();
    };
    next.run(request).await
}

/// Ends the wait, not the work: transactions run on a task of their own and finish.
pub(crate) async fn timeout(
    State(state): State<HttpState>,
    request: Request,
    next: Next,
) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let detail = if reads {
        "This took too long. Please try again."
    } else {
        "This took too long to answer, but it may still have happened. Look before you send it again; the same Idempotency-Key makes sending it again safe."
    };
    let answer = tokio::time::timeout(state.time_limit(), next.run(request)).await;
    answer.unwrap_or_else(|_| {
        Problem::from(Error::msg(Code::Timeout, detail).retry_after(2)).into_response()
    })
}

/// A handler panicked: one request is lost, and the log says why.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the cause over")]
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    metrics::counter!("http_panics_total").increment(1);
    let said = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("something that is no text");
    Problem::from(Error::internal(format!("panicked: {said}"))).into_response()
}
