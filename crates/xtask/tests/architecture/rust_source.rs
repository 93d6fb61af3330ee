//! Just enough of Rust's syntax to look for names without being misled by comments, strings and tests.

/// A Rust source, taken apart.
pub struct RustSource {
    /// The code with comments left out and every string emptied. Lines keep their numbers.
    pub code: String,
    /// The texts of the string literals.
    pub strings: Vec<String>,
}

impl RustSource {
    /// Takes a source apart.
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader {
            rest: text,
            source: Self {
                code: String::with_capacity(text.len()),
                strings: Vec::new(),
            },
        };
        while reader.step() {}
        reader.source
    }

    /// The same without the modules that are compiled for tests only.
    pub fn without_tests(mut self) -> Self {
        while let Some(start) = self.code.find("#[cfg(test)]") {
            let rest = &self.code[start..];
            let end = match (rest.find('{'), rest.find(';')) {
                // `mod tests;`: the module is a file of its own.
                (brace, Some(semicolon)) if brace.is_none_or(|brace| semicolon < brace) => {
                    semicolon + 1
                }
                (Some(brace), _) => closing(rest, brace),
                (None, None) => rest.len(),
                (None, Some(semicolon)) => semicolon + 1,
            };
            let removed = &rest[..end];
            let lines = "\n".repeat(removed.matches('\n').count());
            self.code.replace_range(start..start + end, &lines);
        }
        self
    }

    /// The names that directly follow `prefix` (for example `crate`) and `::`, also in a group of a `use`.
    pub fn names_under(&self, prefix: &str) -> Vec<String> {
        let code: String = self.code.split_whitespace().collect::<Vec<_>>().join(" ");
        let code = code.replace(" ::", "::").replace(":: ", "::");
        let wanted = format!("{prefix}::");
        let mut names = Vec::new();
        for (at, _) in code.match_indices(&wanted) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(is_word) {
                continue;
            }
            let rest = &code[at + wanted.len()..];
            match rest.strip_prefix('{') {
                Some(group) => names.extend(group_names(group)),
                None => names.push(word(rest)),
            }
        }
        names.retain(|name| !name.is_empty());
        names
    }

    /// Whether `name` is one of the identifiers.
    pub fn mentions(&self, name: &str) -> bool {
        self.code.match_indices(name).any(|(at, _)| {
            let before = self.code[..at].chars().next_back();
            let after = self.code[at + name.len()..].chars().next();
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn word(text: &str) -> String {
    text.chars().take_while(|next| is_word(*next)).collect()
}

/// The first name of each element of a group, up to the brace that ends it.
fn group_names(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut names = Vec::new();
    let mut current = String::new();
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(word(std::mem::take(&mut current).trim())),
            _ if depth == 0 => current.push(character),
            _ => {}
        }
    }
    names.push(word(current.trim()));
    names
}

/// Where the block that opens at `brace` ends.
fn closing(code: &str, brace: usize) -> usize {
    let mut depth = 0_usize;
    for (at, character) in code.char_indices().skip_while(|(at, _)| *at < brace) {
        match character {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

struct Reader<'a> {
    rest: &'a str,
    source: RustSource,
}

impl Reader<'_> {
    fn step(&mut self) -> bool {
        let rest = self.rest;
        let Some(next) = rest.chars().next() else {
            return false;
        };
        if rest.starts_with("//") {
            self.rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("/*") {
            self.comment();
        } else if let Some(hashes) = raw_string(rest, &self.source.code) {
            self.raw(hashes);
        } else if next == '"' {
            self.string();
        } else if next == '\'' {
            self.character();
        } else {
            self.source.code.push(next);
            self.rest = &rest[next.len_utf8()..];
        }
        true
    }

    fn keep_lines(&mut self, passed: &str) {
        let lines = passed.matches('\n').count();
        self.source.code.push_str(&"\n".repeat(lines));
    }

    fn comment(&mut self) {
        let rest = self.rest;
        let mut depth = 0_usize;
        let mut at = 0;
        while at < rest.len() {
            if rest[at..].starts_with("/*") {
                depth += 1;
                at += 2;
            } else if rest[at..].starts_with("*/") {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    break;
                }
            } else {
                at += rest[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        self.keep_lines(&rest[..at]);
        self.rest = &rest[at..];
    }

    fn raw(&mut self, hashes: usize) {
        let rest = self.rest;
        let start = rest.find('"').map_or(rest.len(), |at| at + 1);
        let end = format!("\"{}", "#".repeat(hashes));
        let length = rest[start..].find(&end).unwrap_or(rest.len() - start);
        let text = &rest[start..start + length];
        self.source.strings.push(text.to_owned());
        self.source.code.push_str("\"\"");
        self.keep_lines(text);
        self.rest = rest.get(start + length + end.len()..).unwrap_or("");
    }

    fn string(&mut self) {
        let rest = &self.rest[1..];
        let mut escaped = false;
        let end = rest
            .char_indices()
            .find(|(_, character)| {
                let ends = *character == '"' && !escaped;
                escaped = *character == '\\' && !escaped;
                ends
            })
            .map_or(rest.len(), |(at, _)| at);
        let text = &rest[..end];
        self.source.strings.push(text.to_owned());
        self.source.code.push_str("\"\"");
        self.keep_lines(text);
        self.rest = rest.get(end + 1..).unwrap_or("");
    }

    /// A character, or a lifetime, which has no quote at its end.
    fn character(&mut self) {
        let rest = &self.rest[1..];
        let mut characters = rest.char_indices();
        let length = match (characters.next(), characters.next()) {
            (Some((_, '\\')), _) => {
                let after = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
                rest[after..].find('\'').map(|at| after + at + 1)
            }
            (Some(_), Some((at, '\''))) => Some(at + 1),
            _ => None,
        };
        match length {
            Some(length) => {
                self.source.code.push_str("' '");
                self.rest = &rest[length..];
            }
            None => {
                self.source.code.push('\'');
                self.rest = rest;
            }
        }
    }
}

/// The number of hashes, when a raw string begins here.
fn raw_string(rest: &str, before: &str) -> Option<usize> {
    if before.chars().next_back().is_some_and(is_word) {
        return None;
    }
    let rest = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

#[test]
fn comments_strings_and_characters_are_not_code() {
    let source = RustSource::parse(
        "// one \"two\"\nlet a = \"three // \\\" four\"; /* five /* six */ */ let b = '\"'; let c: &'a str = r#\"seven \"eight\"\"#;",
    );
    assert_eq!(
        source.code,
        "\nlet a = \"\";  let b = ' '; let c: &'a str = \"\";"
    );
    assert_eq!(source.strings, ["three // \\\" four", "seven \"eight\""]);
}

#[test]
fn test_modules_are_left_out() {
    let source = RustSource::parse(
        "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { c.unwrap() } }\nfn d() {}\n#[cfg(test)]\nmod more;\n",
    )
    .without_tests();
    assert!(!source.code.contains("unwrap"));
    assert!(source.code.contains("fn d()"));
    assert_eq!(source.code.matches('\n').count(), 6);
}

#[test]
fn names_are_found_alone_and_in_groups() {
    let source = RustSource::parse(
        "use crate::{\n ui::{Button, Table},\n routes,\n};\nuse crate::store::Ledger;\nlet a = crate :: pages::b();",
    );
    assert_eq!(
        source.names_under("crate"),
        ["ui", "routes", "store", "pages"]
    );
    assert!(source.mentions("Ledger"));
    assert!(!source.mentions("Ledge"));
}
