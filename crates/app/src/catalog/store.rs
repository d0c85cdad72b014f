//! Queries of the catalogue: whole lists in two statements, never one per row.

mod seed;

use kn_core::ids::{AccountId, AddonId, DatacenterId, OperatingSystemId, PlanId, PriceId};
use kn_core::money::{Currency, Money};
use kn_db::entities::{
    OfferState, account, addon, addon_price, datacenter, operating_system, plan, plan_price,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::model::{Addon, Datacenter, OperatingSystem, Plan, PlanPrice};
use crate::error::{Error, Result};

pub(super) use seed::seed;

pub(super) async fn live_plans(
    conn: &impl ConnectionTrait,
    currency: Currency,
) -> Result<Vec<Plan>> {
    let rows = plan::Entity::find()
        .filter(plan::Column::State.eq(plan::State::Live))
        .order_by_asc(plan::Column::Position)
        .order_by_asc(plan::Column::Slug)
        .all(conn)
        .await?;
    with_prices(conn, currency, rows).await
}

/// The plan of that slug in whatever state.
pub(super) async fn find_plan(
    conn: &impl ConnectionTrait,
    currency: Currency,
    slug: &str,
) -> Result<Option<Plan>> {
    let rows = plan::Entity::find().filter(plan::Column::Slug.eq(slug)).all(conn).await?;
    Ok(with_prices(conn, currency, rows).await?.pop())
}

async fn with_prices(
    conn: &impl ConnectionTrait,
    currency: Currency,
    plans: Vec<plan::Model>,
) -> Result<Vec<Plan>> {
    let ids: Vec<Uuid> = plans.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let prices = plan_price::Entity::find()
        .filter(plan_price::Column::PlanId.is_in(ids))
        .filter(plan_price::Column::Currency.eq(currency.code()))
        .filter(plan_price::Column::RetiredAt.is_null())
        .all(conn)
        .await?;
    plans.into_iter().map(|row| plan_of(row, &prices, currency)).collect()
}

fn plan_of(row: plan::Model, prices: &[plan_price::Model], currency: Currency) -> Result<Plan> {
    let mut prices: Vec<PlanPrice> = prices
        .iter()
        .filter(|price| price.plan_id == row.id)
        .map(|price| PlanPrice {
            id: PriceId::from_uuid(price.id),
            cycle: price.cycle.into(),
            amount: Money::new(price.amount, currency),
            setup_fee: Money::new(price.setup_fee, currency),
        })
        .collect();
    prices.sort_by_key(|price| price.cycle);
    Ok(Plan {
        id: PlanId::from_uuid(row.id),
        slug: row.slug,
        category: row.category,
        name: row.name,
        description: row.description,
        vcpu: row.vcpu,
        cpu_label: row.cpu_label,
        ram_mb: row.ram_mb,
        disk_gb: row.disk_gb,
        disk_kind: row.disk_kind,
        traffic_gb: row.traffic_gb,
        features: serde_json::from_value(row.features)?,
        prices,
        state: row.state,
        driver: row.driver,
    })
}

pub(super) async fn active_addons(
    conn: &impl ConnectionTrait,
    currency: Currency,
) -> Result<Vec<Addon>> {
    let rows = addon::Entity::find()
        .filter(addon::Column::State.eq(OfferState::Active))
        .order_by_asc(addon::Column::Position)
        .order_by_asc(addon::Column::Slug)
        .all(conn)
        .await?;
    with_addon_prices(conn, currency, rows).await
}

/// The add-ons on offer among these slugs.
pub(super) async fn find_addons(
    conn: &impl ConnectionTrait,
    currency: Currency,
    slugs: &[String],
) -> Result<Vec<Addon>> {
    if slugs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = addon::Entity::find()
        .filter(addon::Column::Slug.is_in(slugs.iter().map(String::as_str)))
        .filter(addon::Column::State.eq(OfferState::Active))
        .all(conn)
        .await?;
    with_addon_prices(conn, currency, rows).await
}

/// Add-ons without a current price in the currency are left out: they cannot be bought.
async fn with_addon_prices(
    conn: &impl ConnectionTrait,
    currency: Currency,
    addons: Vec<addon::Model>,
) -> Result<Vec<Addon>> {
    let ids: Vec<Uuid> = addons.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let prices = addon_price::Entity::find()
        .filter(addon_price::Column::AddonId.is_in(ids))
        .filter(addon_price::Column::Currency.eq(currency.code()))
        .filter(addon_price::Column::RetiredAt.is_null())
        .all(conn)
        .await?;
    let mut priced = Vec::with_capacity(addons.len());
    for row in addons {
        if let Some(price) = prices.iter().find(|price| price.addon_id == row.id) {
            priced.push(addon_of(row, price, currency)?);
        }
    }
    Ok(priced)
}

fn addon_of(row: addon::Model, price: &addon_price::Model, currency: Currency) -> Result<Addon> {
    Ok(Addon {
        id: AddonId::from_uuid(row.id),
        slug: row.slug,
        kind: row.kind,
        name: row.name,
        description: row.description,
        price_id: PriceId::from_uuid(price.id),
        cycle: price.cycle.into(),
        price: Money::new(price.amount, currency),
        setup_fee: Money::new(price.setup_fee, currency),
        categories: serde_json::from_value(row.categories)?,
        os_families: serde_json::from_value(row.os_families)?,
        position: row.position,
    })
}

pub(super) async fn active_datacenters(conn: &impl ConnectionTrait) -> Result<Vec<Datacenter>> {
    let rows = datacenter::Entity::find()
        .filter(datacenter::Column::State.eq(OfferState::Active))
        .order_by_asc(datacenter::Column::Position)
        .order_by_asc(datacenter::Column::Slug)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(datacenter_of).collect())
}

/// The data center of that slug, if it takes orders.
pub(super) async fn find_datacenter(
    conn: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<Datacenter>> {
    let row = datacenter::Entity::find()
        .filter(datacenter::Column::Slug.eq(slug))
        .filter(datacenter::Column::State.eq(OfferState::Active))
        .one(conn)
        .await?;
    Ok(row.map(datacenter_of))
}

fn datacenter_of(row: datacenter::Model) -> Datacenter {
    Datacenter {
        id: DatacenterId::from_uuid(row.id),
        slug: row.slug,
        name: row.name,
        city: row.city,
        country: row.country,
        description: row.description,
    }
}

pub(super) async fn active_operating_systems(
    conn: &impl ConnectionTrait,
) -> Result<Vec<OperatingSystem>> {
    let rows = operating_system::Entity::find()
        .filter(operating_system::Column::State.eq(OfferState::Active))
        .order_by_asc(operating_system::Column::Position)
        .order_by_asc(operating_system::Column::Slug)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(operating_system_of).collect())
}

/// The operating system of that slug, if it can be installed.
pub(super) async fn find_operating_system(
    conn: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<OperatingSystem>> {
    let row = operating_system::Entity::find()
        .filter(operating_system::Column::Slug.eq(slug))
        .filter(operating_system::Column::State.eq(OfferState::Active))
        .one(conn)
        .await?;
    Ok(row.map(operating_system_of))
}

fn operating_system_of(row: operating_system::Model) -> OperatingSystem {
    OperatingSystem {
        id: OperatingSystemId::from_uuid(row.id),
        slug: row.slug,
        family: row.family,
        name: row.name,
    }
}

/// The currency an account is billed in.
pub(super) async fn currency_of(conn: &impl ConnectionTrait, id: AccountId) -> Result<Currency> {
    let row = account::Entity::find_by_id(id.uuid()).one(conn).await?;
    let row = row.ok_or_else(|| Error::not_found("account"))?;
    row.currency.parse().map_err(Error::internal)
}
