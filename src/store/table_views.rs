//! How somebody likes a table: the places and widths of its columns, and the views of it that they named. The texts are the
//! table's own and mean nothing here.

use super::local::{self, StorageFull};
use serde_json::{Value, json};

/// A view of a table that somebody named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// What they called it.
    pub name: String,
    /// What is shown and how, as the address says it.
    pub query: String,
}

/// The layout that was kept for a table.
pub fn load_layout(table: &str) -> Option<String> {
    local::read_text(&format!("table/{table}/layout"))
}

/// Keeps a table's layout.
pub fn save_layout(table: &str, layout: &str) {
    // Where nothing can be kept, the table looks as it did at first when it is opened again.
    _ = local::write_text(&format!("table/{table}/layout"), layout);
}

/// Whether names in a table are to be found by their initials as well.
pub fn initials_wanted(table: &str) -> bool {
    local::read_text(&format!("table/{table}/initials")).is_some_and(|text| text == "on")
}

/// Keeps whether they are.
pub fn keep_initials_wanted(table: &str, on: bool) {
    let text = if on { "on" } else { "" };
    // Where nothing can be kept, it holds until the table is left.
    _ = local::write_text(&format!("table/{table}/initials"), text);
}

fn name_of_views(table: &str) -> String {
    format!("table/{table}/views")
}

fn read_views(value: &Value) -> Vec<SavedView> {
    let views = value.as_array().into_iter().flatten();
    views
        .filter_map(|view| {
            Some(SavedView {
                name: view["name"].as_str()?.to_owned(),
                query: view["query"].as_str()?.to_owned(),
            })
        })
        .collect()
}

/// Whether it is the views of a table that are kept under a name.
pub fn are_views(table: &str, name: &str) -> bool {
    name == name_of_views(table)
}

/// Views with one more, which takes the place of one of the same name.
pub fn with_view(mut views: Vec<SavedView>, added: SavedView) -> Vec<SavedView> {
    match views.iter_mut().find(|view| view.name == added.name) {
        Some(view) => *view = added,
        None => views.push(added),
    }
    views
}

/// The views of a table, in the order in which they were saved.
pub fn load_views(table: &str) -> Vec<SavedView> {
    read_views(&local::read(&name_of_views(table)).unwrap_or_default())
}

/// Keeps the views of a table.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn save_views(table: &str, views: &[SavedView]) -> Result<(), StorageFull> {
    let views: Vec<Value> = views
        .iter()
        .map(|view| json!({ "name": view.name, "query": view.query }))
        .collect();
    local::write(&name_of_views(table), &Value::Array(views))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_takes_the_place_of_one_of_its_name() {
        let view = |name: &str, query: &str| SavedView {
            name: name.to_owned(),
            query: query.to_owned(),
        };
        let views = with_view(vec![view("a", "1"), view("b", "2")], view("a", "3"));
        assert_eq!(views, [view("a", "3"), view("b", "2")]);
        let views = with_view(views, view("c", "4"));
        assert_eq!(views[2], view("c", "4"));
        assert!(are_views("users", "table/users/views") && !are_views("users", "table/x/views"));
    }

    #[test]
    fn what_is_no_view_is_passed_over() {
        let kept = json!([{ "name": "a", "query": "q=1" }, { "name": 7 }, "b", { "query": "q=2" }]);
        let views = read_views(&kept);
        assert_eq!(views.len(), 1);
        assert_eq!(views[0].name, "a");
        assert!(read_views(&Value::Null).is_empty());
    }
}
