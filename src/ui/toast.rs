//! Short news in a corner: what just happened, and the one thing to do about it.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{
    button::{Button, ButtonVariant, icon_button},
    icon::{IconName, icon},
    tone::Tone,
};

/// Good news leaves by itself after this time; bad news stays until it is dismissed.
const SHOWN_FOR: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    title: String,
    detail: Option<String>,
    action: Option<(String, Callback<()>)>,
}

/// Where news is sent. Copy it freely.
#[derive(Clone, Copy)]
pub struct ToastHub {
    toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    owner: StoredValue<Option<Owner>>,
}

impl ToastHub {
    /// A callback for a toast's button. A toast outlives the part of the page that sends it, and a callback made there
    /// would be gone by the time that the button is pressed; this one lives as long as the hub.
    pub fn action(self, run: impl Fn() + Send + Sync + 'static) -> Callback<()> {
        let make = move || Callback::new(move |()| run());
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// Shows a toast: its tone, the news in one line, perhaps details, perhaps a button with its words.
    pub fn push(
        self,
        tone: Tone,
        title: impl Into<String>,
        detail: Option<String>,
        action: Option<(String, Callback<()>)>,
    ) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let toast = Toast {
            id,
            tone,
            title: title.into(),
            detail,
            action,
        };
        self.toasts.update(|toasts| toasts.push(toast));
    }

    fn dismiss(self, id: u32) {
        // The page that owned the hub may be gone when a timer fires.
        _ = self
            .toasts
            .try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Makes the hub known to everything below. Call it once, at the root.
pub fn provide_toasts() -> ToastHub {
    let hub = ToastHub {
        toasts: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        owner: StoredValue::new(Owner::current()),
    };
    provide_context(hub);
    hub
}

/// The hub provided above.
///
/// # Panics
/// When no ancestor called [`provide_toasts`].
#[must_use]
pub fn use_toasts() -> ToastHub {
    expect_context()
}

/// The corner where toasts appear. Put it once into the frame.
#[component]
pub fn Toasts(
    /// The hub.
    hub: ToastHub,
    /// The region's name for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The words of the button that dismisses a toast.
    #[prop(into)]
    dismiss_label: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let some = hub.toasts.with(|toasts| !toasts.is_empty());
        let Some(region) = node.get() else { return };
        // Shown anew each time, because the top layer is a stack and a dialog may have been opened since. A browser
        // without popovers shows the region in its place.
        _ = region.hide_popover();
        if some {
            _ = region.show_popover();
        }
    });
    view! {
        <div
            node_ref=node
            class="toasts"
            popover="manual"
            role="region"
            aria-live="polite"
            aria-label=move || label.get()
        >
            <For each=move || hub.toasts.get() key=|toast| toast.id let:toast>
                {toast_view(hub, toast, dismiss_label)}
            </For>
        </div>
    }
    .into_any()
}

fn toast_view(hub: ToastHub, toast: Toast, dismiss_label: Signal<String>) -> AnyView {
    let Toast {
        id,
        tone,
        title,
        detail,
        action,
    } = toast;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_get_value().flatten() {
            timer.clear();
        }
    };
    let start = move || {
        if matches!(tone, Tone::Good | Tone::Info | Tone::Neutral) {
            stop();
            timer.set_value(set_timeout_with_handle(move || hub.dismiss(id), SHOWN_FOR).ok());
        }
    };
    start();
    on_cleanup(stop);
    let name = match tone {
        Tone::Good => IconName::Check,
        Tone::Warn | Tone::Bad => IconName::Alert,
        Tone::Neutral | Tone::Info | Tone::Accent => IconName::Info,
    };
    view! {
        <div
            class="toast"
            data-tone=tone.as_str()
            role=(tone == Tone::Bad).then_some("alert")
            on:pointerenter=move |_| stop()
            on:pointerleave=move |_| start()
            on:focusin=move |_| stop()
            on:focusout=move |_| start()
        >
            {icon(name)}
            <div class="toast-content">
                <p class="toast-title">{title}</p>
                {detail.map(|detail| view! { <p class="toast-detail">{detail}</p> })}
                {action
                    .map(|(label, run)| {
                        view! {
                            <Button
                                label=label
                                small=true
                                variant=ButtonVariant::Secondary
                                on_click=move |()| {
                                    run.run(());
                                    hub.dismiss(id);
                                }
                            />
                        }
                    })}
            </div>
            {icon_button(
                IconName::Close,
                dismiss_label,
                Callback::new(move |()| hub.dismiss(id)),
                None,
                false.into(),
            )}
        </div>
    }
    .into_any()
}
