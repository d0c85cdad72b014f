//! Logins of a service: sealed when they come in, opened for one answer behind a fresh factor.
//!
//! The associated data of a sealed password names its row, so a ciphertext moved to another service does not
//! open. A destroyed password (terminated service) is not found. Nothing here is ever logged, listed or mailed.

use kn_core::ids::{AccountId, CredentialId, ServiceId};
use kn_core::secret::Secret;

use super::model::CredentialKind;
use super::store;
use crate::access::{Permission, Right};
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{Activity, Audit};
use crate::error::{Error, Result};
use crate::keys::SealedAt;
use crate::work::Work;

/// How to get into a service. Answered once per call, kept nowhere.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub username: String,
    pub password: Secret<String>,
    pub ssh_port: u16,
    pub ip_address: String,
    pub control_panel: Option<PanelCredentials>,
}

/// How to get into a service's control panel.
#[derive(Debug, Clone)]
pub struct PanelCredentials {
    pub url: String,
    pub username: String,
    pub password: Secret<String>,
}

/// Seals a login of the service, replacing an earlier one of the same kind.
pub(crate) async fn seal(
    work: &mut Work,
    service: ServiceId,
    kind: CredentialKind,
    username: &str,
    password: &Secret<String>,
) -> Result<()> {
    let known = store::find_credential(work.tx(), service, kind).await?;
    let id = match &known {
        Some(row) => CredentialId::from_uuid(row.id),
        None => work.new_id(),
    };
    let app = work.app();
    let sealed =
        app.keys().seal(at(&id.to_string()), password.expose().as_bytes(), &**app.entropy())?;
    store::put_credential(work, service, kind, id, username, sealed).await
}

/// Changes user name, password or both of the login to the server; what is none stays.
///
/// # Errors
/// `not_found` if the service has no login whose other half could stay.
pub(super) async fn replace(
    work: &mut Work,
    service: ServiceId,
    username: Option<&str>,
    password: Option<&Secret<String>>,
) -> Result<()> {
    let known = store::find_credential(work.tx(), service, CredentialKind::Ssh).await?;
    let none_yet = || Error::not_found("login of this service; give user name and password");
    let username = match (username, &known) {
        (Some(name), _) => name.trim().to_owned(),
        (None, Some(row)) => row.username.clone(),
        (None, None) => return Err(none_yet()),
    };
    let password =
        match (password, known.as_ref().and_then(|row| row.sealed.as_deref().zip(Some(row.id)))) {
            (Some(password), _) => password.clone(),
            (None, Some((sealed, id))) => open(work.app(), CredentialId::from_uuid(id), sealed)?,
            (None, None) => return Err(none_yet()),
        };
    seal(work, service, CredentialKind::Ssh, &username, &password).await
}

/// Destroys passwords of the service, of one kind or all; user names stay.
pub(crate) async fn shred(
    work: &mut Work,
    service: ServiceId,
    kind: Option<CredentialKind>,
) -> Result<()> {
    store::shred_credentials(work, service, kind).await
}

/// Opens the password of the server itself, for the driver that builds it.
pub(crate) async fn open_password(app: &App, service: ServiceId) -> Result<Option<Secret<String>>> {
    let row = store::find_credential(app.db().reader(), service, CredentialKind::Ssh).await?;
    let sealed = row.as_ref().and_then(|row| row.sealed.as_deref().zip(Some(row.id)));
    match sealed {
        Some((sealed, id)) => open(app, CredentialId::from_uuid(id), sealed).map(Some),
        None => Ok(None),
    }
}

/// Shows the passwords of a service to its people, or to staff who may see them.
///
/// # Errors
/// `not_found` for a service that is not the caller's or has no password (yet, or any more);
/// `step_up_required` without a factor given in the last five minutes.
pub async fn reveal(app: &App, actor: &Actor, id: ServiceId) -> Result<Credentials> {
    let scope = actor.scope(Permission::ServicesReveal, Right::Reveal)?;
    actor.require_fresh(app.now())?;
    app.transact(actor, move |work| {
        Box::pin(async move {
            let service = store::find(work.tx(), scope, id).await?;
            let service = service.ok_or_else(|| Error::not_found("service"))?;
            let credentials = open_all(work, id, &service).await?;
            let account = AccountId::from_uuid(service.account_id);
            work.audit(Audit::of("service.credentials_revealed", "service", id).account(account));
            work.activity(Activity {
                account,
                service: Some(id),
                kind: "credentials.revealed",
                summary: "Sign-in details were shown".to_owned(),
            });
            Ok(credentials)
        })
    })
    .await
}

async fn open_all(
    work: &Work,
    id: ServiceId,
    service: &kn_db::entities::service::Model,
) -> Result<Credentials> {
    let (mut ssh, mut panel) = (None, None);
    for row in store::credentials(work.tx(), id).await? {
        let Some(sealed) = &row.sealed else { continue };
        let password = open(work.app(), CredentialId::from_uuid(row.id), sealed)?;
        match row.kind {
            CredentialKind::Ssh => ssh = Some((row.username, password)),
            CredentialKind::ControlPanel => panel = Some((row.username, password)),
        }
    }
    let (username, password) = ssh.ok_or_else(|| Error::not_found("password for this service"))?;
    let url = service.panel_url.clone();
    Ok(Credentials {
        username,
        password,
        ssh_port: service.ssh_port.and_then(|port| u16::try_from(port).ok()).unwrap_or(22),
        ip_address: service.ip_address.clone().unwrap_or_default(),
        control_panel: panel.zip(url).map(|((username, password), url)| PanelCredentials {
            url,
            username,
            password,
        }),
    })
}

fn open(app: &App, id: CredentialId, sealed: &[u8]) -> Result<Secret<String>> {
    let plain = app.keys().open(at(&id.to_string()), sealed)?;
    let text = String::from_utf8(plain.expose().clone());
    text.map(Secret::new).map_err(|_| Error::internal("a sealed password is not text"))
}

const fn at(row: &str) -> SealedAt<'_> {
    SealedAt { table: "service_credentials", column: "sealed", row }
}
