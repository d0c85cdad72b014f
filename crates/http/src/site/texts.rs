//! Words and figures of the public pages.

use kn_app::catalog::{Category, DiskKind, Plan, PlanPrice};
use kn_core::calendar::Cycle;

pub(super) struct CategoryWords {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) blurb: &'static str,
}

pub(super) const fn category(category: Category) -> CategoryWords {
    match category {
        Category::Vps => CategoryWords {
            key: "vps",
            label: "VPS",
            blurb: "Your own virtual server with root access, for sites, apps and everything that must run.",
        },
        Category::Shared => CategoryWords {
            key: "shared",
            label: "Shared Hosting",
            blurb: "A control panel and mail for your websites; we look after the server.",
        },
        Category::Dedicated => CategoryWords {
            key: "dedicated",
            label: "VDS / Dedicated",
            blurb: "Whole machines for steady, heavy work, with nobody else on them.",
        },
    }
}

/// Processor, memory, disk and traffic, each in a few words.
pub(super) fn specs(plan: &Plan) -> Vec<String> {
    let shared = plan.cpu_label.eq_ignore_ascii_case("shared");
    let cpu = if shared { "Shared CPU".to_owned() } else { plan.cpu_label.clone() };
    let disk = match plan.disk_kind {
        DiskKind::Nvme => "NVMe",
        DiskKind::Ssd => "SSD",
        DiskKind::Hdd => "HDD",
    };
    let traffic = plan
        .traffic_gb
        .map_or_else(|| "Unmetered traffic".to_owned(), |gb| format!("{} traffic", storage(gb)));
    vec![
        cpu,
        format!("{} RAM", memory(plan.ram_mb)),
        format!("{} {disk}", storage(plan.disk_gb)),
        traffic,
    ]
}

fn memory(mb: i32) -> String {
    if mb >= 1024 && mb % 1024 == 0 { format!("{} GB", mb / 1024) } else { format!("{mb} MB") }
}

fn storage(gb: i32) -> String {
    if gb >= 1000 && gb % 1000 == 0 { format!("{} TB", gb / 1000) } else { format!("{gb} GB") }
}

pub(super) const fn per(cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Monthly => "/month",
        Cycle::Quarterly => "/3 months",
        Cycle::Semiannual => "/6 months",
        Cycle::Yearly => "/year",
        Cycle::Biennial => "/2 years",
    }
}

/// What paying by the year costs and saves, where both terms are sold.
pub(super) fn yearly_note(prices: &[PlanPrice]) -> Option<String> {
    let of = |cycle| prices.iter().find(|price| price.cycle == cycle).map(|price| price.amount);
    let yearly = of(Cycle::Yearly)?;
    let twelve = of(Cycle::Monthly)?.checked_mul(12).ok()?;
    let saved = twelve.checked_sub(yearly).ok()?.amount();
    let percent = saved.checked_mul(100)?.checked_div(twelve.amount())?;
    let text = yearly.format_symbol();
    Some(if percent > 0 {
        format!("{text} a year, save {percent} %")
    } else {
        format!("{text} a year")
    })
}

/// The name of a country we have a place in; the code itself for others.
pub(super) fn country(code: &str) -> &str {
    let names = [
        ("AE", "United Arab Emirates"),
        ("AU", "Australia"),
        ("BR", "Brazil"),
        ("CA", "Canada"),
        ("CH", "Switzerland"),
        ("DE", "Germany"),
        ("ES", "Spain"),
        ("FI", "Finland"),
        ("FR", "France"),
        ("GB", "United Kingdom"),
        ("HK", "Hong Kong"),
        ("IE", "Ireland"),
        ("IN", "India"),
        ("IT", "Italy"),
        ("JP", "Japan"),
        ("KR", "South Korea"),
        ("NL", "Netherlands"),
        ("NO", "Norway"),
        ("PL", "Poland"),
        ("SE", "Sweden"),
        ("SG", "Singapore"),
        ("US", "United States"),
        ("ZA", "South Africa"),
    ];
    names.iter().find(|(key, _)| *key == code).map_or(code, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_like_on_a_shelf() {
        assert_eq!(
            [memory(512), memory(1024), memory(16384), memory(1536)],
            ["512 MB", "1 GB", "16 GB", "1536 MB"]
        );
        assert_eq!(
            [storage(25), storage(1000), storage(1500), storage(5000)],
            ["25 GB", "1 TB", "1500 GB", "5 TB"]
        );
        assert_eq!((country("DE"), country("XX")), ("Germany", "XX"));
    }

    #[test]
    fn the_yearly_note_tells_the_saving() {
        let usd = "USD".parse().unwrap();
        let price = |cycle, amount| PlanPrice {
            id: kn_core::ids::PriceId::from_uuid(Default::default()),
            cycle,
            amount: kn_core::money::Money::new(amount, usd),
            setup_fee: kn_core::money::Money::zero(usd),
        };
        let note = |monthly, yearly| {
            yearly_note(&[price(Cycle::Monthly, monthly), price(Cycle::Yearly, yearly)])
        };
        assert_eq!(note(599, 5999).as_deref(), Some("$59.99 a year, save 16 %"));
        assert_eq!(note(100, 1200).as_deref(), Some("$12.00 a year"));
        assert_eq!(note(0, 0), None);
        assert_eq!(yearly_note(&[price(Cycle::Monthly, 100)]), None);
    }
}
