//! A small world: two customers, a catalogue, a ledger with money in a wallet, documents in every state.

use kn_db::entities::*;
use kn_db::testing::TestDb;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;

use crate::samples::{self, day, now};

/// Inserts a model as it stands.
pub(crate) async fn put<M>(conn: &impl ConnectionTrait, model: M) -> Result<M, DbErr>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
{
    let row = model.clone().into_active_model().reset_all();
    <M::Entity as EntityTrait>::insert(row).exec_without_returning(conn).await?;
    Ok(model)
}

/// Ids of what is always there.
pub(crate) struct World {
    pub(crate) user: Uuid,
    pub(crate) staff: Uuid,
    pub(crate) account: Uuid,
    pub(crate) plan: Uuid,
    pub(crate) price: Uuid,
    pub(crate) datacenter: Uuid,
    pub(crate) system: Uuid,
    /// Bounded, tracked, credit side; 10,000 in it.
    pub(crate) wallet: Uuid,
    pub(crate) receivable: Uuid,
    pub(crate) deferred: Uuid,
    pub(crate) clearing: Uuid,
    /// The entry that filled the wallet, and its only transfer.
    pub(crate) funding: (Uuid, Uuid),
}

pub(crate) const FUNDED: i64 = 10_000;

impl World {
    pub(crate) async fn new(test: &TestDb) -> Self {
        let tx = test.db().begin_write().await.unwrap();
        let world = Self::build(&tx).await.unwrap();
        tx.commit().await.unwrap();
        world
    }

    async fn build(tx: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let user = put(tx, samples::user()).await?.id;
        let staff = put(tx, samples::user()).await?.id;
        let account = put(tx, samples::account(1, "USD")).await?.id;
        let plan = put(tx, samples::plan()).await?.id;
        let price = put(tx, samples::plan_price(plan, Cycle::Monthly)).await?.id;
        let datacenter = put(tx, samples::datacenter()).await?.id;
        let system = put(tx, samples::operating_system()).await?.id;
        let (debit, credit) = (ledger_account::Side::Debit, ledger_account::Side::Credit);
        let book = |code: &str, owner, side, bounded| {
            samples::ledger_account(code, owner, side, bounded, "USD")
        };
        let wallet = put(tx, book("wallet", Some(account), credit, true)).await?.id;
        let receivable = put(tx, book("receivable", Some(account), debit, false)).await?.id;
        let deferred = put(tx, book("deferred_revenue", None, credit, false)).await?.id;
        let clearing = put(tx, book("manual_clearing:bank", None, debit, false)).await?.id;
        let (entry, transfers) = post(tx, "funding", &[(clearing, wallet, FUNDED)]).await?;
        let funding = (entry, transfers[0]);
        put(tx, doc_series::Model { series: "INV-2030".into(), next_no: 1 }).await?;
        Ok(Self {
            user,
            staff,
            account,
            plan,
            price,
            datacenter,
            system,
            wallet,
            receivable,
            deferred,
            clearing,
            funding,
        })
    }

    /// A draft with one line over the whole amount.
    pub(crate) async fn draft(&self, tx: &impl ConnectionTrait, total: i64) -> Result<Uuid, DbErr> {
        let invoice = put(tx, samples::invoice(self.account, total)).await?.id;
        put(tx, samples::invoice_line(invoice, 1, total)).await?;
        Ok(invoice)
    }

    /// Draft and issue.
    pub(crate) async fn proforma(
        &self,
        tx: &impl ConnectionTrait,
        total: i64,
    ) -> Result<Uuid, DbErr> {
        let invoice = self.draft(tx, total).await?;
        set_status(tx, invoice, invoice::Status::Proforma).await?;
        Ok(invoice)
    }

    /// Debits the wallet for a proforma and allocates it; the document is not yet marked paid.
    pub(crate) async fn allocate(
        &self,
        tx: &impl ConnectionTrait,
        invoice: Uuid,
        amount: i64,
    ) -> Result<(), DbErr> {
        let lines =
            [(self.receivable, self.deferred, amount), (self.wallet, self.receivable, amount)];
        let (_, transfers) = post(tx, &format!("invoice:{invoice}:pay"), &lines).await?;
        let allocation = allocation::Model {
            id: samples::id(),
            invoice_id: invoice,
            transfer_id: transfers[1],
            amount,
            created_at: now(),
        };
        put(tx, allocation).await.map(|_| ())
    }

    /// The whole way to a numbered, paid invoice, as the product goes it.
    pub(crate) async fn paid(&self, tx: &impl ConnectionTrait, total: i64) -> Result<Uuid, DbErr> {
        let invoice = self.proforma(tx, total).await?;
        self.allocate(tx, invoice, total).await?;
        take_number(tx, invoice).await?;
        Ok(invoice)
    }

    pub(crate) fn order(&self, number: i64, invoice_id: Uuid) -> order::Model {
        order::Model {
            id: samples::id(),
            number,
            account_id: self.account,
            placed_by: self.user,
            status: order::Status::Pending,
            plan_id: self.plan,
            plan_name: "VPS 2".into(),
            category: plan::Category::Vps,
            cycle: Cycle::Monthly,
            operating_system_id: Some(self.system),
            datacenter_id: self.datacenter,
            hostname: Some("web-1.example.test".into()),
            notes: None,
            payment_method: payment::Method::Wallet,
            currency: "USD".into(),
            total: 2_500,
            invoice_id,
            service_id: None,
            expires_at: Some(now()),
            paid_at: None,
            created_at: now(),
            updated_at: now(),
            version: 1,
        }
    }

    pub(crate) fn service(&self, order_id: Option<Uuid>) -> service::Model {
        service::Model {
            id: samples::id(),
            account_id: self.account,
            order_id,
            plan_id: self.plan,
            plan_name: "VPS 2".into(),
            category: plan::Category::Vps,
            cycle: Cycle::Monthly,
            datacenter_id: self.datacenter,
            operating_system_id: None,
            status: service::Status::Pending,
            driver: "manual".into(),
            label: Some("web".into()),
            hostname: None,
            ip_address: Some("203.0.113.7".into()),
            ssh_port: Some(22),
            panel_kind: None,
            panel_url: None,
            notes: None,
            auto_renew: false,
            currency: "USD".into(),
            recurring_amount: 2_500,
            next_due_on: Some(day(31)),
            activated_at: None,
            terminated_at: None,
            created_at: now(),
            updated_at: now(),
            version: 1,
        }
    }
}

/// One entry with its transfers; the entry first, as the deferred foreign key allows.
pub(crate) async fn post(
    tx: &impl ConnectionTrait,
    event_key: &str,
    lines: &[(Uuid, Uuid, i64)],
) -> Result<(Uuid, Vec<Uuid>), DbErr> {
    let entry = put(tx, samples::ledger_entry(event_key)).await?.id;
    let transfers: Vec<_> = (1..)
        .zip(lines)
        .map(|(line, (debit_account, credit_account, amount))| ledger_transfer::Model {
            id: samples::id(),
            entry_id: entry,
            line,
            debit_account: *debit_account,
            credit_account: *credit_account,
            currency: "USD".into(),
            amount: *amount,
            created_at: now(),
        })
        .collect();
    let ids = transfers.iter().map(|t| t.id).collect();
    let rows = transfers.into_iter().map(|t| t.into_active_model().reset_all());
    ledger_transfer::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok((entry, ids))
}

pub(crate) async fn set_status(
    tx: &impl ConnectionTrait,
    id: Uuid,
    status: invoice::Status,
) -> Result<(), DbErr> {
    let change = invoice::ActiveModel { id: Set(id), status: Set(status), ..Default::default() };
    invoice::Entity::update(change).exec(tx).await.map(|_| ())
}

/// Numbers a settled document and marks it paid.
pub(crate) async fn take_number(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    let series = doc_series::Entity::find_by_id("INV-2030").one(tx).await?.unwrap();
    let change = invoice::ActiveModel {
        id: Set(id),
        status: Set(invoice::Status::Paid),
        number_series: Set(Some(series.series)),
        number_no: Set(Some(series.next_no)),
        number: Set(Some(format!("INV-2030-{:06}", series.next_no))),
        numbered_on: Set(Some(day(2))),
        paid_at: Set(Some(now())),
        ..Default::default()
    };
    invoice::Entity::update(change).exec(tx).await.map(|_| ())
}
