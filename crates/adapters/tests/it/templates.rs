//! The mail templates of `app`, through minijinja and mrml, strictly: an unknown variable is an error.
//!
//! With `KN_MAIL_PREVIEW=<folder>` in the environment the results are written there to look at.

use std::path::Path;

use minijinja::value::Value;
use minijinja::{Environment, UndefinedBehavior, context};
use mrml::prelude::render::RenderOptions;

const NAMES: [&str; 7] = [
    "welcome",
    "verify_email",
    "password_reset",
    "order_placed",
    "payment_received",
    "server_ready",
    "payment_instructions",
];
const EVIL: &str = "<script>alert(1)</script>\"'&{{7*7}}</mj-text></mjml>";

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src/notifications/templates")
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        environment.add_template_owned(name, text).unwrap();
    }
    environment
}

struct Mail {
    subject: String,
    text: String,
    html: String,
}

fn render(environment: &Environment<'_>, name: &str, values: &Value) -> Mail {
    let part = |suffix: &str| {
        let template = environment.get_template(&format!("{name}.{suffix}")).unwrap();
        template.render(values).unwrap_or_else(|e| panic!("{name}.{suffix}: {e:#}"))
    };
    let parsed = mrml::parse(part("mjml.html")).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert!(parsed.warnings.is_empty(), "{name}: {:?}", parsed.warnings);
    let html = parsed.element.render(&RenderOptions::default()).unwrap();
    Mail { subject: part("subject.txt"), text: part("txt"), html }
}

fn frame(name: &str) -> Value {
    context! {
        brand => context! {
            name => "KloudNests",
            tagline => "Enterprise Cloud Infrastructure Provider",
            accent => "#2563eb",
            site_url => "https://kloudnests.example",
            support_email => "support@kloudnests.example",
        },
        company => context! {
            name => "KloudNests Ltd",
            address => "12 Harbour Street, 3601 Limassol, Cyprus",
        },
        recipient => context! { name => name },
    }
}

/// Everything a template may show.
fn full(template: &str, name: &str) -> Value {
    let own = match template {
        "welcome" => context! {
            console_url => "https://kloudnests.example/dashboard",
            verify_url => "https://kloudnests.example/verify-email?token=abc&u=1",
            valid_for => "24 hours",
        },
        "verify_email" => context! {
            email => "ana@example.test",
            verify_url => "https://kloudnests.example/verify-email?token=abc&u=1",
            valid_for => "24 hours",
        },
        "password_reset" => context! {
            reset_url => "https://kloudnests.example/reset-password?token=abc",
            valid_for => "30 minutes",
            requested_from => "203.0.113.9",
            requested_at => "22 Nov 2026, 14:05 UTC",
        },
        "order_placed" => order(true),
        "payment_received" => context! {
            payment => context! {
                amount => "$133.26", method => "Bank transfer",
                reference => "CY-8812-0091", received_on => "24 Nov 2026",
            },
            invoice => context! {
                name => "Invoice INV-2026-000045",
                url => "https://kloudnests.example/dashboard/billing/inv_1", due => "",
            },
            order => context! { number => "KN-10041" },
        },
        "server_ready" => server(true),
        _ => instructions(),
    };
    context! { ..frame(name), ..own }
}

fn order(due: bool) -> Value {
    context! {
        order => context! {
            number => "KN-10041",
            url => "https://kloudnests.example/dashboard/orders/ord_1",
            items => [
                context! { description => "Cloud VPS M, monthly", amount => "$20.00" },
                context! { description => "cPanel licence, monthly", amount => "$15.00" },
                context! { description => "Set-up", amount => "$5.00" },
            ],
            total => "$40.00",
            location => "Amsterdam, Netherlands",
        },
        document => context! { name => "Proforma invoice PRO-2026-000123" },
        payment => context! {
            due => if due { "$40.00" } else { "" },
            due_on => "6 Dec 2026",
            reference => "PRO-2026-000123",
            pay_url => "https://kloudnests.example/dashboard/billing/inv_1",
            rows => [["Bank", "Bank of Cyprus"], ["IBAN", "CY17 0020 0128 0000 0012 0052 7600"], ["BIC", ""]],
        },
    }
}

fn server(with_password: bool) -> Value {
    let secret = with_password.then_some("kept-out-of-mail-7Q");
    context! {
        server => context! {
            hostname => "vps1.customer.example", ip_address => "203.0.113.7", ssh_port => 2222,
            username => "root", plan => "Cloud VPS M", operating_system => "Debian 12",
            location => "Amsterdam", url => "https://kloudnests.example/dashboard/servers/srv_1",
        },
        reveal_url => "https://kloudnests.example/dashboard/servers/srv_1#credentials",
        password => secret,
        panel => context! { url => "https://203.0.113.7:2087", username => "customer" },
        notes => "The second address follows tomorrow.",
    }
}

fn instructions() -> Value {
    context! {
        payment => context! {
            due => "$40.00", due_on => "6 Dec 2026", reference => "PRO-2026-000123",
            pay_url => "https://kloudnests.example/dashboard/billing/inv_1",
        },
        document => context! { name => "Proforma invoice PRO-2026-000123", attached => true },
        methods => [
            context! {
                title => "Bank transfer (EUR)",
                rows => [["Account holder", "KloudNests Ltd"], ["IBAN", "CY17 0020 0128 0000 0012 0052 7600"]],
                note => "Transfers usually arrive within one working day.",
            },
            context! { title => "Bitcoin", rows => [["Address", "bc1qexampleaddress0000000000000000000000"]] },
        ],
    }
}

#[test]
fn every_template_renders_and_has_its_twins() {
    let environment = environment();
    for name in NAMES {
        let mail = render(&environment, name, &full(name, "Ana Petrović"));
        assert!(
            !mail.subject.is_empty() && !mail.subject.contains('\n'),
            "{name}: {}",
            mail.subject
        );
        assert!(mail.text.starts_with("Hello Ana Petrović,\n\n"), "{name}: {}", mail.text);
        assert!(!mail.text.contains("\n\n\n"), "{name} has holes: {}", mail.text);
        assert!(
            !mail.text.contains("&amp;") && !mail.text.contains("&#x"),
            "{name}: {}",
            mail.text
        );
        assert!(mail.html.contains("Hello Ana Petrović"), "{name}");
        assert!(mail.html.contains("<html lang=\"en\""), "{name}: {}", &mail.html[..200]);
        for both in ["support@kloudnests.example", "12 Harbour Street", "KloudNests"] {
            assert!(mail.html.contains(both) && mail.text.contains(both), "{name}: {both}");
        }
        for unwanted in ["<mj-", "fonts.googleapis", "<script", "{{", "{%", "<img"] {
            assert!(!mail.html.contains(unwanted), "{name} contains {unwanted}");
        }
        assert!(mail.html.len() < 60_000, "{name}: Gmail cuts at 102 kB");
        preview(name, &mail);
    }
}

#[expect(clippy::disallowed_methods, reason = "a developer asks for files to look at")]
fn preview(name: &str, mail: &Mail) {
    if let Ok(folder) = std::env::var("KN_MAIL_PREVIEW") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(format!("{folder}/{name}.html"), &mail.html).unwrap();
        let text = format!("Subject: {}\n\n{}", mail.subject, mail.text);
        std::fs::write(format!("{folder}/{name}.txt"), text).unwrap();
    }
}

#[test]
fn the_files_are_the_ones_that_are_tested() {
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut expected: Vec<String> = NAMES
        .iter()
        .flat_map(|n| ["mjml.html", "subject.txt", "txt"].map(|s| format!("{n}.{s}")))
        .chain(["layout.mjml.html", "layout.txt", "parts.mjml.html"].map(str::to_owned))
        .collect();
    files.sort();
    expected.sort();
    assert_eq!(files, expected);
}

#[test]
fn values_can_not_break_out_of_the_page() {
    let environment = environment();
    for name in NAMES {
        let mail = render(&environment, name, &full(name, EVIL));
        assert!(!mail.html.contains("<script"), "{name}");
        assert!(mail.html.contains("&lt;script&gt;"), "{name}");
        assert!(!mail.html.contains("49</"), "{name}: a value was evaluated");
        assert!(mail.html.trim_end().ends_with("</html>"), "{name}");
        // Plain text is plain.
        assert!(mail.text.contains(EVIL), "{name}: {}", mail.text);
    }
}

#[test]
fn links_lead_where_they_should() {
    let environment = environment();
    let mail = render(&environment, "verify_email", &full("verify_email", "Ana"));
    let decoded = mail.html.replace("&#x2f;", "/").replace("&amp;", "&");
    let link = "href=\"https://kloudnests.example/verify-email?token=abc&u=1\"";
    assert!(decoded.contains(link), "{decoded}");
    assert!(mail.text.contains("\nhttps://kloudnests.example/verify-email?token=abc&u=1\n"));
}

#[test]
fn the_password_is_mailed_only_when_it_is_given() {
    let environment = environment();
    let values = |with| context! { ..frame("Ana"), ..server(with) };
    let with = render(&environment, "server_ready", &values(true));
    let without = render(&environment, "server_ready", &values(false));
    assert!(with.html.contains("kept-out-of-mail-7Q") && with.text.contains("kept-out-of-mail-7Q"));
    for part in [&without.html, &without.text] {
        assert!(!part.contains("Password") && !part.contains("kept-out"), "{part}");
        assert!(part.contains("not in this mail"), "{part}");
    }
    assert!(without.text.contains("/dashboard/servers/srv_1#credentials"));
}

#[test]
fn a_paid_order_is_not_asked_to_pay() {
    let environment = environment();
    let values = |due| context! { ..frame("Ana"), ..order(due) };
    let due = render(&environment, "order_placed", &values(true));
    let paid = render(&environment, "order_placed", &values(false));
    assert!(due.subject.ends_with("$40.00 to pay") && due.html.contains("Pay now"));
    assert!(due.text.contains("IBAN: CY17") && !due.text.contains("BIC"));
    assert_eq!(paid.subject, "Your order KN-10041");
    assert!(!paid.html.contains("Pay now") && !paid.text.contains("IBAN"), "{}", paid.text);
}

#[test]
fn optional_values_may_be_left_out() {
    let environment = environment();
    let bare = |own: Value| context! { ..frame("Ana"), ..own };
    let cases = [
        ("welcome", context! { console_url => "https://kloudnests.example/dashboard" }),
        (
            "password_reset",
            context! { reset_url => "https://x.example/r", valid_for => "30 minutes" },
        ),
        (
            "payment_received",
            context! {
                payment => context! { amount => "$1.00", method => "Wallet", received_on => "1 Dec 2026" },
                invoice => context! { name => "Invoice 1", url => "https://x.example/i", due => "$2.00" },
                order => context! { number => () },
            },
        ),
        (
            "server_ready",
            context! {
                server => context! {
                    hostname => "a.example", ip_address => "203.0.113.7", ssh_port => 22,
                    username => "root", url => "https://x.example/s",
                },
                reveal_url => "https://x.example/r",
                panel => context! { url => "https://x.example:2087", username => () },
                password => (),
                notes => (),
            },
        ),
        (
            "order_placed",
            context! {
                order => context! {
                    number => "KN-1", url => "https://x.example/o", total => "$1.00",
                    items => [context! { description => "VPS", amount => "$1.00" }],
                },
                document => context! { name => "Proforma 1" },
                payment => context! { due => "$1.00", pay_url => "https://x.example/p" },
            },
        ),
    ];
    for (name, own) in cases {
        let mail = render(&environment, name, &bare(own));
        assert!(!mail.text.contains("\n\n\n"), "{name} has holes: {}", mail.text);
        assert!(!mail.html.contains("undefined") && !mail.text.contains("none"), "{name}");
    }
}
