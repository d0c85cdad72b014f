//! Sessions: tokens that rotate, time that runs out, rights that end at once.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_rivals_leave_one_good_token() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    let answers = join_all((0..64).map(|_| refresh(&t, &ana.tokens.refresh))).await;
    let handed_out: BTreeSet<String> = answers
        .iter()
        .filter_map(|a| a.as_ref().ok())
        .map(|s| s.tokens.refresh.expose().clone())
        .collect();
    assert_eq!(handed_out.len(), 64, "nobody lost the answer, and no two got the same");

    let session = &sessions_of(&t, ana.user.id).await[0];
    let tokens = tokens_of(&t, session).await;
    let fresh: Vec<_> =
        tokens.iter().filter(|t| t.consumed_at.is_none() && t.revoked_at.is_none()).collect();
    assert_eq!((tokens.len(), fresh.len()), (65, 1));
    let root: Vec<_> = tokens.iter().filter(|t| t.consumed_at.is_some()).collect();
    assert_eq!(root.len(), 1, "only the first token was consumed");
    assert_eq!(root[0].successor_id, Some(fresh[0].id), "and it leads to the one that is good");

    let mut good = 0;
    for token in handed_out {
        match refresh(&t, &Secret::new(token)).await {
            Ok(_) => good += 1,
            Err(error) => assert_eq!(error.code(), Code::SessionExpired),
        }
    }
    assert_eq!(good, 1);
    assert!(actor_is_signed_in(&t, &ana).await, "a lost answer is no reason to end the session");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_generations_never_leave_two_good_tokens() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    let second = refresh(&t, &ana.tokens.refresh).await.unwrap();
    let (old, new) = (&ana.tokens.refresh, &second.tokens.refresh);
    join_all((0..64).map(|n| refresh(&t, if n % 2 == 0 { old } else { new }))).await;

    let session = &sessions_of(&t, ana.user.id).await[0];
    let tokens = tokens_of(&t, session).await;
    let fresh = tokens.iter().filter(|t| t.consumed_at.is_none() && t.revoked_at.is_none()).count();
    assert_eq!(fresh, 1);
    let consumed = tokens.iter().filter(|t| t.consumed_at.is_some()).count();
    // Either the second one was used, and the first one's return ended the session; or it was superseded.
    assert_eq!(session.revoked_at.is_some(), consumed == 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_sessions_do_not_disturb_each_other() {
    let t = TestApp::new().await;
    register(&t, "ana@example.com").await;
    let mut all = Vec::new();
    for _ in 0..64 {
        all.push(login(&t, "ana@example.com", PASSWORD).await.unwrap());
    }
    let answers = join_all(all.iter().map(|one| refresh(&t, &one.tokens.refresh))).await;
    for answer in answers {
        assert!(refresh(&t, &answer.unwrap().tokens.refresh).await.is_ok());
    }
}

async fn actor_is_signed_in(t: &TestApp, signed_in: &SignedIn) -> bool {
    who(t, signed_in, None).await.is_ok()
}

#[tokio::test]
async fn a_used_token_that_comes_back_ends_the_session() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    t.advance(Duration::seconds(1));
    let other = login(&t, "ana@example.com", PASSWORD).await.unwrap();
    let second = refresh(&t, &ana.tokens.refresh).await.unwrap();
    let third = refresh(&t, &second.tokens.refresh).await.unwrap();
    assert!(actor_is_signed_in(&t, &third).await);

    assert_eq!(code(refresh(&t, &ana.tokens.refresh).await), Some(Code::SessionExpired));
    assert_eq!(
        code(who(&t, &third, None).await),
        Some(Code::SessionExpired),
        "at once, cache or not"
    );
    assert_eq!(code(refresh(&t, &third.tokens.refresh).await), Some(Code::SessionExpired));
    assert!(actor_is_signed_in(&t, &other).await, "the person's other sessions go on");
    let session = &sessions_of(&t, ana.user.id).await[0];
    assert_eq!(session.revoke_reason.as_deref(), Some("refresh_replay"));
    assert!(actions(&t).await.iter().any(|(action, _)| action == "session.replayed"));
}

#[tokio::test]
async fn a_lost_answer_is_given_again_for_thirty_seconds() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    let lost = refresh(&t, &ana.tokens.refresh).await.unwrap();
    t.advance(Duration::seconds(30));
    let again = refresh(&t, &ana.tokens.refresh).await.unwrap();
    assert_eq!(
        code(refresh(&t, &lost.tokens.refresh).await),
        Some(Code::SessionExpired),
        "it was superseded"
    );
    assert!(actor_is_signed_in(&t, &again).await, "which does not end the session");
    let next = refresh(&t, &again.tokens.refresh).await.unwrap();

    t.advance(Duration::seconds(31));
    assert_eq!(code(refresh(&t, &again.tokens.refresh).await), Some(Code::SessionExpired));
    assert_eq!(
        code(refresh(&t, &next.tokens.refresh).await),
        Some(Code::SessionExpired),
        "too late is a replay"
    );
}

#[tokio::test]
async fn a_token_of_another_transport_or_of_nobody_is_refused() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    let as_cookie =
        identity::refresh(&t.app, &visitor(), ana.tokens.refresh.clone(), Transport::Cookie).await;
    assert_eq!(code(as_cookie), Some(Code::SessionExpired));
    for bad in
        ["", "knr_", "knr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ana.tokens.access.expose()]
    {
        assert_eq!(code(refresh(&t, &secret(bad)).await), Some(Code::SessionExpired));
    }
    assert!(refresh(&t, &ana.tokens.refresh).await.is_ok(), "the control is taken");
}

#[tokio::test]
async fn an_access_token_runs_out_after_five_minutes() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    t.advance(Duration::seconds(299));
    assert!(actor_is_signed_in(&t, &ana).await);
    t.advance(Duration::seconds(1));
    assert_eq!(code(who(&t, &ana, None).await), Some(Code::Unauthenticated));
    let bad = identity::authenticate(&t.app, RequestContext::default(), "nonsense", None).await;
    assert_eq!(code(bad), Some(Code::Unauthenticated));
}

/// Refreshes every `step` until refused; answers how long that took.
async fn live_for(
    t: &TestApp,
    mut signed_in: SignedIn,
    step: Duration,
    at_most: Duration,
) -> Duration {
    let start = t.app.now();
    while t.app.now() - start < at_most {
        t.advance(step);
        match refresh(t, &signed_in.tokens.refresh).await {
            Ok(next) => signed_in = next,
            Err(error) => {
                assert_eq!(error.code(), Code::SessionExpired);
                assert_eq!(code(who(t, &signed_in, None).await), Some(Code::Unauthenticated));
                return t.app.now() - start;
            }
        }
        assert!(actor_is_signed_in(t, &signed_in).await);
    }
    at_most
}

#[tokio::test]
async fn sessions_end_when_idle_and_in_any_case() {
    let t = TestApp::new().await;
    let boss = admin(&t).await;
    assert_eq!(boss.tokens.refresh_expires_at, t.app.now() + Duration::hours(12));
    let cap = Duration::days(60);
    // Staff: 30 minutes, 12 hours.
    assert_eq!(live_for(&t, boss, Duration::minutes(29), cap).await, Duration::minutes(29 * 25));
    let boss = login(&t, "boss@example.com", PASSWORD).await.unwrap();
    assert_eq!(live_for(&t, boss, Duration::minutes(30), cap).await, Duration::minutes(30));
    // Customers: 7 days, 30 days.
    let ana = register(&t, "ana@example.com").await;
    assert_eq!(
        live_for(&t, ana, Duration::hours(6 * 24 + 23), cap).await,
        Duration::hours((6 * 24 + 23) * 5)
    );
    let ana = login(&t, "ana@example.com", PASSWORD).await.unwrap();
    assert_eq!(live_for(&t, ana, Duration::days(7), cap).await, Duration::days(7));
}

#[tokio::test]
async fn an_access_token_does_not_outlive_its_session() {
    let t = TestApp::new().await;
    let mut boss = admin(&t).await;
    let end = boss.tokens.refresh_expires_at;
    while end - t.app.now() > Duration::minutes(20) {
        t.advance(Duration::minutes(20));
        boss = refresh(&t, &boss.tokens.refresh).await.unwrap();
    }
    t.advance(end - t.app.now() - Duration::seconds(90));
    boss = refresh(&t, &boss.tokens.refresh).await.unwrap();
    assert_eq!(boss.tokens.access_expires_in, 90);
}

#[tokio::test]
async fn another_account_is_acted_for_by_members_only() {
    let t = TestApp::new().await;
    let (ana, ben) = (register(&t, "ana@example.com").await, register(&t, "ben@example.com").await);
    let foreign = who(&t, &ana, Some(ben.account.id)).await;
    assert_eq!(code(foreign), Some(Code::Forbidden));
    let chosen = identity::set_active_account(&t.app, &actor(&t, &ana).await, ben.account.id).await;
    assert_eq!(code(chosen), Some(Code::NotFound));

    join(&t, ana.user.id, ben.account.id, MembershipRole::Billing).await;
    let for_ben = who(&t, &ana, Some(ben.account.id)).await.unwrap();
    assert_eq!(for_ben.active_account(), Some((ben.account.id, MembershipRole::Billing)));
    let still = actor(&t, &ana).await;
    assert_eq!(
        still.active_account(),
        Some((ana.account.id, MembershipRole::Owner)),
        "only that call"
    );

    let me = identity::set_active_account(&t.app, &still, ben.account.id).await.unwrap();
    assert_eq!((me.account.id, me.memberships.len()), (ben.account.id, 2));
    let now = actor(&t, &ana).await;
    assert_eq!(now.active_account(), Some((ben.account.id, MembershipRole::Billing)), "at once");
    let rename =
        ProfilePatch { company: Some(Some("Mine now".to_owned())), ..ProfilePatch::default() };
    assert_eq!(code(identity::update_profile(&t.app, &now, rename).await), Some(Code::Forbidden));
    let rotated = refresh(&t, &ana.tokens.refresh).await.unwrap();
    assert_eq!(rotated.account.id, ben.account.id);
}

#[tokio::test]
async fn a_factor_is_fresh_for_five_minutes() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    t.advance(Duration::minutes(4));
    let ana = refresh(&t, &ana.tokens.refresh).await.unwrap();
    let before = actor(&t, &ana).await;
    assert!(before.require_fresh(t.app.now()).is_ok());
    t.advance(Duration::seconds(61));
    let stale = actor(&t, &ana).await;
    assert_eq!(
        code(stale.require_fresh(t.app.now())),
        Some(Code::StepUpRequired),
        "a refresh is no factor"
    );
    assert_eq!(identity::me(&t.app, &stale).await.unwrap().fresh_until, None);

    let wrong = StepUp { password: Some(secret("not-the-password")), totp_code: None };
    assert_eq!(
        code(identity::step_up(&t.app, &stale, wrong).await),
        Some(Code::InvalidCredentials)
    );
    let error = identity::step_up(&t.app, &stale, StepUp::default()).await.unwrap_err();
    assert_eq!(fields(&error), BTreeSet::from([("password", Code::Required)]));
    let by_code = StepUp { password: None, totp_code: Some("123456".to_owned()) };
    let error = identity::step_up(&t.app, &stale, by_code).await.unwrap_err();
    assert_eq!(fields(&error), BTreeSet::from([("totp_code", Code::Unsupported)]));
    assert!(actor(&t, &ana).await.require_fresh(t.app.now()).is_err());

    let right = StepUp { password: Some(secret(PASSWORD)), totp_code: None };
    identity::step_up(&t.app, &stale, right).await.unwrap();
    assert!(actor(&t, &ana).await.require_fresh(t.app.now()).is_ok(), "at once");
}

#[tokio::test]
async fn a_disabled_user_is_locked_out_at_once() {
    let t = TestApp::new().await;
    let boss = staff(&t, &admin(&t).await).await;
    let ana = register(&t, "ana@example.com").await;
    assert!(actor_is_signed_in(&t, &ana).await, "and remembered by the cache");
    let off = UserPatch {
        disabled: Some(true),
        reason: Some("abuse".to_owned()),
        ..UserPatch::default()
    };
    let detail = identity::update_user(&t.app, &boss, ana.user.id, off).await.unwrap();
    assert_eq!(detail.status, UserStatus::Disabled);
    assert_eq!(code(who(&t, &ana, None).await), Some(Code::SessionExpired));
    assert_eq!(code(refresh(&t, &ana.tokens.refresh).await), Some(Code::SessionExpired));
    assert_eq!(code(login(&t, "ana@example.com", PASSWORD).await), Some(Code::InvalidCredentials));

    let on =
        UserPatch { disabled: Some(false), email_verified: Some(true), ..UserPatch::default() };
    let detail = identity::update_user(&t.app, &boss, ana.user.id, on).await.unwrap();
    assert_eq!(detail.status, UserStatus::Active);
    assert_eq!(
        code(refresh(&t, &ana.tokens.refresh).await),
        Some(Code::SessionExpired),
        "ended is ended"
    );
    assert!(login(&t, "ana@example.com", PASSWORD).await.is_ok());

    let own = UserPatch { disabled: Some(true), ..UserPatch::default() };
    let own = identity::update_user(&t.app, &boss, boss.user_id().unwrap(), own).await;
    assert_eq!(code(own), Some(Code::Forbidden));
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    let me = actor(&t, &ana).await;
    identity::logout(&t.app, &me).await.unwrap();
    identity::logout(&t.app, &me).await.unwrap();
    assert_eq!(code(who(&t, &ana, None).await), Some(Code::SessionExpired));
    assert_eq!(code(refresh(&t, &ana.tokens.refresh).await), Some(Code::SessionExpired));
    assert_eq!(code(identity::logout(&t.app, &visitor()).await), Some(Code::Unauthenticated));
    assert_eq!(actions(&t).await.iter().filter(|(action, _)| action == "session.ended").count(), 1);
}

#[tokio::test]
async fn another_password_ends_the_other_sessions() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    let other = login(&t, "ana@example.com", PASSWORD).await.unwrap();
    let me = actor(&t, &ana).await;
    let change =
        |current: &str, new: &str| ChangePassword { current: secret(current), new: secret(new) };
    for (current, new, field, why) in [
        ("not-the-password", "violet-Anvil-77-moss", "current_password", Code::Invalid),
        (PASSWORD, PASSWORD, "new_password", Code::Invalid),
        (PASSWORD, "petrović1", "new_password", Code::WeakPassword),
        (PASSWORD, "Test123!", "new_password", Code::WeakPassword),
    ] {
        let error = identity::change_password(&t.app, &me, change(current, new)).await.unwrap_err();
        assert_eq!(fields(&error), BTreeSet::from([(field, why)]), "{new}");
    }
    assert!(actor_is_signed_in(&t, &other).await);
    identity::change_password(&t.app, &me, change(PASSWORD, "violet-Anvil-77-moss")).await.unwrap();
    assert!(actor_is_signed_in(&t, &ana).await);
    assert_eq!(code(who(&t, &other, None).await), Some(Code::SessionExpired));
    assert_eq!(code(login(&t, "ana@example.com", PASSWORD).await), Some(Code::InvalidCredentials));
    assert!(login(&t, "ana@example.com", "violet-Anvil-77-moss").await.is_ok());
}

#[tokio::test]
async fn a_busy_session_costs_one_query_and_is_noted_once_a_minute() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    let queries = async || kn_db::meter::scope(who(&t, &ana, None)).await.1.queries;
    assert_eq!((queries().await, queries().await), (1, 0), "read once, then remembered");
    t.advance(Duration::milliseconds(2_000));
    assert_eq!((queries().await, queries().await), (1, 0), "for two seconds");

    t.advance(Duration::seconds(57));
    assert_eq!(queries().await, 1, "59 seconds after the last note there is none");
    let opened = sessions_of(&t, ana.user.id).await[0].last_used_at;
    t.advance(Duration::seconds(1));
    let noted = t.app.now();
    assert_eq!(
        (queries().await, queries().await),
        (2, 0),
        "remembered, but noted: session and user"
    );
    assert_eq!(noted - opened, Duration::seconds(60));
    assert_eq!(sessions_of(&t, ana.user.id).await[0].last_used_at, noted);
    let seen =
        user::Entity::find_by_id(ana.user.id.uuid()).one(t.db().reader()).await.unwrap().unwrap();
    assert_eq!(seen.last_seen_at, Some(noted));
}
