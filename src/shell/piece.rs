//! Where the program is cut. What only one piece needs is fetched with that piece.
//!
//! Only a release build by `cargo xtask` is cut (`cfg(split)`); elsewhere everything is there from the start.

use leptos::prelude::AnyView;

/// Makes what a piece holds. Handed out by the piece once it is there, so that it is made like any other view.
pub type Make = fn() -> AnyView;

/// A piece did not arrive. The library's own error cannot be kept in a signal.
#[derive(Clone, Copy)]
pub struct SplitFailed;

/// A place where the program may be cut: what only this view needs goes with it.
macro_rules! piece {
    ($name:ident, $view:expr) => {
        #[cfg_attr(
            split,
            leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)
        )]
        fn $name() -> Result<$crate::shell::piece::Make, leptos::wasm_split::SplitLoaderError> {
            Ok(|| $view.into_any())
        }
    };
}

/// Takes what a piece gives: at once where the program is whole, and after its arrival where it is cut.
macro_rules! arrived {
    ($name:ident) => {{
        #[cfg(split)]
        let piece = $name().await;
        #[cfg(not(split))]
        let piece = $name();
        piece
    }};
}
