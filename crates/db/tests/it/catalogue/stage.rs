//! What the illegal writes are aimed at: at least one row of everything that is guarded.

use std::collections::BTreeMap;

use kn_db::Engine;
use kn_db::entities::*;
use kn_db::testing::{TestDb, engine_under_test};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, Statement};
use serde_json::json;
use uuid::Uuid;

use crate::fixtures::{World, post, put, set_status};
use crate::samples::{self, day, id, now};

/// Tables whose whole content must survive every attempt.
const WATCHED: &[&str] = &[
    "ledger_accounts",
    "ledger_entries",
    "ledger_transfers",
    "ledger_statement",
    "allocations",
    "doc_series",
    "invoices",
    "invoice_lines",
    "payments",
    "topups",
    "orders",
    "services",
    "service_periods",
    "service_holds",
    "plan_prices",
    "addon_prices",
    "audit_log",
    "activities",
    "idempotency_keys",
    "allowed_transitions",
];

pub(crate) struct Stage {
    pub(crate) world: World,
    ids: BTreeMap<&'static str, Uuid>,
}

impl Stage {
    pub(crate) async fn new(test: &TestDb) -> Self {
        let world = World::new(test).await;
        let mut stage = Self { world, ids: BTreeMap::new() };
        let tx = test.db().begin_write().await.unwrap();
        stage.ledger(&tx).await;
        stage.documents(&tx).await;
        stage.money_in(&tx).await;
        stage.services(&tx).await;
        stage.trail(&tx).await;
        tx.commit().await.unwrap();
        stage
    }

    pub(crate) fn id(&self, name: &str) -> Uuid {
        self.ids[name]
    }

    fn name(&mut self, name: &'static str, id: Uuid) -> Uuid {
        self.ids.insert(name, id);
        id
    }

    async fn ledger(&mut self, tx: &impl ConnectionTrait) {
        let w = &self.world;
        let known = [
            ("account", w.account),
            ("user", w.user),
            ("staff", w.staff),
            ("plan", w.plan),
            ("price", w.price),
            ("datacenter", w.datacenter),
            ("wallet", w.wallet),
            ("receivable", w.receivable),
            ("deferred", w.deferred),
            ("clearing", w.clearing),
            ("entry", w.funding.0),
            ("transfer", w.funding.1),
            ("new", id()),
            ("new2", id()),
            ("absent", id()),
        ];
        self.ids.extend(known);
        let other = put(tx, samples::account(2, "EUR")).await.unwrap().id;
        self.name("other", other);
        let side = ledger_account::Side::Credit;
        let book = samples::ledger_account("wallet", Some(other), side, true, "EUR");
        let book = put(tx, book).await.unwrap().id;
        self.name("eur_wallet", book);
    }

    async fn documents(&mut self, tx: &impl ConnectionTrait) {
        let w = &self.world;
        let paid = w.paid(tx, 2_500).await.unwrap();
        let settled = w.proforma(tx, 200).await.unwrap();
        w.allocate(tx, settled, 200).await.unwrap();
        let void = w.proforma(tx, 5_000).await.unwrap();
        set_status(tx, void, invoice::Status::Void).await.unwrap();
        let lines = [(w.wallet, w.receivable, 300)];
        let (_, free) = post(tx, "free", &lines).await.unwrap();
        let mut foreign = samples::invoice(w.account, 5_000);
        foreign.currency = "EUR".into();
        let foreign = put(tx, foreign).await.unwrap().id;
        let others = put(tx, samples::invoice(self.ids["other"], 5_000)).await.unwrap().id;
        for invoice in [foreign, others] {
            put(tx, samples::invoice_line(invoice, 1, 5_000)).await.unwrap();
            set_status(tx, invoice, invoice::Status::Proforma).await.unwrap();
        }
        let named = [
            ("paid", paid),
            ("settled", settled),
            ("void", void),
            ("free", free[0]),
            ("foreign", foreign),
            ("others", others),
            ("draft", w.draft(tx, 700).await.unwrap()),
            ("bare", put(tx, samples::invoice(w.account, 700)).await.unwrap().id),
            ("proforma", w.proforma(tx, 5_000).await.unwrap()),
            ("small", w.proforma(tx, 100).await.unwrap()),
        ];
        self.ids.extend(named);
        let allocations =
            allocation::Entity::find().order_by_asc(allocation::Column::Id).all(tx).await.unwrap();
        self.name("allocation", allocations[0].id);
        self.name("allocated", allocations[0].transfer_id);
    }

    async fn money_in(&mut self, tx: &impl ConnectionTrait) {
        let w = &self.world;
        let (entry, _) = post(tx, "payment", &[(w.clearing, w.wallet, 100)]).await.unwrap();
        let mut payment = samples::payment(w.account, entry);
        payment.reference_key = "REF1".into();
        let payment = put(tx, payment).await.unwrap().id;
        let mut waiting = samples::topup(w.account, w.user);
        waiting.reference = "TOP-1".into();
        let waiting = put(tx, waiting).await.unwrap().id;
        let approved = put(tx, samples::topup(w.account, w.user)).await.unwrap().id;
        let (posted, _) = post(tx, "topup", &[(w.clearing, w.wallet, 100)]).await.unwrap();
        let change = topup::ActiveModel {
            id: Set(approved),
            status: Set(topup::Status::Approved),
            verified_amount: Set(Some(100)),
            value_date: Set(Some(day(2))),
            reviewed_by: Set(Some(w.staff)),
            entry_id: Set(Some(posted)),
            ..Default::default()
        };
        topup::Entity::update(change).exec(tx).await.unwrap();
        let named = [
            ("paid_entry", entry),
            ("payment", payment),
            ("topup", waiting),
            ("approved", approved),
        ];
        self.ids.extend(named);
    }

    async fn services(&mut self, tx: &impl ConnectionTrait) {
        let w = &self.world;
        let order = put(tx, w.order(10_001, self.ids["paid"])).await.unwrap().id;
        let service = put(tx, w.service(Some(order))).await.unwrap().id;
        let item = put(tx, samples::service_item(service, w.price)).await.unwrap().id;
        let period = samples::service_period(item, self.ids["paid"], 0, (1, 11));
        let period = put(tx, period).await.unwrap().id;
        let hold = service_hold::Model {
            id: id(),
            service_id: service,
            kind: service_hold::Kind::Overdue,
            reason: None,
            opened_at: now(),
            closed_at: None,
        };
        put(tx, hold).await.unwrap();
        let mut retired = samples::plan_price(w.plan, Cycle::Yearly);
        retired.retired_at = Some(now());
        let retired = put(tx, retired).await.unwrap().id;
        let addon = put(tx, samples::addon()).await.unwrap().id;
        let addon_price = put(tx, samples::addon_price(addon)).await.unwrap().id;
        let named = [
            ("order", order),
            ("service", service),
            ("item", item),
            ("period", period),
            ("retired", retired),
            ("addon_price", addon_price),
        ];
        self.ids.extend(named);
    }

    async fn trail(&mut self, tx: &impl ConnectionTrait) {
        let key = idempotency_key::Model {
            id: id(),
            user_id: self.world.user,
            account_id: None,
            scope: "s".into(),
            key: "k".into(),
            request_hash: vec![1],
            status: 200,
            response: json!({}),
            created_at: now(),
        };
        let audit = audit_log::Model {
            id: id(),
            at: now(),
            actor_kind: ActorKind::System,
            actor_id: None,
            account_id: None,
            action: "a".into(),
            subject_kind: "s".into(),
            subject_id: "1".into(),
            before: None,
            after: None,
            reason: None,
            ip: None,
            session_id: None,
            request_id: None,
        };
        let activity = activity::Model {
            id: id(),
            account_id: self.world.account,
            service_id: None,
            kind: "k".into(),
            summary: "s".into(),
            actor_label: "a".into(),
            at: now(),
        };
        let named = [
            ("key", put(tx, key).await.unwrap().id),
            ("audit", put(tx, audit).await.unwrap().id),
            ("activity", put(tx, activity).await.unwrap().id),
        ];
        self.ids.extend(named);
    }

    /// Puts ids, `{true}`, `{false}` and `{now}` into a statement, as the engine writes them.
    pub(crate) fn render(&self, sql: &str) -> String {
        let sqlite = engine_under_test() == Engine::Sqlite;
        let mut text = sql.replace("{now}", "'2030-01-01T00:00:00+00:00'");
        for (name, value) in [("{true}", ["1", "true"]), ("{false}", ["0", "false"])] {
            text = text.replace(name, value[usize::from(!sqlite)]);
        }
        for (name, id) in &self.ids {
            let literal = if sqlite {
                format!("x'{}'", id.simple())
            } else {
                format!("'{}'", id.hyphenated())
            };
            text = text.replace(&format!("{{{name}}}"), &literal);
        }
        assert!(!text.contains('{'), "an id of the stage is not known: {text}");
        text
    }

    /// The content of all watched tables, as text.
    pub(crate) async fn fingerprint(&self, test: &TestDb) -> String {
        let reader = test.db().reader();
        let mut text = String::new();
        for table in WATCHED {
            let sql = match engine_under_test() {
                Engine::Sqlite => self.sqlite_rows(test, table).await,
                Engine::Postgres => format!(
                    "SELECT coalesce(string_agg(t::text, ';' ORDER BY t::text), '') FROM {table} t"
                ),
            };
            let statement = Statement::from_string(reader.get_database_backend(), sql);
            let row = reader.query_one_raw(statement).await.unwrap().unwrap();
            text.push_str(&row.try_get_by_index::<String>(0).unwrap());
            text.push('\n');
        }
        text
    }

    async fn sqlite_rows(&self, test: &TestDb, table: &str) -> String {
        let reader = test.db().reader();
        let sql = format!(
            "SELECT group_concat('quote(' || name || ')', '||'',''||') FROM pragma_table_info('{table}')"
        );
        let statement = Statement::from_string(reader.get_database_backend(), sql);
        let row = reader.query_one_raw(statement).await.unwrap().unwrap();
        let columns: String = row.try_get_by_index(0).unwrap();
        format!(
            "SELECT coalesce(group_concat(line, ';'), '') FROM (SELECT {columns} AS line FROM {table} ORDER BY 1)"
        )
    }
}
