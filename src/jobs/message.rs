//! What tabs say to each other about jobs: that something happened, and what an admin wants of a job that another tab
//! drives. Never a password. Pure.

use jobs::{Decision, Event, Pace};
use serde::{Deserialize, Serialize};

/// What an admin wants of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Go on.
    Resume,
    /// Stand.
    Pause,
    /// Leave the rest.
    Cancel,
    /// Do again what failed.
    Retry,
    /// Go at another speed.
    SetPace(Pace),
    /// This is what became of rows that nobody can read.
    Decide {
        /// Which rows.
        rows: Vec<u32>,
        /// What became of them.
        decision: Decision,
    },
}

impl From<Ask> for Event {
    fn from(ask: Ask) -> Event {
        match ask {
            Ask::Resume => Event::Resume,
            Ask::Pause => Event::Pause,
            Ask::Cancel => Event::Cancel,
            Ask::Retry => Event::Retry,
            Ask::SetPace(pace) => Event::SetPace(pace),
            Ask::Decide { rows, decision } => Event::Decide { rows, decision },
        }
    }
}

/// What a tab says to the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The job's id.
    pub job: String,
    /// What is wanted of it; nothing if it went on, came or went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<Ask>,
    /// The id of the connection whose accounts it changed, when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_message_arrives_as_it_was() {
        let asks = [
            None,
            Some(Ask::Resume),
            Some(Ask::SetPace(Pace::default())),
            Some(Ask::Decide {
                rows: vec![3],
                decision: Decision::SendAgain,
            }),
        ];
        for ask in asks {
            let message = Message {
                job: "j".to_owned(),
                ask,
                over: Some("bitanswer".to_owned()),
            };
            let text = serde_json::to_string(&message).unwrap();
            assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), message);
        }
    }
}
