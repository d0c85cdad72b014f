//! The OpenAPI document: collected from the handlers, completed here with what holds for every route.
//!
//! Handlers state only what is particular to them. This file adds the error answers each kind of route can give, the
//! `Idempotency-Key` parameter where `x-idempotent` stands, security, and marks response fields as always present.

use std::collections::BTreeSet;

use kn_core::code::Code;
use utoipa::OpenApi as _;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Components, ContentBuilder, OpenApi, PathItem, Ref, RefOr, Required};
use utoipa_axum::router::OpenApiRouter;

use crate::dto::common::ProblemDto;
use crate::routes::{PREFIX, is_public};
use crate::state::HttpState;
use crate::{admin, customer, public};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "KloudNests API", description = include_str!("openapi.md"), license(name = "AGPL-3.0-or-later")),
    components(schemas(ProblemDto)),
    security(("cookie" = []), ("bearer" = [])),
    tags(
        (name = "auth"), (name = "me"), (name = "site"), (name = "catalog"), (name = "dashboard"), (name = "orders"),
        (name = "services"), (name = "invoices"), (name = "wallet"), (name = "admin"), (name = "admin orders"),
        (name = "admin services"), (name = "admin users"), (name = "admin invoices"), (name = "admin settings"),
        (name = "admin system"),
    )
)]
struct Document;

/// The API's routes with their description. The document is complete.
pub(crate) fn api() -> (axum::Router<HttpState>, OpenApi) {
    let routes = OpenApiRouter::new()
        .merge(public::router())
        .merge(customer::router())
        .merge(admin::router());
    let (router, mut document) =
        OpenApiRouter::with_openapi(Document::openapi()).nest(PREFIX, routes).split_for_parts();
    complete(&mut document);
    (router, document)
}

/// The document as checked in at `openapi.json`.
pub fn json() -> String {
    to_json(&api().1)
}

pub(crate) fn to_json(document: &OpenApi) -> String {
    let mut text = document.to_pretty_json().expect("an OpenAPI document is plain data");
    text.push('\n');
    text
}

fn complete(document: &mut OpenApi) {
    document.info.version = "1".to_owned();
    for (path, item) in &mut document.paths.paths {
        let reads = item.get.as_mut();
        reads.into_iter().for_each(|operation| describe(path, false, operation));
        let writes = [&mut item.put, &mut item.post, &mut item.patch, &mut item.delete];
        writes.into_iter().flatten().for_each(|operation| describe(path, true, operation));
    }
    let bodies = body_schemas(document);
    let components = document.components.get_or_insert_with(Components::new);
    secure(components);
    components.schemas.insert("ErrorCode".to_owned(), error_codes().into());
    for (name, schema) in &mut components.schemas {
        if !bodies.contains(name.as_str()) {
            require_all(name, schema);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete]
        .into_iter()
        .flatten()
}

/// Adds the answers and parameters that follow from what a route is.
fn describe(path: &str, changes: bool, operation: &mut Operation) {
    if is_public(path) {
        operation.security = Some(vec![SecurityRequirement::default()]);
        if changes && path.contains("/auth/") {
            answer(operation, "401", "`invalid_credentials` or `session_expired`");
            answer(operation, "403", "`csrf_failed`: cookies are set for our own page only");
        }
    } else {
        answer(operation, "401", "`unauthenticated` or `session_expired`: sign in first");
        let admin = path.contains("/admin/");
        let forbidden = if admin {
            "`forbidden`: not staff, or without the permission; `step_up_required`; `csrf_failed`"
        } else {
            "`forbidden`: not with this role in the account; `step_up_required`; `csrf_failed`"
        };
        answer(operation, "403", forbidden);
    }
    if path.contains('{') {
        answer(operation, "404", "`not_found`: no such thing, or not yours");
    }
    let has_query = operation.parameters.as_ref().is_some_and(|all| !all.is_empty());
    if changes {
        answer(
            operation,
            "409",
            "`conflict` or a code of its own: the present state does not allow it",
        );
    }
    if operation.request_body.is_some() {
        answer(operation, "400", "`malformed_json`");
        answer(operation, "413", "`body_too_large`: more than 1 MiB");
        answer(operation, "415", "`unsupported_media_type`: not application/json");
    }
    if operation.request_body.is_some() || has_query {
        answer(operation, "422", "`validation_failed`: `errors` names the fields");
    }
    if is_idempotent(operation) {
        operation.parameters.get_or_insert_default().push(idempotency_key().into());
        answer(operation, "422", "`validation_failed`, or `idempotency_key_reused`");
        answer(operation, "428", "`idempotency_key_required`");
    }
    answer(operation, "429", "`rate_limited`: wait `Retry-After` seconds");
    answer(
        operation,
        "503",
        "`unavailable` or `timeout`: try again, with the same Idempotency-Key if there is one",
    );
    answer(operation, "default", "Any other problem");
    retype_problems(operation);
}

fn is_idempotent(operation: &Operation) -> bool {
    operation.extensions.as_ref().is_some_and(|all| all.contains_key("x-idempotent"))
}

/// A problem answer, unless the handler documented that status itself.
fn answer(operation: &mut Operation, status: &str, description: &str) {
    operation.responses.responses.entry(status.to_owned()).or_insert_with(|| {
        RefOr::T(
            ResponseBuilder::new()
                .description(description)
                .content("application/problem+json", problem())
                .build(),
        )
    });
}

/// Errors that a handler documented itself are problem documents too.
fn retype_problems(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && !status.starts_with('2')
            && let Some(content) = response.content.shift_remove("application/json")
        {
            response.content.insert("application/problem+json".to_owned(), content);
        }
    }
}

fn problem() -> utoipa::openapi::Content {
    ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build()
}

fn idempotency_key() -> utoipa::openapi::path::Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .min_length(Some(1))
        .max_length(Some(128))
        .pattern(Some("^[\\x21-\\x7e]+$"))
        .build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(
            "Chosen by the caller, one per intended action; repeating the call repeats the answer",
        ))
        .schema(Some(schema))
        .build()
}

fn secure(components: &mut Components) {
    let cookie = ApiKeyValue::with_description(
        "__Host-kn_at",
        "Browsers: set by login. State changes need the header `X-KN-CSRF: 1` as well.",
    );
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("Scripts: from login with transport `bearer`. `X-KN-Account` may name another membership."))
        .build();
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
}

/// Names of the schemas that request bodies use, directly or through others.
fn body_schemas(document: &mut OpenApi) -> BTreeSet<String> {
    let mut open: Vec<String> = document
        .paths
        .paths
        .values_mut()
        .flat_map(operations)
        .filter_map(|operation| operation.request_body.as_ref())
        .flat_map(refs)
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if seen.insert(name.clone())
            && let Some(schema) =
                document.components.as_ref().and_then(|all| all.schemas.get(&name))
        {
            open.extend(refs(schema));
        }
    }
    seen
}

/// Every schema name that a piece of the document refers to.
fn refs<T: serde::Serialize>(part: &T) -> Vec<String> {
    let text = serde_json::to_string(part).unwrap_or_default();
    let mark = "#/components/schemas/";
    text.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// Responses always carry every field, `null` included, but for these.
fn is_optional(schema: &str, field: &str) -> bool {
    match schema {
        "Problem" => ["retry_after", "needed", "available", "shortfall"].contains(&field),
        "SignedIn" => ["access_token", "refresh_token", "token_type"].contains(&field),
        _ => field == "total" && schema.ends_with("Page"),
    }
}

/// The registry of codes, with what each means.
fn error_codes() -> Schema {
    let titles: Vec<&str> = Code::ALL.iter().map(|code| code.title()).collect();
    let extensions = ExtensionsBuilder::new().add("x-enum-descriptions", titles).build();
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some(Code::ALL.iter().map(|code| code.as_str())))
        .description(Some("Stable, for programs. Codes are added, never changed."))
        .extensions(Some(extensions))
        .build()
        .into()
}

fn require_all(name: &str, schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            object.required = object
                .properties
                .keys()
                .filter(|field| !is_optional(name, field))
                .cloned()
                .collect();
        }
        Schema::AllOf(parts) => parts.items.iter_mut().for_each(|part| require_all(name, part)),
        _ => {}
    }
}
