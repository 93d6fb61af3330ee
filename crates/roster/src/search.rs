//! Finding a text in a column of texts that lie one behind the other: one search through all of it.

use crate::row_set::RowSet;
use memchr::memmem::Finder;

/// Puts every row whose text contains `wanted` into the set. `all` are the texts one behind the other, in which row `i` is
/// at `places[i]`, without gaps. A find that reaches from one row into the next is none.
pub(crate) fn containing(wanted: &str, all: &str, places: &[(u32, u32)], found: &mut RowSet) {
    if wanted.is_empty() {
        *found = RowSet::all(places.len() as u32);
        return;
    }
    let finder = Finder::new(wanted);
    let (bytes, length) = (all.as_bytes(), wanted.len());
    let (mut from, mut row) = (0, 0);
    while let Some(at) = finder.find(&bytes[from..]) {
        let begin = from + at;
        row += row_of(begin as u32, &places[row..]);
        let Some((_, end)) = places.get(row) else {
            return;
        };
        let end = *end as usize;
        if begin + length <= end {
            found.insert(row as u32);
            from = end;
        } else {
            // From the next row on: what begins in this one reaches over its end.
            from = end.max(begin + 1);
            while !all.is_char_boundary(from) {
                from += 1;
            }
        }
        if from >= bytes.len() {
            return;
        }
    }
}

/// Which of these rows a position is in: in steps that double first, because the next find is mostly near.
fn row_of(position: u32, places: &[(u32, u32)]) -> usize {
    let is_before = |index: usize| places.get(index).is_some_and(|(_, end)| *end <= position);
    let mut step = 1;
    while is_before(step) {
        step *= 2;
    }
    let (from, to) = (step / 2, step.min(places.len()));
    from + places[from..to].partition_point(|(_, end)| *end <= position)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(wanted: &str, texts: &[&str]) -> Vec<u32> {
        let mut all = String::new();
        let places: Vec<(u32, u32)> = texts
            .iter()
            .map(|text| {
                let begin = all.len() as u32;
                all.push_str(text);
                (begin, all.len() as u32)
            })
            .collect();
        let mut found = RowSet::none(texts.len() as u32);
        containing(wanted, &all, &places, &mut found);
        found.iter().collect()
    }

    #[test]
    fn a_find_does_not_reach_into_the_next_row() {
        assert_eq!(find("ab", &["a", "b", "", "xab", "ab", "a"]), [3, 4]);
        assert_eq!(find("aa", &["a", "aa", "a", "aaa"]), [1, 3]);
        assert_eq!(find("张伟", &["张", "伟张", "伟", "老张伟"]), [3]);
        assert_eq!(find("", &["a", ""]), [0, 1]);
        assert_eq!(find("x", &[]), [0; 0]);
    }
}
