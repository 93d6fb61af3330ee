//! The nine colours by which admins tell connections apart.

/// A connection's colour. What it looks like in which theme is the style's business.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the colours' own names")]
pub enum ConnectionColor {
    Red,
    Orange,
    Amber,
    Green,
    Teal,
    Blue,
    Violet,
    Pink,
    #[default]
    Grey,
}

impl ConnectionColor {
    /// Every colour, in the order in which they are offered.
    pub const ALL: [ConnectionColor; 9] = [
        ConnectionColor::Red,
        ConnectionColor::Orange,
        ConnectionColor::Amber,
        ConnectionColor::Green,
        ConnectionColor::Teal,
        ConnectionColor::Blue,
        ConnectionColor::Violet,
        ConnectionColor::Pink,
        ConnectionColor::Grey,
    ];

    /// The colour's name in documents and in the style.
    pub const fn as_str(self) -> &'static str {
        match self {
            ConnectionColor::Red => "red",
            ConnectionColor::Orange => "orange",
            ConnectionColor::Amber => "amber",
            ConnectionColor::Green => "green",
            ConnectionColor::Teal => "teal",
            ConnectionColor::Blue => "blue",
            ConnectionColor::Violet => "violet",
            ConnectionColor::Pink => "pink",
            ConnectionColor::Grey => "grey",
        }
    }

    /// The colour of a name.
    pub fn from_name(name: &str) -> Option<ConnectionColor> {
        Self::ALL.into_iter().find(|color| color.as_str() == name)
    }
}
