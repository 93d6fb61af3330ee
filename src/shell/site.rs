//! The file of whoever runs a static host: read before anything is shown, by a piece of the program that comes only where
//! there is such a file, and explained above every page where it is wrong.

use super::site_words::{allowed, found, member};
use crate::i18n::{Language, Message, Words, use_words};
use crate::piece::PieceMissing;
use crate::session::Config;
use crate::session::site::{Allowed, Fault, Reading, read_only, read_site};
use crate::transport::{TEXT_TIMEOUT_SECONDS, Unread};
use crate::ui::{Button, Notice, Tone, adopt_style};
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

/// Makes what is said about the file, once the page is there.
pub type SiteNotice = Box<dyn FnOnce() -> AnyView + Send>;

type Read = fn(Result<String, Unread>) -> (Config, Option<SiteNotice>);

#[cfg_attr(
    split,
    leptos::wasm_split::wasm_split(site, wasm_split_path = ::leptos::wasm_split, fallible)
)]
fn reader() -> Result<Read, SplitLoaderError> {
    Ok(read_and_explain)
}

/// Reads the file: what holds, and what is to be said about the rest. One that could not be had may say that nothing is to
/// be written, so then nothing can be.
///
/// # Errors
/// [`PieceMissing`] if the piece did not arrive.
pub async fn read(
    file: Result<String, Unread>,
) -> Result<(Config, Option<SiteNotice>), PieceMissing> {
    #[cfg(split)]
    let read = reader().await;
    #[cfg(not(split))]
    let read = reader();
    read.map(|read| read(file)).map_err(|_| PieceMissing)
}

fn read_and_explain(file: Result<String, Unread>) -> (Config, Option<SiteNotice>) {
    let text = match file {
        Ok(text) => text,
        Err(unread) => {
            let notice: SiteNotice = Box::new(move || not_had(unread));
            return (read_only(), Some(notice));
        }
    };
    let reading = read_site(&text);
    let config = reading.config.clone();
    let notice =
        (!reading.faults.is_empty()).then(|| Box::new(move || explanation(reading)) as SiteNotice);
    (config, notice)
}

fn not_had(unread: Unread) -> AnyView {
    adopt_style(include_str!("../../style/site.css"));
    let words = use_words();
    let body = words.with(move |language| match unread {
        Unread::NoAnswer => language.site_unread_no_answer(TEXT_TIMEOUT_SECONDS),
        Unread::Status(status) => language.site_unread_status(status),
    });
    view! {
        <div class="site-notice">
            <Notice tone=Tone::Warn title=words.of(Language::site_unread)>
                <p>{body}</p>
                {try_again(words)}
            </Notice>
        </div>
    }
    .into_any()
}

fn try_again(words: Words) -> AnyView {
    // It fails only where there is no page, and then nobody is there to be told.
    let again = Callback::new(|()| _ = window().location().reload());
    view! { <Button label=words.of(Language::retry) on_click=again/> }.into_any()
}

fn explanation(reading: Reading) -> AnyView {
    adopt_style(include_str!("../../style/site.css"));
    let words = use_words();
    let Reading {
        faults, is_refused, ..
    } = reading;
    let is_exposed = faults
        .iter()
        .any(|fault| fault.allowed == Allowed::NoCredentials);
    let title: Message = match (is_exposed, is_refused) {
        (true, _) => Language::site_exposed,
        (_, true) => Language::site_refused,
        _ => Language::site_faults,
    };
    let count = faults.len();
    let body = words.with(move |language| match (is_exposed, is_refused) {
        (true, _) => language.site_exposed_body().to_owned(),
        (_, true) => language.site_refused_body().to_owned(),
        _ => language.site_faults_body(count),
    });
    let tone = if is_exposed { Tone::Bad } else { Tone::Warn };
    let rows = StoredValue::new(faults);
    let is_hidden = RwSignal::new(false);
    let shown = move || {
        let rows = rows.with_value(|faults| faults.iter().map(row).collect::<Vec<_>>());
        view! {
            <div class="site-notice">
                <Notice tone=tone title=words.of(title)>
                    <p>{body}</p>
                    <div class="site-faults" tabindex="0" role="region" aria-label=words.of(title)>
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{words.of(Language::site_member)}</th>
                                    <th scope="col">{words.of(Language::site_found)}</th>
                                    <th scope="col">{words.of(Language::site_allowed)}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    <div class="notice-actions">
                        {is_refused.then(|| try_again(words))}
                        <Button
                            label=words.of(Language::site_hide)
                            on_click=Callback::new(move |()| is_hidden.set(true))
                        />
                    </div>
                </Notice>
            </div>
        }
    };
    (move || (!is_hidden.get()).then(shown)).into_any()
}

fn row(fault: &Fault) -> AnyView {
    let words = use_words();
    let own = fault.clone();
    let place = words.with(move |language| member(language, &own));
    let own = fault.found.clone();
    let found = words.with(move |language| found(language, &own));
    let own = fault.clone();
    let allowed = words.with(move |language| allowed(language, &own));
    view! {
        <tr>
            <th scope="row">{place}</th>
            <td>{found}</td>
            <td>{allowed}</td>
        </tr>
    }
    .into_any()
}
