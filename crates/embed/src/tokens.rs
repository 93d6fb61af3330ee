//! The design tokens that a portal may set, and what they become: one rule of a style sheet, made from values that were
//! read, never from the portal's text.
//!
//! What tells an admin about danger is not among them: the tones of warnings and failures, and the colours of connections,
//! by which production is known.

use crate::Refusal;
use serde_json::Value;
use std::fmt::Write as _;

/// Values of tokens, as the texts that the style sheet gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens(Vec<(&'static str, String)>);

/// What a token takes.
#[derive(Clone, Copy)]
enum Kind {
    /// A colour, or one for each of light and dark.
    Color,
    /// Degrees.
    Hue,
    /// Pixels, 0 to 24.
    Radius,
    /// Names of fonts, the first first.
    Face,
}

/// The names in messages; in the style sheet they have two hyphens in front.
const TOKENS: [(&str, &str, Kind); 22] = [
    ("hue", "--hue", Kind::Hue),
    ("accent", "--accent", Kind::Color),
    ("accent-hover", "--accent-hover", Kind::Color),
    ("accent-fill", "--accent-fill", Kind::Color),
    ("accent-fill-hover", "--accent-fill-hover", Kind::Color),
    ("accent-soft", "--accent-soft", Kind::Color),
    ("on-accent", "--on-accent", Kind::Color),
    ("canvas", "--canvas", Kind::Color),
    ("surface", "--surface", Kind::Color),
    ("raised", "--raised", Kind::Color),
    ("sunken", "--sunken", Kind::Color),
    ("line", "--line", Kind::Color),
    ("line-strong", "--line-strong", Kind::Color),
    ("line-control", "--line-control", Kind::Color),
    ("text", "--text", Kind::Color),
    ("text-muted", "--text-muted", Kind::Color),
    ("text-faint", "--text-faint", Kind::Color),
    ("radius-small", "--radius-small", Kind::Radius),
    ("radius", "--radius", Kind::Radius),
    ("radius-large", "--radius-large", Kind::Radius),
    ("face", "--face", Kind::Face),
    ("face-mono", "--face-mono", Kind::Face),
];

impl Tokens {
    pub(crate) fn read(value: &Value) -> Result<Tokens, Refusal> {
        let table = value.as_object().ok_or(Refusal::NotUnderstood)?;
        let one = |(name, value): (&String, &Value)| {
            let (_, property, kind) = TOKENS.iter().find(|(own, ..)| own == name)?;
            let text = match kind {
                Kind::Color => color_pair(value),
                Kind::Hue => number(value, 360).map(|hue| hue.to_string()),
                Kind::Radius => number(value, 24).map(|pixels| format!("{pixels}px")),
                Kind::Face => face(value),
            };
            Some((*property, text?))
        };
        let tokens: Option<Vec<_>> = table.iter().map(one).collect();
        Ok(Tokens(tokens.ok_or(Refusal::NotUnderstood)?))
    }

    /// The style sheet that sets them; empty if there are none. It stands back where somebody asked for more contrast.
    pub fn sheet(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let mut sheet = "@media not (prefers-contrast: more) { :root { ".to_owned();
        for (property, value) in &self.0 {
            // Writing to a text does not fail.
            _ = write!(sheet, "{property}: {value}; ");
        }
        sheet + "} }"
    }
}

fn number(value: &Value, most: u64) -> Option<u64> {
    value.as_u64().filter(|number| *number <= most)
}

fn color_pair(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        return color(text);
    }
    let table = value.as_object().filter(|table| table.len() == 2)?;
    let (light, dark) = (table.get("light")?.as_str()?, table.get("dark")?.as_str()?);
    Some(format!("light-dark({}, {})", color(light)?, color(dark)?))
}

/// A colour as `#0050b3`, `rgb(0 80 179)` or `oklch(0.51 0.18 268)`, opaque.
fn color(text: &str) -> Option<String> {
    if let Some(digits) = text.strip_prefix('#') {
        let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        return (matches!(digits.len(), 3 | 6) && is_hexadecimal)
            .then(|| format!("#{}", digits.to_ascii_lowercase()));
    }
    let (function, rest) = text.split_once('(')?;
    let parts: Vec<&str> = rest.strip_suffix(')')?.split(' ').collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let most: [f32; 3] = match function {
        "rgb" => [255.0, 255.0, 255.0],
        "oklch" => [1.0, 0.5, 360.0],
        _ => return None,
    };
    let within = [first, second, third]
        .into_iter()
        .zip(most)
        .all(|(part, most)| decimal(part).is_some_and(|value| value <= most));
    within.then(|| format!("{function}({first} {second} {third})"))
}

/// A number of digits and at most one point, so that its text can stand where it is.
fn decimal(text: &str) -> Option<f32> {
    let is_plain = text.len() <= 8
        && text.starts_with(|first: char| first.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.matches('.').count() <= 1;
    if is_plain { text.parse().ok() } else { None }
}

fn face(value: &Value) -> Option<String> {
    let names = value
        .as_array()
        .filter(|names| (1..=8).contains(&names.len()))?;
    let quoted = |name: &Value| {
        let name = name.as_str()?;
        let is_name = (1..=64).contains(&name.chars().count())
            && name
                .chars()
                .all(|one| one.is_alphanumeric() || one == ' ' || one == '-');
        // Words such as `system-ui` mean something without quotes only.
        let is_word = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let text = if is_word {
            name.to_owned()
        } else {
            format!("\"{name}\"")
        };
        is_name.then_some(text)
    };
    let quoted: Option<Vec<String>> = names.iter().map(quoted).collect();
    Some(quoted?.join(", "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_become_one_rule() {
        let tokens = Tokens::read(&json!({
            "accent": { "light": "#0050B3", "dark": "oklch(0.74 0.125 268)" },
            "hue": 255, "radius": 2, "surface": "rgb(255 255 255)",
            "face": ["Source Han Sans", "思源黑体", "system-ui", "sans-serif"],
        }))
        .unwrap();
        let sheet = tokens.sheet();
        for part in [
            "--accent: light-dark(#0050b3, oklch(0.74 0.125 268)); ",
            "--hue: 255; ",
            "--radius: 2px; ",
            "--surface: rgb(255 255 255); ",
            "--face: \"Source Han Sans\", \"思源黑体\", system-ui, sans-serif; ",
        ] {
            assert!(sheet.contains(part), "{sheet}");
        }
        assert_eq!(sheet.matches(['{', '}']).count(), 4);
        assert_eq!(Tokens::default().sheet(), "");
    }

    #[test]
    fn nothing_but_values_gets_through() {
        for bad in [
            json!({ "bad": "#fff" }),
            json!({ "warn-mark": "#fff" }),
            json!({ "connection-red": "#0f0" }),
            json!({ "--accent": "#fff" }),
            json!({ "accent": "red" }),
            json!({ "accent": "#ffff" }),
            json!({ "accent": "#00000000" }),
            json!({ "accent": "url(https://evil.example/)" }),
            json!({ "accent": "#fff; background: url(x)" }),
            json!({ "accent": "#fff} * {display:none" }),
            json!({ "accent": "var(--bad)" }),
            json!({ "accent": "rgb(1 2)" }),
            json!({ "accent": "rgb(1 2 300)" }),
            json!({ "accent": "rgb(1 2 3 / 0)" }),
            json!({ "accent": "oklch(1e9 0 0)" }),
            json!({ "accent": "oklch(. 0 0)" }),
            json!({ "accent": "oklch(NaN 0 0)" }),
            json!({ "accent": { "light": "#fff" } }),
            json!({ "accent": { "light": "#fff", "dark": "#000", "x": "#000" } }),
            json!({ "hue": 361 }),
            json!({ "hue": -1 }),
            json!({ "hue": "255" }),
            json!({ "radius": 1.5 }),
            json!({ "radius": 2000 }),
            json!({ "face": "Arial" }),
            json!({ "face": [] }),
            json!({ "face": ["a\"; x: y"] }),
            json!({ "face": ["a\\"] }),
            json!(["accent"]),
        ] {
            assert_eq!(Tokens::read(&bad), Err(Refusal::NotUnderstood), "{bad}");
        }
    }
}
