//! What the chosen way cannot do, beside the choice: first of all, who else sees the key.

use super::form::Form;
use crate::i18n::{Language, operation_name};
use crate::transport::{Limitation, Limited, limitations};
use crate::ui::{Notice, Tone};
use leptos::prelude::*;

/// The warning and the list; nothing where nothing is limited.
pub fn limits(form: Form, page_origin: String) -> AnyView {
    let found = Memo::new(move |_| {
        let draft = form.draft();
        let connection = draft.connection();
        limitations(
            form.vendor,
            &connection.route,
            &connection.base_url,
            &connection.proxy_headers,
        )
    });
    let server = Memo::new(move |_| {
        let connection = form.draft().connection();
        let server = connection.route.server(&connection.base_url)?;
        Some(server.origin.to_owned())
    });
    let warnings = move || {
        let language = form.words.0.get();
        found
            .get()
            .into_iter()
            .filter_map(|limited| warning(language, &limited.limitation, server.get()))
            .map(|text| view! { <Notice tone=Tone::Warn title=text/> })
            .collect_view()
    };
    let origin = StoredValue::new(page_origin);
    let list = move || {
        let language = form.words.0.get();
        let items: Vec<String> = found
            .get()
            .iter()
            .filter_map(|limited| origin.with_value(|page| sentence(language, limited, page)))
            .collect();
        (!items.is_empty()).then(|| {
            let items = items
                .into_iter()
                .map(|item| view! { <li>{item}</li> })
                .collect_view();
            view! {
                <details class="settings-limits">
                    <summary>{form.words.of(Language::limits_title)}</summary>
                    <ul class="settings-notes">{items}</ul>
                </details>
            }
        })
    };
    view! {
        {warnings}
        {list}
    }
    .into_any()
}

/// What must be known before a key is used this way.
fn warning(language: Language, limitation: &Limitation, server: Option<String>) -> Option<String> {
    let server = server?;
    match limitation {
        Limitation::KeyPassesProxy { in_url: true } => Some(language.limit_key_in_url(&server)),
        Limitation::KeyPassesProxy { in_url: false } => Some(language.limit_key_passes(&server)),
        Limitation::PlainHttp => Some(language.limit_plain_http(&server)),
        _ => None,
    }
}

/// A limitation in a sentence, with the operations that it touches where those are not all; `page` is the page's origin.
fn sentence(language: Language, limited: &Limited, page: &str) -> Option<String> {
    let operations = || {
        let names: Vec<&str> = limited
            .operations
            .iter()
            .map(|operation| operation_name(language, *operation))
            .collect();
        names.join(language.limit_list_separator())
    };
    Some(match &limited.limitation {
        Limitation::KeyPassesProxy { .. } | Limitation::PlainHttp => return None,
        Limitation::NeedsCors(preflight) if preflight.is_needless() => language.limit_cors(page),
        Limitation::NeedsCors(preflight) => {
            let methods: Vec<&str> = preflight
                .methods
                .iter()
                .map(|method| method.as_str())
                .collect();
            let headers = preflight.headers.join(", ");
            if methods.is_empty() {
                language.limit_cors_headers(page, &headers)
            } else {
                language.limit_cors_methods(page, &headers, &methods.join(", "))
            }
        }
        Limitation::NoBodyWithGet => language.limit_no_body_with_get(&operations()),
        Limitation::DateMustBeExposed => language.limit_date().to_owned(),
        Limitation::FailuresUnmarked => language.limit_failures_unmarked().to_owned(),
        Limitation::RepeatsUnnoticed => language.limit_repeats(&operations()),
        Limitation::RedirectsRefused => language.limit_redirects().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{ProxyHeaders, Route};
    use vendors::Vendor;

    fn sentences(language: Language, vendor: Vendor) -> Vec<String> {
        let route = Route::Prefix("https://p.example/".to_owned());
        limitations(
            vendor,
            &route,
            "https://v.example",
            &ProxyHeaders::default(),
        )
        .iter()
        .filter_map(|limited| sentence(language, limited, "https://console.example"))
        .collect()
    }

    #[test]
    fn what_must_be_allowed_is_named() {
        let all = sentences(Language::English, Vendor::BitAnswer).join("\n");
        for part in [
            "Access-Control-Allow-Origin: https://console.example",
            "Access-Control-Allow-Headers: bitkey, content-type, x-bit-req-id",
            "Access-Control-Allow-Methods: PATCH, DELETE",
            "read online status",
        ] {
            assert!(all.contains(part), "{part} in {all}");
        }
        let all = sentences(Language::Chinese, Vendor::T12).join("\n");
        assert!(
            all.contains("设置用户数量") && all.contains("Date"),
            "{all}"
        );
        assert!(!all.contains("Allow-Headers"), "{all}");
    }

    #[test]
    fn a_key_in_the_url_is_a_graver_warning() {
        let server = || Some("https://p.example".to_owned());
        let of = |in_url| {
            warning(
                Language::English,
                &Limitation::KeyPassesProxy { in_url },
                server(),
            )
        };
        assert!(of(true).is_some_and(|text| text.contains("URL")));
        assert!(of(false).is_some_and(|text| text.contains("https://p.example")));
    }
}
