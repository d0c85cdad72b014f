//! The same names on both engines.

use kn_db::entities::*;
use kn_db::testing::{TestDb, engine_under_test};
use kn_db::{
    Engine, check_violation, foreign_key_violation, is_retryable, is_unavailable, trigger_message,
    unique_violation,
};
use sea_orm::{ConnectionTrait, Statement};

use crate::fixtures::{World, put};
use crate::samples;

#[tokio::test]
async fn unique_constraints_are_named() {
    let test = TestDb::new().await;
    let db = test.db();
    let tx = db.begin_write().await.unwrap();
    let user = put(&tx, samples::user()).await.unwrap();
    tx.commit().await.unwrap();

    let tx = db.begin_write().await.unwrap();
    let mut twin = samples::user();
    twin.email_folded = user.email_folded.clone();
    let error = put(&tx, twin).await.unwrap_err();
    assert_eq!(unique_violation(&error).as_deref(), Some("users_email_folded_key"));
    assert!(check_violation(&error).is_none() && trigger_message(&error).is_none());
    assert!(!is_retryable(&error) && !is_unavailable(&error) && !foreign_key_violation(&error));
    drop(tx);

    let tx = db.begin_write().await.unwrap();
    let mut twin = samples::user();
    twin.id = user.id;
    let error = put(&tx, twin).await.unwrap_err();
    assert_eq!(unique_violation(&error).as_deref(), Some("users_pkey"));
}

#[tokio::test]
async fn partial_indexes_are_named() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    let error = put(&tx, samples::plan_price(world.plan, Cycle::Monthly)).await.unwrap_err();
    assert_eq!(unique_violation(&error).as_deref(), Some("plan_prices_current_key"));
}

#[tokio::test]
async fn checks_and_foreign_keys_are_told_apart() {
    let test = TestDb::new().await;
    let db = test.db();
    let tx = db.begin_write().await.unwrap();
    let mut plan = samples::plan();
    plan.ram_mb = 0;
    let error = put(&tx, plan).await.unwrap_err();
    assert_eq!(check_violation(&error).as_deref(), Some("plans_ram_mb_check"));
    assert!(unique_violation(&error).is_none());
    drop(tx);
    let tx = db.begin_write().await.unwrap();
    let error = put(&tx, samples::plan_price(samples::id(), Cycle::Monthly)).await.unwrap_err();
    assert!(foreign_key_violation(&error), "{error:?}");
}

/// Every unique constraint of the engine under test, with its columns in order.
async fn unique_constraints(test: &TestDb) -> Vec<(String, String)> {
    let sql = match engine_under_test() {
        // SQLite keeps no names of constraints, only of indexes; the names come from the schema text.
        Engine::Sqlite => {
            "SELECT m.name AS t, il.name AS name, il.origin AS origin, \
             (SELECT group_concat(m.name || '.' || c.name, ', ') FROM \
               (SELECT ii.name FROM pragma_index_info(il.name) ii ORDER BY ii.seqno) c) AS columns \
             FROM sqlite_schema m, pragma_index_list(m.name) il \
             WHERE m.type = 'table' AND il.\"unique\" = 1 AND m.name <> 'schema_migrations'"
        }
        Engine::Postgres => {
            "SELECT t.relname::text AS t, i.relname::text AS name, \
             CASE WHEN x.indisprimary THEN 'pk' ELSE 'u' END AS origin, \
             (SELECT string_agg(t.relname || '.' || a.attname, ', ' ORDER BY k.n) \
              FROM unnest(x.indkey) WITH ORDINALITY k(attnum, n) \
              JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) AS columns \
             FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid \
             JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace \
             WHERE x.indisunique AND n.nspname = 'public' AND t.relname <> 'schema_migrations'"
        }
    };
    let reader = test.db().reader();
    let rows = reader
        .query_all_raw(Statement::from_string(reader.get_database_backend(), sql))
        .await
        .unwrap();
    rows.iter()
        .map(|row| {
            let text = |column: &str| row.try_get::<String>("", column).unwrap();
            let name = match text("name") {
                _ if text("origin") == "pk" => format!("{}_pkey", text("t")),
                anonymous if anonymous.starts_with("sqlite_autoindex") => String::new(),
                name => name,
            };
            (name, text("columns"))
        })
        .collect()
}

#[tokio::test]
async fn every_unique_constraint_of_the_schema_has_its_name() {
    let test = TestDb::new().await;
    let found = unique_constraints(&test).await;
    assert!(found.len() > 60, "{}", found.len());
    for (name, columns) in found {
        let mapped = kn_db::testing::unique_name_of(&columns);
        if name.is_empty() {
            assert!(
                mapped.ends_with("_key"),
                "{columns} has no name in constraints.rs, got {mapped}"
            );
        } else {
            assert_eq!(mapped, name, "{columns}");
        }
    }
}

/// The CHECKs of one engine are the CHECKs of the other.
#[tokio::test]
async fn every_check_has_the_same_name_on_both_engines() {
    let named = |engine| {
        let text: String = kn_db::migrations::of(engine).iter().map(|m| m.sql).collect();
        let mut names: Vec<String> = text
            .split("CONSTRAINT ")
            .skip(1)
            .filter(|rest| rest.split_whitespace().nth(1) == Some("CHECK"))
            .filter_map(|rest| rest.split_whitespace().next().map(str::to_owned))
            // Native booleans need no CHECK.
            .filter(|name| {
                !matches!(
                    name.as_str(),
                    "users_is_demo_check"
                        | "ledger_accounts_bounded_check"
                        | "ledger_accounts_tracked_check"
                        | "services_auto_renew_check"
                )
            })
            .collect();
        names.sort();
        names
    };
    let sqlite = named(Engine::Sqlite);
    assert!(sqlite.len() > 80, "{}", sqlite.len());
    assert_eq!(sqlite, named(Engine::Postgres));
}
