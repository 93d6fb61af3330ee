//! `offset` and `limit` of the calls that answer in pages.

use super::envelope::Refusal;
use crate::{WireRequest, decode};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 1000;

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Page {
    /// The page that a request's query asks for.
    pub(super) fn read(request: &WireRequest<'_>) -> Result<Page, Refusal> {
        let query = decode::form(request.query());
        let number = |name, default| match decode::last(&query, name) {
            None => Ok(default),
            Some(text) => text
                .parse::<usize>()
                .map_err(|_| Refusal::invalid(format!("{name} must be a non-negative integer"))),
        };
        let page = Page {
            offset: number("offset", 0)?,
            limit: number("limit", DEFAULT_LIMIT)?,
        };
        if (1..=MAX_LIMIT).contains(&page.limit) {
            Ok(page)
        } else {
            Err(Refusal::invalid("limit must be from 1 to 1000"))
        }
    }
}
