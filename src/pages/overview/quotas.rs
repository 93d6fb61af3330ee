//! Which T12 quotas run low, read app by app as far as the list goes.

use crate::i18n::{Language, use_words};
use crate::pages::shared_words::table_words;
use crate::routes::{Page, parameter};
use crate::session::Session;
use crate::store::load_apps;
use crate::ui::pager::grouped;
use crate::ui::{Cell, Column, DataTable, ProgressBar, Row, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use vendors::Vendor;
use vendors::t12::{GetQuota, Quota};

/// At most this many left is low.
const LOW: i64 = 10;

/// At once, so that a long list neither takes for ever nor floods the vendor.
const AT_ONCE: usize = 4;

/// What has been read of the listed apps so far.
#[derive(Clone, Copy)]
pub struct Readings {
    session: Session,
    apps: StoredValue<Vec<String>>,
    read: RwSignal<Vec<(String, Option<Quota>)>>,
    generation: StoredValue<u32>,
}

impl Readings {
    /// Nothing read yet of the admin's own list, or of the one that the gateway proposes.
    pub fn new(session: Session) -> Self {
        let apps = load_apps().unwrap_or_else(|| session.vendor_config(Vendor::T12).apps);
        Readings {
            session,
            apps: StoredValue::new(apps),
            read: RwSignal::new(Vec::new()),
            generation: StoredValue::new(0),
        }
    }

    /// How many apps are listed.
    pub fn total(self) -> u64 {
        self.apps.with_value(Vec::len) as u64
    }

    /// Whether some app has not been read.
    pub fn is_reading(self) -> bool {
        (self.read.with(Vec::len) as u64) < self.total()
    }

    /// Reads every app anew.
    pub fn read(self) {
        self.read.set(Vec::new());
        let generation = self.generation.get_value() + 1;
        self.generation.set_value(generation);
        for lane in 0..AT_ONCE {
            spawn_local(async move {
                let mut next = lane;
                while let Some(app_name) = self
                    .apps
                    .try_with_value(|apps| apps.get(next).cloned())
                    .flatten()
                {
                    let call = GetQuota {
                        app_name: app_name.clone(),
                    };
                    let quota = self.session.call(&call).await.ok();
                    if self.generation.try_get_value() != Some(generation) {
                        return;
                    }
                    self.read.update(|read| read.push((app_name, quota)));
                    next += AT_ONCE;
                }
            });
        }
    }
}

fn is_low(quota: &Quota) -> bool {
    quota.remain_user <= LOW || quota.remain_test_user <= LOW
}

/// The apps whose quotas run low; nothing where no app is listed.
#[component]
pub fn LowQuotas(
    /// What has been read.
    readings: Readings,
) -> impl IntoView {
    let words = use_words();
    let navigate = use_navigate();
    if readings.total() == 0 {
        return ().into_any();
    }
    let columns = Signal::derive(move || {
        let language = words.0.get();
        vec![
            Column::new("app", language.overview_app()),
            Column::new("users", language.overview_users()).end(),
            Column::new("testers", language.overview_testers()).end(),
        ]
    });
    let rows = Signal::derive(move || {
        let mut low: Vec<(String, Quota)> = readings
            .read
            .get()
            .into_iter()
            .filter_map(|(app, quota)| Some((app, quota.filter(is_low)?)))
            .collect();
        low.sort_by(|a, b| {
            a.1.remain_user
                .cmp(&b.1.remain_user)
                .then_with(|| a.0.cmp(&b.0))
        });
        low.into_iter()
            .map(|(app, quota)| {
                let link = Page::T12.link(&[(parameter::DETAIL, &app)]);
                let cells = vec![
                    Cell::Mono(app.clone()),
                    remaining(quota.remain_user),
                    remaining(quota.remain_test_user),
                ];
                Row::new(app, cells).href(link)
            })
            .collect::<Vec<_>>()
    });
    let unread = move || {
        readings
            .read
            .with(|read| read.iter().filter(|(_, quota)| quota.is_none()).count())
    };
    let progress = words.with(move |language| {
        language.overview_reading_quotas(readings.read.with(Vec::len), readings.total() as usize)
    });
    let on_open = Callback::new(move |app: String| {
        navigate(
            &Page::T12.link(&[(parameter::DETAIL, &app)]),
            Default::default(),
        );
    });
    view! {
        <section class="section">
            <div class="section-header">
                <h2 class="section-title">{words.of(Language::overview_low_quotas)}</h2>
            </div>
            <p class="section-note">{words.of(Language::overview_low_quotas_note)}</p>
            {move || readings.is_reading().then(|| view! { <ProgressBar label=progress/> })}
            {move || {
                let unread = unread();
                (unread > 0).then(|| view! { <p class="section-note">{words.0.get().overview_unread(unread)}</p> })
            }}
            {move || {
                if rows.with(Vec::is_empty) {
                    (!readings.is_reading() && unread() == 0)
                        .then(|| view! { <p class="section-note">{words.of(Language::overview_no_low_quotas)}</p> })
                        .into_any()
                } else {
                    view! {
                        <DataTable
                            columns=columns
                            rows=rows
                            words=table_words(words, Language::overview_low_quotas)
                            on_open=on_open
                        />
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}

fn remaining(count: i64) -> Cell {
    let text = u64::try_from(count).map_or_else(|_| count.to_string(), grouped);
    match count {
        ..=0 => Cell::Badge(Tone::Bad, text),
        1..=LOW => Cell::Badge(Tone::Warn, text),
        _ => Cell::Number(text),
    }
}
