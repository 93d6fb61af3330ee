//! A text that must not be seen: a vendor's key, a token, a new password.
//!
//! It has no `Debug` and no `Display`, is zeroed when dropped, and is read only by [`Secret::expose`], so that every
//! place that reads one can be found by that word.

use crate::spelling;
use zeroize::Zeroizing;

/// A text that must not reach a log, a screen, a URL on screen, an error or an export.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text into custody.
    pub fn new(text: impl Into<String>) -> Self {
        Secret(Zeroizing::new(text.into()))
    }

    /// The text itself, for the wire only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `text` with dots for every occurrence of this secret, however it is written there: as it is, or as URLs, forms,
    /// JSON and HTML write it. Secrets shorter than four characters are left alone: they would tear holes into ordinary
    /// words.
    pub fn mask(&self, text: &str) -> String {
        spelling::mask(text, &self.0, false)
    }

    /// The same for a text that may have been cut: what is left of this secret at its end goes as well, from four
    /// characters on.
    pub fn mask_cut(&self, text: &str) -> String {
        spelling::mask(text, &self.0, true)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn masks_every_occurrence() {
        assert_eq!(
            Secret::new("s3cret").mask("as3cretb s3cret"),
            "a••••••b ••••••"
        );
        assert_eq!(Secret::new("a").mask("banana"), "banana");
        assert_eq!(Secret::default().mask("x"), "x");
    }
}
