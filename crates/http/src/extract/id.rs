//! Ids and slugs in paths. A string that cannot be the id of such a thing is a thing that does not exist: 404.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use kn_app::Error;
use kn_core::ids::TypedId;

use crate::problem::Problem;

/// The typed id in the path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Id<T>(pub(crate) T);

/// The slug in the path, as sent.
#[derive(Debug, Clone)]
pub(crate) struct Slug(pub(crate) String);

impl<S: Send + Sync, T: TypedId> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = segment(parts, state).await?;
        let id = text.parse().map_err(|_| Error::not_found(noun(T::PREFIX)))?;
        Ok(Self(id))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Slug {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let slug = segment(parts, state).await?;
        if slug.contains('\0') {
            return Err(Error::not_found("page").into());
        }
        Ok(Self(slug))
    }
}

/// The first parameter of the route.
async fn segment<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<String, Problem> {
    let params = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_| Error::not_found("page"))?;
    let first = params.iter().next().map(|(_, value)| value.to_owned());
    first.ok_or_else(|| Error::internal("the route has no parameter").into())
}

fn noun(prefix: &str) -> &'static str {
    match prefix {
        "ord" => "order",
        "srv" => "service",
        "inv" => "invoice",
        "usr" => "user",
        "acc" => "account",
        "job" => "job",
        _ => "thing",
    }
}
