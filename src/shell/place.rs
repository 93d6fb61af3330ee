//! Where the admin is: a page, and on a vendor's page one of its connections. Read off the address.

use crate::routes::Page;
use crate::session::Session;
use crate::store::{Connection, ConnectionId};
use vendors::Vendor;

/// Where the admin is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A page that is about no connection in particular.
    Page(Page),
    /// A vendor's page by one of its connections.
    Vendor(Vendor, ConnectionId),
    /// A vendor's page by a connection that there is not, with the name that it was asked for.
    NoConnection(Vendor, String),
    /// Nowhere.
    Nowhere,
}

impl Place {
    /// The place of an address: its page, and the connection that its query names.
    pub fn at(session: Session, page: Option<Page>, connection: &str) -> Place {
        let Some(page) = page else {
            return Place::Nowhere;
        };
        let Some(vendor) = page.vendor() else {
            return Place::Page(page);
        };
        if !session.shows(vendor) {
            return Place::Nowhere;
        }
        match session.named(vendor, connection) {
            Some(found) => Place::Vendor(vendor, found.id),
            None => Place::NoConnection(vendor, connection.to_owned()),
        }
    }

    /// The page, whatever the connection.
    pub fn page(&self) -> Option<Page> {
        match self {
            Place::Page(page) => Some(*page),
            Place::Vendor(vendor, _) | Place::NoConnection(vendor, _) => Some(Page::of(*vendor)),
            Place::Nowhere => None,
        }
    }

    /// The connection that the page is about; follows its changes.
    pub fn connection(&self, session: Session) -> Option<Connection> {
        let Place::Vendor(vendor, id) = self else {
            return None;
        };
        Some(session.of_id(*vendor, *id).connection(*vendor))
    }

    /// The colour that the page bears: that of its connection, where there is another to take it for, or harm to do.
    pub fn color(&self, session: Session) -> Option<&'static str> {
        let connection = self.connection(session)?;
        (connection.production || session.has_several(connection.vendor))
            .then(|| connection.color.as_str())
    }
}
