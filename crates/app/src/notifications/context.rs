//! What each mail says: the values of its template, from the records as they stand when it is sent.

use kn_core::ids::{InvoiceId, OrderId, PaymentId, ServiceId, UserId};
use kn_core::ports::mail::Attachment;
use minijinja::{Value, context};

use super::{Mail, console_link, store};
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::{invoices, orders, services, settings};

/// A mail's content before rendering.
pub(super) struct Content {
    pub(super) recipient_name: String,
    pub(super) values: Value,
    pub(super) attachments: Vec<Attachment>,
}

/// Gathers the values. Reads as the program itself; what is shown is chosen here, field by field.
pub(super) async fn build(app: &App, mail: Mail) -> Result<Content> {
    match mail {
        Mail::Welcome { user } => welcome(app, user).await,
        Mail::OrderPlaced { order } => order_placed(app, order).await,
        Mail::PaymentReceived { payment, invoice } => payment_received(app, payment, invoice).await,
        Mail::ServerReady { service } => server_ready(app, service).await,
    }
}

fn reader() -> Actor {
    Actor::system("mail")
}

async fn frame(
    app: &App,
    recipient_name: String,
    own: Value,
    attachments: Vec<Attachment>,
) -> Result<Content> {
    let conn = app.db().reader();
    let brand = settings::branding(conn).await?;
    let company = settings::company(conn).await?;
    let common = context! {
        brand => context! {
            name => brand.name,
            tagline => brand.tagline,
            accent => brand.accent,
            on_accent => "#ffffff",
            site_url => app.config().public_url.clone(),
            support_email => brand.support_email,
        },
        company => context! {
            name => company.legal_name,
            address => company.address_lines.join(", "),
        },
        recipient => context! { name => recipient_name.clone() },
    };
    Ok(Content { recipient_name, values: context! { ..own, ..common }, attachments })
}

async fn welcome(app: &App, user: UserId) -> Result<Content> {
    let name = store::user_name(app.db().reader(), user).await?;
    let own = context! { console_url => console_link(app, "/dashboard"), verify_url => (), valid_for => () };
    frame(app, name, own, Vec::new()).await
}

async fn attached(app: &App, invoice: InvoiceId) -> Result<Attachment> {
    let pdf = invoices::pdf(app, &reader(), invoice).await?;
    Ok(Attachment {
        filename: pdf.filename,
        content_type: "application/pdf".to_owned(),
        bytes: pdf.bytes,
    })
}

async fn order_placed(app: &App, id: OrderId) -> Result<Content> {
    let order = orders::get(app, &reader(), id).await?;
    let document = match &order.invoice.number {
        Some(number) => format!("Invoice {number}"),
        None => format!("Proforma invoice {}", order.invoice.reference),
    };
    let items: Vec<Value> = order
        .items
        .iter()
        .map(|item| context! { description => item.description.clone(), amount => item.amount.format_symbol() })
        .collect();
    let due = order.invoice.amount_due;
    let how = order.payment_instructions.as_ref();
    let rows: Vec<(String, String)> = how.map(payment_rows).unwrap_or_default();
    let own = context! {
        order => context! {
            number => order.number,
            url => console_link(app, &format!("/dashboard/orders/{id}")),
            items => items,
            total => order.total.format_symbol(),
            location => order.datacenter.name,
        },
        document => context! { name => document },
        payment => context! {
            due => if due.is_positive() { due.format_symbol() } else { String::new() },
            due_on => how.map(|h| h.due_on.format("%-d %b %Y").to_string()),
            reference => how.map(|h| h.reference.clone()),
            pay_url => console_link(app, &format!("/dashboard/billing/{}", order.invoice.id)),
            rows => rows,
        },
    };
    let pdf = attached(app, order.invoice.id).await?;
    frame(app, order.customer.name, own, vec![pdf]).await
}

/// How to pay by hand, a label and a value each.
fn payment_rows(how: &orders::PaymentInstructions) -> Vec<(String, String)> {
    let row = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let mut rows = Vec::new();
    for account in &how.bank_accounts {
        rows.push(row("Bank", &account.bank));
        rows.push(row("Account holder", &account.holder));
        rows.push(row("Account number", &account.account_number));
        rows.push(row("Bank code", &account.bank_code));
    }
    for place in &how.crypto {
        rows.push((format!("{} on {}", place.asset, place.network), place.address.clone()));
    }
    rows
}

async fn payment_received(app: &App, payment: PaymentId, invoice: InvoiceId) -> Result<Content> {
    let payment = store::payment(app.db().reader(), payment).await?;
    let detail = invoices::get(app, &reader(), invoice).await?;
    let document = detail.invoice;
    let name = match &document.number {
        Some(number) => format!("Invoice {number}"),
        None => format!("Proforma invoice {}", document.reference),
    };
    let due = document.amount_due;
    let own = context! {
        payment => context! {
            amount => payment.amount.format_symbol(),
            method => payment.method,
            reference => payment.reference,
            received_on => payment.received_on.format("%-d %b %Y").to_string(),
        },
        invoice => context! {
            name => name,
            url => console_link(app, &format!("/dashboard/billing/{invoice}")),
            due => if due.is_positive() { due.format_symbol() } else { String::new() },
        },
        order => context! { number => document.order_number },
    };
    let pdf = attached(app, invoice).await?;
    frame(app, document.customer.name, own, vec![pdf]).await
}

async fn server_ready(app: &App, id: ServiceId) -> Result<Content> {
    let service = services::get(app, &reader(), id).await?;
    let page = console_link(app, &format!("/dashboard/services/{id}"));
    let panel = service.panel_url.as_ref().map(|url| context! { url => url, username => () });
    let own = context! {
        server => context! {
            hostname => service.hostname.unwrap_or_default(),
            ip_address => service.ip_address.unwrap_or_default(),
            ssh_port => service.ssh_port.unwrap_or(22),
            username => service.ssh_username.unwrap_or_default(),
            plan => service.plan_name,
            operating_system => service.operating_system.map(|os| os.name),
            location => service.datacenter.name,
            url => page.clone(),
        },
        reveal_url => page,
        password => (),
        panel => panel,
        notes => service.notes,
    };
    frame(app, service.customer.name, own, Vec::new()).await
}
