//! Jobs: all of them, and one as it goes.

mod bar;
mod chip;
mod desk;
mod detail;
mod export;
mod list;
mod notices;
mod one;
mod passwords;
mod progress;
mod rows;
mod speed;
mod table;
mod undo;
mod words;

pub use chip::fetch_chip;

use crate::pages::parameters::use_parameters;
use crate::routes::{Page, parameter};
use crate::ui::adopt_style;
use leptos::prelude::*;

/// The page.
#[component]
pub fn JobsPage() -> impl IntoView {
    adopt_style(include_str!("../../../style/jobs.css"));
    let parameters = use_parameters(Page::Jobs);
    let id = parameters.signal(parameter::JOB);
    move || {
        let id = id.get();
        if id.is_empty() {
            list::job_list()
        } else {
            one::one_job(&id, parameters)
        }
    }
}
