//! What the command line, the start-up and the demo seeder need: staff roles, the first administrator.

use kn_core::ids::UserId;
use kn_core::secret::Secret;

use super::model::User;
use super::register::{NewUser, create_user};
use super::{fields, password, store};
use crate::access::seeded_roles;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Faults, Result};
use crate::work::Work;

/// The role that may do everything.
const OWNER: &str = "owner";

/// Makes a member of staff who may do everything; adds the staff roles where they are missing.
///
/// # Errors
/// `validation_failed` naming each field; `email_taken`; `demo_refused` for the demo's passwords in
/// production.
pub async fn create_admin(
    app: &App,
    email: &str,
    password: Secret<String>,
    name: &str,
) -> Result<User> {
    let mut faults = Faults::default();
    let parsed = fields::email(&mut faults, email).zip(fields::full_name(&mut faults, name));
    faults.finish()?;
    let (email, name) = parsed.expect("a field that is absent was noted as a fault");
    let about = vec![email.as_str().to_owned(), name.clone()];
    let hash = password::accept(app, "password", &password, about).await?;
    let new = NewUser { email_verified: true, ..NewUser::new(email, name, hash) };
    app.transact(&Actor::system("admin create"), move |work| {
        let new = new.clone();
        Box::pin(async move {
            seed_roles(work).await?;
            let (user, account) = create_user(work, new).await?;
            work.audit(
                Audit::of("user.created", "user", user.id).account(account.id).change((), &user),
            );
            make_staff(work, user.id, OWNER).await?;
            Ok(User { is_staff: true, ..user })
        })
    })
    .await
}

/// Whether the database holds the demo's logins; production refuses to start on such a one.
pub async fn has_demo_accounts(app: &App) -> Result<bool> {
    store::any_demo_user(app.db().reader()).await
}

/// Adds the staff roles a new installation starts with, where they are missing.
pub(crate) async fn seed_roles(work: &mut Work) -> Result<()> {
    for (key, name, permissions) in seeded_roles() {
        let names: Vec<&str> = permissions.iter().map(|p| p.as_str()).collect();
        store::add_role(work, key, name, names.into()).await?;
    }
    Ok(())
}

/// Gives a user a staff role. Sessions opened before live on with the shorter limits of staff.
pub(crate) async fn make_staff(work: &mut Work, user: UserId, role: &str) -> Result<()> {
    let found = store::find_role(work.tx(), role).await?;
    let found = found.ok_or_else(|| Error::internal(format!("there is no staff role {role:?}")))?;
    store::insert_staff(work, user, found.id).await?;
    work.audit(
        Audit::of("staff.added", "user", user).change((), serde_json::json!({ "role": role })),
    );
    Ok(())
}
