//! Which T12 quotas run low, read app by app as far as the list goes.

use crate::i18n::{Language, use_words};
use crate::piece::when_wanted;
use crate::routes::{Page, parameter};
use crate::session::Session;
use crate::shell::connection_name;
use crate::store::load_apps;
use crate::ui::pager::grouped;
use crate::ui::{Badge, ProgressBar, Tone, adopt_style};
use leptos::prelude::*;
use leptos::task::spawn_local;
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
        let apps = load_apps(untrack(|| session.current(Vendor::T12)))
            .unwrap_or_else(|| session.proposed_apps());
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

piece!(fetch = overview_quotas, |readings: Readings| {
    low_quotas_view(readings)
});

/// The apps whose quotas run low; nothing where no app is listed. Most who open the overview have none: it comes late.
pub fn low_quotas_section(readings: Readings) -> AnyView {
    // Without it, the tile still counts the apps, and the browser has said what did not arrive.
    let missing = Callback::new(|()| {});
    when_wanted(
        Signal::stored(readings.total() > 0),
        fetch,
        readings,
        missing,
    )
}

fn low_quotas_view(readings: Readings) -> AnyView {
    adopt_style(include_str!("../../../style/table.css"));
    let words = use_words();
    let low = Signal::derive(move || low_quotas(&readings.read.get()));
    let unread = move || {
        readings
            .read
            .with(|read| read.iter().filter(|(_, quota)| quota.is_none()).count())
    };
    let session = readings.session;
    let title = words.with(move |language| {
        if session.has_several(Vendor::T12) {
            let name = connection_name(language, &session.connection(Vendor::T12));
            language.overview_low_quotas_of(&name)
        } else {
            language.overview_low_quotas().to_owned()
        }
    });
    let progress = words.with(move |language| {
        language.overview_reading_quotas(readings.read.with(Vec::len), readings.total() as usize)
    });
    view! {
        <section class="section">
            <div class="section-header">
                <h2 class="section-title">{title}</h2>
            </div>
            <p class="section-note">{words.of(Language::overview_low_quotas_note)}</p>
            {move || readings.is_reading().then(|| view! { <ProgressBar label=progress/> })}
            {move || {
                let unread = unread();
                (unread > 0).then(|| view! { <p class="section-note">{words.0.get().overview_unread(unread)}</p> })
            }}
            {move || {
                // Rows that were put in between would move the others from under the pointer.
                if readings.is_reading() {
                    return ().into_any();
                }
                if low.with(Vec::is_empty) {
                    (unread() == 0)
                        .then(|| view! { <p class="section-note">{words.of(Language::overview_no_low_quotas)}</p> })
                        .into_any()
                } else {
                    low_table(readings.session, &low.get())
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}

/// The apps whose quotas run low, the scarcest first.
fn low_quotas(read: &[(String, Option<Quota>)]) -> Vec<(String, Quota)> {
    let mut low: Vec<(String, Quota)> = Vec::new();
    for (app, quota) in read {
        let Some(quota) = quota.filter(is_low) else {
            continue;
        };
        // Few run low, and a library sort would be the largest function of the page.
        let place =
            low.partition_point(|(other, its)| (its.remain_user, other) < (quota.remain_user, app));
        low.insert(place, (app.clone(), quota));
    }
    low
}

/// A plain table: the first page is paid for by everybody, and needs no sorting or selecting here.
fn low_table(session: Session, low: &[(String, Quota)]) -> AnyView {
    let words = use_words();
    let name = untrack(|| session.address_name(&session.connection(Vendor::T12)));
    let row = |(app, quota): &(String, Quota)| {
        let link = Page::T12.link(&[(parameter::CONNECTION, &name), (parameter::DETAIL, app)]);
        view! {
            <tr>
                <td>
                    <a class="table-open" href=link>
                        <span class="cell-mono">{app.clone()}</span>
                    </a>
                </td>
                <td data-align="end">{remaining(quota.remain_user)}</td>
                <td data-align="end">{remaining(quota.remain_test_user)}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <div class="table-region">
            <table class="table" aria-label=words.of(Language::overview_low_quotas)>
                <thead>
                    <tr>
                        <th scope="col">{words.of(Language::overview_app)}</th>
                        <th scope="col" data-align="end">{words.of(Language::overview_users)}</th>
                        <th scope="col" data-align="end">{words.of(Language::overview_testers)}</th>
                    </tr>
                </thead>
                <tbody>{low.iter().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn remaining(count: i64) -> AnyView {
    let text = u64::try_from(count).map_or_else(|_| count.to_string(), grouped);
    let tone = match count {
        ..=0 => Tone::Bad,
        1..=LOW => Tone::Warn,
        _ => return view! { <span class="cell-number">{text}</span> }.into_any(),
    };
    view! { <Badge tone=tone label=text/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scarcest_stand_first_and_the_unread_nowhere() {
        let quota = |users, testers| {
            Some(Quota {
                remain_user: users,
                remain_test_user: testers,
            })
        };
        let read = [
            ("many", quota(500, 500)),
            ("b", quota(3, 500)),
            ("unread", None),
            ("few testers", quota(500, 2)),
            ("none", quota(0, 0)),
            ("a", quota(3, 500)),
        ]
        .map(|(app, quota)| (app.to_owned(), quota));
        let names: Vec<String> = low_quotas(&read).into_iter().map(|(app, _)| app).collect();
        assert_eq!(names, ["none", "a", "b", "few testers"]);
    }
}
