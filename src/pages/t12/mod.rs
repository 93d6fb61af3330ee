//! The T12 page: the admin's own list of apps, and the quota of each.

mod app_list;
mod detail;
mod edit_flow;
mod edit_stage;
mod editor;
mod forms;
mod overlays;
mod quota_edit;
mod quota_rows;
mod quota_table;
mod quotas;
mod read_queue;

use crate::i18n::{Language, use_words};
use crate::pages::moment::time_of_day;
use crate::pages::other_tabs::on_other_tabs;
use crate::pages::parameters::use_parameters;
use crate::pages::plan_link::plan_link;
use crate::pages::settings_link::settings_link;
use crate::pages::vault::unlock_offer;
use crate::routes::{Page, parameter};
use crate::session::use_session;
use crate::store::is_app_list;
use crate::ui::{
    Button, ButtonVariant, IconName, LINK_BUTTON_PRIMARY, Notice, SearchField, Tone, adopt_style,
    use_toasts,
};
use app_list::AppList;
use leptos::prelude::*;
use overlays::{Shared, overlays};
use quota_table::QuotaTable;
use quotas::Quotas;
use vendors::Vendor;

/// The T12 page.
#[component]
pub fn T12Page() -> impl IntoView {
    adopt_style(include_str!("../../../style/t12.css"));
    let (session, words, toasts) = (use_session(), use_words(), use_toasts());
    let parameters = use_parameters(Page::T12);
    let list = AppList::new(session, words, toasts);
    let quotas = Quotas::new(session);
    let filter = crate::pages::list_parameters::filter_text(parameters);
    on_other_tabs(move |name| {
        if name.is_none_or(is_app_list) {
            list.reload();
        }
    });
    let has_credentials = Memo::new(move |_| session.can_sign(Vendor::T12));
    // Another connection or other credentials are another T12: everything is read anew.
    Effect::new(move |_| {
        session.connection(Vendor::T12);
        if session.can_sign(Vendor::T12) {
            quotas.read(&list.now());
        }
    });
    let on_remove = Callback::new(move |app: String| {
        let Some(place) = list.remove(&app) else {
            return;
        };
        quotas.forget(&app);
        if untrack(|| parameters.get(parameter::DETAIL)) == app {
            parameters.replace(&[(parameter::DETAIL, "")]);
        }
        let language = words.now();
        let title = language.t12_removed(&app);
        let undo = toasts.action(move || {
            list.put_back(&app, place);
            quotas.read(std::slice::from_ref(&app));
        });
        toasts.push(
            Tone::Neutral,
            title,
            Some(language.t12_removed_detail().to_owned()),
            Some((language.t12_undo().to_owned(), undo)),
        );
    });
    let open_form = move |form: &'static str| parameters.set(&[(parameter::ACTION, form)]);
    let reading =
        Signal::derive(move || quotas.with(|known| known.values().any(|app| app.reading)));
    let last_read = words.with(move |language| {
        let last = quotas.with(|known| {
            known
                .values()
                .filter_map(|app| app.read_at)
                .reduce(f64::max)
        });
        last.map(|at| language.t12_last_read(&time_of_day(at, language)))
            .unwrap_or_default()
    });
    let shared = Shared {
        session,
        words,
        toasts,
        parameters,
        list,
        quotas,
        on_remove,
    };
    let no_credentials = move || {
        let settings = settings_link(Vendor::T12);
        (!has_credentials.get()).then(|| {
            view! {
                <Notice tone=Tone::Warn title=words.of(Language::t12_no_credentials)>
                    <p>{words.of(Language::t12_no_credentials_body)}</p>
                    <div class="notice-actions">
                        {unlock_offer(Vendor::T12, None)}
                        <a class=LINK_BUTTON_PRIMARY href=settings>
                            {words.of(Language::fill_in_credentials)}
                        </a>
                    </div>
                </Notice>
            }
        })
    };
    view! {
        <div class="page page-fill">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::t12_title)}</h1>
                    <p class="page-description">{words.of(Language::t12_description)}</p>
                </div>
                <div class="page-actions">
                    <Button
                        label=words.of(Language::t12_refresh_all)
                        icon=IconName::Refresh
                        busy=reading
                        disabled=Signal::derive(move || !has_credentials.get())
                        on_click=move |()| quotas.read(&list.now())
                    />
                    {plan_link(words, session, Vendor::T12, Language::plan_quotas_from_file)}
                    <Button
                        label=words.of(Language::t12_import)
                        icon=IconName::Upload
                        on_click=move |()| open_form(forms::IMPORT)
                    />
                    <Button
                        label=words.of(Language::t12_add)
                        icon=IconName::Plus
                        variant=ButtonVariant::Primary
                        on_click=move |()| open_form(forms::ADD)
                    />
                </div>
            </header>
            {no_credentials}
            <div class="toolbar">
                <SearchField
                    label=words.of(Language::t12_filter)
                    placeholder=words.of(Language::t12_filter)
                    value=filter
                    clear_label=words.of(Language::clear)
                />
                <span class="toolbar-end" role="status">
                    {quota_table::summary(words, list, quotas)}
                    <span>{last_read}</span>
                </span>
            </div>
            <QuotaTable words=words parameters=parameters filter=filter list=list quotas=quotas on_remove=on_remove/>
        </div>
        {overlays(shared)}
    }
}
