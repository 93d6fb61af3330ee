//! A look at what was read: encoding, delimiter, sheet, heading and columns, each to be corrected, and the first rows.

use super::choice::choice;
use super::columns::Wishing;
use super::preview::preview;
use super::reading::{Form, Proposed};
use crate::i18n::Language;
use crate::jobs::breathe;
use crate::pages::plan::desk::Desk;
use crate::pages::plan::steps::step_heading;
use crate::pages::plan::words::column_name;
use crate::ui::{Button, ButtonVariant, Checkbox, IconName, Notice, Tone, pager::grouped};
use jobs::Origin;
use leptos::prelude::*;
use leptos::task::spawn_local;
use sheet::{Delimiter, Encoding};
use std::sync::Arc;

/// Rows that become wishes at once.
const SLICE: usize = 500;

/// The look.
pub fn check(desk: Desk) -> AnyView {
    let (words, reading) = (desk.words, desk.reading);
    let title = words.with(move |language| {
        let name = reading.name.get();
        let name = name.unwrap_or_else(|| language.plan_pasted().to_owned());
        [language.plan_check_title(), name.as_str()].join(" · ")
    });
    let count = words.with(move |language| {
        let heading = reading
            .mapping
            .with(|mapping| mapping.as_ref().is_some_and(|(own, _)| own.has_heading()));
        let rows = reading.rows.with(|rows| rows.rows.len());
        language.plan_rows_read(rows.saturating_sub(usize::from(heading)))
    });
    let another = Callback::new(move |()| reading.forget());
    let has_heading = Signal::derive(move || {
        reading
            .mapping
            .with(|mapping| mapping.as_ref().is_some_and(|(own, _)| own.has_heading()))
    });
    let on_heading = Callback::new(move |has_heading: bool| {
        reading.correct(|mapping| mapping.set_heading(has_heading));
    });
    view! {
        <section class="section plan-check">
            <div class="section-header">
                {step_heading(title, true)}
                <div class="cluster">
                    <span class="muted" role="status">
                        {count}
                    </span>
                    <Button
                        label=words.of(Language::plan_another_file)
                        icon=IconName::Upload
                        on_click=another
                    />
                </div>
            </div>
            <div class="plan-form">
                {form(desk)}
                <Checkbox
                    label=words.of(Language::plan_has_heading)
                    checked=has_heading
                    on_change=on_heading
                />
            </div>
            {look_here(desk)}
            {preview(desk)}
            {going_on(desk)}
        </section>
    }
    .into_any()
}

/// How the file is read.
fn form(desk: Desk) -> impl IntoView {
    let (words, reading) = (desk.words, desk.reading);
    // Made anew for another kind of file only: a list that is being used must stay.
    let kind = Memo::new(move |_| match reading.form.get()? {
        Form::Text(form) => Some((form.encoding.is_some(), Vec::new())),
        Form::Book(sheets, _) => Some((false, sheets)),
    });
    let encoding = move || {
        let options = Signal::derive(move || {
            let language = words.0.get();
            Encoding::ALL
                .map(|one| {
                    (
                        one.label().to_owned(),
                        encoding_name(language, one).to_owned(),
                    )
                })
                .to_vec()
        });
        let current = Signal::derive(move || match reading.form.get() {
            Some(Form::Text(form)) => form.encoding.map_or("", Encoding::label).to_owned(),
            _ => String::new(),
        });
        let choose = Callback::new(move |label: String| {
            if let Some(found) = Encoding::ALL.into_iter().find(|one| one.label() == label) {
                reading.choose_encoding(found);
            }
        });
        choice(words.of(Language::plan_encoding), options, current, choose)
    };
    let delimiter = move || {
        let options = Signal::derive(move || {
            let language = words.0.get();
            Delimiter::ALL
                .map(|one| {
                    let name = one.character().to_string();
                    (name, delimiter_name(language, one).to_owned())
                })
                .to_vec()
        });
        let current = Signal::derive(move || match reading.form.get() {
            Some(Form::Text(form)) => form.delimiter.character().to_string(),
            _ => String::new(),
        });
        let choose = Callback::new(move |name: String| {
            let all = Delimiter::ALL.into_iter();
            if let Some(found) = all
                .into_iter()
                .find(|one| name.starts_with(one.character()))
            {
                reading.choose_delimiter(found);
            }
        });
        choice(words.of(Language::plan_delimiter), options, current, choose)
    };
    let sheet = move |sheets: Vec<sheet::Sheet>| {
        let options = Signal::derive(move || {
            let language = words.0.get();
            let name = |sheet: &sheet::Sheet| {
                if sheet.hidden {
                    language.plan_hidden_sheet(&sheet.name)
                } else {
                    sheet.name.clone()
                }
            };
            let all = sheets.iter().enumerate();
            all.map(|(place, sheet)| (place.to_string(), name(sheet)))
                .collect::<Vec<_>>()
        });
        let current = Signal::derive(move || match reading.form.get() {
            Some(Form::Book(_, chosen)) => chosen.to_string(),
            _ => String::new(),
        });
        let choose = Callback::new(move |place: String| {
            if let Ok(place) = place.parse() {
                reading.choose_sheet(place);
            }
        });
        choice(words.of(Language::plan_sheet), options, current, choose)
    };
    move || {
        let (has_encoding, sheets) = kind.get()?;
        Some(if sheets.is_empty() {
            let encoding = has_encoding.then(encoding);
            view! {
                {encoding}
                {delimiter()}
            }
            .into_any()
        } else {
            sheet(sheets)
        })
    }
}

const fn encoding_name(language: Language, encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => language.plan_encoding_utf8(),
        Encoding::Gb18030 => language.plan_encoding_gb18030(),
        Encoding::Utf16Le => language.plan_encoding_utf16le(),
        Encoding::Utf16Be => language.plan_encoding_utf16be(),
    }
}

const fn delimiter_name(language: Language, delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Comma => language.plan_delimiter_comma(),
        Delimiter::Tab => language.plan_delimiter_tab(),
        Delimiter::Semicolon => language.plan_delimiter_semicolon(),
    }
}

/// Something that wants a look, and how much.
type Look = (Tone, fn(Language) -> &'static str);

/// What is a guess, or remembered, and wants a look.
fn look_here(desk: Desk) -> impl IntoView {
    let (words, reading) = (desk.words, desk.reading);
    move || {
        let mut looks: Vec<Look> = Vec::new();
        if let Some(Form::Text(form)) = reading.form.get() {
            if !form.encoding_certain {
                looks.push((Tone::Warn, Language::plan_look_encoding));
            }
            if !form.delimiter_certain {
                looks.push((Tone::Warn, Language::plan_look_delimiter));
            }
        }
        match reading
            .mapping
            .with(|mapping| mapping.as_ref().map(|(_, by)| *by))
        {
            Some(Proposed::Guessed) => looks.push((Tone::Warn, Language::plan_look_columns)),
            Some(Proposed::Remembered) => {
                looks.push((Tone::Info, Language::plan_columns_remembered));
            }
            _ => {}
        }
        let cut = reading.rows.with(|rows| rows.cut_at()).map(|row| {
            let title = words.with(move |language| language.plan_cut(row));
            view! { <Notice tone=Tone::Bad title=title/> }
        });
        let looks = looks.into_iter().map(|(tone, text)| {
            view! { <Notice tone=tone title=words.of(text)/> }
        });
        (cut, looks.collect_view())
    }
}

/// What is missing, what is not used, and the way on.
fn going_on(desk: Desk) -> AnyView {
    let (words, reading) = (desk.words, desk.reading);
    let busy = RwSignal::new(false);
    let missing = Memo::new(move |_| {
        reading
            .mapping
            .with(|mapping| mapping.as_ref().map(|(own, _)| own.missing()))
            .unwrap_or_default()
    });
    let missing_words = move || {
        let keys = missing.get();
        (!keys.is_empty()).then(|| {
            let title = words.with(move |language| {
                let kind = reading.kind.get();
                let names: Vec<&str> = keys
                    .iter()
                    .map(|key| column_name(language, kind, key))
                    .collect();
                language.plan_columns_missing(&names.join(language.plan_separator()))
            });
            view! { <Notice tone=Tone::Bad title=title/> }
        })
    };
    let disabled = Signal::derive(move || {
        !missing.with(Vec::is_empty) || reading.rows.with(|rows| rows.cut_at().is_some())
    });
    let place = desk.place();
    let label = words.with(move |language| place.with(|place| language.plan_compare_with(place)));
    let go = Callback::new(move |()| {
        reading.remember();
        busy.set(true);
        spawn_local(async move {
            go_on(desk).await;
            // The step is gone by now.
            _ = busy.try_set(false);
        });
    });
    view! {
        {missing_words}
        <div class="plan-going-on">
            <Button
                label=label
                variant=ButtonVariant::Primary
                disabled=disabled
                busy=busy
                on_click=go
            />
        </div>
    }
    .into_any()
}

/// Makes wishes of the rows and goes to the comparison.
async fn go_on(desk: Desk) {
    let reading = desk.reading;
    let rows: Arc<_> = reading.rows.get_untracked();
    let Some((mapping, _)) = reading.mapping.get_untracked() else {
        return;
    };
    let heading = usize::from(mapping.has_heading());
    let mut wishing = Wishing::new(reading.kind.get_untracked(), mapping);
    let mut wishes = Vec::with_capacity(rows.rows.len());
    for slice in rows.rows.get(heading..).unwrap_or_default().chunks(SLICE) {
        wishes.extend(wishing.next(slice, &rows.flaws));
        breathe().await;
    }
    // The admin may have left, or asked for something else.
    let still = reading
        .rows
        .try_with_untracked(|now| Arc::ptr_eq(now, &rows));
    if still != Some(true) {
        return;
    }
    let origin = match reading.name.get_untracked() {
        Some(name) => Origin::File(name),
        None => Origin::Pasted,
    };
    desk.compare(origin, wishes);
}

/// A number for people.
pub(super) fn number(value: u32) -> String {
    grouped(u64::from(value))
}
