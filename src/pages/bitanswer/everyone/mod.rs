//! Everybody in one table: all users of a connection, read by pages and kept up to date.

pub mod cache;
mod cache_rows;
mod cache_words;
pub mod loading;
mod loading_page;
mod loading_state;
mod loading_work;

pub use cache_words::cache_fault;
pub use loading::Loading;
pub use loading_state::{LoadingState, Phase};
pub use loading_work::{News, Present, key_of};
