//! Which rows a typed text leaves over.

use super::fold;

/// A filter over the texts of a row: it matches where any of them contains what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    wanted: String,
}

impl Filter {
    /// A filter for what was typed. White space around it does not count; nothing typed matches every row.
    pub fn new(typed: &str) -> Self {
        Filter {
            wanted: fold(typed.trim()),
        }
    }

    /// Whether every row matches.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// Whether a row with these texts matches. A match never reaches from one text into the next.
    pub fn matches<Text: AsRef<str>>(&self, texts: impl IntoIterator<Item = Text>) -> bool {
        self.is_empty()
            || texts
                .into_iter()
                .any(|text| fold(text.as_ref()).contains(&self.wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_part_of_any_text() {
        let row = ["zhang.wei", "张伟", "13800000001"];
        for typed in ["WEI", "张", "3800", "ｚｈａｎｇ", "  伟　"] {
            assert!(Filter::new(typed).matches(row), "{typed}");
        }
        for typed in ["wei张", "li", "张 伟"] {
            assert!(!Filter::new(typed).matches(row), "{typed}");
        }
    }

    #[test]
    fn nothing_typed_matches_all() {
        assert!(Filter::new(" 　\t").is_empty());
        assert!(Filter::default().matches([""; 0]));
        assert!(!Filter::new("a").matches([""; 0]));
    }

    #[test]
    fn every_part_of_a_text_finds_it_in_any_case() {
        let text = "Ｌi-Ming_09@Example.cn 李明";
        let bounds: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        for (index, &from) in bounds.iter().enumerate() {
            for &to in &bounds[index..] {
                let part = &text[from..to];
                assert!(Filter::new(part).matches([text]), "{part}");
                assert!(Filter::new(&part.to_uppercase()).matches([text]), "{part}");
            }
        }
    }
}
