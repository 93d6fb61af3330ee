//! The console's end: what it asked, and what the answers mean to the engine.

use crate::carried::{Came, Wire, read, wire};
use crate::network::Network;
use crate::queue::Queue;
use crate::random::Random;
use crate::run::Happening;
use jobs::{Answer, AttemptId, Event, Field, Found, Job, LookId, Looked, Row, Values, Write};
use std::collections::BTreeMap;
use vendors::bitanswer::{GetUser, User, UserStatus};
use vendors::t12::{GetQuota, Quota};
use vendors::{Problem, Vendor};

enum Asked {
    Write(AttemptId, Write),
    User(LookId, u32, GetUser),
    Quota(LookId, u32, GetQuota),
}

struct Looking {
    left: usize,
    found: Vec<(u32, Found)>,
    failed: Option<Looked>,
}

/// What the console's end reaches out to.
pub(crate) struct Outside<'a> {
    pub(crate) now: u64,
    pub(crate) network: &'a mut Network,
    pub(crate) queue: &'a mut Queue<Happening>,
    pub(crate) random: &'a mut Random,
}

impl Outside<'_> {
    fn send(&mut self, wire: Wire) -> usize {
        self.network.send(wire, self.now, self.queue, self.random)
    }
}

/// One life of the console, from its start to its crash.
#[derive(Default)]
pub(crate) struct Client {
    asked: BTreeMap<usize, Asked>,
    looks: BTreeMap<LookId, Looking>,
    /// What was answered before anything was sent.
    pub(crate) at_once: Vec<Event>,
}

impl Client {
    pub(crate) fn write(
        &mut self,
        attempt: AttemptId,
        write: Write,
        job: &Job,
        mut outside: Outside<'_>,
    ) {
        match wire(&write, outside.now) {
            Ok(wire) => {
                let call = outside.send(wire);
                self.asked.insert(call, Asked::Write(attempt, write));
            }
            Err(problem) => {
                let answer = Answer::of(Err(problem), &rows(job, attempt));
                self.at_once.push(Event::Answered { attempt, answer });
            }
        }
    }

    pub(crate) fn look(&mut self, look: LookId, rows: &[u32], job: &Job, mut outside: Outside<'_>) {
        let now = outside.now;
        let mut looking = Looking {
            left: 0,
            found: Vec::new(),
            failed: None,
        };
        for row in rows {
            let Some(target) = job.rows().get(*row as usize).map(|own| own.target.clone()) else {
                continue;
            };
            let (sent, asked) = if job.head().vendor() == Some(Vendor::T12) {
                let call = GetQuota { app_name: target };
                (wire(&call, now), Asked::Quota(look, *row, call))
            } else {
                let call = GetUser { name: target };
                (wire(&call, now), Asked::User(look, *row, call))
            };
            match sent {
                Ok(wire) => {
                    let call = outside.send(wire);
                    self.asked.insert(call, asked);
                    looking.left += 1;
                }
                Err(problem) => looking.failed = Some(Looked::failed(&problem)),
            }
        }
        self.looks.insert(look, looking);
    }

    /// What came for a call; `None` if nobody waits for it any more, or more has to come.
    pub(crate) fn hear(&mut self, call: usize, came: &Came, job: &Job) -> Option<Event> {
        match self.asked.remove(&call)? {
            Asked::Write(attempt, write) => {
                let answer = Answer::of(read(&write, came), &rows(job, attempt));
                Some(Event::Answered { attempt, answer })
            }
            Asked::User(look, row, call) => {
                let found = read(&call, came).map(|user| match user {
                    Some(user) => Found::Present(user_values(&user)),
                    None => Found::Absent,
                });
                self.seen(look, row, found)
            }
            Asked::Quota(look, row, call) => {
                let found = read(&call, came).map(|quota| Found::Present(quota_values(quota)));
                self.seen(look, row, found)
            }
        }
    }

    fn seen(&mut self, look: LookId, row: u32, found: Result<Found, Problem>) -> Option<Event> {
        let looking = self.looks.get_mut(&look)?;
        looking.left -= 1;
        match found {
            Ok(found) => looking.found.push((row, found)),
            Err(problem) => looking.failed = Some(Looked::failed(&problem)),
        }
        if looking.left > 0 {
            return None;
        }
        let looking = self.looks.remove(&look)?;
        let seen = looking.failed.unwrap_or(Looked::Seen(looking.found));
        Some(Event::Looked { look, seen })
    }
}

fn rows(job: &Job, attempt: AttemptId) -> Vec<&Row> {
    let own = job.attempt(attempt).map_or(&[][..], |own| &own.rows);
    own.iter()
        .filter_map(|row| job.rows().get(*row as usize))
        .collect()
}

fn user_values(user: &User) -> Values {
    let mut values = Values::new();
    if let Some(nick_name) = &user.nick_name {
        values.insert(Field::NickName, nick_name.clone());
    }
    let status = match &user.status {
        Some(UserStatus::Normal) => Field::NORMAL,
        Some(UserStatus::Disabled) => Field::DISABLED,
        _ => return values,
    };
    values.insert(Field::Status, status.to_owned());
    values
}

fn quota_values(quota: Quota) -> Values {
    Values::from([
        (Field::RegularUsers, quota.remain_user.to_string()),
        (Field::TestUsers, quota.remain_test_user.to_string()),
    ])
}
