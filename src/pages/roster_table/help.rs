//! How a filter is typed, shown beside it. Every line can be pressed to try it.

use crate::i18n::{Language, Words};
use crate::ui::{IconName, Popover};
use leptos::prelude::*;

/// An example, and what it finds.
type Example = (&'static str, fn(Language) -> &'static str);

const EXAMPLES: [Example; 8] = [
    ("张 wei", Language::roster_help_words),
    ("\"zhang wei\"", Language::roster_help_exact),
    ("-test", Language::roster_help_not),
    ("status:disabled", Language::roster_help_column),
    ("name:zhang*", Language::roster_help_begins),
    ("reg:>2024-01", Language::roster_help_dates),
    ("张 OR 李", Language::roster_help_either),
    ("nick:\"\"", Language::roster_help_empty),
];

/// The button that opens the help. A pressed example is put into the filter.
pub fn filter_help(
    words: Words,
    typed: RwSignal<String>,
    columns: &'static [&'static str],
) -> AnyView {
    let content = move || {
        let lines = EXAMPLES.map(|(example, meaning)| {
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
        let names = words.with(move |language| language.roster_help_columns(&columns.join(", ")));
        view! {
            <table class="roster-help">
                <tbody>{lines.collect_view()}</tbody>
            </table>
            <p class="muted">{names}</p>
        }
        .into_any()
    };
    view! { <Popover label=words.of(Language::roster_help) icon=IconName::Info content=content/> }
        .into_any()
}
