//! Where a file comes in: dropped, chosen, or pasted as cells.

use crate::i18n::Language;
use crate::pages::plan::desk::Desk;
use crate::ui::{Button, Icon, IconName, TextArea};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, HtmlInputElement};

/// What the file's field is known by to its label.
const FILE_FIELD: &str = "plan-file";

/// Pasted texts from this many bytes on are read at once. A field of ten thousand lines takes the browser a
/// quarter of a second to lay out, and nobody edits it.
const LARGE: usize = 40_000;

/// What the browser offers to choose from.
/// The files that are read, as a field for files wants them.
pub const READABLE: &str = ".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The place to drop or choose a file, and the field to paste into.
pub fn incoming(desk: Desk) -> AnyView {
    view! {
        <div class="plan-incoming">
            {dropping(desk)}
            {pasting(desk)}
        </div>
    }
    .into_any()
}

fn dropping(desk: Desk) -> AnyView {
    let (words, reading) = (desk.words, desk.reading);
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            reading.read_file(file);
        }
    };
    let chosen = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        let files = input.and_then(|input| input.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            reading.read_file(file);
        }
    };
    // The field itself is what the keyboard reaches; the box around it makes it large enough to hit.
    view! {
        <div
            class="plan-drop"
            data-over=move || over.get().then_some("true")
            on:dragenter=hover
            on:dragover=hover
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <Icon name=IconName::Upload/>
            <p class="plan-drop-title">{words.of(Language::plan_drop)}</p>
            <p class="muted">{words.of(Language::plan_drop_kinds)}</p>
            <label class="button button-primary" for=FILE_FIELD>
                {words.of(Language::plan_choose_file)}
            </label>
            <input
                node_ref=input
                class="visually-hidden"
                id=FILE_FIELD
                type="file"
                accept=READABLE
                on:change=chosen
            />
        </div>
    }
    .into_any()
}

fn pasting(desk: Desk) -> AnyView {
    let words = desk.words;
    let text = RwSignal::new(String::new());
    let read = Callback::new(move |()| {
        let pasted = text.get_untracked();
        // It may hold passwords, and the field is not needed any more.
        text.set(String::new());
        desk.reading.read_text(pasted);
    });
    let pasted = move |event: ClipboardEvent| {
        if !text.with_untracked(|text| text.trim().is_empty()) {
            return;
        }
        if let Some(pasted) = large_text(&event) {
            event.prevent_default();
            desk.reading.read_text(pasted);
        }
    };
    // Browsers write what is typed to the disk, to restore a page that was left, but not what stands in such a form.
    view! {
        <form class="stack" autocomplete="off" on:paste=pasted on:submit=|event| event.prevent_default()>
            <TextArea
                label=words.of(Language::plan_or_paste)
                value=text
                rows=6
                mono=true
                hint=words.of(Language::plan_paste_hint)
            />
            <div class="cluster">
                <Button
                    label=words.of(Language::plan_read_pasted)
                    disabled=Signal::derive(move || text.with(|text| text.trim().is_empty()))
                    on_click=read
                />
            </div>
        </form>
    }
    .into_any()
}

/// What is being pasted, if it is large.
fn large_text(event: &ClipboardEvent) -> Option<String> {
    let text = event.clipboard_data()?.get_data("text/plain").ok()?;
    (text.len() >= LARGE).then_some(text)
}
