//! Money in, services, state machines, prices, and the trail.

use super::super::Case;
use super::super::Reason::{Check, Guard, Unique};
use super::{after, case};

pub(super) fn cases() -> Vec<Case> {
    [money_in(), periods(), machines(), prices_and_trail()].into_iter().flatten().collect()
}

fn money_in() -> Vec<Case> {
    let status = Guard("the status of the top-up may not change like this");
    let fixed = Guard("an approved top-up is fixed");
    let posted = Check("topups_approved_is_posted");
    let verified = Check("topups_approved_is_verified");
    let topup = |change: &str| format!("UPDATE topups SET {change} WHERE id = {{topup}}");
    let approved = |change: &str| format!("UPDATE topups SET {change} WHERE id = {{approved}}");
    let start = |status: &str, reference: &str| {
        format!(
            "INSERT INTO topups (id, account_id, requested_by, method, currency, amount, reference, status, \
             created_at, updated_at) VALUES ({{new}}, {{account}}, {{user}}, 'upi', 'USD', 5, '{reference}', \
             '{status}', {{now}}, {{now}})"
        )
    };
    let payment = |method: &str, key: &str, entry: &str| {
        format!(
            "INSERT INTO payments (id, account_id, method, currency, amount, reference, reference_key, received_on, \
             entry_id, created_at) VALUES ({{new}}, {{account}}, '{method}', 'USD', 5, 'r', '{key}', '2030-01-01', \
             {{{entry}}}, {{now}})"
        )
    };
    vec![
        case(
            "born approved",
            Guard("a top-up starts awaiting payment or submitted"),
            start("approved", "n"),
        ),
        case("reference taken", Unique("topups_reference_key"), start("submitted", "TOP-1")),
        case(
            "approved without entry",
            posted,
            topup(
                "status = 'approved', verified_amount = 5, value_date = '2030-01-01', reviewed_by = {staff}",
            ),
        ),
        case(
            "approved by the requester",
            verified,
            topup(
                "status = 'approved', verified_amount = 5, value_date = '2030-01-01', reviewed_by = {user}, entry_id = {entry}",
            ),
        ),
        case(
            "approved by nobody",
            verified,
            topup(
                "status = 'approved', verified_amount = 5, value_date = '2030-01-01', entry_id = {entry}",
            ),
        ),
        case(
            "approved without amount",
            verified,
            topup(
                "status = 'approved', value_date = '2030-01-01', reviewed_by = {staff}, entry_id = {entry}",
            ),
        ),
        case("entry without approval", posted, topup("entry_id = {entry}")),
        case("reversed before approval", status, topup("status = 'reversed', entry_id = {entry}")),
        case("approval withdrawn", status, approved("status = 'submitted'")),
        case("more verified afterwards", fixed, approved("verified_amount = 999")),
        case("other reviewer afterwards", fixed, approved("reviewed_by = NULL")),
        case("other entry afterwards", fixed, approved("entry_id = {entry}")),
        case(
            "proof used twice",
            Unique("payments_reference_key"),
            payment("bank_transfer", "REF1", "entry"),
        ),
        case("entry paid twice", Unique("payments_entry_key"), payment("card", "n", "paid_entry")),
        case("unknown method", Check("payments_method_check"), payment("cheque", "n", "entry")),
    ]
}

fn periods() -> Vec<Case> {
    let gap = Guard("a period starts where the one before it ends");
    let period = |no: i64, from: i64, to: i64| {
        format!(
            "INSERT INTO service_periods (id, service_item_id, period_no, starts_on, ends_on, invoice_id, created_at) \
             VALUES ({{new}}, {{item}}, {no}, '2030-01-{from}', '2030-01-{to}', {{paid}}, {{now}})"
        )
    };
    vec![
        case(
            "period overlaps",
            Guard("periods of a service item do not overlap"),
            period(1, 10, 20),
        ),
        case(
            "period within",
            Guard("periods of a service item do not overlap"),
            period(7, 12, 14).replace("-12'", "-02'").replace("-14'", "-03'"),
        ),
        case("gap between periods", gap, period(1, 12, 20)),
        case("period without the one before", gap, period(2, 11, 20)),
        case("period number taken", Unique("service_periods_no_key"), period(0, 20, 25)),
        case("period backwards", Check("service_periods_forward"), period(0, 25, 20)),
        case(
            "second open hold",
            Unique("service_holds_open_key"),
            "INSERT INTO service_holds (id, service_id, kind, opened_at) VALUES ({new}, {service}, 'overdue', {now})",
        ),
    ]
}

fn machines() -> Vec<Case> {
    let born = |table: &str, extra: (&str, &str)| {
        format!(
            "INSERT INTO {table} (id, account_id, plan_id, plan_name, category, cycle, datacenter_id, currency, \
             created_at, updated_at, status, {}) VALUES ({{new}}, {{account}}, {{plan}}, 'x', 'vps', 'monthly', \
             {{datacenter}}, 'USD', {{now}}, {{now}}, 'active', {})",
            extra.0, extra.1
        )
    };
    let order = Guard("the status of the order may not change like this");
    let service = Guard("the status of the service may not change like this");
    vec![
        case(
            "order born active",
            Guard("an order starts pending"),
            born(
                "orders",
                (
                    "number, placed_by, payment_method, total, invoice_id",
                    "7, {user}, 'card', 1, {proforma}",
                ),
            ),
        ),
        case(
            "order failed from pending",
            order,
            "UPDATE orders SET status = 'failed' WHERE id = {order}",
        ),
        after(
            "UPDATE orders SET status = 'cancelled' WHERE id = {order}",
            case("order revived", order, "UPDATE orders SET status = 'active' WHERE id = {order}"),
        ),
        case(
            "invoice ordered twice",
            Unique("orders_invoice_key"),
            born(
                "orders",
                (
                    "number, placed_by, payment_method, total, invoice_id",
                    "7, {user}, 'card', 1, {paid}",
                ),
            )
            .replace("'active'", "'pending'"),
        ),
        case(
            "service born active",
            Guard("a service starts pending"),
            born("services", ("driver, recurring_amount", "'manual', 1")),
        ),
        case(
            "service terminating from pending",
            service,
            "UPDATE services SET status = 'terminating' WHERE id = {service}",
        ),
        after(
            "UPDATE services SET status = 'active' WHERE id = {service}",
            case(
                "service back to pending",
                service,
                "UPDATE services SET status = 'pending' WHERE id = {service}",
            ),
        ),
        case(
            "port 70000",
            Check("services_ssh_port_check"),
            "UPDATE services SET ssh_port = 70000 WHERE id = {service}",
        ),
    ]
}

fn prices_and_trail() -> Vec<Case> {
    let price = Guard("a price never changes, it retires once");
    let migrations = Guard("allowed_transitions is changed by migrations only");
    vec![
        case("price changed", price, "UPDATE plan_prices SET amount = 1 WHERE id = {price}"),
        case(
            "price changed while retiring",
            price,
            "UPDATE plan_prices SET amount = 1, retired_at = {now} WHERE id = {price}",
        ),
        case(
            "price retired twice",
            price,
            "UPDATE plan_prices SET retired_at = {now} WHERE id = {retired}",
        ),
        case(
            "price back from retirement",
            price,
            "UPDATE plan_prices SET retired_at = NULL WHERE id = {retired}",
        ),
        case("price deleted", price, "DELETE FROM plan_prices WHERE id = {price}"),
        case(
            "add-on price changed",
            price,
            "UPDATE addon_prices SET amount = 1 WHERE id = {addon_price}",
        ),
        case("add-on price deleted", price, "DELETE FROM addon_prices WHERE id = {addon_price}"),
        case(
            "answer rewritten",
            Guard("idempotency_keys is not updated"),
            "UPDATE idempotency_keys SET status = 500 WHERE id = {key}",
        ),
        case(
            "transition invented",
            migrations,
            "INSERT INTO allowed_transitions VALUES ('invoice', 'void', 'paid')",
        ),
        case(
            "transition deleted",
            migrations,
            "DELETE FROM allowed_transitions WHERE machine = 'order'",
        ),
        case(
            "transition changed",
            migrations,
            "UPDATE allowed_transitions SET to_state = 'x' WHERE machine = 'order'",
        ),
    ]
}
