//! The first step: what the file is for, the file or the pasted cells, and a look at what was read.

mod bytes;
mod check;
mod choice;
mod columns;
mod fault;
mod incoming;
mod preview;
mod reading;
mod workbook;

use super::desk::Desk;
use super::steps::step_heading;
use super::words::{column_name, purpose, purpose_hint};
use crate::i18n::Language;
use crate::pages::download::download;
use crate::ui::{Button, ButtonVariant, IconName, Notice, ProgressBar, Tone};
use check::check;
use choice::choice;
pub use columns::secret_columns;
#[cfg(test)]
pub use columns::{Wishing, columns};
pub use incoming::READABLE;
use incoming::incoming;
use jobs::plan::FileKind;
use leptos::prelude::*;
pub use reading::{Proposed, Reading, Rows, Stage};

/// The step.
pub fn source_step(desk: Desk, takes_focus: bool) -> AnyView {
    let words = desk.words;
    let stage = desk.reading.stage;
    let is_read = Memo::new(move |_| stage.get() == Stage::Read);
    let shows_entry = Memo::new(move |_| matches!(stage.get(), Stage::Nothing | Stage::Wrong(_)));
    view! {
        <section class="section plan-source">
            {step_heading(words.of(Language::plan_source_title), takes_focus)}
            {purposes(desk)}
            {move || shows_entry.get().then(|| incoming(desk))}
            {status(desk)}
        </section>
        {move || is_read.get().then(|| check(desk))}
    }
    .into_any()
}

/// What the file is for, what that needs, and a template.
fn purposes(desk: Desk) -> AnyView {
    let (words, kind) = (desk.words, desk.reading.kind);
    let kinds = FileKind::of(desk.vendor);
    let options = words;
    let options = Signal::derive(move || {
        let language = options.0.get();
        kinds
            .iter()
            .map(|kind| (kind.name().to_owned(), purpose(language, *kind).to_owned()))
            .collect::<Vec<_>>()
    });
    let on_choose = Callback::new(move |name: String| {
        if let Some(chosen) = kinds.iter().find(|kind| kind.name() == name) {
            kind.set(*chosen);
            desk.reading.propose();
        }
    });
    let select = (kinds.len() > 1).then(|| {
        choice(
            words.of(Language::plan_purpose),
            options,
            Signal::derive(move || kind.get().name().to_owned()),
            on_choose,
        )
    });
    let hint = words.with(move |language| purpose_hint(language, kind.get()).to_owned());
    let names = words.with(move |language| {
        let kind = kind.get();
        let names: Vec<String> = kind
            .columns()
            .iter()
            .map(|column| {
                let name = column_name(language, kind, column.key);
                format!("{name}{}", if column.required { " *" } else { "" })
            })
            .collect();
        language.plan_columns_of_file(&names.join(language.plan_separator()))
    });
    let template = Callback::new(move |()| {
        let language = words.now();
        let kind = kind.get_untracked();
        let name = [
            purpose(language, kind),
            " ",
            language.plan_template_name(),
            ".csv",
        ]
        .concat();
        if !download(&template(language, kind), &name, "text/csv;charset=utf-8") {
            desk.toasts
                .push(Tone::Bad, language.plan_export_failed(), None, None);
        }
    });
    view! {
        <div class="plan-purpose">
            {select}
            <div class="plan-purpose-words">
                <p>{hint}</p>
                <p class="muted">{names}</p>
            </div>
            <Button
                label=words.of(Language::plan_template)
                icon=IconName::Download
                on_click=template
            />
        </div>
    }
    .into_any()
}

fn template(language: Language, kind: FileKind) -> String {
    let examples: Vec<&str> = kind.columns().iter().map(|column| column.example).collect();
    let spoken = match language {
        Language::Chinese => sheet::Language::Chinese,
        Language::English => sheet::Language::English,
    };
    sheet::template(columns::columns(kind), spoken, &examples)
}

/// How the reading goes, or why it came to nothing.
fn status(desk: Desk) -> AnyView {
    let (words, reading) = (desk.words, desk.reading);
    let name = move |language: Language| {
        let name = reading.name.get();
        name.unwrap_or_else(|| language.plan_pasted().to_owned())
    };
    let percent = Memo::new(move |_| match reading.stage.get() {
        Stage::Reading(percent) => Some(percent),
        _ => None,
    });
    let is_reading = Memo::new(move |_| percent.get().is_some());
    let label = words.with(move |language| language.plan_reading(&name(language)));
    let progress = Signal::derive(move || percent.get().map(|done| (f64::from(done), 100.0)));
    let wrong = move || match reading.stage.get() {
        Stage::Wrong(fault) => {
            let title = words.with(name);
            let body = words.with(move |language| fault.words(language).to_owned());
            Some(view! {
                <Notice tone=Tone::Bad title=title>
                    <p>{body}</p>
                </Notice>
            })
        }
        _ => None,
    };
    view! {
        {move || {
            is_reading
                .get()
                .then(|| {
                    view! {
                        <div class="stack" role="status">
                            <p>{label}</p>
                            <ProgressBar label=label progress=progress/>
                            <div class="cluster">
                                <Button
                                    label=words.of(Language::cancel)
                                    variant=ButtonVariant::Secondary
                                    on_click=Callback::new(move |()| reading.forget())
                                />
                            </div>
                        </div>
                    }
                })
        }}
        {wrong}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_read_back_as_what_it_is_for() {
        for vendor in vendors::Vendor::ALL {
            for kind in FileKind::of(vendor) {
                for language in [Language::Chinese, Language::English] {
                    let text = template(language, *kind);
                    let rows = sheet::Reader::new(text, sheet::Delimiter::Comma)
                        .read(10)
                        .rows;
                    let proposal = sheet::Mapping::propose(columns::columns(*kind), &rows);
                    assert!(proposal.certain && proposal.mapping.has_heading());
                    let wishes =
                        columns::Wishing::new(*kind, proposal.mapping).next(&rows[1..], &[]);
                    assert_eq!(wishes.len(), 1, "{kind:?}");
                    assert_eq!(wishes[0].flaws, [], "{kind:?}");
                }
            }
        }
    }
}
