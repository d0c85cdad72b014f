//! The operations of the OpenAPI document, ready to be asked.

use axum::http::Method;
use kn_testkit::{Answer, Client};
use serde_json::Value;

use crate::samples;
use crate::world::World;

#[derive(Debug, Clone)]
pub(crate) struct Op {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) template: String,
    pub(crate) idempotent: bool,
    pub(crate) has_body: bool,
    /// The document says that no sign-in is needed.
    pub(crate) is_open: bool,
}

pub(crate) fn document() -> Value {
    serde_json::from_str(&kn_http::openapi::json()).expect("the document is JSON")
}

/// Every operation of the document.
pub(crate) fn all() -> Vec<Op> {
    let document = document();
    let paths = document.get("paths").and_then(Value::as_object).expect("paths");
    let mut ops = Vec::new();
    for (template, item) in paths {
        for (method, operation) in item.as_object().expect("a path item") {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else { continue };
            ops.push(Op {
                id: id.to_owned(),
                method,
                template: template.clone(),
                idempotent: operation.get("x-idempotent").is_some(),
                has_body: operation.get("requestBody").is_some(),
                is_open: operation.get("security").is_some(),
            });
        }
    }
    assert!(ops.len() > 60, "the document lists only {} operations", ops.len());
    ops
}

impl Op {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.template)
    }

    pub(crate) fn is_staff(&self) -> bool {
        self.template.starts_with("/api/v1/admin/")
    }

    pub(crate) fn has_id(&self) -> bool {
        self.template.contains("{id}")
    }

    /// The path with Ana's things in it.
    pub(crate) fn path(&self, world: &World) -> String {
        let slug = self.template.replace("{slug}", "vps-starter");
        slug.replace("{id}", &samples::id(self, world))
    }

    /// Asks with a body that would be accepted.
    pub(crate) async fn ask(&self, world: &World, client: &Client) -> Answer {
        self.ask_at(world, client, &self.path(world)).await
    }

    pub(crate) async fn ask_at(&self, world: &World, client: &Client, path: &str) -> Answer {
        let body = self.has_body.then(|| samples::body(self, world));
        let key = format!("walk-{}", self.id);
        let headers: &[(&str, &str)] = &[("idempotency-key", key.as_str())];
        let headers = if self.idempotent { headers } else { &[] };
        client.send(self.method.clone(), path, headers, body.as_ref()).await
    }
}
