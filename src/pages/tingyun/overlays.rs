//! What opens over the list: one user beside it. A piece of the program of its own, because the list is shown without it.

use super::detail::{Shown, UserDetail};
use super::{List, Listing};
use crate::pages::missing_piece::told_missing;
use crate::piece::when_wanted;
use crate::routes::parameter;
use leptos::prelude::*;

piece!(fetch = page_tingyun_overlays, |list: List| {
    let is_open = Memo::new(move |_| !list.detail.with(String::is_empty));
    move || is_open.get().then(|| panel(list))
});

/// The open user, from when the first one is opened.
pub fn overlays(list: List) -> AnyView {
    let wanted = Signal::derive(move || !list.detail.with(String::is_empty));
    when_wanted(wanted, fetch, list, told_missing())
}

fn panel(list: List) -> AnyView {
    let shown = Memo::new(move |_| {
        let key = list.detail.get();
        list.remote.value.with(|listing| match listing {
            None if list.remote.loading.get() => Shown::Loading,
            None => Shown::Absent,
            Some(listing) => find(listing, &key),
        })
    });
    let on_close = Callback::new(move |()| list.parameters.set(&[(parameter::DETAIL, "")]));
    view! { <UserDetail key=list.detail shown=shown on_close=on_close/> }.into_any()
}

fn find(listing: &Listing, key: &str) -> Shown {
    let position = listing.keys.iter().position(|own| own == key);
    match position.and_then(|position| listing.users.get(position)) {
        Some(user) => Shown::Found(Box::new(user.clone())),
        None => Shown::Absent,
    }
}
