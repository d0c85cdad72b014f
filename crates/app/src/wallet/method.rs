//! How money arrives: the words for it, and the clearing account it waits in.

use kn_db::entities::payment::Method;

use super::accounts::Acct;

/// The method in words, as statements and documents show it.
pub const fn method_label(method: Method) -> &'static str {
    match method {
        Method::Wallet => "Wallet",
        Method::BankTransfer => "Bank transfer",
        Method::Crypto => "Crypto",
        Method::Card => "Card",
        Method::Upi => "UPI",
        Method::Other => "Other",
    }
}

/// Where money of this method waits until it is seen on a bank or processor statement.
///
/// None for the wallet: that money is here already. A payment recorded by hand does not say which processor
/// or asset it came by, so these have one account each.
pub fn clearing_account(method: Method) -> Option<Acct> {
    match method {
        Method::Wallet => None,
        Method::BankTransfer | Method::Upi | Method::Other => Some(Acct::ManualClearingBank),
        Method::Card => Some(Acct::GatewayClearing("manual".to_owned())),
        Method::Crypto => Some(Acct::CryptoClearing("manual".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_but_the_wallet_has_a_clearing_account() {
        for method in Method::ALL {
            assert_eq!(clearing_account(*method).is_none(), *method == Method::Wallet);
            assert!(!method_label(*method).is_empty());
        }
    }
}
