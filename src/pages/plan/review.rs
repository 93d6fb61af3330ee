//! The third step: the plan row by row, what can be left out of it, and what to do with it.

use super::applying::applying;
use super::comparing::ledger_notice;
use super::desk::{Compared, Desk};
use super::quotas::quota_sum;
use super::row_cells::{columns, row};
use super::shown::shown;
use super::steps::step_heading;
use super::toolbar::{chips, toolbar};
use super::words::Kind;
use crate::i18n::Language;
use crate::jobs::breathe;
use crate::pages::moment::time_of_day;
use crate::pages::shared_words::{pager_words, table_words};
use crate::ui::{Button, ButtonVariant, DataTable, EmptyState, IconName, Pager, PagerState, Row};
use jobs::Origin;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use vendors::Vendor;

/// The page sizes.
const SIZES: [u64; 3] = [20, 50, 200];

/// What the parts of this step share. All of it can be copied.
#[derive(Clone, Copy)]
pub struct Review {
    /// What the steps share.
    pub desk: Desk,
    /// The plan.
    pub compared: StoredValue<Arc<Compared>>,
    /// The kind of rows in sight; all where none is chosen.
    pub kind: RwSignal<Option<Kind>>,
    /// The text that is searched for.
    pub typed: RwSignal<String>,
    /// The rows in sight.
    pub shown: Memo<Arc<Vec<u32>>>,
    offset: RwSignal<u64>,
    limit: RwSignal<u64>,
    /// How many rows of which page are in the document yet.
    revealed: RwSignal<(PageKey, usize)>,
}

/// What tells pages apart: the rows in sight, where the page begins, how long it may be.
type PageKey = (usize, u64, u64);

/// Rows that come into the document at once: a page of them in one task would hold up a frame.
const REVEALED_AT_ONCE: usize = 15;

/// The step.
pub fn review_step(desk: Desk, compared: Arc<Compared>) -> AnyView {
    let compared = StoredValue::new(compared);
    let kind = RwSignal::new(None);
    let typed = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let kind = kind.get();
        typed.with(|typed| {
            compared.with_value(|compared| Arc::new(shown(compared.plan.rows(), kind, typed)))
        })
    });
    let review = Review {
        desk,
        compared,
        kind,
        typed,
        shown,
        offset: RwSignal::new(0),
        limit: RwSignal::new(50),
        revealed: RwSignal::new(((0, 0, 0), 0)),
    };
    let key = Memo::new(move |_| review.page_key());
    review.revealed.set((key.get_untracked(), 0));
    Effect::new(move |_| {
        let key = key.get();
        spawn_local(review.reveal(key));
    });
    Effect::new(move |_| {
        kind.track();
        typed.track();
        review.offset.set(0);
    });
    let ledger = (desk.vendor == Vendor::ShareCreators).then(|| ledger_notice(desk));
    let sum = (desk.vendor == Vendor::T12).then(|| quota_sum(review));
    view! {
        {header(review)}
        {ledger}
        {sum}
        {chips(review)}
        {toolbar(review)}
        {table(review)}
        {applying(review)}
    }
    .into_any()
}

impl Review {
    fn page_key(self) -> PageKey {
        let rows = self.shown.with(|shown| Arc::as_ptr(shown) as usize);
        (rows, self.offset.get(), self.limit.get())
    }

    /// How many rows of the page are in the document; follows changes.
    fn revealed_now(self) -> usize {
        let key = self.page_key();
        self.revealed.with(
            |(of, count)| {
                if *of == key { *count } else { REVEALED_AT_ONCE }
            },
        )
    }

    /// Lets the rest of a page into the document, some rows at a time, until another page is wanted.
    async fn reveal(self, key: PageKey) {
        loop {
            breathe().await;
            let more = self.revealed.try_update(|(of, count)| {
                // The first page begins with none, so that what is around it comes first.
                *count = if *of == key { *count } else { REVEALED_AT_ONCE } + REVEALED_AT_ONCE;
                *of = key;
                *count < key.2 as usize
            });
            let is_wanted = self.offset.try_get_untracked() == Some(key.1)
                && self.limit.try_get_untracked() == Some(key.2);
            if more != Some(true) || !is_wanted {
                return;
            }
        }
    }
}

fn header(review: Review) -> AnyView {
    let desk = review.desk;
    let words = desk.words;
    let at = review.compared.with_value(|compared| compared.at);
    let origin = desk.origin.get_value();
    let title = words.with(move |language| {
        let from = match &origin {
            Origin::Selection => language.plan_from_selection(),
            Origin::File(name) => name,
            Origin::Pasted => language.plan_pasted(),
            Origin::Undo(_) => language.plan_from_undo(),
        };
        [language.plan_title(), from].join(" · ")
    });
    let note = words.with(move |language| {
        let time = language.plan_compared_at(&time_of_day(at, language));
        let gap = match language {
            Language::English => " ",
            Language::Chinese => "",
        };
        [language.plan_nothing_written(), &time].join(gap)
    });
    view! {
        <div class="section-header">
            <div class="page-titles">
                {step_heading(title, true)}
                <p class="muted">{note}</p>
            </div>
            <div class="cluster">
                <Button
                    label=words.of(Language::plan_compare_again)
                    icon=IconName::Refresh
                    on_click=Callback::new(move |()| desk.compare_again())
                />
                <Button
                    label=words.of(Language::plan_start_over)
                    variant=ButtonVariant::Ghost
                    on_click=Callback::new(move |()| desk.back())
                />
            </div>
        </div>
    }
    .into_any()
}

fn table(review: Review) -> AnyView {
    let words = review.desk.words;
    let columns = Signal::derive(move || columns(words.0.get(), review.desk.is_from_rows()));
    let rows = Signal::derive(move || page(review));
    let state = Signal::derive(move || {
        let total = review.shown.with(|shown| shown.len()) as u64;
        let (offset, limit) = (review.offset.get(), review.limit.get());
        PagerState {
            offset,
            limit,
            total: Some(total),
            shown: total.saturating_sub(offset).min(limit),
        }
    });
    let all = Callback::new(move |()| {
        review.kind.set(None);
        review.typed.set(String::new());
    });
    let empty = move || {
        view! {
            <EmptyState
                icon=IconName::Search
                title=words.of(Language::plan_no_match)
                body=words.of(Language::plan_no_match_body)
            >
                <Button label=words.of(Language::plan_show_all) on_click=all/>
            </EmptyState>
        }
    };
    view! {
        <DataTable
            columns=columns
            rows=rows
            words=table_words(words, Language::plan_table)
            loading=Signal::derive(move || review.revealed_now() == 0)
            empty=empty
        />
        <Pager
            state=state
            on_go=Callback::new(move |offset: u64| review.offset.set(offset))
            words=pager_words(words)
            limits=&SIZES
            on_limit=Callback::new(move |limit: u64| {
                review.limit.set(limit);
                review.offset.set(0);
            })
        />
    }
    .into_any()
}

/// The rows of the page in sight. Only those are ever in the document.
fn page(review: Review) -> Vec<Row> {
    let language = review.desk.words.0.get();
    let (offset, limit) = (review.offset.get() as usize, review.limit.get() as usize);
    review.shown.with(|shown| {
        let end = offset.saturating_add(limit).min(shown.len());
        let places = shown.get(offset..end).unwrap_or_default();
        places
            .iter()
            .take(review.revealed_now())
            .filter_map(|place| row(review, language, *place))
            .collect()
    })
}
