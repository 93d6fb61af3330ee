//! Checks one by one, where the table of causes does not say all.

use super::*;

#[test]
fn t12_blames_the_key_the_signature_or_the_clock() {
    let of = |words: &str, clock| {
        let cause = refused(RefusalKind::Credentials, words);
        let findings = Findings {
            clock,
            ..failed(Vendor::T12, Route::gateway(Vendor::T12), cause)
        };
        first_fault(&findings).unwrap()
    };
    let right = Some(Clock::Ahead(0));
    assert_eq!(of("wrong manager_sign", right).0, Kind::Signature);
    assert_eq!(of("no such manager_name", right).0, Kind::Credentials);
    assert!(matches!(
        of("time_stamp expired", right),
        (Kind::Clock, Fault::TimeRefused(_))
    ));
    assert!(matches!(
        of("time_stamp expired", None),
        (Kind::Clock, Fault::TimeRefused(_))
    ));
    assert_eq!(
        of("time_stamp expired", Some(Clock::Ahead(-3600))),
        (Kind::Clock, Fault::ClockOff { ahead: -3600 })
    );
}

#[test]
fn a_clock_is_measured_or_it_is_said_why_not() {
    let of = |clock| {
        let findings = Findings {
            clock: Some(clock),
            ..answered(Vendor::T12, proxy())
        };
        verdict(&findings, Kind::Clock)
    };
    assert_eq!(of(Clock::Ahead(0)), Verdict::Pass(None));
    assert_eq!(
        of(Clock::Ahead(-59)),
        Verdict::Pass(Some(Remark::ClockCorrected(-59)))
    );
    assert_eq!(
        of(Clock::Ahead(60)),
        Verdict::Fail(Box::new(Fault::ClockOff { ahead: 60 }))
    );
    assert_eq!(of(Clock::Cached), Verdict::CannotTell(Untold::DateCached));
    assert_eq!(of(Clock::Hidden), Verdict::CannotTell(Untold::DateHidden));
}

#[test]
fn a_clock_that_is_off_does_not_hide_that_the_vendor_answers() {
    let findings = Findings {
        clock: Some(Clock::Ahead(86_400)),
        ..answered(Vendor::T12, proxy())
    };
    assert_eq!(first_fault(&findings).unwrap().0, Kind::Clock);
    assert!(matches!(
        verdict(&findings, Kind::Service),
        Verdict::Pass(Some(Remark::Answered(..)))
    ));
}

#[test]
fn headers_forbidden_to_writes_do_not_hide_what_the_read_was_answered() {
    let mut findings = failed(Vendor::BitAnswer, proxy(), strange(503));
    let writes = findings.writes.as_mut().unwrap();
    writes.refused_headers = vec!["content-type".to_owned()];
    assert!(matches!(
        verdict(&findings, Kind::Cors),
        Verdict::Fail(fault) if matches!(*fault, Fault::HeadersForbidden { .. })
    ));
    assert!(matches!(
        verdict(&findings, Kind::Vendor),
        Verdict::Fail(fault) if matches!(*fault, Fault::NotTheVendor(_))
    ));
}

#[test]
fn a_token_is_told_and_never_called_good() {
    let claims = |issued_at, expires_at| Claims {
        bch_code: Some("00001".to_owned()),
        account: Some("zhangge".to_owned()),
        issuer: None,
        issued_at,
        expires_at,
    };
    let of = |token: Token| {
        let mut findings = findings(Vendor::ShareCreators, Route::gateway(Vendor::ShareCreators));
        findings.outcome = Some(Outcome::NothingHarmless);
        findings.reached = Some(Reached::Gateway(true));
        findings.subject.token = Some(token);
        findings
    };
    let token = Token {
        claims: Some(claims(Some(0), None)),
        age: Some(Age::Days(3)),
        ended: None,
    };
    let good = of(token.clone());
    assert_eq!(first_fault(&good), None);
    assert_eq!(
        verdict(&good, Kind::Token),
        Verdict::CannotTell(Untold::TokenUnverified(token.clone()))
    );
    for kind in [
        Kind::Upstream,
        Kind::Vendor,
        Kind::Credentials,
        Kind::Service,
    ] {
        assert_eq!(
            verdict(&good, kind),
            Verdict::CannotTell(Untold::NothingHarmless)
        );
    }
    let future = Token {
        age: Some(Age::Future),
        ..token.clone()
    };
    assert_eq!(
        first_fault(&of(future.clone())),
        Some((Kind::Token, Fault::TokenFromFuture(future)))
    );
    let ended = Token {
        ended: Some(Age::Hours(5)),
        ..token
    };
    assert_eq!(
        first_fault(&of(ended.clone())),
        Some((Kind::Token, Fault::TokenEnded(ended, Age::Hours(5))))
    );
    let opaque = Token::read(&Secret::new("opaque"), 0);
    assert_eq!(
        first_fault(&of(opaque)),
        Some((Kind::Token, Fault::TokenOpaque))
    );
}

#[test]
fn what_rests_on_a_failure_names_it() {
    let findings = failed(
        Vendor::BitAnswer,
        Route::gateway(Vendor::BitAnswer),
        between(ProxyFailureKind::Tls),
    );
    assert_eq!(verdict(&findings, Kind::Reachable), Verdict::Pass(None));
    assert_eq!(verdict(&findings, Kind::Forwarding), Verdict::Pass(None));
    for kind in [Kind::Vendor, Kind::Credentials, Kind::Clock, Kind::Service] {
        assert_eq!(
            verdict(&findings, kind),
            Verdict::CannotTell(Untold::Behind(Kind::Upstream))
        );
    }
    assert_eq!(verdict(&findings, Kind::Token), Verdict::NotNeeded);
}

#[test]
fn what_is_not_known_waits_until_the_end() {
    let mut fresh = Findings::new(findings(Vendor::BitAnswer, proxy()).subject);
    assert_eq!(verdict(&fresh, Kind::Address), Verdict::Pass(None));
    assert_eq!(verdict(&fresh, Kind::Reachable), Verdict::Waiting);
    assert_eq!(verdict(&fresh, Kind::Service), Verdict::Waiting);
    fresh.stage = Stage::Cancelled;
    assert_eq!(
        verdict(&fresh, Kind::Service),
        Verdict::CannotTell(Untold::Cancelled)
    );
    fresh.stage = Stage::Over;
    fresh.subject.given = Given::Missing(Field::Bitkey);
    assert_eq!(
        verdict(&fresh, Kind::Service),
        Verdict::CannotTell(Untold::Behind(Kind::Credentials))
    );
}

#[test]
fn the_local_network_needs_leave_only_from_further_outside() {
    let of = |page: &str, to: &str, permission| {
        let mut findings = not_reached(
            Vendor::Tingyun,
            prefix(to),
            Reached::Server(Evidence::default()),
        );
        findings.subject.page = page.to_owned();
        findings.permission = permission;
        verdict(&findings, Kind::LocalNetwork)
    };
    use Permission as P;
    let outside = "https://console.example";
    for (page, to) in [
        ("http://127.0.0.1:8", "https://10.0.0.1/"),
        ("http://10.0.0.2", "https://10.0.0.1/"),
        (outside, "https://8.8.8.8/"),
    ] {
        assert_eq!(of(page, to, Some(P::Denied)), Verdict::NotNeeded, "{to}");
    }
    let private = "https://10.0.0.1/";
    assert_eq!(of(outside, private, Some(P::Granted)), Verdict::Pass(None));
    for (permission, untold) in [
        (P::Prompt, Untold::BrowserWillAsk),
        (P::Unknown, Untold::PermissionUnknown),
    ] {
        assert_eq!(
            of(outside, private, Some(permission)),
            Verdict::CannotTell(untold)
        );
    }
    assert_eq!(
        of(outside, "https://p.example/", Some(P::Denied)),
        Verdict::CannotTell(Untold::NameMayBePrivate)
    );
    assert!(matches!(
        of("http://10.0.0.2", "https://127.0.0.1/", Some(P::Denied)),
        Verdict::Fail(_)
    ));
}

#[test]
fn plain_http_to_a_private_address_is_left_to_the_browser_where_no_policy_forbids_it() {
    let mut findings = findings(Vendor::Tingyun, prefix("http://10.0.0.1/"));
    findings.subject.page = "https://console.example".to_owned();
    findings.subject.has_gateway = false;
    assert_eq!(
        verdict(&findings, Kind::MixedContent),
        Verdict::CannotTell(Untold::PlainHttpMayBePermitted)
    );
}

#[test]
fn methods_that_were_not_tried_are_named() {
    let mut findings = answered(Vendor::BitAnswer, Route::Direct);
    findings.writes = Some(WritesAllowed {
        untried_methods: vec!["PATCH".to_owned(), "DELETE".to_owned()],
        ..WritesAllowed::default()
    });
    assert_eq!(
        verdict(&findings, Kind::Cors),
        Verdict::CannotTell(Untold::MethodsUntried {
            methods: vec!["PATCH".to_owned(), "DELETE".to_owned()],
            server: "https://v.example".to_owned(),
        })
    );
    assert_eq!(
        rest_asks(&findings.subject).methods,
        [Method::Patch, Method::Delete]
    );
    findings.writes = Some(WritesAllowed {
        is_inconclusive: true,
        ..WritesAllowed::default()
    });
    assert_eq!(
        verdict(&findings, Kind::Cors),
        Verdict::CannotTell(Untold::PreflightInconclusive)
    );
}
