//! Placing an order: one transaction from the configuration to the paid or payable document.

use chrono::{DateTime, Days, Utc};
use kn_core::calendar::Cycle;
use kn_core::code::Code;
use kn_core::ids::{AccountId, DatacenterId, InvoiceId, OrderId, UserId};
use kn_core::money::{Currency, Money};
use kn_core::tax::TaxRate;
use sea_orm::ConnectionTrait;

use super::fulfil::fulfil;
use super::model::{Order, PaymentMethod};
use super::{query, store};
use crate::access::Right;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{Activity, Audit};
use crate::catalog::{self, Configuration, LineKind, Purpose, Quote, QuoteLine, Resolved};
use crate::counters;
use crate::error::{Error, Faults, Result};
use crate::event::Event;
use crate::idempotency::{self, Answer, IdempotencyKey};
use crate::invoices::{NewInvoice, NewLine};
use crate::services::{fields, order_number};
use crate::work::Work;
use crate::{invoices, settings, wallet};

/// An unpaid order lapses, and its document is due, after this many days.
const DAYS_TO_PAY: u64 = 7;

/// What a customer orders, by slugs, and the total they were shown.
#[derive(Debug, Clone)]
pub struct PlaceOrder {
    pub plan: String,
    pub cycle: Cycle,
    pub operating_system: Option<String>,
    pub datacenter: String,
    pub hostname: Option<String>,
    pub addons: Vec<String>,
    pub coupon: Option<String>,
    pub notes: Option<String>,
    pub payment_method: PaymentMethod,
    pub expected_total: Money,
}

/// A checked and priced order that is not written yet.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) id: OrderId,
    pub(super) number: i64,
    pub(super) account: AccountId,
    pub(super) user: UserId,
    pub(super) resolved: Resolved,
    pub(super) datacenter: DatacenterId,
    pub(super) hostname: Option<String>,
    pub(super) notes: Option<String>,
    pub(super) quote: Quote,
    pub(super) expires_at: DateTime<Utc>,
}

/// Places an order for the caller's account and, if it is paid from the wallet, pays it.
///
/// # Errors
/// `validation_failed` naming every field at fault; `price_changed` with today's `total`;
/// `insufficient_funds`. Whatever the error, nothing has happened.
pub async fn place(
    app: &App,
    actor: &Actor,
    idem: &IdempotencyKey,
    wanted: PlaceOrder,
) -> Result<Answer<Order>> {
    let account = actor.account(Right::Order)?;
    let idem = idem.clone();
    app.transact(actor, move |work| {
        let (idem, wanted) = (idem.clone(), wanted.clone());
        Box::pin(async move {
            if let Some(answer) = idempotency::find(work, &idem).await? {
                return Ok(answer);
            }
            let id = write(work, account, &wanted).await?;
            let order = query::load(work.tx(), id).await?;
            idempotency::store(work, &idem, order).await
        })
    })
    .await
}

async fn write(work: &mut Work, account: AccountId, wanted: &PlaceOrder) -> Result<OrderId> {
    let customer = wallet::lock_account(work, account).await?;
    let currency = wallet::stored_currency(&customer.currency)?;
    let draft = draft(work, account, currency, wanted).await?;
    let invoice = issue(work, &draft).await?;
    store::insert(work, &draft, wanted, invoice).await?;
    let number = order_number(draft.number);
    let plan = &draft.resolved.plan.name;
    work.activity(Activity {
        account,
        service: None,
        kind: "order.placed",
        summary: format!("Ordered {plan} ({number})"),
    });
    let audit = Audit::of("order.placed", "order", draft.id).account(account);
    work.audit(audit.change((), serde_json::json!({
        "number": number, "plan": plan, "total": draft.quote.total, "payment_method": wanted.payment_method,
    })));
    work.emit(Event::OrderPlaced { order: draft.id });
    if wanted.payment_method == PaymentMethod::Wallet {
        invoices::settle_from_wallet(work, invoice).await?;
        // Done here so that the answer already shows the service; the event finds nothing left to do.
        fulfil(work, invoice).await?;
    }
    Ok(draft.id)
}

async fn draft(
    work: &mut Work,
    account: AccountId,
    currency: Currency,
    wanted: &PlaceOrder,
) -> Result<Draft> {
    let mut faults = Faults::default();
    let configuration = wanted.configuration();
    let resolved =
        catalog::resolve(work.tx(), currency, &configuration, Purpose::Order, &mut faults).await?;
    let hostname = wanted.hostname.as_deref().filter(|text| !text.trim().is_empty());
    let hostname = hostname.and_then(|text| fields::hostname(&mut faults, "hostname", text));
    let notes = fields::notes(&mut faults, "notes", wanted.notes.as_deref());
    check_method(work.tx(), wanted.payment_method, &mut faults).await?;
    faults.finish()?;
    let (resolved, datacenter) = resolved
        .and_then(|resolved| {
            resolved.datacenter.as_ref().map(|place| place.id).map(|id| (resolved, id))
        })
        .ok_or_else(|| Error::internal("an order without rows and without faults"))?;
    let quote = catalog::price_of(&resolved)?;
    if quote.total != wanted.expected_total {
        let why =
            format!("The price is now {}. Please look at it again.", quote.total.format_symbol());
        return Err(Error::msg(Code::PriceChanged, why).with("total", quote.total));
    }
    Ok(Draft {
        id: work.new_id(),
        number: counters::next_number(work, counters::ORDER).await?,
        account,
        user: work.actor().require_user()?,
        resolved,
        datacenter,
        hostname,
        notes,
        quote,
        expires_at: work.now() + Days::new(DAYS_TO_PAY),
    })
}

impl PlaceOrder {
    fn configuration(&self) -> Configuration {
        Configuration {
            plan: self.plan.clone(),
            cycle: self.cycle,
            operating_system: self.operating_system.clone(),
            datacenter: Some(self.datacenter.clone()),
            addons: self.addons.clone(),
            coupon: self.coupon.clone(),
        }
    }
}

async fn check_method(
    conn: &impl ConnectionTrait,
    method: PaymentMethod,
    faults: &mut Faults,
) -> Result<()> {
    let payments = settings::payments(conn).await?;
    if !payments.offers(method) {
        let offered: Vec<&str> = payments.offered().iter().map(|method| method.as_str()).collect();
        let why = format!(
            "This way of paying is not offered. Please choose one of: {}.",
            offered.join(", ")
        );
        faults.add("payment_method", Code::Unsupported, why);
    }
    Ok(())
}

/// The proforma: the lines of the quote, due in a week.
async fn issue(work: &mut Work, draft: &Draft) -> Result<InvoiceId> {
    let lines =
        draft.quote.lines.iter().map(|line| new_line(line, draft)).collect::<Result<Vec<_>>>()?;
    let new = NewInvoice {
        account: draft.account,
        order: Some(draft.id),
        due_on: work.today() + Days::new(DAYS_TO_PAY),
        lines,
        notes: None,
    };
    invoices::issue(work, new).await
}

/// A line of the document; its periods are known only once the server runs.
fn new_line(line: &QuoteLine, draft: &Draft) -> Result<NewLine> {
    let detail = draft.hostname.clone().filter(|_| line.kind == LineKind::Plan);
    Ok(NewLine {
        kind: line.kind,
        revenue_line: line.revenue_line,
        description: line.description.clone(),
        detail,
        cycle: line.cycle,
        period_start: None,
        period_end: None,
        quantity: line.quantity,
        unit_amount: line.unit_amount,
        discount: line.discount,
        tax_rate: TaxRate::from_ppm(line.tax_rate_ppm)?,
        tax: line.tax,
    })
}
