//! Who is signed in, in the bar at the top, with the way out.

use crate::i18n::{role_name, use_words};
use crate::session::{Access, Identity, new_id, use_session};
use crate::transport::sign_out;
use crate::ui::{IconName, Menu, MenuItem, Tone, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The name, the role and the way out; nothing where nobody has to sign in.
pub fn identity_menu() -> AnyView {
    let (words, session, toasts) = (use_words(), use_session(), use_toasts());
    let Some(Identity { name, role }) = session.identity() else {
        return ().into_any();
    };
    let label = {
        let name = name.clone();
        words.with(move |language| language.signed_in_as(&name, role_name(language, role)))
    };
    let leave = Callback::new(move |()| {
        spawn_local(async move {
            match sign_out(&new_id()).await {
                // Nothing that was read may stay on the screen or in memory.
                Ok(()) => _ = window().location().reload(),
                Err(_) => {
                    let language = words.now();
                    let why = language.sign_in_not_reached().to_owned();
                    toasts.push(
                        Tone::Bad,
                        language.sign_out_failed().to_owned(),
                        Some(why),
                        None,
                    );
                }
            }
        });
    });
    let items = Callback::new(move |()| {
        let language = words.now();
        let who = MenuItem {
            label: label.get_untracked(),
            icon: None,
            danger: false,
            disabled: true,
            on_select: Callback::new(|()| {}),
        };
        let out = MenuItem {
            label: language.sign_out().to_owned(),
            icon: Some(IconName::Power),
            danger: false,
            disabled: false,
            on_select: leave,
        };
        // Behind a proxy, only the proxy can end what it began.
        match session.access() {
            Access::Token => vec![who, out],
            Access::Open | Access::Proxy => vec![who],
        }
    });
    view! {
        <span class="bar-identity">
            <span class="bar-identity-name">{name}</span>
            <span class="bar-identity-role">
                {words.with(move |language| role_name(language, role).to_owned())}
            </span>
            <Menu label=label icon=IconName::Users items=items/>
        </span>
    }
    .into_any()
}
