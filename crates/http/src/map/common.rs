//! Money, refs and texts.

use kn_app::{Error, catalog, orders, services, settings};
use kn_core::code::Code;
use kn_core::ids::{AccountId, UserId};
use kn_core::money::Money;

use crate::dto::common::{
    BankAccount, CryptoAddress, Customer, DatacenterRef, MoneyDto, NamedRef, PlanRef,
};

impl From<Money> for MoneyDto {
    fn from(money: Money) -> Self {
        Self { amount: money.amount(), currency: money.currency().code().to_owned() }
    }
}

/// The amount of a request; `field` names it in a fault.
pub(crate) fn money(field: &str, given: &MoneyDto) -> Result<Money, Error> {
    let currency = given.currency.parse().map_err(|_| {
        let message = "Please give the currency as three capital letters, for example USD.";
        Error::field(format!("{field}.currency"), Code::Invalid, message)
    })?;
    Ok(Money::new(given.amount, currency))
}

/// An account named in a body or a filter.
pub(crate) fn account_id(field: &str, given: &str) -> Result<AccountId, Error> {
    given.parse().map_err(|fault: kn_core::ids::IdError| {
        Error::field(field, Code::Invalid, format!("{fault}."))
    })
}

/// A user named in a filter.
pub(crate) fn user_id(field: &str, given: &str) -> Result<UserId, Error> {
    given.parse().map_err(|fault: kn_core::ids::IdError| {
        Error::field(field, Code::Invalid, format!("{fault}."))
    })
}

/// Each item as its shape on the wire.
pub(crate) fn lines<T, U: From<T>>(items: Vec<T>) -> Vec<U> {
    items.into_iter().map(U::from).collect()
}

/// Text that may be empty, as a value that may be missing.
pub(super) fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl From<catalog::PlanRef> for PlanRef {
    fn from(plan: catalog::PlanRef) -> Self {
        Self { slug: plan.slug, name: plan.name, category: plan.category.into() }
    }
}

impl From<catalog::DatacenterRef> for DatacenterRef {
    fn from(place: catalog::DatacenterRef) -> Self {
        Self { slug: place.slug, name: place.name, city: place.city, country: place.country }
    }
}

impl From<catalog::OperatingSystemRef> for NamedRef {
    fn from(system: catalog::OperatingSystemRef) -> Self {
        Self { slug: system.slug, name: system.name }
    }
}

impl From<orders::NamedRef> for NamedRef {
    fn from(named: orders::NamedRef) -> Self {
        Self { slug: named.slug, name: named.name }
    }
}

impl From<services::Customer> for Customer {
    fn from(customer: services::Customer) -> Self {
        Self {
            account_id: customer.account_id.to_string(),
            user_id: customer.user_id.map(|id| id.to_string()),
            name: customer.name,
            email: customer.email,
            company: customer.company,
        }
    }
}

impl From<settings::BankAccount> for BankAccount {
    fn from(account: settings::BankAccount) -> Self {
        Self {
            label: account.label,
            bank: account.bank,
            holder: account.holder,
            account_number: account.account_number,
            bank_code: account.bank_code,
            currency: account.currency,
        }
    }
}

impl From<settings::CryptoAddress> for CryptoAddress {
    fn from(address: settings::CryptoAddress) -> Self {
        Self { asset: address.asset, network: address.network, address: address.address }
    }
}
