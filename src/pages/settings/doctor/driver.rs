//! Gathers what the doctor judges: asks the browser, tries one harmless read with what the form says, and where nothing
//! comes back, looks without a key. Nothing is written at a vendor.

use crate::doctor::{
    AddressSpace, Answered, Check, Fault, Findings, Given, Kind, Outcome, Permission, Reached,
    Stage, Subject, Token, Verdict, WritesAllowed, examine, rest_asks,
};
use crate::session::{Session, first_field, now_milliseconds};
use crate::store::Connection;
use crate::transport::{
    Allowed, Clock, HttpUrl, Preflight, Transport, allows, answers, look, preflight, preflight_of,
};
use leptos::prelude::{With as _, untrack, window};
use vendors::bitanswer::{self, Page};
use vendors::problem::{Cause, InvalidInput, RefusalKind};
use vendors::{Credentials, Method, Operation, Problem, Vendor, t12, tingyun};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What is examined, with its secrets.
pub struct Patient {
    /// Bound to the connection.
    pub session: Session,
    /// As the form says.
    pub connection: Connection,
    /// As the form says.
    pub credentials: Option<Credentials>,
    /// What is wrong with these.
    pub credentials_fault: Option<InvalidInput>,
    /// The T12 app to ask for.
    pub app: String,
}

/// Examines. `tell` gets what is known after each step, and says whether to go on.
pub async fn run(patient: Patient, tell: impl Fn(&Findings) -> bool) {
    let mut findings = Findings::new(subject(&patient));
    findings.online = Some(window().navigator().on_line());
    if !tell(&findings) {
        return;
    }
    let host = findings.subject.server().map(|server| server.host());
    let space = host.map(AddressSpace::of);
    findings.permission = Some(local_network_permission(space).await);
    if !tell(&findings) {
        return;
    }
    let (outcome, clock) = read(&patient, &findings).await;
    findings.outcome = Some(outcome);
    findings.clock = clock;
    if !tell(&findings) {
        return;
    }
    if findings.needs_look() && !fails_before_sending(&findings) {
        findings.reached = reached(&patient, &findings.subject).await;
        if !tell(&findings) {
            return;
        }
    }
    if is_allowed_so_far(&findings) {
        findings.writes = writes(&patient, &findings.subject).await;
    }
    findings.stage = Stage::Over;
    tell(&findings);
}

fn subject(patient: &Patient) -> Subject {
    let connection = &patient.connection;
    let vendor = connection.vendor;
    let (route, headers) = (&connection.route, &connection.proxy_headers);
    let session = patient.session;
    let at_gateway = session
        .gateway_connection(connection)
        .is_some_and(|named| named.holds_credentials);
    let all_ask = preflight(vendor, route, headers);
    let token = match &patient.credentials {
        Some(Credentials::ShareCreators { token, .. }) if !token.is_empty() => {
            Some(Token::read(token, (now_milliseconds() / 1000.0) as i64))
        }
        _ => None,
    };
    let not_permitted = Operation::ALL
        .into_iter()
        .filter(|operation| operation.vendor() == vendor && !session.may(*operation))
        .collect();
    Subject {
        vendor,
        route: route.clone(),
        base_url: connection.base_url.clone(),
        header_fault: headers.fault(vendor),
        read_asks: read_operation(vendor).map_or_else(
            || all_ask.clone(),
            |operation| preflight_of(operation, route, headers),
        ),
        all_ask,
        page: window().location().origin().unwrap_or_default(),
        has_gateway: session.has_gateway(),
        given: match (&patient.credentials, patient.credentials_fault) {
            (Some(_), Some(input)) => Given::Faulty(input),
            (Some(_), None) => Given::Here,
            (None, _) if at_gateway => Given::AtGateway,
            (None, _) => Given::Missing(first_field(vendor)),
        },
        lacks_app: vendor == Vendor::T12 && patient.app.is_empty(),
        token,
        not_permitted,
    }
}

/// The read that changes nothing. ShareCreators has none.
const fn read_operation(vendor: Vendor) -> Option<Operation> {
    match vendor {
        Vendor::T12 => Some(Operation::T12GetQuota),
        Vendor::Tingyun => Some(Operation::TingyunListUsers),
        Vendor::BitAnswer => Some(Operation::BitAnswerListUsers),
        Vendor::ShareCreators => None,
    }
}

/// Whether the browser could not even send a request.
fn fails_before_sending(findings: &Findings) -> bool {
    examine(findings).iter().any(|Check { kind, verdict }| {
        matches!(kind, Kind::Address | Kind::MixedContent) && matches!(verdict, Verdict::Fail(_))
    })
}

async fn read(patient: &Patient, findings: &Findings) -> (Outcome, Option<Clock>) {
    let subject = &findings.subject;
    let is_given = matches!(subject.given, Given::Here | Given::AtGateway);
    if fails_before_sending(findings) || !is_given || subject.lacks_app {
        return (Outcome::NotSent, None);
    }
    let started = now_milliseconds();
    let Some((mut result, clock)) = ask(patient).await else {
        return (Outcome::NothingHarmless, None);
    };
    let is_off = matches!(clock, Some(Clock::Ahead(ahead)) if ahead != 0);
    if is_off && refuses_credentials(&result) {
        // The answer set the clock right; a signature with the right time may be taken.
        if let Some((again, _)) = ask(patient).await {
            result = again;
        }
    }
    let milliseconds = (now_milliseconds() - started).max(0.0) as u64;
    let outcome = match result {
        Ok(answered) => Outcome::Answered(answered, milliseconds),
        Err(problem) => Outcome::Failed(problem),
    };
    (outcome, clock)
}

fn refuses_credentials(result: &Result<Answered, Problem>) -> bool {
    matches!(result, Err(Problem { cause: Cause::Refused(refusal), .. })
        if refusal.kind == RefusalKind::Credentials)
}

/// Asks the vendor; `None` where there is nothing harmless to ask.
async fn ask(patient: &Patient) -> Option<(Result<Answered, Problem>, Option<Clock>)> {
    let Patient {
        session,
        connection,
        credentials,
        ..
    } = patient;
    let given = credentials.as_ref();
    Some(match connection.vendor {
        Vendor::T12 => {
            let call = t12::GetQuota {
                app_name: patient.app.clone(),
            };
            let (result, clock) = session.observe(&call, connection, given).await;
            let answered = result.map(|quota| Answered::Quota(call.app_name, quota));
            (answered, clock)
        }
        Vendor::Tingyun => {
            let (result, clock) = session
                .observe(&tingyun::ListUsers, connection, given)
                .await;
            let answered = result.map(|list| Answered::AllUsers(list.users.len(), list.time));
            (answered, clock)
        }
        Vendor::BitAnswer => {
            let page = Page {
                offset: 0,
                limit: 1,
            };
            let call = bitanswer::ListUsers { page };
            let (result, clock) = session.observe(&call, connection, given).await;
            (result.map(|list| Answered::UserTotal(list.total)), clock)
        }
        Vendor::ShareCreators => return None,
    })
}

fn way(connection: &Connection) -> Transport<'_> {
    Transport {
        base_url: &connection.base_url,
        route: &connection.route,
        proxy_headers: &connection.proxy_headers,
    }
}

async fn reached(patient: &Patient, subject: &Subject) -> Option<Reached> {
    if subject.route.is_gateway() {
        let page = HttpUrl::parse(&subject.page).ok()?;
        return Some(Reached::Gateway(answers(page).await));
    }
    look(way(&patient.connection), &subject.read_asks)
        .await
        .map(Reached::Server)
}

/// Whether nothing is known to stand in the way of this page, so that the rest can be asked for.
fn is_allowed_so_far(findings: &Findings) -> bool {
    let is_readable = match &findings.reached {
        Some(Reached::Server(evidence)) => {
            evidence.is_readable && evidence.refused_headers.is_empty()
        }
        _ => false,
    };
    let is_broken = examine(findings).iter().any(|check| {
        matches!(&check.verdict, Verdict::Fail(fault) if matches!(**fault, Fault::RequestDied { .. }))
    });
    !findings.subject.route.is_gateway()
        && (findings.was_answered() || is_readable)
        && !is_broken
        && !rest_asks(&findings.subject).is_needless()
}

async fn writes(patient: &Patient, subject: &Subject) -> Option<WritesAllowed> {
    let rest: Preflight = rest_asks(subject);
    let Allowed {
        refused_headers,
        refused_methods,
        untried_methods,
        is_inconclusive,
    } = allows(way(&patient.connection), &subject.read_asks, &rest).await?;
    let names = |methods: Vec<Method>| {
        methods
            .into_iter()
            .map(|method| method.as_str().to_owned())
            .collect()
    };
    Some(WritesAllowed {
        refused_headers,
        refused_methods: names(refused_methods),
        untried_methods: names(untried_methods),
        is_inconclusive,
    })
}

/// The browser's leave to ask a private address, by whichever of its names this browser knows: Chrome 142 has one for
/// all, later ones tell this machine from its network.
async fn local_network_permission(space: Option<AddressSpace>) -> Permission {
    let own = match space {
        Some(AddressSpace::Loopback) => "loopback-network",
        _ => "local-network",
    };
    for name in [own, "local-network-access"] {
        if let Some(state) = permission(name).await {
            return match state.as_str() {
                "granted" => Permission::Granted,
                "denied" => Permission::Denied,
                "prompt" => Permission::Prompt,
                _ => Permission::Unknown,
            };
        }
    }
    Permission::Unknown
}

/// The state of a permission; `None` where the browser has none of that name. By hand: `permissions` is missing from
/// pages that came over plain http, and the name from every list that is compiled in.
async fn permission(name: &str) -> Option<String> {
    let get = |of: &JsValue, key: &str| js_sys::Reflect::get(of, &JsValue::from_str(key)).ok();
    let permissions = get(window().navigator().as_ref(), "permissions")?;
    let query: js_sys::Function = get(&permissions, "query")?.dyn_into().ok()?;
    let wanted = js_sys::Object::new();
    js_sys::Reflect::set(&wanted, &"name".into(), &name.into()).ok()?;
    let promise: js_sys::Promise = query.call1(&permissions, &wanted).ok()?.dyn_into().ok()?;
    let status = JsFuture::from(promise).await.ok()?;
    get(&status, "state")?.as_string()
}

/// What the form stands for, without following it.
pub fn patient(form: super::Form) -> Patient {
    let draft = untrack(|| form.draft());
    Patient {
        session: form.session,
        connection: draft.connection(),
        credentials: draft.credentials(),
        credentials_fault: draft.credentials_fault(),
        app: untrack(|| form.app.with(|app| app.trim().to_owned())),
    }
}
