//! Licences: every crate that goes into what is delivered must have one that deny.toml allows.
//!
//! Done here and not with cargo-deny, which takes longer to build than the product. It reads the same file.

use crate::failure::Failure;
use crate::{build, place, report, schedule};
use serde_json::Value;
use std::fs;

/// Checks every package in Cargo.lock, whatever it is used for.
pub fn check() -> Result<(), Failure> {
    report::heading("Licences");
    let path = place::root().join("deny.toml");
    let text = fs::read_to_string(&path).map_err(|source| Failure::File { path, source })?;
    let allowed = allowed(&text).ok_or_else(|| Failure::NotUnderstood {
        what: "deny.toml: no `allow = [` in it".to_owned(),
    })?;
    let packages = packages()?;
    let refused: Vec<String> = packages
        .iter()
        .filter_map(|package| {
            let text = |field: &str| {
                package
                    .get(field)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            let licence = text("license");
            (!permits(licence, &allowed)).then(|| {
                let shown = if licence.is_empty() {
                    "none stated"
                } else {
                    licence
                };
                format!("{} {}: {shown}", text("name"), text("version"))
            })
        })
        .collect();
    if refused.is_empty() {
        report::line(&format!("{} packages, all allowed", packages.len()));
        Ok(())
    } else {
        Err(Failure::Licences(refused))
    }
}

/// Every package in Cargo.lock, as `cargo metadata` describes it.
pub fn packages() -> Result<Vec<Value>, Failure> {
    let metadata = schedule::output(
        "cargo metadata",
        build::cargo().args(["metadata", "--format-version", "1", "--locked"]),
    )?;
    let mut metadata: Value =
        serde_json::from_str(&metadata).map_err(|_| Failure::NotUnderstood {
            what: "the output of cargo metadata".to_owned(),
        })?;
    Ok(match metadata.get_mut("packages").map(Value::take) {
        Some(Value::Array(packages)) => packages,
        _ => Vec::new(),
    })
}

/// The names in deny.toml's `allow` list.
fn allowed(text: &str) -> Option<Vec<String>> {
    let (_, rest) = text.split_once("\nallow = [")?;
    let (list, _) = rest.split_once(']')?;
    Some(
        list.split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect(),
    )
}

/// Whether an SPDX expression can be met with allowed licences alone.
fn permits(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        // The form that Cargo took before SPDX expressions.
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Expression {
        words: &words,
        allowed,
    };
    let permitted = reader.either();
    permitted == Some(true) && reader.words.is_empty()
}

struct Expression<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl Expression<'_> {
    fn take(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if *first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }

    fn either(&mut self) -> Option<bool> {
        let mut permitted = self.both()?;
        while self.take("OR") {
            permitted |= self.both()?;
        }
        Some(permitted)
    }

    fn both(&mut self) -> Option<bool> {
        let mut permitted = self.one()?;
        while self.take("AND") {
            permitted &= self.one()?;
        }
        Some(permitted)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let permitted = self.either()?;
            return self.take(")").then_some(permitted);
        }
        let (name, rest) = self.words.split_first()?;
        self.words = rest;
        let mut name = (*name).to_owned();
        if self.take("WITH") {
            let (exception, rest) = self.words.split_first()?;
            self.words = rest;
            name = format!("{name} WITH {exception}");
        }
        Some(self.allowed.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permitted(expression: &str) -> bool {
        let list = allowed("[licenses]\nallow = [\n  \"MIT\",\n  \"Unicode-3.0\",\n]\n");
        permits(expression, &list.unwrap_or_default())
    }

    #[test]
    fn one_allowed_choice_is_enough() {
        assert!(permitted("MIT"));
        assert!(permitted("GPL-3.0 OR MIT"));
        assert!(permitted("Apache-2.0/MIT"));
        assert!(permitted("(MIT OR Apache-2.0) AND Unicode-3.0"));
    }

    #[test]
    fn every_part_that_must_be_met_is_looked_at() {
        assert!(!permitted("MIT AND GPL-3.0"));
        assert!(!permitted("Apache-2.0 WITH LLVM-exception"));
        assert!(!permitted(""));
        assert!(!permitted("(MIT"));
        assert!(!permitted("MIT MIT"));
    }
}
