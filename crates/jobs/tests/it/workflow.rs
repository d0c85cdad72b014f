//! Workflows: a toy that rents three things from an unreliable world.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use kn_core::ports::Entropy;
use kn_db::entities::workflow as table;
use kn_db::entities::{audit_log, job};
use kn_db::unique_violation;
use kn_jobs::testing::{FailAt, Twice, When};
use kn_jobs::workflow::{
    self, ADVANCE, Direction, Instance, NewWorkflow, Started, Status, Workflow,
};
use kn_jobs::{Job, JobError, JobHandler};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bench::Bench;

const STEPS: [&str; 3] = ["address", "disk", "server"];

/// What exists outside, found by the tag of the workflow.
#[derive(Clone, Default)]
struct World {
    things: Arc<Mutex<BTreeMap<(Uuid, &'static str), u32>>>,
    made: Arc<Mutex<u32>>,
    broken: Arc<Mutex<Option<JobError>>>,
    broken_undo: Arc<Mutex<Option<JobError>>>,
}

impl World {
    fn names(&self) -> Vec<&'static str> {
        self.things.lock().unwrap().keys().map(|(_, name)| *name).collect()
    }

    fn made(&self) -> u32 {
        *self.made.lock().unwrap()
    }
}

#[derive(Clone)]
struct Rent(World);

#[async_trait]
impl Workflow for Rent {
    fn steps(&self) -> usize {
        STEPS.len()
    }

    async fn run(&self, step: usize, instance: &Instance) -> Result<Value, JobError> {
        if let Some(error) = self.0.broken.lock().unwrap().clone() {
            return Err(error);
        }
        let name = STEPS[step];
        let mut things = self.0.things.lock().unwrap();
        let number = things.entry((instance.id, name)).or_insert_with(|| {
            *self.0.made.lock().unwrap() += 1;
            100 + u32::try_from(step).unwrap()
        });
        let mut state = instance.state.clone();
        state[name] = json!(*number);
        Ok(state)
    }

    async fn undo(&self, step: usize, instance: &Instance) -> Result<Value, JobError> {
        if let Some(error) = self.0.broken_undo.lock().unwrap().clone() {
            return Err(error);
        }
        let name = STEPS[step];
        self.0.things.lock().unwrap().remove(&(instance.id, name));
        let mut state = instance.state.clone();
        state.as_object_mut().unwrap().remove(name);
        Ok(state)
    }

    async fn ended(
        &self,
        tx: &DatabaseTransaction,
        instance: &Instance,
        status: Status,
    ) -> Result<(), DbErr> {
        let row = audit_log::ActiveModel {
            id: Set(Uuid::from_u128(instance.id.as_u128() ^ status as u128 ^ 0xff)),
            at: Set(chrono::DateTime::UNIX_EPOCH),
            actor_kind: Set(kn_db::entities::ActorKind::System),
            action: Set(format!("rent.{status}")),
            subject_kind: Set("rent".into()),
            subject_id: Set(instance.id.to_string()),
            ..Default::default()
        };
        audit_log::Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
    }
}

/// The handler an application would have: looks up the kind, advances.
struct Desk<W> {
    bench: Arc<Bench>,
    workflow: W,
}

#[async_trait]
impl<W: Workflow> JobHandler for Desk<W> {
    async fn handle(&self, job: &Job) -> Result<(), JobError> {
        assert_eq!(job.kind, ADVANCE);
        let db = self.bench.test.db();
        let kind = workflow::kind_of(db.reader(), job).await?;
        assert_eq!(kind.as_deref(), Some("rent"));
        let entropy: &dyn Entropy = self.bench.entropy.as_ref();
        workflow::advance(db, self.bench.clock.as_ref(), entropy, &self.workflow, job).await
    }
}

async fn begin(bench: &Bench, subject_id: Uuid) -> (Uuid, Started) {
    let id = bench.id();
    let new = NewWorkflow { id, kind: "rent", subject_id, state: json!({}) };
    let tx = bench.test.db().begin_write().await.unwrap();
    let started = workflow::start(&tx, bench.entropy.as_ref(), bench.now(), new).await.unwrap();
    tx.commit().await.unwrap();
    (id, started)
}

async fn row(bench: &Bench, id: Uuid) -> table::Model {
    table::Entity::find_by_id(id).one(bench.test.db().reader()).await.unwrap().unwrap()
}

/// Runs until nothing is due, moving the clock past every delay.
async fn play<W: Workflow + Clone + 'static>(bench: &Arc<Bench>, workflow: &W) {
    for _ in 0..40 {
        let desk = Desk { bench: Arc::clone(bench), workflow: workflow.clone() };
        let report = bench.idle(Arc::new(desk)).await;
        assert_eq!(report.dead, 0, "a workflow's failure is not its job's");
        bench.clock.advance(Duration::from_hours(6));
    }
}

#[tokio::test]
async fn all_steps_run_in_order_and_the_end_is_told_once() {
    let bench = Arc::new(Bench::new().await);
    let world = World::default();
    let (id, started) = begin(&bench, bench.id()).await;
    assert_eq!(started, Started::New);
    play(&bench, &Rent(world.clone())).await;
    let done = row(&bench, id).await;
    assert_eq!((done.status, done.step, done.last_error), (Status::Done, 3, None));
    assert_eq!(done.state, json!({"address": 100, "disk": 101, "server": 102}));
    assert_eq!(world.names(), STEPS);
    let reader = bench.test.db().reader();
    // One job per advance.
    assert_eq!(job::Entity::find().count(reader).await.unwrap(), 3);
    let told = audit_log::Entity::find().all(reader).await.unwrap();
    assert_eq!(told.iter().map(|t| t.action.as_str()).collect::<Vec<_>>(), ["rent.done"]);
}

#[tokio::test]
async fn failing_at_every_step_leaves_a_clean_slate() {
    for when in [When::Before, When::After] {
        for step in 0..STEPS.len() {
            let bench = Arc::new(Bench::new().await);
            let world = World::default();
            let (id, _) = begin(&bench, bench.id()).await;
            play(&bench, &FailAt { workflow: Rent(world.clone()), step, when }).await;
            let end = row(&bench, id).await;
            assert_eq!((end.status, end.step), (Status::Compensated, 0), "{when:?} {step}");
            assert_eq!(end.state, json!({}));
            assert!(world.names().is_empty(), "{when:?} {step}: {:?}", world.names());
            let error = end.last_error.unwrap();
            assert_eq!(error, format!("running step {step}: step {step} fails for the test"));
        }
    }
}

#[tokio::test]
async fn every_step_and_undo_twice_gives_the_same_state() {
    let bench = Arc::new(Bench::new().await);
    let (once, twice) = (World::default(), World::default());
    let (a, _) = begin(&bench, bench.id()).await;
    play(&bench, &Rent(once.clone())).await;
    let (b, _) = begin(&bench, bench.id()).await;
    play(&bench, &Twice(Rent(twice.clone()))).await;
    assert_eq!(row(&bench, a).await.state, row(&bench, b).await.state);
    assert_eq!((once.made(), twice.made()), (3, 3));
    assert_eq!(once.names(), twice.names());

    let undone = World::default();
    let (c, _) = begin(&bench, bench.id()).await;
    let failing = FailAt { workflow: Rent(undone.clone()), step: 2, when: When::After };
    play(&bench, &Twice(failing)).await;
    let end = row(&bench, c).await;
    assert_eq!((end.status, end.state), (Status::Compensated, json!({})));
    assert!(undone.names().is_empty());
}

#[tokio::test]
async fn a_step_that_answers_later_is_waited_for() {
    let bench = Arc::new(Bench::new().await);
    let world = World::default();
    *world.broken.lock().unwrap() = Some(JobError::Retry("asleep".into()));
    let (id, _) = begin(&bench, bench.id()).await;
    let desk = Desk { bench: Arc::clone(&bench), workflow: Rent(world.clone()) };
    assert_eq!(bench.idle(Arc::new(desk)).await.again, 1);
    assert_eq!(row(&bench, id).await.status, Status::Running);
    *world.broken.lock().unwrap() = None;
    play(&bench, &Rent(world)).await;
    assert_eq!(row(&bench, id).await.status, Status::Done);
}

#[tokio::test]
async fn exhausted_attempts_end_stuck_and_a_person_lets_it_go_on() {
    let bench = Arc::new(Bench::new().await);
    let world = World::default();
    *world.broken.lock().unwrap() = Some(JobError::Retry("asleep".into()));
    let (id, _) = begin(&bench, bench.id()).await;
    play(&bench, &Rent(world.clone())).await;
    let stuck = row(&bench, id).await;
    assert_eq!(stuck.status, Status::Stuck);
    assert_eq!(stuck.last_error.as_deref(), Some("running step 0: asleep"));

    *world.broken.lock().unwrap() = None;
    resume(&bench, &world, id, Direction::Forward).await;
    play(&bench, &Rent(world.clone())).await;
    assert_eq!(row(&bench, id).await.status, Status::Done);
    assert_eq!(world.made(), 3);
}

async fn resume(bench: &Bench, world: &World, id: Uuid, direction: Direction) {
    let (tx, now) = (bench.test.db().begin_write().await.unwrap(), bench.now());
    let entropy: &dyn Entropy = bench.entropy.as_ref();
    let rent = Rent(world.clone());
    assert!(workflow::resume(&tx, entropy, now, &rent, id, direction).await.unwrap());
    assert!(!workflow::resume(&tx, entropy, now, &rent, id, direction).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_undo_that_fails_is_stuck_and_can_be_undone_later() {
    for error in [JobError::Permanent("locked".into()), JobError::Retry("locked".into())] {
        let bench = Arc::new(Bench::new().await);
        let world = World::default();
        *world.broken_undo.lock().unwrap() = Some(error);
        let (id, _) = begin(&bench, bench.id()).await;
        let failing = FailAt { workflow: Rent(world.clone()), step: 1, when: When::After };
        play(&bench, &failing).await;
        let stuck = row(&bench, id).await;
        assert_eq!(stuck.status, Status::Stuck);
        assert_eq!(stuck.last_error.as_deref(), Some("undoing step 1: locked"));
        assert_eq!(world.names(), ["address", "disk"]);
        *world.broken_undo.lock().unwrap() = None;
        resume(&bench, &world, id, Direction::Undo).await;
        play(&bench, &Rent(world.clone())).await;
        assert_eq!(row(&bench, id).await.status, Status::Compensated);
        assert!(world.names().is_empty());
    }
}

#[tokio::test]
async fn one_workflow_of_a_kind_at_a_time_about_a_subject() {
    let bench = Arc::new(Bench::new().await);
    let world = World::default();
    let subject = bench.id();
    let (first, _) = begin(&bench, subject).await;
    assert_eq!(begin(&bench, subject).await.1, Started::UnderWay);
    let reader = bench.test.db().reader();
    let live = workflow::find_live(reader, "rent", subject).await.unwrap().unwrap();
    assert_eq!(live.id, first);
    assert_eq!(begin(&bench, bench.id()).await.1, Started::New);
    play(&bench, &Rent(world.clone())).await;
    assert!(workflow::find_live(reader, "rent", subject).await.unwrap().is_none());
    assert_eq!(begin(&bench, subject).await.1, Started::New);
}

#[tokio::test]
async fn a_stuck_one_can_not_go_on_beside_its_successor() {
    let bench = Arc::new(Bench::new().await);
    let world = World::default();
    *world.broken.lock().unwrap() = Some(JobError::Retry("asleep".into()));
    let subject = bench.id();
    let (first, _) = begin(&bench, subject).await;
    play(&bench, &Rent(world.clone())).await;
    assert_eq!(begin(&bench, subject).await.1, Started::New);
    let tx = bench.test.db().begin_write().await.unwrap();
    let rent = Rent(world.clone());
    let (entropy, now): (&dyn Entropy, _) = (bench.entropy.as_ref(), bench.now());
    let error =
        workflow::resume(&tx, entropy, now, &rent, first, Direction::Forward).await.unwrap_err();
    assert_eq!(unique_violation(&error).as_deref(), Some("workflows_live_key"));
}

#[tokio::test]
async fn a_step_recorded_before_a_crash_is_not_taken_again() {
    let bench = Arc::new(Bench::new().await);
    let world = World::default();
    let (id, _) = begin(&bench, bench.id()).await;
    let job = bench.claim("crashes", 1).await.remove(0);
    let rent = Rent(world.clone());
    let (db, entropy) = (bench.test.db(), bench.entropy.as_ref());
    workflow::advance(db, bench.clock.as_ref(), entropy, &rent, &job).await.unwrap();
    // The worker dies here: the step is recorded, the job is not finished and comes again.
    *world.broken.lock().unwrap() = Some(JobError::Permanent("asked twice".into()));
    bench.clock.advance(Duration::from_secs(61));
    let again = bench.claim("other", 1).await.remove(0);
    assert_eq!(again.id, job.id);
    workflow::advance(db, bench.clock.as_ref(), entropy, &rent, &again).await.unwrap();
    let live = row(&bench, id).await;
    assert_eq!((live.status, live.step, live.version), (Status::Running, 1, 2));
}

#[tokio::test]
async fn panics_end_stuck_and_dead_jobs_are_noticed() {
    #[derive(Clone)]
    struct Panics;
    #[async_trait]
    impl Workflow for Panics {
        fn steps(&self) -> usize {
            1
        }
        async fn run(&self, _: usize, _: &Instance) -> Result<Value, JobError> {
            panic!("out of paper")
        }
        async fn undo(&self, _: usize, instance: &Instance) -> Result<Value, JobError> {
            Ok(instance.state.clone())
        }
    }
    let bench = Arc::new(Bench::new().await);
    let (id, _) = begin(&bench, bench.id()).await;
    play(&bench, &Panics).await;
    let stuck = row(&bench, id).await;
    assert_eq!(stuck.status, Status::Stuck);
    assert_eq!(stuck.last_error.as_deref(), Some("running step 0: panic: out of paper"));

    // The whole process dies each time, and nobody is left to say so.
    let (id, _) = begin(&bench, bench.id()).await;
    for _ in 0..12 {
        bench.claim("crashes", 1).await;
        bench.clock.advance(Duration::from_secs(61));
    }
    let desk = Desk { bench: Arc::clone(&bench), workflow: Panics };
    assert_eq!(bench.idle(Arc::new(desk)).await.dead, 1);
    assert_eq!(row(&bench, id).await.status, Status::Running);
    let tx = bench.test.db().begin_write().await.unwrap();
    assert_eq!(workflow::mark_abandoned(&tx, bench.now()).await.unwrap(), 1);
    assert_eq!(workflow::mark_abandoned(&tx, bench.now()).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert_eq!(row(&bench, id).await.status, Status::Stuck);
}
