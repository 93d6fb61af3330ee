//! The list of writes, whoever made them.

use super::words;
use crate::activity::{Act, History};
use crate::i18n::{Language, Words};
use crate::pages::moment::date_and_time;
use crate::pages::parameters::Parameters;
use crate::pages::shared_words::{pager_words, table_words};
use crate::routes::parameter;
use crate::shell::ConnectionNames;
use crate::ui::{
    Cell, Column, ColumnWidth, DataTable, EmptyState, IconName, Pager, PagerState, Row,
};
use leptos::prelude::*;

const PAGE_SIZE: u64 = 100;

/// What a list shows. Can be copied.
#[derive(Clone, Copy)]
pub struct Listed {
    /// The writes; `None` until they are read.
    pub history: RwSignal<Option<History>>,
    /// The places of those that are wanted.
    pub visible: Memo<Option<Vec<usize>>>,
    /// Whether they are everyone's.
    pub of_everyone: bool,
    /// What their connections are called.
    pub names: Memo<ConnectionNames>,
}

/// The table and its pager. `empty` is shown where no write is wanted, and told whether there are none at all.
pub fn table(
    words: Words,
    parameters: Parameters,
    listed: Listed,
    empty: impl Fn(bool) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let Listed {
        history,
        visible,
        of_everyone,
        names,
    } = listed;
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
        let names = names.read();
        history.with(|history| {
            let acts = history.as_ref().map(History::acts).unwrap_or_default();
            visible.with(|visible| {
                let places = visible.iter().flatten();
                places
                    .skip(offset)
                    .take(PAGE_SIZE as usize)
                    .filter_map(|place| acts.get(*place))
                    .map(|act| row(language, &names, act, of_everyone))
                    .collect::<Vec<_>>()
            })
        })
    });
    let columns = Signal::derive(move || {
        let language = words.0.get();
        let mut columns = vec![
            Column::new("when", language.activity_when()),
            Column::new("operation", language.activity_operation()),
            Column::new("result", language.activity_result()).width(ColumnWidth::Narrow),
            Column::new("targets", language.activity_targets()),
            Column::new("connection", language.activity_connection()),
        ];
        if of_everyone {
            columns.insert(1, Column::new("who", language.activity_who()));
            let trace = Column::new("trace", language.trace_id());
            columns.push(trace.width(ColumnWidth::Fill));
        } else {
            columns.push(Column::new("ids", language.activity_ids()));
        }
        columns
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
            empty=move || empty(is_empty.get())
        />
        {move || {
            needs_pager
                .get()
                .then(|| view! { <Pager state=pager on_go=go words=pager_words(words)/> })
        }}
    }
    .into_any()
}

fn row(language: Language, names: &ConnectionNames, act: &Act, of_everyone: bool) -> Row {
    let (tone, result) = words::result(language, &act.result);
    let mut targets = words::targets(language, &act.sent);
    if let Some(why) = words::why(language, act) {
        targets = [targets.as_str(), &why].join(" · ");
    }
    let mut cells = vec![
        Cell::Text(date_and_time(act.at as f64, language)),
        Cell::Text(words::operation_at_vendor(language, &act.sent)),
        Cell::Badge(tone, result),
        if targets.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(targets)
        },
        Cell::Muted(names.of(&act.sent.connection)),
    ];
    if of_everyone {
        let who = act.at_gateway.as_ref().map(|own| own.who.clone());
        cells.insert(1, Cell::Text(who.unwrap_or_default()));
        cells.push(Cell::Mono(act.trace.clone()));
    } else {
        cells.push(Cell::Mono(act.sent.request.clone()));
    }
    Row::new(act.number.to_string(), cells)
}

/// What is shown where there is no write, or none that is wanted.
pub fn nothing(
    words: Words,
    title: fn(Language) -> &'static str,
    body: Option<fn(Language) -> &'static str>,
) -> AnyView {
    let icon = if body.is_some() {
        IconName::Clock
    } else {
        IconName::Filter
    };
    let body = body.map(|body| words.of(body)).unwrap_or_default();
    view! { <EmptyState icon=icon title=words.of(title) body=body/> }.into_any()
}
