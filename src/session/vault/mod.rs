//! The vault of this browser: whether there is one, whether it is open, and which connections' secrets are in it.
//!
//! Closed, nothing of it is in memory but that it exists. Open, its key is in the browser's custody, and its secrets are
//! where all credentials are, with their connections. What needs a passphrase is in `opening`, what changes an open
//! vault in `changes`, what closes it without being asked in `watch`.

mod changes;
mod opening;
mod watch;

pub use opening::open_connections;
pub use opening::seal_connections;

use super::connections::Connections;
use crate::store::ConnectionId;
use crate::store::rosters::Protection;
use crate::store::vault::{Cipher, Support, has_vault, support};
use leptos::prelude::*;
use std::collections::BTreeSet;
use vault::{Contents, Head, Idle};

/// Whether there is a vault, and whether it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultState {
    /// This page may keep no secrets, for this reason.
    Unsupported(Support),
    /// Secrets are in memory only.
    Absent,
    /// There is one, and it is closed.
    Locked,
    /// There is one, and it is open.
    Unlocked,
}

/// Why something did not happen to the vault, or to a sealed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultFault {
    /// This page may keep no secrets.
    Unsupported(Support),
    /// The part of the program that derives keys did not arrive.
    NotLoaded,
    /// There is not enough memory to derive the key.
    NoMemory,
    /// There is none.
    Absent,
    /// There is one already.
    Present,
    /// It is closed.
    Locked,
    /// The passphrase is another one.
    WrongPassphrase,
    /// It is not as it was written.
    Damaged,
    /// It is something else than it should be.
    Foreign,
    /// It was newer by so many changes: somebody put an older one back.
    Older(u64),
    /// It was deleted here, and somebody put it back.
    Deleted,
    /// A later console wrote it.
    Newer,
    /// Its key is derived at a cost, or in a way, that is not accepted.
    Derivation,
    /// The browser did not store it, or did not give it out.
    Storage,
    /// Another tab changed the passphrase, or put another vault in its place.
    ChangedElsewhere,
}

/// An open vault.
pub(super) struct Open {
    cipher: Cipher,
    /// As it lies in the browser.
    head: Head,
    contents: Contents,
    works: Works,
}

/// What can be done to an open vault. Pointers, so that the start of the program does not contain what only who has
/// unlocked a vault needs.
#[derive(Clone, Copy)]
struct Works {
    /// Takes over what another tab has changed.
    follow: fn(Vault),
    /// Forgets connections' secrets.
    forget: fn(Vault, Vec<String>),
    /// Gives the connections that there are by now what is kept of them.
    supply: fn(Vault),
    /// Closes it in all tabs.
    lock: fn(Vault),
}

/// The vault, given by the session.
#[derive(Clone, Copy)]
pub struct Vault {
    connections: Connections,
    state: RwSignal<VaultState>,
    /// Whose secrets are in the open vault.
    kept: RwSignal<BTreeSet<ConnectionId>>,
    open: StoredValue<Option<Open>, LocalStorage>,
    /// Counts since the vault was first opened.
    idle: StoredValue<Option<Idle>>,
    /// Whether the passphrase is being asked for.
    asked: RwSignal<bool>,
    /// By which tabs talk, once the vault was opened.
    channel: StoredValue<Option<web_sys::BroadcastChannel>, LocalStorage>,
}

impl Vault {
    /// The browser's vault, closed.
    pub(super) fn new(connections: Connections) -> Vault {
        let state = match support() {
            Support::Full if has_vault() => VaultState::Locked,
            Support::Full => VaultState::Absent,
            lacking => VaultState::Unsupported(lacking),
        };
        Vault {
            connections,
            state: RwSignal::new(state),
            kept: RwSignal::new(BTreeSet::new()),
            open: StoredValue::new_local(None),
            idle: StoredValue::new(None),
            asked: RwSignal::new(false),
            channel: StoredValue::new_local(None),
        }
    }

    /// Whether there is a vault, and whether it is open; follows changes.
    pub fn state(self) -> VaultState {
        self.state.get()
    }

    /// Whether a connection's secrets are in the open vault; follows changes.
    pub fn keeps(self, id: ConnectionId) -> bool {
        self.kept.with(|kept| kept.contains(&id))
    }

    /// How many connections' secrets are in the open vault; follows changes.
    pub fn count(self) -> usize {
        self.kept.with(BTreeSet::len)
    }

    /// How lists of users are to be kept now. Does not follow changes; [`state`](Self::state) does.
    pub fn protection(self) -> Protection {
        let cipher = self
            .open
            .try_with_value(|open| Some(open.as_ref()?.cipher.for_lists()))
            .flatten();
        match (cipher, self.state.try_get_untracked()) {
            (Some(cipher), _) => Protection::Sealed(cipher),
            (None, Some(VaultState::Absent | VaultState::Unsupported(_))) => Protection::Plain,
            (None, _) => Protection::Withheld,
        }
    }

    /// Whether the passphrase is being asked for. Set it to ask.
    pub fn asked(self) -> RwSignal<bool> {
        self.asked
    }

    /// Closes the vault in every tab: its secrets go out of memory, and so does the key. A request that has left is
    /// signed already and ends as it would have; what would come after it finds no credentials.
    pub fn lock(self) {
        if let Some(works) = self.works() {
            (works.lock)(self);
        }
    }

    fn works(self) -> Option<Works> {
        self.open
            .try_with_value(|open| open.as_ref().map(|open| open.works))
            .flatten()
    }

    /// Closes the vault in this tab.
    fn close(self) {
        if self.state.try_get_untracked() != Some(VaultState::Unlocked) {
            return;
        }
        self.open.set_value(None);
        for id in self.kept.get_untracked() {
            self.connections.withdraw(id);
        }
        self.kept.set(BTreeSet::new());
        self.look_again();
    }

    /// Sees whether there is a vault now, while none is open.
    fn look_again(self) {
        let state = self.state.get_untracked();
        let is_open = self.open.with_value(Option::is_some);
        if !is_open && !matches!(state, VaultState::Unsupported(_)) {
            self.state.set(if has_vault() {
                VaultState::Locked
            } else {
                VaultState::Absent
            });
        }
    }

    /// Gives the connections that there are by now what the open vault keeps of them.
    pub(super) fn supply(self) {
        if let Some(works) = self.works() {
            (works.supply)(self);
        }
    }

    fn supply_all(self) {
        self.open.with_value(|open| {
            let Some(open) = open else { return };
            for (id, kept) in open.contents.iter() {
                if let Some(id) = ConnectionId::new(id) {
                    self.connections.supply(id, kept);
                }
            }
        });
    }

    /// Puts an open vault into use, in place of what was open before.
    fn put_into_use(self, open: Open) {
        let kept: BTreeSet<ConnectionId> = open
            .contents
            .iter()
            .filter_map(|(id, _)| ConnectionId::new(id))
            .collect();
        for gone in self.kept.get_untracked().difference(&kept) {
            self.connections.withdraw(*gone);
        }
        self.open.set_value(Some(open));
        self.supply_all();
        self.kept.set(kept);
        if self.state.get_untracked() != VaultState::Unlocked {
            self.state.set(VaultState::Unlocked);
            watch::begin(self);
        }
    }

    /// Forgets what is kept of a connection that is deleted: at once, or as soon as the vault is open.
    pub(super) fn forget_deleted(self, id: ConnectionId) {
        use crate::store::vault::{put_off, put_off_forgets};
        match (self.state.get_untracked(), self.works()) {
            (VaultState::Unlocked, Some(works)) => (works.forget)(self, vec![id.to_string()]),
            (VaultState::Locked, _) => {
                let mut ids = put_off_forgets();
                ids.push(id.to_string());
                put_off(&ids);
            }
            _ => {}
        }
    }

    /// After how many minutes without use it closes.
    pub fn set_idle_minutes(self, minutes: u32) {
        // Where it is not kept, it holds until the page is closed.
        _ = crate::store::vault::keep_idle_minutes(minutes);
        self.idle.update_value(|idle| {
            if let Some(idle) = idle {
                idle.set_minutes(minutes);
            }
        });
        watch::wait(self);
    }

    /// Takes over what another tab did to the vault.
    pub fn reload(self) {
        match self.works() {
            Some(works) => (works.follow)(self),
            None => self.look_again(),
        }
    }
}
