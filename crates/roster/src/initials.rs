//! The initials of Chinese names by their sound, so that `zs` finds 张三.
//!
//! There is no table: in an order by sound, the characters of one initial stand together, and where each initial begins
//! is known. So a character's initial is that of the order it stands in: of several readings it is the one by which the
//! browser sorts (单 is `d`, as a surname too, where it is read *shàn*). Characters without a known reading stand behind
//! all others in that order, and have none.

use crate::collation::Collation;

/// The first characters of the initials, and at last one behind which only characters without a known reading stand.
const FIRST: [(char, Option<char>); 24] = [
    ('阿', Some('a')),
    ('八', Some('b')),
    ('嚓', Some('c')),
    ('哒', Some('d')),
    ('妸', Some('e')),
    ('发', Some('f')),
    ('旮', Some('g')),
    ('哈', Some('h')),
    ('讥', Some('j')),
    ('咔', Some('k')),
    ('垃', Some('l')),
    ('妈', Some('m')),
    ('拿', Some('n')),
    ('噢', Some('o')),
    ('妑', Some('p')),
    ('七', Some('q')),
    ('呥', Some('r')),
    ('扨', Some('s')),
    ('它', Some('t')),
    ('穵', Some('w')),
    ('夕', Some('x')),
    ('丫', Some('y')),
    ('帀', Some('z')),
    ('蓙', None),
];

/// The initials of Chinese characters.
#[derive(Clone, Debug)]
pub struct Initials {
    collation: Collation,
    /// Where each initial begins.
    begins: Vec<(u32, Option<char>)>,
}

impl Initials {
    /// The characters that the order must know for the initials to be found.
    pub fn needed() -> impl Iterator<Item = char> {
        FIRST.into_iter().map(|(character, _)| character)
    }

    /// The initials by an order of characters. None if that is not an order by sound, or does not know the
    /// [`Initials::needed`] characters.
    pub fn by(collation: &Collation) -> Option<Self> {
        let begins: Option<Vec<_>> = FIRST
            .into_iter()
            .map(|(character, initial)| Some((collation.known(character)?, initial)))
            .collect();
        let begins = begins?;
        begins.is_sorted().then(|| Initials {
            collation: collation.clone(),
            begins,
        })
    }

    /// The initial of a Chinese character, if it is known.
    pub fn of(&self, character: char) -> Option<char> {
        if !is_chinese(character) {
            return None;
        }
        let place = self.collation.known(character)?;
        let behind = self.begins.partition_point(|(begin, _)| *begin <= place);
        // 蓙 is the last that has a reading: itself it has one.
        if character == '蓙' {
            return Some('z');
        }
        self.begins.get(behind.checked_sub(1)?)?.1
    }

    /// Puts a folded name's initials behind what is in `initials`: `zs` for 张三, and `zsab` for 张三ab. Nothing for a
    /// name that has no Chinese character of a known initial.
    pub(crate) fn push(&self, name: &str, initials: &mut String) {
        if name.chars().any(|character| self.of(character).is_some()) {
            initials.extend(name.chars().map(|own| self.of(own).unwrap_or(own)));
        }
    }
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The needed characters and some names' in their order by sound.
    const ORDER: &str = "阿八嚓陈哒妸发旮哈讥咔垃李妈拿噢妑七呥扨三它穵王伟夕丫帀张蓙";

    #[test]
    fn a_name_has_the_initials_of_its_sounds() {
        let order = Collation::from_order(ORDER.chars().map(|character| [character]));
        let initials = Initials::by(&order).unwrap_or_else(|| unreachable!());
        let of = |name: &str| {
            let mut text = String::new();
            initials.push(name, &mut text);
            text
        };
        assert_eq!(of("张三"), "zs");
        assert_eq!(of("王伟ab 1"), "wwab 1");
        assert_eq!(of("龘三"), "龘s");
        assert_eq!(of("zhang"), "");
        assert_eq!(of("蓙阿"), "za");
    }

    #[test]
    fn another_order_has_no_initials() {
        assert!(Initials::by(&Collation::code_points()).is_none());
    }
}
