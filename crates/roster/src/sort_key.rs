//! The keys that the rows of a column are ordered by: words of 64 bits that compare as the texts do.
//!
//! A column has few different characters, so each takes few bits: a word holds a name of ten letters and digits, or five
//! Chinese characters, and one word a row decides nearly always. Runs of digits compare by their value. The lowest bit of
//! a word says that the key goes on.

use crate::characters::Characters;
use crate::collation::Collation;
use crate::decimal::Decimal;

/// The word of a row that has no text: behind all others.
pub(crate) const BLANK: u64 = u64::MAX - 1;
/// Whether a key goes on behind its word.
pub(crate) const fn goes_on(word: u64) -> bool {
    word & 1 == 1
}

/// How many bits of a key a word has.
const BITS: u32 = 63;
/// Runs of so many digits have a symbol each; longer ones have one together, and say how long they are.
const LENGTHS: u32 = 16;
const IGNORED: u32 = u32::MAX;

/// The symbols of the characters of a column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alphabet {
    pages: Vec<Option<Box<[u32; 256]>>>,
    /// The symbol of a run of no digits but zeros; the longer ones follow it.
    digits: u32,
    /// How many bits a symbol has.
    width: u32,
}

impl Alphabet {
    pub(crate) fn new(characters: &Characters, collation: &Collation) -> Self {
        let mut all = characters.clone();
        all.extend([
            '0'..='9',
            'a'..='z',
            '-'..='-',
            ':'..=':',
            ' '..=' ',
            '.'..='.',
        ]);
        let mut places: Vec<(u32, char)> = Vec::new();
        let mut alphabet = Alphabet::default();
        for character in all.iter() {
            match collation.place(character) {
                _ if character.is_ascii_digit() && character != '0' => {}
                Some(place) => places.push((place, character)),
                None => alphabet.give(character, IGNORED),
            }
        }
        places.sort_unstable();
        // Zero is the end of a text.
        let (mut symbol, mut last) = (0, None);
        for (place, character) in places {
            if last != Some(place) {
                symbol += 1;
                last = Some(place);
            }
            alphabet.give(character, symbol);
            if character == '0' {
                alphabet.digits = symbol;
                symbol += LENGTHS;
            }
        }
        // One more than is used, so that no key begins as the key of a blank does.
        alphabet.width = u32::BITS - (symbol + 1).leading_zeros();
        alphabet
    }

    fn give(&mut self, character: char, symbol: u32) {
        let (page, place) = (
            u32::from(character) as usize / 256,
            u32::from(character) as usize % 256,
        );
        if self.pages.len() <= page {
            self.pages.resize(page + 1, None);
        }
        self.pages[page].get_or_insert_with(|| Box::new([IGNORED; 256]))[place] = symbol;
    }

    fn symbol(&self, character: char) -> u32 {
        let page = self.pages.get(u32::from(character) as usize / 256);
        match page.and_then(Option::as_ref) {
            Some(page) => page[u32::from(character) as usize % 256],
            None => IGNORED,
        }
    }

    /// Writes the key of a folded text, as far as it is wanted.
    fn write(&self, text: &str, words: &mut Words<'_>) {
        let mut rest = text.trim();
        while let Some(first) = rest.chars().next() {
            let goes_on = if first.is_ascii_digit() {
                let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                let (digits, after) = rest.split_at(length);
                rest = after;
                self.write_digits(digits.trim_start_matches('0'), words)
            } else {
                rest = &rest[first.len_utf8()..];
                match self.symbol(first) {
                    IGNORED => true,
                    symbol => words.push(self.width, u64::from(symbol)),
                }
            };
            if !goes_on {
                return;
            }
        }
    }

    fn write_digits(&self, digits: &str, words: &mut Words<'_>) -> bool {
        let length = digits.len() as u32;
        let class = self.digits + length.min(LENGTHS);
        words.push(self.width, u64::from(class))
            && (length < LENGTHS || words.push(32, u64::from(length)))
            && digits
                .bytes()
                .all(|digit| words.push(4, u64::from(digit - b'0')))
    }
}

/// Where the words of a key go.
pub(crate) struct Words<'a> {
    /// The bits that are of no interest, because they are of words before the one that is wanted.
    skipped: u64,
    word: u64,
    free: u32,
    whole: Option<&'a mut Vec<u64>>,
    goes_on: bool,
}

impl Words<'_> {
    /// Takes bits, at most 32. Whether more are wanted.
    pub(crate) fn push(&mut self, bits: u32, value: u64) -> bool {
        let skipped = self.skipped.min(u64::from(bits));
        self.skipped -= skipped;
        let bits = bits - skipped as u32;
        if bits == 0 {
            return true;
        }
        let value = value & ((1 << bits) - 1);
        if let Some(left) = self.free.checked_sub(bits) {
            self.word |= value << left;
            self.free = left;
            return true;
        }
        let over = bits - self.free;
        self.word |= value >> over;
        match &mut self.whole {
            Some(words) => {
                words.push(self.word << 1 | 1);
                self.word = 0;
                self.free = BITS - over;
                self.word |= (value & ((1 << over) - 1)) << self.free;
                true
            }
            None => {
                self.free = 0;
                self.goes_on = true;
                false
            }
        }
    }
}

fn no_words(round: u32) -> Words<'static> {
    Words {
        skipped: u64::from(round) * u64::from(BITS),
        word: 0,
        free: BITS,
        whole: None,
        goes_on: false,
    }
}

/// How the texts of a column are read.
#[derive(Clone, Debug)]
pub(crate) enum Reading {
    /// As people do, digits by their value.
    Natural,
    /// As numbers; what is none comes behind them.
    Numbers,
}

/// One word of the key of a folded text.
pub(crate) fn word(reading: &Reading, alphabet: &Alphabet, text: &str, round: u32) -> u64 {
    let mut words = no_words(round);
    write(reading, alphabet, text, &mut words);
    match words.word << 1 | u64::from(words.goes_on) {
        0 if round == 0 => BLANK,
        word => word,
    }
}

/// The whole key of a folded text.
pub(crate) fn whole(reading: &Reading, alphabet: &Alphabet, text: &str) -> Vec<u64> {
    let mut all = Vec::new();
    let mut words = Words {
        whole: Some(&mut all),
        ..no_words(0)
    };
    write(reading, alphabet, text, &mut words);
    let last = words.word << 1;
    all.push(last);
    if all == [0] {
        all[0] = BLANK;
    }
    all
}

fn write(reading: &Reading, alphabet: &Alphabet, text: &str, words: &mut Words<'_>) {
    match (reading, Decimal::read(text)) {
        (Reading::Numbers, Some(number)) => number.write(words),
        (Reading::Numbers, None) if !text.trim().is_empty() => {
            // Three bits above those of every number, and below those of a blank.
            if words.push(3, 6) {
                alphabet.write(text, words);
            }
        }
        _ => alphabet.write(text, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabet(texts: &[&str]) -> Alphabet {
        let mut characters = Characters::default();
        texts.iter().for_each(|text| characters.insert_all(text));
        Alphabet::new(&characters, &Collation::code_points())
    }

    fn ordered(reading: Reading, texts: &[&str]) {
        let alphabet = alphabet(texts);
        for pair in texts.windows(2) {
            let keys = [pair[0], pair[1]].map(|text| whole(&reading, &alphabet, text));
            assert!(keys[0] < keys[1], "{pair:?} {keys:x?}");
        }
        for text in texts {
            let all = whole(&reading, &alphabet, text);
            for (round, own) in all.iter().enumerate() {
                assert_eq!(
                    *own,
                    word(&reading, &alphabet, text, round as u32),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn keys_compare_as_people_do() {
        let long = "9".repeat(300);
        let longer = format!("1{long}");
        let name = "a very long name of somebody that fills more than one word";
        let names = [format!("{name}1"), format!("{name}2")];
        ordered(
            Reading::Natural,
            &[
                "#1", "007a", "8", "9", "10", "10 ", &long, &longer, &names[0], &names[1], "user",
                "user9", "user9b", "user10", "user10b", "张", "张9", "张10", "龘", "",
            ]
            .into_iter()
            .filter(|text| *text != "10 ")
            .collect::<Vec<_>>(),
        );
        let alphabet = alphabet(&["a"]);
        let key = |text| whole(&Reading::Natural, &alphabet, text);
        assert_eq!(key("a007"), key(" a7 "));
        assert_eq!(key("  "), [BLANK]);
    }

    #[test]
    fn numbers_compare_by_value() {
        ordered(
            Reading::Numbers,
            &[
                "-100", "-20.5", "-20.25", "-20", "-0.5", "0", "0.25", "0.5", "1", "1.25", "1.5",
                "20", "100", "a", "b", "",
            ],
        );
    }
}
