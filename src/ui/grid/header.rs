//! The headings of a grid: sorting, and the columns' order and widths by the keyboard.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};

use super::{
    super::{
        checkbox::Checkbox,
        element::{closest, focus},
        icon::{IconName, icon},
        popover::Popover,
    },
    Grid,
    contents::{GridSelect, GridSelection},
    layout::pinned_offsets,
    row::SELECT_WIDTH,
};

impl Grid {
    pub(super) fn header(self) -> AnyView {
        let select = self.is_selectable.then(|| {
            view! {
                <div class="grid-heading grid-select" role="columnheader" aria-colindex="1">
                    <label class="checkbox">
                        <input
                            type="checkbox"
                            aria-label=move || self.words.with(|words| words.select_all.clone())
                            prop:checked=move || self.selection.get() == GridSelection::All
                            prop:indeterminate=move || self.selection.get() == GridSelection::Some
                            on:change=move |event| {
                                self.on_select.run(GridSelect::All(event_target_checked(&event)));
                            }
                        />
                    </label>
                </div>
            }
        });
        // Made anew when the columns are others, and not when only their widths are.
        let keys = Memo::new(move |_| {
            self.placed.with(|placed| {
                placed
                    .iter()
                    .map(|column| (column.index, column.is_pinned))
                    .collect::<Vec<_>>()
            })
        });
        let headings = move || {
            let columns = self.columns.read();
            let keys = keys.get();
            self.heading
                .update_untracked(|at| *at = (*at).min(keys.len().saturating_sub(1)));
            keys.into_iter()
                .enumerate()
                .filter_map(|(at, (index, is_pinned))| {
                    let column = columns.get(index)?;
                    let is_end = column.align == super::super::table_row::Align::End;
                    let about = (column.key, column.label.clone(), column.sortable);
                    Some(self.heading(at, about, is_pinned, is_end))
                })
                .collect_view()
        };
        view! {
            <div class="grid-headings" role="row" aria-rowindex="1">
                {select}
                {headings}
                <div class="grid-heading grid-end" role="columnheader" aria-colindex=self.end_index()>
                    {self.column_chooser()}
                </div>
            </div>
        }
        .into_any()
    }

    fn end_index(self) -> impl Fn() -> String + Copy {
        move || {
            let columns = self.placed.with(Vec::len);
            (columns + usize::from(self.is_selectable) + 1).to_string()
        }
    }

    fn heading(
        self,
        at: usize,
        (key, label, is_sortable): (&'static str, String, bool),
        is_pinned: bool,
        is_end: bool,
    ) -> AnyView {
        let direction = Signal::derive(move || {
            self.sort.with(|sort| {
                let rank = sort.iter().position(|(by, _)| by == key)?;
                Some((sort[rank].1, (sort.len() > 1).then_some(rank + 1)))
            })
        });
        let width = move || {
            self.placed
                .with(|placed| placed.get(at).map_or(0, |column| column.width))
        };
        let left = move || {
            is_pinned.then(|| {
                let before = if self.is_selectable { SELECT_WIDTH } else { 0 };
                let offset = self
                    .placed
                    .with(|placed| pinned_offsets(placed, before).get(at).copied());
                format!("{}px", offset.unwrap_or(0))
            })
        };
        let tabindex = move || if self.heading.get() == at { "0" } else { "-1" };
        let arrow = move || {
            direction.get().map(|(is_up, rank)| {
                let arrow = icon(if is_up { IconName::ArrowUp } else { IconName::ArrowDown });
                view! { {arrow} {rank.map(|rank| view! { <span class="grid-rank">{rank.to_string()}</span> })} }
            })
        };
        let name = label.clone();
        let resize = move || {
            self.words
                .with(|words| words.resize.replace("{name}", &name))
        };
        view! {
            <div
                class="grid-heading"
                role="columnheader"
                aria-colindex=(at + 1 + usize::from(self.is_selectable)).to_string()
                aria-sort=move || direction.get().map(|(is_up, _)| if is_up { "ascending" } else { "descending" })
                data-key=key
                data-align=is_end.then_some("end")
                data-pinned=is_pinned.then_some("")
                style:width=move || format!("{}px", width())
                style:left=left
                on:contextmenu=move |event: MouseEvent| {
                    event.prevent_default();
                    self.open_heading_menu(at);
                }
            >
                <button
                    type="button"
                    class="grid-sort"
                    data-sort=key
                    aria-disabled=(!is_sortable).then_some("true")
                    tabindex=tabindex
                    on:click=move |event| {
                        if is_sortable && !self.has_just_dragged() {
                            self.on_sort.run((key.to_owned(), event.shift_key()));
                        }
                    }
                    on:focus=move |_| self.heading.set(at)
                    on:keydown=move |event| self.on_heading_key(&event, at)
                    on:pointerdown=move |event| self.start_move(&event, at)
                    on:pointermove=move |event| self.on_drag(&event)
                    on:pointerup=move |_| self.end_drag()
                    on:pointercancel=move |_| _ = self.cancel_drag()
                >
                    <span class="grid-label">{label}</span>
                    {arrow}
                </button>
                <div
                    class="grid-separator"
                    role="separator"
                    aria-orientation="vertical"
                    aria-label=resize
                    aria-valuemin="0"
                    aria-valuemax="2000"
                    aria-valuenow=move || width().to_string()
                    tabindex=tabindex
                    on:pointerdown=move |event| self.start_resize(&event, at)
                    on:pointermove=move |event| self.on_drag(&event)
                    on:pointerup=move |_| self.end_drag()
                    on:pointercancel=move |_| _ = self.cancel_drag()
                    on:dblclick=move |_| self.fit(at)
                    on:keydown=move |event| self.on_separator_key(&event, at)
                ></div>
            </div>
        }
        .into_any()
    }

    /// Which columns are shown.
    fn column_chooser(self) -> AnyView {
        let content = move || {
            let (columns, layout) = (self.columns.get(), self.layout.get_untracked());
            layout
                .all(&columns)
                .into_iter()
                .map(|index| {
                    let (key, label) = (columns[index].key, columns[index].label.clone());
                    let checked = Signal::derive(move || {
                        self.placed.with(|placed| placed.iter().any(|column| column.key == key))
                    });
                    // One has to stay.
                    let disabled =
                        Signal::derive(move || checked.get() && self.placed.with(Vec::len) == 1);
                    let on_change = move |is_shown: bool| {
                        self.layout.update(|layout| layout.set_hidden(key, !is_shown));
                    };
                    view! { <Checkbox label=label checked=checked disabled=disabled on_change=on_change/> }
                })
                .collect_view()
        };
        let label = Signal::derive(move || self.words.with(|words| words.columns.clone()));
        let surface = move || {
            view! {
                <div class="grid-columns">
                    {content()}
                    <button
                        type="button"
                        class="button button-small"
                        on:click=move |_| self.layout.set(super::GridLayout::default())
                    >
                        {move || self.words.with(|words| words.reset_columns.clone())}
                    </button>
                </div>
            }
        };
        view! { <Popover label=label icon=IconName::Columns content=surface label_hidden=true/> }
            .into_any()
    }

    /// Gives a heading the focus.
    pub(super) fn focus_heading(self, at: usize) -> bool {
        let Some(button) = self.heading_element(at, ".grid-sort") else {
            return false;
        };
        self.heading.set(at);
        focus(&button);
        true
    }

    pub(super) fn heading_element(self, at: usize, part: &str) -> Option<HtmlElement> {
        let key = self
            .placed
            .with_untracked(|placed| Some(placed.get(at)?.key))?;
        let selector = format!(".grid-heading[data-key=\"{key}\"] {part}");
        let found = self
            .element
            .get_untracked()?
            .query_selector(selector.trim_end());
        found.ok()??.dyn_into().ok()
    }

    fn on_heading_key(self, event: &KeyboardEvent, at: usize) {
        let last = self.placed.with_untracked(Vec::len).saturating_sub(1);
        let is_handled = match (event.key().as_str(), event.alt_key()) {
            ("ArrowLeft", true) => at > 0 && self.move_column(at, at - 1),
            ("ArrowRight", true) => at < last && self.move_column(at, at + 1),
            ("ArrowLeft", false) => self.focus_heading(at.saturating_sub(1)),
            ("ArrowRight", false) => self.focus_heading((at + 1).min(last)),
            ("Home", _) => self.focus_heading(0),
            ("End", _) => self.focus_heading(last),
            ("ArrowDown", false) => {
                self.with_body(|body| {
                    let mut active = body.active();
                    active.cell = at + usize::from(self.is_selectable);
                    body.go_to(active);
                    super::row::mark(body.grid(), "data-keyboard", Some(""));
                });
                self.take_focus();
                true
            }
            ("Escape", _) => self.cancel_drag(),
            ("ContextMenu", _) => self.open_heading_menu(at),
            ("F10", _) if event.shift_key() => self.open_heading_menu(at),
            _ => false,
        };
        if is_handled && closest(event, ".grid-sort").is_some() {
            event.prevent_default();
        }
    }

    /// Moves a column to where another one is, and the focus with it once it is there.
    pub(super) fn move_column(self, from: usize, to: usize) -> bool {
        let keys = self
            .placed
            .with_untracked(|placed| Some((placed.get(from)?.key, placed.get(to)?.key)));
        let Some((key, target)) = keys else {
            return false;
        };
        let columns = self.columns.get_untracked();
        self.layout
            .update(|layout| layout.move_onto(&columns, key, target));
        let now = self
            .placed
            .with_untracked(|placed| placed.iter().position(|column| column.key == key));
        self.heading.set(now.unwrap_or(to));
        request_animation_frame(move || {
            if let Some(at) = now {
                self.focus_heading(at);
            }
        });
        true
    }
}
