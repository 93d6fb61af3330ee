//! The BitAnswer page: its users, page by page from the vendor or all at once, and everything that can be done to them.

mod action;
mod action_dialog;
mod changes;
mod create_dialog;
mod desk;
mod edit_dialog;
pub mod everyone;
mod how;
mod list;
mod list_state;
mod online;
mod overlays;
mod panel;
mod planning;
mod selection_bar;
mod send;
mod toolbar;
mod user_words;
mod writing;

use crate::i18n::Language;
use crate::pages::permission::permission_note;
use crate::pages::plan_link::plan_link;
use crate::routes::parameter;
use crate::ui::{Button, ButtonVariant, IconName};
use create_dialog::NEW;
use desk::Desk;
use everyone::everyone;
use how::how_it_is_read;
use leptos::prelude::*;
use list::{UserTable, shown_guids};
use overlays::overlays;
use selection_bar::selection_by_page;
use toolbar::Toolbar;
use vendors::{Operation, Vendor};

/// What there are buttons for, where it is permitted.
const OFFERED: [Operation; 4] = [
    Operation::BitAnswerUpsertUser,
    Operation::BitAnswerPatchUser,
    Operation::BitAnswerForceOffline,
    Operation::BitAnswerDeleteUser,
];

/// The BitAnswer page.
#[component]
pub fn BitAnswerPage() -> impl IntoView {
    let desk = Desk::new();
    let words = desk.words;
    Effect::new(move |_| {
        desk.state.track();
        if desk.shows_everyone.get() {
            return;
        }
        // Another connection or key may lead to other users.
        desk.session.connection(Vendor::BitAnswer);
        desk.session.credentials(Vendor::BitAnswer);
        desk.refresh();
    });
    let guids = Signal::derive(move || shown_guids(desk));
    let create = desk.session.may(Operation::BitAnswerUpsertUser).then(|| {
        view! {
            <Button
                label=words.of(Language::bitanswer_new_user)
                icon=IconName::Plus
                variant=ButtonVariant::Primary
                on_click=Callback::new(move |()| {
                    desk.parameters.set(&[(parameter::ACTION, NEW)]);
                })
            />
        }
    });
    view! {
        <div class="page page-fill">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">"BitAnswer"</h1>
                    <p class="page-description">{words.of(Language::bitanswer_subtitle)}</p>
                </div>
                <div class="page-actions">
                    {how_it_is_read(desk)}
                    {plan_link(words, desk.session, Vendor::BitAnswer, Language::plan_from_file)}
                    {create}
                </div>
            </header>
            {move || {
                if desk.shows_everyone.get() {
                    everyone(desk)
                } else {
                    view! {
                        <Toolbar desk=desk guids=guids/>
                        {selection_by_page(desk)}
                        <UserTable desk=desk/>
                    }
                    .into_any()
                }
            }}
            {permission_note(words, desk.session, &OFFERED)}
            <p class="section-note">{words.of(Language::bitanswer_note)}</p>
        </div>
        {overlays(desk)}
    }
    .into_any()
}
