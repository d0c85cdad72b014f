use super::*;
use kn_core::ids::AccountId;
use proptest::prelude::*;
use uuid::Uuid;

fn owner(n: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(n))
}

fn transfer(amount: i64, currency: Currency) -> Transfer {
    Transfer {
        debit: Acct::ManualClearingBank,
        credit: Acct::Wallet(owner(1)),
        amount: Money::new(amount, currency),
    }
}

fn entry(transfers: Vec<Transfer>) -> Entry {
    Entry {
        event_key: "test:1".to_owned(),
        kind: EntryKind::Adjustment,
        reason: None,
        effective_on: None,
        correlation: None,
        transfers,
    }
}

fn usd(amount: i64) -> Transfer {
    transfer(amount, Currency::USD)
}

fn faults(entry: &Entry) -> Result<Currency, EntryFault> {
    check(entry, ActorKind::System)
}

#[test]
fn what_is_no_entry_is_refused() {
    assert_eq!(faults(&entry(vec![])), Err(EntryFault::Lines(0)));
    assert_eq!(faults(&entry(vec![usd(1); 65])), Err(EntryFault::Lines(65)));
    assert_eq!(faults(&entry(vec![usd(1); 64])), Ok(Currency::USD));
    let mixed = entry(vec![usd(1), transfer(1, Currency::EUR)]);
    assert_eq!(faults(&mixed), Err(EntryFault::Currencies(Currency::USD, Currency::EUR)));
    let circle = Transfer { debit: Acct::Wallet(owner(1)), ..usd(1) };
    assert!(matches!(faults(&entry(vec![circle])), Err(EntryFault::SameAccount(_))));
    let two = Transfer { debit: Acct::Receivable(owner(2)), ..usd(1) };
    assert_eq!(faults(&entry(vec![two])), Err(EntryFault::Owners));
    let key = |key: String| Entry { event_key: key, ..entry(vec![usd(1)]) };
    assert_eq!(faults(&key(String::new())), Err(EntryFault::Key));
    assert_eq!(faults(&key("k".repeat(201))), Err(EntryFault::Key));
}

#[test]
fn staff_must_say_why() {
    let mut one = entry(vec![usd(1)]);
    assert_eq!(check(&one, ActorKind::Staff), Err(EntryFault::Reason));
    one.reason = Some("  ".to_owned());
    assert_eq!(check(&one, ActorKind::Staff), Err(EntryFault::Reason));
    one.reason = Some("goodwill".to_owned());
    assert_eq!(check(&one, ActorKind::Staff), Ok(Currency::USD));
}

proptest! {
    #[test]
    fn only_amounts_of_one_to_the_cap_pass(amount: i64) {
        let fits = (1..=MAX_TRANSFER).contains(&amount);
        prop_assert_eq!(faults(&entry(vec![usd(amount)])).is_ok(), fits);
    }

    #[test]
    fn near_the_cap(delta in -2i64..=2) {
        let answer = faults(&entry(vec![usd(MAX_TRANSFER + delta)]));
        prop_assert_eq!(answer.is_ok(), delta <= 0);
    }
}
