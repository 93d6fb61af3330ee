//! What a vault holds: each connection's credentials, and the values of the headers for its proxy.
//!
//! It is written into one buffer of the right size, which is zeroed when dropped, and never passes through a text or a
//! tree that would leave copies behind.

use std::collections::BTreeMap;
use vendors::{Credentials, Secret, Vendor};
use zeroize::Zeroizing;

/// The version that this console writes, and the newest that it reads.
const VERSION: u8 = 1;

/// What is kept of one connection.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The credentials.
    pub credentials: Option<Credentials>,
    /// The proxy's headers: name and value.
    pub proxy_headers: Vec<(String, Secret)>,
}

impl Kept {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.credentials.is_none() && self.proxy_headers.is_empty()
    }
}

/// Everything in a vault, by the connections' ids.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contents {
    kept: BTreeMap<String, Kept>,
}

/// Why authenticated bytes are no contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentsFault {
    /// A later console wrote them, in this version.
    Newer(u8),
    /// They are not understood.
    Damaged,
}

impl Contents {
    /// What is kept of a connection.
    pub fn get(&self, id: &str) -> Option<&Kept> {
        self.kept.get(id)
    }

    /// Keeps something of a connection in place of what was kept. Nothing to keep is nothing kept.
    pub fn set(&mut self, id: &str, kept: Kept) {
        if kept.is_empty() {
            self.kept.remove(id);
        } else {
            self.kept.insert(id.to_owned(), kept);
        }
    }

    /// Everything, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Kept)> {
        self.kept.iter().map(|(id, kept)| (id.as_str(), kept))
    }

    /// The bytes to seal, in clear.
    pub fn written(&self) -> Zeroizing<Vec<u8>> {
        // Measured first: a buffer that grows leaves its smaller self behind.
        let mut length = 0;
        self.write(&mut |bytes| length += bytes.len());
        let mut out = Zeroizing::new(Vec::with_capacity(length));
        self.write(&mut |bytes| out.extend_from_slice(bytes));
        out
    }

    fn write(&self, out: &mut dyn FnMut(&[u8])) {
        out(&[VERSION]);
        write_count(self.kept.len(), out);
        for (id, kept) in &self.kept {
            write_text(id, out);
            match &kept.credentials {
                None => write_text("", out),
                Some(credentials) => {
                    write_text(credentials.vendor().slug(), out);
                    let (public, secret) = parts(credentials);
                    write_text(public, out);
                    write_text(secret.expose(), out);
                }
            }
            write_count(kept.proxy_headers.len(), out);
            for (name, value) in &kept.proxy_headers {
                write_text(name, out);
                write_text(value.expose(), out);
            }
        }
    }

    /// Reads such bytes.
    ///
    /// # Errors
    /// [`ContentsFault`] if they are not such bytes from the first to the last.
    pub fn read(bytes: &[u8]) -> Result<Contents, ContentsFault> {
        match bytes.first() {
            Some(&VERSION) => {}
            Some(&newer) if newer > VERSION => return Err(ContentsFault::Newer(newer)),
            _ => return Err(ContentsFault::Damaged),
        }
        let mut reader = Reader(&bytes[1..]);
        let contents = reader.contents().ok_or(ContentsFault::Damaged)?;
        if reader.0.is_empty() {
            Ok(contents)
        } else {
            Err(ContentsFault::Damaged)
        }
    }
}

fn write_count(count: usize, out: &mut dyn FnMut(&[u8])) {
    // Nothing here comes near four thousand million.
    out(&u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}

fn write_text(text: &str, out: &mut dyn FnMut(&[u8])) {
    write_count(text.len(), out);
    out(text.as_bytes());
}

/// What is public about credentials, empty where nothing is, and what is secret.
fn parts(credentials: &Credentials) -> (&str, &Secret) {
    match credentials {
        Credentials::T12 {
            manager_name,
            manager_key,
        } => (manager_name, manager_key),
        Credentials::Tingyun { authkey } => ("", authkey),
        Credentials::BitAnswer { bitkey } => ("", bitkey),
        Credentials::ShareCreators { token, bid } => (bid, token),
    }
}

fn joined(vendor: Vendor, public: &str, secret: Secret) -> Credentials {
    match vendor {
        Vendor::T12 => Credentials::T12 {
            manager_name: public.to_owned(),
            manager_key: secret,
        },
        Vendor::Tingyun => Credentials::Tingyun { authkey: secret },
        Vendor::BitAnswer => Credentials::BitAnswer { bitkey: secret },
        Vendor::ShareCreators => Credentials::ShareCreators {
            token: secret,
            bid: public.to_owned(),
        },
    }
}

/// What is not read yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn count(&mut self) -> Option<usize> {
        let (count, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        usize::try_from(u32::from_le_bytes(*count)).ok()
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn contents(&mut self) -> Option<Contents> {
        let mut contents = Contents::default();
        for _ in 0..self.count()? {
            let id = self.text()?;
            let kept = self.kept()?;
            if contents.kept.insert(id.to_owned(), kept).is_some() {
                return None;
            }
        }
        Some(contents)
    }

    fn kept(&mut self) -> Option<Kept> {
        let credentials = match self.text()? {
            "" => None,
            slug => {
                let vendor = Vendor::from_slug(slug)?;
                let public = self.text()?;
                Some(joined(vendor, public, Secret::new(self.text()?)))
            }
        };
        let mut proxy_headers = Vec::new();
        for _ in 0..self.count()? {
            proxy_headers.push((self.text()?.to_owned(), Secret::new(self.text()?)));
        }
        Some(Kept {
            credentials,
            proxy_headers,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_whole_is_not_read() {
        let mut contents = Contents::default();
        for vendor in Vendor::ALL {
            let kept = Kept {
                credentials: Some(joined(vendor, "", Secret::new("k"))),
                proxy_headers: vec![("x-proxy".to_owned(), Secret::new("v"))],
            };
            contents.set(vendor.slug(), kept);
        }
        let bytes = contents.written();
        assert!(Contents::read(&bytes) == Ok(contents));
        for end in 0..bytes.len() {
            assert!(Contents::read(&bytes[..end]).is_err(), "{end}");
        }
        let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
        assert!(Contents::read(&longer) == Err(ContentsFault::Damaged));
        assert!(Contents::read(&[9]) == Err(ContentsFault::Newer(9)));
    }

    #[test]
    fn nothing_to_keep_is_nothing_kept() {
        let mut contents = Contents::default();
        let kept = Kept {
            credentials: Some(joined(Vendor::Tingyun, "", Secret::new("k"))),
            ..Kept::default()
        };
        contents.set("tingyun", kept);
        assert!(contents.get("tingyun").is_some());
        contents.set("tingyun", Kept::default());
        assert!(contents == Contents::default());
    }
}
