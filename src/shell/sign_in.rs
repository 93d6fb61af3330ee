//! What stands in the console's place as long as the gateway does not know who asks.

use super::threshold::own_tab_link;
use crate::i18n::{Language, Words, use_words};
use crate::session::{Access, Loaded, load_config, new_id};
use crate::transport::{self, SignInFailure};
use crate::ui::{
    Button, ButtonKind, ButtonVariant, EmptyState, Form, IconName, Notice, SecretField, Tone,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::Secret;

/// The page for how people come in.
pub fn sign_in_page(access: Access) -> AnyView {
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
    let not_kept = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let typed = token.with_untracked(|token| token.trim().to_owned());
        if busy.get_untracked() || typed.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            failure.set(None);
            not_kept.set(false);
            match transport::sign_in(&Secret::new(typed), &new_id()).await {
                // The console begins anew with what the gateway says to whom it knows. It is asked first: where the browser
                // keeps no cookie, this page would come again and again without a word.
                Ok(()) if !is_asked_again().await => reload(),
                Ok(()) => {
                    token.set(String::new());
                    not_kept.set(true);
                    busy.set(false);
                }
                Err(why) => {
                    token.set(String::new());
                    failure.set(Some(why));
                    busy.set(false);
                }
            }
        });
    });
    let cookie_told = move || {
        not_kept.get().then(|| {
            view! {
                <Notice tone=Tone::Bad title=words.of(Language::sign_in_not_kept)>
                    <p>{words.of(Language::sign_in_not_kept_body)}</p>
                    {own_tab_link(words)}
                </Notice>
            }
        })
    };
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
                {told} {cookie_told}
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

/// Whether the gateway still does not know who asks.
async fn is_asked_again() -> bool {
    matches!(load_config().await, Loaded::Config(config) if config.needs_sign_in())
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
