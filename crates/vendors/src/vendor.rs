//! Which vendors there are.

/// One of the four vendors whose users Rollcall administers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Vendor {
    /// T12, an assessment platform: user quotas, signed requests.
    T12,
    /// Tingyun Network: a user list.
    Tingyun,
    /// BitAnswer: users, one by one and in batches, and who is online.
    BitAnswer,
    /// ShareCreators: creating and deleting users.
    ShareCreators,
}

impl Vendor {
    /// Every vendor, in the order in which the console lists them.
    pub const ALL: [Vendor; 4] = [
        Vendor::T12,
        Vendor::Tingyun,
        Vendor::BitAnswer,
        Vendor::ShareCreators,
    ];

    /// The name used in paths, configuration and storage: lower case ASCII.
    pub const fn slug(self) -> &'static str {
        match self {
            Vendor::T12 => "t12",
            Vendor::Tingyun => "tingyun",
            Vendor::BitAnswer => "bitanswer",
            Vendor::ShareCreators => "sharecreators",
        }
    }

    /// The vendor that a [slug](Self::slug) names.
    pub fn from_slug(slug: &str) -> Option<Vendor> {
        Self::ALL.into_iter().find(|vendor| vendor.slug() == slug)
    }

    /// The vendor's own name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Vendor::T12 => "T12",
            Vendor::Tingyun => "Tingyun Network",
            Vendor::BitAnswer => "BitAnswer",
            Vendor::ShareCreators => "ShareCreators",
        }
    }

    /// The base URL that the vendor's page documents; T12 and ShareCreators document none.
    pub const fn documented_base_url(self) -> Option<&'static str> {
        match self {
            Vendor::Tingyun => Some("https://network.tingyun.com"),
            Vendor::BitAnswer => Some("https://back-office-api.bitanswer.cn/bitanswer/api"),
            Vendor::T12 | Vendor::ShareCreators => None,
        }
    }
}
