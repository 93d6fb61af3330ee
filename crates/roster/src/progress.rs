//! How far work is that is done in steps.

/// How far work is.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress<Outcome> {
    /// There is more to do: how much is done, from 0 to 1.
    Working(f32),
    /// Nothing more is to be done.
    Done(Outcome),
}
