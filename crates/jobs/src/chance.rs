//! Randomness, which is passed in.

/// Where ids and dice come from.
pub trait Chance {
    /// An id that nobody has had: for one write.
    fn id(&mut self) -> String;

    /// A number below a limit; `limit` is at least 1.
    fn below(&mut self, limit: u64) -> u64;
}
