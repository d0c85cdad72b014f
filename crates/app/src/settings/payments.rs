//! Where customers pay to.

use kn_core::code::Code;
use kn_core::money::Currency;
use kn_db::entities::payment::Method;
use serde::{Deserialize, Serialize};

use super::{Section, SectionValue, line, required};
use crate::error::Faults;

/// Offered methods and the accounts and addresses to pay to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payments {
    pub bank_transfer_enabled: bool,
    pub bank_accounts: Vec<BankAccount>,
    pub crypto_enabled: bool,
    pub crypto_addresses: Vec<CryptoAddress>,
    /// Shown beneath the payment details.
    pub instructions: String,
}

/// One bank account, for payments in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankAccount {
    pub label: String,
    pub bank: String,
    pub holder: String,
    /// IBAN or account number.
    pub account_number: String,
    /// BIC, IFSC, sort code or routing number.
    pub bank_code: String,
    pub currency: String,
}

/// One address, for one asset on one network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CryptoAddress {
    /// e.g. `USDT`.
    pub asset: String,
    /// e.g. `TRON (TRC-20)`.
    pub network: String,
    pub address: String,
}

impl Default for Payments {
    fn default() -> Self {
        Self {
            bank_transfer_enabled: false,
            bank_accounts: Vec::new(),
            crypto_enabled: false,
            crypto_addresses: Vec::new(),
            instructions:
                "Please use the reference exactly as shown, so that we can match your payment."
                    .to_owned(),
        }
    }
}

impl Payments {
    /// Whether customers may choose this method at checkout.
    pub fn offers(&self, method: Method) -> bool {
        match method {
            Method::Wallet => true,
            Method::BankTransfer => self.bank_transfer_enabled && !self.bank_accounts.is_empty(),
            Method::Crypto => self.crypto_enabled && !self.crypto_addresses.is_empty(),
            Method::Card | Method::Upi | Method::Other => false,
        }
    }

    /// The methods customers may choose, in the order shown.
    pub fn offered(&self) -> Vec<Method> {
        [Method::Wallet, Method::BankTransfer, Method::Crypto]
            .into_iter()
            .filter(|m| self.offers(*m))
            .collect()
    }
}

impl SectionValue for Payments {
    const SECTION: Section = Section::Payments;

    fn check(&mut self, faults: &mut Faults) {
        if self.bank_accounts.len() > 20 {
            faults.add("bank_accounts", Code::TooLong, "Please keep to twenty bank accounts.");
        }
        if self.crypto_addresses.len() > 20 {
            faults.add("crypto_addresses", Code::TooLong, "Please keep to twenty addresses.");
        }
        if self.bank_transfer_enabled && self.bank_accounts.is_empty() {
            faults.add(
                "bank_accounts",
                Code::Required,
                "Please add a bank account, or switch bank transfer off.",
            );
        }
        if self.crypto_enabled && self.crypto_addresses.is_empty() {
            faults.add(
                "crypto_addresses",
                Code::Required,
                "Please add an address, or switch crypto off.",
            );
        }
        for (i, account) in self.bank_accounts.iter_mut().enumerate() {
            let at = |name: &str| format!("bank_accounts.{i}.{name}");
            line(faults, &at("label"), &mut account.label, 60);
            required(faults, &at("bank"), &mut account.bank, 80);
            required(faults, &at("holder"), &mut account.holder, 120);
            required(faults, &at("account_number"), &mut account.account_number, 60);
            line(faults, &at("bank_code"), &mut account.bank_code, 40);
            if account.currency.parse::<Currency>().is_err() {
                faults.add(
                    &at("currency"),
                    Code::Invalid,
                    "Please give the currency as three letters, e.g. USD.",
                );
            }
        }
        for (i, address) in self.crypto_addresses.iter_mut().enumerate() {
            let at = |name: &str| format!("crypto_addresses.{i}.{name}");
            required(faults, &at("asset"), &mut address.asset, 20);
            required(faults, &at("network"), &mut address.network, 60);
            required(faults, &at("address"), &mut address.address, 120);
            if address.address.contains(char::is_whitespace) {
                faults.add(&at("address"), Code::Invalid, "An address has no spaces.");
            }
        }
        line(faults, "instructions", &mut self.instructions, 500);
    }
}
