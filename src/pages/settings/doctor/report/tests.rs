//! Secrets planted in every input, in every way that an examination can end; none is in the report.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::doctor::{
    Answered, Given, Outcome, Permission, Reached, Stage, Subject, Token, WritesAllowed, examine,
};
use crate::transport::{Clock, Evidence, ProxyHeaders, preflight};
use vendors::problem::{
    Cause, Found, Misunderstanding, ProxyFailure, ProxyFailureKind, Refusal, RefusalKind,
    TransportFailure,
};
use vendors::{Credentials, Operation, Problem, Secret, Vendor};

/// Secrets of shapes that survive careless masking: with characters that are encoded, with spaces, with other secrets
/// inside.
const SHAPES: [&str; 6] = [
    "plain-canary-",
    "sl/ash+pl us-",
    "qu\"ote\\back-",
    "per%cent%41-",
    "汉字密钥-",
    "Canary-",
];

fn planted(shape: usize, place: &str) -> String {
    format!("{}{place}", SHAPES[shape % SHAPES.len()])
}

/// What may stand in a URL as it is.
fn url_safe(shape: usize, place: &str) -> String {
    planted(shape, place)
        .chars()
        .filter(|one| one.is_ascii_alphanumeric() || *one == '-')
        .collect()
}

struct Case {
    findings: Findings,
    mask: Mask,
    circumstances: Circumstances,
    secrets: Vec<String>,
}

fn credentials(vendor: Vendor, key: &str) -> Credentials {
    let key = Secret::new(key);
    match vendor {
        Vendor::T12 => Credentials::T12 {
            manager_name: "manager".to_owned(),
            manager_key: key,
        },
        Vendor::Tingyun => Credentials::Tingyun { authkey: key },
        Vendor::BitAnswer => Credentials::BitAnswer { bitkey: key },
        Vendor::ShareCreators => Credentials::ShareCreators {
            token: key,
            bid: "1".to_owned(),
        },
    }
}

fn routes(shape: usize) -> Vec<Route> {
    let secret = url_safe(shape, "address");
    vec![
        Route::gateway(Vendor::T12),
        Route::Direct,
        Route::Prefix(format!("https://p.example/{secret}/")),
        Route::Prefix(format!("https://user:{secret}@p.example/")),
        Route::Prefix(format!("p.example/{secret}")),
        Route::Template(format!("https://p.example/?k={secret}&to={{url_encoded}}")),
        Route::Template(format!("https://p.example/{{{secret}}}/{{url}}")),
        Route::Template(format!("https://p.example/{secret}")),
    ]
}

fn causes(message: &str) -> Vec<Cause> {
    let mut all: Vec<Cause> = [
        RefusalKind::Credentials,
        RefusalKind::RateLimited,
        RefusalKind::NotFound,
        RefusalKind::Outage,
        RefusalKind::Other,
    ]
    .into_iter()
    .map(|kind| {
        Cause::Refused(Refusal {
            kind,
            status: 401,
            code: Some(message.to_owned()),
            message: Some(message.to_owned()),
            retry_after: Some(7),
        })
    })
    .collect();
    all.extend(
        ProxyFailureKind::MARKED
            .into_iter()
            .map(|kind| Cause::Proxy(ProxyFailure { kind, status: 502 })),
    );
    all.extend([200, 403, 502].map(|status| {
        Cause::NotUnderstood(Misunderstanding {
            status,
            found: Found::Html { login: true },
        })
    }));
    all.extend(
        [
            TransportFailure::NotReached,
            TransportFailure::Offline,
            TransportFailure::BadAddress,
            TransportFailure::TimedOut(60),
        ]
        .map(Cause::Transport),
    );
    all
}

fn case(vendor: Vendor, shape: usize, route: &Route, cause: Option<&Cause>) -> Case {
    let (key, header) = (planted(shape, "key"), planted(shape + 1, "header"));
    let base_url = format!("https://v.example/api/{}", url_safe(shape, "baseurl"));
    let headers = ProxyHeaders::new(vec![("X-Proxy-Key".to_owned(), Secret::new(&*header))]);
    let held = credentials(vendor, &key);
    let address = route.proxy().unwrap_or_default().to_owned();
    let asks = preflight(vendor, route, &headers);
    let subject = Subject {
        vendor,
        route: route.clone(),
        base_url: base_url.clone(),
        header_fault: None,
        read_asks: asks.clone(),
        all_ask: asks,
        page: "https://console.example".to_owned(),
        has_gateway: true,
        given: Given::Here,
        lacks_app: false,
        token: Some(Token::read(&Secret::new(&*key), 0)),
        not_permitted: vec![Operation::BitAnswerDeleteUser],
    };
    let outcome = match cause {
        Some(cause) => Outcome::Failed(Problem {
            trace: Some("0123456789abcdef".to_owned()),
            vendor_trace: Some(format!("echo {key}")),
            ..Problem::new(Operation::BitAnswerListUsers, cause.clone())
        }),
        None => Outcome::Answered(Answered::AllUsers(7, Some(format!("at {key}"))), 3),
    };
    let findings = Findings {
        stage: Stage::Over,
        online: Some(true),
        permission: Some(Permission::Denied),
        outcome: Some(outcome),
        reached: Some(Reached::Server(Evidence {
            answers: true,
            is_readable: true,
            refused_headers: vec!["x-proxy-key".to_owned()],
        })),
        writes: Some(WritesAllowed::default()),
        clock: Some(Clock::Ahead(4000)),
        ..Findings::new(subject)
    };
    Case {
        findings,
        mask: Mask::new(Some(&held), &headers, &[&address, &base_url]),
        circumstances: Circumstances {
            time: "2026-11-23T03:00:00Z".to_owned(),
            console: "0.1.0".to_owned(),
            gateway: Some("0.1.0".to_owned()),
            browser: "Browser".to_owned(),
            proxy_headers: vec!["X-Proxy-Key".to_owned()],
        },
        secrets: [key, header, url_safe(shape, "baseurl")]
            .into_iter()
            // Where there is no proxy, its address is no input.
            .chain(route.proxy().map(|_| url_safe(shape, "address")))
            .collect(),
    }
}

#[test]
fn no_secret_is_in_any_report() {
    let mut reports = 0;
    for shape in 0..SHAPES.len() {
        // Whoever answers may tell all that it was sent, in any encoding.
        let all = [
            planted(shape, "key"),
            planted(shape + 1, "header"),
            url_safe(shape, "baseurl"),
            url_safe(shape, "address"),
        ];
        let message = all
            .iter()
            .flat_map(|secret| {
                let strict = secret
                    .bytes()
                    .map(|byte| match byte {
                        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                            char::from(byte).to_string()
                        }
                        byte => format!("%{byte:02x}"),
                    })
                    .collect::<String>();
                [secret.clone(), strict, secret.to_uppercase()]
            })
            .collect::<Vec<_>>()
            .join(" & ");
        let causes = causes(&message);
        for vendor in Vendor::ALL {
            for route in routes(shape) {
                for cause in causes.iter().map(Some).chain([None]) {
                    let case = case(vendor, shape, &route, cause);
                    let checks = examine(&case.findings);
                    for language in [Language::English, Language::Chinese] {
                        let text = report(
                            language,
                            &case.findings,
                            &checks,
                            &case.circumstances,
                            &case.mask,
                        );
                        reports += 1;
                        let lower = text.to_lowercase();
                        for secret in &case.secrets {
                            assert!(
                                !lower.contains(&secret.to_lowercase()),
                                "{secret} in {text}"
                            );
                        }
                        assert!(
                            text.contains("X-Proxy-Key") || !route.is_foreign(),
                            "{text}"
                        );
                    }
                }
            }
        }
    }
    assert!(reports > 5_000, "{reports}");
}

#[test]
fn a_report_says_who_what_and_why() {
    let message = Cause::Refused(Refusal {
        kind: RefusalKind::Credentials,
        status: 401,
        code: None,
        message: Some("invalid bitkey".to_owned()),
        retry_after: None,
    });
    let route = Route::Prefix("https://p.example/".to_owned());
    let case = case(Vendor::BitAnswer, 0, &route, Some(&message));
    let checks = examine(&case.findings);
    let text = report(
        Language::English,
        &case.findings,
        &checks,
        &case.circumstances,
        &case.mask,
    );
    for part in [
        "Versions: console 0.1.0, gateway 0.1.0",
        "Way: Proxy prefix, https://p.example",
        "Vendor’s host: https://v.example",
        "0123456789abcdef",
        "[Failed] Credentials",
        "invalid bitkey",
        "Remedy: ",
        "[Failed] Clock",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}
