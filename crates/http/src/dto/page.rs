//! What every list takes and answers.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The parameters every list understands, beside its own named filters.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// Rows per page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before; opaque.
    pub cursor: Option<String>,
    /// A field name, `-` in front for descending, for example `-created_at`.
    pub sort: Option<String>,
    /// Free text: numbers, names, e-mail addresses, host names, as the list knows them.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// Ask for `total`, counted exactly up to 10,000.
    pub total: Option<bool>,
}

/// An exact count, or `"10000+"` beyond what is worth counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Total {
    Exact(u32),
    More(String),
}

impl From<kn_core::page::Total> for Total {
    fn from(total: kn_core::page::Total) -> Self {
        match total {
            kn_core::page::Total::Exact(count) => {
                Self::Exact(u32::try_from(count).unwrap_or(u32::MAX))
            }
            kn_core::page::Total::AtLeast10000 => Self::More("10000+".to_owned()),
        }
    }
}
