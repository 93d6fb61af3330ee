//! The BitAnswer page: all its users, page by page from the vendor, and everything that can be done to them.

mod action;
mod action_dialog;
mod changes;
mod create_dialog;
mod desk;
mod edit_dialog;
mod list;
mod list_state;
mod online;
mod panel;
mod selection_bar;
mod send;
mod toolbar;
mod user_words;
mod writing;

use crate::i18n::Language;
use crate::routes::parameter;
use crate::ui::{Button, ButtonVariant, IconName};
use action_dialog::ActionDialogs;
use create_dialog::{CreateDialog, NEW};
use desk::Desk;
use edit_dialog::EditDialog;
use leptos::prelude::*;
use list::{UserTable, shown_guids};
use panel::DetailPanel;
use selection_bar::SelectionBar;
use toolbar::Toolbar;
use vendors::Vendor;

/// The BitAnswer page.
#[component]
pub fn BitAnswerPage() -> impl IntoView {
    let desk = Desk::new();
    let words = desk.words;
    Effect::new(move |_| {
        desk.state.track();
        // Another connection or key may lead to other users.
        desk.session.connection(Vendor::BitAnswer);
        desk.session.credentials(Vendor::BitAnswer);
        desk.refresh();
    });
    // What was read by itself is newer than the list, which bridges the time until it has come.
    let user = Memo::new(move |_| {
        let name = desk.detail_name.get();
        match desk.detail.value.get() {
            Some(user) => user.filter(|user| user.name == name),
            None => desk.listed(&name),
        }
    });
    Effect::new(move |_| {
        desk.detail_name.track();
        desk.detail.clear();
        desk.refresh_detail();
    });
    let is_open = Memo::new(move |_| desk.detail_name.with(|name| !name.is_empty()));
    let guids = Signal::derive(move || shown_guids(desk));
    view! {
        <div class="page page-fill">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">"BitAnswer"</h1>
                    <p class="page-description">{words.of(Language::bitanswer_subtitle)}</p>
                </div>
                <div class="page-actions">
                    <Button
                        label=words.of(Language::bitanswer_new_user)
                        icon=IconName::Plus
                        variant=ButtonVariant::Primary
                        on_click=Callback::new(move |()| {
                            desk.parameters.set(&[(parameter::ACTION, NEW)]);
                        })
                    />
                </div>
            </header>
            <Toolbar desk=desk guids=guids/>
            <SelectionBar desk=desk/>
            <UserTable desk=desk/>
            <p class="section-note">{words.of(Language::bitanswer_note)}</p>
        </div>
        {move || is_open.get().then(|| view! { <DetailPanel desk=desk user=user/> })}
        <EditDialog desk=desk user=user/>
        <CreateDialog desk=desk/>
        <ActionDialogs desk=desk/>
    }
    .into_any()
}
