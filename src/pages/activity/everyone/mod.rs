//! Everyone's writes, as the gateway's trail tells them: what was read, and reading on. What is shown of it is a piece of
//! its own, since most visits are about this browser's.

mod view;

use super::export::{self, hand_out, time};
use super::filters::Filters;
use super::list::Listed;
use crate::activity::{Act, History, Trail, TrailPage};
use crate::i18n::Language;
use crate::jobs::breathe;
use crate::pages::parameters::Parameters;
use crate::session::new_id;
use crate::transport::{TrailFailure, fetch_trail};
use crate::ui::ToastHub;
use leptos::prelude::*;
use leptos::task::spawn_local;

piece!(pub fetch_everyone = activity_everyone, |wanted: (Everyone, Part)| view::part(wanted));

/// Writes that are asked for at a time: by a person, and for a file.
const SHOWN: u32 = 200;
const EXPORTED: u32 = 500;

/// A part of the page that is about everyone's writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What can be done with them.
    Actions,
    /// The list, and what is told above it.
    List,
}

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Nothing,
    Reading,
    Exporting,
}

/// What the page holds of everyone's writes. Can be copied.
#[derive(Clone, Copy)]
pub struct Everyone {
    parameters: Parameters,
    filters: Filters,
    /// What is listed.
    pub listed: Listed,
    trail: RwSignal<Trail>,
    /// Why the last page did not come, and whether it was to be the newest one.
    failure: RwSignal<Option<(TrailFailure, bool)>>,
    doing: RwSignal<Doing>,
    /// Whatever was begun before the newest is given up.
    generation: StoredValue<u32>,
}

impl Everyone {
    /// Nothing yet; what is shown first asks for it.
    pub fn new(parameters: Parameters, filters: Filters) -> Self {
        let history = RwSignal::new(None::<History>);
        let visible =
            Memo::new(move |_| history.with(|history| Some(filters.visible(history.as_ref()?))));
        Everyone {
            parameters,
            filters,
            listed: Listed {
                history,
                visible,
                of_everyone: true,
                names: filters.names,
            },
            trail: RwSignal::new(Trail::default()),
            failure: RwSignal::new(None),
            doing: RwSignal::new(Doing::Nothing),
            generation: StoredValue::new(0),
        }
    }

    /// Reads the newest writes, in place of all that were read.
    fn refresh(self) {
        self.begin(Doing::Reading, move |generation| async move {
            let page = self.ask(None, SHOWN, generation).await?;
            let (mut trail, mut history) = (Trail::default(), History::default());
            trail.take(&page);
            history.add_older(page.acts);
            self.trail.set(trail);
            self.listed.history.set(Some(history));
            Some(())
        });
    }

    /// Reads the next writes, older than all that were read.
    fn read_older(self) {
        self.begin(Doing::Reading, move |generation| async move {
            self.read_page(SHOWN, generation).await
        });
    }

    /// Reads the rest, as far back as it is wanted, and hands out what matches.
    fn export(self, toasts: ToastHub, language: Language, is_csv: bool) {
        let since = untrack(|| self.filters.since());
        self.begin(Doing::Exporting, move |generation| async move {
            while self
                .trail
                .try_with_untracked(|trail| trail.before.is_some())?
                && self.oldest()? >= since
            {
                self.read_page(EXPORTED, generation).await?;
                breathe().await;
            }
            let text = self.as_file(language, is_csv)?;
            hand_out(toasts, language, &text, is_csv);
            Some(())
        });
    }

    /// Gives up what is under way.
    fn stop(self) {
        self.generation.update_value(|own| *own += 1);
        self.doing.set(Doing::Nothing);
    }

    /// Begins something in place of whatever is under way. It ends early with `None`: after a failure, or because it was
    /// given up.
    fn begin<Work: Future<Output = Option<()>> + 'static>(
        self,
        doing: Doing,
        work: impl FnOnce(u32) -> Work,
    ) {
        self.stop();
        self.doing.set(doing);
        self.failure.set(None);
        let generation = self.generation.get_value();
        let work = work(generation);
        spawn_local(async move {
            work.await;
            if self.generation.try_get_value() == Some(generation) {
                self.doing.try_set(Doing::Nothing);
            }
        });
    }

    async fn read_page(self, limit: u32, generation: u32) -> Option<()> {
        let before = self.trail.try_with_untracked(|trail| trail.before)??;
        let page = self.ask(Some(before), limit, generation).await?;
        self.trail.update(|trail| trail.take(&page));
        self.listed.history.update(|history| {
            history.get_or_insert_default().add_older(page.acts);
        });
        Some(())
    }

    async fn ask(self, before: Option<u64>, limit: u32, generation: u32) -> Option<TrailPage> {
        let answer = fetch_trail(before, limit, &new_id()).await;
        let page = answer
            .and_then(|text| TrailPage::read(&text, moment).ok_or(TrailFailure::NotUnderstood));
        // The page may be gone by now, or something else may be wanted.
        if self.generation.try_get_value() != Some(generation) {
            return None;
        }
        page.map_err(|failure| self.failure.set(Some((failure, before.is_none()))))
            .ok()
    }

    /// When the oldest write that was read was made.
    fn oldest(self) -> Option<u64> {
        self.listed.history.try_with_untracked(|history| {
            let acts = history.as_ref().map(History::acts).unwrap_or_default();
            acts.last().map_or(u64::MAX, |act| act.at)
        })
    }

    fn as_file(self, language: Language, is_csv: bool) -> Option<String> {
        let Listed {
            history,
            visible,
            names,
            ..
        } = self.listed;
        let names = names.try_get_untracked()?;
        history.try_with_untracked(|history| {
            let acts = history.as_ref().map(History::acts).unwrap_or_default();
            let places = visible.get_untracked().unwrap_or_default();
            let acts: Vec<&Act> = places.iter().filter_map(|place| acts.get(*place)).collect();
            if is_csv {
                export::as_csv(language, &acts, &names, time)
            } else {
                export::everyone_as_json(&acts, time)
            }
        })
    }
}

/// A time as RFC 3339 writes it, in milliseconds since the Unix epoch.
fn moment(text: &str) -> Option<u64> {
    let milliseconds = js_sys::Date::parse(text);
    (milliseconds >= 0.0).then_some(milliseconds as u64)
}
