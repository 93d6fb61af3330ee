//! Where a list is that is taller than an element can be. Pure.
//!
//! The *top* is how far down the list the reader is, in pixels of the whole list. The *bar* is what the browser's scroll
//! bar says. As long as the list fits into an element they are the same. Past that the bar is a map of the list: small
//! steps (a wheel, a finger) move both by the same pixels, a jump (the bar dragged) looks its place up on the map. What
//! small steps let them drift apart is put right near the ends, where one would run out before the other, and at rest.

/// The tallest body, in pixels. Browsers give up between 17 and 33 million; below 2^23 whole pixels are exact even where
/// a browser keeps them as 32-bit floats.
const TALLEST: i64 = 8_000_000;
/// This far from either end the map is drawn at full scale, so that what is near an end is where the bar says.
const EDGE: i64 = 1_000_000;
/// A step beyond this is the bar being dragged: one pixel of it is more than this wherever there is a map at all.
const JUMP: i64 = 4_000;
/// This near to an end bar and top must agree. More than a step, so that no step ever meets the end of the bar alone.
const GUARD: i64 = 5 * JUMP;

/// Where the list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scroll {
    content: i64,
    viewport: i64,
    top: i64,
    bar: i64,
}

impl Scroll {
    /// Takes new sizes, in pixels: of the whole list and of what is in sight. Keeps the top where it is as far as that
    /// still exists, and gives the bar to set.
    pub(super) fn measure(&mut self, content: i64, viewport: i64) -> i64 {
        self.content = content;
        self.viewport = viewport;
        self.go_to(self.top)
    }

    /// Goes somewhere, and gives the bar to set.
    pub(super) fn go_to(&mut self, top: i64) -> i64 {
        self.top = top.clamp(0, self.last_top());
        self.bar = self.bar_for(self.top);
        self.bar
    }

    /// Takes what the bar says now. Gives the bar to set where that cannot stay.
    pub(super) fn scrolled(&mut self, bar: i64) -> Option<i64> {
        let bar = bar.clamp(0, self.last_bar());
        let step = bar - self.bar;
        self.bar = bar;
        if !self.is_mapped() {
            self.top = bar;
            return None;
        }
        if step.abs() > JUMP {
            self.top = self.top_for(bar);
            return None;
        }
        self.top = (self.top + step).clamp(0, self.last_top());
        let to_start = self.bar.min(self.top);
        let to_end = (self.last_bar() - self.bar).min(self.last_top() - self.top);
        self.correct(if to_start.min(to_end) < GUARD {
            0
        } else {
            i64::MAX
        })
    }

    /// Scrolling has ended. Gives the bar to set where it strayed from the map by more than anybody would notice.
    pub(super) fn settle(&mut self) -> Option<i64> {
        self.correct(GUARD)
    }

    fn correct(&mut self, tolerance: i64) -> Option<i64> {
        let bar = self.bar_for(self.top);
        ((bar - self.bar).abs() > tolerance).then(|| {
            self.bar = bar;
            bar
        })
    }

    /// How far down the list the reader is.
    pub(super) fn top(&self) -> i64 {
        self.top
    }

    /// How much of the list is in sight.
    pub(super) fn viewport(&self) -> i64 {
        self.viewport
    }

    /// How tall the body is to be made.
    pub(super) fn body(&self) -> i64 {
        self.content.min(TALLEST)
    }

    /// What is to be added to a place in the list to get the place in the body.
    pub(super) fn shift(&self) -> i64 {
        self.bar - self.top
    }

    fn is_mapped(&self) -> bool {
        self.content > TALLEST
    }

    fn last_top(&self) -> i64 {
        (self.content - self.viewport).max(0)
    }

    fn last_bar(&self) -> i64 {
        (self.body() - self.viewport).max(0)
    }

    fn bar_for(&self, top: i64) -> i64 {
        if !self.is_mapped() {
            return top;
        }
        along(top, self.last_top(), self.last_bar())
    }

    fn top_for(&self, bar: i64) -> i64 {
        along(bar, self.last_bar(), self.last_top())
    }
}

/// From a place between 0 and `last` to the one between 0 and `other_last`: the same near the start, as far from the end
/// near the end, and in proportion between.
fn along(place: i64, last: i64, other_last: i64) -> i64 {
    if place <= EDGE {
        place
    } else if place >= last - EDGE {
        other_last - (last - place)
    } else {
        // At most 8e6 × 2^32 × 56, which is below 2^63.
        EDGE + (place - EDGE) * (other_last - 2 * EDGE) / (last - 2 * EDGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The browser's side of it: what it is told to be, and steps that stop at its ends.
    struct Browser {
        scroll: Scroll,
        bar: i64,
    }

    impl Browser {
        fn new(content: i64, viewport: i64) -> Self {
            let mut scroll = Scroll::default();
            let bar = scroll.measure(content, viewport);
            Self { scroll, bar }
        }

        fn to(&mut self, bar: i64) {
            self.bar = bar.clamp(0, self.scroll.last_bar());
            if let Some(bar) = self.scroll.scrolled(self.bar) {
                self.bar = bar;
                assert_eq!(self.scroll.scrolled(bar), None, "a correction is final");
            }
            assert_eq!(self.scroll.bar, self.bar);
            assert!((0..=self.scroll.last_top()).contains(&self.scroll.top));
        }

        fn step(&mut self, pixels: i64) {
            self.to(self.bar + pixels);
        }
    }

    /// Numbers that look random and are the same each time.
    fn noise(seed: u64) -> impl FnMut(i64) -> i64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        move |below| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            i64::try_from(state >> 1).unwrap_or_default() % below
        }
    }

    #[test]
    fn a_list_that_fits_is_where_the_bar_says() {
        let mut browser = Browser::new(3_200_000, 600);
        for bar in [0, 100, 3_000_000, 3_199_400, 7] {
            browser.to(bar);
            assert_eq!((browser.scroll.top(), browser.scroll.shift()), (bar, 0));
        }
        assert_eq!(browser.scroll.body(), 3_200_000);
    }

    #[test]
    fn steps_move_by_their_own_pixels_wherever_they_begin() {
        for seed in 0..200 {
            let mut next = noise(seed);
            let content = [32_000_000, 8_000_001, 40 * i64::from(u32::MAX)][seed as usize % 3];
            let mut browser = Browser::new(content, 600);
            for _ in 0..200 {
                match next(10) {
                    0 => browser.to(next(TALLEST)),
                    1 => {
                        if let Some(bar) = browser.scroll.settle() {
                            browser.bar = bar;
                        }
                    }
                    2 => browser.bar = browser.scroll.go_to(next(content)),
                    _ => {
                        let step = next(2 * JUMP + 1) - JUMP;
                        let before = browser.scroll.top();
                        browser.step(step);
                        let expected = (before + step).clamp(0, browser.scroll.last_top());
                        assert_eq!(browser.scroll.top(), expected, "seed {seed}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_map_rises_and_leads_back() {
        for content in [8_000_001, 32_000_000, 40 * i64::from(u32::MAX)] {
            let scroll = Browser::new(content, 600).scroll;
            assert_eq!(scroll.top_for(0), 0);
            assert_eq!(scroll.top_for(scroll.last_bar()), scroll.last_top());
            let mut before = -1;
            for bar in (0..=scroll.last_bar()).step_by(9_973) {
                let top = scroll.top_for(bar);
                assert!(top > before, "{content}: {bar}");
                assert!((scroll.bar_for(top) - bar).abs() <= 1, "{content}: {bar}");
                before = top;
            }
        }
    }

    #[test]
    fn both_ends_are_reached_by_steps_alone() {
        let mut browser = Browser::new(32_000_000, 600);
        browser.bar = browser.scroll.go_to(2_000_000);
        for _ in 0..2_000 {
            browser.step(-1_000);
        }
        assert_eq!((browser.scroll.top(), browser.bar), (0, 0));
        browser.bar = browser.scroll.go_to(30_000_000);
        for _ in 0..2_000 {
            browser.step(1_000);
        }
        assert_eq!(browser.scroll.top(), 31_999_400);
        assert_eq!(browser.bar, browser.scroll.last_bar());
    }

    #[test]
    fn rows_stay_inside_the_body_wherever_the_list_is() {
        let mut browser = Browser::new(32_000_000, 600);
        let mut next = noise(7);
        for _ in 0..5_000 {
            browser.to(next(TALLEST));
            browser.step(next(JUMP));
            let place = browser.scroll.top() + browser.scroll.shift();
            assert_eq!(
                place, browser.bar,
                "what is at the top is where the browser looks"
            );
            assert!(place + 600 <= browser.scroll.body());
        }
    }

    #[test]
    fn fewer_rows_or_a_taller_window_leave_nothing_behind() {
        let mut browser = Browser::new(32_000_000, 600);
        browser.bar = browser.scroll.go_to(i64::MAX);
        assert_eq!(browser.scroll.measure(320, 600), 0);
        assert_eq!(browser.scroll.top(), 0);
        assert_eq!(browser.scroll.measure(3_200, 600), 0);
        assert_eq!(browser.scroll.go_to(i64::MAX), 2_600);
    }
}
