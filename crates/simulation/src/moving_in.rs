//! The accounts that a scenario is about, put into the sandbox before the job begins.

use crate::carried::Wire;
use crate::run::control;
use crate::scenario::Scenario;
use crate::vendor;
use jobs::Row;
use sandbox::Sandbox;
use serde_json::{Value, json};
use vendors::Vendor;

/// The accounts that the scenario is about move in, and the rows learn what is there before.
pub(crate) fn settle_in(sandbox: &mut Sandbox, scenario: &mut Scenario) {
    if !scenario.users.is_empty() {
        let rows: Vec<Value> = scenario
            .users
            .iter()
            .map(|(name, nick, disabled)| {
                json!({"name": name, "nickName": nick, "status": u8::from(*disabled)})
            })
            .collect();
        let wire = Wire {
            vendor: Vendor::BitAnswer,
            method: "POST",
            target: "/users".to_owned(),
            headers: vec![
                ("bitkey".to_owned(), "sandbox-bitkey".to_owned()),
                ("content-type".to_owned(), "application/json".to_owned()),
            ],
            body: Value::Array(rows).to_string().into_bytes(),
            id: None,
        };
        vendor::ask(sandbox, &wire, scenario.begins_at);
    }
    if scenario.vendor == Vendor::ShareCreators {
        for row in &scenario.rows {
            if row.action == jobs::Action::Delete {
                let body = json!({"email": row.target, "role": "U"}).to_string();
                create_account(sandbox, &body, scenario.begins_at);
            }
        }
    }
    if scenario.vendor == Vendor::T12 {
        let state = control(sandbox, "/state");
        for row in &mut scenario.rows {
            learn_quota(row, &state);
        }
    }
    sandbox.control("DELETE", "/journal", b"", 0);
}

fn create_account(sandbox: &mut Sandbox, body: &str, now: u64) {
    let mut headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("platform".to_owned(), "WEB".to_owned()),
    ];
    for (name, value) in sandbox::demo_credentials(Vendor::ShareCreators) {
        let header = if *name == "token" {
            "authorization"
        } else {
            "bid"
        };
        headers.push((header.to_owned(), (*value).to_owned()));
    }
    let wire = Wire {
        vendor: Vendor::ShareCreators,
        method: "POST",
        target: "/api/asset-server/user/add-user".to_owned(),
        headers,
        body: body.as_bytes().to_vec(),
        id: None,
    };
    vendor::ask(sandbox, &wire, now);
}

fn learn_quota(row: &mut Row, state: &Value) {
    let apps = state["t12"]["apps"].as_array();
    let app = apps
        .into_iter()
        .flatten()
        .find(|app| app["app_name"] == row.target.as_str());
    for change in &mut row.changes {
        change.before = app.map(|app| app["remain_user"].to_string());
    }
}
