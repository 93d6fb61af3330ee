//! Every path of the console, and the list state that travels in them. Nothing else in the project spells a path.
//!
//! A path says where the admin is; the query says how the list looks and which detail is open, so that a link, a reload
//! and the back button all give the same screen.

use crate::query::Query;
use std::sync::OnceLock;
use vendors::Vendor;

/// The file that the console is, under which hosts without rewrites are often asked for it.
const FILE: &str = "index.html";

/// The query at which the demonstration is: what answers it looks after addresses that begin so, and after no others.
pub const DEMO: &str = "?demo";

/// What stands in front of every path: nothing at the root of a host, `/tools/rollcall` below it.
static BASE: OnceLock<String> = OnceLock::new();

/// The address behind whose `#` links name pages; nothing where pages have addresses of their own.
static FRONT: OnceLock<String> = OnceLock::new();

/// Finds out where the console is served from the address at which it is opened, before anything else asks for an
/// address. Every page is one step below that place, and so are the files that `index.html` names: where it is wrong,
/// they would not have been found.
pub fn open_at(path: &str) {
    _ = BASE.set(base_of(path).to_owned());
}

/// The address of something that is served beside the console; `path` begins with a slash.
pub fn beside(path: &str) -> String {
    format!("{}{path}", base())
}

/// From now on links name pages behind a `#`, for hosts that serve the console at one address only. `path` is that at which
/// it was opened.
pub fn link_by_hash(path: &str) {
    _ = FRONT.set(front_of(path).to_owned());
}

/// What was opened: a file by its own name, the demonstration, or else the folder.
fn front_of(path: &str) -> &str {
    match path.rfind('/') {
        _ if path.ends_with(FILE) || path.ends_with(DEMO) => path,
        Some(end) => &path[..=end],
        None => "/",
    }
}

fn base() -> &'static str {
    BASE.get().map_or("", String::as_str)
}

fn base_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(base, _)| base)
}

/// The pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are the pages' own names")]
pub enum Page {
    Overview,
    T12,
    Tingyun,
    BitAnswer,
    ShareCreators,
    Plan,
    Jobs,
    Activity,
    Settings,
}

impl Page {
    /// Every page, in the order of the navigation.
    pub const ALL: [Page; 9] = [
        Page::Overview,
        Page::T12,
        Page::Tingyun,
        Page::BitAnswer,
        Page::ShareCreators,
        Page::Plan,
        Page::Jobs,
        Page::Activity,
        Page::Settings,
    ];

    /// The page's path below the place where the console is served.
    pub const fn path(self) -> &'static str {
        match self {
            Page::Overview => "/",
            Page::T12 => "/t12",
            Page::Tingyun => "/tingyun",
            Page::BitAnswer => "/bitanswer",
            Page::ShareCreators => "/sharecreators",
            Page::Plan => "/plan",
            Page::Jobs => "/jobs",
            Page::Activity => "/activity",
            Page::Settings => "/settings",
        }
    }

    /// The page of an address, and the query that belongs to it. What stands behind `#/` goes before the rest, however
    /// links are made: those from before the host's setting was changed stay valid.
    pub fn at<'a>(path: &'a str, search: &'a str, hash: &'a str) -> (Option<Page>, &'a str) {
        match hash.strip_prefix('#') {
            Some(inner) if inner.starts_with('/') => {
                let (path, search) = inner.split_once('?').unwrap_or((inner, ""));
                (Self::below("", path), search)
            }
            _ => (Self::below(base(), path), search),
        }
    }

    /// A trailing slash does not matter, nor does the name of the file.
    fn below(base: &str, path: &str) -> Option<Page> {
        let path = path.strip_prefix(base)?;
        let path = path
            .strip_suffix(FILE)
            .unwrap_or(path)
            .trim_end_matches('/');
        Self::ALL
            .into_iter()
            .find(|page| page.path().trim_end_matches('/') == path)
    }

    /// A vendor's page.
    pub const fn of(vendor: Vendor) -> Page {
        match vendor {
            Vendor::T12 => Page::T12,
            Vendor::Tingyun => Page::Tingyun,
            Vendor::BitAnswer => Page::BitAnswer,
            Vendor::ShareCreators => Page::ShareCreators,
        }
    }

    /// The vendor whose page this is.
    pub const fn vendor(self) -> Option<Vendor> {
        match self {
            Page::T12 => Some(Vendor::T12),
            Page::Tingyun => Some(Vendor::Tingyun),
            Page::BitAnswer => Some(Vendor::BitAnswer),
            Page::ShareCreators => Some(Vendor::ShareCreators),
            Page::Overview | Page::Plan | Page::Jobs | Page::Activity | Page::Settings => None,
        }
    }

    /// The page's address.
    pub fn address(self) -> String {
        self.with(&Query::default())
    }

    /// A link to this page with query parameters; empty values are left out, so that a default state has a bare path.
    pub fn link(self, parameters: &[(&str, &str)]) -> String {
        self.with(&Query::default().with(parameters))
    }

    /// A link to this page with a query.
    pub fn with(self, query: &Query) -> String {
        let (front, mark) = match FRONT.get() {
            Some(front) => (front.as_str(), "#"),
            None => (base(), ""),
        };
        [front, mark, self.path(), &query.written()].concat()
    }
}

/// Names of query parameters, the same on every page.
pub mod parameter {
    /// Text that the list is filtered by.
    pub const FILTER: &str = "q";
    /// How the text is compared.
    pub const MATCH: &str = "match";
    /// The column that the list is sorted by; a leading `-` means descending.
    pub const SORT: &str = "sort";
    /// The page of the list, from 1.
    pub const PAGE: &str = "page";
    /// Rows on a page.
    pub const SIZE: &str = "size";
    /// The state that the list is limited to.
    pub const STATE: &str = "state";
    /// The row whose detail is open.
    pub const DETAIL: &str = "user";
    /// The form that is open.
    pub const ACTION: &str = "do";
    /// The section of the settings.
    pub const SECTION: &str = "vendor";
    /// The vendor's connection that the page is about; absent for the first one.
    pub const CONNECTION: &str = "connection";
    /// The job that is open.
    pub const JOB: &str = "job";
    /// What a file of changes is for.
    pub const PURPOSE: &str = "for";
    /// The operation that a list is limited to.
    pub const OPERATION: &str = "operation";
    /// Whose writes are listed; absent for those of this browser.
    pub const SOURCE: &str = "source";
    /// The person whose writes a list is limited to.
    pub const WHO: &str = "who";
    /// How many days back a list goes.
    pub const SINCE: &str = "days";
    /// Whether a list is shown by page or whole.
    pub const VIEW: &str = "view";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_a_promise() {
        let paths: Vec<_> = Page::ALL.into_iter().map(Page::path).collect();
        assert_eq!(
            paths,
            [
                "/",
                "/t12",
                "/tingyun",
                "/bitanswer",
                "/sharecreators",
                "/plan",
                "/jobs",
                "/activity",
                "/settings"
            ]
        );
        for page in Page::ALL {
            assert_eq!(Page::at(page.path(), "a=b", ""), (Some(page), "a=b"));
            let slash = format!("{}/", page.path());
            assert_eq!(Page::at(&slash, "", "#main"), (Some(page), ""));
        }
        assert_eq!(Page::at("/elsewhere", "", ""), (None, ""));
        assert_eq!(Page::at("/index.html", "", ""), (Some(Page::Overview), ""));
    }

    #[test]
    fn a_page_behind_a_hash_goes_before_the_path() {
        for page in Page::ALL {
            for file in ["/", "/index.html", "/settings"] {
                let hash = format!("#{}", page.path());
                assert_eq!(Page::at(file, "x=y", &hash), (Some(page), ""));
                let hash = format!("{hash}?q=%23%26&user=a%2Fb");
                let found = Page::at(file, "x=y", &hash);
                assert_eq!(found, (Some(page), "q=%23%26&user=a%2Fb"));
            }
        }
        assert_eq!(Page::at("/", "", "#/elsewhere?a"), (None, "a"));
    }

    #[test]
    fn links_behind_a_hash_begin_with_what_was_opened() {
        for (opened, front) in [
            ("/", "/"),
            ("/tools/rollcall/", "/tools/rollcall/"),
            ("/tools/rollcall/settings", "/tools/rollcall/"),
            ("/bucket/index.html", "/bucket/index.html"),
            ("/tools/rollcall/?demo", "/tools/rollcall/?demo"),
        ] {
            assert_eq!(front_of(opened), front);
        }
    }

    #[test]
    fn the_place_is_what_stands_in_front_of_a_page() {
        for base in ["", "/rollcall", "/tools/roll%20call"] {
            for page in Page::ALL {
                let path = format!("{base}{}", page.path());
                assert_eq!(base_of(&path), base);
                assert_eq!(Page::below(base, &path), Some(page));
            }
            assert_eq!(Page::below(base, &format!("{base}/no/t12")), None);
        }
        assert_eq!(Page::below("/rollcall", "/t12"), None);
        assert_eq!(Page::below("/rollcall", "/rollcaller"), None);
    }

    #[test]
    fn hosts_that_list_pages_list_all() {
        let rules = include_str!("../deploy/netlify-cloudflare/_redirects");
        let listed: Vec<&str> = rules
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let pages: Vec<&str> = Page::ALL.into_iter().skip(1).map(Page::path).collect();
        assert_eq!(listed, pages);
    }

    #[test]
    fn links_carry_any_text_and_omit_defaults() {
        assert_eq!(
            Page::BitAnswer.link(&[(parameter::FILTER, "张 & co"), (parameter::PAGE, "")]),
            "/bitanswer?q=%E5%BC%A0%20%26%20co"
        );
        assert_eq!(Page::T12.link(&[(parameter::DETAIL, "")]), "/t12");
    }
}
