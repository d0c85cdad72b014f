//! What a person may do: staff permissions and, inside a customer account, rights by membership role.

use kn_db::entities::membership::Role;

macro_rules! permissions {
    ($($variant:ident => $name:literal,)*) => {
        /// One thing a member of staff may do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $(#[doc = $name] $variant,)* }

        impl Permission {
            /// Every permission, in the order screens show them.
            pub const ALL: &'static [Permission] = &[$(Permission::$variant,)*];

            /// The stable name, as stored in a role and sent to the screens.
            pub const fn as_str(self) -> &'static str {
                match self { $(Permission::$variant => $name,)* }
            }

            /// The permission of that name, if there is one.
            pub fn parse(name: &str) -> Option<Permission> {
                match name { $($name => Some(Permission::$variant),)* _ => None }
            }
        }
    };
}

permissions! {
    DashboardView => "dashboard.view",
    OrdersView => "orders.view",
    OrdersManage => "orders.manage",
    OrdersProvision => "orders.provision",
    ServicesView => "services.view",
    ServicesManage => "services.manage",
    ServicesReveal => "services.reveal",
    UsersView => "users.view",
    UsersManage => "users.manage",
    InvoicesView => "invoices.view",
    InvoicesManage => "invoices.manage",
    PaymentsRecord => "payments.record",
    WalletAdjust => "wallet.adjust",
    TopupsView => "topups.view",
    TopupsReview => "topups.review",
    CatalogView => "catalog.view",
    CatalogManage => "catalog.manage",
    SettingsView => "settings.view",
    SettingsManage => "settings.manage",
    JobsView => "jobs.view",
    JobsManage => "jobs.manage",
    EmailsView => "emails.view",
    AuditView => "audit.view",
    StaffManage => "staff.manage",
}

/// The roles a new installation starts with: key, name, permissions.
pub fn seeded_roles() -> Vec<(&'static str, &'static str, Vec<Permission>)> {
    use Permission as P;
    let support = vec![
        P::DashboardView,
        P::OrdersView,
        P::ServicesView,
        P::UsersView,
        P::InvoicesView,
        P::TopupsView,
        P::EmailsView,
    ];
    let mut billing = support.clone();
    billing.extend([
        P::OrdersManage,
        P::InvoicesManage,
        P::PaymentsRecord,
        P::WalletAdjust,
        P::TopupsReview,
        P::CatalogView,
    ]);
    let mut infrastructure = support.clone();
    infrastructure.extend([
        P::OrdersProvision,
        P::ServicesManage,
        P::ServicesReveal,
        P::CatalogView,
        P::JobsView,
        P::JobsManage,
    ]);
    let admin: Vec<P> = P::ALL.iter().copied().filter(|p| *p != P::StaffManage).collect();
    vec![
        ("owner", "Owner", P::ALL.to_vec()),
        ("admin", "Administrator", admin),
        ("billing", "Billing", billing),
        ("support", "Support", support),
        ("infrastructure", "Infrastructure", infrastructure),
    ]
}

/// One thing a member of a customer account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// See the account's services, documents and balance.
    View,
    /// Place orders.
    Order,
    /// Pay from the wallet and see payment details.
    Pay,
    /// Rename services, switch renewal, ask for actions.
    Manage,
    /// See server credentials.
    Reveal,
    /// Change the account itself and its members.
    Administer,
}

impl Right {
    /// Whether a member with this role has the right.
    pub fn granted_to(self, role: Role) -> bool {
        match role {
            Role::Owner => true,
            Role::Billing => matches!(self, Right::View | Right::Order | Right::Pay),
            Role::Technical => matches!(self, Right::View | Right::Manage | Right::Reveal),
            Role::ReadOnly => matches!(self, Right::View),
        }
    }
}
