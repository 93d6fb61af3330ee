//! Requests to the sandbox itself: journal, faults, reset, state.

use serde_json::{Value, json};
use vendors::Response;

use crate::Sandbox;
use crate::answer::json_response;
use crate::fault::armed::Armed;

/// The answer, or `None` if there is nothing at the path.
pub(crate) fn answer(
    sandbox: &mut Sandbox,
    method: &str,
    path: &str,
    body: &[u8],
    now: u64,
) -> Option<Response> {
    let result = match path {
        "/journal" => journal(sandbox, method),
        "/faults" => faults(sandbox, method, body),
        "/reset" => reset(sandbox, method, body, now),
        "/state" => state(sandbox, method),
        _ => return None,
    };
    let (status, body) = match result {
        Ok(body) => (200, body),
        Err(Misuse::Method) => (405, json!({"error": "method not allowed"})),
        Err(Misuse::Body(reason)) => (400, json!({ "error": reason })),
    };
    Some(json_response(status, body.to_string().into_bytes(), now))
}

enum Misuse {
    Method,
    Body(&'static str),
}

fn journal(sandbox: &mut Sandbox, method: &str) -> Result<Value, Misuse> {
    match method {
        "GET" => {}
        "DELETE" => sandbox.journal.clear(),
        _ => return Err(Misuse::Method),
    }
    Ok(sandbox.journal.to_json())
}

fn faults(sandbox: &mut Sandbox, method: &str, body: &[u8]) -> Result<Value, Misuse> {
    match method {
        "GET" => {}
        "POST" => {
            let armed = Armed::read(body).map_err(|misfit| Misuse::Body(misfit.reason()))?;
            sandbox.armed.push(armed);
        }
        "DELETE" => sandbox.armed.clear(),
        _ => return Err(Misuse::Method),
    }
    Ok(sandbox.armed.iter().map(Armed::to_json).collect())
}

fn reset(sandbox: &mut Sandbox, method: &str, body: &[u8], now: u64) -> Result<Value, Misuse> {
    if method != "POST" {
        return Err(Misuse::Method);
    }
    let seed = if body.is_empty() {
        sandbox.seed
    } else {
        let refusal = || Misuse::Body("the body must be {\"seed\": a non-negative integer}");
        let body: Value = serde_json::from_slice(body).map_err(|_| refusal())?;
        let fields = body.as_object().ok_or_else(refusal)?;
        match fields.get("seed") {
            None => sandbox.seed,
            Some(seed) => seed.as_u64().ok_or_else(refusal)?,
        }
    };
    *sandbox = Sandbox::new(seed, now);
    Ok(json!({ "seed": seed }))
}

fn state(sandbox: &Sandbox, method: &str) -> Result<Value, Misuse> {
    match method {
        "GET" => Ok(sandbox.vendors.state()),
        _ => Err(Misuse::Method),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Exchange, NOW, sandbox};
    use vendors::Vendor;

    fn list(sandbox: &mut Sandbox) -> Exchange {
        let raw = "GET /users?limit=1 HTTP/1.1\nbitkey: sandbox-bitkey\n\n";
        Exchange::send(sandbox, Vendor::BitAnswer, raw)
    }

    #[test]
    fn an_armed_fault_strikes_as_often_as_told() {
        let mut sandbox = sandbox();
        let fault = r#"{"vendor":"bitanswer","method":"GET","path":"/users","kind":"rate-limit"}"#;
        let armed = Exchange::control(&mut sandbox, "POST", "/faults", fault);
        assert_eq!((armed.status, &armed.json()[0]["times"]), (200, &json!(1)));
        let struck = list(&mut sandbox);
        assert_eq!(
            (struck.status, struck.header("retry-after")),
            (429, Some("7"))
        );
        assert_eq!(list(&mut sandbox).status, 200);
        Exchange::control(&mut sandbox, "POST", "/faults", fault);
        assert_eq!(
            Exchange::control(&mut sandbox, "DELETE", "/faults", "").json(),
            json!([])
        );
        assert_eq!(list(&mut sandbox).status, 200);
        let journal = Exchange::control(&mut sandbox, "GET", "/journal", "").json();
        assert_eq!(journal[0]["fault"], "rate-limit");
        assert_eq!(journal[1]["fault"], Value::Null);
    }

    #[test]
    fn a_reset_brings_the_seed_back() {
        let mut sandbox = sandbox();
        let before = list(&mut sandbox).body;
        let other = Exchange::control(&mut sandbox, "POST", "/reset", r#"{"seed":5}"#);
        assert_eq!(other.json(), json!({"seed": 5}));
        assert_ne!(list(&mut sandbox).body, before);
        Exchange::control(&mut sandbox, "POST", "/reset", r#"{"seed":1}"#);
        assert_eq!(list(&mut sandbox).body, before);
        let again = Exchange::control(&mut sandbox, "POST", "/reset", "");
        assert_eq!(again.json(), json!({"seed": 1}));
    }

    #[test]
    fn misuse_is_told_and_other_paths_are_nobodys() {
        let mut sandbox = sandbox();
        for (method, path, body, status) in [
            ("PUT", "/journal", "", 405),
            ("PUT", "/faults", "", 405),
            ("GET", "/reset", "", 405),
            ("POST", "/state", "", 405),
            ("POST", "/reset", "[]", 400),
            ("POST", "/reset", r#"{"seed":-1}"#, 400),
            ("POST", "/faults", "{}", 400),
        ] {
            let answer = Exchange::control(&mut sandbox, method, path, body);
            assert_eq!(answer.status, status, "{method} {path}");
        }
        assert_eq!(sandbox.control("GET", "/", b"", NOW), None);
    }

    #[test]
    fn the_state_holds_no_password() {
        let state = Exchange::control(&mut sandbox(), "GET", "/state", "");
        assert!(!String::from_utf8_lossy(&state.body).contains("password"));
        assert_eq!(
            state.json()["tingyun"]["users"].as_array().map(Vec::len),
            Some(300)
        );
    }
}
