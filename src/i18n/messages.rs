//! The macro in which texts are written, so that both languages stand side by side and none can be forgotten; and how a
//! name stands in Chinese, which may be Latin.

use super::number::grouped;
use std::fmt::{self, Alignment, Display, Write as _};

/// A name inside a text. Where it is Latin, Chinese sets it apart from the characters beside it. On which sides such
/// characters stand is said in the place where it goes: `前往{page:>}` before it, `{column:<}为空` behind it, `{name:^}` both.
#[derive(Clone, Copy, Debug)]
pub struct Name<'a>(pub &'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_latin = |end: Option<&u8>| end.is_some_and(u8::is_ascii_alphanumeric);
        let name = self.0.as_bytes();
        let side = to.align();
        if matches!(side, Some(Alignment::Right | Alignment::Center)) && is_latin(name.first()) {
            to.write_char(' ')?;
        }
        to.write_str(self.0)?;
        if matches!(side, Some(Alignment::Left | Alignment::Center)) && is_latin(name.last()) {
            to.write_char(' ')?;
        }
        Ok(())
    }
}

/// A value that a text may have in it, and how it stands there: counts with their thousands apart, whatever the caller
/// thinks of. What is shorter than four digits or a code, such as the status of an answer, is a `u8` or a `u16` and stays as
/// it is.
pub trait Value {
    /// What is written.
    type Written: Display;
    /// As it is written.
    fn written(self) -> Self::Written;
}

/// A count, written with its thousands apart.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    is_negative: bool,
    size: u64,
}

impl Display for Count {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_negative {
            to.write_char('−')?;
        }
        to.write_str(&grouped(self.size))
    }
}

impl Value for i64 {
    type Written = Count;

    fn written(self) -> Count {
        Count {
            is_negative: self < 0,
            size: self.unsigned_abs(),
        }
    }
}

macro_rules! counts {
    ($($whole:ty),+) => {
        $(impl Value for $whole {
            type Written = Count;

            fn written(self) -> Count {
                Count {
                    is_negative: false,
                    size: self as u64,
                }
            }
        })+
    };
}

macro_rules! as_they_are {
    ($($other:ty),+) => {
        $(impl Value for $other {
            type Written = Self;

            fn written(self) -> Self {
                self
            }
        })+
    };
}

counts!(u32, u64, usize);
as_they_are!(u8, u16, &str, Name<'_>);

/// Declares texts as methods of `Language`: `name: "English", "中文";`, with values as
/// `name(count: usize): "{count} left", "剩余 {count}";`, and where English needs a singular as
/// `name(count: usize): "1 user" | "{count} users", "{count} 个用户";`.
macro_rules! messages {
    ($($name:ident $(($($arg:ident: $type:ty),+))? : $first:literal $(| $other:literal)?, $chinese:literal;)*) => {
        impl $crate::i18n::Language {
            $(messages!(@one $name $(($($arg: $type),+))? : $first $(| $other)?, $chinese);)*
        }
    };
    (@one $name:ident : $english:literal, $chinese:literal) => {
        #[doc = $english]
        pub const fn $name(self) -> &'static str {
            match self {
                $crate::i18n::Language::English => $english,
                $crate::i18n::Language::Chinese => $chinese,
            }
        }
    };
    (@one $name:ident ($($arg:ident: $type:ty),+) : $english:literal, $chinese:literal) => {
        #[doc = $english]
        pub fn $name(self, $($arg: $type),+) -> String {
            match self {
                $crate::i18n::Language::English => format!($english, $($arg = $crate::i18n::messages::Value::written($arg)),+),
                $crate::i18n::Language::Chinese => format!($chinese, $($arg = $crate::i18n::messages::Value::written($arg)),+),
            }
        }
    };
    (@one $name:ident ($count:ident: $type:ty) : $one:literal | $english:literal, $chinese:literal) => {
        #[doc = $english]
        pub fn $name(self, $count: $type) -> String {
            match self {
                $crate::i18n::Language::English if $count == 1 => $one.to_owned(),
                $crate::i18n::Language::English => format!($english, $count = $crate::i18n::messages::Value::written($count)),
                $crate::i18n::Language::Chinese => format!($chinese, $count = $crate::i18n::messages::Value::written($count)),
            }
        }
    };
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{Name, Value};

    #[test]
    fn latin_names_stand_apart_from_chinese() {
        let said = |name| {
            let name = Name(name);
            format!("前往{name:>}，{name:<}为空，按{name:^}排序，go to {name}")
        };
        assert_eq!(said("T12"), "前往 T12，T12 为空，按 T12 排序，go to T12");
        assert_eq!(said("概览"), "前往概览，概览为空，按概览排序，go to 概览");
        assert_eq!(
            said("用户 ID"),
            "前往用户 ID，用户 ID 为空，按用户 ID 排序，go to 用户 ID"
        );
    }

    #[test]
    fn counts_have_their_thousands_apart_and_codes_do_not() {
        let said = [
            2_184_u64.written().to_string(),
            1_000_000_usize.written().to_string(),
            999_u32.written().to_string(),
            (-1_234_i64).written().to_string(),
            1_003_u16.written().to_string(),
        ];
        assert_eq!(said, ["2,184", "1,000,000", "999", "−1,234", "1003"]);
        let language = crate::i18n::Language::English;
        assert_eq!(
            language.settings_found_total(2_184),
            "The vendor says it has 2,184 users."
        );
    }

    /// What may stand there is Chinese in Chinese, or brings its own quotation marks or space.
    const BESIDE_CHINESE: [&str; 4] = ["{who}", "{what}", "{expected}", "{found}"];

    #[test]
    fn no_text_puts_a_value_right_beside_chinese() {
        let is_chinese =
            |one: Option<char>| one.is_some_and(|one| ('\u{4e00}'..='\u{9fff}').contains(&one));
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/i18n");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("messages.rs") || path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for (at, _) in text.match_indices('{') {
                let end = text[at..]
                    .find('}')
                    .map_or(text.len(), |length| at + length + 1);
                let value = text.get(at..end).unwrap_or_default();
                let is_value = value
                    .strip_prefix('{')
                    .and_then(|rest| rest.strip_suffix('}'))
                    .is_some_and(|name| {
                        name.bytes()
                            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                    });
                if !is_value || BESIDE_CHINESE.contains(&value) {
                    continue;
                }
                seen += 1;
                let (before, behind) = (text[..at].chars().next_back(), text[end..].chars().next());
                let line = text[..at].lines().count();
                assert!(
                    !is_chinese(before) && !is_chinese(behind),
                    "{}:{line}: {value} needs a space, or `Name` and the side where Chinese stands",
                    path.display()
                );
            }
        }
        assert!(seen > 100, "{seen}");
    }
}
