//! The catalogue, prices, and what a page needs to know of the installation.

use kn_app::{catalog as model, settings};

use super::common::some;
use super::lines;
use crate::dto::catalog::{
    Addon, Datacenter, OperatingSystem, Plan, PlanPrice, Quote, QuoteLine, QuoteRequest, Recurring,
};
use crate::dto::enums::Mode;
use crate::dto::site::{Brand, Contact, DemoLogin, Site};

impl From<model::Plan> for Plan {
    fn from(plan: model::Plan) -> Self {
        Self {
            id: plan.id.to_string(),
            slug: plan.slug,
            category: plan.category.into(),
            name: plan.name,
            description: plan.description,
            vcpu: plan.vcpu,
            cpu_label: plan.cpu_label,
            ram_mb: plan.ram_mb,
            disk_gb: plan.disk_gb,
            disk_kind: plan.disk_kind.into(),
            traffic_gb: plan.traffic_gb,
            features: plan.features,
            prices: lines(plan.prices),
        }
    }
}

impl From<model::PlanPrice> for PlanPrice {
    fn from(price: model::PlanPrice) -> Self {
        Self {
            id: price.id.to_string(),
            cycle: price.cycle.into(),
            amount: price.amount.into(),
            setup_fee: price.setup_fee.into(),
        }
    }
}

impl From<model::Addon> for Addon {
    fn from(addon: model::Addon) -> Self {
        Self {
            id: addon.id.to_string(),
            slug: addon.slug,
            kind: addon.kind.into(),
            name: addon.name,
            description: addon.description,
            categories: lines(addon.categories),
            os_families: lines(addon.os_families),
            cycle: addon.cycle.into(),
            amount: addon.price.into(),
            setup_fee: addon.setup_fee.into(),
        }
    }
}

impl From<model::Datacenter> for Datacenter {
    fn from(place: model::Datacenter) -> Self {
        Self {
            id: place.id.to_string(),
            slug: place.slug,
            name: place.name,
            city: place.city,
            country: place.country,
            description: place.description,
        }
    }
}

impl From<model::OperatingSystem> for OperatingSystem {
    fn from(system: model::OperatingSystem) -> Self {
        Self {
            id: system.id.to_string(),
            slug: system.slug,
            family: system.family.into(),
            name: system.name,
        }
    }
}

impl From<QuoteRequest> for model::Configuration {
    fn from(request: QuoteRequest) -> Self {
        Self {
            plan: request.plan,
            cycle: request.cycle.into(),
            operating_system: request.operating_system,
            datacenter: request.datacenter,
            addons: request.addons,
            coupon: request.coupon,
        }
    }
}

impl From<model::Quote> for Quote {
    fn from(quote: model::Quote) -> Self {
        Self {
            lines: lines(quote.lines),
            subtotal: quote.subtotal.into(),
            discount: quote.discount.into(),
            tax: quote.tax.into(),
            total: quote.total.into(),
            recurring: lines(quote.recurring),
        }
    }
}

impl From<model::QuoteLine> for QuoteLine {
    fn from(line: model::QuoteLine) -> Self {
        Self {
            kind: line.kind.into(),
            description: line.description,
            cycle: line.cycle.map(Into::into),
            quantity: line.quantity,
            unit_amount: line.unit_amount.into(),
            amount: line.amount.into(),
            discount: line.discount.into(),
            tax_rate_ppm: line.tax_rate_ppm,
            tax: line.tax.into(),
        }
    }
}

impl From<model::Recurring> for Recurring {
    fn from(recurring: model::Recurring) -> Self {
        Self { cycle: recurring.cycle.into(), total: recurring.total.into() }
    }
}

impl Site {
    pub(crate) fn of(site: settings::Site, mode: kn_app::Mode) -> Self {
        let (brand, company) = (site.brand, site.company);
        Self {
            brand: Brand {
                name: brand.name,
                tagline: brand.tagline,
                browser_title: brand.browser_title,
                accent: brand.accent,
                support_email: brand.support_email,
            },
            contact: Contact {
                legal_name: some(company.legal_name),
                email: some(company.email),
                phone: some(company.phone),
                website: some(company.website),
                address_lines: company.address_lines,
                country: some(company.country),
            },
            mode: Mode::from(mode),
            demo_logins: lines(site.demo_logins),
            payment_methods: lines(site.payment_methods),
            currency: site.currency,
            version: site.version.to_owned(),
        }
    }
}

impl From<settings::DemoLogin> for DemoLogin {
    fn from(login: settings::DemoLogin) -> Self {
        Self {
            role: login.role.to_owned(),
            email: login.email.to_owned(),
            password: login.password.to_owned(),
        }
    }
}
