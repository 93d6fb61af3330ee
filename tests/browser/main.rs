//! What only a browser can prove, in headless Chromium: storage, `fetch`, focus, the keyboard, and the parts on a page.
//!
//! One program, because linking it is most of its cost. Each test puts what it needs on the page and takes it away
//! again; none waits for a time, only for what it expects to see.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests: a panic is how they fail"
)]

mod browser_storage;
mod collation;
mod connections;
mod dialogs;
mod events;
mod everyone;
mod fields;
mod grid;
mod grid_columns;
mod grid_keyboard;
mod jobs_storage;
mod palette;
mod rosters;
mod session;
mod shell;
mod stage;
mod storage;
mod table;
mod table_selection;
mod toasts_and_pager;
mod transport;
mod vault;
mod words;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
