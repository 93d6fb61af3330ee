//! The command palette's commands: every page, the forms that create, every connection, and how the console looks.

use super::commands::PaletteOpen;
use super::top_bar::connection_link;
use super::{connection_name, page_name, use_appearance};
use crate::i18n::{Language, Name, use_words};
use crate::routes::{Page, parameter};
use crate::session::{Session, VaultState, use_session};
use crate::store::{Density, Theme};
use crate::ui::{CommandPalette, IconName, PaletteItem, PaletteWords};
use jobs::plan::FileKind;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vendors::{Operation, Vendor};

/// The commands that close and open the vault.
const LOCK: &str = "lock";
const UNLOCK: &str = "unlock";

/// The command palette. Whether it is open comes from context.
#[component]
pub fn Palette() -> impl IntoView {
    let words = use_words();
    let appearance = use_appearance();
    let navigate = use_navigate();
    let PaletteOpen { open, ahead } = expect_context();
    let typed = ahead.try_update_value(Option::take).flatten();
    let session = use_session();
    let items = Signal::derive(move || {
        let language = words.0.get();
        let mut items = commands(language, &session.vendors(), |operation| {
            session.may(operation)
        });
        items.extend(switches(language, session));
        items.extend(vault_command(language, session.vault().state()));
        items
    });
    let on_pick = Callback::new(move |id: String| match id.as_str() {
        "language" => words.0.update(|language| *language = language.other()),
        "light" => appearance.theme.set(Theme::Light),
        "dark" => appearance.theme.set(Theme::Dark),
        "system" => appearance.theme.set(Theme::System),
        "density" => appearance.density.update(|density| {
            *density = match density {
                Density::Compact => Density::Comfortable,
                Density::Comfortable => Density::Compact,
            };
        }),
        LOCK => session.vault().lock(),
        UNLOCK => session.vault().asked().set(true),
        link => navigate(link, NavigateOptions::default()),
    });
    let palette_words = Signal::derive(move || {
        let language = words.0.get();
        PaletteWords {
            label: language.command_palette().to_owned(),
            placeholder: language.palette_placeholder().to_owned(),
            none: language.palette_nothing().to_owned(),
        }
    });
    view! { <CommandPalette open=open typed=typed.unwrap_or_default() items=items on_pick=on_pick words=palette_words/> }
}

/// Every command. Names in the other language count as keywords, so that either finds it.
fn commands(
    language: Language,
    vendors: &[Vendor],
    may: impl Fn(Operation) -> bool,
) -> Vec<PaletteItem> {
    type Title = fn(Language) -> &'static str;
    let other = language.other();
    let item = |id: &str, title: &str, keywords: &str, icon| PaletteItem {
        id: id.to_owned(),
        title: title.to_owned(),
        hint: String::new(),
        keywords: keywords.to_owned(),
        icon,
    };
    let mut items = Vec::new();
    // Where nothing may be changed, a plan would come to nothing.
    let may_write = |vendor: &Vendor| Operation::writes_at(*vendor).any(&may);
    let is_shown = |page: &Page| match page {
        Page::Plan => vendors.iter().any(may_write),
        page => page.vendor().is_none_or(|vendor| vendors.contains(&vendor)),
    };
    for page in Page::ALL.into_iter().filter(is_shown) {
        let title = language.go_to(Name(page_name(language, page)));
        items.push(item(
            &page.address(),
            &title,
            page_name(other, page),
            IconName::ChevronRight,
        ));
    }
    let creations: [(Operation, Title); 2] = [
        (
            Operation::BitAnswerUpsertUser,
            Language::command_new_bitanswer,
        ),
        (
            Operation::ShareCreatorsCreateUser,
            Language::command_new_sharecreators,
        ),
    ];
    for (operation, title) in creations {
        if !vendors.contains(&operation.vendor()) || !may(operation) {
            continue;
        }
        let link = Page::of(operation.vendor()).link(&[(parameter::ACTION, "new")]);
        items.push(item(&link, title(language), title(other), IconName::Plus));
    }
    for vendor in vendors.iter().copied() {
        if !FileKind::of(vendor).is_empty() && may_write(&vendor) {
            let title = |language: Language| language.plan_import_command(language.vendor(vendor));
            let link = Page::Plan.link(&[(parameter::SECTION, vendor.slug())]);
            items.push(item(
                &link,
                &title(language),
                &title(other),
                IconName::Upload,
            ));
        }
        let title = |language: Language| language.command_connection(language.vendor(vendor));
        let link = Page::Settings.link(&[(parameter::SECTION, vendor.slug())]);
        items.push(item(&link, &title(language), &title(other), IconName::Plug));
    }
    let switches: [(&str, Title, IconName); 5] = [
        ("language", Language::language_switch, IconName::Globe),
        ("light", Language::command_light, IconName::Sun),
        ("dark", Language::command_dark, IconName::Moon),
        ("system", Language::command_system, IconName::Monitor),
        ("density", Language::command_density, IconName::List),
    ];
    for (id, title, icon) in switches {
        items.push(item(id, title(language), title(other), icon));
    }
    items
}

/// What can be done to the vault now.
fn vault_command(language: Language, state: VaultState) -> Option<PaletteItem> {
    type Title = fn(Language) -> &'static str;
    let (id, title): (&str, Title) = match state {
        VaultState::Unlocked => (LOCK, Language::vault_lock),
        VaultState::Locked => (UNLOCK, Language::vault_unlock),
        VaultState::Absent | VaultState::Unsupported(_) => return None,
    };
    Some(PaletteItem {
        id: id.to_owned(),
        title: title(language).to_owned(),
        hint: String::new(),
        keywords: title(language.other()).to_owned(),
        icon: IconName::Lock,
    })
}

/// Every connection of a vendor that has several.
fn switches(language: Language, session: Session) -> Vec<PaletteItem> {
    let mut items = Vec::new();
    for vendor in session.vendors() {
        let all = session.connections(vendor);
        if all.len() < 2 {
            continue;
        }
        for connection in &all {
            let title = |language: Language| {
                let name = connection_name(language, connection);
                language.command_switch(language.vendor(vendor), &name)
            };
            items.push(PaletteItem {
                id: connection_link(session, connection),
                title: title(language),
                hint: if connection.production {
                    language.production().to_owned()
                } else {
                    String::new()
                },
                keywords: format!("{} {}", title(language.other()), connection.id),
                icon: IconName::Plug,
            });
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_an_id_of_its_own_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            let all = commands(language, &Vendor::ALL, |_| true).into_iter();
            let mut ids: Vec<String> = all.map(|item| item.id).collect();
            let count = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), count);
        }
    }

    #[test]
    fn nothing_leads_to_a_plan_that_may_not_be_carried_out() {
        let to_plans = |may: fn(Operation) -> bool| {
            let all = commands(Language::English, &Vendor::ALL, may).into_iter();
            all.filter(|item| item.id.starts_with(&Page::Plan.address()))
                .count()
        };
        assert_eq!(to_plans(|_| true), 4);
        assert_eq!(to_plans(|operation| !operation.writes()), 0);
        assert_eq!(to_plans(|operation| operation == Operation::T12SetQuota), 2);
    }
}
