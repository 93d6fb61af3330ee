//! Passwords that are not in memory any more: one for all, or those of a file.

use super::desk::Desk;
use crate::i18n::Language;
use crate::jobs::driver;
use crate::ui::{Button, ButtonVariant, SecretField, Tone};
use jobs::RowState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{BTreeMap, HashMap};
use vendors::Secret;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

const FILE_FIELD: &str = "job-passwords-file";

/// Asks for them.
pub fn passwords(desk: Desk) -> AnyView {
    let typed = RwSignal::new(String::new());
    let for_all = Callback::new(move |()| {
        let password = typed.get_untracked();
        if password.is_empty() {
            return;
        }
        let rows = lacking(desk);
        let passwords = rows
            .into_keys()
            .map(|row| (row, Secret::new(password.clone())))
            .collect();
        typed.set(String::new());
        give(desk, passwords);
    });
    let from_file = move |event: web_sys::Event| {
        let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        spawn_local(async move {
            let Ok(text) = JsFuture::from(file.text()).await else {
                return;
            };
            let text = text.as_string().unwrap_or_default();
            let rows = lacking(desk);
            let wanted = rows.len();
            let passwords = matched(&text, rows);
            let language = desk.words.now();
            let title = language.job_passwords_found(passwords.len(), wanted);
            let tone = if passwords.len() == wanted {
                Tone::Good
            } else {
                Tone::Warn
            };
            desk.toasts.push(tone, title, None, None);
            if !passwords.is_empty() {
                give(desk, passwords);
            }
        });
    };
    view! {
        <div class="job-passwords">
            <SecretField
                label=desk.words.of(Language::job_password_for_all)
                value=typed
                reveal_label=desk.words.of(Language::show_secret)
            />
            <Button
                label=desk.words.of(Language::job_give_and_resume)
                variant=ButtonVariant::Primary
                disabled=Signal::derive(move || typed.with(String::is_empty))
                on_click=for_all
            />
            <div class="job-file">
                <p>{desk.words.of(Language::job_passwords_file)}</p>
                <label class="button" for=FILE_FIELD>
                    {desk.words.of(Language::job_choose_file)}
                </label>
                <input
                    class="visually-hidden"
                    id=FILE_FIELD
                    type="file"
                    accept=".csv,.tsv,.txt"
                    on:change=from_file
                />
                <small>{desk.words.of(Language::job_passwords_file_hint)}</small>
            </div>
        </div>
    }
    .into_any()
}

/// The rows that lack a password, with their accounts.
fn lacking(desk: Desk) -> BTreeMap<u32, String> {
    desk.job_now(|job| {
        let rows = job.rows().iter().zip(job.states()).enumerate();
        rows.filter(|(_, (row, state))| row.sets_password && !matches!(state, RowState::Done(_)))
            .map(|(index, (row, _))| (index as u32, row.target.clone()))
            .collect()
    })
    .unwrap_or_default()
}

fn give(desk: Desk, passwords: BTreeMap<u32, Secret>) {
    let driver = driver::of(desk.jobs);
    let id = desk.id();
    spawn_local(async move {
        if let Err(refusal) = driver.supply(&id, passwords).await {
            desk.tell(&refusal);
        }
    });
}

/// The passwords of a table of texts, whose first cell is the account and whose last is the password.
fn matched(text: &str, rows: BTreeMap<u32, String>) -> BTreeMap<u32, Secret> {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = if text.contains('\t') { '\t' } else { ',' };
    let by_account: HashMap<String, String> = text
        .lines()
        .filter_map(|line| {
            let cells = cells(line, delimiter);
            let (first, last) = (cells.first()?, cells.last()?);
            (cells.len() > 1 && !last.is_empty()).then(|| (first.trim().to_owned(), last.clone()))
        })
        .collect();
    rows.into_iter()
        .filter_map(|(row, account)| {
            let password = by_account.get(&account)?;
            Some((row, Secret::new(password.clone())))
        })
        .collect()
}

/// The cells of a line, quoted or not.
fn cells(line: &str, delimiter: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(cell) = cells.last_mut() else { break };
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            other if other == delimiter && !is_quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_found_by_account() {
        let text = "\u{feff}account,name,password\r\nzhang,张三,\"p,1\"\"x\"\r\nli,李四,\r\nwang,王五,pw\r\n";
        let rows = BTreeMap::from([
            (3, "zhang".to_owned()),
            (4, "li".to_owned()),
            (5, "zhao".to_owned()),
        ]);
        let found = matched(text, rows);
        assert_eq!(found.len(), 1);
        assert_eq!(found.get(&3).map(Secret::expose), Some("p,1\"x"));
        let tabs = matched("zhang\tx,y", BTreeMap::from([(0, "zhang".to_owned())]));
        assert_eq!(tabs.get(&0).map(Secret::expose), Some("x,y"));
    }
}
