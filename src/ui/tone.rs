//! What a colour means. Nothing is ever said by colour alone: every tone stands beside words or an icon.

/// How good the news is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// Done, healthy, allowed.
    Good,
    /// Look here before going on.
    Warn,
    /// Failed, refused, or about to destroy something.
    Bad,
    /// Worth knowing.
    Info,
    /// Belongs to what the person is doing now.
    Accent,
}

impl Tone {
    /// The tone's name as the style sheets know it (`data-tone`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
            Tone::Info => "info",
            Tone::Accent => "accent",
        }
    }
}
