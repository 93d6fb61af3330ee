//! The examination as a text that can be given to somebody else. It is made of names, hosts, causes and ids; of what
//! others wrote, every secret is taken out.

use super::words::{ended, name, told};
use crate::doctor::{Check, Findings, Mask};
use crate::i18n::Language;
use crate::transport::{HttpUrl, Route};

/// Where and when.
pub struct Circumstances {
    /// The time, as in ISO 8601.
    pub time: String,
    /// The version of the console.
    pub console: String,
    /// The version of the gateway, if one serves the page.
    pub gateway: Option<String>,
    /// What the browser calls itself.
    pub browser: String,
    /// The names of the headers for the proxy.
    pub proxy_headers: Vec<String>,
}

/// The report.
pub fn report(
    language: Language,
    findings: &Findings,
    checks: &[Check],
    circumstances: &Circumstances,
    mask: &Mask,
) -> String {
    let subject = &findings.subject;
    let mut lines = vec![language.report_title().to_owned()];
    let mut line = |label: &str, text: &str| lines.push(format!("{label}: {text}"));
    line(language.report_time(), &circumstances.time);
    let gateway = circumstances.gateway.as_deref().unwrap_or("-");
    let versions = language.report_versions_of(&circumstances.console, gateway);
    line(language.report_versions(), &versions);
    line(language.report_browser(), &circumstances.browser);
    line(language.report_page(), &subject.page);
    line(language.report_vendor(), language.vendor(subject.vendor));
    line(language.report_way(), &way(language, &subject.route));
    if !subject.route.is_gateway() {
        line(
            language.report_base_url(),
            &origin(language, &subject.base_url),
        );
    }
    if subject.route.is_foreign() && !circumstances.proxy_headers.is_empty() {
        let names = circumstances.proxy_headers.join(", ");
        line(language.report_headers(), &names);
    }
    if let Some(problem) = findings.problem() {
        if let Some(trace) = &problem.trace {
            line(language.trace_id(), trace);
        }
        if let Some(trace) = &problem.vendor_trace {
            line(language.vendor_trace_id(), trace);
        }
    }
    lines.push(String::new());
    for check in checks {
        let (verdict, _) = ended(language, &check.verdict);
        lines.push(format!("[{verdict}] {}", name(language, check.kind)));
        let told = told(language, check);
        let remedy = told
            .remedy
            .map(|remedy| format!("{}: {remedy}", language.doctor_remedy()));
        lines.extend(
            [told.cause, remedy]
                .into_iter()
                .flatten()
                .map(|text| format!("    {text}")),
        );
    }
    mask.apply(&lines.join("\n"))
}

fn way(language: Language, route: &Route) -> String {
    let with = |name: &str, text: &str| language.report_way_to(name, &origin(language, text));
    match route {
        Route::Gateway { connection } => {
            language.report_way_to(language.settings_way_gateway(), connection)
        }
        Route::Prefix(text) => with(language.settings_way_prefix(), text),
        Route::Template(text) => with(language.settings_way_template(), text),
        Route::Direct => language.settings_way_direct().to_owned(),
    }
}

/// Scheme, host and port. What stands behind them may hold a key, and so may what is no address.
fn origin(language: Language, text: &str) -> String {
    HttpUrl::parse(text).map_or_else(
        |_| language.report_masked().to_owned(),
        |url| url.origin.to_owned(),
    )
}

#[cfg(test)]
mod tests;
