//! The order of characters as this browser has it, for the roster: Chinese by its sound.
//!
//! `Intl.Collator` is asked once for the order of the characters that occur, not for each pair of names: a million names
//! are sorted in this program then, without a call to the browser. What comes out differs from `Intl.Collator.compare` on
//! whole texts in this: letter case, width and accents never decide (rows that are equal without them keep the order in
//! which they were added); white space at the ends does not count, and blank texts are last either way; letters that a
//! language takes for two or for half of one (`ß` as `ss`, Hungarian `cs`, the parts of a Korean syllable, a combining
//! accent behind its letter) stand by themselves; and of all digits only those of ASCII, and their full-width forms, are
//! numbers.

use js_sys::{Array, Function, Intl, Object, Reflect};
use roster::{Characters, Collation, Initials};
use wasm_bindgen::{JsCast, JsValue};

/// Chinese by its sound, whichever the language of the page is: it is the order that people look for names in.
const LOCALE: &str = "zh-CN";

/// The order of some characters, and of those that initials are found by. Code points where the browser has no
/// collator.
pub fn browser_collation(characters: &Characters) -> Collation {
    let mut asked = characters.clone();
    Initials::needed().for_each(|character| asked.insert(character));
    in_browser_order(&asked).unwrap_or_default()
}

fn in_browser_order(characters: &Characters) -> Option<Collation> {
    let order = comparison("variant")?;
    let same = comparison("base")?;
    let texts = Array::new();
    for character in characters.iter() {
        texts.push(&JsValue::from_str(character.encode_utf8(&mut [0; 4])));
    }
    // Sorted by the browser itself: each comparison would otherwise be a call out of this program.
    let sort: Function = Reflect::get(&texts, &JsValue::from_str("sort"))
        .ok()?
        .dyn_into()
        .ok()?;
    sort.call1(&texts, &order).ok()?;
    let empty = JsValue::from_str("");
    let is_same = |one: &JsValue, other: &JsValue| {
        let order = same.call2(&JsValue::UNDEFINED, one, other);
        order.ok().and_then(|order| order.as_f64()) == Some(0.0)
    };
    let mut groups: Vec<Vec<char>> = Vec::new();
    let mut unseen = Vec::new();
    let mut before = JsValue::UNDEFINED;
    for text in texts.iter() {
        let Some(character) = text.as_string().and_then(|text| text.chars().next()) else {
            continue;
        };
        if is_same(&text, &empty) {
            unseen.push(character);
            continue;
        }
        match groups.last_mut() {
            Some(group) if is_same(&before, &text) => group.push(character),
            _ => groups.push(vec![character]),
        }
        before = text;
    }
    Some(Collation::from_order(groups).without(unseen))
}

/// How the browser compares texts, by what counts.
fn comparison(sensitivity: &str) -> Option<Function> {
    let options = Object::new();
    Reflect::set(
        &options,
        &JsValue::from_str("sensitivity"),
        &JsValue::from_str(sensitivity),
    )
    .ok()?;
    let locales = Array::of1(&JsValue::from_str(LOCALE));
    let collator = Intl::Collator::new(&locales, &options);
    Reflect::get(&collator, &JsValue::from_str("compare"))
        .ok()?
        .dyn_into()
        .ok()
}
