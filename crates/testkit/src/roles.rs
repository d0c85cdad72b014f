//! People with exactly the rights a test wants.

use std::sync::atomic::{AtomicU64, Ordering};

use kn_app::access::Permission;
use kn_app::identity::{MembershipRole, create_admin};
use kn_core::ids::AccountId;
use kn_core::ports::entropy::uuid_v7;
use kn_core::secret::Secret;
use kn_db::entities::{membership, staff, staff_role};
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::{PASSWORD, Person, TestApp};

impl TestApp {
    /// A member of staff with these permissions and no others; the actor is in the customer area.
    pub async fn staff_with(&self, permissions: &[Permission]) -> Person {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let email = format!("clerk{n}@staff.example");
        let password = Secret::new(PASSWORD.to_owned());
        let user =
            create_admin(&self.app, &email, password, "Cleo Clerk").await.expect("staff is made");
        let names: Vec<&str> = permissions.iter().map(|one| one.as_str()).collect();
        let role = staff_role::ActiveModel {
            id: Set(self.fresh_id()),
            key: Set(format!("test-{n}")),
            name: Set(format!("Test {n}")),
            permissions: Set(serde_json::json!(names)),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            version: Set(1),
        };
        let tx = self.db().begin_write().await.expect("a transaction");
        let role = staff_role::Entity::insert(role)
            .exec(&tx)
            .await
            .expect("the role is written")
            .last_insert_id;
        let holder = staff::ActiveModel {
            user_id: Unchanged(user.id.uuid()),
            role_id: Set(role),
            ..Default::default()
        };
        staff::Entity::update(holder).exec(&tx).await.expect("the role is given");
        tx.commit().await.expect("the commit");
        self.sign_in(&email).await
    }

    /// Makes the person a member of this account, too.
    pub async fn join(&self, person: &Person, account: AccountId, role: MembershipRole) {
        let row = membership::ActiveModel {
            id: Set(self.fresh_id()),
            user_id: Set(person.user.uuid()),
            account_id: Set(account.uuid()),
            role: Set(role),
            created_at: Set(self.now()),
        };
        let tx = self.db().begin_write().await.expect("a transaction");
        membership::Entity::insert(row).exec(&tx).await.expect("the membership is written");
        tx.commit().await.expect("the commit");
    }

    fn fresh_id(&self) -> Uuid {
        uuid_v7(self.now(), &**self.app.entropy())
    }
}
