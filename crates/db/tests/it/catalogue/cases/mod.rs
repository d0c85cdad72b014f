//! The cases. `{name}` is an id of the stage.

mod documents;
mod ledger;
mod processes;

use super::Reason::Guard;
use super::{Case, On, Reason};

const APPEND_ONLY: [(&str, &str, &str, Reason); 8] = [
    ("ledger_entries", "entry", "kind = 'x'", Guard("ledger_entries is append-only")),
    ("ledger_transfers", "transfer", "amount = 1", Guard("ledger_transfers is append-only")),
    ("allocations", "allocation", "amount = 1", Guard("allocations is append-only")),
    ("payments", "payment", "amount = 1", Guard("payments is append-only")),
    ("service_periods", "period", "period_no = 5", Guard("service_periods is append-only")),
    ("audit_log", "audit", "action = 'x'", Guard("audit_log is append-only")),
    ("activities", "activity", "summary = 'x'", Guard("activities is append-only")),
    ("ledger_transfers", "transfer", "amount = amount", Guard("ledger_transfers is append-only")),
];

const TRUNCATED: [(&str, Reason); 15] = [
    ("ledger_accounts", Guard("a ledger account is never deleted")),
    ("ledger_entries", Guard("ledger_entries is append-only")),
    ("ledger_transfers", Guard("ledger_transfers is append-only")),
    ("ledger_statement", Guard("ledger_statement is append-only")),
    ("allocations", Guard("allocations is append-only")),
    ("payments", Guard("payments is append-only")),
    ("service_periods", Guard("service_periods is append-only")),
    ("audit_log", Guard("audit_log is append-only")),
    ("activities", Guard("activities is append-only")),
    ("invoices", Guard("only a draft can be deleted")),
    ("invoice_lines", Guard("lines change only while the document is a draft")),
    ("doc_series", Guard("a series is never deleted")),
    ("plan_prices", Guard("a price never changes, it retires once")),
    ("addon_prices", Guard("a price never changes, it retires once")),
    ("allowed_transitions", Guard("allowed_transitions is changed by migrations only")),
];

pub(crate) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(wholesale());
    cases.extend(ledger::cases());
    cases.extend(documents::cases());
    cases.extend(processes::cases());
    cases
}

fn case(what: &'static str, why: Reason, sql: impl Into<String>) -> Case {
    Case { what, on: On::Both, why, sql: vec![sql.into()] }
}

fn after(first: impl Into<String>, mut case: Case) -> Case {
    case.sql.insert(0, first.into());
    case
}

fn only(on: On, case: Case) -> Case {
    Case { on, ..case }
}

fn wholesale() -> Vec<Case> {
    let mut cases = Vec::new();
    for (table, id, change, why) in APPEND_ONLY {
        cases.push(case(table, why, format!("UPDATE {table} SET {change} WHERE id = {{{id}}}")));
        cases.push(case(table, why, format!("DELETE FROM {table} WHERE id = {{{id}}}")));
    }
    for (table, why) in TRUNCATED {
        cases.push(only(On::Postgres, case(table, why, format!("TRUNCATE {table} CASCADE"))));
    }
    cases
}
