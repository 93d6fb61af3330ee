//! The text in which something sealed is kept or travels, and what can be wrong with it before any key is tried.
//!
//! ```text
//! rollcall vault 1
//! argon2id 49152 3 1
//! salt 32 digits
//! check 32 digits
//! id 32 digits
//! nonce 24 digits
//! counter 7
//! the sealed bytes
//! sum 32 digits
//! ```
//!
//! All lines above the sealed bytes are authenticated with them, letter by letter. The sum is no protection: it tells
//! damage by accident without asking for the passphrase, which a wrong passphrase could not be told from otherwise.

use crate::{Derivation, hexadecimal};
use blake2::digest::consts::U16;
use blake2::{Blake2b, Digest};

/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;

/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 12;

/// The version that this console writes, and the newest that it reads.
const VERSION: u64 = 1;

/// What tells a vault from others; a vault keeps its id when its passphrase is changed.
pub type VaultId = [u8; 16];

/// What is sealed. Authenticated, so that the one cannot be passed off as the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A browser's secrets.
    Vault,
    /// Connections on their way to another browser.
    Connections,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Purpose::Vault => "vault",
            Purpose::Connections => "connections",
        }
    }
}

/// What is known of something sealed without its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// What is sealed.
    pub purpose: Purpose,
    /// How its key is derived.
    pub derivation: Derivation,
    /// Goes into the derivation.
    pub salt: [u8; SALT_BYTES],
    /// What the right passphrase gives, see [`Derived::check`](crate::Derived::check).
    pub check: [u8; 16],
    /// Whose it is.
    pub id: VaultId,
    /// New for every sealing.
    pub nonce: [u8; NONCE_BYTES],
    /// Higher than all before it of the same id.
    pub counter: u64,
}

/// Something sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What is known of it.
    pub head: Head,
    /// AES-256-GCM's output, with the tag at its end.
    pub bytes: Vec<u8>,
}

/// Why a text is nothing that a passphrase could open here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is something else altogether.
    Foreign,
    /// It is sealed, and for this other purpose.
    Other(Purpose),
    /// A later console wrote it, in this version.
    Newer(u64),
    /// Its key is derived in a way, or at a cost, that this console does not accept.
    Derivation,
    /// It is not as it was written.
    Damaged,
}

impl Head {
    /// What is authenticated with the sealed bytes: all of the head, as it is written.
    pub fn additional_data(&self) -> String {
        let Derivation {
            memory_kib,
            passes,
            lanes,
        } = self.derivation;
        format!(
            "rollcall {} {VERSION}\nargon2id {memory_kib} {passes} {lanes}\nsalt {}\ncheck {}\nid {}\nnonce {}\ncounter {}\n",
            self.purpose.name(),
            hexadecimal::written(&self.salt),
            hexadecimal::written(&self.check),
            hexadecimal::written(&self.id),
            hexadecimal::written(&self.nonce),
            self.counter,
        )
    }
}

impl Sealed {
    /// The text.
    pub fn written(&self) -> String {
        let mut text = self.head.additional_data();
        text.push_str(&hexadecimal::written(&self.bytes));
        text.push('\n');
        let sum = sum(&text);
        text.push_str(&format!("sum {sum}\n"));
        text
    }

    /// Reads such a text, in which nothing may be otherwise than [`written`](Self::written) makes it.
    ///
    /// # Errors
    /// [`Unreadable`], by cause.
    pub fn read(text: &str, wanted: Purpose) -> Result<Sealed, Unreadable> {
        let first = text.lines().next().unwrap_or_default();
        let mut words = first.split(' ');
        if words.next() != Some("rollcall") {
            return Err(Unreadable::Foreign);
        }
        let purpose = [Purpose::Vault, Purpose::Connections]
            .into_iter()
            .find(|purpose| first.split(' ').nth(1) == Some(purpose.name()))
            .ok_or(Unreadable::Foreign)?;
        match words.nth(1).and_then(|version| version.parse().ok()) {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(Unreadable::Newer(newer)),
            _ => return Err(Unreadable::Damaged),
        }
        let sealed = after_first_line(text, purpose)?;
        // One value has one text: what reads the same and is written otherwise was changed by somebody.
        if sealed.written() != text {
            return Err(Unreadable::Damaged);
        }
        if purpose != wanted {
            return Err(Unreadable::Other(purpose));
        }
        if !sealed.head.derivation.is_accepted() {
            return Err(Unreadable::Derivation);
        }
        Ok(sealed)
    }
}

fn after_first_line(text: &str, purpose: Purpose) -> Result<Sealed, Unreadable> {
    let mut lines = text.lines().skip(1);
    let derivation = lines.next().ok_or(Unreadable::Damaged)?;
    let mut read = || {
        let mut named = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let salt = hexadecimal::read_exactly(named("salt")?)?;
        let check = hexadecimal::read_exactly(named("check")?)?;
        let id = hexadecimal::read_exactly(named("id")?)?;
        let nonce = hexadecimal::read_exactly(named("nonce")?)?;
        let counter = named("counter")?.parse().ok()?;
        Some((salt, check, id, nonce, counter))
    };
    let (salt, check, id, nonce, counter) = read().ok_or(Unreadable::Damaged)?;
    let bytes = lines.next().and_then(hexadecimal::read);
    let sealed = Sealed {
        head: Head {
            purpose,
            derivation: read_derivation(text, derivation)?,
            salt,
            check,
            id,
            nonce,
            counter,
        },
        bytes: bytes.ok_or(Unreadable::Damaged)?,
    };
    Ok(sealed)
}

fn read_derivation(text: &str, line: &str) -> Result<Derivation, Unreadable> {
    let words: Vec<&str> = line.split(' ').collect();
    let [name, memory_kib, passes, lanes] = words[..] else {
        return Err(derivation_fault(text));
    };
    if name != "argon2id" {
        return Err(derivation_fault(text));
    }
    let number = |word: &str| word.parse().map_err(|_| Unreadable::Damaged);
    Ok(Derivation {
        memory_kib: number(memory_kib)?,
        passes: number(passes)?,
        lanes: number(lanes)?,
    })
}

/// A way of deriving that is not understood is one of somebody else's if the sum is right, and damage otherwise.
fn derivation_fault(text: &str) -> Unreadable {
    let is_whole = text
        .trim_end_matches('\n')
        .rsplit_once('\n')
        .is_some_and(|(body, last)| last.strip_prefix("sum ") == Some(&sum(&format!("{body}\n"))));
    if is_whole {
        Unreadable::Derivation
    } else {
        Unreadable::Damaged
    }
}

fn sum(text: &str) -> String {
    hexadecimal::written(&Blake2b::<U16>::digest(text.as_bytes()))
}
