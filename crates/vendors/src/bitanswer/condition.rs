//! A condition on users' names.

use serde_json::{Value, json};

/// How a name is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameOperator {
    /// The text stands anywhere in the name.
    Contains,
    /// The name begins with the text.
    StartsWith,
    /// The name is the text.
    Equals,
}

/// A condition on a user's name.
///
/// Containing and beginning are asked with the vendor's `like`, in which `%` stands for any text and, as in every SQL,
/// `_` presumably for any character. How to escape them is not documented, so they are sent as they are, and the vendor
/// may answer more users than were meant: see [`is_ambiguous`](Self::is_ambiguous) and [`admits`](Self::admits).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCondition {
    /// How names are compared.
    pub operator: NameOperator,
    /// With what, literally.
    pub text: String,
}

impl NameCondition {
    /// Whether the text has characters that `like` may read as something else, so that what comes back, and its total,
    /// may be more (for `\`, also less) than was meant.
    pub fn is_ambiguous(&self) -> bool {
        self.operator != NameOperator::Equals && self.text.contains(['%', '_', '\\'])
    }

    /// Whether a name meets the condition read literally. Whether the vendor's `like` heeds case is not documented;
    /// here it does not, so that no answer of a vendor that ignores case is lost. Equality heeds case.
    pub fn admits(&self, name: &str) -> bool {
        match self.operator {
            NameOperator::Contains => name.to_lowercase().contains(&self.text.to_lowercase()),
            NameOperator::StartsWith => name.to_lowercase().starts_with(&self.text.to_lowercase()),
            NameOperator::Equals => name == self.text,
        }
    }

    pub(super) fn to_json(&self) -> Value {
        let (operator, value) = match self.operator {
            NameOperator::Contains => ("like", format!("%{}%", self.text)),
            NameOperator::StartsWith => ("like", format!("{}%", self.text)),
            NameOperator::Equals => ("=", self.text.clone()),
        };
        json!({ "name": "name", "op": operator, "values": [value] })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn condition(operator: NameOperator, text: &str) -> NameCondition {
        NameCondition {
            operator,
            text: text.to_owned(),
        }
    }

    #[test]
    fn becomes_what_the_vendor_calls_it() {
        use NameOperator as O;
        for (operator, text, name, value) in [
            (O::Contains, "a_b", "like", "%a_b%"),
            (O::StartsWith, "nick_name", "like", "nick_name%"),
            (O::Equals, "50%", "=", "50%"),
        ] {
            assert_eq!(
                condition(operator, text).to_json(),
                json!({"name": "name", "op": name, "values": [value]})
            );
        }
    }

    #[test]
    fn admits_what_was_meant_and_says_where_the_vendor_may_differ() {
        use NameOperator as O;
        assert!(condition(O::Contains, "a_b").is_ambiguous());
        assert!(!condition(O::Equals, "a_b").is_ambiguous());
        assert!(condition(O::Contains, "A_b").admits("xa_Bx"));
        assert!(!condition(O::Contains, "a_b").admits("acb"));
        assert!(condition(O::StartsWith, "a").admits("Abc"));
        assert!(!condition(O::StartsWith, "b").admits("ab"));
        assert!(!condition(O::Equals, "a").admits("A"));
    }
}
