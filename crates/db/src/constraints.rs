//! Names of unique constraints for SQLite, which reports only their columns.
//!
//! A test walks the schemas of both engines and fails when a line here is missing, superfluous or wrong.

/// Table and columns as SQLite writes them, and the name given in the migrations. Primary keys are not listed.
const UNIQUE: &[(&str, &str)] = &[
    ("users.email_folded", "users_email_folded_key"),
    ("accounts.number", "accounts_number_key"),
    ("memberships.user_id, memberships.account_id", "memberships_user_account_key"),
    ("staff_roles.key", "staff_roles_key_key"),
    ("refresh_tokens.token_hash", "refresh_tokens_hash_key"),
    ("plans.slug", "plans_slug_key"),
    ("plan_prices.plan_id, plan_prices.cycle, plan_prices.currency", "plan_prices_current_key"),
    ("datacenters.slug", "datacenters_slug_key"),
    ("operating_systems.slug", "operating_systems_slug_key"),
    ("addons.slug", "addons_slug_key"),
    ("addon_prices.addon_id, addon_prices.currency", "addon_prices_current_key"),
    ("idempotency_keys.scope, idempotency_keys.key", "idempotency_keys_scope_key"),
    ("jobs.dedupe_key", "jobs_dedupe_key"),
    ("workflows.kind, workflows.subject_id", "workflows_live_key"),
    ("ledger_accounts.id, ledger_accounts.currency", "ledger_accounts_id_currency_key"),
    (
        "ledger_accounts.owner_id, ledger_accounts.code, ledger_accounts.currency",
        "ledger_accounts_owned_key",
    ),
    ("ledger_accounts.code, ledger_accounts.currency", "ledger_accounts_shared_key"),
    ("ledger_entries.event_key", "ledger_entries_event_key"),
    ("ledger_entries.reverses", "ledger_entries_reverses_key"),
    ("ledger_transfers.entry_id, ledger_transfers.line", "ledger_transfers_line_key"),
    ("invoices.reference", "invoices_reference_key"),
    ("invoices.number", "invoices_number_key"),
    ("invoices.number_series, invoices.number_no", "invoices_series_no_key"),
    ("invoice_lines.invoice_id, invoice_lines.position", "invoice_lines_position_key"),
    ("allocations.transfer_id", "allocations_transfer_key"),
    ("payments.entry_id", "payments_entry_key"),
    ("payments.method, payments.reference_key", "payments_reference_key"),
    ("topups.reference", "topups_reference_key"),
    ("topups.entry_id", "topups_entry_key"),
    ("orders.number", "orders_number_key"),
    ("orders.invoice_id", "orders_invoice_key"),
    ("order_items.order_id, order_items.position", "order_items_position_key"),
    ("services.order_id", "services_order_key"),
    ("service_periods.service_item_id, service_periods.period_no", "service_periods_no_key"),
    ("service_holds.service_id, service_holds.kind", "service_holds_open_key"),
    ("service_credentials.service_id, service_credentials.kind", "service_credentials_kind_key"),
];

/// The name of the unique constraint over these columns, e.g. `users.email_folded`. What is not a named
/// constraint is a primary key and called as PostgreSQL calls it.
pub(crate) fn name_of(columns: &str) -> String {
    if let Some((_, name)) = UNIQUE.iter().find(|(known, _)| *known == columns) {
        return (*name).to_owned();
    }
    // "index 'name'" is what SQLite says of an index over an expression.
    if let Some(name) = columns.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        return name.to_owned();
    }
    let table = columns.split_once('.').map_or(columns, |(table, _)| table);
    format!("{table}_pkey")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_names() {
        assert_eq!(name_of("users.email_folded"), "users_email_folded_key");
        assert_eq!(
            name_of("memberships.user_id, memberships.account_id"),
            "memberships_user_account_key"
        );
        assert_eq!(name_of("users.id"), "users_pkey");
        assert_eq!(
            name_of("ledger_statement.account_id, ledger_statement.seq"),
            "ledger_statement_pkey"
        );
        assert_eq!(name_of("index 'some_expression_idx'"), "some_expression_idx");
    }
}
