//! Documents.

use kn_app::{Error, invoices as model};

use super::common::some;
use super::{account_id, lines};
use crate::dto::common::PaymentInstructions;
use crate::dto::invoices::{
    AdminInvoice, AdminInvoiceDetail, AdminInvoiceFilter, Invoice, InvoiceDetail, InvoiceFilter,
    InvoiceLine, InvoiceOrder, InvoicePayment, Party,
};

impl From<model::Invoice> for Invoice {
    fn from(invoice: model::Invoice) -> Self {
        Self {
            id: invoice.id.to_string(),
            status: invoice.status.into(),
            reference: invoice.reference,
            number: invoice.number,
            title: invoice.title,
            currency: invoice.currency.code().to_owned(),
            subtotal: invoice.subtotal.into(),
            discount: invoice.discount.into(),
            tax: invoice.tax.into(),
            total: invoice.total.into(),
            amount_due: invoice.amount_due.into(),
            credited: invoice.credited.into(),
            overdue: invoice.overdue,
            issued_on: invoice.issued_on,
            due_on: invoice.due_on,
            paid_at: invoice.paid_at,
            order_id: invoice.order_id.map(|id| id.to_string()),
            order_number: invoice.order_number,
        }
    }
}

impl From<model::Invoice> for AdminInvoice {
    fn from(invoice: model::Invoice) -> Self {
        Self { customer: invoice.customer.clone().into(), invoice: invoice.into() }
    }
}

impl From<model::InvoiceDetail> for InvoiceDetail {
    fn from(detail: model::InvoiceDetail) -> Self {
        Self {
            invoice: detail.invoice.into(),
            lines: lines(detail.lines),
            payments: lines(detail.payments),
            seller: detail.seller.into(),
            buyer: detail.buyer.into(),
            notes: detail.notes,
            numbered_on: detail.numbered_on,
            order: detail.order.map(Into::into),
            payment_instructions: detail.payment_instructions.map(Into::into),
        }
    }
}

impl From<model::InvoiceDetail> for AdminInvoiceDetail {
    fn from(detail: model::InvoiceDetail) -> Self {
        Self {
            customer: detail.invoice.customer.clone().into(),
            can_record_payment: detail.can_record_payment,
            invoice: detail.into(),
        }
    }
}

impl From<model::InvoiceLine> for InvoiceLine {
    fn from(line: model::InvoiceLine) -> Self {
        Self {
            kind: line.kind.into(),
            description: line.description,
            detail: line.detail,
            cycle: line.cycle.map(Into::into),
            period_start: line.period_start,
            period_end: line.period_end,
            quantity: line.quantity,
            unit_amount: line.unit_amount.into(),
            amount: line.amount.into(),
            discount: line.discount.into(),
            tax_rate_ppm: line.tax_rate_ppm,
            tax: line.tax.into(),
        }
    }
}

impl From<model::InvoicePayment> for InvoicePayment {
    fn from(payment: model::InvoicePayment) -> Self {
        Self {
            id: payment.id.to_string(),
            method: payment.method.into(),
            reference: payment.reference,
            amount: payment.amount.into(),
            received_on: payment.received_on,
            at: payment.at,
        }
    }
}

impl From<model::InvoiceOrder> for InvoiceOrder {
    fn from(order: model::InvoiceOrder) -> Self {
        Self { id: order.id.to_string(), number: order.number, status: order.status.into() }
    }
}

impl From<model::Seller> for Party {
    fn from(seller: model::Seller) -> Self {
        Self {
            name: seller.legal_name,
            address_lines: seller.address_lines,
            country: some(seller.country),
            tax_id: some(seller.tax_id),
            email: some(seller.email),
        }
    }
}

impl From<model::Buyer> for Party {
    fn from(buyer: model::Buyer) -> Self {
        Self {
            name: buyer.company.unwrap_or(buyer.name),
            address_lines: buyer.address_lines,
            country: some(buyer.country),
            tax_id: buyer.tax_id,
            email: some(buyer.email),
        }
    }
}

impl From<model::PaymentInstructions> for PaymentInstructions {
    fn from(how: model::PaymentInstructions) -> Self {
        Self {
            method: how.method.into(),
            amount: how.amount.into(),
            reference: how.reference,
            due_on: how.due_on,
            bank_accounts: lines(how.bank_accounts),
            crypto: lines(how.crypto),
            instructions: some(how.instructions),
        }
    }
}

impl From<InvoiceFilter> for model::InvoiceFilter {
    fn from(filter: InvoiceFilter) -> Self {
        Self {
            status: filter.status.map(Into::into),
            overdue: filter.overdue,
            unpaid: filter.unpaid,
            ..Self::default()
        }
    }
}

impl TryFrom<AdminInvoiceFilter> for model::InvoiceFilter {
    type Error = Error;

    fn try_from(filter: AdminInvoiceFilter) -> Result<Self, Error> {
        Ok(Self {
            status: filter.status.map(Into::into),
            overdue: filter.overdue,
            unpaid: filter.unpaid,
            account: filter.account.map(|id| account_id("account", &id)).transpose()?,
            ..Self::default()
        })
    }
}
