//! Which commands fit what was typed, and how well. Pure, so that it can be tested without a browser.

/// How well an item fits, lower is better, or `None` when it does not.
///
/// The query is split at white space and every part must fit: as a piece of the title (best at its start), as a piece
/// of the keywords, or as letters of the title in order. Case is ignored; Chinese needs no word boundaries.
#[must_use]
pub fn match_rank(query: &str, title: &str, keywords: &str) -> Option<u32> {
    let (title, keywords) = (title.to_lowercase(), keywords.to_lowercase());
    let mut rank = 0;
    for part in query.to_lowercase().split_whitespace() {
        rank += part_rank(part, &title, &keywords)?;
    }
    Some(rank)
}

fn part_rank(part: &str, title: &str, keywords: &str) -> Option<u32> {
    if let Some(at) = title.find(part) {
        let at_word = title[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric() || is_written_without_spaces(before));
        return Some(match (at, at_word) {
            (0, _) => 0,
            (_, true) => 1,
            _ => 2,
        });
    }
    if keywords.contains(part) {
        return Some(4);
    }
    let mut letters = title.chars();
    part.chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
        .then_some(8)
}

/// Whether a character is Chinese, Japanese or Korean, and may thus end a word before any other.
fn is_written_without_spaces(character: char) -> bool {
    character >= '\u{2e80}'
}

/// The positions of the items that fit, best first, ties in their given order.
#[must_use]
pub fn matching(query: &str, items: &[(&str, &str)]) -> Vec<usize> {
    let mut ranked: Vec<(u32, usize)> = items
        .iter()
        .enumerate()
        .filter_map(|(index, (title, keywords))| Some((match_rank(query, title, keywords)?, index)))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::{match_rank, matching};

    #[test]
    fn an_empty_query_keeps_everything_in_order() {
        assert_eq!(matching(" ", &[("b", ""), ("a", "")]), [0, 1]);
    }

    #[test]
    fn the_start_beats_a_word_beats_a_piece_beats_keywords_beats_letters() {
        let items = [
            ("s-e-t-t-i-n", ""),
            ("x", "settin"),
            ("unsettings", ""),
            ("open settings", ""),
            ("Settings", ""),
        ];
        assert_eq!(matching("settin", &items), [4, 3, 2, 1, 0]);
    }

    #[test]
    fn every_part_must_fit() {
        assert!(match_rank("new user", "User: new", "").is_some());
        assert_eq!(match_rank("new group", "User: new", ""), None);
    }

    #[test]
    fn chinese_is_found_without_spaces() {
        assert_eq!(match_rank("用户", "新建用户", ""), Some(1));
        assert_eq!(match_rank("新户", "新建用户", ""), Some(8));
        assert_eq!(match_rank("yonghu", "新建用户", "xinjian yonghu"), Some(4));
        assert_eq!(match_rank("配额", "新建用户", ""), None);
    }
}
