//! Where secrets live in this browser: in memory, or in the vault; and what can be done about that.

use super::vault_dialogs::{Asked, vault_dialogs};
use crate::i18n::{Language, use_words};
use crate::pages::vault::vault_fault;
use crate::session::{VaultFault, VaultState, use_session};
use crate::store::vault::idle_minutes;
use crate::ui::{Badge, Button, ButtonVariant, IconName, Notice, SegmentedControl, Tone};
use leptos::prelude::*;
use vault::Idle;

/// The section.
pub fn vault_section() -> AnyView {
    let (words, vault) = (use_words(), use_session().vault());
    let asked = RwSignal::new(None::<Asked>);
    let choice = move |title: fn(Language) -> &'static str,
                       note: fn(Language) -> &'static str,
                       is_used: Signal<bool>,
                       detail: AnyView| {
        view! {
            <li class="secrets-choice" data-used=move || is_used.get().then_some("true")>
                <p class="secrets-choice-title">
                    {words.of(title)}
                    {move || {
                        is_used
                            .get()
                            .then(|| {
                                view! { <Badge tone=Tone::Accent label=words.of(Language::vault_in_use)/> }
                            })
                    }}
                </p>
                <p class="section-note">{words.of(note)}</p>
                {detail}
            </li>
        }
        .into_any()
    };
    let has_vault =
        Signal::derive(move || matches!(vault.state(), VaultState::Locked | VaultState::Unlocked));
    let in_memory = Signal::derive(move || !has_vault.get());
    let ask = move |what: Asked| Callback::new(move |()| asked.set(Some(what)));
    let buttons = move || match vault.state() {
        VaultState::Unsupported(lacking) => {
            let title =
                words.with(move |language| vault_fault(language, VaultFault::Unsupported(lacking)));
            view! { <Notice tone=Tone::Warn title=title/> }.into_any()
        }
        VaultState::Absent => view! {
            <div class="cluster">
                <Button
                    label=words.of(Language::vault_create)
                    icon=IconName::Lock
                    on_click=ask(Asked::Create)
                />
            </div>
        }
        .into_any(),
        VaultState::Locked => view! {
            <p>
                <Badge tone=Tone::Neutral label=words.of(Language::vault_locked)/>
            </p>
            <div class="cluster">
                <Button
                    label=words.of(Language::vault_unlock)
                    icon=IconName::Lock
                    variant=ButtonVariant::Primary
                    on_click=move |()| vault.asked().set(true)
                />
                <Button
                    label=words.of(Language::vault_delete)
                    icon=IconName::Trash
                    variant=ButtonVariant::Ghost
                    on_click=ask(Asked::Delete)
                />
            </div>
        }
        .into_any(),
        VaultState::Unlocked => view! {
            <p class="cluster">
                <Badge tone=Tone::Good label=words.of(Language::vault_unlocked)/>
                <span>
                    {words.with(move |language| language.vault_holds(vault.count()))}
                </span>
            </p>
            <div class="cluster">
                <Button
                    label=words.of(Language::vault_lock)
                    icon=IconName::Lock
                    on_click=move |()| vault.lock()
                />
                <Button
                    label=words.of(Language::vault_change)
                    icon=IconName::Key
                    on_click=ask(Asked::Change)
                />
                <Button
                    label=words.of(Language::vault_delete)
                    icon=IconName::Trash
                    variant=ButtonVariant::Ghost
                    on_click=ask(Asked::Delete)
                />
            </div>
        }
        .into_any(),
    };
    let idle = move || has_vault.get().then(idle_choice);
    let vault_detail = view! { {buttons} {idle} }.into_any();
    view! {
        <section class="card" aria-labelledby="secrets-title">
            <h2 class="card-header" id="secrets-title">
                {words.of(Language::vault_title)}
            </h2>
            <div class="card-body">
                <p class="section-note">{words.of(Language::vault_intro)}</p>
                <ul class="secrets-choices">
                    {choice(
                        Language::vault_in_memory,
                        Language::vault_in_memory_note,
                        in_memory,
                        ().into_any(),
                    )}
                    {choice(
                        Language::vault_in_vault,
                        Language::vault_in_vault_note,
                        has_vault,
                        vault_detail,
                    )}
                </ul>
            </div>
        </section>
        {vault_dialogs(asked)}
    }
    .into_any()
}

/// After how long the vault closes by itself.
fn idle_choice() -> AnyView {
    let (words, vault) = (use_words(), use_session().vault());
    let chosen = RwSignal::new(idle_minutes().to_string());
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now)
            && let Ok(minutes) = now.parse()
        {
            vault.set_idle_minutes(minutes);
        }
        now
    });
    let options = Signal::derive(move || {
        let language = words.0.get();
        Idle::CHOICES
            .map(|minutes| (minutes.to_string(), language.vault_minutes(minutes)))
            .to_vec()
    });
    view! {
        <div class="field">
            <span class="field-label" aria-hidden="true">{words.of(Language::vault_idle)}</span>
            <div>
                <SegmentedControl label=words.of(Language::vault_idle) value=chosen options=options/>
            </div>
            <p class="field-hint">{words.of(Language::vault_idle_note)}</p>
        </div>
    }
    .into_any()
}
