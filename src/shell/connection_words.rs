//! What connections are called, in words. Knows no component.

use crate::i18n::Language;
use crate::store::{Connection, ConnectionColor};
use crate::transport::Route;

/// What a connection is called: its own name, or else the vendor's.
pub fn connection_name(language: Language, connection: &Connection) -> String {
    if connection.name.is_empty() {
        language.vendor(connection.vendor).to_owned()
    } else {
        connection.name.clone()
    }
}

/// The way of a connection.
pub const fn way(language: Language, sandboxed: bool, route: &Route) -> &'static str {
    match route {
        Route::Gateway { .. } if sandboxed => language.via_sandbox(),
        Route::Gateway { .. } => language.via_gateway(),
        Route::Prefix(_) => language.via_prefix(),
        Route::Template(_) => language.via_template(),
        Route::Direct => language.via_direct(),
    }
}

/// What a colour is called.
pub const fn color_name(language: Language, color: ConnectionColor) -> &'static str {
    match color {
        ConnectionColor::Red => language.color_red(),
        ConnectionColor::Orange => language.color_orange(),
        ConnectionColor::Amber => language.color_amber(),
        ConnectionColor::Green => language.color_green(),
        ConnectionColor::Teal => language.color_teal(),
        ConnectionColor::Blue => language.color_blue(),
        ConnectionColor::Violet => language.color_violet(),
        ConnectionColor::Pink => language.color_pink(),
        ConnectionColor::Grey => language.color_grey(),
    }
}
