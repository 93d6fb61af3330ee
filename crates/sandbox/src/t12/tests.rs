//! Requests as they stand on the wire. The signatures were calculated with `sha1sum`, not with this crate.

use serde_json::json;
use vendors::Vendor;

use crate::exchange::{Exchange, NOW, sandbox};
use crate::{Sandbox, demo_apps};

fn send(sandbox: &mut Sandbox, raw: &str) -> Exchange {
    Exchange::send(sandbox, Vendor::T12, raw)
}

const GET: &str = "GET /api/backdoor/useright/get?manager_name=sandbox-manager&app_name=huadong-manufacturing&time_stamp=1790000000&manager_sign=3227258efd HTTP/1.1\n\n";
const SET: &str = "POST /api/backdoor/useright/set?manager_name=sandbox-manager&app_name=huadong-manufacturing&time_stamp=1790000000&manager_sign=3227258efd HTTP/1.1\ncontent-type: application/x-www-form-urlencoded\n\n";

#[test]
fn a_signed_request_reads_the_quota_of_the_vendors_example() {
    let answer = send(&mut sandbox(), GET);
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.json(),
        json!({"code": 1, "msg": "success", "data": {"remain_user": 481, "remain_test_user": 20}})
    );
    assert_eq!(answer.header("date"), Some("Mon, 21 Sep 2026 14:13:20 GMT"));
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[test]
fn an_app_name_in_chinese_with_a_space_is_signed_as_php_encodes_it() {
    let answer = send(
        &mut sandbox(),
        "GET /api/backdoor/useright/get?manager_name=sandbox-manager&app_name=%E5%8D%8E%E5%8C%97+x&time_stamp=1790000000&manager_sign=e0ddb9cf18 HTTP/1.1\n\n",
    );
    assert_eq!(answer.json()["code"], 404);
}

#[test]
fn setting_one_amount_answers_nothing_and_leaves_the_other() {
    let mut sandbox = sandbox();
    let answer = send(&mut sandbox, &format!("{SET}user_num=7"));
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    let read = send(&mut sandbox, GET).json();
    assert_eq!(
        read["data"],
        json!({"remain_user": 7, "remain_test_user": 20})
    );
}

#[test]
fn amounts_that_are_no_amounts_change_nothing() {
    let mut sandbox = sandbox();
    for (form, code) in [
        ("user_num=-1", 1005),
        ("user_num=1&tester_num=", 1005),
        ("user_num=1.5", 1005),
        ("user_num=99999999999999999999", 1005),
        ("", 1006),
    ] {
        let answer = send(&mut sandbox, &format!("{SET}{form}"));
        assert_eq!(answer.json()["code"], code, "{form}");
    }
    let untyped = SET.replace("application/x-www-form-urlencoded", "application/json");
    let answer = send(&mut sandbox, &format!("{untyped}user_num=1"));
    assert_eq!(answer.json()["code"], 1006);
    assert_eq!(send(&mut sandbox, GET).json()["data"]["remain_user"], 481);
}

#[test]
fn each_wrong_credential_has_its_own_code() {
    for (from, to, code) in [
        ("manager_name=sandbox-manager", "x=y", 1001),
        ("manager_name=sandbox-manager", "manager_name=x", 1002),
        ("time_stamp=1790000000", "time_stamp=1789999699", 1003),
        ("time_stamp=1790000000", "time_stamp=soon", 1003),
        ("time_stamp=1790000000", "time_stamp=1789999700", 1004),
        ("manager_sign=", "manager_sign=0", 1004),
    ] {
        let answer = send(&mut sandbox(), &GET.replace(from, to));
        assert_eq!((answer.status, &answer.json()["code"]), (200, &json!(code)));
    }
}

#[test]
fn a_stale_request_learns_the_servers_time() {
    let stale = GET.replace("time_stamp=1790000000", "time_stamp=1");
    let message = send(&mut sandbox(), &stale).json()["msg"].to_string();
    assert!(message.contains(&NOW.to_string()), "{message}");
}

#[test]
fn other_requests_are_not_found() {
    let answer = send(&mut sandbox(), &GET.replace("GET", "DELETE"));
    assert_eq!(answer.status, 404);
}

#[test]
fn an_app_that_asks_for_a_fault_exists() {
    let answer = send(
        &mut sandbox(),
        "GET /api/backdoor/useright/get?manager_name=sandbox-manager&app_name=fault-delay&time_stamp=1790000000&manager_sign=c1348b00c2 HTTP/1.1\n\n",
    );
    assert_eq!(answer.delay_ms, 2_000);
    assert_eq!(answer.json()["data"]["remain_user"], 100);
}

#[test]
fn twelve_apps_are_seeded_and_one_is_exhausted() {
    let mut sandbox = sandbox();
    let apps = Exchange::control(&mut sandbox, "GET", "/state", "").json()["t12"]["apps"].clone();
    let apps = apps.as_array().cloned().unwrap_or_default();
    assert_eq!((apps.len(), demo_apps().len()), (12, 12));
    assert_eq!(apps.iter().filter(|app| app["remain_user"] == 0).count(), 1);
}
