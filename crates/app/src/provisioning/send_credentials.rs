//! Mailing the customer once more how to reach the server: address and a link to reveal, never a password.

use kn_core::code::Code;
use kn_core::ids::ServiceId;

use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{Activity, Audit};
use crate::error::{Error, Result};
use crate::idempotency::{self, Answer, IdempotencyKey};
use crate::notifications::{self, Mail};
use crate::services::{self, ServiceStatus};
use crate::work::Work;

/// Sends the mail a customer gets when a server is ready.
///
/// # Errors
/// `not_found`; `conflict` for a service that is not (or no longer) in use.
pub async fn send_credentials(
    app: &App,
    actor: &Actor,
    idem: &IdempotencyKey,
    id: ServiceId,
) -> Result<Answer<()>> {
    actor.require(Permission::ServicesManage)?;
    let idem = idem.clone();
    app.transact(actor, move |work| {
        let idem = idem.clone();
        Box::pin(async move {
            if let Some(answer) = idempotency::find(work, &idem).await? {
                return Ok(answer);
            }
            send(work, id).await?;
            idempotency::store(work, &idem, ()).await
        })
    })
    .await
}

async fn send(work: &mut Work, id: ServiceId) -> Result<()> {
    let service = services::load(work.app(), work.tx(), id).await?;
    if !matches!(service.status, ServiceStatus::Active | ServiceStatus::Suspended) {
        let why = format!(
            "A service that is {} has no sign-in details to send.",
            service.status.as_str()
        );
        return Err(Error::msg(Code::Conflict, why));
    }
    notifications::send(work, Mail::ServerReady { service: id }).await?;
    let account = service.customer.account_id;
    work.audit(Audit::of("service.credentials_sent", "service", id).account(account));
    work.activity(Activity {
        account,
        service: Some(id),
        kind: "credentials.sent",
        summary: "Sign-in details were sent by e-mail".to_owned(),
    });
    Ok(())
}
