//! AES-256-GCM, by WebCrypto, with a key that nothing can read again.

use js_sys::{Array, Object, Uint8Array};
use leptos::prelude::window;
use vault::{Derived, Head, Sealed};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

/// The browser's cipher failed: when opening, because the key is another one or what is sealed was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CipherFault;

impl From<JsValue> for CipherFault {
    fn from(_: JsValue) -> CipherFault {
        CipherFault
    }
}

/// A key in the browser's custody. It cannot be exported, and is gone when the last copy of this is dropped.
#[derive(Clone)]
pub struct Cipher(CryptoKey);

/// The browser's randomness for keys: nothing else will do.
///
/// # Errors
/// [`CipherFault`] if the browser has none.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], CipherFault> {
    let mut bytes = [0; N];
    window()
        .crypto()?
        .get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

fn subtle() -> Result<SubtleCrypto, CipherFault> {
    Ok(window().crypto()?.subtle())
}

/// Bytes outside our memory, zeroed when dropped.
struct Outside(Uint8Array);

impl Outside {
    fn of(bytes: &[u8]) -> Outside {
        Outside(Uint8Array::from(bytes))
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        self.0.fill(0, 0, self.0.length());
    }
}

impl Cipher {
    /// Hands a key over to the browser.
    ///
    /// # Errors
    /// [`CipherFault`] if the browser refuses.
    pub async fn new(derived: &Derived) -> Result<Cipher, CipherFault> {
        let bytes = Outside::of(derived.key());
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let import = subtle()?.import_key_with_str("raw", &bytes.0, "AES-GCM", false, &usages)?;
        let key = JsFuture::from(import).await?;
        Ok(Cipher(key.dyn_into()?))
    }

    /// Seals bytes. The head's nonce must never have been used with this key.
    ///
    /// # Errors
    /// [`CipherFault`] if the browser refuses.
    pub async fn seal(&self, head: Head, plain: &[u8]) -> Result<Sealed, CipherFault> {
        let plain = Outside::of(plain);
        let sealing = subtle()?.encrypt_with_object_and_buffer_source(
            &parameters(&head),
            &self.0,
            &plain.0,
        )?;
        let sealed = JsFuture::from(sealing).await?;
        Ok(Sealed {
            head,
            bytes: Uint8Array::new(&sealed).to_vec(),
        })
    }

    /// Opens what was sealed.
    ///
    /// # Errors
    /// [`CipherFault`] if the key is another one, or anything of the head or the bytes was changed.
    pub async fn open(&self, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, CipherFault> {
        let bytes = Uint8Array::from(sealed.bytes.as_slice());
        let opening = subtle()?.decrypt_with_object_and_buffer_source(
            &parameters(&sealed.head),
            &self.0,
            &bytes,
        )?;
        let plain = Outside(Uint8Array::new(&JsFuture::from(opening).await?));
        Ok(Zeroizing::new(plain.0.to_vec()))
    }
}

fn parameters(head: &Head) -> Object {
    let nonce = Uint8Array::from(head.nonce.as_slice());
    let parameters = AesGcmParams::new("AES-GCM", &nonce);
    let additional = Uint8Array::from(head.additional_data().as_bytes());
    parameters.set_additional_data(&additional);
    parameters.unchecked_into()
}
