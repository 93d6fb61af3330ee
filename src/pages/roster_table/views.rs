//! The views of a table that somebody named: what was looked for, the limit and the order, brought back by one press. A view
//! is an address, so that it can be sent to somebody as well.

use super::desk::TableDesk;
use crate::i18n::{Language, Words};
use crate::pages::other_tabs::on_other_tabs;
use crate::pages::parameters::Parameters;
use crate::query::Query;
use crate::routes::parameter;
use crate::store::{SavedView, are_views, load_views, save_views, with_view};
use crate::ui::{Button, Checkbox, Icon, IconButton, IconName, Popover, TextField, ToastHub, Tone};
use leptos::prelude::*;

/// What a view remembers of the address.
const REMEMBERED: [&str; 3] = [parameter::FILTER, parameter::STATE, parameter::SORT];

/// The saved views of a table. Can be copied.
#[derive(Clone, Copy)]
pub struct Views {
    words: Words,
    toasts: ToastHub,
    parameters: Parameters,
    table: &'static str,
    views: RwSignal<Vec<SavedView>>,
    name: RwSignal<String>,
}

impl Views {
    /// Those that are kept for a table, also when another tab changes them.
    pub fn new(
        words: Words,
        toasts: ToastHub,
        parameters: Parameters,
        table: &'static str,
    ) -> Self {
        let views = RwSignal::new(load_views(table));
        on_other_tabs(move |name| {
            if name.is_none_or(|name| are_views(table, name)) {
                _ = views.try_set(load_views(table));
            }
        });
        Views {
            words,
            toasts,
            parameters,
            table,
            views,
            name: RwSignal::new(String::new()),
        }
    }

    /// The button that opens them, and how names are found.
    pub fn menu(self, desk: TableDesk) -> AnyView {
        view! {
            <Popover
                label=self.words.of(Language::roster_view)
                icon=IconName::Eye
                content=move || self.content(desk)
            />
        }
        .into_any()
    }

    fn content(self, desk: TableDesk) -> AnyView {
        let words = self.words;
        let none = move || {
            let none = self.views.with(Vec::is_empty);
            none.then(|| view! { <p class="muted">{words.of(Language::roster_no_views)}</p> })
        };
        let list = move || {
            let views = self.views.get().into_iter();
            views.map(|saved| self.line(saved)).collect_view()
        };
        let blank = Signal::derive(move || self.name.with(|name| name.trim().is_empty()));
        let save = words.with(move |language| {
            let name = self.name.with(|name| name.trim().to_owned());
            let is_there = |views: &Vec<SavedView>| views.iter().any(|view| view.name == name);
            if self.views.with(is_there) {
                language.roster_replace_view(&name)
            } else {
                language.roster_save_view().to_owned()
            }
        });
        view! {
            <div class="roster-views">
                <p class="roster-views-title">{words.of(Language::roster_views)}</p>
                {none}
                <ul>{list}</ul>
                <form
                    on:submit=move |event| {
                        event.prevent_default();
                        self.save();
                    }
                >
                    <TextField label=words.of(Language::roster_view_name) value=self.name/>
                    <Button
                        label=save
                        disabled=blank
                        on_click=Callback::new(move |()| self.save())
                    />
                </form>
                <div class="roster-initials">
                    <Checkbox
                        label=words.of(Language::roster_initials)
                        checked=desk.initials
                        on_change=Callback::new(move |on| desk.want_initials(on))
                    />
                </div>
            </div>
        }
        .into_any()
    }

    fn line(self, saved: SavedView) -> AnyView {
        let (query, name) = (saved.query, saved.name);
        let label = self.words.with({
            let name = name.clone();
            move |language| language.roster_remove_view(&name)
        });
        let shown = name.clone();
        let remove = Callback::new(move |()| self.remove(&name));
        view! {
            <li>
                <button type="button" class="roster-view" on:click=move |_| self.open(&query)>
                    <Icon name=IconName::Eye/>
                    {shown}
                </button>
                <IconButton icon=IconName::Trash label=label on_click=remove/>
            </li>
        }
        .into_any()
    }

    fn open(self, query: &str) {
        let query = Query::read(query);
        let changes = REMEMBERED.map(|name| (name, query.get(name)));
        self.parameters.set(&changes);
    }

    fn save(self) {
        let name = self.name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return;
        }
        let now = REMEMBERED.map(|name| (name, untrack(|| self.parameters.get(name))));
        let query = Query::default()
            .with(&now.each_ref().map(|(name, value)| (*name, value.as_str())))
            .written();
        let added = SavedView {
            name: name.clone(),
            query,
        };
        // From what is kept: another tab may have saved one a moment ago.
        let views = with_view(load_views(self.table), added);
        let news = self.words.now().roster_view_saved(&name);
        if self.keep(views, news) {
            self.name.set(String::new());
        }
    }

    fn remove(self, name: &str) {
        let mut views = load_views(self.table);
        views.retain(|view| view.name != name);
        self.keep(views, self.words.now().roster_view_removed(name));
    }

    fn keep(self, views: Vec<SavedView>, news: String) -> bool {
        let kept = save_views(self.table, &views).is_ok();
        if kept {
            self.views.set(views);
            self.toasts.push(Tone::Good, news, None, None);
        } else {
            let language = self.words.now();
            let problem = language.roster_view_not_kept();
            self.toasts.push(Tone::Bad, problem, None, None);
        }
        kept
    }
}
