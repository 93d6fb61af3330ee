//! The piece that records: news become entries of the chain, and lie in the browser's database.

use super::News;
use super::chain::End;
use super::entry::{Entry, Happened, Sent};
use crate::store::DatabaseFault;
use crate::store::jobs::{JobPlace, activity_end, add_activity, keep_activity_end, last_activity};

/// How often another tab may be faster before it is tried later.
const TRIES: u32 = 20;

/// Records news in their order; gives back all of them if they could not be kept.
pub async fn record(news: Vec<News>) -> Vec<News> {
    let entries: Vec<Entry> = news.iter().filter_map(entry).collect();
    let place = JobPlace::default();
    for _ in 0..TRIES {
        let Ok(last) = last_activity(&place).await else {
            return news;
        };
        let mut end = last.map_or_else(End::none, |(number, text)| End::behind(number, &text));
        let texts: Vec<(u64, String)> = entries.iter().map(|entry| end.extend(entry)).collect();
        match add_activity(&place, &texts).await {
            Ok(()) => {
                keep_activity_end(&end.written());
                return Vec::new();
            }
            // Another tab was faster: behind its entries, then.
            Err(DatabaseFault::Taken) => {}
            Err(_) => break,
        }
    }
    news
}

/// What was kept apart of the chain's end.
pub fn kept_end() -> Option<End> {
    End::read(&activity_end()?)
}

fn entry(news: &News) -> Option<Entry> {
    Some(match news {
        News::Sent {
            at,
            trace,
            connection,
            request,
        } => Entry {
            at: *at as u64,
            trace: trace.clone(),
            happened: Happened::Sent(Sent::of(request, connection)?),
        },
        News::Ended { at, trace, problem } => Entry {
            at: *at as u64,
            trace: trace.clone(),
            happened: Happened::of(problem.as_deref()),
        },
    })
}
