//! Which status may follow which, and which of them staff may choose. Pure.

use kn_core::money::{Currency, Money};
use kn_db::entities::invoice;

use super::model::{InvoiceStatus, OrderStatus, PaymentStatus};
use crate::error::{Error, Result};

/// What may follow a status; the same pairs as the machine `order` in `allowed_transitions`.
pub const fn successors(from: OrderStatus) -> &'static [OrderStatus] {
    use OrderStatus as S;
    match from {
        S::Pending => &[S::Provisioning, S::Active, S::Cancelled, S::Expired, S::Fraud],
        S::Provisioning => &[S::Active, S::Failed, S::Pending],
        S::Failed => &[S::Provisioning, S::Cancelled],
        S::Fraud => &[S::Pending, S::Cancelled],
        S::Active | S::Cancelled | S::Expired => &[],
    }
}

/// What an order's document says about its payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Payment {
    pub(super) status: InvoiceStatus,
    pub(super) total: Money,
    pub(super) due: Money,
    /// What was received and not given back.
    pub(super) received: Money,
    pub(super) credited: Money,
}

impl Payment {
    pub(super) fn of(row: &invoice::Model) -> Result<Self> {
        let currency: Currency = row.currency.parse().map_err(Error::internal)?;
        let money = |amount| Money::new(amount, currency);
        let received = money(row.allocated).checked_sub(money(row.released))?;
        let due = money(row.total)
            .checked_sub(money(row.credited))?
            .checked_sub(money(row.written_off))?
            .checked_sub(received)?;
        Ok(Self {
            status: row.status,
            total: money(row.total),
            due,
            received,
            credited: money(row.credited),
        })
    }

    pub(super) fn is_paid(self) -> bool {
        self.status == InvoiceStatus::Paid
    }

    /// Whether money may still come in for it.
    pub(super) fn is_payable(self) -> bool {
        matches!(self.status, InvoiceStatus::Proforma | InvoiceStatus::Open)
            && self.due.is_positive()
    }

    pub(super) fn as_status(self) -> PaymentStatus {
        let refunded = self.total.is_positive() && self.credited == self.total;
        match self.status {
            InvoiceStatus::Paid if refunded => PaymentStatus::Refunded,
            InvoiceStatus::Paid => PaymentStatus::Paid,
            _ if self.received.is_positive() => PaymentStatus::PartiallyPaid,
            _ => PaymentStatus::Pending,
        }
    }
}

/// What staff may choose from here: nothing unpaid is built, nothing with money on it is cancelled (that
/// takes a credit note), nothing whose proforma is void comes back, and only time makes an order expire.
pub(super) fn by_hand(from: OrderStatus, payment: Payment) -> Vec<OrderStatus> {
    let may = |to: &OrderStatus| match to {
        OrderStatus::Provisioning | OrderStatus::Active => payment.is_paid(),
        OrderStatus::Cancelled => !payment.is_paid() && !payment.received.is_positive(),
        OrderStatus::Pending => payment.status != InvoiceStatus::Void,
        OrderStatus::Failed | OrderStatus::Fraud => true,
        OrderStatus::Expired => false,
    };
    successors(from).iter().copied().filter(may).collect()
}

/// Whether the provisioning dialog may be used.
pub(super) fn can_provision(status: OrderStatus, payment: Payment) -> bool {
    payment.is_paid()
        && matches!(status, OrderStatus::Pending | OrderStatus::Provisioning | OrderStatus::Failed)
}

/// Whether the customer may take the order back.
pub(super) fn can_cancel(status: OrderStatus, payment: Payment) -> bool {
    status == OrderStatus::Pending && by_hand(status, payment).contains(&OrderStatus::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payment(status: InvoiceStatus, received: i64, credited: i64) -> Payment {
        let usd = |amount| Money::new(amount, Currency::USD);
        Payment {
            status,
            total: usd(1000),
            due: usd(1000 - received - credited),
            received: usd(received),
            credited: usd(credited),
        }
    }

    #[test]
    fn an_end_is_an_end() {
        for end in [OrderStatus::Active, OrderStatus::Cancelled, OrderStatus::Expired] {
            assert!(successors(end).is_empty());
        }
        for from in OrderStatus::ALL {
            assert!(!successors(*from).contains(from));
        }
    }

    #[test]
    fn staff_see_only_what_the_payment_allows() {
        use OrderStatus as S;
        let unpaid = payment(InvoiceStatus::Proforma, 0, 0);
        let partly = payment(InvoiceStatus::Proforma, 400, 0);
        let paid = payment(InvoiceStatus::Paid, 1000, 0);
        let void = payment(InvoiceStatus::Void, 0, 0);
        assert_eq!(by_hand(S::Pending, unpaid), [S::Cancelled, S::Fraud]);
        assert_eq!(by_hand(S::Pending, partly), [S::Fraud]);
        assert_eq!(by_hand(S::Pending, paid), [S::Provisioning, S::Active, S::Fraud]);
        assert_eq!(by_hand(S::Fraud, void), [S::Cancelled]);
        assert_eq!(by_hand(S::Fraud, paid), [S::Pending]);
        assert_eq!(by_hand(S::Failed, paid), [S::Provisioning]);
        assert!(
            can_cancel(S::Pending, unpaid)
                && !can_cancel(S::Pending, paid)
                && !can_cancel(S::Fraud, void)
        );
        assert!(can_provision(S::Failed, paid) && !can_provision(S::Pending, unpaid));
        assert!(!can_provision(S::Fraud, paid) && !can_provision(S::Active, paid));
    }

    #[test]
    fn the_payment_status_follows_the_document() {
        for (payment, status) in [
            (payment(InvoiceStatus::Proforma, 0, 0), PaymentStatus::Pending),
            (payment(InvoiceStatus::Void, 0, 0), PaymentStatus::Pending),
            (payment(InvoiceStatus::Proforma, 1, 0), PaymentStatus::PartiallyPaid),
            (payment(InvoiceStatus::Paid, 1000, 0), PaymentStatus::Paid),
            (payment(InvoiceStatus::Paid, 600, 400), PaymentStatus::Paid),
            (payment(InvoiceStatus::Paid, 0, 1000), PaymentStatus::Refunded),
        ] {
            assert_eq!(payment.as_status(), status, "{payment:?}");
        }
    }
}
