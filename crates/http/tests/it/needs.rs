//! What each operation asks of its caller, written down by hand: the document must list exactly these.

use kn_app::access::Permission as P;
use kn_app::access::Right;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Need {
    /// Nothing; the expected status for strangers stands in `public_routes.txt`.
    Nobody,
    /// A session.
    Person,
    /// A session, and in the active account this right.
    Member(Right),
    /// Staff with all of these.
    Staff(&'static [P]),
}

use Need::{Member, Nobody, Person, Staff};

const VIEW: Need = Member(Right::View);

pub(crate) const NEEDS: &[(&str, Need)] = &[
    ("auth_login", Nobody),
    ("auth_register", Nobody),
    ("auth_refresh", Nobody),
    ("auth_logout", Nobody),
    ("site_get", Nobody),
    ("addon_list", Nobody),
    ("datacenter_list", Nobody),
    ("operating_system_list", Nobody),
    ("plan_list", Nobody),
    ("plan_get", Nobody),
    ("quote_create", Nobody),
    ("auth_step_up", Person),
    ("me_get", Person),
    ("me_set_active_account", Person),
    ("me_change_password", Person),
    // The sample body changes the account's company.
    ("me_update", Member(Right::Administer)),
    ("dashboard_get", VIEW),
    ("invoice_list", VIEW),
    ("invoice_get", VIEW),
    ("invoice_pdf", VIEW),
    ("invoice_pay", Member(Right::Pay)),
    ("order_list", VIEW),
    ("order_get", VIEW),
    ("order_create", Member(Right::Order)),
    ("order_cancel", Member(Right::Order)),
    ("service_list", VIEW),
    ("service_get", VIEW),
    ("service_activity", VIEW),
    ("service_invoices", VIEW),
    ("service_update", Member(Right::Manage)),
    ("service_credentials", Member(Right::Reveal)),
    ("wallet_get", VIEW),
    ("wallet_transaction_list", VIEW),
    ("admin_dashboard_get", Staff(&[P::DashboardView])),
    ("admin_audit_list", Staff(&[P::AuditView])),
    ("admin_email_list", Staff(&[P::EmailsView])),
    ("admin_job_list", Staff(&[P::JobsView])),
    ("admin_job_retry", Staff(&[P::JobsManage])),
    ("admin_invoice_list", Staff(&[P::InvoicesView])),
    ("admin_invoice_get", Staff(&[P::InvoicesView])),
    ("admin_invoice_pdf", Staff(&[P::InvoicesView])),
    ("admin_invoice_record_payment", Staff(&[P::PaymentsRecord])),
    ("admin_order_list", Staff(&[P::OrdersView])),
    ("admin_order_get", Staff(&[P::OrdersView])),
    ("admin_order_update", Staff(&[P::OrdersManage])),
    ("admin_order_record_payment", Staff(&[P::PaymentsRecord])),
    ("admin_order_provision", Staff(&[P::OrdersProvision])),
    ("admin_service_list", Staff(&[P::ServicesView])),
    ("admin_service_get", Staff(&[P::ServicesView])),
    ("admin_service_activity", Staff(&[P::ServicesView])),
    ("admin_service_update", Staff(&[P::ServicesManage])),
    ("admin_service_credentials", Staff(&[P::ServicesReveal])),
    ("admin_service_send_credentials", Staff(&[P::ServicesManage])),
    ("admin_branding_settings_get", Staff(&[P::SettingsView])),
    ("admin_branding_settings_put", Staff(&[P::SettingsManage])),
    ("admin_company_settings_get", Staff(&[P::SettingsView])),
    ("admin_company_settings_put", Staff(&[P::SettingsManage])),
    ("admin_email_settings_get", Staff(&[P::SettingsView])),
    ("admin_email_settings_put", Staff(&[P::SettingsManage])),
    ("admin_email_settings_test", Staff(&[P::SettingsManage])),
    ("admin_payments_settings_get", Staff(&[P::SettingsView])),
    ("admin_payments_settings_put", Staff(&[P::SettingsManage])),
    ("admin_user_list", Staff(&[P::UsersView])),
    ("admin_user_get", Staff(&[P::UsersView])),
    ("admin_user_update", Staff(&[P::UsersManage])),
    ("admin_user_invoice_list", Staff(&[P::UsersView, P::InvoicesView])),
    ("admin_user_order_list", Staff(&[P::UsersView, P::OrdersView])),
    ("admin_user_service_list", Staff(&[P::UsersView, P::ServicesView])),
    ("admin_user_transaction_list", Staff(&[P::UsersView])),
    ("admin_user_adjust_wallet", Staff(&[P::WalletAdjust])),
];

pub(crate) fn of(id: &str) -> Need {
    let found = NEEDS.iter().find(|(name, _)| *name == id).map(|(_, need)| *need);
    found.unwrap_or_else(|| unreachable!("{id} is not in needs.rs: decide who may call it"))
}
