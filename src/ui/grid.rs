//! A grid for more rows than a document can hold: only those in sight are in it.
//!
//! Leptos makes the frame, the headings and the menus. The rows are elements that are kept and written again (`body`,
//! `row`), because a view a cell costs more than a frame of scrolling has. What can be decided without a browser is in
//! `layout`, `movement`, `scroll` and `window`. This module must not know a vendor, a language, or where rows come from.
//!
//! The focus stays on the grid itself, and `aria-activedescendant` names the cell that the keyboard is at. A focused cell
//! would be an element that is about to show another row: either the focus would jump with it, or it would be lost to
//! the page when the row leaves the document. The headings are always there and take the focus themselves.

mod body;
mod column_drag;
mod contents;
mod events;
mod header;
mod heading_menu;
mod layout;
mod marks;
mod movement;
mod popup;
mod row;
mod scroll;
mod text_width;
mod window;

use std::{cell::RefCell, rc::Rc};

use leptos::{children::ViewFn, html, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{HtmlElement, ResizeObserver};

pub use contents::{Density, GridCell, GridColumn, GridRows, GridSelect, GridSelection, GridWords};
pub use layout::GridLayout;

use super::{element::unique_id, menu::MenuItem, style::adopt_style};
use body::Body;
use column_drag::Drag;
use layout::{Placed, leave_room};
use popup::Popup;
use row::{SELECT_WIDTH, Shape};

/// The width of what stands at the end of a row, in pixels, as style/grid.css has it.
const END_WIDTH: u32 = 36;

/// What the parts of a grid share. All of it can be copied.
#[derive(Clone, Copy)]
struct Grid {
    body: StoredValue<Rc<RefCell<Option<Body>>>, LocalStorage>,
    element: NodeRef<html::Div>,
    columns: Signal<Vec<GridColumn>>,
    layout: RwSignal<GridLayout>,
    /// A column whose edge is held, and how wide it is now.
    held: RwSignal<Option<(&'static str, u32)>>,
    /// How wide it is, in pixels.
    room: RwSignal<u32>,
    drag: StoredValue<Drag>,
    placed: Memo<Vec<Placed>>,
    /// The heading that Tab leads to.
    heading: RwSignal<usize>,
    sort: Signal<Vec<(String, bool)>>,
    on_sort: Callback<(String, bool)>,
    is_selectable: bool,
    on_select: Callback<GridSelect>,
    selection: Signal<GridSelection>,
    on_open: Callback<u32>,
    row_menu: Option<Callback<u32, Vec<MenuItem>>>,
    on_copy: Option<Callback<Vec<&'static str>>>,
    on_cell_copied: Callback<bool>,
    words: Signal<GridWords>,
    popup: Popup,
}

/// A grid. It is as large as the box around it, which must have a height.
///
/// Arrows, Home, End, Page up and down move between cells; Enter opens a row, Space selects it, Shift selects what lies
/// between, Ctrl+A everything; Shift+F10 opens the menu of a row or heading; Alt with an arrow moves a column. On a narrow
/// screen a row is two lines: its first cell, and below it the others.
#[component]
pub fn DataGrid(
    /// Its rows.
    rows: Rc<dyn GridRows>,
    /// Changes when anything that `rows` says may have changed.
    #[prop(into)]
    version: Signal<u64>,
    /// Its columns, as they are at first.
    #[prop(into)]
    columns: Signal<Vec<GridColumn>>,
    /// What somebody changed about the columns.
    layout: RwSignal<GridLayout>,
    /// Its words.
    #[prop(into)]
    words: Signal<GridWords>,
    /// The columns sorted by and whether upwards, the first decides first.
    #[prop(optional, into)]
    sort: Signal<Vec<(String, bool)>>,
    /// Runs with the key of the column whose heading was pressed, and whether it is to be added to the others.
    #[prop(into)]
    on_sort: Callback<(String, bool)>,
    /// Runs with the position of the row that is to be opened.
    #[prop(into)]
    on_open: Callback<u32>,
    /// Whether rows can be selected.
    #[prop(optional)]
    selectable: bool,
    /// Runs with what is to be selected.
    #[prop(into)]
    on_select: Callback<GridSelect>,
    /// How many of the rows are selected.
    #[prop(optional, into)]
    all_selected: Signal<GridSelection>,
    /// The actions of a row, asked for when its menu opens.
    #[prop(default = None)]
    row_menu: Option<Callback<u32, Vec<MenuItem>>>,
    /// How close together rows are.
    #[prop(optional, into)]
    density: Signal<Density>,
    /// A row to bring into sight, whenever this changes.
    #[prop(optional, into)]
    reveal: Signal<Option<u32>>,
    /// A row and the key of a column that are sought: taken into sight and shown, wherever the focus is.
    #[prop(optional, into)]
    seek: Signal<Option<(u32, &'static str)>>,
    /// Runs with the keys of the columns shown, in order, when the selected rows are to be copied.
    #[prop(default = None)]
    on_copy: Option<Callback<Vec<&'static str>>>,
    /// Runs when a cell was copied, or the browser refused.
    #[prop(into)]
    on_cell_copied: Callback<bool>,
    /// Whether rows are on their way.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// Shown when there are no rows.
    #[prop(optional, into)]
    empty: Option<ViewFn>,
) -> impl IntoView {
    adopt_style(include_str!("../../style/table.css"));
    adopt_style(include_str!("../../style/grid.css"));
    adopt_style(include_str!("../../style/grid_headings.css"));
    let held = RwSignal::new(None::<(&'static str, u32)>);
    let room = RwSignal::new(0);
    let placed = Memo::new(move |_| {
        let columns = columns.read();
        let mut placed = layout.read().place(&columns);
        // By the widths before an edge is held: the headings must not be made anew under the pointer.
        let before = if selectable { SELECT_WIDTH } else { 0 };
        leave_room(&mut placed, before, room.get());
        if let Some((key, width)) = held.get() {
            for column in placed.iter_mut().filter(|column| column.key == key) {
                column.width = width;
            }
        }
        placed
    });
    let popup = Popup::new();
    let (element, head, rows_element) = (
        NodeRef::<html::Div>::new(),
        NodeRef::<html::Div>::new(),
        NodeRef::<html::Div>::new(),
    );
    let grid = Grid {
        body: StoredValue::new_local(Rc::new(RefCell::new(None))),
        element,
        columns,
        layout,
        held,
        room,
        drag: StoredValue::new(Drag::Nothing),
        placed,
        heading: RwSignal::new(0),
        sort,
        on_sort,
        is_selectable: selectable,
        on_select,
        selection: all_selected,
        on_open,
        row_menu,
        on_copy,
        on_cell_copied,
        words,
        popup,
    };
    let contents = StoredValue::new_local(Rc::clone(&rows));
    Effect::new(move |_| {
        let (Some(element), Some(head), Some(body)) =
            (element.get(), head.get(), rows_element.get())
        else {
            return;
        };
        grid.start(
            contents.get_value(),
            element.into(),
            head.into(),
            body.into(),
            density.get_untracked(),
        );
    });
    Effect::new(move |_| {
        version.track();
        grid.with_body(Body::refresh);
    });
    Effect::new(move |_| {
        let columns = placed.get();
        grid.with_body(|body| body.set_columns(columns));
    });
    Effect::new(move |_| {
        let density = density.get();
        grid.with_body(|body| body.set_density(density));
    });
    Effect::new(move |_| {
        let label = words.with(|words| words.row_menu.clone());
        grid.with_body(|body| body.name_menu(label));
    });
    Effect::new(move |_| {
        sort.track();
        grid.with_body(|body| body.anchor = None);
    });
    Effect::new(move |_| {
        if let Some(position) = reveal.get() {
            grid.with_body(|body| body.reveal(position));
        }
    });
    Effect::new(move |_| {
        let sought = seek.get();
        grid.with_body(|body| body.seek(sought));
    });
    let has_rows = Memo::new(move |_| {
        version.track();
        contents.with_value(|rows| rows.count() > 0)
    });
    let nothing = move || {
        (!has_rows.get() && !loading.get()).then(|| {
            empty
                .as_ref()
                .map(|empty| view! { <div class="grid-empty">{empty.run()}</div> })
        })
    };
    view! {
        <div class="grid-region" data-loading=move || loading.get().then_some("true")>
            <div
                node_ref=element
                class="grid"
                role="grid"
                tabindex="0"
                aria-label=move || words.with(|words| words.label.clone())
                aria-multiselectable=selectable.then_some("true")
                aria-busy=move || if loading.get() { "true" } else { "false" }
                data-density=move || density.get().as_str()
                data-menu=row_menu.map(|_| "")
                on:scroll=move |_| _ = grid.with_body(Body::scrolled)
                on:scrollend=move |_| _ = grid.with_body(Body::settle)
                on:keydown=move |event| grid.on_key(&event)
                on:pointerdown=move |_| grid.on_press()
                on:click=move |event| grid.on_click_between(&event)
            >
                <div node_ref=head class="grid-head" role="rowgroup">{grid.header()}</div>
                <div
                    node_ref=rows_element
                    class="grid-body"
                    role="rowgroup"
                    on:click=move |event| grid.on_click(&event)
                    on:mousedown=move |event| {
                        // It selects rows. The browser would select their texts as well.
                        if event.shift_key() {
                            event.prevent_default();
                            grid.take_focus();
                        }
                    }
                    on:focusin=move |_| grid.take_focus()
                    on:pointermove=move |event| grid.on_hover(&event)
                ></div>
            </div>
            {nothing}
            {popup.view()}
        </div>
    }
    .into_any()
}

impl Grid {
    /// Does something with the rows in the document. Nothing must be asked of the page meanwhile that comes back here.
    fn with_body<T>(self, act: impl FnOnce(&mut Body) -> T) -> Option<T> {
        let body = self.body.try_get_value()?;
        let mut body = body.try_borrow_mut().ok()?;
        body.as_mut().map(act)
    }

    fn start(
        self,
        rows: Rc<dyn GridRows>,
        element: HtmlElement,
        head: HtmlElement,
        body: HtmlElement,
        density: Density,
    ) {
        let shape = Shape {
            id: unique_id("grid"),
            is_selectable: self.is_selectable,
            has_menu: self.row_menu.is_some(),
            letter: 16,
            menu_label: self.words.with_untracked(|words| words.row_menu.clone()),
        };
        let observed = [element.clone(), head.clone()];
        let columns = self.placed.get_untracked();
        let made = Body::new(rows, (element, head, body), shape, columns.clone(), density);
        if let Some(mut made) = made {
            made.set_columns(columns);
            self.body.with_value(|body| body.replace(Some(made)));
        }
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            let width = self.with_body(Body::measure);
            let width = width.and_then(|width| u32::try_from(width).ok());
            if let Some(width) = width.filter(|width| *width != self.room.get_untracked()) {
                self.room.set(width);
            }
        });
        // A browser without it shows the grid in the size that it had at first.
        let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
            return;
        };
        observed
            .iter()
            .for_each(|element| observer.observe(element));
        let kept = StoredValue::new_local((observer, on_resize));
        on_cleanup(move || {
            kept.try_with_value(|(observer, _)| observer.disconnect());
        });
    }
}
