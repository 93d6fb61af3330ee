//! The parts of the page: what each shows of the list, and what it does to the URL.

use super::column_chooser::ColumnChooser;
use super::columns::Column;
use super::export::export_text;
use super::list_view::{PAGE_SIZES, next_sort, page_parameter, read_offset, read_size, read_sort};
use super::{List, Roster};
use crate::i18n::Language;
use crate::pages::download::download;
use crate::pages::problem_notice::ProblemNotice;
use crate::pages::shared_words::{pager_words, table_words};
use crate::roster::Direction;
use crate::routes::parameter;
use crate::ui::{
    Button, ButtonVariant, DataTable, EmptyState, IconName, Pager, PagerState, Row, SearchField,
    Tone,
};
use leptos::prelude::*;

impl List {
    pub(super) fn header(self) -> AnyView {
        let words = self.words;
        let answered = move || {
            let language = words.0.get();
            let time = self
                .remote
                .value
                .with(|roster| roster.as_ref()?.time.clone())?;
            let line = language.tingyun_answered(&time);
            Some(view! {
                <p class="page-description" title=language.tingyun_time_assumed()>{line}</p>
            })
        };
        let loading = self.remote.loading;
        view! {
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::tingyun_name)}</h1>
                    <p class="page-description">{words.of(Language::tingyun_description)}</p>
                    {answered}
                </div>
                <div class="page-actions">
                    <Button
                        label=words.of(Language::refresh)
                        icon=IconName::Refresh
                        busy=loading
                        on_click=move |()| self.refresh()
                    />
                </div>
            </header>
        }
        .into_any()
    }

    pub(super) fn toolbar(self) -> AnyView {
        let words = self.words;
        let count = words.with(move |language| {
            let Some(total) = self.total() else {
                return String::new();
            };
            let matching = self.visible.with(Vec::len);
            if self.typed.with(|typed| typed.trim().is_empty()) {
                language.users(total as u64)
            } else {
                language.tingyun_matching(matching, total)
            }
        });
        view! {
            <div class="toolbar">
                <SearchField
                    label=words.of(Language::tingyun_filter)
                    placeholder=words.of(Language::tingyun_filter_placeholder)
                    clear_label=words.of(Language::tingyun_clear_filter)
                    value=self.typed
                />
                <div class="toolbar-end">
                    <span class="tingyun-count" role="status">{move || count.get()}</span>
                    <ColumnChooser parameters=self.parameters/>
                    <Button
                        label=words.of(Language::tingyun_export)
                        icon=IconName::Download
                        disabled=Signal::derive(move || self.visible.with(Vec::is_empty))
                        on_click=move |()| self.export()
                    />
                </div>
            </div>
        }
        .into_any()
    }

    /// Why the last refresh failed; with a word about the rows below, if there are any.
    pub(super) fn problem(self) -> AnyView {
        let retry = Callback::new(move |()| self.refresh());
        let notice = move || {
            self.remote.problem.get().map(|problem| {
                let is_old = self.remote.value.with_untracked(Option::is_some);
                view! {
                    <div class="stack">
                        <ProblemNotice problem=problem on_retry=retry/>
                        {is_old
                            .then(|| {
                                view! { <p class="section-note">{self.words.of(Language::tingyun_old_rows)}</p> }
                            })}
                    </div>
                }
            })
        };
        notice.into_any()
    }

    pub(super) fn table(self) -> AnyView {
        let words = self.words;
        let columns = Signal::derive(move || {
            let language = words.0.get();
            let heading = |column: &Column| column.heading(language);
            self.shown
                .with(|shown| shown.iter().map(heading).collect::<Vec<_>>())
        });
        let parameters = self.parameters;
        let sort = Signal::derive(move || {
            let (column, direction) = read_sort(&parameters.get(parameter::SORT))?;
            Some((column.key().to_owned(), direction == Direction::Ascending))
        });
        let on_sort = Callback::new(move |pressed: String| {
            let next = next_sort(&untrack(|| parameters.get(parameter::SORT)), &pressed);
            parameters.set(&[(parameter::SORT, &next), (parameter::PAGE, "")]);
        });
        let on_open =
            Callback::new(move |key: String| parameters.set(&[(parameter::DETAIL, &key)]));
        let current =
            Signal::derive(move || Some(self.detail.get()).filter(|detail| !detail.is_empty()));
        let is_wanted = Signal::derive(move || {
            self.remote.loading.get()
                || self.remote.value.with(Option::is_some)
                || self.remote.problem.with(Option::is_none)
        });
        let table = move || {
            view! {
                <DataTable
                    columns=columns
                    rows=Signal::derive(move || self.rows())
                    words=table_words(words, Language::tingyun_table)
                    sort=sort
                    on_sort=on_sort
                    on_open=on_open
                    current=current
                    loading=self.remote.loading
                    empty=move || self.empty()
                />
            }
        };
        // With nothing but a problem to show, an empty table below it would say that there are no users.
        view! { <Show when=move || is_wanted.get()>{table()}</Show> }.into_any()
    }

    fn empty(self) -> AnyView {
        let words = self.words;
        if self.total().unwrap_or(0) == 0 {
            return view! {
                <EmptyState
                    icon=IconName::Users
                    title=words.of(Language::tingyun_no_users)
                    body=words.of(Language::tingyun_no_users_body)
                />
            }
            .into_any();
        }
        view! {
            <EmptyState
                icon=IconName::Filter
                title=words.of(Language::tingyun_no_match)
                body=words.of(Language::tingyun_no_match_body)
            >
                <Button
                    label=words.of(Language::tingyun_clear_filter)
                    variant=ButtonVariant::Secondary
                    on_click=move |()| self.typed.set(String::new())
                />
            </EmptyState>
        }
        .into_any()
    }

    pub(super) fn footer(self) -> AnyView {
        let parameters = self.parameters;
        let pager = move || {
            view! {
                <Pager
                    state=Signal::derive(move || self.pager_state())
                    words=pager_words(self.words)
                    limits=PAGE_SIZES
                    on_limit=move |size: u64| {
                        let size = if size == PAGE_SIZES[0] { String::new() } else { size.to_string() };
                        parameters.set(&[(parameter::SIZE, &size), (parameter::PAGE, "")]);
                    }
                    on_go=move |offset: u64| {
                        let size = untrack(|| read_size(&parameters.get(parameter::SIZE)));
                        parameters.set(&[(parameter::PAGE, &page_parameter(offset, size))]);
                    }
                />
                <p class="section-note">{self.words.of(Language::tingyun_inferred_note)}</p>
            }
        };
        view! { <Show when=move || self.total().is_some()>{pager()}</Show> }.into_any()
    }

    /// How many users the list has; `None` before it came.
    fn total(self) -> Option<usize> {
        self.remote
            .value
            .with(|roster| roster.as_ref().map(|roster| roster.users.len()))
    }

    fn pager_state(self) -> PagerState {
        let limit = read_size(&self.parameters.get(parameter::SIZE));
        let total = self.visible.with(Vec::len) as u64;
        let offset = read_offset(&self.parameters.get(parameter::PAGE), limit, total);
        PagerState {
            offset,
            limit,
            total: Some(total),
            shown: total.saturating_sub(offset).min(limit),
        }
    }

    /// The rows of the page that is open.
    fn rows(self) -> Vec<Row> {
        let language = self.words.0.get();
        let PagerState { offset, shown, .. } = self.pager_state();
        let columns = self.shown.read();
        let visible = self.visible.read();
        self.remote.value.with(|roster| {
            let Some(roster) = roster else {
                return Vec::new();
            };
            visible
                .iter()
                .skip(offset as usize)
                .take(shown as usize)
                .filter_map(|&position| {
                    let row = roster.row(position, &columns, language)?;
                    let key = row.key.clone();
                    Some(row.href(self.parameters.link(&[(parameter::DETAIL, &key)])))
                })
                .collect()
        })
    }

    fn export(self) {
        let language = self.words.now();
        let saved = self.remote.value.with_untracked(|roster| {
            let users = roster.as_ref().map(|roster| {
                self.visible
                    .get_untracked()
                    .into_iter()
                    .filter_map(|position| roster.users.get(position))
                    .collect::<Vec<_>>()
            });
            let text = export_text(
                &users.unwrap_or_default(),
                &self.shown.get_untracked(),
                language,
            );
            download(&text, "tingyun-users.csv", "text/csv;charset=utf-8")
        });
        if saved {
            let count = self.visible.with_untracked(Vec::len);
            self.toasts
                .push(Tone::Good, language.tingyun_exported(count), None, None);
        } else {
            self.toasts
                .push(Tone::Bad, language.tingyun_export_refused(), None, None);
        }
    }
}

impl Roster {
    /// The row of a user. `None` for the moment in which the list changed and the positions did not yet.
    fn row(&self, position: usize, columns: &[Column], language: Language) -> Option<Row> {
        let user = self.users.get(position)?;
        let cells = columns
            .iter()
            .map(|column| column.cell(user, language))
            .collect();
        Some(Row::new(self.keys.get(position)?, cells))
    }
}
