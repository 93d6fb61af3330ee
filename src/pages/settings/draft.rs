//! What the form says: the connection and credentials that it stands for, and what is wrong with it. Pure.

use super::sample::sample_request;
use crate::store::{Connection, ConnectionColor};
use crate::transport::{AddressFault, HeaderFault, ProxyHeaders, Route, base_url_fault};
use vendors::problem::{Cause, InvalidInput};
use vendors::{Credentials, Secret, Vendor};

/// Which way, without where exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Our gateway.
    Gateway,
    /// A proxy prefix.
    Prefix,
    /// A proxy template.
    Template,
    /// No proxy at all.
    Direct,
}

impl Way {
    /// Every way, the recommended one first.
    pub const ALL: [Way; 4] = [Way::Gateway, Way::Prefix, Way::Template, Way::Direct];

    /// The value of its choice in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Way::Gateway => "gateway",
            Way::Prefix => "prefix",
            Way::Template => "template",
            Way::Direct => "direct",
        }
    }

    /// The way that a choice means.
    pub fn from_name(name: &str) -> Way {
        Self::ALL
            .into_iter()
            .find(|way| way.name() == name)
            .unwrap_or(Way::Gateway)
    }

    /// The way of a route.
    pub const fn of(route: &Route) -> Way {
        match route {
            Route::Gateway { .. } => Way::Gateway,
            Route::Prefix(_) => Way::Prefix,
            Route::Template(_) => Way::Template,
            Route::Direct => Way::Direct,
        }
    }
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It is longer than [`LONGEST_NAME`] characters.
    TooLong,
    /// Another connection of the vendor has it.
    Taken,
}

/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// What the form says.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The connection as it is in use: what the form does not show stays.
    pub base: Connection,
    /// What the admin calls it.
    pub name: String,
    /// Its colour.
    pub color: ConnectionColor,
    /// Whether real people are behind it.
    pub production: bool,
    /// Which way.
    pub way: Way,
    /// Which of the gateway's connections.
    pub gateway: String,
    /// The prefix or template, whichever the way needs.
    pub proxy: String,
    /// What the proxy itself wants to see.
    pub proxy_headers: ProxyHeaders,
    /// The vendor's base URL.
    pub base_url: String,
    /// ShareCreators only.
    pub delete_by_user_id: bool,
    /// The part of the credentials that is no secret: T12's `manager_name`, ShareCreators' `Bid`.
    pub identity: String,
    /// The secret part: what was typed, or else what is held already.
    pub secret: Secret,
}

impl Draft {
    /// The connection that the form stands for.
    pub fn connection(&self) -> Connection {
        let proxy = self.proxy.trim().to_owned();
        Connection {
            name: self.name.trim().to_owned(),
            color: self.color,
            production: self.production,
            base_url: self.base_url.trim().to_owned(),
            route: match self.way {
                Way::Gateway => Route::Gateway {
                    connection: self.gateway.clone(),
                },
                Way::Prefix => Route::Prefix(proxy),
                Way::Template => Route::Template(proxy),
                Way::Direct => Route::Direct,
            },
            proxy_headers: self.proxy_headers.clone(),
            delete_by_user_id: self.delete_by_user_id,
            ..self.base.clone()
        }
    }

    /// The credentials that the form stands for; `None` if nothing is filled in.
    pub fn credentials(&self) -> Option<Credentials> {
        let identity = self.identity.trim().to_owned();
        let secret = Secret::new(self.secret.expose().trim());
        if identity.is_empty() && secret.is_empty() {
            return None;
        }
        Some(match self.base.vendor {
            Vendor::T12 => Credentials::T12 {
                manager_name: identity,
                manager_key: secret,
            },
            Vendor::Tingyun => Credentials::Tingyun { authkey: secret },
            Vendor::BitAnswer => Credentials::BitAnswer { bitkey: secret },
            Vendor::ShareCreators => Credentials::ShareCreators {
                token: secret,
                bid: identity,
            },
        })
    }

    /// What is wrong with the name, beside the names of the vendor's other connections.
    pub fn name_fault(&self, others: &[String]) -> Option<NameFault> {
        let name = self.name.trim();
        if name.chars().count() > LONGEST_NAME {
            Some(NameFault::TooLong)
        } else {
            // Two that are called the same cannot be told apart where it matters most.
            others
                .iter()
                .any(|other| other == name)
                .then_some(NameFault::Taken)
        }
    }

    /// What is wrong with the base URL. The gateway has its own, so there nothing can be wrong with it.
    pub fn base_url_fault(&self) -> Option<AddressFault> {
        match self.way {
            Way::Gateway => None,
            // Whatever stands here is kept in the browser and shown, so it must not hold a password either.
            Way::Prefix | Way::Template | Way::Direct => base_url_fault(self.base_url.trim()),
        }
    }

    /// What is wrong with the prefix or template.
    pub fn proxy_fault(&self) -> Option<AddressFault> {
        self.connection().route.fault()
    }

    /// What is wrong with the headers for the proxy, where there is one.
    pub fn header_fault(&self) -> Option<HeaderFault> {
        match self.way {
            Way::Prefix | Way::Template => self.proxy_headers.fault(self.base.vendor),
            Way::Gateway | Way::Direct => None,
        }
    }

    /// What is wrong with the credentials, if any are filled in: asked of the one who will use them.
    pub fn credentials_fault(&self) -> Option<InvalidInput> {
        let credentials = self.credentials()?;
        match credentials.authorize(&mut sample_request(self.base.vendor), 0) {
            Err(problem) => match problem.cause {
                Cause::InvalidInput(input) => Some(input),
                _ => None,
            },
            Ok(()) => None,
        }
    }

    /// Whether the form can be used, whatever it is called.
    pub fn is_valid(&self) -> bool {
        self.base_url_fault().is_none()
            && self.proxy_fault().is_none()
            && self.header_fault().is_none()
            && self.credentials_fault().is_none()
    }

    /// Whether the policy of the page that our gateway serves keeps the browser from asking this address: plain http
    /// is allowed to this machine only.
    pub fn is_blocked_by_policy(&self) -> bool {
        let Connection {
            route, base_url, ..
        } = self.connection();
        route
            .server(&base_url)
            .is_some_and(|server| !server.is_secure() && !server.is_this_machine())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{TemplateFault, UrlFault};
    use vendors::problem::Field;

    fn draft(way: Way, proxy: &str, base_url: &str) -> Draft {
        draft_for(Vendor::BitAnswer, way, proxy, base_url)
    }

    fn draft_for(vendor: Vendor, way: Way, proxy: &str, base_url: &str) -> Draft {
        Draft {
            base: Connection::first_of(vendor),
            name: String::new(),
            color: ConnectionColor::Grey,
            production: false,
            way,
            gateway: "t12".to_owned(),
            proxy_headers: ProxyHeaders::default(),
            proxy: proxy.to_owned(),
            base_url: base_url.to_owned(),
            delete_by_user_id: false,
            identity: String::new(),
            secret: Secret::default(),
        }
    }

    #[test]
    fn the_gateway_needs_no_address() {
        let draft = draft(Way::Gateway, "", "");
        assert!(draft.is_valid());
        assert_eq!(draft.connection().route, Route::gateway(Vendor::T12));
    }

    #[test]
    fn addresses_are_checked_before_they_are_kept() {
        let base = |url| draft(Way::Prefix, "https://p/", url).base_url_fault();
        assert_eq!(base(" "), Some(AddressFault::Url(UrlFault::Missing)));
        assert_eq!(
            base("vendor.example"),
            Some(AddressFault::Url(UrlFault::NotHttp))
        );
        assert_eq!(base("https://v/?a=b"), Some(AddressFault::NotABase));
        assert_eq!(
            base("https://u:p@v/"),
            Some(AddressFault::Url(UrlFault::HoldsUser))
        );
        assert_eq!(base(" https://v/api/ "), None);
        let proxy = |way, text| draft(way, text, "https://v").proxy_fault();
        assert_eq!(
            proxy(Way::Prefix, ""),
            Some(AddressFault::Url(UrlFault::Missing))
        );
        assert_eq!(
            proxy(Way::Prefix, "p/"),
            Some(AddressFault::Url(UrlFault::NotHttp))
        );
        assert_eq!(proxy(Way::Prefix, " https://p/ "), None);
        assert_eq!(
            proxy(Way::Template, "https://p/?to="),
            Some(AddressFault::Template(TemplateFault::NoPath))
        );
        assert_eq!(proxy(Way::Template, "https://p/?to={url_encoded}"), None);
    }

    #[test]
    fn spaces_around_do_not_travel() {
        let mut draft = draft(Way::Prefix, " https://p/ ", " https://v ");
        draft.secret = Secret::new(" key ");
        let connection = draft.connection();
        assert_eq!(connection.base_url, "https://v");
        assert_eq!(connection.route, Route::Prefix("https://p/".to_owned()));
        let key = Secret::new("key");
        assert!(draft.credentials() == Some(Credentials::BitAnswer { bitkey: key }));
    }

    #[test]
    fn half_credentials_are_a_fault_and_none_are_not() {
        let empty = |vendor| draft_for(vendor, Way::Gateway, "", "");
        for vendor in Vendor::ALL {
            assert!(empty(vendor).credentials().is_none());
            assert_eq!(empty(vendor).credentials_fault(), None);
        }
        let mut t12 = empty(Vendor::T12);
        t12.identity = "manager".to_owned();
        assert_eq!(
            t12.credentials_fault(),
            Some(InvalidInput::Missing(Field::ManagerKey))
        );
        t12.secret = Secret::new("k e y");
        assert_eq!(t12.credentials_fault(), None);
        let mut bitanswer = empty(Vendor::BitAnswer);
        bitanswer.secret = Secret::new("k e y");
        assert_eq!(
            bitanswer.credentials_fault(),
            Some(InvalidInput::NotAHeaderValue(Field::Bitkey))
        );
    }

    #[test]
    fn names_tell_connections_apart() {
        let mut draft = draft(Way::Gateway, "", "");
        let others = ["Test".to_owned(), String::new()];
        assert_eq!(draft.name_fault(&others), Some(NameFault::Taken));
        assert_eq!(draft.name_fault(&others[..1]), None);
        draft.name = " Test ".to_owned();
        assert_eq!(draft.name_fault(&others), Some(NameFault::Taken));
        draft.name = "生产".to_owned();
        assert_eq!(draft.name_fault(&others), None);
        draft.name = "字".repeat(61);
        assert_eq!(draft.name_fault(&others), Some(NameFault::TooLong));
    }

    #[test]
    fn what_the_form_does_not_show_stays() {
        let mut draft = draft(Way::Gateway, "", "");
        draft.base.of_gateway = true;
        draft.production = true;
        let connection = draft.connection();
        assert!(connection.of_gateway && connection.production);
        assert_eq!(connection.id, draft.base.id);
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        let blocked = |proxy| draft(Way::Prefix, proxy, "http://v").is_blocked_by_policy();
        assert!(blocked("http://proxy.example/"));
        assert!(blocked("http://localhost.example/"));
        assert!(!blocked("http://127.0.0.1:9/"));
        assert!(!blocked("http://localhost/"));
        assert!(!blocked("https://proxy.example/"));
        assert!(!draft(Way::Gateway, "http://x/", "").is_blocked_by_policy());
        assert!(draft(Way::Direct, "", "http://v/").is_blocked_by_policy());
        assert!(!draft(Way::Direct, "", "https://v/").is_blocked_by_policy());
    }
}
