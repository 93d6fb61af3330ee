//! How many rows have which value.

/// One value of a column and how many rows have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The value as it is shown.
    pub value: String,
    /// How many rows have it.
    pub rows: u32,
}
