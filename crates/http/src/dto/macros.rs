//! The two macros of the wire: enums whose TypeScript side becomes a union, and named page schemas.

/// Declares a wire enum with snake_case values. With `= path::Enum` it also maps to and from the product's enum of
/// the same variants, so a variant added there fails to compile here until it has a wire value.
macro_rules! wire_enum {
    ($(#[$meta:meta])* $name:ident $(= $core:ty)? { $($(#[$vmeta:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vmeta])* $variant),+ }
        wire_enum!(@map $name [$($core)?] $($variant)+);
    };
    (@map $name:ident [] $($variant:ident)+) => {};
    (@map $name:ident [$core:ty] $($variant:ident)+) => {
        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                type Core = $core;
                match value { $(Core::$variant => Self::$variant),+ }
            }
        }
        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                type Core = $core;
                match value { $($name::$variant => Core::$variant),+ }
            }
        }
    };
}

/// Declares `<Name>Page { items, next_cursor, total? }`, so that every list has a schema with a name.
macro_rules! page {
    ($($(#[$meta:meta])* $name:ident of $item:ty),+ $(,)?) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
            pub struct $name {
                pub items: Vec<$item>,
                /// Give it back as `cursor` for the next page; `null` on the last one.
                pub next_cursor: Option<String>,
                /// Only with `?total=true`.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub total: Option<crate::dto::page::Total>,
            }

            impl<T> From<kn_core::page::Page<T>> for $name
            where
                $item: From<T>,
            {
                fn from(page: kn_core::page::Page<T>) -> Self {
                    Self {
                        items: page.items.into_iter().map(Into::into).collect(),
                        next_cursor: page.next_cursor,
                        total: page.total.map(Into::into),
                    }
                }
            }
        )+
    };
}
