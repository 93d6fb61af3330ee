//! Which connection a portal wants for each vendor.

use crate::Refusal;
use serde_json::Value;
use vendors::Vendor;

/// The connection that a vendor's pages are opened with where an address names none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connections(Vec<(Vendor, String)>);

impl Connections {
    /// The id of a vendor's connection.
    pub fn of(&self, vendor: Vendor) -> Option<&str> {
        let found = self.0.iter().find(|(own, _)| *own == vendor);
        found.map(|(_, id)| id.as_str())
    }

    pub(crate) fn read(value: &Value) -> Result<Connections, Refusal> {
        let table = value.as_object().ok_or(Refusal::NotUnderstood)?;
        let entry = |(slug, id): (&String, &Value)| {
            let id = id.as_str().filter(|id| is_id(id))?;
            Some((Vendor::from_slug(slug)?, id.to_owned()))
        };
        let entries: Option<Vec<_>> = table.iter().map(entry).collect();
        Ok(Connections(entries.ok_or(Refusal::NotUnderstood)?))
    }
}

/// As the console and the gateway make them.
fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_connection_has_a_vendor_and_an_id() {
        let read = Connections::read(&json!({ "bitanswer": "prod-2" })).unwrap();
        assert_eq!(read.of(Vendor::BitAnswer), Some("prod-2"));
        assert_eq!(read.of(Vendor::T12), None);
        for bad in [
            json!(7),
            json!({ "nobody": "prod" }),
            json!({ "t12": "" }),
            json!({ "t12": "a&b=c" }),
            json!({ "t12": null }),
        ] {
            assert_eq!(
                Connections::read(&bad),
                Err(Refusal::NotUnderstood),
                "{bad}"
            );
        }
    }
}
