//! Checks JSON against the schemas of the OpenAPI document; as much of JSON Schema as the document uses.

use serde_json::Value;

/// What does not fit, each with its place.
pub(crate) fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut check = Check { document, faults: Vec::new() };
    check.fits("", schema, value);
    check.faults
}

/// Every name a schema lets an object have; none if it is open.
fn names<'d>(document: &'d Value, schema: &'d Value, into: &mut Vec<&'d str>) {
    let schema = resolved(document, schema);
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        into.extend(properties.keys().map(String::as_str));
    }
    for part in list(schema, "allOf") {
        names(document, part, into);
    }
}

fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(path) => {
            let pointer = path.trim_start_matches('#');
            let found = document
                .pointer(pointer)
                .unwrap_or_else(|| unreachable!("{path} is not in the document"));
            resolved(document, found)
        }
        None => schema,
    }
}

fn list<'d>(schema: &'d Value, name: &str) -> &'d [Value] {
    schema.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

struct Check<'d> {
    document: &'d Value,
    faults: Vec<String>,
}

impl Check<'_> {
    fn fault(&mut self, at: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{at}: {what}"));
    }

    fn fits(&mut self, at: &str, schema: &Value, value: &Value) {
        let schema = resolved(self.document, schema);
        for part in list(schema, "allOf") {
            self.fits(at, part, value);
        }
        let choices = list(schema, "oneOf");
        if !choices.is_empty() {
            let fitting =
                choices.iter().filter(|one| faults(self.document, one, value).is_empty()).count();
            if fitting != 1 {
                self.fault(at, format!("fits {fitting} of {} choices: {value}", choices.len()));
            }
        }
        self.has_type(at, schema, value);
        let among = list(schema, "enum");
        if !among.is_empty() && !among.contains(value) {
            self.fault(at, format!("{value} is not in the list"));
        }
        self.has_size(at, schema, value);
        self.has_members(at, schema, value);
        if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
            for (n, value) in values.iter().enumerate() {
                self.fits(&format!("{at}/{n}"), items, value);
            }
        }
    }

    fn has_type(&mut self, at: &str, schema: &Value, value: &Value) {
        let is = |kind: &str| match kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            _ => false,
        };
        let fits = match schema.get("type") {
            Some(Value::String(kind)) => is(kind),
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
            _ => true,
        };
        if !fits {
            self.fault(at, format!("{value} is not {}", schema["type"]));
        }
    }

    fn has_size(&mut self, at: &str, schema: &Value, value: &Value) {
        if let Some(text) = value.as_str() {
            let letters = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            let least = schema.get("minLength").and_then(Value::as_u64).unwrap_or(0);
            let most = schema.get("maxLength").and_then(Value::as_u64).unwrap_or(u64::MAX);
            if !(least..=most).contains(&letters) {
                self.fault(at, format!("{letters} letters, not {least} to {most}"));
            }
            let good = match schema.get("format").and_then(Value::as_str) {
                Some("date-time") => {
                    text.parse::<chrono::DateTime<chrono::Utc>>().is_ok() && text.ends_with('Z')
                }
                Some("date") => text.parse::<chrono::NaiveDate>().is_ok(),
                _ => true,
            };
            if !good {
                self.fault(at, format!("{text:?} is no {}", schema["format"]));
            }
        }
        if let Some(number) = value.as_f64() {
            let least = schema.get("minimum").and_then(Value::as_f64).unwrap_or(f64::NEG_INFINITY);
            let most = schema.get("maximum").and_then(Value::as_f64).unwrap_or(f64::INFINITY);
            if !(least..=most).contains(&number) {
                self.fault(at, format!("{number} is not from {least} to {most}"));
            }
        }
    }

    fn has_members(&mut self, at: &str, schema: &Value, value: &Value) {
        let Some(members) = value.as_object() else { return };
        for name in list(schema, "required").iter().filter_map(Value::as_str) {
            if !members.contains_key(name) {
                self.fault(at, format!("{name} is absent"));
            }
        }
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
        for (name, value) in members {
            if let Some(schema) = properties.get(name) {
                self.fits(&format!("{at}/{name}"), schema, value);
            }
        }
    }
}

/// Members of an answer that the document does not tell of.
pub(crate) fn untold(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut told = Vec::new();
    names(document, schema, &mut told);
    if told.is_empty() {
        return Vec::new();
    }
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, _)| name.clone()).filter(|name| !told.contains(&name.as_str())).collect()
}

#[test]
fn the_validator_sees_what_is_wrong() {
    let document = serde_json::json!({ "components": { "schemas": { "Money": {
        "type": "object", "required": ["amount"], "properties": { "amount": { "type": "integer", "minimum": 0 } },
    }}}});
    let page = serde_json::json!({ "type": "object", "required": ["items"], "properties": {
        "items": { "type": "array", "items": { "$ref": "#/components/schemas/Money" } },
        "at": { "type": ["string", "null"], "format": "date-time" },
        "kind": { "enum": ["a", "b"] },
        "either": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Money" }] },
    }});
    let good = serde_json::json!({ "items": [{ "amount": 1 }], "at": null, "kind": "a", "either": { "amount": 2 } });
    assert!(faults(&document, &page, &good).is_empty());
    for bad in [
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!({ "items": [{}] }),
        serde_json::json!({ "items": [{ "amount": "1" }] }),
        serde_json::json!({ "items": [{ "amount": 1.5 }] }),
        serde_json::json!({ "items": [{ "amount": -1 }] }),
        serde_json::json!({ "items": [], "at": "yesterday" }),
        serde_json::json!({ "items": [], "kind": "c" }),
        serde_json::json!({ "items": [], "either": 3 }),
    ] {
        assert!(!faults(&document, &page, &bad).is_empty(), "{bad}");
    }
    assert_eq!(
        untold(&document, &page, &serde_json::json!({ "items": [], "secret": 1 })),
        ["secret"]
    );
}
