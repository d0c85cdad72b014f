//! Queries of sealed logins.

use kn_core::ids::{CredentialId, ServiceId};
use kn_db::entities::service_credential::{ActiveModel, Column, Entity, Kind, Model};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::Result;
use crate::work::Work;

pub(in crate::services) async fn credentials(
    conn: &impl ConnectionTrait,
    service: ServiceId,
) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::ServiceId.eq(service.uuid())).all(conn).await?)
}

pub(in crate::services) async fn find_credential(
    conn: &impl ConnectionTrait,
    service: ServiceId,
    kind: Kind,
) -> Result<Option<Model>> {
    let query =
        Entity::find().filter(Column::ServiceId.eq(service.uuid())).filter(Column::Kind.eq(kind));
    Ok(query.one(conn).await?)
}

pub(in crate::services) async fn put_credential(
    work: &Work,
    service: ServiceId,
    kind: Kind,
    id: CredentialId,
    username: &str,
    sealed: Vec<u8>,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(id.uuid()),
        service_id: Set(service.uuid()),
        kind: Set(kind),
        username: Set(username.to_owned()),
        sealed: Set(Some(sealed)),
        key_id: Set(work.app().keys().key_id()),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    };
    let replace = OnConflict::column(Column::Id)
        .update_columns([Column::Username, Column::Sealed, Column::KeyId, Column::UpdatedAt])
        .value(Column::Version, Expr::col((Entity, Column::Version)).add(1))
        .to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(work.tx()).await?;
    Ok(())
}

pub(in crate::services) async fn shred_credentials(
    work: &Work,
    service: ServiceId,
    kind: Option<Kind>,
) -> Result<()> {
    let kinds = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    Entity::update_many()
        .col_expr(Column::Sealed, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(Column::UpdatedAt, Expr::value(work.now()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::ServiceId.eq(service.uuid()))
        .filter(Column::Kind.is_in(kinds))
        .filter(Column::Sealed.is_not_null())
        .exec(work.tx())
        .await?;
    Ok(())
}
