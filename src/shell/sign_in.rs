//! What stands in the console's place as long as the gateway does not know who asks.

use super::Appearance;
use crate::i18n::{Language, Words, use_words};
use crate::session::{Access, new_id};
use crate::store::Theme;
use crate::transport::{self, SignInFailure};
use crate::ui::{
    Button, ButtonKind, ButtonVariant, EmptyState, Form, IconName, Notice, SecretField, Tone,
    provide_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::Secret;

// Most visitors never need it.
piece!(pub fetch_sign_in = sign_in, |access: Access| page(access));

fn page(access: Access) -> AnyView {
    Appearance::provide(provide_toasts(), None, Theme::System);
    let words = use_words();
    Effect::new(move || {
        document().set_title(&format!("{} · Rollcall", words.0.get().sign_in()));
    });
    match access {
        Access::Proxy => not_recognised(words),
        Access::Open | Access::Token => token_form(words),
    }
}

fn not_recognised(words: Words) -> AnyView {
    view! {
        <main class="sign-in">
            <EmptyState
                icon=IconName::Lock
                title=words.of(Language::not_recognised)
                body=words.of(Language::not_recognised_body)
                is_page=true
            >
                <Button
                    label=words.of(Language::reload)
                    variant=ButtonVariant::Primary
                    on_click=Callback::new(|()| reload())
                />
            </EmptyState>
        </main>
    }
    .into_any()
}

fn token_form(words: Words) -> AnyView {
    let token = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<SignInFailure>);
    let busy = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let typed = token.with_untracked(|token| token.trim().to_owned());
        if busy.get_untracked() || typed.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match transport::sign_in(&Secret::new(typed), &new_id()).await {
                // The console begins anew with what the gateway says to whom it knows.
                Ok(()) => reload(),
                Err(why) => {
                    token.set(String::new());
                    failure.set(Some(why));
                    busy.set(false);
                }
            }
        });
    });
    let told = move || {
        failure.get().map(|failure| {
            let reason = words.with(move |language| reason(language, failure));
            view! {
                <Notice tone=Tone::Bad title=words.of(Language::sign_in_failed)>
                    <p>{reason}</p>
                </Notice>
            }
        })
    };
    view! {
        <main class="sign-in">
            <div class="sign-in-card">
                <h1>{words.of(Language::sign_in)}</h1>
                <p>{words.of(Language::sign_in_body)}</p>
                {told}
                <Form on_submit=submit>
                    <SecretField
                        label=words.of(Language::sign_in_token)
                        value=token
                        reveal_label=words.of(Language::show_secret)
                        hint=words.of(Language::sign_in_kept)
                        required=true
                        autofocus=true
                    />
                    <div class="sign-in-actions">
                        <Button
                            label=words.of(Language::sign_in)
                            variant=ButtonVariant::Primary
                            kind=ButtonKind::Submit
                            busy=busy
                            disabled=Signal::derive(move || token.with(|token| token.trim().is_empty()))
                        />
                        <Button
                            label=words.of(Language::language_switch)
                            variant=ButtonVariant::Ghost
                            on_click=Callback::new(move |()| {
                                words.0.update(|language| *language = language.other());
                            })
                        />
                    </div>
                </Form>
            </div>
        </main>
    }
    .into_any()
}

fn reason(language: Language, failure: SignInFailure) -> String {
    match failure {
        SignInFailure::WrongToken => language.sign_in_wrong().to_owned(),
        SignInFailure::TooOften(Some(seconds)) => language.sign_in_too_often_for(seconds),
        SignInFailure::TooOften(None) => language.sign_in_too_often().to_owned(),
        SignInFailure::NotReached => language.sign_in_not_reached().to_owned(),
    }
}

/// Begins anew.
fn reload() {
    // It fails only where there is no page, and then nobody is there to be told.
    _ = window().location().reload();
}
