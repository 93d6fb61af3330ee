//! What opens over the list of apps: one app beside it with its editor, and the forms. A piece of the program of its own,
//! because the list is shown without any of it.

use super::app_list::AppList;
use super::detail::QuotaDetail;
use super::edit_flow::EditFlow;
use super::forms::AppForms;
use super::quotas::Quotas;
use crate::i18n::Words;
use crate::pages::missing_piece::told_missing;
use crate::pages::parameters::Parameters;
use crate::piece::when_wanted;
use crate::routes::parameter;
use crate::session::Session;
use crate::ui::ToastHub;
use leptos::prelude::*;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Shared {
    /// Who calls the vendor.
    pub session: Session,
    /// The words in the current language.
    pub words: Words,
    /// Where news is sent.
    pub toasts: ToastHub,
    /// The page's state in the URL.
    pub parameters: Parameters,
    /// The admin's own list.
    pub list: AppList,
    /// The quotas as they were read.
    pub quotas: Quotas,
    /// Takes an app out of the list.
    pub on_remove: Callback<String>,
}

piece!(
    fetch = page_t12_overlays,
    |shared: Shared| view! { <Overlays shared=shared/> }
);

/// Everything that opens over the list, from when the first of it is wanted.
pub fn overlays(shared: Shared) -> AnyView {
    let detail = shared.parameters.signal(parameter::DETAIL);
    let form = shared.parameters.signal(parameter::ACTION);
    let wanted =
        Signal::derive(move || !detail.with(String::is_empty) || !form.with(String::is_empty));
    when_wanted(wanted, fetch, shared, told_missing())
}

#[component]
fn Overlays(shared: Shared) -> impl IntoView {
    let Shared {
        session,
        words,
        toasts,
        parameters,
        list,
        quotas,
        on_remove,
    } = shared;
    let opened = parameters.signal(parameter::DETAIL);
    let flow = EditFlow::new(session, quotas, words, toasts, opened);
    let panel = move || {
        let app = opened.get();
        (!app.is_empty()).then(|| {
            view! {
                <QuotaDetail
                    app=app
                    words=words
                    list=list
                    quotas=quotas
                    flow=flow
                    on_close=Callback::new(move |()| parameters.set(&[(parameter::DETAIL, "")]))
                    on_remove=on_remove
                />
            }
        })
    };
    view! {
        {panel}
        <AppForms words=words toasts=toasts parameters=parameters list=list quotas=quotas/>
    }
}
