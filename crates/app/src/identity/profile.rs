//! Changing one's own profile, and with it the active account's billing details if one owns it.

use kn_core::ids::AccountId;
use kn_db::entities::user;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::model::{Account, Address, Me, ProfilePatch, User};
use super::{fields, me, store};
use crate::access::Right;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Faults, Result};
use crate::work::Work;

/// The patch with its fields parsed: `None` stays, `Some(None)` clears.
#[derive(Debug, Clone)]
struct Changes {
    full_name: Option<String>,
    company: Option<Option<String>>,
    phone: Option<Option<String>>,
    address: Option<Address>,
    country: Option<Option<String>>,
    tax_id: Option<Option<String>>,
    locale: Option<String>,
    time_zone: Option<String>,
}

/// Changes the profile. Company, address and tax id are the account's: only its owner changes them; the
/// country is the person's and, for an owner, the account's too.
///
/// # Errors
/// `validation_failed` naming each field; `forbidden` for the account's fields without being its owner;
/// `version_conflict` if the profile was changed at the same moment elsewhere.
pub async fn update_profile(app: &App, actor: &Actor, patch: ProfilePatch) -> Result<Me> {
    actor.require_user()?;
    let owned = actor.account(Right::Administer);
    let changes = checked(&patch)?;
    let wants_account =
        changes.company.is_some() || changes.address.is_some() || changes.tax_id.is_some();
    let owned: Option<AccountId> = if wants_account { Some(owned?) } else { owned.ok() };
    let user = actor.require_user()?;
    let me = app
        .transact(actor, move |work| {
            let changes = changes.clone();
            Box::pin(async move {
                apply(work, changes, owned).await?;
                let active = work.actor().active_account().map(|(id, _)| id);
                me::load(work.app(), work.tx(), work.actor(), active).await
            })
        })
        .await?;
    // The cache holds the name.
    app.sessions().forget_user(user);
    Ok(me)
}

fn checked(patch: &ProfilePatch) -> Result<Changes> {
    let mut faults = Faults::default();
    let f = &mut faults;
    let changes = Changes {
        full_name: patch.full_name.as_deref().and_then(|text| fields::full_name(f, text)),
        company: patch.company.as_ref().map(|text| fields::company(f, text.as_deref())),
        phone: patch.phone.as_ref().map(|text| fields::phone(f, text.as_deref())),
        address: patch.address.as_ref().map(|given| fields::address(f, given)),
        country: patch.country.as_ref().map(|text| fields::country(f, text.as_deref())),
        tax_id: patch.tax_id.as_ref().map(|text| fields::tax_id(f, text.as_deref())),
        locale: patch.locale.as_deref().and_then(|text| fields::locale(f, text)),
        time_zone: patch.time_zone.as_deref().and_then(|text| fields::time_zone(f, text)),
    };
    faults.finish()?;
    Ok(changes)
}

async fn apply(work: &mut Work, changes: Changes, owned: Option<AccountId>) -> Result<()> {
    let id = work.actor().require_user()?;
    let before = store::find_user(work.tx(), id).await?.ok_or_else(|| Error::not_found("user"))?;
    let row = user::ActiveModel {
        full_name: changes.full_name.clone().map_or_else(Default::default, Set),
        phone: changes.phone.clone().map_or_else(Default::default, Set),
        country: changes.country.clone().map_or_else(Default::default, Set),
        locale: changes.locale.clone().map_or_else(Default::default, Set),
        time_zone: changes.time_zone.clone().map_or_else(Default::default, Set),
        ..Default::default()
    };
    store::update_user(work, &before.row, row).await?;
    let old_name = before.row.full_name.clone();
    let before = User::from(before);
    let after = store::find_user(work.tx(), id).await?.map(User::from);
    work.audit(Audit::of("user.updated", "user", id).change(&before, &after));
    let Some(owned) = owned else { return Ok(()) };
    let before =
        store::lock_account(work, owned).await?.ok_or_else(|| Error::not_found("account"))?;
    let after = changed_account(before.clone(), changes, &old_name);
    if before != after {
        store::update_account(work, &after).await?;
        let audit = Audit::of("account.updated", "account", owned).account(owned);
        work.audit(audit.change(json!(before), json!(after)));
    }
    Ok(())
}

/// The account is called after its company, or after the person who made it.
fn changed_account(mut account: Account, changes: Changes, old_name: &str) -> Account {
    if let (Some(name), None) = (changes.full_name, &account.company)
        && account.name == old_name
    {
        account.name = name;
    }
    if let Some(company) = changes.company {
        account.name = company.clone().unwrap_or(account.name);
        account.company = company;
    }
    account.address = changes.address.unwrap_or(account.address);
    account.country = changes.country.unwrap_or(account.country);
    account.tax_id = changes.tax_id.unwrap_or(account.tax_id);
    account
}
