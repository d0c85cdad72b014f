//! Enums that several tables share, and the macro all of them are made with.

use kn_core::calendar;

/// An enum kept as text: the words are the same in the database, in JSON and in logs.
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($variant:ident => $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord,
            sea_orm::EnumIter, sea_orm::DeriveActiveEnum, serde::Serialize, serde::Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum $name {
            $(
                #[sea_orm(string_value = $text)]
                #[serde(rename = $text)]
                $variant,
            )+
        }

        impl $name {
            /// Every value, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database, in JSON and in logs.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// Reads [`Self::as_str`] back.
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use text_enum;

text_enum! {
    /// How often something recurs; the months are in `kn_core::calendar`.
    Cycle {
        Monthly => "monthly",
        Quarterly => "quarterly",
        Semiannual => "semiannual",
        Yearly => "yearly",
        Biennial => "biennial",
    }
}

macro_rules! same_cycle {
    ($($variant:ident),+) => {
        impl From<calendar::Cycle> for Cycle {
            fn from(cycle: calendar::Cycle) -> Self {
                match cycle {
                    $(calendar::Cycle::$variant => Self::$variant,)+
                }
            }
        }

        impl From<Cycle> for calendar::Cycle {
            fn from(cycle: Cycle) -> Self {
                match cycle {
                    $(Cycle::$variant => Self::$variant,)+
                }
            }
        }
    };
}

same_cycle!(Monthly, Quarterly, Semiannual, Yearly, Biennial);

text_enum! {
    /// Who did something.
    ActorKind {
        User => "user",
        Staff => "staff",
        System => "system",
        Anonymous => "anonymous",
    }
}

text_enum! {
    /// What an order item or a service item is, and with it the table its price is in.
    ItemKind {
        Plan => "plan",
        Addon => "addon",
    }
}

text_enum! {
    /// Whether a part of the catalogue is on offer.
    OfferState {
        Active => "active",
        Disabled => "disabled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_called_alike_everywhere() {
        for cycle in Cycle::ALL {
            let core = calendar::Cycle::from(*cycle);
            assert_eq!(core.as_str(), cycle.as_str());
            assert_eq!(Cycle::from(core), *cycle);
            assert_eq!(Cycle::parse(cycle.as_str()), Some(*cycle));
        }
        assert_eq!(Cycle::parse("weekly"), None);
    }
}
