//! The icons, drawn for this project on a 16 px grid, one path each.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say what they show")]
pub enum IconName {
    Home,
    Users,
    Gauge,
    Key,
    Settings,
    Search,
    Plus,
    Trash,
    Edit,
    Refresh,
    Close,
    Check,
    Alert,
    Info,
    ChevronLeft,
    ChevronRight,
    ChevronDown,
    ChevronUp,
    Sort,
    More,
    Copy,
    Eye,
    EyeOff,
    Power,
    Ban,
    Download,
    Upload,
    Columns,
    Sun,
    Moon,
    Monitor,
    Globe,
    Command,
    External,
    List,
    Lock,
    Unlocked,
    Plug,
    Filter,
    Clock,
    Menu,
    First,
    Last,
    ArrowUp,
    ArrowDown,
    Tasks,
}

impl IconName {
    /// The icon's outline as SVG path data in a 16 × 16 box, to be stroked.
    fn path(self) -> &'static str {
        match self {
            Self::Home => "M2.5 7.5 8 2.5l5.5 5M4 6.5v7h8v-7M6.75 13.5v-4h2.5v4",
            Self::Users => {
                "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.7a2.5 2.5 0 0 1 0 4.6M12 9.8c1.6.5 2.5 1.9 2.5 3.7"
            }
            Self::Gauge => "M3.4 12.5a6 6 0 1 1 9.2 0M8 9.5l2.5-3.5M8 9.5h.01",
            Self::Key => {
                "M5.5 13.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M7.7 8.3l5.8-5.8M11 5l2 2M9.2 6.8l1 1"
            }
            Self::Settings => "M2 4.5h6M12 4.5h2M10 6.5v-4M2 11.5h2M8 11.5h6M6 13.5v-4",
            Self::Search => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.3 10.3l3.2 3.2",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Trash => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.75 7v4M9.25 7v4",
            Self::Edit => {
                "M3 13l.6-2.8 7.3-7.3a1 1 0 0 1 1.4 0l.8.8a1 1 0 0 1 0 1.4L5.8 12.4zM9.5 4.3l2.2 2.2"
            }
            Self::Refresh => "M13.5 8A5.5 5.5 0 1 1 11.6 3.8l1.9 1.7M13.5 2.5v3h-3",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Check => "M3 8.5l3.5 3.5L13 4.5",
            Self::Alert => "M8 2.5 14.5 13.5h-13zM8 6.5v3.25M8 11.6v.01",
            Self::Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.5v3.5M8 5v.01",
            Self::ChevronLeft => "M10 3.5 5.5 8l4.5 4.5",
            Self::ChevronRight => "M6 3.5 10.5 8 6 12.5",
            Self::ChevronDown => "M3.5 6 8 10.5 12.5 6",
            Self::ChevronUp => "M3.5 10 8 5.5l4.5 4.5",
            Self::Sort => "M5 6.5 8 3.5l3 3M5 9.5l3 3 3-3",
            Self::More => {
                "M2.9 8a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M7.4 8a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.9 8a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0"
            }
            Self::Copy => "M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6",
            Self::Eye => {
                "M1.5 8C3 5 5.3 3.5 8 3.5S13 5 14.5 8C13 11 10.7 12.5 8 12.5S3 11 1.5 8M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4"
            }
            Self::EyeOff => {
                "M2.5 2.5l11 11M6.6 3.7c4-.8 6.6 1.8 7.9 4.3-.4.8-.9 1.5-1.5 2.1M4 4.9C2.9 5.7 2.1 6.8 1.5 8c1.5 3 3.8 4.5 6.5 4.5 1.2 0 2.3-.3 3.3-.9M6.6 6.6a2 2 0 0 0 2.8 2.8"
            }
            Self::Power => "M8 2v5.5M4.7 4.2a5.25 5.25 0 1 0 6.6 0",
            Self::Ban => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M3.8 3.8l8.4 8.4",
            Self::Download => "M8 2.5v7.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
            Self::Upload => "M8 10.5V3M4.5 6.5 8 3l3.5 3.5M2.5 13.5h11",
            Self::Columns => "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
            Self::Sun => {
                "M8 10.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5M8 1.5v1.25M8 13.25v1.25M1.5 8h1.25M13.25 8h1.25M3.4 3.4l.9.900M11.7 11.7l.9.900M12.6 3.4l-.9.900M4.3 11.7l-.9.900"
            }
            Self::Moon => "M13.5 9.5A5.75 5.75 0 0 1 6.5 2.5a5.75 5.75 0 1 0 7 7",
            Self::Monitor => "M2 3h12v8H2zM8 11v2.5M5 13.5h6",
            Self::Globe => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M2 8h12M8 2c-4 3.8-4 8.2 0 12M8 2c4 3.8 4 8.2 0 12"
            }
            Self::Command => {
                "M6 6h4v4H6zM6 6H4.25A1.75 1.75 0 1 1 6 4.25zM10 6V4.25A1.75 1.75 0 1 1 11.75 6zM10 10h1.75A1.75 1.75 0 1 1 10 11.75zM6 10v1.75A1.75 1.75 0 1 1 4.25 10z"
            }
            Self::External => "M6.5 3H3v10h10V9.5M9 2.5h4.5V7M13.25 2.75 7.5 8.5",
            Self::List => "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
            Self::Unlocked => "M3.5 7h9v6.5h-9zM5.5 7V4.5a2.5 2.5 0 0 1 4.8-1",
            Self::Lock => "M3.5 7h9v6.5h-9zM5.5 7V4.5a2.5 2.5 0 0 1 5 0V7",
            Self::Plug => "M5.5 2v3.5M10.5 2v3.5M3.5 5.5h9V8a4.5 4.5 0 0 1-9 0zM8 12.5V14.5",
            Self::Filter => "M2.5 4h11M4.5 8h7M6.5 12h3",
            Self::Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.75V8l2.25 1.5",
            Self::First => "M11.5 3.5 7 8l4.5 4.5M4 3.5v9",
            Self::Last => "M4.5 3.5 9 8l-4.5 4.5M12 3.5v9",
            Self::Tasks => {
                "M2.5 4l1.25 1.25L6 3M2.5 8.5l1.25 1.25L6 7.5M8.5 4.25h5M8.5 8.75h5M8.5 13h5M3 13h1.5"
            }
            Self::ArrowUp => "M8 13V3M4 7l4-4 4 4",
            Self::ArrowDown => "M8 3v10M4 9l4 4 4-4",
            Self::Menu => "M2.5 4h11M2.5 8h11M2.5 12h11",
        }
    }
}

/// An icon in the colour of the text around it. It says nothing to a screen reader: the words beside it do.
#[component]
pub fn Icon(
    /// Which icon.
    name: IconName,
) -> impl IntoView {
    icon(name)
}

/// The same as [`Icon`], for code that builds views by hand.
pub(super) fn icon(name: IconName) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=name.path()></path>
        </svg>
    }
    .into_any()
}
