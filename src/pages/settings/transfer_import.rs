//! Taking connections in from a sealed file: opened, shown, and only then done.

use crate::i18n::{Language, use_words};
use crate::pages::vault::{file_fault, shown};
use crate::session::{Session, VaultFault, VaultState, new_id, open_connections, use_session};
use crate::shell::connection_name;
use crate::store::{
    Connection, Decision, ImportFault, ImportStep, Transferred, decided, plan_import, read_export,
};
use crate::ui::{
    Badge, Dialog, Form, FormFooter, Notice, SecretField, SelectField, Tone, use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vault::Kept;
use vendors::{Secret, Vendor};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

/// What the file's field is known by to its label.
const FILE_FIELD: &str = "import-file";

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    NoFile,
    Sealed(VaultFault),
    Inside(ImportFault),
}

/// A connection of the file, and what was decided about it.
#[derive(Clone)]
struct Planned {
    step: ImportStep,
    decision: RwSignal<String>,
}

/// A choice: what it does, its value, its words.
type Choice = (Decision, &'static str, fn(Language) -> &'static str);

/// The choices for a connection that is there already and is another one.
const CHOICES: [Choice; 3] = [
    (Decision::Leave, "leave", Language::transfer_leave),
    (Decision::Take, "take", Language::transfer_take),
    (Decision::AddBeside, "beside", Language::transfer_beside),
];

/// The dialog.
pub fn import_dialog(open: RwSignal<bool>) -> AnyView {
    let (words, session, toasts) = (use_words(), use_session(), use_toasts());
    let file = StoredValue::new_local(None::<File>);
    let passphrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Wrong>);
    let plan = RwSignal::new(None::<Vec<Planned>>);
    let busy = RwSignal::new(false);
    let read = move || {
        let Some(file) = file.get_value() else {
            wrong.set(Some(Wrong::NoFile));
            return;
        };
        let passphrase = Secret::new(passphrase.get_untracked());
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            shown().await;
            let opened = opened(&file, &passphrase).await;
            busy.set(false);
            match opened {
                Ok(found) => plan.set(Some(untrack(|| planned(session, found)))),
                Err(cause) => wrong.set(Some(cause)),
            }
        });
    };
    let apply = move |steps: Vec<Planned>| {
        open.set(false);
        let count = untrack(|| take_in(session, &steps));
        let language = words.now();
        let (tone, done) = match count {
            0 => (Tone::Neutral, language.transfer_nothing().to_owned()),
            count => (Tone::Good, language.transfer_imported(count)),
        };
        toasts.push(tone, done, None, None);
    };
    let submit = move |()| {
        if busy.get_untracked() {
            return;
        }
        match plan.get_untracked() {
            None => read(),
            Some(steps) => apply(steps),
        }
    };
    let on_close = Callback::new(move |()| {
        file.set_value(None);
        passphrase.set(String::new());
        wrong.set(None);
        plan.set(None);
    });
    let passphrase_fault = Signal::derive(move || {
        let language = words.0.get();
        match wrong.get() {
            Some(Wrong::Sealed(cause @ VaultFault::WrongPassphrase)) => {
                Some(file_fault(language, cause))
            }
            _ => None,
        }
    });
    let notice = move || {
        let cause = wrong
            .get()
            .filter(|cause| *cause != Wrong::Sealed(VaultFault::WrongPassphrase))?;
        let title = words.with(move |language| wrong_words(language, cause));
        Some(view! { <Notice tone=Tone::Bad title=title/> })
    };
    let has_plan = Memo::new(move |_| plan.with(Option::is_some));
    let fields = move || {
        view! {
            <div class="field">
                <label class="field-label" for=FILE_FIELD>
                    {words.of(Language::transfer_file)}
                </label>
                <input
                    class="input"
                    id=FILE_FIELD
                    type="file"
                    on:change=move |event| {
                        let input = event.target().and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
                        let files = input.and_then(|input| input.files());
                        file.set_value(files.and_then(|files| files.get(0)));
                        wrong.set(None);
                    }
                />
            </div>
            <SecretField
                label=words.of(Language::vault_passphrase)
                value=passphrase
                error=passphrase_fault
                required=true
                reveal_label=words.of(Language::show_secret)
            />
        }
        .into_any()
    };
    let content = move || {
        if has_plan.get() {
            plan_view(plan)
        } else {
            fields()
        }
    };
    let label = words.with(move |language| {
        if has_plan.get() {
            language.transfer_do().to_owned()
        } else {
            language.transfer_read().to_owned()
        }
    });
    view! {
        <Dialog
            open=open
            title=words.of(Language::transfer_import)
            close_label=words.of(Language::close)
            locked=busy
            on_close=on_close
        >
            <Form on_submit=submit>
                {content} {notice}
                <FormFooter
                    cancel_label=words.of(Language::cancel)
                    on_cancel=move |()| open.set(false)
                    submit_label=label
                    busy=busy
                />
            </Form>
        </Dialog>
    }
    .into_any()
}

async fn opened(file: &File, passphrase: &Secret) -> Result<Vec<Transferred>, Wrong> {
    let text = JsFuture::from(file.text()).await;
    let text = text.ok().and_then(|text| text.as_string());
    let text = text.ok_or(Wrong::Sealed(VaultFault::Foreign))?;
    let opened = open_connections(&text, passphrase).await;
    read_export(&opened.map_err(Wrong::Sealed)?).map_err(Wrong::Inside)
}

fn all_connections(session: Session) -> Vec<Connection> {
    Vendor::ALL
        .into_iter()
        .flat_map(|vendor| session.connections(vendor))
        .collect()
}

fn planned(session: Session, found: Vec<Transferred>) -> Vec<Planned> {
    plan_import(found, &all_connections(session))
        .into_iter()
        .map(|step| Planned {
            // What is there is not changed unless somebody says so.
            decision: RwSignal::new(CHOICES[0].1.to_owned()),
            step,
        })
        .collect()
}

fn decision_about(planned: &Planned) -> Decision {
    if planned.step.present.is_none() || !planned.step.is_conflict() {
        return Decision::Take;
    }
    let chosen = planned.decision.get();
    CHOICES
        .into_iter()
        .find(|(_, name, _)| *name == chosen)
        .map_or(Decision::Leave, |(decision, _, _)| decision)
}

/// Does what was decided, and says how many connections that made or changed.
fn take_in(session: Session, steps: &[Planned]) -> usize {
    let mut count = 0;
    for planned in steps {
        let is_same = planned.step.present.is_some() && !planned.step.is_conflict();
        let decision = decision_about(planned);
        let present = all_connections(session);
        let Some(taken) = decided(&planned.step, decision, &present, &new_id()) else {
            continue;
        };
        let brings_secrets = taken.credentials.is_some();
        if is_same && !brings_secrets {
            continue;
        }
        // What cannot be kept holds until the page is closed, and the settings say so.
        _ = session.put_connection(&taken.connection);
        if let Some(credentials) = taken.credentials {
            let bound = session.of(&taken.connection);
            let vendor = taken.connection.vendor;
            bound.set_credentials(vendor, Some(credentials.clone()));
            keep_if_open(session, &taken.connection, credentials);
        }
        count += 1;
    }
    count
}

/// Who has a vault open wants imported secrets in it.
fn keep_if_open(session: Session, connection: &Connection, credentials: vendors::Credentials) {
    let vault = session.vault();
    if vault.state() != VaultState::Unlocked {
        return;
    }
    let (id, headers) = (connection.id, connection.proxy_headers.clone());
    spawn_local(async move {
        let kept = Kept {
            credentials: Some(credentials),
            proxy_headers: headers
                .iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.to_owned(), value.clone()))
                .collect(),
        };
        // Then they are in memory only, as the connection's page says.
        _ = vault.keep(id, kept).await;
    });
}

fn plan_view(plan: RwSignal<Option<Vec<Planned>>>) -> AnyView {
    let words = use_words();
    let rows = plan
        .get_untracked()
        .unwrap_or_default()
        .into_iter()
        .map(|planned| row(&planned))
        .collect_view();
    view! {
        <h3 class="section-title">{words.of(Language::transfer_plan)}</h3>
        <ul class="import-plan">{rows}</ul>
    }
    .into_any()
}

fn row(planned: &Planned) -> AnyView {
    let words = use_words();
    let Planned { step, decision } = planned;
    let decision = *decision;
    let connection = step.imported.connection.clone();
    let vendor = connection.vendor;
    let name = {
        let connection = connection.clone();
        words.with(move |language| connection_name(language, &connection))
    };
    let (tone, what): (Tone, fn(Language) -> &'static str) = match &step.present {
        None => (Tone::Good, Language::transfer_adds),
        Some(_) if step.is_conflict() => (Tone::Warn, Language::transfer_changes),
        Some(_) => (Tone::Neutral, Language::transfer_same),
    };
    let choice = (step.present.is_some() && step.is_conflict()).then(|| {
        let options = Signal::derive(move || {
            let language = words.0.get();
            CHOICES
                .map(|(_, value, label)| (value.to_owned(), label(language).to_owned()))
                .to_vec()
        });
        view! { <SelectField label=name value=decision options=options label_hidden=true/> }
    });
    let secrets = step.imported.credentials.is_some();
    view! {
        <li class="import-row">
            <span class="import-name">{name}</span>
            <span class="section-note">
                {words.with(move |language| language.vendor(vendor).to_owned())}
                {secrets
                    .then(|| {
                        words
                            .with(|language| format!(" · {}", language.transfer_brings_secrets()))
                    })}
            </span>
            <Badge tone=tone label=words.of(what)/>
            {choice}
        </li>
    }
    .into_any()
}

fn wrong_words(language: Language, wrong: Wrong) -> String {
    match wrong {
        Wrong::NoFile => language.transfer_choose().to_owned(),
        Wrong::Sealed(cause) => file_fault(language, cause),
        Wrong::Inside(ImportFault::NotAnExport) => language.transfer_fault_not_export().to_owned(),
        Wrong::Inside(ImportFault::Newer(_)) => language.vault_fault_newer().to_owned(),
        Wrong::Inside(ImportFault::Damaged(place)) => language.transfer_fault_damaged(place),
    }
}
