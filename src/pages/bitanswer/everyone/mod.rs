//! Everybody in one table: all users of a connection, read by pages and kept up to date.

pub mod cache;
mod cache_rows;
pub mod loading;
mod loading_page;
mod loading_state;

pub use loading::{Loading, News, Present, key_of};
pub use loading_state::{LoadingState, Phase};
