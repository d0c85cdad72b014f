//! Every closed set of values on the wire. The first value listed has no meaning; order follows a thing's life.

wire_enum! {
    /// How the tokens travel: `cookie` sets HttpOnly cookies and answers none, `bearer` answers them in the body.
    Transport = kn_app::identity::Transport { Cookie, Bearer }
}
wire_enum! {
    /// What a user may do in an account.
    MembershipRole = kn_app::identity::MembershipRole { Owner, Billing, Technical, ReadOnly }
}
wire_enum! {
    /// `demo` shows a banner and the two documented logins.
    Mode = kn_app::Mode { Demo, Production }
}
wire_enum! {
    /// VPS · Shared Hosting · VDS / Dedicated.
    Category = kn_app::catalog::Category { Vps, Shared, Dedicated }
}
wire_enum! {
    /// 1, 3, 6, 12 and 24 months.
    Cycle = kn_core::calendar::Cycle { Monthly, Quarterly, Semiannual, Yearly, Biennial }
}
wire_enum! { DiskKind = kn_app::catalog::DiskKind { Nvme, Ssd, Hdd } }
wire_enum! { OsFamily = kn_app::catalog::OsFamily { Linux, Windows } }
wire_enum! {
    /// At most one `control_panel` per order.
    AddonKind = kn_app::catalog::AddonKind { ControlPanel, Ssl, Backup, Ip, Support, Other }
}
wire_enum! {
    /// What a priced line stands for.
    LineKind = kn_app::invoices::LineKind { Plan, Addon, Setup, Other }
}
wire_enum! {
    /// How money arrives.
    PaymentMethod = kn_app::orders::PaymentMethod { Wallet, BankTransfer, Crypto, Card, Upi, Other }
}
wire_enum! {
    /// `pending`: placed, waiting for payment or provisioning.
    OrderStatus = kn_app::orders::OrderStatus { Pending, Provisioning, Active, Failed, Cancelled, Expired, Fraud }
}
wire_enum! {
    /// Derived from the order's invoice; `in_review`: a payment proof waits for staff.
    PaymentStatus = kn_app::orders::PaymentStatus { Pending, InReview, PartiallyPaid, Paid, Refunded }
}
wire_enum! {
    /// `proforma`: not yet numbered, waiting for payment; `open`: numbered with net terms.
    InvoiceStatus = kn_app::invoices::InvoiceStatus { Draft, Proforma, Open, Paid, Void, Uncollectible }
}
wire_enum! {
    /// `suspended` is derived: a hold is open.
    ServiceStatus = kn_app::services::ServiceStatus { Pending, Provisioning, Active, Suspended, Terminating, Terminated, Failed }
}
wire_enum! {
    /// Why a service is suspended.
    HoldKind = kn_app::services::HoldKind { Overdue, Abuse, Dispute, Admin, CustomerPause }
}
wire_enum! {
    /// Where a step of a timeline stands.
    StepState = kn_app::orders::StepState { Done, Current, Waiting, Failed }
}
wire_enum! {
    /// `dead`: out of tries, waits for staff.
    JobState = kn_app::jobs::JobState { Ready, Running, Done, Dead }
}
wire_enum! { EmailStatus = kn_app::emails::EmailStatus { Queued, Sent, Failed } }
wire_enum! { ActorKind { User, Staff, System, Anonymous } }
wire_enum! {
    /// How mail leaves: `environment` follows the server's configuration.
    MailTransport { Environment, Smtp, Sendgrid }
}
wire_enum! { SmtpSecurity { None, Starttls, Tls } }
