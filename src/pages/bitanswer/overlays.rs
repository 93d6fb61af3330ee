//! What opens over the list: one user beside it, the forms, and the questions before something is done. A piece of the
//! program of its own, because a list is shown without any of it.

use super::action_dialog::ActionDialogs;
use super::create_dialog::CreateDialog;
use super::desk::Desk;
use super::edit_dialog::EditDialog;
use super::panel::DetailPanel;
use crate::pages::missing_piece::told_missing;
use crate::piece::when_wanted;
use crate::routes::parameter;
use leptos::prelude::*;

piece!(
    fetch = page_bitanswer_overlays,
    |desk: Desk| view! { <Overlays desk=desk/> }
);

/// Everything that opens over the list, from when the first of it is wanted.
pub fn overlays(desk: Desk) -> AnyView {
    let form = desk.parameters.signal(parameter::ACTION);
    let wanted = Signal::derive(move || {
        !desk.detail_name.with(String::is_empty)
            || !form.with(String::is_empty)
            || desk.action.with(Option::is_some)
    });
    when_wanted(wanted, fetch, desk, told_missing())
}

#[component]
fn Overlays(desk: Desk) -> impl IntoView {
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
    view! {
        {move || is_open.get().then(|| view! { <DetailPanel desk=desk user=user/> })}
        <EditDialog desk=desk user=user/>
        <CreateDialog desk=desk/>
        <ActionDialogs desk=desk/>
    }
}
