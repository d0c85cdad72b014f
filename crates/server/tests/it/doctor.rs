//! `doctor`, `verify-books` and `migrate`: what they say of a healthy and of a sick installation.

use kn_db::{ConnectOptions, Db};
use sea_orm::{ConnectionTrait, Statement};

use crate::home::Home;

/// Runs statements past every trigger.
fn plant(home: &Home, statements: &[&str]) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let url = format!("sqlite://{}", home.database().display());
        let db = Db::connect(&ConnectOptions::new(url)).await.expect("the database opens");
        let list = "SELECT name FROM sqlite_master WHERE type = 'trigger'".to_owned();
        let list = Statement::from_string(db.reader().get_database_backend(), list);
        let triggers = db.reader().query_all_raw(list).await.expect("the triggers");
        let tx = db.begin_write().await.expect("a transaction");
        for row in triggers {
            let name: String = row.try_get("", "name").expect("a name");
            tx.execute_unprepared(&format!("DROP TRIGGER \"{name}\"")).await.expect("dropped");
        }
        for sql in statements {
            tx.execute_unprepared(sql).await.expect("planted");
        }
        tx.commit().await.expect("the commit");
        db.close().await.expect("closed");
    });
}

#[test]
fn a_healthy_installation_is_told_so() {
    let home = Home::seeded();
    let books = home.run(&["verify-books"]);
    assert_eq!(books.code, Some(0), "{books:?}");
    assert!(books.out.contains("The books are in order."), "{books:?}");
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.code, Some(0), "{doctor:?}");
    assert!(doctor.out.lines().all(|line| line.starts_with("ok ")), "{doctor:?}");
    for check in [
        "configuration",
        "data folder",
        "secret key",
        "database",
        "migrations",
        "job queue",
        "mail",
        "books",
    ] {
        assert!(doctor.out.contains(check), "{check}: {doctor:?}");
    }
    let again = home.run(&["seed", "--demo"]);
    assert!(again.code == Some(0) && again.out.contains("already"), "{again:?}");
    assert!(home.run(&["migrate"]).out.contains("up to date"));
}

#[test]
fn a_planted_corruption_is_found_and_ends_with_one() {
    for (what, sql) in [
        ("a transfer", "UPDATE ledger_transfers SET amount = amount + 1 WHERE line = 1"),
        ("a wallet", "UPDATE ledger_accounts SET credits = credits + 5 WHERE code = 'wallet'"),
        ("a statement", "UPDATE ledger_statement SET balance = balance + 1 WHERE seq = 1"),
    ] {
        let home = Home::seeded();
        plant(&home, &["PRAGMA ignore_check_constraints = ON", sql]);
        let books = home.run(&["verify-books"]);
        assert_eq!(books.code, Some(1), "{what}: {books:?}");
        assert!(
            books.out.contains("Differences:") && !books.out.contains("in order"),
            "{what}: {books:?}"
        );
        let doctor = home.run(&["doctor"]);
        assert_eq!(doctor.code, Some(1), "{what}: {doctor:?}");
        assert!(
            doctor.out.lines().any(|line| line.starts_with("BAD") && line.contains("books")),
            "{what}: {doctor:?}"
        );
    }
}

#[test]
fn a_key_that_others_can_read_is_bad() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::seeded();
    let key = home.data().join("secret.key");
    let mode = std::fs::metadata(&key).expect("the key").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "a new key is for its owner only");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).expect("changed");
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.code, Some(1), "{doctor:?}");
    assert!(
        doctor.out.lines().any(|line| line.starts_with("BAD") && line.contains("chmod 600")),
        "{doctor:?}"
    );
}

#[test]
fn a_newer_database_is_left_alone() {
    let home = Home::seeded();
    plant(
        &home,
        &[
            "INSERT INTO schema_migrations SELECT 9999, 'from_the_future', checksum, applied_at FROM schema_migrations LIMIT 1",
        ],
    );
    for command in [vec!["serve"], vec!["migrate"], vec!["verify-books"], vec!["worker"]] {
        let said = home.run(&command);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.err.contains("9999") && said.err.contains("newer release"), "{said:?}");
        assert_eq!(said.err.trim_end().lines().count(), 1, "{said:?}");
    }
}

#[test]
fn an_empty_installation_wants_migrations() {
    let home = Home::empty();
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.code, Some(1), "{doctor:?}");
    assert!(
        doctor.out.lines().any(|line| line.starts_with("BAD") && line.contains("migrations")),
        "{doctor:?}"
    );
    let migrate = home.run(&["migrate"]);
    assert!(migrate.code == Some(0) && migrate.out.contains("Applied"), "{migrate:?}");
    assert_eq!(home.run(&["doctor"]).code, Some(0));
}
