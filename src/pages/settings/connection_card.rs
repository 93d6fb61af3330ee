//! How the vendor is reached: transport, addresses, and where a request would go.

use super::draft::Way;
use super::form::Form;
use super::header_rows::header_rows;
use super::limits::limits;
use super::sample::preview;
use crate::i18n::{Language, Words};
use crate::session::now_milliseconds;
use crate::shell::connection_name;
use crate::store::Connection;
use crate::transport::{AddressFault, TemplateFault, UrlFault};
use crate::ui::{
    Button, ButtonVariant, Checkbox, Notice, SegmentedControl, SelectField, TextField, TextKind,
    Tone,
};
use leptos::prelude::*;
use vendors::Vendor;

/// The card.
pub fn connection_card(form: Form) -> AnyView {
    let words = form.words;
    let way = Memo::new(move |_| form.way.with(|way| Way::from_name(way)));
    let ways = Signal::derive(move || {
        let language = words.0.get();
        Way::ALL
            .map(|way| (way.name().to_owned(), way_words(way)(language).to_owned()))
            .to_vec()
    });
    let note = words.with(move |language| way_note(way.get())(language).to_owned());
    let has_gateway = form.session.has_gateway();
    let origin = window().location().origin().unwrap_or_default();
    let no_gateway = move || {
        (way.get() == Way::Gateway && !has_gateway).then(|| {
            view! { <Notice tone=Tone::Warn title=words.of(Language::settings_no_gateway)/> }
        })
    };
    let proxy_error = fault(words, move || {
        shown_fault(form.draft().proxy_fault(), form.is_checked.get())
    });
    let proxy = move || match way.get() {
        Way::Gateway | Way::Direct => ().into_any(),
        Way::Prefix => view! {
            <TextField
                label=words.of(Language::settings_prefix)
                value=form.prefix
                error=proxy_error
                placeholder=Signal::stored("https://proxy.example/".to_owned())
                kind=TextKind::Url
                mono=true
                required=true
            />
        }
        .into_any(),
        Way::Template => view! {
            <TextField
                label=words.of(Language::settings_template)
                value=form.template
                error=proxy_error
                placeholder=Signal::stored("https://proxy.example/?to={url_encoded}".to_owned())
                kind=TextKind::Url
                mono=true
                required=true
            />
        }
        .into_any(),
    };
    let headers = move || {
        matches!(way.get(), Way::Prefix | Way::Template).then(|| {
            view! {
                <fieldset class="settings-headers">
                    <legend class="field-label">{words.of(Language::settings_headers)}</legend>
                    {header_rows(form)}
                </fieldset>
            }
        })
    };
    let blocked = Memo::new(move |_| has_gateway && form.draft().is_blocked_by_policy());
    view! {
        <section class="card">
            <h3 class="card-header">{words.of(Language::connection_address)}</h3>
            <div class="card-body">
                <div class="field">
                    <span class="field-label" aria-hidden="true">{words.of(Language::settings_way)}</span>
                    <div>
                        <SegmentedControl
                            label=words.of(Language::settings_way)
                            value=form.way
                            options=ways
                        />
                    </div>
                    <p class="field-hint">{note}</p>
                </div>
                {no_gateway}
                {gateway_choice(form, way)}
                {proxy}
                {move || {
                    blocked
                        .get()
                        .then(|| {
                            let title = words.of(Language::settings_blocked_by_policy);
                            view! { <Notice tone=Tone::Warn title=title/> }
                        })
                }}
                {base_url(form, way)}
                {headers}
                {delete_switch(form)}
                {limits(form, origin.clone())}
                {preview_lines(form, origin)}
            </div>
        </section>
    }
    .into_any()
}

/// Which of the gateway's connections, where it has several for the vendor.
fn gateway_choice(form: Form, way: Memo<Way>) -> AnyView {
    let words = form.words;
    let named = StoredValue::new(form.session.gateway_connections(form.vendor));
    if named.with_value(Vec::len) < 2 {
        return ().into_any();
    }
    let options = Signal::derive(move || {
        let language = words.0.get();
        named.with_value(|named| {
            let option = |named: &Connection| {
                let name = connection_name(language, named);
                (named.id.to_string(), format!("{name} ({})", named.id))
            };
            named.iter().map(option).collect::<Vec<_>>()
        })
    });
    let choice = move || {
        (way.get() == Way::Gateway).then(|| {
            view! {
                <SelectField
                    label=words.of(Language::connection_at_gateway)
                    value=form.gateway
                    options=options
                />
            }
        })
    };
    choice.into_any()
}

const fn way_words(way: Way) -> fn(Language) -> &'static str {
    match way {
        Way::Gateway => Language::settings_way_gateway,
        Way::Prefix => Language::settings_way_prefix,
        Way::Template => Language::settings_way_template,
        Way::Direct => Language::settings_way_direct,
    }
}

const fn way_note(way: Way) -> fn(Language) -> &'static str {
    match way {
        Way::Gateway => Language::settings_way_gateway_note,
        Way::Prefix => Language::settings_way_prefix_note,
        Way::Template => Language::settings_way_template_note,
        Way::Direct => Language::settings_way_direct_note,
    }
}

fn base_url(form: Form, way: Memo<Way>) -> AnyView {
    let words = form.words;
    let documented = form.vendor.documented_base_url();
    let hint = words.with(move |language| match (way.get(), documented) {
        (Way::Gateway, _) => language.settings_base_url_gateway().to_owned(),
        (_, Some(url)) => language.settings_base_url_documented(url),
        (_, None) => language.settings_base_url_undocumented().to_owned(),
    });
    let error = fault(words, move || {
        shown_fault(form.draft().base_url_fault(), form.is_checked.get())
    });
    let offer = move || {
        let documented = documented?;
        let is_other = form.base_url.with(|url| url.trim() != documented);
        (way.get() != Way::Gateway && is_other).then(|| {
            view! {
                <div>
                    <Button
                        label=words.of(Language::settings_use_documented)
                        variant=ButtonVariant::Ghost
                        small=true
                        on_click=move |()| form.base_url.set(documented.to_owned())
                    />
                </div>
            }
        })
    };
    view! {
        <div class="stack">
            <TextField
                label=words.of(Language::settings_base_url)
                value=form.base_url
                hint=hint
                error=error
                placeholder=Signal::stored("https://vendor.example".to_owned())
                kind=TextKind::Url
                disabled=Signal::derive(move || way.get() == Way::Gateway)
                mono=true
            />
            {offer}
        </div>
    }
    .into_any()
}

fn delete_switch(form: Form) -> AnyView {
    if form.vendor != Vendor::ShareCreators {
        return ().into_any();
    }
    let words = form.words;
    view! {
        <div class="field">
            <Checkbox
                label=words.of(Language::settings_delete_by_user_id)
                checked=form.delete_by_user_id
                on_change=move |is_on: bool| form.delete_by_user_id.set(is_on)
            />
            <p class="field-hint">{words.of(Language::settings_delete_by_user_id_note)}</p>
        </div>
    }
    .into_any()
}

/// What would be sent, as it is typed, with dots for secrets.
fn preview_lines(form: Form, origin: String) -> AnyView {
    let words = form.words;
    let now = (now_milliseconds() / 1000.0).max(0.0) as u64;
    let sample = Memo::new(move |_| {
        let draft = form.draft();
        preview(
            form.vendor,
            &draft.connection(),
            &draft.identity,
            now,
            &origin,
        )
        .ok()
    });
    let part = move |label: fn(Language) -> &'static str, text: String| {
        view! {
            <span class="field-label">{words.of(label)}</span>
            <code class="settings-preview">{text}</code>
        }
        .into_any()
    };
    let shown = move || match sample.get() {
        None => view! {
            <p class="field-hint">{words.of(Language::settings_preview_impossible)}</p>
        }
        .into_any(),
        Some(sample) => view! {
            <code class="settings-preview">{sample.line}</code>
            {(!sample.headers.is_empty()).then(|| part(Language::sample_headers, sample.headers))}
            {sample.body.map(|body| part(Language::sample_body, body))}
            {sample
                .drops_body
                .then(|| view! { <p class="field-hint">{words.of(Language::sample_no_body)}</p> })}
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <span class="field-label">{words.of(Language::settings_preview)}</span>
            {shown}
        </div>
    }
    .into_any()
}

/// A field that is still empty is not wrong before somebody wants to use it.
fn shown_fault(fault: Option<AddressFault>, is_checked: bool) -> Option<AddressFault> {
    fault.filter(|fault| is_checked || *fault != AddressFault::Url(UrlFault::Missing))
}

fn fault(
    words: Words,
    fault: impl Fn() -> Option<AddressFault> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        let language = words.0.get();
        Some(fault_words(language, &fault()?))
    })
}

/// What is wrong with an address, and what to write instead.
/// What is wrong with an address, in words.
pub(super) fn fault_words(language: Language, fault: &AddressFault) -> String {
    use TemplateFault as T;
    let text = match fault {
        AddressFault::Url(fault) | AddressFault::Template(T::Url(fault)) => match fault {
            UrlFault::Missing => language.settings_fault_missing(),
            UrlFault::NotHttp => language.settings_fault_not_http(),
            UrlFault::Character => language.settings_fault_character(),
            UrlFault::NoHost => language.settings_fault_no_host(),
            UrlFault::HoldsUser => language.settings_fault_holds_user(),
            UrlFault::Port => language.settings_fault_port(),
        },
        AddressFault::NotABase => language.settings_fault_not_base(),
        AddressFault::PrefixEnd => language.settings_fault_prefix_end(),
        AddressFault::PrefixBrace => language.settings_fault_prefix_brace(),
        AddressFault::ConnectionId => language.settings_fault_connection_id(),
        AddressFault::Template(T::UnbalancedBrace) => language.settings_fault_brace(),
        AddressFault::Template(T::UnknownPlace(name)) => {
            return language.settings_fault_unknown_place(&format!("{{{name}}}"));
        }
        AddressFault::Template(T::NoPath) => language.settings_fault_no_path(),
        AddressFault::Template(T::NoQuery) => language.settings_fault_no_query(),
        AddressFault::Template(T::NeedsEncoding) => language.settings_fault_needs_encoding(),
        AddressFault::Template(T::Fragment) => language.settings_fault_fragment(),
    };
    text.to_owned()
}
