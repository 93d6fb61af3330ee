//! The connection doctor: what was found out about a way to a vendor goes in, a list of checks comes out, each with what
//! is wrong. Pure: it has no browser, no clock and no words, and sends nothing. The settings gather the findings and
//! tell the checks.

mod address_space;
mod check;
mod examine;
mod findings;
mod mask;
mod token;

pub use address_space::AddressSpace;
pub use check::{Check, Fault, Kind, Place, Remark, Untold, Verdict};
pub use examine::{examine, rest_asks};
pub use findings::{
    Answered, Findings, Given, Outcome, Permission, Reached, Stage, Subject, WritesAllowed,
};
pub use mask::Mask;
pub use token::{Age, Token};

#[cfg(test)]
mod tests;
