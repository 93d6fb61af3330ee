//! One app beside the list: its quotas drawn large, and the form that sets them.

use super::app_list::AppList;
use super::edit_flow::EditFlow;
use super::editor::QuotaEditor;
use super::quota_rows::{amount, largest, tone};
use super::quotas::Quotas;
use crate::i18n::{Language, Words};
use crate::pages::moment::time_of_day;
use crate::pages::problem_notice::ProblemNotice;
use crate::ui::{Badge, Button, ButtonVariant, IconName, Meter, Notice, SidePanel, Skeleton, Tone};
use leptos::prelude::*;
use vendors::t12::Quota;

/// The panel.
#[component]
pub fn QuotaDetail(
    /// The app.
    app: String,
    words: Words,
    list: AppList,
    quotas: Quotas,
    flow: EditFlow,
    on_close: Callback<()>,
    /// Takes the app out of the list.
    on_remove: Callback<String>,
) -> impl IntoView {
    let name = StoredValue::new(app.clone());
    let is_listed = Memo::new(move |_| name.with_value(|app| list.contains(app)));
    let known = Memo::new(move |_| name.with_value(|app| quotas.of(app)));
    // An app that is not in the list is read for the panel alone.
    if name.with_value(|app| !quotas.has_asked(app)) {
        quotas.read(std::slice::from_ref(&app));
    }
    let read_again = Callback::new(move |()| quotas.read(&[name.get_value()]));
    let subtitle = words.with(move |language| {
        known.with(|known| match known.read_at {
            Some(at) => language.t12_read_at(&time_of_day(at, language)),
            None => language.t12_never_read().to_owned(),
        })
    });
    let quota = Memo::new(move |_| known.with(|known| known.quota));
    let problem = Memo::new(move |_| known.with(|known| known.problem.clone()));
    let reading = Signal::derive(move || known.with(|known| known.reading));
    let drawn = move || {
        match quota.get() {
        Some(_) => view! {
            <div class="tiles">
                {quota_tile(words, quotas, quota, Language::t12_users, |quota| quota.remain_user)}
                {quota_tile(words, quotas, quota, Language::t12_test_users, |quota| quota.remain_test_user)}
            </div>
        }
        .into_any(),
        None if reading.get() => view! { <Skeleton lines=2/> }.into_any(),
        None => ().into_any(),
    }
    };
    let footer = move || {
        view! {
            <Button
                label=words.of(Language::t12_read_again)
                icon=IconName::Refresh
                busy=reading
                on_click=read_again
            />
            {move || {
                is_listed
                    .get()
                    .then(|| {
                        view! {
                            <Button
                                label=words.of(Language::t12_remove)
                                variant=ButtonVariant::Ghost
                                on_click=move |()| on_remove.run(name.get_value())
                            />
                        }
                    })
            }}
        }
    };
    view! {
        <SidePanel
            title=Signal::stored(app.clone())
            subtitle=subtitle
            close_label=words.of(Language::close)
            on_close=on_close
            footer=footer
        >
            {move || (!is_listed.get()).then(|| not_listed(words, list, name))}
            {move || {
                problem.get().map(|problem| view! { <ProblemNotice problem=problem on_retry=read_again/> })
            }}
            {drawn}
            <QuotaEditor app=app words=words quotas=quotas flow=flow/>
        </SidePanel>
    }
    .into_any()
}

fn not_listed(words: Words, list: AppList, app: StoredValue<String>) -> AnyView {
    view! {
        <Notice tone=Tone::Info title=words.of(Language::t12_not_in_list)>
            <div class="notice-actions">
                <Button
                    label=words.of(Language::t12_add_to_list)
                    on_click=move |()| {
                        list.add(&[app.get_value()]);
                    }
                />
            </div>
        </Notice>
    }
    .into_any()
}

fn quota_tile(
    words: Words,
    quotas: Quotas,
    quota: Memo<Option<Quota>>,
    label: fn(Language) -> &'static str,
    of: fn(Quota) -> i64,
) -> AnyView {
    let left = Signal::derive(move || quota.get().map(of).unwrap_or_default());
    let most = Signal::derive(move || {
        quotas.with(|known| of(largest(known.values().filter_map(|app| app.quota.as_ref()))))
    });
    let words_of_figure =
        words.with(move |language| format!("{}: {}", label(language), amount(left.get())));
    let badge = move || match tone(left.get()) {
        Tone::Bad => {
            view! { <Badge tone=Tone::Bad label=words.of(Language::t12_used_up)/> }.into_any()
        }
        Tone::Warn => {
            view! { <Badge tone=Tone::Warn label=words.of(Language::t12_few_left)/> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <div class="tile">
            <span class="tile-label">{words.of(label)} {badge}</span>
            <span class="tile-value">{move || amount(left.get())}</span>
            <Meter
                value=Signal::derive(move || left.get() as f64)
                max=Signal::derive(move || most.get() as f64)
                tone=Signal::derive(move || tone(left.get()))
                label=words_of_figure
            />
            <span class="tile-note">{words.with(move |l| l.t12_of_largest(&amount(most.get())))}</span>
        </div>
    }
    .into_any()
}
