//! Writing the seeded catalogue: each kind reads the slugs that are there and inserts the others.

use std::collections::BTreeSet;

use kn_core::ids::{AddonId, DatacenterId, OperatingSystemId, PlanId, PriceId};
use kn_db::entities::{
    OfferState, addon, addon_price, datacenter, operating_system, plan, plan_price,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QuerySelect};

use crate::catalog::seed::{Catalog, PlanSeed};
use crate::error::{Error, Result};
use crate::work::Work;

pub(in crate::catalog) async fn seed(work: &mut Work, catalog: &Catalog) -> Result<()> {
    plans(work, catalog).await?;
    datacenters(work, catalog).await?;
    operating_systems(work, catalog).await?;
    addons(work, catalog).await
}

async fn slugs<E: EntityTrait>(work: &Work, column: E::Column) -> Result<BTreeSet<String>> {
    let slugs: Vec<String> =
        E::find().select_only().column(column).into_tuple().all(work.tx()).await?;
    Ok(slugs.into_iter().collect())
}

fn place(n: usize) -> Result<i32> {
    i32::try_from(n).map_err(Error::internal)
}

async fn plans(work: &Work, catalog: &Catalog) -> Result<()> {
    let known = slugs::<plan::Entity>(work, plan::Column::Slug).await?;
    let (mut rows, mut prices) = (Vec::new(), Vec::new());
    for (n, seed) in
        catalog.plans.iter().enumerate().filter(|(_, seed)| !known.contains(&seed.slug))
    {
        let id: PlanId = work.new_id();
        rows.push(plan_row(work, seed, id, place(n)?)?);
        prices.extend(seed.prices.iter().map(|(cycle, amount)| plan_price::ActiveModel {
            id: Set(work.new_id::<PriceId>().uuid()),
            plan_id: Set(id.uuid()),
            cycle: Set((*cycle).into()),
            currency: Set(catalog.currency.code().to_owned()),
            amount: Set(*amount),
            setup_fee: Set(0),
            retired_at: Set(None),
            created_at: Set(work.now()),
        }));
    }
    if !rows.is_empty() {
        plan::Entity::insert_many(rows).exec_without_returning(work.tx()).await?;
        plan_price::Entity::insert_many(prices).exec_without_returning(work.tx()).await?;
    }
    Ok(())
}

fn plan_row(work: &Work, seed: &PlanSeed, id: PlanId, position: i32) -> Result<plan::ActiveModel> {
    Ok(plan::ActiveModel {
        id: Set(id.uuid()),
        slug: Set(seed.slug.clone()),
        category: Set(seed.category),
        name: Set(seed.name.clone()),
        description: Set(String::new()),
        vcpu: Set(seed.vcpu),
        cpu_label: Set(seed.cpu_label.clone()),
        ram_mb: Set(seed.ram_mb),
        disk_gb: Set(seed.disk_gb),
        disk_kind: Set(seed.disk_kind),
        traffic_gb: Set(seed.traffic_gb),
        features: Set(serde_json::to_value(&seed.features)?),
        state: Set(plan::State::Live),
        position: Set(position),
        driver: Set("manual".to_owned()),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    })
}

async fn datacenters(work: &Work, catalog: &Catalog) -> Result<()> {
    let known = slugs::<datacenter::Entity>(work, datacenter::Column::Slug).await?;
    let mut rows = Vec::new();
    for (n, seed) in
        catalog.datacenters.iter().enumerate().filter(|(_, seed)| !known.contains(&seed.slug))
    {
        rows.push(datacenter::ActiveModel {
            id: Set(work.new_id::<DatacenterId>().uuid()),
            slug: Set(seed.slug.clone()),
            name: Set(seed.name.clone()),
            city: Set(seed.city.clone()),
            country: Set(seed.country.clone()),
            description: Set(seed.description.clone()),
            state: Set(OfferState::Active),
            position: Set(place(n)?),
            created_at: Set(work.now()),
            updated_at: Set(work.now()),
            version: Set(1),
        });
    }
    if !rows.is_empty() {
        datacenter::Entity::insert_many(rows).exec_without_returning(work.tx()).await?;
    }
    Ok(())
}

async fn operating_systems(work: &Work, catalog: &Catalog) -> Result<()> {
    let known = slugs::<operating_system::Entity>(work, operating_system::Column::Slug).await?;
    let mut rows = Vec::new();
    let missing = catalog
        .operating_systems
        .iter()
        .enumerate()
        .filter(|(_, seed)| !known.contains(&seed.slug));
    for (n, seed) in missing {
        rows.push(operating_system::ActiveModel {
            id: Set(work.new_id::<OperatingSystemId>().uuid()),
            slug: Set(seed.slug.clone()),
            family: Set(seed.family),
            name: Set(seed.name.clone()),
            state: Set(OfferState::Active),
            position: Set(place(n)?),
            created_at: Set(work.now()),
            updated_at: Set(work.now()),
            version: Set(1),
        });
    }
    if !rows.is_empty() {
        operating_system::Entity::insert_many(rows).exec_without_returning(work.tx()).await?;
    }
    Ok(())
}

async fn addons(work: &Work, catalog: &Catalog) -> Result<()> {
    let known = slugs::<addon::Entity>(work, addon::Column::Slug).await?;
    let (mut rows, mut prices) = (Vec::new(), Vec::new());
    for (n, seed) in
        catalog.addons.iter().enumerate().filter(|(_, seed)| !known.contains(&seed.slug))
    {
        let id: AddonId = work.new_id();
        rows.push(addon::ActiveModel {
            id: Set(id.uuid()),
            slug: Set(seed.slug.clone()),
            kind: Set(seed.kind),
            name: Set(seed.name.clone()),
            description: Set(seed.description.clone()),
            categories: Set(serde_json::to_value(&seed.categories)?),
            os_families: Set(serde_json::to_value(&seed.os_families)?),
            state: Set(OfferState::Active),
            position: Set(place(n)?),
            created_at: Set(work.now()),
            updated_at: Set(work.now()),
            version: Set(1),
        });
        prices.push(addon_price::ActiveModel {
            id: Set(work.new_id::<PriceId>().uuid()),
            addon_id: Set(id.uuid()),
            cycle: Set(seed.cycle.into()),
            currency: Set(catalog.currency.code().to_owned()),
            amount: Set(seed.price),
            setup_fee: Set(0),
            retired_at: Set(None),
            created_at: Set(work.now()),
        });
    }
    if !rows.is_empty() {
        addon::Entity::insert_many(rows).exec_without_returning(work.tx()).await?;
        addon_price::Entity::insert_many(prices).exec_without_returning(work.tx()).await?;
    }
    Ok(())
}
