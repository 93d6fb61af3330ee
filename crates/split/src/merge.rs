//! Puts chunks together. The cut leaves a chunk for every set of pieces that share something, hundreds of them, mostly
//! below two kilobytes: each costs a browser more to set up than the few bytes cost that a visit gets without needing them.
//!
//! A chunk may go into another one that all those need who need it. Whoever needs only the other gets it as well, and this
//! must not be much. Must not know what a page is, but that visits begin at some pieces.

use std::collections::{BTreeMap, HashMap};
use wasmparser::{Parser, Payload};

/// How the names of chunks begin. Everything else is a piece of its own, and stays one.
pub const CHUNK: &str = "chunk_";

/// The bytes that may be given to those who do not need them, all together, for one chunk fewer.
const WORTH: usize = 12_000;
/// How many times bytes count that are given to a visit which begins there: somebody waits for them.
const WAITING: usize = 6;

struct Group {
    name: String,
    bytes: usize,
    wanted_by: u128,
}

/// The bytes of a piece that will be delivered, as far as that is known before it is optimized: its code and its data.
pub fn size(piece: &[u8]) -> usize {
    let sections = Parser::new(0).parse_all(piece).map_while(Result::ok);
    let size: u64 = sections
        .map(|section| match section {
            Payload::CodeSectionStart { size, .. } => u64::from(size),
            Payload::DataSection(data) => data.range().end - data.range().start,
            _ => 0,
        })
        .sum();
    usize::try_from(size).unwrap_or(usize::MAX)
}

/// Where each chunk goes that goes somewhere: its name, and that of the chunk that takes it.
///
/// `needs` are the files that each piece needs. With more than 128 pieces nothing is put together.
pub fn hosts(
    needs: &HashMap<String, Vec<String>>,
    bytes: &HashMap<String, usize>,
    begins_visit: impl Fn(&str) -> bool,
) -> BTreeMap<String, String> {
    let mut pieces: Vec<&String> = needs.keys().collect();
    pieces.sort_unstable();
    if pieces.len() > 128 {
        return BTreeMap::new();
    }
    let mut visits = 0_u128;
    let mut wanted: BTreeMap<&String, u128> = BTreeMap::new();
    for (number, piece) in pieces.iter().enumerate() {
        visits |= u128::from(begins_visit(piece)) << number;
        for file in &needs[*piece] {
            *wanted.entry(file).or_default() |= 1 << number;
        }
    }
    let mut groups: Vec<Group> = wanted
        .iter()
        .filter(|(name, _)| name.starts_with(CHUNK))
        .map(|(name, wanted_by)| Group {
            name: (*name).clone(),
            bytes: bytes.get(*name).copied().unwrap_or_default(),
            wanted_by: *wanted_by,
        })
        .collect();
    // The small ones first. The name makes the order the same in every build.
    groups.sort_by(|a, b| a.bytes.cmp(&b.bytes).then_with(|| a.name.cmp(&b.name)));
    let mut hosts = BTreeMap::new();
    for at in 0..groups.len() {
        let (before, rest) = groups.split_at_mut(at + 1);
        let Some(group) = before.last() else { continue };
        let cost = |host: &Group| {
            let others = host.wanted_by & !group.wanted_by;
            let waiting = (others & visits).count_ones() as usize;
            let heads = others.count_ones() as usize + (WAITING - 1) * waiting;
            group.bytes.saturating_mul(heads)
        };
        let host = rest
            .iter_mut()
            .filter(|host| host.wanted_by & group.wanted_by == group.wanted_by)
            .min_by_key(|host| cost(host))
            .filter(|host| cost(host) <= WORTH);
        if let Some(host) = host {
            host.bytes += group.bytes;
            hosts.insert(group.name.clone(), host.name.clone());
        }
    }
    let last = |name: &String| {
        let mut name = name;
        while let Some(host) = hosts.get(name) {
            name = host;
        }
        name.clone()
    };
    hosts
        .values()
        .map(last)
        .zip(hosts.keys().cloned())
        .map(|(host, name)| (name, host))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(needs: &[(&str, &[&str])], bytes: &[(&str, usize)]) -> Vec<(String, String)> {
        let owned = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let needs = needs
            .iter()
            .map(|(piece, files)| ((*piece).to_owned(), owned(files)))
            .collect();
        let bytes = bytes
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), *bytes))
            .collect();
        hosts(&needs, &bytes, |piece| piece.starts_with("page_"))
            .into_iter()
            .collect()
    }

    fn goes(name: &str, host: &str) -> (String, String) {
        (name.to_owned(), host.to_owned())
    }

    #[test]
    fn a_small_chunk_goes_where_all_who_need_it_find_it() {
        let needs: &[(&str, &[&str])] = &[
            ("page_a", &["chunk_1", "chunk_2", "split_page_a"]),
            ("b", &["chunk_1", "chunk_2", "split_b"]),
            ("c", &["chunk_2", "split_c"]),
        ];
        assert_eq!(
            cut(needs, &[("chunk_1", 900), ("chunk_2", 5_000)]),
            [goes("chunk_1", "chunk_2")]
        );
        // Whoever needs a chunk must find it: the larger set never goes into the smaller one.
        assert_eq!(cut(needs, &[("chunk_1", 5_000), ("chunk_2", 900)]), []);
    }

    #[test]
    fn what_visits_would_get_in_vain_counts_more() {
        let needs: &[(&str, &[&str])] = &[
            ("a", &["chunk_1", "chunk_2"]),
            ("b", &["chunk_1", "chunk_2"]),
            ("page_c", &["chunk_2"]),
        ];
        assert_eq!(
            cut(needs, &[("chunk_1", 2_001), ("chunk_2", 5_000)]),
            [],
            "six times 2,001 bytes"
        );
        assert_eq!(
            cut(needs, &[("chunk_1", 2_000), ("chunk_2", 5_000)]),
            [goes("chunk_1", "chunk_2")]
        );
    }

    #[test]
    fn chunks_of_chunks_end_in_one() {
        let needs: &[(&str, &[&str])] = &[
            ("a", &["chunk_1", "chunk_2", "chunk_3"]),
            ("b", &["chunk_2", "chunk_3"]),
            ("c", &["chunk_3"]),
        ];
        assert_eq!(
            cut(
                needs,
                &[("chunk_1", 10), ("chunk_2", 300), ("chunk_3", 900)]
            ),
            [goes("chunk_1", "chunk_3"), goes("chunk_2", "chunk_3")]
        );
    }

    #[test]
    fn a_piece_of_its_own_stays_one() {
        let needs: &[(&str, &[&str])] = &[("a", &["split_a", "chunk_1"])];
        assert_eq!(cut(needs, &[("split_a", 10), ("chunk_1", 900)]), []);
    }
}
