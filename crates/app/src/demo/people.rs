//! The sample customers of demo mode. Names and places are made up.

/// One sample customer.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) company: Option<&'static str>,
    pub(super) email: &'static str,
    pub(super) street: &'static str,
    pub(super) city: &'static str,
    pub(super) country: &'static str,
    /// How many days ago they registered.
    pub(super) joined: i64,
}

const fn sample(
    name: &'static str,
    company: Option<&'static str>,
    email: &'static str,
    place: (&'static str, &'static str, &'static str),
    joined: i64,
) -> Sample {
    Sample { name, company, email, street: place.0, city: place.1, country: place.2, joined }
}

/// Beside the two documented logins; the order is the order in `story`.
pub(super) const SAMPLES: [Sample; 12] = [
    sample(
        "Maya Lindqvist",
        Some("Northwind Analytics AB"),
        "maya@northwind.example",
        ("Sveavägen 14", "Stockholm", "SE"),
        340,
    ),
    sample(
        "Daniel Okafor",
        Some("Lagos Logistics Ltd"),
        "daniel@lagoslogistics.example",
        ("12 Marina Road", "Lagos", "NG"),
        301,
    ),
    sample(
        "Priya Raghunathan",
        Some("प्रगति सॉफ्टवेयर"),
        "priya@pragati.example",
        ("MG Road 221", "Bengaluru", "IN"),
        262,
    ),
    sample(
        "Tomás Herrera",
        None,
        "tomas.herrera@mail.example",
        ("Calle de Alcalá 55", "Madrid", "ES"),
        214,
    ),
    sample(
        "Анна Соколова",
        Some("Студия Маяк"),
        "anna@mayak.example",
        ("Slavyanska 8", "Sofia", "BG"),
        188,
    ),
    sample(
        "Chen Wei",
        Some("Harbour Games Pte Ltd"),
        "wei@harbourgames.example",
        ("8 Marina View", "Singapore", "SG"),
        150,
    ),
    sample(
        "Elena Papadopoulou",
        Some("Αιγαίο Ταξίδια"),
        "elena@aegean.example",
        ("Ermou 30", "Athens", "GR"),
        121,
    ),
    sample(
        "Jordan Miller",
        Some("Miller & Sons Plumbing"),
        "jordan@millerplumbing.example",
        ("418 Oak Street", "Portland", "US"),
        93,
    ),
    sample(
        "Fatima Zahra Benali",
        Some("Atlas Crafts"),
        "fatima@atlascrafts.example",
        ("Rue Ibn Batouta 3", "Rabat", "MA"),
        64,
    ),
    sample(
        "Lukas Brandt",
        Some("Brandt Ingenieure GmbH"),
        "lukas@brandt-ing.example",
        ("Lindenallee 7", "Leipzig", "DE"),
        41,
    ),
    sample(
        "Grace Nakamura",
        None,
        "grace.nakamura@mail.example",
        ("77 Kapiolani Blvd", "Honolulu", "US"),
        18,
    ),
    sample(
        "Oliver Bennett",
        Some("Bennett Photography"),
        "oliver@bennettphoto.example",
        ("5 Mill Lane", "Bristol", "GB"),
        6,
    ),
];
