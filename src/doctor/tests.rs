//! Every cause, and the checks that follow from it.

#![allow(clippy::unwrap_used, reason = "tests")]

mod single_checks;

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
