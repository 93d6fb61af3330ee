//! The kept list of one connection's users: whether there is to be one, reading it, and writing what is read from the vendor.

use super::cache_rows::{self, NotRows};
use crate::jobs::breathe;
use crate::session::Session;
use crate::store::rosters::{
    KeptRoster, RosterFault, RosterReader, RosterWriter, forget_roster, is_mark, is_remembered,
    kept_roster, remember,
};
use crate::store::{Connection, ConnectionId, StorageFull};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::mem::{replace, take};
use std::rc::Rc;
use vendors::Vendor;
use vendors::bitanswer::User;

/// Users in one part.
const PART: u64 = 2_000;

/// The kept list of the connection that a session is bound to.
#[derive(Clone, Copy)]
pub struct Cache {
    session: Session,
    id: ConnectionId,
}

impl Cache {
    /// That of the session's connection.
    pub fn new(session: Session) -> Cache {
        Cache {
            session,
            id: session.current(Vendor::BitAnswer),
        }
    }

    /// Whether the list is to be remembered between visits.
    pub fn is_remembered(self) -> bool {
        is_remembered(self.id)
    }

    /// Whether a name in the browser's storage is that of what [`is_remembered`](Self::is_remembered) says.
    pub fn is_mark(self, name: &str) -> bool {
        is_mark(self.id, name)
    }

    /// Says whether it is to be. If it is not, what was kept is forgotten at once; if it is, the next list that is read
    /// whole is kept.
    ///
    /// # Errors
    /// [`RosterFault`] if the browser does not keep that, or does not forget.
    pub async fn remember(self, is_wanted: bool) -> Result<(), RosterFault> {
        remember(self.id, is_wanted).map_err(|StorageFull| RosterFault::Full)?;
        if is_wanted {
            Ok(())
        } else {
            self.forget().await
        }
    }

    /// Forgets what is kept; whether it is to be remembered stays.
    ///
    /// # Errors
    /// [`RosterFault`] if the browser does not do so.
    pub async fn forget(self) -> Result<(), RosterFault> {
        forget_roster(self.id).await
    }

    /// What is kept: how many rows, how many bytes, since when. Also while the vault is locked.
    ///
    /// # Errors
    /// [`RosterFault`] by its cause.
    pub async fn kept(self) -> Result<Option<KeptRoster>, RosterFault> {
        kept_roster(self.id).await
    }

    /// Reads what is kept, in parts of some milliseconds, until `each` says that it is enough. `None` if nothing is kept
    /// or it is not to be remembered.
    ///
    /// # Errors
    /// [`RosterFault`] by its cause; what `each` was given until then is right.
    pub async fn read(
        self,
        mut each: impl FnMut(&[User]) -> bool,
    ) -> Result<Option<KeptRoster>, RosterFault> {
        let protection = self.session.vault().protection();
        let reader = RosterReader::open(self.id, &self.source(), protection).await?;
        let Some(mut reader) = reader else {
            return Ok(None);
        };
        while let Some(part) = reader.next().await? {
            match cache_rows::read(&part) {
                Ok(users) if each(&users) => {}
                Ok(_) => break,
                Err(NotRows) => {
                    reader.reject().await;
                    return Err(RosterFault::Damaged);
                }
            }
            breathe().await;
        }
        Ok(Some(reader.kept().clone()))
    }

    /// Where the rows come from: addresses may have tokens in them, so that only their hash is kept.
    fn source(self) -> String {
        let connection = untrack(|| self.session.connection(Vendor::BitAnswer));
        let Connection {
            base_url, route, ..
        } = connection;
        let hash = Sha256::digest(format!("{base_url}\n{route:?}"));
        hash.iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// What is to be done with a list that is being written.
enum Todo {
    Add(Vec<u8>, u64),
    Finish(u64),
    Abandon,
}

struct Writing {
    cache: Cache,
    todo: VecDeque<Todo>,
    /// Users of the next part.
    part: Vec<u8>,
    rows: u64,
    writer: Option<RosterWriter>,
    is_busy: bool,
    is_over: bool,
    tell: Rc<dyn Fn(Result<KeptRoster, RosterFault>)>,
}

/// A list that is written while it is read from the vendor. Never waited for: what cannot be kept is not kept.
#[derive(Clone)]
pub struct CacheWriting(Rc<RefCell<Writing>>);

impl CacheWriting {
    /// Begins a list. `tell` hears once that it is kept, or why not.
    pub fn begin(
        cache: Cache,
        tell: impl Fn(Result<KeptRoster, RosterFault>) + 'static,
    ) -> CacheWriting {
        CacheWriting(Rc::new(RefCell::new(Writing {
            cache,
            todo: VecDeque::new(),
            part: cache_rows::begun(),
            rows: 0,
            writer: None,
            is_busy: false,
            is_over: false,
            tell: Rc::new(tell),
        })))
    }

    /// Adds users.
    pub fn add(&self, users: &[User]) {
        let mut writing = self.0.borrow_mut();
        if writing.is_over {
            return;
        }
        cache_rows::add(&mut writing.part, users);
        writing.rows += users.len() as u64;
        if writing.rows >= PART {
            writing.close_part();
            drop(writing);
            self.go_on();
        }
    }

    /// Puts the list in the place of what was kept. `taken_at`: when the vendor gave it, in milliseconds.
    pub fn finish(&self, taken_at: u64) {
        let mut writing = self.0.borrow_mut();
        if writing.rows > 0 || writing.writer.is_none() {
            writing.close_part();
        }
        writing.todo.push_back(Todo::Finish(taken_at));
        drop(writing);
        self.go_on();
    }

    /// Leaves it; what was kept before stays.
    pub fn abandon(&self) {
        let mut writing = self.0.borrow_mut();
        writing.todo.clear();
        writing.todo.push_back(Todo::Abandon);
        drop(writing);
        self.go_on();
    }

    fn go_on(&self) {
        if replace(&mut self.0.borrow_mut().is_busy, true) {
            return;
        }
        let own = self.clone();
        spawn_local(async move {
            loop {
                let todo = own.0.borrow_mut().todo.pop_front();
                let Some(todo) = todo else { break };
                breathe().await;
                own.carry_out(todo).await;
            }
            own.0.borrow_mut().is_busy = false;
        });
    }

    async fn carry_out(&self, todo: Todo) {
        let (cache, writer, is_over) = {
            let mut writing = self.0.borrow_mut();
            (writing.cache, writing.writer.take(), writing.is_over)
        };
        if is_over {
            return;
        }
        let ended = match todo {
            Todo::Abandon => {
                if let Some(writer) = writer {
                    writer.abandon().await;
                }
                self.0.borrow_mut().is_over = true;
                return;
            }
            Todo::Add(bytes, rows) => match add_part(cache, writer, &bytes, rows).await {
                Ok(writer) => {
                    self.0.borrow_mut().writer = Some(writer);
                    return;
                }
                Err(fault) => Err(fault),
            },
            Todo::Finish(taken_at) => match writer {
                Some(writer) => {
                    let protection = cache.session.vault().protection();
                    writer.finish(taken_at, &protection).await
                }
                None => return,
            },
        };
        let tell = {
            let mut writing = self.0.borrow_mut();
            writing.is_over = true;
            writing.todo.clear();
            Rc::clone(&writing.tell)
        };
        tell(ended);
    }
}

impl Writing {
    fn close_part(&mut self) {
        let part = replace(&mut self.part, cache_rows::begun());
        let rows = take(&mut self.rows);
        self.todo.push_back(Todo::Add(part, rows));
    }
}

async fn add_part(
    cache: Cache,
    writer: Option<RosterWriter>,
    bytes: &[u8],
    rows: u64,
) -> Result<RosterWriter, RosterFault> {
    let mut writer = match writer {
        Some(writer) => writer,
        None => {
            let protection = cache.session.vault().protection();
            RosterWriter::begin(cache.id, &cache.source(), protection).await?
        }
    };
    match writer.add(bytes, rows).await {
        Ok(()) => Ok(writer),
        Err(fault) => {
            writer.abandon().await;
            Err(fault)
        }
    }
}
