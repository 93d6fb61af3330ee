//! Every cause, and the checks that follow from it.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::transport::{
    AddressFault, Clock, Evidence, HeaderFault, ProxyHeaders, Route, TemplateFault, UrlFault,
    preflight, preflight_of,
};
use vendors::problem::{
    Cause, Field, Found, InvalidInput, Misunderstanding, ProxyFailure, ProxyFailureKind, Refusal,
    RefusalKind, TransportFailure,
};
use vendors::sharecreators::Claims;
use vendors::{Method, Operation, Problem, Secret, Vendor};

const BASE: &str = "https://v.example/api";
const PAGE: &str = "http://127.0.0.1:8200";

fn prefix(text: &str) -> Route {
    Route::Prefix(text.to_owned())
}

fn proxy() -> Route {
    prefix("https://p.example/")
}

fn read_of(vendor: Vendor) -> Operation {
    match vendor {
        Vendor::T12 => Operation::T12GetQuota,
        Vendor::Tingyun => Operation::TingyunListUsers,
        Vendor::BitAnswer => Operation::BitAnswerListUsers,
        Vendor::ShareCreators => Operation::ShareCreatorsCreateUser,
    }
}

/// All that is good, over before anything was sent.
fn findings(vendor: Vendor, route: Route) -> Findings {
    let none = ProxyHeaders::default();
    let subject = Subject {
        vendor,
        read_asks: preflight_of(read_of(vendor), &route, &none),
        all_ask: preflight(vendor, &route, &none),
        route,
        base_url: BASE.to_owned(),
        header_fault: None,
        page: PAGE.to_owned(),
        has_gateway: true,
        given: Given::Here,
        lacks_app: false,
        token: None,
        not_permitted: Vec::new(),
    };
    Findings {
        stage: Stage::Over,
        online: Some(true),
        permission: Some(Permission::Unknown),
        writes: Some(WritesAllowed::default()),
        ..Findings::new(subject)
    }
}

fn answered(vendor: Vendor, route: Route) -> Findings {
    Findings {
        outcome: Some(Outcome::Answered(Answered::UserTotal(Some(7)), 12)),
        clock: Some(Clock::Ahead(0)),
        ..findings(vendor, route)
    }
}

fn failed(vendor: Vendor, route: Route, cause: Cause) -> Findings {
    let problem = Problem::new(read_of(vendor), cause);
    Findings {
        outcome: Some(Outcome::Failed(problem)),
        ..findings(vendor, route)
    }
}

fn not_reached(vendor: Vendor, route: Route, reached: Reached) -> Findings {
    let cause = Cause::Transport(TransportFailure::NotReached);
    Findings {
        reached: Some(reached),
        ..failed(vendor, route, cause)
    }
}

fn between(kind: ProxyFailureKind) -> Cause {
    Cause::Proxy(ProxyFailure { kind, status: 502 })
}

fn refused(kind: RefusalKind, message: &str) -> Cause {
    Cause::Refused(Refusal {
        kind,
        status: 200,
        code: None,
        message: Some(message.to_owned()),
        retry_after: None,
    })
}

fn strange(status: u16) -> Cause {
    Cause::NotUnderstood(Misunderstanding {
        status,
        found: Found::Html { login: false },
    })
}

fn verdict(findings: &Findings, kind: Kind) -> Verdict {
    examine(findings)
        .into_iter()
        .find(|check| check.kind == kind)
        .unwrap()
        .verdict
}

/// The first check that failed, and its fault.
fn first_fault(findings: &Findings) -> Option<(Kind, Fault)> {
    examine(findings)
        .into_iter()
        .find_map(|check| match check.verdict {
            Verdict::Fail(fault) => Some((check.kind, *fault)),
            _ => None,
        })
}

fn server() -> String {
    "https://p.example".to_owned()
}

#[test]
fn a_good_connection_fails_in_nothing_and_leaves_nothing_waiting() {
    for vendor in [Vendor::T12, Vendor::Tingyun, Vendor::BitAnswer] {
        for route in [Route::gateway(vendor), proxy(), Route::Direct] {
            let all = examine(&answered(vendor, route.clone()));
            assert_eq!(all.len(), Kind::ALL.len());
            for check in all {
                let is_good = matches!(check.verdict, Verdict::Pass(_) | Verdict::NotNeeded);
                assert!(is_good, "{vendor:?} {route:?} {check:?}");
            }
        }
    }
}

#[test]
fn every_cause_fails_the_check_that_is_about_it() {
    use ProxyFailureKind as K;
    let b = Vendor::BitAnswer;
    let gateway = || Route::gateway(b);
    let evidence = |answers, is_readable, refused: &[&str]| {
        Reached::Server(Evidence {
            answers,
            is_readable,
            refused_headers: refused.iter().map(|name| (*name).to_owned()).collect(),
        })
    };
    let asks = || preflight(b, &proxy(), &ProxyHeaders::default());
    let page = || PAGE.to_owned();
    let changed = |mut findings: Findings, change: fn(&mut Findings)| {
        change(&mut findings);
        findings
    };
    let table: Vec<(Findings, Kind, Fault)> = vec![
        (
            findings(b, prefix("p.example/")),
            Kind::Address,
            Fault::Address(Place::Way, AddressFault::Url(UrlFault::NotHttp)),
        ),
        (
            findings(b, Route::Template("https://p.example/".to_owned())),
            Kind::Address,
            Fault::Address(Place::Way, AddressFault::Template(TemplateFault::NoPath)),
        ),
        (
            changed(findings(b, proxy()), |f| f.subject.base_url.push('?')),
            Kind::Address,
            Fault::Address(Place::BaseUrl, AddressFault::NotABase),
        ),
        (
            changed(findings(b, proxy()), |f| {
                f.subject.header_fault = Some(HeaderFault::NoValue);
            }),
            Kind::Address,
            Fault::Header(HeaderFault::NoValue),
        ),
        (
            failed(b, proxy(), Cause::Transport(TransportFailure::BadAddress)),
            Kind::Address,
            Fault::BadAddress,
        ),
        (
            failed(b, gateway(), Cause::Transport(TransportFailure::Offline)),
            Kind::Network,
            Fault::Offline,
        ),
        (
            changed(findings(b, prefix("http://p.example/")), |f| {
                f.subject.page = "https://console.example".to_owned();
            }),
            Kind::MixedContent,
            Fault::MixedContent {
                server: "http://p.example".to_owned(),
            },
        ),
        (
            findings(b, prefix("http://p.example/")),
            Kind::MixedContent,
            Fault::PlainHttpForbidden {
                server: "http://p.example".to_owned(),
            },
        ),
        (
            changed(findings(b, prefix("https://10.0.0.5/")), |f| {
                f.subject.page = "https://console.example".to_owned();
                f.permission = Some(Permission::Denied);
            }),
            Kind::LocalNetwork,
            Fault::LocalNetworkDenied {
                server: "https://10.0.0.5".to_owned(),
                page: "https://console.example".to_owned(),
            },
        ),
        (
            not_reached(b, gateway(), Reached::Gateway(false)),
            Kind::Reachable,
            Fault::GatewayGone,
        ),
        (
            not_reached(b, proxy(), evidence(false, false, &[])),
            Kind::Reachable,
            Fault::Silent {
                server: server(),
                is_direct: false,
            },
        ),
        (
            failed(
                b,
                Route::Direct,
                Cause::Transport(TransportFailure::TimedOut(60)),
            ),
            Kind::Reachable,
            Fault::TimedOut(60),
        ),
        (
            not_reached(b, proxy(), evidence(true, false, &[])),
            Kind::Cors,
            Fault::PageForbidden {
                server: server(),
                page: page(),
                asks: asks(),
            },
        ),
        (
            not_reached(b, proxy(), evidence(true, true, &["bitkey"])),
            Kind::Cors,
            Fault::HeadersForbidden {
                server: server(),
                refused: vec!["bitkey".to_owned()],
                page: page(),
                asks: asks(),
            },
        ),
        (
            not_reached(b, proxy(), evidence(true, true, &[])),
            Kind::Cors,
            Fault::RequestDied { server: server() },
        ),
        (
            changed(answered(b, proxy()), |f| {
                f.writes.as_mut().unwrap().refused_methods = vec!["PATCH".to_owned()];
            }),
            Kind::Cors,
            Fault::MethodsForbidden {
                server: server(),
                refused: vec!["PATCH".to_owned()],
                asks: asks(),
            },
        ),
        (
            failed(b, gateway(), between(K::SignInNeeded)),
            Kind::Access,
            Fault::SignInNeeded,
        ),
        (
            failed(b, gateway(), between(K::RoleNotEnough)),
            Kind::Access,
            Fault::RoleNotEnough,
        ),
        (
            failed(b, proxy(), strange(403)),
            Kind::Forwarding,
            Fault::ProxyStatus {
                server: server(),
                status: 403,
                page: page(),
            },
        ),
        // Whoever refuses without a word is not the vendor where somebody stands between.
        (
            failed(
                b,
                proxy(),
                Cause::Refused(Refusal {
                    kind: RefusalKind::Credentials,
                    status: 403,
                    code: None,
                    message: None,
                    retry_after: None,
                }),
            ),
            Kind::Forwarding,
            Fault::ProxyStatus {
                server: server(),
                status: 403,
                page: page(),
            },
        ),
        (
            not_reached(b, gateway(), Reached::Gateway(true)),
            Kind::Forwarding,
            Fault::RequestDied { server: page() },
        ),
        (
            failed(b, proxy(), strange(502)),
            Kind::Upstream,
            Fault::UpstreamStatus {
                server: server(),
                status: 502,
            },
        ),
        (
            failed(
                b,
                gateway(),
                Cause::Transport(TransportFailure::TimedOut(60)),
            ),
            Kind::Upstream,
            Fault::TimedOut(60),
        ),
        (
            failed(b, proxy(), strange(200)),
            Kind::Vendor,
            Fault::NotTheVendor(Problem::new(read_of(b), strange(200))),
        ),
        // By the direct way nobody stands between who could have said so.
        (
            failed(b, Route::Direct, strange(403)),
            Kind::Vendor,
            Fault::NotTheVendor(Problem::new(read_of(b), strange(403))),
        ),
        (
            changed(findings(b, gateway()), |f| {
                f.subject.given = Given::Missing(Field::Bitkey);
            }),
            Kind::Credentials,
            Fault::Input(InvalidInput::Missing(Field::Bitkey)),
        ),
        (
            failed(
                b,
                gateway(),
                refused(RefusalKind::Credentials, "invalid bitkey"),
            ),
            Kind::Credentials,
            Fault::KeyRefused {
                problem: Problem::new(
                    read_of(b),
                    refused(RefusalKind::Credentials, "invalid bitkey"),
                ),
                is_held: false,
            },
        ),
        (
            failed(b, gateway(), refused(RefusalKind::Outage, "down")),
            Kind::Service,
            Fault::VendorSaysNo(Problem::new(
                read_of(b),
                refused(RefusalKind::Outage, "down"),
            )),
        ),
    ];
    for (findings, kind, fault) in table {
        assert_eq!(first_fault(&findings), Some((kind, fault)));
    }
    for kind in ProxyFailureKind::MARKED
        .into_iter()
        .chain([K::Foreign, K::Refused])
    {
        let (check, fault) = first_fault(&failed(b, gateway(), between(kind))).unwrap();
        match kind {
            K::SignInNeeded | K::RoleNotEnough => assert_eq!(check, Kind::Access),
            K::Dns
            | K::AddressRefused
            | K::Connect
            | K::Tls
            | K::Timeout
            | K::Closed
            | K::ResponseTooLarge => {
                assert_eq!((check, fault), (Kind::Upstream, Fault::Between(kind)));
            }
            _ => assert_eq!((check, fault), (Kind::Forwarding, Fault::Between(kind))),
        }
    }
}

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
