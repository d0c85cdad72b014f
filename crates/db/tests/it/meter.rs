//! Statements are counted where they are asked for.

use kn_db::entities::plan;
use kn_db::meter;
use kn_db::testing::TestDb;
use sea_orm::EntityTrait;

use crate::fixtures::put;
use crate::samples;

#[tokio::test]
async fn statements_of_both_pools_are_counted_in_their_scope() {
    let test = TestDb::new().await;
    let db = test.db();
    let ((), counts) = meter::scope(async {
        let tx = db.begin_write().await.unwrap();
        put(&tx, samples::plan()).await.unwrap();
        put(&tx, samples::plan()).await.unwrap();
        tx.commit().await.unwrap();
        let plans = plan::Entity::find().all(db.reader()).await.unwrap();
        meter::add_rows(plans.len());
        let (_, inner) = meter::scope(plan::Entity::find().all(db.reader())).await;
        assert_eq!(inner.queries, 1);
    })
    .await;
    assert_eq!((counts.queries, counts.rows), (3, 2));
    assert!(counts.db_time.as_micros() > 0);
}

#[tokio::test]
async fn a_spawned_task_counts_when_it_inherits() {
    let test = TestDb::new().await;
    let db = test.db().clone();
    let (_, counts) = meter::scope(async {
        let work = async move { plan::Entity::find().all(db.reader()).await.map(|_| ()) };
        #[expect(clippy::disallowed_methods, reason = "the test is about a spawned task")]
        tokio::spawn(meter::inherit(work)).await.unwrap().unwrap();
        assert_eq!(meter::current().queries, 1);
    })
    .await;
    assert_eq!(counts.queries, 1);
}

#[tokio::test]
async fn outside_a_scope_nothing_is_counted() {
    let test = TestDb::new().await;
    plan::Entity::find().all(test.db().reader()).await.unwrap();
    meter::add_rows(5);
    assert_eq!(meter::current(), meter::Counts::default());
}
