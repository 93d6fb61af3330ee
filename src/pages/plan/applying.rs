//! The end of a plan: how fast, what exactly will happen and where, the number that may have to be typed, and the job.

use super::confirmation::{is_typed, operations, to_be_typed};
use super::desk::Desk;
use super::pace::PaceChoice;
use super::review::Review;
use crate::i18n::Language;
use crate::jobs::NotKept;
use crate::pages::permission::permission_note;
use crate::pages::write_target::write_environment;
use crate::routes::{Page, parameter};
use crate::session::{new_id, now_milliseconds};
use crate::store::{load_reads_back, save_reads_back};
use crate::ui::{
    Button, ButtonKind, ButtonVariant, Checkbox, Dialog, DialogSize, Form, Notice, TextField,
    TextKind, Tone, focus_page, pager::grouped,
};
use jobs::plan::{Counts, Verdict};
use jobs::{JobHead, Pace};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vendors::Vendor;

type Go = StoredValue<Box<dyn Fn(String) + Send + Sync>>;

/// What exactly will happen: "Create 120, change 80, delete 14 at Production".
pub fn deed(language: Language, counts: Counts, place: &str) -> String {
    let number = |count: u32| grouped(u64::from(count));
    let parts: Vec<String> = [
        (
            counts.create,
            language.plan_do_create(&number(counts.create)),
        ),
        (
            counts.change,
            language.plan_do_change(&number(counts.change)),
        ),
        (
            counts.delete,
            language.plan_do_delete(&number(counts.delete)),
        ),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(_, words)| words)
    .collect();
    let sentence = language.plan_do_at(&parts.join(language.plan_separator()), place);
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => sentence,
    }
}

/// The end of the plan. Can be copied.
#[derive(Clone, Copy)]
struct Applying {
    review: Review,
    desk: Desk,
    counts: Memo<(u32, u32, u32)>,
    pace: PaceChoice,
    reads_back: RwSignal<bool>,
    asking: RwSignal<bool>,
    busy: RwSignal<bool>,
    fault: RwSignal<Option<NotKept>>,
    go: Go,
}

/// The part of the page.
pub fn applying(review: Review) -> AnyView {
    let desk = review.desk;
    let words = desk.words;
    let navigate = use_navigate();
    let counts = Memo::new(move |_| {
        let counts = desk.left_out.with(|left_out| {
            review
                .compared
                .with_value(|compared| compared.plan.counts_without(left_out))
        });
        (counts.create, counts.change, counts.delete)
    });
    let applying = Applying {
        review,
        desk,
        counts,
        pace: PaceChoice::new(words),
        reads_back: RwSignal::new(load_reads_back()),
        asking: RwSignal::new(false),
        busy: RwSignal::new(false),
        fault: RwSignal::new(None),
        go: StoredValue::new(Box::new(move |link: String| {
            navigate(&link, NavigateOptions::default());
            // The button goes with its page, and keys would lead nowhere.
            focus_page();
        })),
    };
    let has_any = review
        .compared
        .with_value(|compared| compared.plan.counts().to_do() > 0);
    if !has_any {
        return view! {
            <Notice tone=Tone::Neutral title=words.of(Language::plan_nothing_to_do)>
                <p>{words.of(Language::plan_nothing_to_do_body)}</p>
            </Notice>
        }
        .into_any();
    }
    view! {
        <section class="plan-apply" aria-label=words.of(Language::plan_apply_title)>
            {fault(applying)}
            {move || applying.part()}
        </section>
        {asking(applying)}
    }
    .into_any()
}

impl Applying {
    fn counts(self) -> Counts {
        let (create, change, delete) = self.counts.get();
        Counts {
            create,
            change,
            delete,
            ..Counts::default()
        }
    }

    fn is_production(self) -> bool {
        self.desk.session.connection(self.desk.vendor).production
    }

    fn can_read_back(self) -> bool {
        matches!(self.desk.vendor, Vendor::BitAnswer | Vendor::T12)
    }

    fn sets_passwords(self) -> bool {
        self.review.compared.with_value(|compared| {
            compared
                .plan
                .rows()
                .iter()
                .any(|row| matches!(&row.verdict, Verdict::Do(row) if row.sets_password))
        })
    }

    /// The pace and the button, where whoever is signed in may do all of it.
    fn part(self) -> AnyView {
        let (desk, words) = (self.desk, self.desk.words);
        let needed = operations(desk.vendor, self.counts());
        if !needed.iter().all(|operation| desk.session.may(*operation)) {
            return permission_note(words, desk.session, &needed);
        }
        let place = desk.place();
        let label = words.with(move |language| {
            let counts = self.counts();
            if counts.to_do() == 0 {
                language.plan_nothing_to_do().to_owned()
            } else {
                place.with(|place| deed(language, counts, place))
            }
        });
        let disabled =
            Signal::derive(move || self.counts().to_do() == 0 || self.pace.get().is_none());
        let is_grave = Memo::new(move |_| self.counts.get().2 > 0);
        let press = Callback::new(move |()| {
            let asks = untrack(|| to_be_typed(self.counts(), self.is_production())).is_some();
            if asks {
                self.asking.set(true);
            } else {
                self.begin();
            }
        });
        let notes = words.with(move |language| {
            let mut notes = Vec::new();
            let deleted = self.counts.get().2 as usize;
            if deleted > 0 {
                notes.push(language.plan_cannot_be_undone(deleted));
            }
            if self.sets_passwords() {
                notes.push(language.plan_passwords_note().to_owned());
            }
            notes.join(" ")
        });
        let variant = move || {
            if is_grave.get() {
                ButtonVariant::Danger
            } else {
                ButtonVariant::Primary
            }
        };
        view! {
            <div class="plan-apply-words">
                {write_environment(words, desk.session, desk.vendor)}
                {self.pace.view()}
                {self.can_read_back().then(|| {
                    view! {
                        <Checkbox
                            label=words.of(Language::plan_reads_back)
                            checked=self.reads_back
                            on_change=Callback::new(move |wanted| {
                                self.reads_back.set(wanted);
                                save_reads_back(wanted);
                            })
                        />
                    }
                })}
                <p class="muted">{notes}</p>
            </div>
            {move || {
                view! {
                    <Button
                        label=label
                        variant=variant()
                        disabled=disabled
                        busy=self.busy
                        on_click=press
                    />
                }
            }}
        }
        .into_any()
    }

    /// Makes the job and goes to it.
    fn begin(self) {
        let Some(pace) = untrack(|| self.pace.get()) else {
            return;
        };
        self.asking.set(false);
        self.busy.set(true);
        self.fault.set(None);
        spawn_local(async move {
            let (job, passwords) = untrack(|| self.job(pace));
            let link = Page::Jobs.link(&[(parameter::JOB, &job.head().id)]);
            match self.desk.jobs.begin(job, passwords).await {
                Ok(()) => {
                    self.go.try_with_value(|go| go(link));
                }
                Err(fault) => {
                    // The admin may have left meanwhile; nothing began.
                    _ = self.fault.try_set(Some(fault));
                    _ = self.busy.try_set(false);
                }
            }
        });
    }

    fn job(self, pace: Pace) -> (jobs::Job, std::collections::BTreeMap<u32, vendors::Secret>) {
        let desk = self.desk;
        let head = JobHead {
            id: new_id(),
            vendor: desk.vendor.slug().to_owned(),
            connection: desk.connection.to_string(),
            origin: desk.origin.get_value(),
            created_at: now_milliseconds() as u64,
            rows: 0,
            pace,
            confirms: self.can_read_back() && self.reads_back.get_untracked(),
        };
        // A copy: if the job cannot be kept, the plan is still there.
        let plan = self
            .review
            .compared
            .with_value(|compared| compared.plan.clone());
        desk.left_out.with(|left_out| plan.into_job(head, left_out))
    }
}

/// Why the job did not begin.
fn fault(applying: Applying) -> impl IntoView {
    let words = applying.desk.words;
    move || {
        applying.fault.get().map(|fault| {
            let body = match fault {
                NotKept::Full => Language::plan_not_begun_full,
                NotKept::Unavailable => Language::plan_not_begun_unavailable,
            };
            view! {
                <Notice tone=Tone::Bad title=words.of(Language::plan_not_begun)>
                    <p>{words.of(body)}</p>
                </Notice>
            }
        })
    }
}

/// The question for the number of accounts.
fn asking(applying: Applying) -> AnyView {
    let desk = applying.desk;
    let words = desk.words;
    let answer = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| {
        to_be_typed(applying.counts(), applying.is_production()).unwrap_or_default()
    });
    let missing = Signal::derive(move || answer.with(|typed| !is_typed(typed, wanted.get())));
    let place = desk.place();
    let what =
        words.with(move |language| place.with(|place| deed(language, applying.counts(), place)));
    let typed_label =
        words.with(move |language| language.plan_type_count(&wanted.get().to_string()));
    let undone = move || match applying.counts.get().2 as usize {
        0 => None,
        deleted => {
            let text = words.with(move |language| language.plan_cannot_be_undone(deleted));
            Some(view! { <p>{text}</p> })
        }
    };
    let submit = Callback::new(move |()| {
        if !missing.get_untracked() {
            applying.begin();
        }
    });
    view! {
        <Dialog
            open=applying.asking
            title=words.of(Language::plan_confirm_title)
            close_label=words.of(Language::close)
            size=DialogSize::Medium
            on_close=Callback::new(move |()| answer.set(String::new()))
        >
            <Form on_submit=submit>
                <p>
                    <strong>{what}</strong>
                </p>
                {undone}
                {write_environment(words, desk.session, desk.vendor)}
                <TextField
                    label=typed_label
                    value=answer
                    kind=TextKind::Number
                    mono=true
                    autofocus=true
                />
                <div class="dialog-footer">
                    <Button
                        label=words.of(Language::cancel)
                        on_click=Callback::new(move |()| applying.asking.set(false))
                    />
                    <Button
                        label=what
                        variant=ButtonVariant::Danger
                        kind=ButtonKind::Submit
                        disabled=missing
                    />
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_says_what_happens_and_where() {
        let counts = Counts {
            create: 1_200,
            change: 80,
            delete: 14,
            ..Counts::default()
        };
        assert_eq!(
            deed(Language::English, counts, "Production"),
            "Create 1,200, change 80, delete 14 at Production"
        );
        assert_eq!(
            deed(Language::Chinese, counts, "生产"),
            "在 生产 创建 1,200 个、修改 80 个、删除 14 个"
        );
        let only = Counts {
            delete: 3,
            ..Counts::default()
        };
        assert_eq!(deed(Language::English, only, "Test"), "Delete 3 at Test");
    }
}
