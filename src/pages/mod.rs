//! One module per route. Pages compose: they ask the session, show with `ui`, and hold no logic worth a unit test.

mod activity;
pub mod bitanswer;
mod download;
mod jobs;
mod list_parameters;
mod missing_piece;
mod moment;
mod other_tabs;
mod overview;
mod parameters;
mod permission;
mod plan;
mod plan_link;
mod problem_notice;
mod remote;
mod roster_table;
mod settings;
mod settings_link;
mod sharecreators;
mod shared_words;
mod t12;
mod tingyun;
mod vault;
mod write_target;

pub use activity::ActivityPage;
pub use bitanswer::BitAnswerPage;
pub use jobs::JobsPage;
pub use jobs::fetch_chip;
pub use missing_piece::told_missing;
pub use overview::OverviewPage;
pub use parameters::use_address;
pub use plan::PlanPage;
pub use settings::SettingsPage;
pub use sharecreators::ShareCreatorsPage;
pub use t12::T12Page;
pub use tingyun::TingyunPage;
pub use vault::fetch_unlock;

/// Fetches what opens over the lists before it is wanted.
pub async fn fetch_overlays() {
    bitanswer::fetch_overlays().await;
    t12::fetch_overlays().await;
    tingyun::fetch_overlays().await;
    sharecreators::fetch_overlays().await;
}
