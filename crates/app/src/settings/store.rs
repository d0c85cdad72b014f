//! Queries of the settings.

use kn_db::entities::{setting, user};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use super::Section;
use crate::error::Result;
use crate::work::{Work, lost_race};

pub(super) async fn find(
    conn: &impl ConnectionTrait,
    section: Section,
) -> Result<Option<setting::Model>> {
    Ok(setting::Entity::find_by_id(section.as_str()).one(conn).await?)
}

/// Writes the section if its version is still `version` (0: not there yet).
pub(super) async fn save(
    work: &Work,
    section: Section,
    value: Value,
    sealed: Option<Vec<u8>>,
    by: Option<Uuid>,
    version: i64,
) -> Result<()> {
    let row = setting::ActiveModel {
        section: Set(section.as_str().to_owned()),
        value: Set(value.clone()),
        sealed: Set(sealed.clone()),
        updated_by: Set(by),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    };
    let written = if version == 0 {
        setting::Entity::insert(row)
            .on_conflict(OnConflict::column(setting::Column::Section).do_nothing().to_owned())
            .exec_without_returning(work.tx())
            .await?
    } else {
        setting::Entity::update_many()
            .col_expr(setting::Column::Value, Expr::value(value))
            .col_expr(setting::Column::Sealed, Expr::value(sealed))
            .col_expr(setting::Column::UpdatedBy, Expr::value(by))
            .col_expr(setting::Column::UpdatedAt, Expr::value(work.now()))
            .col_expr(setting::Column::Version, Expr::value(version + 1))
            .filter(setting::Column::Section.eq(section.as_str()))
            .filter(setting::Column::Version.eq(version))
            .exec(work.tx())
            .await?
            .rows_affected
    };
    if written == 1 { Ok(()) } else { Err(lost_race("section")) }
}

pub(super) async fn user_name(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>> {
    Ok(user::Entity::find_by_id(id).one(conn).await?.map(|u| u.full_name))
}
