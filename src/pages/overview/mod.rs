//! The overview: whether each vendor answers, how many accounts there are, and which quotas run low.

mod quotas;

use crate::i18n::problem::explain;
use crate::i18n::{Language, use_words};
use crate::pages::remote::Remote;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::shell::{health_dot, way};
use crate::store::count_ledger;
use crate::ui::pager::grouped;
use crate::ui::{Button, Icon, IconName, LINK_BUTTON, Notice, Tone};
use leptos::prelude::*;
use quotas::{LowQuotas, Readings};
use vendors::{Problem, Vendor, bitanswer, tingyun};

/// The overview.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let (words, session) = (use_words(), use_session());
    let bitanswer = Remote::new();
    let tingyun = Remote::new();
    let readings = Readings::new(session);
    let check_all = move || {
        bitanswer.fetch(count_bitanswer(session));
        tingyun.fetch(count_tingyun(session));
        readings.read();
    };
    check_all();
    let known = count_ledger() as u64;
    let loading = Signal::derive(move || {
        bitanswer.loading.get() || tingyun.loading.get() || readings.is_reading()
    });
    let sandboxed = move || {
        Vendor::ALL
            .into_iter()
            .any(|vendor| session.is_sandboxed(vendor))
    };
    let apps = Signal::derive(move || Ok(Some(readings.total())));
    view! {
        <div class="page">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::overview)}</h1>
                    <p class="page-description">{words.of(Language::overview_description)}</p>
                </div>
                <div class="page-actions">
                    <Button
                        label=words.of(Language::overview_check_all)
                        icon=IconName::Refresh
                        busy=loading
                        on_click=Callback::new(move |()| check_all())
                    />
                </div>
            </header>
            {move || {
                sandboxed()
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Info title=words.of(Language::via_sandbox)>
                                <p>{words.of(Language::sandbox_note)}</p>
                            </Notice>
                        }
                    })
            }}
            <div class="tiles">
                {tile(Vendor::T12, apps, Language::overview_apps)}
                {tile(Vendor::Tingyun, counted(tingyun), Language::overview_accounts)}
                {tile(Vendor::BitAnswer, counted(bitanswer), Language::overview_accounts)}
                {tile(
                    Vendor::ShareCreators,
                    Signal::stored(Ok(Some(known))),
                    Language::overview_known_accounts,
                )}
            </div>
            <LowQuotas readings=readings/>
            <section class="section">
                <div class="section-header">
                    <h2 class="section-title">{words.of(Language::overview_start_here)}</h2>
                </div>
                <div class="cluster">
                    {action(Page::BitAnswer.path(), IconName::Search, Language::overview_find_user)}
                    {action(
                        &Page::BitAnswer.link(&[(parameter::ACTION, "new")]),
                        IconName::Plus,
                        Language::command_new_bitanswer,
                    )}
                    {action(
                        &Page::ShareCreators.link(&[(parameter::ACTION, "new")]),
                        IconName::Plus,
                        Language::command_new_sharecreators,
                    )}
                    {action(Page::T12.path(), IconName::Gauge, Language::overview_edit_quota)}
                    {action(Page::Settings.path(), IconName::Plug, Language::overview_check_connections)}
                </div>
            </section>
        </div>
    }
    .into_any()
}

type Count = Result<Option<u64>, Problem>;

async fn count_bitanswer(session: Session) -> Result<Option<u64>, Problem> {
    let page = bitanswer::Page {
        offset: 0,
        limit: 1,
    };
    session
        .call(&bitanswer::ListUsers { page })
        .await
        .map(|list| list.total)
}

async fn count_tingyun(session: Session) -> Result<Option<u64>, Problem> {
    session
        .call(&tingyun::ListUsers)
        .await
        .map(|list| Some(list.users.len() as u64))
}

fn counted(remote: Remote<Option<u64>>) -> Signal<Count> {
    Signal::derive(move || match remote.problem.get() {
        Some(problem) => Err(problem),
        None => Ok(remote.value.get().flatten()),
    })
}

fn tile(vendor: Vendor, count: Signal<Count>, unit: fn(Language) -> &'static str) -> AnyView {
    let (words, session) = (use_words(), use_session());
    let value = move || match count.get() {
        Ok(Some(count)) => grouped(count),
        Ok(None) => "–".to_owned(),
        Err(_) => words.0.get().overview_no_answer().to_owned(),
    };
    let note = words.with(move |language| match count.get() {
        Ok(_) => unit(language).to_owned(),
        Err(problem) => explain(language, &problem).reason,
    });
    let way = words.with(move |language| {
        way(
            language,
            session.is_sandboxed(vendor),
            &session.connection(vendor).route,
        )
        .to_owned()
    });
    view! {
        <a class="tile" href=Page::of(vendor).path()>
            <span class="tile-label">
                {words.with(move |language| language.vendor(vendor).to_owned())} {health_dot(vendor)}
            </span>
            <span class="tile-value" data-tone=move || count.get().is_err().then_some("bad")>
                {value}
            </span>
            <span class="tile-note">{note}</span>
            <span class="tile-note">{way}</span>
        </a>
    }
    .into_any()
}

fn action(link: &str, icon: IconName, label: fn(Language) -> &'static str) -> AnyView {
    view! {
        <a class=LINK_BUTTON href=link.to_owned()>
            <Icon name=icon/>
            {use_words().of(label)}
        </a>
    }
    .into_any()
}
