//! Where the program is cut. What only one piece needs is fetched with that piece.
//!
//! Only a release build by `cargo xtask` is cut (`cfg(split)`); elsewhere everything is there from the start. Knows no
//! page and no word.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

pub use leptos::wasm_split::SplitLoaderError;

/// Makes what a piece holds. Handed out by the piece once it is there, so that it is made like any other view.
pub type Make<A = ()> = fn(A) -> AnyView;

/// A piece did not arrive. The library's own error cannot be kept in a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PieceMissing;

/// A piece on its way.
pub type Arriving<A = ()> = Pin<Box<dyn Future<Output = Result<Make<A>, PieceMissing>>>>;

/// A place where the program may be cut: what only this view needs goes with it. Gives a function that fetches the
/// piece: at once where the program is whole.
macro_rules! piece {
    ($visibility:vis $fetch:ident = $name:ident, |$argument:ident : $type:ty| $view:expr) => {
        #[cfg_attr(
            split,
            leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)
        )]
        fn $name() -> Result<$crate::piece::Make<$type>, $crate::piece::SplitLoaderError> {
            Ok(|$argument| $view.into_any())
        }

        /// Fetches the piece.
        $visibility fn $fetch() -> $crate::piece::Arriving<$type> {
            Box::pin(async {
                #[cfg(split)]
                let piece = $name().await;
                #[cfg(not(split))]
                let piece = $name();
                piece.map_err(|_| $crate::piece::PieceMissing)
            })
        }
    };
    ($visibility:vis $fetch:ident = $name:ident, $view:expr) => {
        piece!($visibility $fetch = $name, |_nothing: ()| $view);
    };
}

/// A part of a page that is fetched when it is first wanted and stays from then on.
///
/// What did not arrive is told to `on_missing`, and fetched again when it is wanted again.
pub fn when_wanted<A: Copy + Send + Sync + 'static>(
    wanted: Signal<bool>,
    fetch: fn() -> Arriving<A>,
    argument: A,
    on_missing: Callback<()>,
) -> AnyView {
    let arrived = RwSignal::new(None::<Make<A>>);
    Effect::new(move || {
        if !wanted.get() || arrived.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            match fetch().await {
                // The page may have been left meanwhile.
                Ok(make) => _ = arrived.try_set(Some(make)),
                Err(PieceMissing) => _ = on_missing.try_run(()),
            }
        });
    });
    (move || arrived.get().map(|make| make(argument))).into_any()
}
