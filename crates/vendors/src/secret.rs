//! A text that must not be seen: a vendor's key, a token, a new password.
//!
//! It has no `Debug` and no `Display`, is zeroed when dropped, and is read only by [`Secret::expose`], so that every
//! place that reads one can be found by that word.

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

    /// `text` with every occurrence of this secret replaced by dots. Secrets shorter than four characters are left
    /// alone: they would tear holes into ordinary words.
    pub fn mask(&self, text: &str) -> String {
        if self.0.chars().count() < 4 {
            text.to_owned()
        } else {
            text.replace(self.0.as_str(), "••••••")
        }
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
