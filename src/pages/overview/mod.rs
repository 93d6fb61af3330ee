//! The overview: whether each vendor answers, how many accounts there are, and which quotas run low.

mod quotas;

use crate::i18n::problem::explain;
use crate::i18n::{Language, use_words};
use crate::pages::remote::Remote;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::shell::{connection_link, connection_name, health_dot, way};
use crate::store::{Connection, count_ledger};
use crate::ui::pager::grouped;
use crate::ui::{Badge, Button, Icon, IconName, LINK_BUTTON, Notice, Tone, color_dot};
use leptos::prelude::*;
use quotas::{Readings, low_quotas_section};
use vendors::problem::Cause;
use vendors::{Operation, Problem, Vendor, bitanswer, tingyun};

/// The overview.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let (words, session) = (use_words(), use_session());
    // As they are when the page opens: what another tab adds is seen the next time.
    let tallies: Vec<Tally> = session
        .vendors()
        .into_iter()
        .flat_map(|vendor| untrack(|| session.connections(vendor)))
        .map(|connection| Tally::of(session, connection))
        .collect();
    let readings: Vec<Readings> = tallies.iter().filter_map(|tally| tally.readings).collect();
    let tallies = StoredValue::new(tallies);
    let check_all = move || tallies.with_value(|all| all.iter().for_each(Tally::check));
    check_all();
    let loading = Signal::derive(move || tallies.with_value(|all| all.iter().any(Tally::is_busy)));
    let sandboxed = move || tallies.with_value(|all| all.iter().any(Tally::is_sandboxed));
    let tiles = tallies.with_value(|all| all.iter().map(tile).collect::<Vec<_>>());
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
            <div class="tiles">{tiles}</div>
            {readings.into_iter().map(low_quotas_section).collect::<Vec<_>>()}
            <section class="section">
                <div class="section-header">
                    <h2 class="section-title">{words.of(Language::overview_start_here)}</h2>
                </div>
                <div class="cluster">
                    {starts(session)}
                    {action(&Page::Settings.address(), IconName::Plug, Language::overview_check_connections)}
                </div>
            </section>
        </div>
    }
    .into_any()
}

type Count = Result<Option<u64>, Problem>;

/// One connection, and how many there are behind it.
#[derive(Clone)]
struct Tally {
    connection: Connection,
    /// Bound to the connection.
    session: Session,
    remote: Remote<Option<u64>>,
    /// T12 only.
    readings: Option<Readings>,
}

impl Tally {
    fn of(session: Session, connection: Connection) -> Tally {
        let session = session.of(&connection);
        Tally {
            session,
            remote: Remote::new(),
            readings: (connection.vendor == Vendor::T12).then(|| Readings::new(session)),
            connection,
        }
    }

    fn check(&self) {
        let session = self.session;
        match self.connection.vendor {
            Vendor::BitAnswer => self.remote.fetch(count_bitanswer(session)),
            Vendor::Tingyun => self.remote.fetch(count_tingyun(session)),
            Vendor::T12 => {
                if let Some(readings) = self.readings {
                    readings.read();
                }
            }
            Vendor::ShareCreators => {
                let known = count_ledger(self.connection.id) as u64;
                self.remote.value.set(Some(Some(known)));
            }
        }
    }

    fn is_busy(&self) -> bool {
        self.remote.loading.get() || self.readings.is_some_and(Readings::is_reading)
    }

    fn is_sandboxed(&self) -> bool {
        self.session.is_sandboxed(self.connection.vendor)
    }

    fn count(&self) -> Signal<Count> {
        let (remote, readings) = (self.remote, self.readings);
        Signal::derive(move || match (readings, remote.problem.get()) {
            (Some(readings), _) => Ok(Some(readings.total())),
            (None, Some(problem)) => Err(problem),
            (None, None) => Ok(remote.value.get().flatten()),
        })
    }
}

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

fn tile(tally: &Tally) -> AnyView {
    let (words, session) = (use_words(), tally.session);
    let (count, vendor) = (tally.count(), tally.connection.vendor);
    let unit: fn(Language) -> &'static str = match vendor {
        Vendor::T12 => Language::overview_apps,
        Vendor::Tingyun | Vendor::BitAnswer => Language::overview_accounts,
        Vendor::ShareCreators => Language::overview_known_accounts,
    };
    let value = move || match count.get() {
        Ok(Some(count)) => grouped(count),
        Ok(None) => "–".to_owned(),
        Err(problem) if was_not_asked(&problem) => "–".to_owned(),
        Err(_) => words.0.get().overview_no_answer().to_owned(),
    };
    let tone = move || {
        let failed = count.get().err();
        failed
            .is_some_and(|problem| !was_not_asked(&problem))
            .then_some("bad")
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
    let is_told_apart =
        tally.connection.production || untrack(|| tally.session.has_several(vendor));
    let which = is_told_apart.then(|| {
        let connection = tally.connection.clone();
        let color = connection.color.as_str();
        let production = connection
            .production
            .then(|| view! { <Badge tone=Tone::Bad label=words.of(Language::production)/> });
        view! {
            <span class="tile-connection">
                {color_dot(color)}
                <span>{words.with(move |language| connection_name(language, &connection))}</span>
                {production}
            </span>
        }
    });
    let link = connection_link(session, &tally.connection);
    view! {
        <a class="tile" href=link>
            <span class="tile-label">
                {words.with(move |language| language.vendor(vendor).to_owned())}
                {health_dot(Signal::derive(move || session.health(vendor)))}
            </span>
            {which}
            <span class="tile-value" data-tone=tone>
                {value}
            </span>
            <span class="tile-note">{note}</span>
            <span class="tile-note">{way}</span>
        </a>
    }
    .into_any()
}

/// Whether nothing was sent, as without credentials: then nobody failed to answer.
fn was_not_asked(problem: &Problem) -> bool {
    matches!(problem.cause, Cause::InvalidInput(_))
}

/// What an admin may begin with.
fn starts(session: Session) -> Vec<AnyView> {
    let new = [(parameter::ACTION, "new")];
    [
        (
            Operation::BitAnswerListUsers,
            Page::BitAnswer.address(),
            IconName::Search,
            Language::overview_find_user as fn(Language) -> &'static str,
        ),
        (
            Operation::BitAnswerUpsertUser,
            Page::BitAnswer.link(&new),
            IconName::Plus,
            Language::command_new_bitanswer,
        ),
        (
            Operation::ShareCreatorsCreateUser,
            Page::ShareCreators.link(&new),
            IconName::Plus,
            Language::command_new_sharecreators,
        ),
        (
            Operation::T12SetQuota,
            Page::T12.address(),
            IconName::Gauge,
            Language::overview_edit_quota,
        ),
    ]
    .into_iter()
    .filter(|(operation, ..)| session.shows(operation.vendor()) && session.may(*operation))
    .map(|(_, link, icon, label)| action(&link, icon, label))
    .collect()
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
