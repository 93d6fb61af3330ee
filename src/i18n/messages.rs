//! The macro in which texts are written, so that both languages stand side by side and none can be forgotten.

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
                $crate::i18n::Language::English => format!($english, $($arg = $arg),+),
                $crate::i18n::Language::Chinese => format!($chinese, $($arg = $arg),+),
            }
        }
    };
    (@one $name:ident ($count:ident: $type:ty) : $one:literal | $english:literal, $chinese:literal) => {
        #[doc = $english]
        pub fn $name(self, $count: $type) -> String {
            match self {
                $crate::i18n::Language::English if $count == 1 => $one.to_owned(),
                $crate::i18n::Language::English => format!($english, $count = $count),
                $crate::i18n::Language::Chinese => format!($chinese, $count = $count),
            }
        }
    };
}
