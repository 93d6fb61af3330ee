//! Passwords that are not in memory any more: one for all, or those of a file. A piece of its own, with what reads files.

use super::desk::Desk;
use crate::i18n::Language;
use crate::jobs::driver;
use crate::pages::plan::{Proposed, READABLE, Reading, Stage};
use crate::piece::when_wanted;
use crate::ui::{Button, ButtonVariant, SecretField, Tone};
use jobs::RowState;
use jobs::plan::FileKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use sheet::{Mapping, Row, cleaned, unescaped};
use std::collections::{BTreeMap, HashMap};
use vendors::{Secret, Vendor};
use wasm_bindgen::JsCast;

piece!(fetch = job_passwords, |desk: Desk| view(desk));

const FILE_FIELD: &str = "job-passwords-file";

/// Asks for them.
pub fn passwords(desk: Desk) -> AnyView {
    let missing = Callback::new(move |()| {
        let title = desk.words.now().plan_fault_not_loaded();
        desk.toasts.push(Tone::Bad, title.to_owned(), None, None);
    });
    when_wanted(Signal::stored(true), fetch, desk, missing)
}

fn view(desk: Desk) -> AnyView {
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
    let vendor = desk.job_now(|job| job.head().vendor()).flatten();
    // A kind of file that has accounts and passwords.
    let kind = match vendor {
        Some(Vendor::ShareCreators) => FileKind::CreateAccounts,
        _ => FileKind::CreateUsers,
    };
    let reading = Reading::new(RwSignal::new(kind));
    Effect::new(move |_| {
        if reading.stage.get() == Stage::Read {
            found(desk, reading, kind);
        }
    });
    let from_file = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            reading.read_file(file);
        }
        // The same file may be chosen again once it is mended.
        input.set_value("");
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
                    accept=READABLE
                    on:change=from_file
                />
                <small>{desk.words.of(Language::job_passwords_file_hint)}</small>
                {move || match reading.stage.get() {
                    Stage::Wrong(fault) => {
                        let why = desk.words.with(move |language| fault.words(language).to_owned());
                        Some(view! { <p class="field-error" role="alert">{why}</p> })
                    }
                    _ => None,
                }}
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

/// Gives what a file has of those that are wanted, and says how many that are.
fn found(desk: Desk, reading: Reading, kind: FileKind) {
    let rows = lacking(desk);
    let wanted = rows.len();
    let passwords = reading.rows.with_untracked(|read| {
        reading.mapping.with_untracked(|mapping| {
            let mapping = mapping.as_ref();
            let sure = mapping.filter(|(_, proposed)| *proposed != Proposed::Guessed);
            let columns = sure.and_then(|(mapping, _)| columns(mapping, kind));
            matched(&read.rows, columns, rows)
        })
    });
    reading.forget();
    let title = desk
        .words
        .now()
        .job_passwords_found(passwords.len(), wanted);
    let tone = if passwords.len() == wanted {
        Tone::Good
    } else {
        Tone::Warn
    };
    desk.toasts.push(tone, title, None, None);
    if !passwords.is_empty() {
        give(desk, passwords);
    }
}

/// The file's columns of the account and of the password, if it has both by their names.
fn columns(mapping: &Mapping, kind: FileKind) -> Option<(usize, usize)> {
    let account = mapping.column_of(kind.columns().first()?.key)?;
    Some((account, *mapping.secret_columns().first()?))
}

/// The passwords of a file by the accounts that want one: from these columns, or else from the last column for the
/// account in the first.
fn matched(
    read: &[Row],
    columns: Option<(usize, usize)>,
    rows: BTreeMap<u32, String>,
) -> BTreeMap<u32, Secret> {
    let widest = read.iter().map(Row::len).max().unwrap_or_default();
    let (account, password) = columns.unwrap_or((0, widest.saturating_sub(1)));
    if account == password {
        return BTreeMap::new();
    }
    let by_account: HashMap<String, &str> = read
        .iter()
        .filter(|row| !row.cell(password).is_empty())
        .map(|row| (cleaned(unescaped(row.cell(account))), row.cell(password)))
        .collect();
    rows.into_iter()
        .filter_map(|(row, account)| {
            let password = by_account.get(&account)?;
            Some((row, Secret::new((*password).to_owned())))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&[&str]]) -> Vec<Row> {
        let row = |(number, cells): (u32, &&[&str])| Row::from_cells(number, cells.iter().copied());
        (1..).zip(lines).map(row).collect()
    }

    #[test]
    fn passwords_are_found_by_account() {
        let rows = BTreeMap::from([
            (3, "zhang".to_owned()),
            (4, "li".to_owned()),
            (5, "zhao".to_owned()),
        ]);
        let file = read(&[
            &["account", "name", "password"],
            &[" zhang ", "张三", "p,1\"x"],
            &["li", "李四"],
            &["wang", "王五", "pw"],
        ]);
        let found = matched(&file, None, rows.clone());
        assert_eq!(found.len(), 1);
        assert_eq!(found.get(&3).map(Secret::expose), Some("p,1\"x"));
        let turned = read(&[&["密码", "账号"], &["p w", "li"]]);
        let found = matched(&turned, Some((1, 0)), rows.clone());
        assert_eq!(found.get(&4).map(Secret::expose), Some("p w"));
        assert!(matched(&read(&[&["zhang"]]), None, rows).is_empty());
    }

    #[test]
    fn columns_are_known_by_their_names() {
        let kind = FileKind::CreateUsers;
        let heading = read(&[&["密码", "备注", "账号"], &["x", "", "zhang"]]);
        let described = crate::pages::plan::columns(kind);
        let proposal = Mapping::propose(described, &heading);
        assert_eq!(columns(&proposal.mapping, kind), Some((2, 0)));
    }
}
