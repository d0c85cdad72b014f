//! What the public pages show, as the bundle expects it: every text ready to print, because the engine cannot format.

use kn_app::catalog::{self, Category, Datacenter, Plan};
use kn_app::{App, Error, Mode, settings};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::texts;

/// Read from the database, and its JSON.
pub(crate) struct Boot {
    pub(crate) brand: Brand,
    pub(super) json: String,
    pub(super) version: [u8; 32],
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Brand {
    name: String,
    tagline: String,
    pub(crate) browser_title: String,
    support_email: String,
}

#[derive(Serialize)]
struct Shape<'b> {
    brand: &'b Brand,
    categories: Vec<CategoryCard>,
    datacenters: Vec<Place>,
    demo: bool,
    public_url: &'b str,
}

#[derive(Serialize)]
struct CategoryCard {
    key: &'static str,
    label: &'static str,
    blurb: &'static str,
    from_price: String,
    plans: Vec<PlanCard>,
}

#[derive(Serialize)]
struct PlanCard {
    slug: String,
    name: String,
    specs: Vec<String>,
    price: String,
    price_suffix: &'static str,
    yearly_note: Option<String>,
    features: Vec<String>,
    order_url: String,
}

#[derive(Serialize)]
struct Place {
    name: String,
    city: String,
    country: String,
    description: String,
}

impl Boot {
    pub(super) async fn read(app: &App) -> Result<Self, Error> {
        let site = settings::site(app).await?;
        let plans = catalog::list_plans(app, None).await?;
        let datacenters = catalog::list_datacenters(app).await?;
        let brand = Brand {
            name: site.brand.name,
            tagline: site.brand.tagline,
            browser_title: site.brand.browser_title,
            support_email: site.brand.support_email,
        };
        let shape = Shape {
            brand: &brand,
            categories: categories(&plans),
            datacenters: datacenters.into_iter().map(place).collect(),
            demo: app.config().mode == Mode::Demo,
            public_url: &app.config().public_url,
        };
        let json = serde_json::to_string(&shape)?;
        let version = Sha256::digest(json.as_bytes()).into();
        Ok(Self { brand, json, version })
    }
}

fn categories(plans: &[Plan]) -> Vec<CategoryCard> {
    [Category::Vps, Category::Shared, Category::Dedicated]
        .into_iter()
        .filter_map(|category| card(category, plans))
        .collect()
}

/// A category with its plans; none if nothing of it is on sale.
fn card(category: Category, plans: &[Plan]) -> Option<CategoryCard> {
    let of: Vec<&Plan> = plans.iter().filter(|plan| plan.category == category).collect();
    let cheapest = of
        .iter()
        .filter_map(|plan| plan.prices.first())
        .min_by_key(|price| price.amount.amount())?;
    let words = texts::category(category);
    Some(CategoryCard {
        key: words.key,
        label: words.label,
        blurb: words.blurb,
        from_price: cheapest.amount.format_symbol(),
        plans: of.into_iter().filter_map(plan_card).collect(),
    })
}

fn plan_card(plan: &Plan) -> Option<PlanCard> {
    let price = plan.prices.first()?;
    Some(PlanCard {
        slug: plan.slug.clone(),
        name: plan.name.clone(),
        specs: texts::specs(plan),
        price: price.amount.format_symbol(),
        price_suffix: texts::per(price.cycle),
        yearly_note: texts::yearly_note(&plan.prices),
        features: plan.features.clone(),
        order_url: format!("/dashboard/order?plan={}", plan.slug),
    })
}

fn place(datacenter: Datacenter) -> Place {
    Place {
        name: datacenter.name,
        city: datacenter.city,
        country: texts::country(&datacenter.country).to_owned(),
        description: datacenter.description,
    }
}
