//! Which column of a file the admin took for what, by what the file is for and by its heading. The text is the reader's
//! own and means nothing here.

use super::local;

fn name_of(purpose: &str, heading: &str) -> String {
    format!("plan/columns/{purpose}/{heading}")
}

/// What was kept for such a heading.
pub fn load_columns(purpose: &str, heading: &str) -> Option<String> {
    local::read_text(&name_of(purpose, heading))
}

/// Keeps it for the next file of this heading.
pub fn save_columns(purpose: &str, heading: &str, columns: &str) {
    // What is not kept is proposed anew.
    let _ = local::write_text(&name_of(purpose, heading), columns);
}
