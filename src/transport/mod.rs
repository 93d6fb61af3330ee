//! How a [`vendors::Request`] reaches its vendor from a browser: through our gateway, through somebody's proxy, or
//! directly. Knows no operation's meaning and no page; the answer goes back unread.

pub mod address;
mod capability;
mod clock;
mod departure;
mod fetch;
mod foreign;
pub mod http_url;
mod obstacle;
mod probe;
mod proxy_headers;
mod route;
mod sign_in;
pub mod template;
mod trail;

pub use address::Address;
pub use capability::{Limitation, Limited, Preflight, limitations, preflight, preflight_of};
pub use clock::{AnswerDate, Clock};
pub use departure::{Departure, DepartureFault, Transport};
pub use fetch::{Carried, TEXT_TIMEOUT_SECONDS, Unread, carry, fetch_text};
pub use http_url::{HttpUrl, UrlFault};
pub use obstacle::{Evidence, Obstacle, obstacle};
pub use probe::{Allowed, allows, answers, look};
pub use proxy_headers::{HeaderFault, ProxyHeaders, own_headers};
pub use route::{AddressFault, Route, base_url_fault, is_connection_id};
pub use sign_in::{SignInFailure, sign_in, sign_out};
pub use template::TemplateFault;
pub use trail::{TrailFailure, fetch_trail};
