//! The second step: reading what is true now and comparing, with how far it is, a way out, and what went wrong.

use super::desk::{Compared, Desk, Step};
use super::live::{Watch, read};
use super::steps::step_heading;
use crate::i18n::Language;
use crate::jobs::breathe;
use crate::pages::problem_notice::ProblemNotice;
use crate::session::now_milliseconds;
use crate::ui::{Button, Notice, ProgressBar, Tone, pager::grouped};
use jobs::plan::{Plan, Wish};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use std::sync::Arc;
use vendors::{Problem, Vendor};

/// Rows that are compared at once.
const SLICE: usize = 500;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Preparing,
    Reading,
    Comparing,
}

/// The comparison. Can be copied.
#[derive(Clone, Copy)]
struct Comparing {
    desk: Desk,
    phase: RwSignal<Phase>,
    progress: RwSignal<Option<(usize, Option<usize>)>>,
    problem: RwSignal<Option<Problem>>,
    generation: StoredValue<u32>,
    told_at: StoredValue<f64>,
}

/// The step.
pub fn compare_step(desk: Desk) -> AnyView {
    let words = desk.words;
    let comparing = Comparing {
        desk,
        phase: RwSignal::new(Phase::Preparing),
        progress: RwSignal::new(None),
        problem: RwSignal::new(None),
        generation: StoredValue::new(0),
        told_at: StoredValue::new(0.0),
    };
    comparing.start();
    let retry = Callback::new(move |()| comparing.start());
    let cancel = Callback::new(move |()| {
        comparing
            .generation
            .update_value(|generation| *generation += 1);
        desk.back();
    });
    let problem = move || {
        let problem = comparing.problem.get()?;
        Some(view! { <ProblemNotice problem=problem on_retry=retry/> })
    };
    let is_running = Memo::new(move |_| comparing.problem.with(Option::is_none));
    let label = words.with(move |language| comparing.phase_words(language).to_owned());
    let told = words.with(move |language| {
        let label = comparing.phase_words(language);
        let whole = |number: usize| grouped(number as u64);
        match comparing.progress.get() {
            None => label.to_owned(),
            Some((done, None)) => language.plan_done_so_far(label, &whole(done)),
            Some((done, Some(total))) => language.plan_done_of(label, &whole(done), &whole(total)),
        }
    });
    let bar = Signal::derive(move || {
        let (done, total) = comparing.progress.get()?;
        Some((done as f64, total? as f64))
    });
    let ledger = (desk.vendor == Vendor::ShareCreators).then(|| ledger_notice(desk));
    view! {
        <section class="section plan-comparing">
            {step_heading(words.of(Language::plan_compare_title), true)}
            {ledger}
            {move || {
                is_running
                    .get()
                    .then(|| {
                        view! {
                            // The bar tells every step; what is read aloud is what is being done.
                            <p>{told}</p>
                            <ProgressBar label=label progress=bar/>
                            <p class="visually-hidden" role="status">
                                {label}
                            </p>
                        }
                    })
            }}
            {problem}
            <div class="cluster">
                <Button label=words.of(Language::cancel) on_click=cancel/>
            </div>
        </section>
    }
    .into_any()
}

/// What it means that a plan is compared with the ledger.
pub fn ledger_notice(desk: Desk) -> AnyView {
    let words = desk.words;
    view! {
        <Notice tone=Tone::Warn title=words.of(Language::plan_ledger_title)>
            <p>{words.of(Language::plan_ledger_body)}</p>
        </Notice>
    }
    .into_any()
}

impl Comparing {
    fn phase_words(self, language: Language) -> &'static str {
        match (self.phase.get(), self.desk.vendor) {
            (Phase::Preparing, _) => language.plan_preparing(),
            (Phase::Comparing, _) => language.plan_comparing_rows(),
            (Phase::Reading, Vendor::T12) => language.plan_reading_apps(),
            (Phase::Reading, Vendor::ShareCreators) => language.plan_reading_ledger(),
            (Phase::Reading, Vendor::BitAnswer | Vendor::Tingyun) => language.plan_reading_users(),
        }
    }

    fn start(self) {
        let watch = Watch::newest(self.progress, self.generation, self.told_at);
        let wishes = self.desk.wishes.get_value();
        self.problem.set(None);
        self.progress.set(None);
        self.phase.set(Phase::Preparing);
        spawn_local(async move {
            match self.compared(wishes, watch).await {
                Ok(Some(compared)) => {
                    self.desk.left_out.set(BTreeSet::new());
                    self.desk.compared.set(Some(Arc::new(compared)));
                    self.desk.step.set(Step::Review);
                }
                Ok(None) => {}
                Err(problem) if watch.goes_on() => self.problem.set(Some(problem)),
                Err(_) => {}
            }
        });
    }

    /// Compares; `None` if nobody wants it any more.
    async fn compared(
        self,
        wishes: Arc<Vec<Wish>>,
        watch: Watch,
    ) -> Result<Option<Compared>, Problem> {
        // Drawn before the work begins.
        breathe().await;
        let mut plan = Plan::new(wishes.as_ref().clone());
        breathe().await;
        let targets: BTreeSet<String> = plan.targets().map(str::to_owned).collect();
        breathe().await;
        if !watch.goes_on() {
            return Ok(None);
        }
        self.phase.set(Phase::Reading);
        let Desk {
            session,
            vendor,
            connection,
            ..
        } = self.desk;
        let Some(read) = read(session, vendor, connection, targets, watch).await? else {
            return Ok(None);
        };
        self.phase.set(Phase::Comparing);
        while !plan.compare(&read.accounts, SLICE) {
            let (done, total) = plan.progress();
            watch.tell(done, Some(total));
            breathe().await;
            if !watch.goes_on() {
                return Ok(None);
            }
        }
        Ok(Some(Compared {
            plan,
            at: now_milliseconds(),
            not_read: read.refused,
        }))
    }
}
