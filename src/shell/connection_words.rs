//! What connections are called, in words. Knows no component.

use crate::i18n::Language;
use crate::store::{Connection, ConnectionColor};
use crate::transport::Route;
use std::collections::BTreeMap;

/// What a connection is called: its own name, or else the vendor's.
pub fn connection_name(language: Language, connection: &Connection) -> String {
    if connection.name.is_empty() {
        language.vendor(connection.vendor).to_owned()
    } else {
        connection.name.clone()
    }
}

/// What connections are called of which only the id is known, as records have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionNames {
    language: Language,
    by_id: BTreeMap<String, String>,
}

impl ConnectionNames {
    /// Those of the connections that there are.
    pub fn new(language: Language, connections: impl IntoIterator<Item = Connection>) -> Self {
        let name = |own: Connection| (own.id.to_string(), connection_name(language, &own));
        ConnectionNames {
            language,
            by_id: connections.into_iter().map(name).collect(),
        }
    }

    /// The name as the settings have it. Of a connection that is gone the id, said as such: another's name, or the vendor's,
    /// would say that it was another.
    pub fn of(&self, id: &str) -> String {
        match self.by_id.get(id) {
            Some(name) => name.clone(),
            None if id.is_empty() => String::new(),
            None => self.language.connection_gone(id),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ConnectionId;
    use vendors::Vendor;

    #[test]
    fn an_id_is_said_by_the_name_that_the_settings_have() {
        let mut named = Connection::new(ConnectionId::first_of(Vendor::T12), Vendor::T12);
        named.name = "华东".to_owned();
        let first = ConnectionId::first_of(Vendor::BitAnswer);
        let unnamed = Connection::new(first, Vendor::BitAnswer);
        let names = ConnectionNames::new(Language::Chinese, [named, unnamed]);
        assert_eq!(names.of("t12"), "华东");
        assert_eq!(names.of("bitanswer"), "BitAnswer");
        assert_eq!(names.of("bitanswer-2"), "bitanswer-2（连接已不存在）");
        assert_eq!(names.of(""), "");
    }
}
