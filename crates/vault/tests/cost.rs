//! What deriving a key costs in a browser. Run by hand, see docs/PERFORMANCE.md.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "tests")]

use vault::{Derivation, derive};
use vendors::Secret;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn what_a_key_costs() {
    for (memory_mib, passes) in [(19, 2), (32, 3), (48, 3), (64, 3)] {
        let by = Derivation {
            memory_kib: memory_mib * 1024,
            passes,
            lanes: 1,
        };
        let mut times: Vec<f64> = (0..5)
            .map(|round| {
                let begun = js_sys::Date::now();
                derive(&Secret::new("correct horse"), &[round; 16], by).unwrap();
                js_sys::Date::now() - begun
            })
            .collect();
        times.sort_by(f64::total_cmp);
        console_log!(
            "{memory_mib} MiB, {passes} passes: median {} ms [{} - {}]",
            times[2],
            times[0],
            times[4]
        );
    }
}
