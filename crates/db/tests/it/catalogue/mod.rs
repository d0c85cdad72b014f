//! The catalogue of illegal writes: each is refused, for the reason it names, and leaves nothing behind.
//!
//! Most are raw SQL, as a hurried administrator or a bug would write it; `entities.rs` does the same
//! through SeaORM. A case that a database accepts fails the test, and so does one refused for another reason.

mod cases;
mod entities;
mod stage;

use kn_db::testing::{TestDb, engine_under_test};
use kn_db::{Engine, check_violation, foreign_key_violation, trigger_message, unique_violation};
use sea_orm::{ConnectionTrait, DbErr, Statement};

use stage::Stage;

/// Why a write is refused.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reason {
    /// The named CHECK.
    Check(&'static str),
    /// The named unique constraint.
    Unique(&'static str),
    /// A foreign key, at once or at commit.
    ForeignKey,
    /// A guard that says this.
    Guard(&'static str),
    /// The value is not of the column's type; the engines word it differently.
    Type,
}

impl Reason {
    fn fits(self, error: &DbErr) -> bool {
        match self {
            Self::Check(name) => check_violation(error).as_deref() == Some(name),
            Self::Unique(name) => unique_violation(error).as_deref() == Some(name),
            Self::ForeignKey => foreign_key_violation(error),
            Self::Guard(sentence) => trigger_message(error).as_deref() == Some(sentence),
            Self::Type => {
                let text = error.to_string();
                text.contains("cannot store") || text.contains("invalid input syntax")
            }
        }
    }
}

/// Where a case makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Both,
    Sqlite,
    Postgres,
}

impl On {
    fn applies(self, engine: Engine) -> bool {
        match self {
            Self::Both => true,
            Self::Sqlite => engine == Engine::Sqlite,
            Self::Postgres => engine == Engine::Postgres,
        }
    }
}

pub(crate) struct Case {
    pub(crate) what: &'static str,
    pub(crate) on: On,
    pub(crate) why: Reason,
    /// Statements with `{name}` for ids of the stage; all but the last must be accepted.
    pub(crate) sql: Vec<String>,
}

/// Runs the statements and commits when all were accepted; tells which one was refused.
async fn attempt(test: &TestDb, statements: &[String]) -> (usize, Result<(), DbErr>) {
    let tx = test.db().begin_write().await.unwrap();
    for (index, sql) in statements.iter().enumerate() {
        if let Err(error) = tx.execute_unprepared(sql).await {
            tx.rollback().await.unwrap();
            return (index + 1, Err(error));
        }
    }
    (statements.len(), tx.commit().await)
}

/// What is wrong with the outcome of a case, if anything.
async fn judge(test: &TestDb, case: &Case, statements: &[String]) -> Option<String> {
    match attempt(test, statements).await {
        (_, Ok(())) => Some(format!("{}: ACCEPTED", case.what)),
        (at, Err(error)) if at < statements.len() => {
            Some(format!("{}: already statement {at} was refused: {error}", case.what))
        }
        (_, Err(error)) if !case.why.fits(&error) => {
            Some(format!("{}: expected {:?}, got {error:?}", case.what, case.why))
        }
        (_, Err(_)) => None,
    }
}

fn applicable() -> Vec<Case> {
    let engine = engine_under_test();
    cases::all().into_iter().filter(|case| case.on.applies(engine)).collect()
}

#[tokio::test]
async fn every_illegal_write_is_refused_for_its_reason() {
    let test = TestDb::new().await;
    let stage = Stage::new(&test).await;
    let before = stage.fingerprint(&test).await;
    let cases = applicable();
    let mut wrong = Vec::new();
    for case in &cases {
        let statements: Vec<_> = case.sql.iter().map(|sql| stage.render(sql)).collect();
        wrong.extend(judge(&test, case, &statements).await);
        if stage.fingerprint(&test).await != before {
            wrong.push(format!("{}: something was left behind", case.what));
            break;
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 150, "only {} cases", cases.len());
}

/// Triggers that write instead of refusing; the legal flows need them.
const WRITERS: &[&str] = &["ledger_transfers_post", "allocations_add", "invoices_number_taken"];

/// The control of the catalogue: without any one guard, some illegal write is accepted or refused for
/// another reason. A guard no case notices is dead weight, or the catalogue lacks a case.
#[tokio::test]
async fn every_guard_is_missed_when_it_is_gone() {
    let engine = engine_under_test();
    let test = TestDb::new().await;
    let stage = Stage::new(&test).await;
    let cases: Vec<(Case, Vec<String>)> = applicable()
        .into_iter()
        .map(|case| {
            let statements = case.sql.iter().map(|sql| stage.render(sql)).collect();
            (case, statements)
        })
        .collect();
    let guards = guards(&test, engine).await;
    assert!(guards.len() >= 40, "{}", guards.len());
    let mut unmissed = Vec::new();
    for (table, guard) in guards {
        let drop = match engine {
            Engine::Sqlite => format!("DROP TRIGGER {guard}"),
            Engine::Postgres => format!("DROP TRIGGER {guard} ON {table}"),
        };
        if !is_missed(&test, &drop, &table, &cases).await {
            unmissed.push(guard);
        }
    }
    assert!(unmissed.is_empty(), "no case notices that these are gone: {unmissed:?}");
}

/// Whether some case comes out otherwise after the trigger was dropped, all in transactions rolled back.
async fn is_missed(test: &TestDb, drop: &str, table: &str, cases: &[(Case, Vec<String>)]) -> bool {
    // Cases that name the table are the likely ones; the others need not be asked.
    for (case, statements) in cases.iter().filter(|(c, _)| c.sql.iter().any(|s| s.contains(table)))
    {
        let tx = test.db().begin_write().await.unwrap();
        tx.execute_unprepared(drop).await.unwrap();
        let mut refusal = None;
        for sql in statements {
            if let Err(error) = tx.execute_unprepared(sql).await {
                refusal = Some(error);
                break;
            }
        }
        tx.rollback().await.unwrap();
        // What is refused at commit is refused by a foreign key, not by a trigger.
        let expected = matches!(case.why, Reason::ForeignKey);
        if refusal.map_or(!expected, |error| !case.why.fits(&error)) {
            return true;
        }
    }
    false
}

async fn guards(test: &TestDb, engine: Engine) -> Vec<(String, String)> {
    let sql = match engine {
        Engine::Sqlite => "SELECT tbl_name AS t, name FROM sqlite_schema WHERE type = 'trigger'",
        Engine::Postgres => {
            "SELECT c.relname::text AS t, g.tgname::text AS name FROM pg_trigger g \
             JOIN pg_class c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal"
        }
    };
    let reader = test.db().reader();
    let statement = Statement::from_string(reader.get_database_backend(), sql);
    let rows = reader.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| (row.try_get("", "t").unwrap(), row.try_get("", "name").unwrap()))
        .filter(|(_, name): &(String, String)| !WRITERS.contains(&name.as_str()))
        .collect()
}

/// Why the bound is raised before the CHECK can fail: under OR FAIL a failing CHECK inside a trigger does
/// not undo the statement, and whoever commits nevertheless keeps a transfer that was never posted.
#[tokio::test]
async fn control_or_fail_leaves_half_a_posting_without_the_bound_guard() {
    if engine_under_test() == Engine::Postgres {
        return;
    }
    let test = TestDb::new().await;
    let stage = Stage::new(&test).await;
    let case = cases::all().into_iter().find(|case| case.what == "OR FAIL overdraft").unwrap();
    for (drop, expected) in [("DROP TRIGGER ledger_transfers_bound", 1), ("SELECT 1", 0)] {
        let tx = test.db().begin_write().await.unwrap();
        tx.execute_unprepared(drop).await.unwrap();
        tx.execute_unprepared(&stage.render(&case.sql[0])).await.unwrap();
        tx.execute_unprepared(&stage.render(&case.sql[1])).await.unwrap_err();
        let count = stage.render("SELECT count(*) FROM ledger_transfers WHERE id = {new2}");
        let count = Statement::from_string(tx.get_database_backend(), count);
        let row = tx.query_one_raw(count).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), expected, "{drop}");
        tx.rollback().await.unwrap();
    }
}
