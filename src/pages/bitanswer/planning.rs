//! From a selection to a plan: what is wanted of everybody, handed over to the plan page.

use super::action::{Action, ActionKind, Target};
use super::desk::Desk;
use crate::i18n::Language;
use crate::jobs::{Draft, Jobs, breathe};
use crate::pages::plan_link::plan_address;
use crate::ui::{Button, Notice, Tone};
use jobs::plan::{Intent, Wish};
use jobs::{Field, Origin};
use leptos::prelude::*;
use vendors::{Secret, Vendor};

/// From more users than this, a plan is offered.
const MANY: usize = 20;

/// So many users' wishes are made between two pauses.
const SLICE: usize = 5_000;

/// What an action wants of each of these users; nothing where it is none that a plan knows.
fn wishes(kind: ActionKind, targets: &[Target], password: &Secret) -> Vec<Wish> {
    let intent = match kind {
        ActionKind::Enable | ActionKind::Disable | ActionKind::SetPassword => Intent::Change,
        ActionKind::Delete => Intent::Delete,
        ActionKind::ForceOffline => return Vec::new(),
    };
    let status = match kind {
        ActionKind::Enable => Some(Field::NORMAL),
        ActionKind::Disable => Some(Field::DISABLED),
        _ => None,
    };
    targets
        .iter()
        .map(|target| {
            let mut wish = Wish::new(&target.name, intent);
            let status = status.map(|status| (Field::Status, status.to_owned()));
            wish.values.extend(status);
            wish.password = (kind == ActionKind::SetPassword).then(|| password.clone());
            wish
        })
        .collect()
}

/// Hands over what is wanted; then the address of the plan page. A whole roster may be selected, so that it is done in slices.
pub async fn planned(desk: Desk, jobs: Jobs, action: Action, password: Secret) -> String {
    let connection = desk.session.current(Vendor::BitAnswer);
    let address = untrack(|| plan_address(desk.session, Vendor::BitAnswer));
    let mut made = Vec::with_capacity(action.targets.len());
    for targets in action.targets.chunks(SLICE) {
        if !made.is_empty() {
            breathe().await;
        }
        made.extend(wishes(action.kind, targets, &password));
    }
    jobs.hand_over(Draft {
        vendor: Vendor::BitAnswer,
        connection,
        origin: Origin::Selection,
        wishes: made,
    });
    address
}

/// Offers a plan where there are many users.
pub fn plan_offer(
    desk: Desk,
    action: &Action,
    disabled: Signal<bool>,
    go: Callback<()>,
) -> AnyView {
    let words = desk.words;
    if action.targets.len() <= MANY || action.kind == ActionKind::ForceOffline {
        return ().into_any();
    }
    view! {
        <Notice tone=Tone::Info title=words.of(Language::plan_many_are_better_planned)>
            <div class="notice-actions">
                <Button label=words.of(Language::plan_as_plan) disabled=disabled on_click=go/>
            </div>
        </Notice>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_wants_the_same_of_everybody() {
        let password = Secret::new("p");
        let targets = ["a", "b"].map(|name| Target {
            name: name.to_owned(),
            guid: None,
        });
        let of = |kind| wishes(kind, &targets, &password);
        for (kind, status) in [
            (ActionKind::Enable, Field::NORMAL),
            (ActionKind::Disable, Field::DISABLED),
        ] {
            let wishes = of(kind);
            assert_eq!(wishes.len(), 2);
            assert!(wishes.iter().all(|wish| {
                wish.intent == Intent::Change
                    && wish.values[&Field::Status] == status
                    && wish.password.is_none()
            }));
        }
        let set = of(ActionKind::SetPassword);
        assert!(
            set.iter()
                .all(|wish| wish.password.is_some() && wish.values.is_empty())
        );
        let delete = of(ActionKind::Delete);
        assert!(
            delete
                .iter()
                .all(|wish| wish.intent == Intent::Delete && wish.password.is_none())
        );
        assert!(of(ActionKind::ForceOffline).is_empty());
    }
}
