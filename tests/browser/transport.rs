//! Carrying requests with the browser's own `fetch`, against the server of this test, which is nobody's gateway.

use leptos::prelude::window;
use rollcall_app::transport::{
    Carried, Evidence, ProxyHeaders, Route, Transport, Unread, carry, fetch_text, look, preflight,
};
use vendors::bitanswer::{ListUsers, Page};
use vendors::problem::{
    Cause, Field, InvalidInput, ProxyFailure, ProxyFailureKind, TransportFailure,
};
use vendors::{Call, Request, Vendor};
use wasm_bindgen_test::wasm_bindgen_test;

const BASE: &str = "https://vendor.example/api";

fn request() -> Request {
    let page = Page {
        offset: 0,
        limit: 1,
    };
    ListUsers { page }.request().unwrap()
}

fn origin() -> String {
    window().location().origin().unwrap()
}

async fn carried(base_url: &str, route: Route) -> Result<Carried, Cause> {
    let transport = Transport {
        base_url,
        route: &route,
        proxy_headers: &ProxyHeaders::default(),
    };
    carry(&request(), transport, "trace-1").await
}

async fn failure(base_url: &str, route: Route) -> Cause {
    match carried(base_url, route).await {
        Ok(carried) => panic!("an answer with status {}", carried.response.status),
        Err(cause) => cause,
    }
}

#[wasm_bindgen_test]
async fn what_answers_in_the_gateways_place_is_not_taken_for_the_vendor() {
    assert_eq!(
        failure(BASE, Route::gateway(Vendor::BitAnswer)).await,
        Cause::Proxy(ProxyFailure {
            kind: ProxyFailureKind::Foreign,
            status: 404,
        })
    );
}

#[wasm_bindgen_test]
async fn behind_another_proxy_the_answer_is_the_vendors() {
    let answer = carried(BASE, Route::Prefix(format!("{}/", origin())))
        .await
        .unwrap();
    assert_eq!(answer.response.status, 404);
}

#[wasm_bindgen_test]
async fn the_answer_comes_back_unread() {
    let template = format!("{}/Cargo.toml?to={{url_encoded}}", origin());
    let answer = carried(BASE, Route::Template(template)).await.unwrap();
    assert_eq!(answer.response.status, 200);
    let text = String::from_utf8(answer.response.body).unwrap();
    assert!(text.contains("name = \"rollcall-app\""), "{text}");
    let names: Vec<&str> = answer
        .response
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["content-type"]);
}

#[wasm_bindgen_test]
async fn a_port_that_takes_no_connection_is_not_reached() {
    // The discard port: browsers refuse it even where something listens.
    let cause = failure(BASE, Route::Prefix("http://127.0.0.1:9/".to_owned())).await;
    assert_eq!(cause, Cause::Transport(TransportFailure::NotReached));
}

#[wasm_bindgen_test]
async fn a_bad_address_is_not_asked() {
    let bad = Cause::Transport(TransportFailure::BadAddress);
    let prefix = |text: &str| Route::Prefix(text.to_owned());
    for (base_url, route) in [
        ("vendor.example", prefix("https://proxy.example/")),
        ("", prefix("https://proxy.example/")),
        (BASE, prefix("proxy.example/")),
        (BASE, Route::Template("https://proxy.example/".to_owned())),
        (BASE, prefix("http://[/")),
        (BASE, prefix("https://proxy.example:99999/")),
        (BASE, prefix("https://name:password@proxy.example/")),
    ] {
        assert_eq!(failure(base_url, route.clone()).await, bad, "{route:?}");
    }
}

#[wasm_bindgen_test]
async fn a_header_for_the_proxy_is_not_left_out_when_its_value_is_missing() {
    let route = Route::Prefix(format!("{}/", origin()));
    let proxy_headers = ProxyHeaders::named(vec!["X-Proxy-Key".to_owned()]);
    let transport = Transport {
        base_url: BASE,
        route: &route,
        proxy_headers: &proxy_headers,
    };
    let cause = carry(&request(), transport, "trace-1").await.err();
    let missing = InvalidInput::Missing(Field::ProxyHeader);
    assert_eq!(cause, Some(Cause::InvalidInput(missing)));
    // Straight to the vendor there is no proxy that could want it.
    let own = origin();
    let direct = Transport {
        base_url: &own,
        route: &Route::Direct,
        proxy_headers: &proxy_headers,
    };
    let answer = carry(&request(), direct, "trace-1").await.unwrap();
    assert_eq!(answer.response.status, 404);
}

async fn seen(route: Route) -> Option<Evidence> {
    let proxy_headers = ProxyHeaders::default();
    let asked = preflight(Vendor::BitAnswer, &route, &proxy_headers);
    let transport = Transport {
        base_url: BASE,
        route: &route,
        proxy_headers: &proxy_headers,
    };
    look(transport, &asked).await
}

#[wasm_bindgen_test]
async fn a_second_look_sees_who_is_there_and_what_is_allowed() {
    assert_eq!(seen(Route::gateway(Vendor::BitAnswer)).await, None);
    assert_eq!(seen(Route::Prefix("http://[/".to_owned())).await, None);
    let silent = seen(Route::Prefix("http://127.0.0.1:9/".to_owned())).await;
    assert_eq!(silent, Some(Evidence::default()));
    let own = seen(Route::Prefix(format!("{}/", origin()))).await;
    let all = Evidence {
        answers: true,
        is_readable: true,
        refused_headers: Vec::new(),
    };
    assert_eq!(own, Some(all));
}

#[wasm_bindgen_test]
async fn a_text_is_fetched_or_absent() {
    let text = fetch_text("/Cargo.toml").await.unwrap().unwrap();
    assert!(text.contains("[workspace]"));
    assert_eq!(fetch_text("/config.json").await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_text_that_cannot_be_had_is_not_taken_for_absent() {
    for nowhere in ["http://127.0.0.1:9/", "http://[/"] {
        assert_eq!(fetch_text(nowhere).await, Err(Unread::NoAnswer));
    }
}
