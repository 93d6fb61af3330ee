//! The fingerprint of a file. `build.rs` includes this module too, so it must know nothing of the rest.

/// Sixteen hexadecimal digits that change when the bytes change: FNV-1a, because an ETag needs no more and both the build
/// and the running gateway must get the same.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
