//! One cell of a sheet: from its attributes and its value to the text that an admin sees.

use super::decimal::Decimal;
use super::moment;
use super::strings::{RichText, Strings};
use super::styles::{Shown, Styles};
use super::xml::{Name, Tag};
use crate::Cause;
use crate::gathering::Gathering;

/// What a cell's value is.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Number,
    Boolean,
    /// A date as ISO 8601 has it, or a formula's text.
    AsItStands,
    Error,
    Shared,
    Inline,
}

/// A cell that is being read.
#[derive(Default)]
pub(super) struct Cell {
    kind: Kind,
    style: usize,
    /// The column that the cell says it stands in, from 0.
    column: Option<usize>,
    has_formula: bool,
    in_value: bool,
    value: String,
    inline: RichText,
}

impl Cell {
    pub fn new(tag: &Tag<'_>) -> Self {
        let mut cell = Self::default();
        tag.each_attribute(|name, value| match name {
            "r" => cell.column = column(&value),
            "s" => cell.style = value.parse().unwrap_or(0),
            "t" => {
                cell.kind = match value.as_ref() {
                    "b" => Kind::Boolean,
                    "d" | "str" => Kind::AsItStands,
                    "e" => Kind::Error,
                    "s" => Kind::Shared,
                    "inlineStr" => Kind::Inline,
                    _ => Kind::Number,
                };
            }
            _ => {}
        });
        cell
    }

    pub fn open(&mut self, name: Name) {
        match name {
            Name::Value => self.in_value = true,
            Name::Formula => self.has_formula = true,
            other => self.inline.open(other),
        }
    }

    pub fn close(&mut self, name: Name) {
        match name {
            Name::Value => self.in_value = false,
            other => self.inline.close(other),
        }
    }

    pub fn text(&mut self, text: &str) {
        if self.in_value {
            self.value.push_str(text);
        } else {
            self.inline.text(text);
        }
    }

    /// Puts the cell into its row.
    pub fn put(mut self, into: &mut Gathering, strings: &Strings, styles: &Styles) {
        if let Some(column) = self.column {
            into.skip_to(column);
        }
        if self.has_formula {
            into.tell(Cause::FormulaCell);
        }
        match self.kind {
            Kind::Number => self.put_number(into, styles),
            Kind::Boolean => match self.value.trim() {
                "1" | "true" => into.put_cell("TRUE"),
                "0" | "false" => into.put_cell("FALSE"),
                "" => into.put_cell(""),
                other => {
                    into.tell(Cause::BrokenValue);
                    into.put_cell(other);
                }
            },
            Kind::AsItStands => into.put_cell(&self.value),
            Kind::Error => {
                into.tell(Cause::ErrorValue);
                into.put_cell(&self.value);
            }
            Kind::Shared => {
                let index = self.value.trim().parse().ok();
                match index.and_then(|index| strings.get(index)) {
                    Some(text) => into.put_cell(text),
                    None => {
                        into.tell(Cause::BrokenValue);
                        into.put_cell("");
                    }
                }
            }
            Kind::Inline => into.put_cell(&self.inline.take()),
        }
    }

    fn put_number(&self, into: &mut Gathering, styles: &Styles) {
        let value = self.value.trim();
        if value.is_empty() {
            into.put_cell("");
            return;
        }
        let Some(decimal) = Decimal::read(value) else {
            into.tell(Cause::BrokenValue);
            into.put_cell(value);
            return;
        };
        let shown = styles.shown(self.style);
        if shown == Shown::Moment
            && let Some((days, seconds)) = decimal.days_and_seconds()
        {
            into.put_cell(&moment::iso(days, seconds, styles.has_epoch_1904));
            return;
        }
        if decimal.is_too_long() {
            into.tell(Cause::PrecisionLost);
        }
        let decimal = decimal.rounded();
        into.put_cell(&match shown {
            Shown::Padded(width) => decimal.padded(width),
            Shown::Plain | Shown::Moment => decimal.plain(),
        });
    }
}

/// The column of a reference such as `BC12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let mut column = 0_usize;
    let letters = reference
        .bytes()
        .take_while(|byte| byte.is_ascii_alphabetic());
    for letter in letters {
        let number = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(number)?;
    }
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_names_a_column() {
        for (reference, expected) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("aa1", Some(26)),
            ("XFD1048576", Some(16_383)),
            ("12", None),
            ("", None),
            ("ZZZZZZZZZZZZZZZZZZZZZZZZZZ1", None),
        ] {
            assert_eq!(column(reference), expected, "{reference}");
        }
    }
}
