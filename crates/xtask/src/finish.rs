//! What is done to a release build's files when all of them are there. Called by Trunk, which says where that is.
//!
//! Release builds only: what `trunk serve` adds to the page for reloading is an inline script, which our policy forbids.

use crate::failure::Failure;
use crate::{pack, policy};
use std::env;
use std::path::Path;

/// Changes the files that Trunk is building. In this order: what is compressed must not change any more.
pub fn run() -> Result<(), Failure> {
    let (Some(folder), Ok(profile)) = (env::var_os("TRUNK_STAGING_DIR"), env::var("TRUNK_PROFILE"))
    else {
        return Err(Failure::NotUnderstood {
            what: "the environment: `finish` is called by Trunk, as a hook of its build".to_owned(),
        });
    };
    if profile != "release" {
        return Ok(());
    }
    let folder = Path::new(&folder);
    policy::write(folder)?;
    pack::run(folder)
}
