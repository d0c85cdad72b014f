//! Which kind of route a request is for: decides limits, security and what the OpenAPI document promises.

use std::collections::BTreeSet;

use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;
use utoipa::openapi::OpenApi;

use crate::rate::Class;
use crate::state::HttpState;

pub(crate) const PREFIX: &str = "/api/v1";

/// Routes that need no sign-in.
pub(crate) fn is_public(template: &str) -> bool {
    let rest = template.strip_prefix(PREFIX).unwrap_or(template);
    let signed_in = ["/auth/logout", "/auth/step-up"].contains(&rest);
    !signed_in
        && ["/auth/", "/site", "/catalog/", "/quotes", "/openapi.json"]
            .iter()
            .any(|public| rest.starts_with(public))
}

/// Paths of the POST routes that carry `x-idempotent`.
pub(crate) fn idempotent_paths(document: &OpenApi) -> BTreeSet<String> {
    let marked = |item: &utoipa::openapi::PathItem| {
        let extensions = item.post.as_ref().and_then(|post| post.extensions.as_ref());
        extensions.is_some_and(|all| all.contains_key("x-idempotent"))
    };
    document
        .paths
        .paths
        .iter()
        .filter(|(_, item)| marked(item))
        .map(|(path, _)| path.clone())
        .collect()
}

/// The limit that counts by address, before anything else is done.
pub(crate) fn class_by_address(template: &str) -> Class {
    match template.strip_prefix("/api/v1/auth/") {
        Some("refresh" | "logout" | "step-up") => Class::Session,
        Some(_) => Class::Auth,
        None if is_public(template) => Class::Anonymous,
        None => Class::Address,
    }
}

/// The limits that count by signed-in user.
pub(crate) fn classes_by_user(parts: &Parts, state: &HttpState) -> Vec<Class> {
    let template = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let post = parts.method == Method::POST;
    let mut classes = vec![Class::Person];
    if post && state.is_idempotent(template) {
        classes.push(Class::Money);
    }
    if post && template.ends_with("/credentials") {
        classes.push(Class::Reveal);
    }
    if template == "/api/v1/auth/step-up" || template == "/api/v1/me/password" {
        classes.push(Class::Auth);
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_is_limited_most() {
        assert_eq!(class_by_address("/api/v1/auth/login"), Class::Auth);
        assert_eq!(class_by_address("/api/v1/auth/register"), Class::Auth);
        assert_eq!(class_by_address("/api/v1/auth/refresh"), Class::Session);
        assert_eq!(class_by_address("/api/v1/catalog/plans/{slug}"), Class::Anonymous);
        assert_eq!(class_by_address("/api/v1/orders"), Class::Address);
    }

    #[test]
    fn only_the_listed_routes_are_public() {
        for template in [
            "/api/v1/me",
            "/api/v1/orders",
            "/api/v1/admin/users",
            "/api/v1/auth/logout",
            "/api/v1/auth/step-up",
        ] {
            assert!(!is_public(template), "{template}");
        }
        assert!(is_public("/api/v1/site") && is_public("/api/v1/quotes"));
    }

    #[test]
    fn what_moves_money_is_marked_in_the_document() {
        let (_, document) = crate::openapi::api();
        let paths = idempotent_paths(&document);
        assert!(
            paths.contains("/api/v1/orders")
                && paths.contains("/api/v1/admin/orders/{id}/provision")
        );
        assert!(!paths.contains("/api/v1/auth/login"));
    }
}
