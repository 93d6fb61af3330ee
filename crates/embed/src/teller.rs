//! What the portal knows already.

use crate::News;
use std::mem::{Discriminant, discriminant};

/// Remembers what was told, so that a state is told when it changes and not otherwise. What happens, as opposed to how
/// things are, is told each time.
#[derive(Debug, Default)]
pub struct Teller {
    told: Vec<(Discriminant<News>, News)>,
}

impl Teller {
    /// The message to send, if it is news.
    pub fn tell(&mut self, news: News) -> Option<String> {
        if matches!(
            news,
            News::Connected | News::JobFinished(_) | News::Refused(_)
        ) {
            return Some(news.message());
        }
        let kind = discriminant(&news);
        match self.told.iter_mut().find(|(own, _)| *own == kind) {
            Some((_, told)) if *told == news => return None,
            Some((_, told)) => *told = news.clone(),
            None => self.told.push((kind, news.clone())),
        }
        Some(news.message())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Refusal, Rows, SessionState};

    #[test]
    fn a_state_is_told_when_it_changes_and_what_happens_each_time() {
        let mut teller = Teller::default();
        assert_eq!(
            teller.tell(News::Height(700)).as_deref(),
            Some(r#"{"height":700,"type":"height"}"#)
        );
        assert_eq!(teller.tell(News::Height(700)), None);
        assert!(teller.tell(News::Height(701)).is_some());
        assert!(teller.tell(News::Unsaved(false)).is_some());
        assert_eq!(teller.tell(News::Height(701)), None);
        assert!(teller.tell(News::Session(SessionState::Expired)).is_some());
        let finished = News::JobFinished(Rows {
            all: 3,
            succeeded: 2,
            failed: 1,
            ..Rows::default()
        });
        for _ in 0..2 {
            assert_eq!(
                teller.tell(finished.clone()).as_deref(),
                Some(
                    r#"{"rows":{"all":3,"failed":1,"skipped":0,"succeeded":2,"unknown":0},"type":"job-finished"}"#
                )
            );
            assert!(teller.tell(News::Refused(Refusal::TooLarge)).is_some());
        }
    }
}
