#![allow(clippy::unwrap_used, reason = "tests")]
use super::*;
use crate::audit::chain;
use crate::audit::writer::read_to_end;
use proptest::prelude::*;

/// The same check that a fuzzer runs, over what is checked in for it.
#[path = "../../../../../fuzz/checks/trail.rs"]
mod fuzzed;

/// A trail of so many entries, one of which explains torn bytes before it.
fn trail(entries: u64, torn_before: Option<u64>) -> Vec<u8> {
    let mut head = Head::new();
    let mut bytes = Vec::new();
    for number in 0..entries {
        let rest = match torn_before {
            Some(own) if own == number => {
                let torn = b"{\"seq\":9,\"at\n";
                bytes.extend_from_slice(torn);
                format!(
                    "\"kind\":\"torn\",\"bytes\":{},\"sha256\":\"{}\"",
                    torn.len(),
                    digest(torn)
                )
            }
            _ => format!("\"kind\":\"intent\",\"who\":\"王{number}\""),
        };
        bytes.extend_from_slice(
            head.extend(&format!("{{\"seq\":{number},{rest}"))
                .as_bytes(),
        );
    }
    bytes
}

fn end(bytes: &[u8]) -> (End, Reading) {
    let mut reading = Reading::new(None);
    let end = read_to_end(&mut reading, bytes).unwrap();
    (end, reading)
}

#[test]
fn a_whole_trail_is_whole() {
    for torn in [None, Some(0), Some(2), Some(4)] {
        let bytes = trail(5, torn);
        let (ending, reading) = end(&bytes);
        assert_eq!(ending, End::Whole);
        assert_eq!(reading.head.next, 5);
        assert_eq!(reading.end, u64::try_from(bytes.len()).unwrap());
    }
    assert_eq!(end(b"").0, End::Whole);
}

#[test]
fn a_cut_is_seen_unless_it_is_between_lines() {
    let bytes = trail(4, Some(2));
    for length in 0..bytes.len() {
        let (cut, _) = end(&bytes[..length]);
        let at_line = length == 0 || bytes[length - 1] == b'\n';
        assert!(at_line || cut != End::Whole, "{length}");
    }
    let mut reading = Reading::new(Some(end(&bytes).1.head.hash));
    let last = bytes[..bytes.len() - 1]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .unwrap();
    assert_eq!(
        read_to_end(&mut reading, &bytes[..=last]).unwrap(),
        End::Whole
    );
    assert!(!reading.found, "the pinned head tells");
}

proptest! {
    #[test]
    fn any_changed_byte_is_seen(
        entries in 1_u64..8,
        torn in proptest::option::of(0_u64..8),
        at in any::<prop::sample::Index>(),
        other in 1_u8..=255,
    ) {
        let mut bytes = trail(entries, torn.filter(|torn| *torn < entries));
        let at = at.index(bytes.len());
        bytes[at] ^= other;
        prop_assert_ne!(end(&bytes).0, End::Whole);
    }

    #[test]
    fn lines_cannot_be_left_out_swapped_or_repeated(entries in 3_usize..8, one in 0_usize..8, two in 0_usize..8) {
        let bytes = trail(u64::try_from(entries).unwrap(), None);
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let (one, two) = (one % entries, two % entries);
        let mut swapped = lines.clone();
        swapped.swap(one, two);
        prop_assert_eq!(end(&swapped.concat()).0 == End::Whole, one == two);
        let mut fewer = lines.clone();
        fewer.remove(one);
        prop_assert_eq!(end(&fewer.concat()).0 == End::Whole, one + 1 == entries);
        let mut more = lines;
        more.insert(one, more[two]);
        prop_assert_ne!(end(&more.concat()).0, End::Whole);
    }

    #[test]
    fn any_bytes_are_read_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(end(&bytes).0 == End::Whole, bytes.is_empty());
    }
}

#[test]
fn the_fuzzers_corpus_holds() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/trail");
    for entry in std::fs::read_dir(folder).unwrap() {
        fuzzed::check(&std::fs::read(entry.unwrap().path()).unwrap());
    }
}
