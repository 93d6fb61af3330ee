//! AES-256-GCM, by WebCrypto, with a key that nothing can read again.

use js_sys::{Array, Object, Uint8Array};
use leptos::prelude::window;
use vault::{Derived, Head, NONCE_BYTES, Sealed};
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

/// Keys of a passphrase in the browser's custody. They cannot be exported, and are gone when the last copy of this is
/// dropped.
#[derive(Clone)]
pub struct Cipher {
    own: CryptoKey,
    lists: CryptoKey,
}

/// The key for lists of users: of the same passphrase, and no way to what else is sealed by it.
#[derive(Clone)]
pub struct ListCipher(CryptoKey);

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
    /// Hands the keys over to the browser.
    ///
    /// # Errors
    /// [`CipherFault`] if the browser refuses.
    pub async fn new(derived: &Derived) -> Result<Cipher, CipherFault> {
        let lists = derived.list_key().map_err(|_| CipherFault)?;
        Ok(Cipher {
            own: imported(derived.key()).await?,
            lists: imported(lists.as_slice()).await?,
        })
    }

    /// The key for lists of users.
    pub fn for_lists(&self) -> ListCipher {
        ListCipher(self.lists.clone())
    }

    /// Seals bytes. The head's nonce must never have been used with this key.
    ///
    /// # Errors
    /// [`CipherFault`] if the browser refuses.
    pub async fn seal(&self, head: Head, plain: &[u8]) -> Result<Sealed, CipherFault> {
        let how = parameters(&head.nonce, &head.additional_data());
        let bytes = sealed(&self.own, &how, plain).await?;
        Ok(Sealed { head, bytes })
    }

    /// Opens what was sealed.
    ///
    /// # Errors
    /// [`CipherFault`] if the key is another one, or anything of the head or the bytes was changed.
    pub async fn open(&self, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, CipherFault> {
        let how = parameters(&sealed.head.nonce, &sealed.head.additional_data());
        opened(&self.own, &how, &sealed.bytes).await
    }
}

impl ListCipher {
    /// Seals bytes under a fresh nonce, which stands before them. `about` says what they are, and is needed to open them.
    ///
    /// # Errors
    /// [`CipherFault`] if the browser refuses.
    pub async fn seal(&self, about: &str, plain: &[u8]) -> Result<Vec<u8>, CipherFault> {
        let nonce: [u8; NONCE_BYTES] = random_bytes()?;
        let how = parameters(&nonce, about);
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed(&self.0, &how, plain).await?);
        Ok(bytes)
    }

    /// Opens what was sealed.
    ///
    /// # Errors
    /// [`CipherFault`] if the key is another one, the bytes were changed, or are something else than `about` says.
    pub async fn open(&self, about: &str, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, CipherFault> {
        let (nonce, bytes) = bytes.split_at_checked(NONCE_BYTES).ok_or(CipherFault)?;
        opened(&self.0, &parameters(nonce, about), bytes).await
    }
}

async fn imported(key: &[u8]) -> Result<CryptoKey, CipherFault> {
    let bytes = Outside::of(key);
    let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
    let import = subtle()?.import_key_with_str("raw", &bytes.0, "AES-GCM", false, &usages)?;
    Ok(JsFuture::from(import).await?.dyn_into()?)
}

async fn sealed(key: &CryptoKey, how: &Object, plain: &[u8]) -> Result<Vec<u8>, CipherFault> {
    let plain = Outside::of(plain);
    let sealing = subtle()?.encrypt_with_object_and_buffer_source(how, key, &plain.0)?;
    let sealed = JsFuture::from(sealing).await?;
    Ok(Uint8Array::new(&sealed).to_vec())
}

async fn opened(
    key: &CryptoKey,
    how: &Object,
    bytes: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CipherFault> {
    let bytes = Uint8Array::from(bytes);
    let opening = subtle()?.decrypt_with_object_and_buffer_source(how, key, &bytes)?;
    let plain = Outside(Uint8Array::new(&JsFuture::from(opening).await?));
    Ok(Zeroizing::new(plain.0.to_vec()))
}

fn parameters(nonce: &[u8], about: &str) -> Object {
    let parameters = AesGcmParams::new("AES-GCM", &Uint8Array::from(nonce));
    parameters.set_additional_data(&Uint8Array::from(about.as_bytes()));
    parameters.unchecked_into()
}
