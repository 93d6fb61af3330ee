//! From a selection to a plan: what is wanted of everybody, handed over to the plan page.

use super::action::{Action, ActionKind};
use super::desk::Desk;
use crate::i18n::Language;
use crate::jobs::{Draft, Jobs};
use crate::pages::plan_link::plan_address;
use crate::ui::{Button, Notice, Tone};
use jobs::plan::{Intent, Wish};
use jobs::{Field, Origin};
use leptos::prelude::*;
use vendors::{Secret, Vendor};

/// From more users than this, a plan is offered.
const MANY: usize = 20;

/// What an action wants of each of its users; nothing where it is none that a plan knows.
fn wishes(action: &Action, password: &Secret) -> Vec<Wish> {
    let intent = match action.kind {
        ActionKind::Enable | ActionKind::Disable | ActionKind::SetPassword => Intent::Change,
        ActionKind::Delete => Intent::Delete,
        ActionKind::ForceOffline => return Vec::new(),
    };
    let status = match action.kind {
        ActionKind::Enable => Some(Field::NORMAL),
        ActionKind::Disable => Some(Field::DISABLED),
        _ => None,
    };
    action
        .targets
        .iter()
        .map(|target| {
            let mut wish = Wish::new(&target.name, intent);
            let status = status.map(|status| (Field::Status, status.to_owned()));
            wish.values.extend(status);
            wish.password = (action.kind == ActionKind::SetPassword).then(|| password.clone());
            wish
        })
        .collect()
}

/// Hands over what is wanted; then the address of the plan page.
pub fn planned(desk: Desk, jobs: Jobs, action: &Action, password: &Secret) -> String {
    jobs.hand_over(Draft {
        vendor: Vendor::BitAnswer,
        connection: desk.session.current(Vendor::BitAnswer),
        origin: Origin::Selection,
        wishes: wishes(action, password),
    });
    untrack(|| plan_address(desk.session, Vendor::BitAnswer))
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
    use super::super::action::Target;
    use super::*;

    fn action(kind: ActionKind) -> Action {
        let target = |name: &str| Target {
            name: name.to_owned(),
            guid: None,
        };
        Action {
            kind,
            targets: vec![target("a"), target("b")],
            as_plan: true,
        }
    }

    #[test]
    fn a_selection_wants_the_same_of_everybody() {
        let password = Secret::new("p");
        let of = |kind| wishes(&action(kind), &password);
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
