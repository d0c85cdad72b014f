//! SendGrid's `POST /v3/mail/send`, with the facts of its OpenAPI document (`tsg_mail_v3.json`).

use base64::Engine as _;
use kn_adapters::mail::SendgridMailer;
use kn_core::ports::mail::{MailError, Mailer as _};
use kn_core::secret::Secret;
use serde_json::{Value, json};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::sample::{PDF, message};

const KEY: &str = "SG.test-key";

fn mailer(server: &MockServer) -> SendgridMailer {
    at(&server.uri())
}

fn at(base_url: &str) -> SendgridMailer {
    let client = SendgridMailer::client().unwrap();
    SendgridMailer::new(client, &Secret::new(KEY.to_owned()), base_url).unwrap()
}

async fn answering(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v3/mail/send"))
        .and(header("Authorization", "Bearer SG.test-key"))
        .and(header("Content-Type", "application/json"))
        .respond_with(response)
        .mount(&server)
        .await;
    server
}

/// What the OpenAPI document demands of a request body.
fn assert_valid(body: &Value) {
    let fields: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
    for required in ["personalizations", "from", "subject", "content"] {
        assert!(fields.contains(&required), "{required} is missing");
    }
    for field in &fields {
        let known = [
            "personalizations",
            "from",
            "reply_to",
            "reply_to_list",
            "subject",
            "content",
            "attachments",
            "template_id",
            "headers",
            "categories",
            "custom_args",
            "send_at",
            "batch_id",
            "asm",
            "ip_pool_name",
            "mail_settings",
            "tracking_settings",
        ];
        assert!(known.contains(field), "{field} is not a field of the request");
    }
    for personalization in body["personalizations"].as_array().unwrap() {
        assert!(!personalization["to"].as_array().unwrap().is_empty());
        for value in personalization["custom_args"].as_object().unwrap().values() {
            assert!(value.is_string());
        }
    }
    let kinds: Vec<&Value> =
        body["content"].as_array().unwrap().iter().map(|c| &c["type"]).collect();
    assert_eq!(kinds, ["text/plain", "text/html"], "the plain text comes first");
    for content in body["content"].as_array().unwrap() {
        assert!(!content["value"].as_str().unwrap().is_empty());
    }
    for attachment in body["attachments"].as_array().into_iter().flatten() {
        let content = attachment["content"].as_str().unwrap();
        assert!(!content.contains(['\r', '\n']), "base64 without line breaks");
        assert!(["attachment", "inline"].contains(&attachment["disposition"].as_str().unwrap()));
    }
    for category in body["categories"].as_array().into_iter().flatten() {
        assert!(category.as_str().unwrap().len() <= 255);
    }
    let reserved = [
        "x-sg-id",
        "x-sg-eid",
        "received",
        "dkim-signature",
        "content-type",
        "content-transfer-encoding",
        "to",
        "from",
        "subject",
        "reply-to",
        "cc",
        "bcc",
    ];
    for name in body["headers"].as_object().into_iter().flatten().map(|(name, _)| name) {
        assert!(!reserved.contains(&name.to_lowercase().as_str()), "{name} is reserved");
    }
}

#[tokio::test]
async fn the_request_is_the_documented_one() {
    let accepted = ResponseTemplate::new(202).insert_header("X-Message-Id", "sg-4711");
    let server = answering(accepted).await;
    let receipt = mailer(&server).send(&message()).await.unwrap();
    assert_eq!(receipt.provider_id.as_deref(), Some("sg-4711"));

    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    let body: Value = requests[0].body_json().unwrap();
    assert_valid(&body);
    let pdf = base64::engine::general_purpose::STANDARD.encode(PDF);
    let expected = json!({
        "personalizations": [{
            "to": [{"email": "ana@example.test", "name": "Ana Petrović"}],
            "custom_args": {"mail_id": "mail_01KN7Z"},
        }],
        "from": {"email": "billing@kloudnests.example", "name": "KloudNests"},
        "reply_to": {"email": "help@kloudnests.example"},
        "subject": "Račun INV-2026-000045 — plaćeno",
        "content": [
            {"type": "text/plain", "value": message().text},
            {"type": "text/html", "value": message().html},
        ],
        "attachments": [{
            "content": pdf,
            "type": "application/pdf",
            "filename": "INV-2026-000045.pdf",
            "disposition": "attachment",
        }],
        "categories": ["invoice"],
        "headers": {"Auto-Submitted": "auto-generated"},
        "tracking_settings": {
            "click_tracking": {"enable": false, "enable_text": false},
            "open_tracking": {"enable": false},
        },
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_mail_without_extras_has_no_empty_fields() {
    let server = answering(ResponseTemplate::new(202)).await;
    let mut bare = message();
    bare.reply_to = None;
    bare.attachments.clear();
    bare.to.name.clear();
    let receipt = mailer(&server).send(&bare).await.unwrap();
    assert_eq!(receipt.provider_id, None);
    let body: Value = server.received_requests().await.unwrap()[0].body_json().unwrap();
    assert_valid(&body);
    assert!(body.get("reply_to").is_none() && body.get("attachments").is_none());
    assert_eq!(body["personalizations"][0]["to"][0], json!({"email": "ana@example.test"}));
}

#[tokio::test]
async fn only_429_and_500s_are_worth_another_try() {
    let problem = json!({"errors": [{
        "message": "The from address does not match a verified Sender Identity.",
        "field": "from",
        "help": null,
    }]});
    for (status, transient) in [
        (400, false),
        (401, false),
        (403, false),
        (413, false),
        (302, false),
        (429, true),
        (500, true),
        (503, true),
    ] {
        let server = answering(ResponseTemplate::new(status).set_body_json(&problem)).await;
        let error = mailer(&server).send(&message()).await.unwrap_err();
        assert_eq!(error.is_transient(), transient, "{status}: {error}");
        let text = error.to_string();
        assert!(text.contains(&status.to_string()) && text.contains("Sender Identity"), "{text}");
        assert!(!text.contains(KEY));
    }
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_survived() {
    let server = answering(ResponseTemplate::new(502).set_body_string("<html>bad</html>")).await;
    let error = mailer(&server).send(&message()).await.unwrap_err();
    assert_eq!(error, MailError::Transient("SendGrid answered 502".into()));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = MockServer::start().await;
    let target = format!("{}/v3/mail/send", elsewhere.uri());
    let server =
        answering(ResponseTemplate::new(307).insert_header("Location", target.as_str())).await;
    let error = mailer(&server).send(&message()).await.unwrap_err();
    assert!(!error.is_transient(), "{error}");
    assert!(elsewhere.received_requests().await.unwrap().is_empty(), "the key must stay here");
}

#[tokio::test]
async fn an_unreachable_server_may_work_later_and_a_bad_mail_is_not_sent() {
    let server = answering(ResponseTemplate::new(202)).await;
    let mut bad = message();
    bad.to.name = "Ana\r\nBcc: x".into();
    assert!(matches!(mailer(&server).send(&bad).await, Err(MailError::Permanent(_))));
    assert!(server.received_requests().await.unwrap().is_empty());

    let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let away = at(&format!("http://{unused}"));
    let error = away.send(&message()).await.unwrap_err();
    assert!(error.is_transient(), "{error}");
}
