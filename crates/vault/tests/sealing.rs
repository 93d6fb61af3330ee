//! The format with a real AES-256-GCM: what is sealed comes back, and whatever is changed is noticed.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use proptest::prelude::*;
use vault::*;
use vendors::{Credentials, Secret, Vendor};

const KEY: [u8; 32] = [7; 32];

fn seal(purpose: Purpose, counter: u64, nonce: [u8; 12], plain: &[u8]) -> Sealed {
    let head = Head {
        purpose,
        derivation: Derivation::CURRENT,
        salt: [1; 16],
        check: [2; 16],
        id: [3; 16],
        nonce,
        counter,
    };
    let head_text = head.additional_data();
    let payload = Payload {
        msg: plain,
        aad: head_text.as_bytes(),
    };
    let bytes = Aes256Gcm::new(&KEY.into())
        .encrypt(Nonce::from_slice(&nonce), payload)
        .unwrap();
    Sealed { head, bytes }
}

fn open(sealed: &Sealed) -> Option<Vec<u8>> {
    let head_text = sealed.head.additional_data();
    let payload = Payload {
        msg: &sealed.bytes,
        aad: head_text.as_bytes(),
    };
    Aes256Gcm::new(&KEY.into())
        .decrypt(Nonce::from_slice(&sealed.head.nonce), payload)
        .ok()
}

/// The text with its sum made right again, as somebody would who wants to deceive.
fn resummed(text: &str) -> Option<String> {
    let body = &text[..text.find("sum ")?];
    use blake2::{Blake2b, Digest, digest::consts::U16};
    let digits: String = Blake2b::<U16>::digest(body.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Some(format!("{body}sum {digits}\n"))
}

fn credentials(vendor: usize, public: String, secret: String) -> Option<Credentials> {
    let secret = Secret::new(secret);
    Some(match Vendor::ALL.get(vendor)? {
        Vendor::T12 => Credentials::T12 {
            manager_name: public,
            manager_key: secret,
        },
        Vendor::Tingyun => Credentials::Tingyun { authkey: secret },
        Vendor::BitAnswer => Credentials::BitAnswer { bitkey: secret },
        Vendor::ShareCreators => Credentials::ShareCreators {
            token: secret,
            bid: public,
        },
    })
}

/// Contents as bytes: what holds secrets has no `Debug`, which proptest asks for.
fn written() -> impl Strategy<Value = Vec<u8>> {
    let headers = proptest::collection::vec(("[a-z-]{1,12}", ".{0,20}"), 0..3);
    let entry = ("[a-z0-9-]{1,40}", 0..5usize, ".{0,20}", ".{0,40}", headers);
    proptest::collection::vec(entry, 0..6).prop_map(|entries| {
        let mut contents = Contents::default();
        for (id, vendor, public, secret, headers) in entries {
            let kept = Kept {
                credentials: credentials(vendor, public, secret),
                proxy_headers: headers
                    .into_iter()
                    .map(|(name, value)| (name, Secret::new(value)))
                    .collect(),
            };
            contents.set(&id, kept);
        }
        contents.written().to_vec()
    })
}

proptest! {
    #[test]
    fn what_is_sealed_comes_back(plain in written(), counter: u64, nonce: [u8; 12]) {
        let sealed = seal(Purpose::Vault, counter, nonce, &plain);
        let read = Sealed::read(&sealed.written(), Purpose::Vault);
        prop_assert_eq!(read, Ok(sealed.clone()));
        let opened = open(&sealed);
        prop_assert_eq!(opened.as_deref(), Some(&plain[..]));
        let contents = Contents::read(&plain);
        prop_assert!(contents.is_ok_and(|contents| contents.written().to_vec() == plain));
    }

    #[test]
    fn any_text_and_any_bytes_are_read_without_a_panic(text in "\\PC*", bytes: Vec<u8>) {
        let _ = Sealed::read(&text, Purpose::Vault);
        let _ = Sealed::read(&format!("rollcall vault 1\n{text}"), Purpose::Vault);
        let _ = Mark::read(&text);
        let _ = Contents::read(&bytes);
        let versioned: Vec<u8> = [1].into_iter().chain(bytes).collect();
        let _ = Contents::read(&versioned);
    }
}

#[test]
fn every_flipped_bit_is_noticed_even_by_one_who_makes_the_sum_right() {
    let sealed = seal(Purpose::Vault, 41, [9; 12], b"a secret");
    let text = sealed.written();
    let mut noticed = 0;
    for place in 0..text.len() {
        for bit in 0..7 {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            let changed = String::from_utf8(bytes).unwrap();
            assert!(Sealed::read(&changed, Purpose::Vault).is_err(), "{changed}");
            let deceiving = resummed(&changed).filter(|deceiving| *deceiving != text);
            if let Some(Ok(read)) =
                deceiving.map(|deceiving| Sealed::read(&deceiving, Purpose::Vault))
            {
                // Readable, so the cipher has to notice; or the check, which makes the passphrase a wrong one.
                assert!(open(&read).is_none(), "{changed}");
            }
            noticed += 1;
        }
    }
    assert!(noticed > 1900, "{noticed}");
}

#[test]
fn what_cannot_be_opened_here_is_told_by_cause() {
    let read = |text: &str| Sealed::read(text, Purpose::Vault);
    for foreign in ["", "{}", "PK\u{3}\u{4}", "rollcall", "rollcall other 1"] {
        assert_eq!(read(foreign), Err(Unreadable::Foreign), "{foreign}");
    }
    assert_eq!(
        read("rollcall vault 2\nwhatever"),
        Err(Unreadable::Newer(2))
    );
    assert_eq!(read("rollcall vault 0\n"), Err(Unreadable::Damaged));
    let other = seal(Purpose::Connections, 0, [0; 12], b"x").written();
    let purpose = Purpose::Connections;
    assert_eq!(read(&other), Err(Unreadable::Other(purpose)));
    let text = seal(Purpose::Vault, 1, [0; 12], b"x").written();
    let [m, t] = [Derivation::CURRENT.memory_kib, Derivation::CURRENT.passes];
    let own = format!("argon2id {m} {t} 1");
    for (way, cause) in [
        ("scrypt 1 2 3", Unreadable::Derivation),
        ("argon2id 8 1 1", Unreadable::Derivation),
        ("argon2id 4294967295 2 1", Unreadable::Derivation),
        ("argon2id 049152 3 1", Unreadable::Damaged),
        ("argon2id x 3 1", Unreadable::Damaged),
    ] {
        let changed = text.replace(&own, way);
        assert_eq!(read(&resummed(&changed).unwrap()), Err(cause), "{way}");
        assert_eq!(read(&changed), Err(Unreadable::Damaged), "{way}");
    }
    for end in 0..text.len() {
        assert!(read(&text[..end]).is_err());
    }
    for longer in [format!("{text}\n"), text.replace('\n', "\r\n")] {
        assert!(read(&longer).is_err());
    }
}
