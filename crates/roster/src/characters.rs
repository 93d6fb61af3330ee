//! Which characters occur: a bit each, in pages, because those of one language stand close together.

use std::ops::RangeInclusive;

/// A page is 512 bytes.
type Page = [u64; 64];
const PAGE: u32 = 4_096;

/// Different characters.
#[derive(Clone, Debug, Default)]
pub struct Characters {
    pages: Vec<Option<Box<Page>>>,
}

impl Characters {
    /// Takes a character in.
    pub fn insert(&mut self, character: char) {
        let (page, place) = place(character);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, None);
        }
        let own = self.pages[page].get_or_insert_with(|| Box::new([0; 64]));
        own[place / 64] |= 1 << (place % 64);
    }

    /// Takes the characters of a text in.
    pub fn insert_all(&mut self, text: &str) {
        text.chars().for_each(|character| self.insert(character));
    }

    /// Whether a character is in it.
    pub fn contains(&self, character: char) -> bool {
        let (page, place) = place(character);
        let own = self.pages.get(page).and_then(Option::as_ref);
        own.is_some_and(|own| own[place / 64] >> (place % 64) & 1 == 1)
    }

    /// Those that are in either.
    pub fn unite(&mut self, other: &Characters) {
        other.iter().for_each(|character| self.insert(character));
    }

    /// The characters, by their code points.
    pub fn iter(&self) -> impl Iterator<Item = char> + '_ {
        let pages = self.pages.iter().enumerate();
        let pages = pages.filter_map(|(index, page)| Some((index as u32, page.as_ref()?)));
        pages.flat_map(|(index, page)| {
            (0..PAGE)
                .filter(|place| page[*place as usize / 64] >> (place % 64) & 1 == 1)
                .filter_map(move |place| char::from_u32(index * PAGE + place))
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        self.pages.len() * 8 + self.pages.iter().flatten().count() * 512
    }
}

impl Extend<RangeInclusive<char>> for Characters {
    fn extend<T: IntoIterator<Item = RangeInclusive<char>>>(&mut self, ranges: T) {
        for character in ranges.into_iter().flatten() {
            self.insert(character);
        }
    }
}

fn place(character: char) -> (usize, usize) {
    let point = u32::from(character);
    ((point / PAGE) as usize, (point % PAGE) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_come_once_and_in_order() {
        let mut characters = Characters::default();
        characters.insert_all("张a𪚥a\u{10ffff}");
        assert_eq!(characters.iter().collect::<String>(), "a张𪚥\u{10ffff}");
        assert!(characters.contains('张') && !characters.contains('b'));
        let mut both = Characters::default();
        both.insert('b');
        both.unite(&characters);
        assert_eq!(both.iter().collect::<String>(), "ab张𪚥\u{10ffff}");
    }
}
