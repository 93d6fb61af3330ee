//! What the place that serves the console is, and what it allows here: the gateway by roles, a static host by its file.

use super::{Access, Identity, Session, Site};
use leptos::prelude::*;
use vendors::{Operation, Vendor};

impl Session {
    /// Whether a gateway serves this console.
    pub fn has_gateway(self) -> bool {
        self.connections
            .with_config(|config| config.gateway_version.is_some())
    }

    /// The version of the gateway that serves this console, if one does.
    pub fn gateway_version(self) -> Option<String> {
        self.connections
            .with_config(|config| config.gateway_version.clone())
    }

    /// Whether the gateway gives its audit trail to whoever is here.
    pub fn may_read_trail(self) -> bool {
        self.connections.with_config(|config| config.has_trail)
    }

    /// Looks at what whoever runs a static host decided.
    pub fn with_site<T>(self, look: impl FnOnce(&Site) -> T) -> T {
        self.connections.with_config(|config| look(&config.site))
    }

    /// What the console is called here.
    pub fn title(self) -> String {
        self.with_site(|site| site.title.clone())
            .unwrap_or_else(|| "Rollcall".to_owned())
    }

    /// Whether nothing may be written from here.
    pub fn is_read_only(self) -> bool {
        self.with_site(|site| site.is_read_only)
    }

    /// Whether a vendor is shown at all.
    pub fn shows(self, vendor: Vendor) -> bool {
        self.with_site(|site| !site.hidden.contains(&vendor))
    }

    /// The vendors that are shown.
    pub fn vendors(self) -> Vec<Vendor> {
        let all = Vendor::ALL.into_iter();
        all.filter(|vendor| self.shows(*vendor)).collect()
    }

    /// How people come in at the gateway.
    pub fn access(self) -> Access {
        self.connections.with_config(|config| config.access)
    }

    /// Who is signed in at the gateway; `None` where nobody has to.
    pub fn identity(self) -> Option<Identity> {
        self.connections
            .with_config(|config| config.identity.clone())
    }

    /// Whether the gateway, which knew who asks, does not any more; follows changes.
    pub fn is_signed_out(self) -> bool {
        self.signed_out.get()
    }

    /// Whether this is allowed here: by the gateway to whoever is signed in, or by whoever runs a static host. Pages leave
    /// out what would be refused.
    pub fn may(self, operation: Operation) -> bool {
        self.connections.with_config(|config| {
            let identity = config.identity.as_ref();
            identity.is_none_or(|identity| identity.role.may(operation))
                && !(config.site.is_read_only && operation.writes())
        })
    }

    /// Whether anything may be changed at a vendor: where it may not, a plan would come to nothing, and pages lead to none.
    pub fn may_write(self, vendor: Vendor) -> bool {
        Operation::writes_at(vendor).any(|operation| self.may(operation))
    }

    /// Whether anything may be changed at any vendor that is shown.
    pub fn may_write_anywhere(self) -> bool {
        self.vendors()
            .into_iter()
            .any(|vendor| self.may_write(vendor))
    }
}
