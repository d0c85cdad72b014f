//! Wrong configuration and wrong use: one clear sentence and a failing exit code. Right use: the right answer.

use crate::home::{Home, Said};

/// One sentence for the operator, no debris, no secret.
#[track_caller]
fn assert_refused(said: &Said, names: &str) {
    assert_eq!(said.code, Some(1), "{said:?}");
    let err = said.err.trim_end();
    assert!(err.starts_with("kloudnests: ") && !err.contains('\n'), "one line: {said:?}");
    assert!(err.ends_with('.') || err.ends_with(".)"), "a sentence: {said:?}");
    assert!(err.contains(names), "{names:?} is named: {said:?}");
    for debris in ["panicked", "RUST_BACKTRACE", "Err(", "Error {", ".."] {
        assert!(!err.contains(debris), "{debris}: {said:?}");
    }
    assert!(said.out.is_empty(), "{said:?}");
}

#[test]
fn wrong_configuration_is_one_clear_sentence() {
    let table: [(&str, &[(&str, &str)], &str); 26] = [
        ("a word for an address", &[("KN_LISTEN", "everywhere")], "KN_LISTEN"),
        ("no port", &[("KN_LISTEN", "127.0.0.1")], "KN_LISTEN"),
        ("a port too high", &[("KN_LISTEN", "127.0.0.1:65536")], "KN_LISTEN"),
        ("the demo for everybody", &[("KN_LISTEN", "0.0.0.0:0")], "KN_DEMO_PUBLIC"),
        ("the demo on all IPv6 addresses", &[("KN_LISTEN", "[::]:0")], "KN_DEMO_PUBLIC"),
        ("an unknown mode", &[("KN_MODE", "staging")], "KN_MODE"),
        ("production without an address", &[("KN_MODE", "production")], "KN_PUBLIC_URL"),
        (
            "production over http",
            &[("KN_MODE", "production"), ("KN_PUBLIC_URL", "http://cloud.example.com")],
            "https://",
        ),
        (
            "an address with a path",
            &[("KN_PUBLIC_URL", "https://cloud.example.com/app")],
            "KN_PUBLIC_URL",
        ),
        (
            "an address with a login",
            &[("KN_PUBLIC_URL", "https://me@cloud.example.com")],
            "KN_PUBLIC_URL",
        ),
        (
            "limits off in production",
            &[
                ("KN_MODE", "production"),
                ("KN_PUBLIC_URL", "https://a.example"),
                ("KN_RATE_LIMITS", "off"),
            ],
            "KN_RATE_LIMITS",
        ),
        (
            "the public demo in production",
            &[
                ("KN_MODE", "production"),
                ("KN_PUBLIC_URL", "https://a.example"),
                ("KN_DEMO_PUBLIC", "yes"),
            ],
            "KN_DEMO_PUBLIC",
        ),
        ("limits half on", &[("KN_RATE_LIMITS", "maybe")], "KN_RATE_LIMITS"),
        ("mail by pigeon", &[("KN_MAIL", "pigeon://loft")], "KN_MAIL"),
        ("mail to nowhere", &[("KN_MAIL", "smtp://")], "KN_MAIL"),
        ("demo mail to the world", &[("KN_MAIL", "smtp://mail.example.com:587")], "KN_MAIL"),
        ("SendGrid without a key", &[("KN_MAIL", "sendgrid")], "KN_SENDGRID_KEY_FILE"),
        (
            "a SendGrid key that is not there",
            &[("KN_MAIL", "sendgrid"), ("KN_SENDGRID_KEY_FILE", "/no/such/key")],
            "KN_SENDGRID_KEY_FILE",
        ),
        ("a sender that is none", &[("KN_MAIL_FROM", "nobody")], "KN_MAIL_FROM"),
        ("another database", &[("KN_DATABASE_URL", "mysql://localhost/x")], "KN_DATABASE_URL"),
        ("a log format", &[("KN_LOG_FORMAT", "xml")], "KN_LOG_FORMAT"),
        ("a log filter", &[("KN_LOG", "kn_app=shout")], "KN_LOG"),
        ("a time zone", &[("KN_TIME_ZONE", "Mars/Olympus")], "KN_TIME_ZONE"),
        ("a currency", &[("KN_CURRENCY", "dollars")], "KN_CURRENCY"),
        ("a proxy by name", &[("KN_TRUSTED_PROXIES", "10.0.0.1,proxy")], "KN_TRUSTED_PROXIES"),
        (
            "a metrics token that is not there",
            &[("KN_METRICS_TOKEN_FILE", "/no/such/token")],
            "KN_METRICS_TOKEN_FILE",
        ),
    ];
    for (what, env, names) in table {
        let home = env.iter().fold(Home::empty(), |home, (name, value)| home.with(name, value));
        let said = home.run(&["serve"]);
        assert!(said.err.contains(names), "{what}: {said:?}");
        assert_refused(&said, names);
        assert!(!home.database().exists(), "{what}: nothing was begun");
    }
}

#[test]
fn a_configuration_file_is_read_strictly() {
    let home = Home::empty();
    let write = |text: &str| std::fs::write(home.data().join("kn.toml"), text).expect("a file");
    let check = || home.run(&["--config", "kn.toml", "config", "check"]);
    write("listne = \"127.0.0.1:0\"\n");
    assert_refused(&check(), "listne");
    write("mail_from = 5\n");
    assert_refused(&check(), "mail_from");
    write("mail_from = \n");
    assert_refused(&check(), "kn.toml");
    assert_refused(&home.run(&["--config", "absent.toml", "config", "check"]), "absent.toml");
    write("log = \"debug\"\nmail_from = \"Shop <shop@example.com>\"\n");
    let said = check();
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("Shop <shop@example.com>") && said.out.contains("sound"), "{said:?}");
    // The usual name is found by itself; a flag beats the environment, which beats the file.
    std::fs::rename(home.data().join("kn.toml"), home.data().join("kloudnests.toml"))
        .expect("renamed");
    assert!(home.run(&["config", "check"]).out.contains("Shop <shop@example.com>"));
    let home = home.with("KN_LISTEN", "127.0.0.1:7777");
    assert!(home.run(&["config", "check"]).out.contains("127.0.0.1:7777"));
    assert!(
        home.run(&["--listen", "127.0.0.1:8888", "config", "check"]).out.contains("127.0.0.1:8888")
    );
}

#[test]
fn a_configuration_shows_no_secret() {
    let home = Home::empty().with("KN_DATABASE_URL", "postgres://kn:s3cret@db.example/kn");
    let said = home.run(&["config", "check"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.out.contains("postgres://kn@db.example/kn") && !said.out.contains("s3cret"),
        "{said:?}"
    );
    let home = home.with("KN_DATABASE_URL", "postgres://kn:s3cret@127.0.0.1:1/kn");
    let said = home.run(&["migrate"]);
    assert_refused(&said, "127.0.0.1:1");
    assert!(!said.err.contains("s3cret"), "{said:?}");
}

#[test]
fn folders_that_cannot_be_used_are_named() {
    let home = Home::empty();
    std::fs::write(home.data().join("file"), "x").expect("a file");
    let below = home.data().join("file").join("data");
    let said = home.run(&["--data-dir", &below.display().to_string(), "serve"]);
    assert_refused(&said, "file/data");
    let said = home.run(&["--database-url", "sqlite:/no/such/folder/kn.db", "serve"]);
    assert_refused(&said, "/no/such/folder");
    std::fs::write(
        home.database(),
        "this is not a database, but it is long enough to look at ".repeat(40),
    )
    .expect("a file");
    assert_refused(&home.run(&["serve"]), "kloudnests.db");
    let other = Home::empty();
    std::fs::write(other.data().join("secret.key"), "too short").expect("a file");
    assert_refused(&other.run(&["serve"]), "secret.key");
}

#[test]
fn wrong_words_on_the_command_line_are_explained() {
    let home = Home::empty();
    for args in [
        vec!["dance"],
        vec!["serve", "--now"],
        vec!["admin", "create"],
        vec!["admin", "create", "--email"],
        vec![],
    ] {
        let said = home.run(&args);
        assert_eq!(said.code, Some(2), "{said:?}");
        assert!(said.err.contains("--help") && said.out.is_empty(), "{said:?}");
    }
    let said = home.run(&["--help"]);
    assert_eq!(said.code, Some(0));
    for command in [
        "serve",
        "worker",
        "migrate",
        "seed",
        "admin",
        "doctor",
        "verify-books",
        "openapi",
        "config",
    ] {
        assert!(said.out.contains(command), "{command}");
    }
}

#[test]
fn the_document_printed_is_the_one_checked_in() {
    let home = Home::empty();
    let said = home.run(&["openapi"]);
    assert_eq!(said.code, Some(0));
    let checked_in = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json");
    let checked_in = std::fs::read_to_string(checked_in).expect("openapi.json");
    assert!(said.out == checked_in, "run: cargo run -p xtask -- openapi");
    assert!(
        !home.database().exists() && !home.data().join("secret.key").exists(),
        "printing makes nothing"
    );
}

#[test]
fn administrators_are_made_with_a_good_password_only() {
    let home = Home::empty();
    let create = |email: &str, password: &str| {
        home.run_told(
            &["admin", "create", "--email", email, "--name", "Root Admin", "--password-stdin"],
            password,
        )
    };
    let good = "a-Long-and-good-pass-71";
    assert_refused(&create("root@admin.example", ""), "password");
    assert_refused(&create("root@admin.example", "short"), "not created");
    assert_refused(&create("root", good), "not created");
    let said = create("root@admin.example", &format!("{good}\n"));
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("root@admin.example") && !said.out.contains(good), "{said:?}");
    assert_refused(&create("ROOT@admin.example", good), "not created");
    let made_up = home.run(&["admin", "create", "--email", "two@admin.example", "--name", "Two"]);
    let password =
        made_up.out.lines().find_map(|line| line.strip_prefix("Password: ")).expect("a password");
    assert!(password.len() >= 20);
    let server = home.serve();
    for (email, password) in [("root@admin.example", good), ("two@admin.example", password)] {
        let me = server
            .client
            .sign_in(email, password)
            .get("/api/v1/me")
            .expect("an answer")
            .expect(200)
            .json();
        assert_eq!(me["user"]["is_staff"], serde_json::json!(true));
    }
    server.stop();
}

#[test]
fn production_takes_nothing_of_the_demo() {
    let production = |home: Home| {
        home.with("KN_MODE", "production")
            .with("KN_PUBLIC_URL", "https://cloud.example.com")
            .with("KN_MAIL", "smtp://localhost:2525")
    };
    let home = production(Home::empty());
    for (email, password) in [crate::home::ADMIN, crate::home::CUSTOMER] {
        let args = ["admin", "create", "--email", email, "--name", "Someone", "--password-stdin"];
        assert_refused(&home.run_told(&args, password), "not created");
    }
    assert_refused(&home.run(&["seed", "--demo"]), "demo");
    let args =
        ["admin", "create", "--email", "root@admin.example", "--name", "Root", "--password-stdin"];
    let said = home.run_told(&args, "a-Long-and-good-pass-71");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_refused(&production(Home::seeded()).run(&["serve"]), "demo");
}
