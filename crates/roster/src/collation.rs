//! Which character comes before which.
//!
//! This crate does not know the order of Chinese by its sound: a browser does. It is asked once for the order of the
//! characters that occur, a few thousand, and not for each of the millions of comparisons that a sort needs.

use crate::characters::Characters;
use std::collections::HashMap;
use std::sync::Arc;

/// The order of characters.
#[derive(Clone, Debug, Default)]
pub struct Collation {
    /// The known characters' places; none for a character that does not count. Without them, code points.
    places: Option<Arc<HashMap<char, Option<u32>>>>,
}

impl Collation {
    /// The order of code points.
    pub fn code_points() -> Self {
        Collation::default()
    }

    /// Whether it is the order of code points: no other was given.
    pub fn is_code_points(&self) -> bool {
        self.places.is_none()
    }

    /// The order in which groups of characters are given. Those of one group are equal, as `e` and `é` are to a
    /// dictionary. What is in no group comes behind, by code points.
    pub fn from_order<Group>(groups: impl IntoIterator<Item = Group>) -> Self
    where
        Group: IntoIterator<Item = char>,
    {
        let mut places = HashMap::new();
        for (place, group) in groups.into_iter().enumerate() {
            for character in group {
                places.insert(character, Some(place as u32));
            }
        }
        Collation {
            places: Some(Arc::new(places)),
        }
    }

    /// The same, without some characters: a text is ordered as if it did not have them, such as marks that are not seen.
    pub fn without(mut self, characters: impl IntoIterator<Item = char>) -> Self {
        let places = self.places.get_or_insert_default();
        Arc::make_mut(places).extend(characters.into_iter().map(|character| (character, None)));
        self
    }

    /// A character's place among all, or none if it does not count. Those of an order come before all others.
    pub(crate) fn place(&self, character: char) -> Option<u32> {
        let Some(places) = &self.places else {
            return Some(u32::from(character));
        };
        match places.get(&character) {
            Some(place) => *place,
            None => Some(places.len() as u32 + u32::from(character)),
        }
    }

    /// A character's place in the order, if the order was given and has it.
    pub(crate) fn known(&self, character: char) -> Option<u32> {
        *self.places.as_ref()?.get(&character)?
    }

    /// The characters that the order does not have. None where the order is that of code points: it has all.
    pub fn missing(&self, characters: &Characters) -> Vec<char> {
        let Some(places) = &self.places else {
            return Vec::new();
        };
        let missing = characters.iter().filter(|own| !places.contains_key(own));
        missing.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stand_in_the_order_given() {
        let order =
            Collation::from_order([vec!['b'], vec!['é', 'e'], vec!['a']]).without(['\u{200b}']);
        let place = |character| order.place(character);
        assert!(place('b') < place('e') && place('e') == place('é') && place('é') < place('a'));
        assert!(place('a') < place('c') && place('c') < place('d'));
        assert_eq!((place('\u{200b}'), order.known('c')), (None, None));
        let mut occurring = Characters::default();
        occurring.insert_all("abcd\u{200b}");
        assert_eq!(order.missing(&occurring), ['c', 'd']);
        assert!(Collation::code_points().missing(&occurring).is_empty());
        assert!(Collation::code_points().is_code_points() && !order.is_code_points());
    }
}
