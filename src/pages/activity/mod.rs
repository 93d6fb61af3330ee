//! Every write that was made from this browser.

mod detail;
mod export;
mod filters;
mod reading;
mod words;

use crate::activity::{Act, Break, History, Result as Came};
use crate::i18n::{Language, Words, use_words};
use crate::pages::download::download;
use crate::pages::moment::date_and_time;
use crate::pages::parameters::{Parameters, use_parameters};
use crate::pages::shared_words::{pager_words, table_words};
use crate::routes::{Page, parameter};
use crate::session::use_session;
use crate::ui::{
    Button, Cell, Column, ColumnWidth, DataTable, EmptyState, IconName, Menu, MenuItem, Notice,
    Pager, PagerState, Row, ToastHub, Tone, use_toasts,
};
use detail::detail;
use filters::Filters;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reading::Reading;

const PAGE_SIZE: u64 = 100;

/// The page.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let (words, session, toasts) = (use_words(), use_session(), use_toasts());
    let parameters = use_parameters(Page::Activity);
    let reading = Reading::new();
    let activity = session.activity();
    Effect::new(move |_| {
        activity.count();
        reading.read_on();
    });
    let filters = Filters::new(words, parameters);
    let history = reading.history;
    let visible = Memo::new(move |_| {
        history.with(|history| {
            let history = history.as_ref()?;
            Some(filters.visible(history))
        })
    });
    let is_whole = RwSignal::new(None::<Result<u64, Break>>);
    let is_checking = RwSignal::new(false);
    let verify = Callback::new(move |()| {
        is_checking.set(true);
        spawn_local(async move {
            let checked = reading::verify().await;
            is_checking.try_set(false);
            if let Ok(checked) = checked {
                is_whole.try_set(Some(checked));
            }
        });
    });
    view! {
        <div class="page">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::activity)}</h1>
                    <p class="page-description">{words.of(Language::activity_description)}</p>
                </div>
                <div class="page-actions">
                    <Button
                        label=words.of(Language::activity_verify)
                        icon=IconName::Check
                        busy=is_checking
                        on_click=verify
                    />
                    {export_menu(words, toasts, history, visible)}
                </div>
            </header>
            {notices(words, reading, is_whole)}
            {filters.view(session, history)}
            {table(words, parameters, history, visible)}
        </div>
        {detail(words, parameters, history)}
    }
}

fn notices(
    words: Words,
    reading: Reading,
    checked: RwSignal<Option<Result<u64, Break>>>,
) -> AnyView {
    let activity = use_session().activity();
    let unreadable = move || {
        reading
            .history
            .with(|history| history.as_ref().map_or(0, |history| history.unreadable))
    };
    let waiting = move || {
        activity.count();
        activity.waiting()
    };
    view! {
        {move || {
            checked
                .get()
                .map(|checked| {
                    let title = words
                        .with(move |language| match checked {
                            Ok(count) => language.activity_whole(count),
                            Err(Break::Changed(number)) => language.activity_changed(number),
                            Err(Break::Missing(number)) => language.activity_missing(number),
                            Err(Break::Cut(count)) => language.activity_cut(count),
                        });
                    if checked.is_ok() {
                        view! { <Notice tone=Tone::Good title=title/> }.into_any()
                    } else {
                        view! {
                            <Notice tone=Tone::Bad title=title>
                                <p>{words.of(Language::activity_broken_body)}</p>
                            </Notice>
                        }
                            .into_any()
                    }
                })
        }}
        {move || {
            (waiting() > 0)
                .then(|| {
                    let title = words.with(move |language| language.activity_waiting(waiting()));
                    view! { <Notice tone=Tone::Warn title=title/> }
                })
        }}
        {move || {
            (unreadable() > 0)
                .then(|| {
                    let title = words
                        .with(move |language| language.activity_unreadable(unreadable()));
                    view! { <Notice tone=Tone::Warn title=title/> }
                })
        }}
        {move || {
            reading
                .fault
                .get()
                .map(|_| {
                    view! {
                        <Notice tone=Tone::Bad title=words.of(Language::activity_storage_failed)>
                            <p>{words.of(Language::job_storage_failed_body)}</p>
                        </Notice>
                    }
                })
        }}
    }
    .into_any()
}

fn table(
    words: Words,
    parameters: Parameters,
    history: RwSignal<Option<History>>,
    visible: Memo<Option<Vec<usize>>>,
) -> AnyView {
    let page = parameters.signal(parameter::PAGE);
    let opened = parameters.signal(parameter::DETAIL);
    let total = Memo::new(move |_| visible.with(|all| all.as_ref().map_or(0, Vec::len)) as u64);
    let pager = Memo::new(move |_| {
        let wanted: u64 = page.with(|page| page.parse().unwrap_or(1));
        let last = total.get().saturating_sub(1) / PAGE_SIZE;
        let offset = wanted.saturating_sub(1).min(last) * PAGE_SIZE;
        PagerState {
            offset,
            limit: PAGE_SIZE,
            total: Some(total.get()),
            shown: (total.get() - offset).min(PAGE_SIZE),
        }
    });
    let rows = Signal::derive(move || {
        let language = words.0.get();
        let offset = usize::try_from(pager.get().offset).unwrap_or_default();
        history.with(|history| {
            let acts = history.as_ref().map(History::acts).unwrap_or_default();
            visible.with(|visible| {
                let places = visible.iter().flatten();
                places
                    .skip(offset)
                    .take(PAGE_SIZE as usize)
                    .filter_map(|place| acts.get(*place))
                    .map(|act| row(language, act))
                    .collect::<Vec<_>>()
            })
        })
    });
    let columns = Signal::derive(move || {
        let language = words.0.get();
        vec![
            Column::new("when", language.activity_when()),
            Column::new("operation", language.activity_operation()),
            Column::new("result", language.activity_result()).width(ColumnWidth::Narrow),
            Column::new("targets", language.activity_targets()),
            Column::new("connection", language.activity_connection()),
            Column::new("ids", language.activity_ids()),
        ]
    });
    let go = Callback::new(move |offset: u64| {
        let page = match offset / PAGE_SIZE {
            0 => String::new(),
            before => (before + 1).to_string(),
        };
        parameters.set(&[(parameter::PAGE, &page)]);
    });
    let needs_pager = Memo::new(move |_| total.get() > PAGE_SIZE);
    let is_empty = Memo::new(move |_| {
        history.with(|history| history.as_ref().is_none_or(|own| own.acts().is_empty()))
    });
    view! {
        <DataTable
            columns=columns
            rows=rows
            words=table_words(words, Language::activity_table)
            on_open=Callback::new(move |key: String| {
                parameters.set(&[(parameter::DETAIL, &key)]);
            })
            current=Signal::derive(move || Some(opened.get()).filter(|key| !key.is_empty()))
            loading=Signal::derive(move || history.with(Option::is_none))
            empty=move || empty(words, is_empty.get())
        />
        {move || {
            needs_pager
                .get()
                .then(|| view! { <Pager state=pager on_go=go words=pager_words(words)/> })
        }}
    }
    .into_any()
}

fn row(language: Language, act: &Act) -> Row {
    let (tone, result) = words::result(language, &act.result);
    let words = match &act.result {
        Came::Failed(reason) | Came::Unknown(reason) => reason.words.clone(),
        Came::Open | Came::Succeeded => None,
    };
    let mut targets = words::targets(language, &act.sent);
    if let Some(words) = words {
        targets = [targets.as_str(), &words].join(" · ");
    }
    let vendor = vendors::Vendor::from_slug(&act.sent.vendor);
    let vendor = vendor.map_or(act.sent.vendor.as_str(), |vendor| language.vendor(vendor));
    let operation = [vendor, &words::operation(language, &act.sent)].join(" · ");
    Row::new(
        act.number.to_string(),
        vec![
            Cell::Text(date_and_time(act.at as f64, language)),
            Cell::Text(operation),
            Cell::Badge(tone, result.to_owned()),
            Cell::Text(targets),
            Cell::Muted(act.sent.connection.clone()),
            Cell::Mono(act.sent.request.clone()),
        ],
    )
}

fn empty(words: Words, is_empty: bool) -> AnyView {
    if is_empty {
        view! {
            <EmptyState
                icon=IconName::Clock
                title=words.of(Language::activity_empty)
                body=words.of(Language::activity_empty_body)
            />
        }
        .into_any()
    } else {
        view! { <EmptyState icon=IconName::Filter title=words.of(Language::activity_no_match)/> }
            .into_any()
    }
}

fn export_menu(
    words: Words,
    toasts: ToastHub,
    history: RwSignal<Option<History>>,
    visible: Memo<Option<Vec<usize>>>,
) -> AnyView {
    let export = move |is_csv: bool| {
        spawn_local(async move {
            let language = words.now();
            let text = if is_csv {
                history
                    .try_with_untracked(|history| {
                        let acts = history.as_ref().map(History::acts).unwrap_or_default();
                        let places = visible.get_untracked().unwrap_or_default();
                        let acts: Vec<&Act> =
                            places.iter().filter_map(|place| acts.get(*place)).collect();
                        export::as_csv(language, &acts, time)
                    })
                    .unwrap_or_default()
            } else {
                let entries = reading::all().await;
                entries.map_or_else(|_| String::new(), |entries| export::as_json(&entries))
            };
            let (name, media_type) = if is_csv {
                ("rollcall-activity.csv", "text/csv;charset=utf-8")
            } else {
                ("rollcall-activity.json", "application/json")
            };
            if text.is_empty() || !download(&text, name, media_type) {
                toasts.push(Tone::Bad, language.job_download_failed(), None, None);
            }
        });
    };
    let items = Callback::new(move |()| {
        let language = words.now();
        [
            (language.job_export_csv(), true),
            (language.job_export_json(), false),
        ]
        .map(|(label, is_csv)| MenuItem {
            label: label.to_owned(),
            icon: Some(IconName::Download),
            danger: false,
            disabled: false,
            on_select: Callback::new(move |()| export(is_csv)),
        })
        .to_vec()
    });
    view! { <Menu label=words.of(Language::job_more) icon=IconName::More items=items/> }.into_any()
}

/// A moment as ISO 8601 writes it; nothing for one that no calendar has, which only damage can bring.
fn time(milliseconds: u64) -> String {
    const LAST: u64 = 8_640_000_000_000_000;
    if milliseconds > LAST {
        return String::new();
    }
    let date = js_sys::Date::new(&(milliseconds as f64).into());
    date.to_iso_string().into()
}
