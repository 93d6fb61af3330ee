//! Moving through a list page by page.

use leptos::prelude::*;

use super::{button::icon_button, icon::IconName, select_field::SelectField};
pub use crate::i18n::grouped;

/// Where in the list the page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PagerState {
    /// How many rows come before this page.
    pub offset: u64,
    /// The most rows a page can have; at least 1.
    pub limit: u64,
    /// How many rows there are, where that is known.
    pub total: Option<u64>,
    /// How many rows this page has.
    pub shown: u64,
}

impl PagerState {
    /// The offset of the page before, if there is one.
    #[must_use]
    pub fn previous(self) -> Option<u64> {
        (self.offset > 0).then(|| self.offset.saturating_sub(self.limit.max(1)))
    }

    /// The offset of the page after, if there is one. Where the total is not known, a full page promises another.
    #[must_use]
    pub fn next(self) -> Option<u64> {
        let next = self.offset.saturating_add(self.limit.max(1));
        let more = match self.total {
            Some(total) => next < total,
            None => self.shown >= self.limit.max(1),
        };
        more.then_some(next)
    }

    /// The offset of the last page, where the total is known and it is not this page.
    #[must_use]
    pub fn last(self) -> Option<u64> {
        let limit = self.limit.max(1);
        let last = self.total?.checked_sub(1)? / limit * limit;
        (last > self.offset).then_some(last)
    }

    /// The first and last row of this page, counted from 1, if it has any.
    #[must_use]
    pub fn range(self) -> Option<(u64, u64)> {
        (self.shown > 0).then(|| {
            (
                self.offset.saturating_add(1),
                self.offset.saturating_add(self.shown),
            )
        })
    }
}

/// The words of a pager. Templates have `{from}`, `{to}` and `{total}` in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagerWords {
    /// The region's name.
    pub label: String,
    /// With a known total, for example `{from}–{to} of {total}`.
    pub of_total: String,
    /// Without, for example `{from}–{to}`.
    pub open: String,
    /// With no rows.
    pub none: String,
    /// Go to the first page.
    pub first: String,
    /// Go to the page before.
    pub previous: String,
    /// Go to the page after.
    pub next: String,
    /// Go to the last page.
    pub last: String,
    /// The label of the choice of page sizes.
    pub per_page: String,
    /// One page size, for example `{total} per page`.
    pub size: String,
}

/// The words for where the page is.
#[must_use]
pub fn pager_summary(state: PagerState, words: &PagerWords) -> String {
    let Some((from, to)) = state.range() else {
        return words.none.clone();
    };
    let template = if state.total.is_some() {
        &words.of_total
    } else {
        &words.open
    };
    template
        .replace("{from}", &grouped(from))
        .replace("{to}", &grouped(to))
        .replace("{total}", &grouped(state.total.unwrap_or_default()))
}

/// Says which rows are shown and moves to others.
#[component]
pub fn Pager(
    /// Where the page is.
    #[prop(into)]
    state: Signal<PagerState>,
    /// Runs with the offset to go to.
    #[prop(into)]
    on_go: Callback<u64>,
    /// Its words.
    #[prop(into)]
    words: Signal<PagerWords>,
    /// The page sizes to choose from; none, no choice.
    #[prop(optional)]
    limits: &'static [u64],
    /// Runs with the chosen page size.
    #[prop(optional, into)]
    on_limit: Option<Callback<u64>>,
) -> impl IntoView {
    let step = move |icon: IconName,
                     word: fn(&PagerWords) -> &String,
                     target: fn(PagerState) -> Option<u64>| {
        icon_button(
            icon,
            Signal::derive(move || words.with(|words| word(words).clone())),
            Callback::new(move |()| {
                if let Some(offset) = target(state.get_untracked()) {
                    on_go.run(offset);
                }
            }),
            None,
            Signal::derive(move || target(state.get()).is_none()),
        )
    };
    let sizes = on_limit.filter(|_| !limits.is_empty()).map(|on_limit| {
        let chosen = RwSignal::new(String::new());
        Effect::new(move |_| {
            let limit = state.get().limit.to_string();
            if chosen.get_untracked() != limit {
                chosen.set(limit);
            }
        });
        Effect::new(move |_| {
            if let Ok(limit) = chosen.get().parse::<u64>()
                && limit != state.get_untracked().limit
            {
                on_limit.run(limit);
            }
        });
        let options = Signal::derive(move || {
            limits
                .iter()
                .map(|limit| {
                    (
                        limit.to_string(),
                        words.with(|words| words.size.replace("{total}", &grouped(*limit))),
                    )
                })
                .collect::<Vec<_>>()
        });
        let label = Signal::derive(move || words.with(|words| words.per_page.clone()));
        view! { <SelectField label=label value=chosen options=options label_hidden=true /> }
    });
    view! {
        <nav class="pager" aria-label=move || words.with(|words| words.label.clone())>
            <p class="pager-summary" aria-live="polite">
                {move || words.with(|words| pager_summary(state.get(), words))}
            </p>
            {sizes}
            <div class="pager-steps">
                {step(IconName::First, |words| &words.first, |state| (state.offset > 0).then_some(0))}
                {step(IconName::ChevronLeft, |words| &words.previous, PagerState::previous)}
                {step(IconName::ChevronRight, |words| &words.next, PagerState::next)}
                {step(IconName::Last, |words| &words.last, PagerState::last)}
            </div>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{PagerState, PagerWords, pager_summary};

    fn state(offset: u64, shown: u64, total: Option<u64>) -> PagerState {
        PagerState {
            offset,
            limit: 50,
            total,
            shown,
        }
    }

    #[test]
    fn the_first_page_has_none_before_and_the_last_none_after() {
        let first = state(0, 50, Some(2184));
        assert_eq!(
            (first.previous(), first.next(), first.last()),
            (None, Some(50), Some(2150))
        );
        let last = state(2150, 34, Some(2184));
        assert_eq!(
            (last.previous(), last.next(), last.last()),
            (Some(2100), None, None)
        );
    }

    #[test]
    fn a_total_that_fills_its_last_page_has_no_page_after_it() {
        assert_eq!(state(50, 50, Some(100)).next(), None);
        assert_eq!(state(0, 50, Some(100)).last(), Some(50));
    }

    #[test]
    fn without_a_total_a_full_page_promises_another() {
        assert_eq!(state(0, 50, None).next(), Some(50));
        assert_eq!(state(0, 49, None).next(), None);
        assert_eq!(state(0, 50, None).last(), None);
    }

    #[test]
    fn an_odd_offset_goes_back_to_the_start() {
        assert_eq!(state(20, 50, None).previous(), Some(0));
    }

    #[test]
    fn nothing_is_out_of_bounds() {
        let end = PagerState {
            offset: u64::MAX,
            limit: 0,
            total: Some(0),
            shown: u64::MAX,
        };
        assert_eq!((end.next(), end.last()), (None, None));
        assert_eq!(end.range(), Some((u64::MAX, u64::MAX)));
    }

    #[test]
    fn the_summary_fills_its_template() {
        let words = PagerWords {
            of_total: "{from}–{to} / {total}".into(),
            open: "{from}–{to}".into(),
            none: "-".into(),
            ..PagerWords::default()
        };
        assert_eq!(
            pager_summary(state(2150, 34, Some(2184)), &words),
            "2,151–2,184 / 2,184"
        );
        assert_eq!(pager_summary(state(0, 7, None), &words), "1–7");
        assert_eq!(pager_summary(state(0, 0, Some(0)), &words), "-");
    }
}
