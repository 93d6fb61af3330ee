//! A quota, drawn.

use leptos::prelude::*;

use super::tone::Tone;

/// The part of the whole that is drawn, in thousandths: 0 to 1000. A whole of nothing is empty unless something is in
/// it, and then full.
#[must_use]
pub fn meter_fill(value: f64, max: f64) -> u32 {
    if value.is_nan() || value <= 0.0 {
        return 0;
    }
    if max.is_nan() || max <= 0.0 || value >= max {
        return 1000;
    }
    // What is there at all must be seen, hence at least one part in a hundred.
    ((value / max * 1000.0) as u32).clamp(10, 1000)
}

/// A bar that shows how much of something is used. It says its value to a screen reader in the label's words.
#[component]
pub fn Meter(
    /// How much.
    #[prop(into)]
    value: Signal<f64>,
    /// Of how much.
    #[prop(into)]
    max: Signal<f64>,
    /// The bar's tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// What it shows, with the figures, for example "used 120 of 500".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    meter(value, max, tone, label)
}

pub(super) fn meter(
    value: Signal<f64>,
    max: Signal<f64>,
    tone: Signal<Tone>,
    label: Signal<String>,
) -> AnyView {
    // The width is an SVG attribute because the page's policy forbids inline styles.
    view! {
        <svg
            class="meter"
            role="img"
            viewBox="0 0 1000 8"
            preserveAspectRatio="none"
            data-tone=move || tone.get().as_str()
            aria-label=move || label.get()
        >
            <rect class="meter-track" width="1000" height="8"></rect>
            <rect
                class="meter-fill"
                height="8"
                width=move || meter_fill(value.get(), max.get()).to_string()
            ></rect>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::meter_fill;

    #[test]
    fn it_never_leaves_the_track() {
        assert_eq!(meter_fill(0.0, 10.0), 0);
        assert_eq!(meter_fill(-3.0, 10.0), 0);
        assert_eq!(meter_fill(f64::NAN, 10.0), 0);
        assert_eq!(meter_fill(5.0, 10.0), 500);
        assert_eq!(meter_fill(11.0, 10.0), 1000);
        assert_eq!(meter_fill(1.0, 0.0), 1000);
        assert_eq!(meter_fill(1.0, f64::NAN), 1000);
    }

    #[test]
    fn a_little_is_still_seen() {
        assert_eq!(meter_fill(1.0, 1_000_000.0), 10);
    }
}
