//! Members of an account and members of staff: each role exactly what it grants, nothing more.

use std::collections::BTreeSet;

use kn_app::access::{Permission, Right};
use kn_app::identity::MembershipRole;
use serde_json::json;

use crate::needs::{self, Need};
use crate::ops::{self, Op};
use crate::world::{World, assert_problem};

const ROLES: [MembershipRole; 3] =
    [MembershipRole::Billing, MembershipRole::Technical, MembershipRole::ReadOnly];

/// Written out once more by hand, so that a change of the table in the product is noticed.
fn granted(role: MembershipRole, right: Right) -> bool {
    match role {
        MembershipRole::Owner => true,
        MembershipRole::Billing => matches!(right, Right::View | Right::Order | Right::Pay),
        MembershipRole::Technical => matches!(right, Right::View | Right::Manage | Right::Reveal),
        MembershipRole::ReadOnly => matches!(right, Right::View),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn members_do_what_their_role_grants_and_nothing_else() {
    let world = World::new().await;
    let (mut allowed, mut refused) = (0, 0);
    for role in ROLES {
        let member = world.t.customer(&format!("Member {role:?}")).await;
        world.t.join(&member, world.ana.account, role).await;
        let client = world.client.as_person(Some(&member)).acting_for(world.ana.account);
        for op in ops::all() {
            let Need::Member(right) = needs::of(&op.id) else { continue };
            let before = world.t.row_counts().await;
            let answer = op.ask(&world, &client).await;
            let what = format!("{role:?} on {}", op.name());
            if granted(role, right) {
                let status = answer.status.as_u16();
                // A thing can be cancelled or paid once only; that is no matter of rights.
                assert!(status < 300 || status == 409, "{what}: {status} {}", answer.code());
                allowed += 1;
            } else {
                assert_problem(&what, &answer, 403, "forbidden");
                world.assert_tells_nothing(&what, &answer);
                assert_eq!(world.t.row_counts().await, before, "{what}");
                refused += 1;
            }
        }
    }
    assert!(allowed > 30 && refused >= 10, "{allowed} allowed, {refused} refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn membership_of_one_account_opens_no_other_and_no_staff_area() {
    let world = World::new().await;
    let member = world.t.customer("Rita Reader").await;
    world.t.join(&member, world.ana.account, MembershipRole::Owner).await;
    let client = world.client.as_person(Some(&member)).acting_for(world.ana.account);
    client.get(&format!("/api/v1/orders/{}", world.anas.paid_order)).await.expect(200);
    // Without naming the account she is in her own.
    let own = world.client.as_person(Some(&member));
    let answer = own.get(&format!("/api/v1/orders/{}", world.anas.paid_order)).await;
    assert_problem("her own account", &answer, 404, "not_found");
    for op in ops::all().into_iter().filter(Op::is_staff) {
        assert_problem(&op.name(), &op.ask(&world, &client).await, 403, "forbidden");
    }
    let profile = json!({ "full_name": "Rita R." });
    own.send(axum::http::Method::PATCH, "/api/v1/me", &[], Some(&profile)).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_lacking_one_permission_are_refused_what_needs_it() {
    let world = World::new().await;
    let needed: BTreeSet<Permission> =
        ops::all().iter().flat_map(|op| permissions(op).to_vec()).collect();
    assert!(needed.len() >= 15, "{needed:?}");
    let before = world.t.row_counts().await;
    let mut staff = Vec::new();
    for lacking in &needed {
        let rest: Vec<Permission> =
            Permission::ALL.iter().copied().filter(|one| one != lacking).collect();
        staff.push((*lacking, world.t.staff_with(&rest).await));
    }
    let hired = world.t.row_counts().await;
    assert_ne!(hired, before);
    for (lacking, clerk) in &staff {
        let client = world.client.as_person(Some(clerk));
        for op in ops::all().iter().filter(|op| permissions(op).contains(lacking)) {
            let what = format!("{} without {}", op.name(), lacking.as_str());
            let answer = op.ask(&world, &client).await;
            let problem = assert_problem(&what, &answer, 403, "forbidden");
            assert!(
                problem["detail"].as_str().is_some_and(|said| said.contains(lacking.as_str())),
                "{what}: {problem}"
            );
            world.assert_tells_nothing(&what, &answer);
        }
    }
    assert_eq!(world.t.row_counts().await, hired, "refusals change nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_with_just_the_named_permissions_may_do_it() {
    let world = World::new().await;
    let sets: BTreeSet<Vec<Permission>> = ops::all()
        .iter()
        .map(|op| permissions(op).to_vec())
        .filter(|set| !set.is_empty())
        .collect();
    for set in sets {
        let client = world.client.as_person(Some(&world.t.staff_with(&set).await));
        for op in ops::all().iter().filter(|op| permissions(op) == set) {
            let answer = op.ask(&world, &client).await;
            let status = answer.status.as_u16();
            // The walk pays and cancels the same order, and retries a job that is not dead.
            assert!(
                status < 300 || status == 409,
                "{} with {set:?}: {status} {}",
                op.name(),
                answer.code()
            );
        }
    }
}

fn permissions(op: &Op) -> &'static [Permission] {
    match needs::of(&op.id) {
        Need::Staff(all) => all,
        _ => &[],
    }
}
