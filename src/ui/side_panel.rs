//! The detail beside the list.

use leptos::{children::ViewFn, html, prelude::*};

use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{AddEventListenerOptions, Element};

use super::{
    button::icon_button,
    element::{closest, focus, focus_page, focused, unique_id},
    icon::IconName,
    keep_focus::keep_focus,
    style::adopt_style,
};

/// A region at the right of the list (over it on a narrow screen) that shows one of its rows. It scrolls by itself;
/// Escape closes it; focus moves to it and returns when it goes.
#[component]
pub fn SidePanel(
    /// What is shown: a name.
    #[prop(into)]
    title: Signal<String>,
    /// The words of the close button.
    #[prop(into)]
    close_label: Signal<String>,
    /// Runs when it is to be closed.
    #[prop(into)]
    on_close: Callback<()>,
    /// A line below the title; empty for none.
    #[prop(optional, into)]
    subtitle: Signal<String>,
    /// The buttons that act on what is shown, always in sight at the bottom.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// The detail.
    children: Children,
) -> impl IntoView {
    // Details have cells as well.
    adopt_style(include_str!("../../style/table.css"));
    adopt_style(include_str!("../../style/panel.css"));
    let node = NodeRef::<html::Aside>::new();
    let before = StoredValue::new_local(focused());
    Effect::new(move |_| {
        let Some(panel) = node.get() else { return };
        keep_focus(&panel);
        focus(&panel);
        // Behind a dialog nothing takes the focus. What was opened by a dialog gets it when that is gone.
        if let Some(dialog) = open_dialog() {
            let after = Closure::once_into_js(move || {
                if panel.is_connected() {
                    _ = before.try_set_value(focused());
                    focus(&panel);
                }
            });
            let once = AddEventListenerOptions::new();
            once.set_once(true);
            _ = dialog.add_event_listener_with_callback_and_add_event_listener_options(
                "close",
                after.unchecked_ref(),
                &once,
            );
        }
    });
    on_cleanup(move || {
        // The row that was left may have gone with a reload.
        match before.try_get_value().flatten() {
            Some(before) if before.is_connected() => focus(&before),
            _ => focus_page(),
        }
    });
    let heading = unique_id("panel");
    let labelled_by = heading.clone();
    view! {
        <aside
            node_ref=node
            class="panel"
            tabindex="-1"
            aria-labelledby=labelled_by
            on:keydown=move |event| {
                // A dialog or menu opened from the panel takes its own Escape.
                if event.key() == "Escape" && !event.default_prevented()
                    && closest(&event, "dialog, [popover]").is_none()
                {
                    event.prevent_default();
                    on_close.run(());
                }
            }
        >
            <header class="panel-header">
                <div class="panel-titles">
                    <h2 class="panel-title" id=heading>
                        {move || title.get()}
                    </h2>
                    {move || {
                        let subtitle = subtitle.get();
                        (!subtitle.is_empty()).then(|| view! { <p class="panel-subtitle">{subtitle}</p> })
                    }}
                </div>
                {icon_button(IconName::Close, close_label, on_close, None, false.into())}
            </header>
            <div class="panel-body">{children()}</div>
            {footer.map(|footer| view! { <footer class="panel-footer">{footer.run()}</footer> })}
        </aside>
    }
    .into_any()
}

fn open_dialog() -> Option<Element> {
    document().query_selector("dialog:modal").ok().flatten()
}
