//! How a filter is typed, shown beside it. Every line can be pressed to try it.

use super::desk::TableDesk;
use crate::i18n::Language;
use crate::ui::{IconName, Popover};
use leptos::prelude::*;

/// An example, and what it finds.
pub type Example = (&'static str, fn(Language) -> &'static str);

/// Those that hold for every table.
const EXAMPLES: [Example; 4] = [
    ("张 wei", Language::roster_help_words),
    ("\"zhang wei\"", Language::roster_help_exact),
    ("-test", Language::roster_help_not),
    ("张 OR 李", Language::roster_help_either),
];

/// The button that opens the help. A pressed example is put into the filter.
pub fn filter_help(desk: TableDesk) -> AnyView {
    let (words, typed, facts) = (desk.words, desk.typed, desk.facts);
    let content = move || {
        let examples = EXAMPLES.iter().chain(facts.examples).copied();
        let lines = examples.map(|(example, meaning)| {
            view! {
                <tr>
                    <td>
                        <button
                            type="button"
                            class="roster-example mono"
                            on:click=move |_| typed.set(example.to_owned())
                        >
                            {example}
                        </button>
                    </td>
                    <td>{words.of(meaning)}</td>
                </tr>
            }
        });
        let names = words.with(move |language| {
            let columns = (facts.columns)(language);
            let names: Vec<_> = columns.iter().map(|column| column.key).collect();
            language.roster_help_columns(&names.join(", "))
        });
        view! {
            <table class="roster-help">
                <tbody>{lines.collect_view()}</tbody>
            </table>
            <p class="muted">{names}</p>
            <p class="muted">{words.of(Language::roster_help_find)}</p>
        }
        .into_any()
    };
    view! { <Popover label=words.of(Language::roster_help) icon=IconName::Info content=content/> }
        .into_any()
}
