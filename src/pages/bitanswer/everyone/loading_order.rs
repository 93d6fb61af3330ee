//! What came is handed on: in the vendor's order, though pages come in any, and a little at a time.

use super::loading::Loading;
use super::loading_work::{News, Work, key_of};
use crate::jobs::breathe;
use leptos::prelude::*;
use std::mem::replace;
use std::rc::Rc;
use vendors::bitanswer::User;

/// Users that are handed on before the browser may draw a frame.
const SLICE: usize = 250;

impl Loading {
    /// Hands on what came, in the vendor's order, so that a list without another order is always the same.
    pub(super) async fn hand_on_ready(self) {
        let is_busy = |work: &mut Work| replace(&mut work.is_handing_on, true);
        if self.work.try_update_value(is_busy) != Some(false) {
            return;
        }
        loop {
            let page = self.work.try_update_value(|work| {
                let page = work.next_in_order();
                work.is_handing_on = page.is_some();
                page
            });
            let Some(Some(page)) = page else {
                break;
            };
            for users in page.chunks(SLICE) {
                if !self.hand_on(users) {
                    return;
                }
                breathe().await;
            }
        }
        // It may have ended while this was handed on.
        self.ask_on();
    }

    /// Hands users on, and keeps them if that is wanted; `false` if the page was left.
    fn hand_on(self, users: &[User]) -> bool {
        let to = self
            .work
            .try_with_value(|work| (Rc::clone(&work.sink), work.writing.clone()));
        let Some((sink, writing)) = to else {
            return false;
        };
        sink.borrow_mut()(News::Users(users));
        if let Some(writing) = writing {
            writing.add(users);
        }
        true
    }

    /// Hands users of the browser's storage on, but for those who came from the vendor already; `false` if the page was
    /// left or everybody has come.
    pub(super) fn hand_on_kept(self, users: &[User]) -> bool {
        if self.is_complete() {
            return false;
        }
        let to = self.work.try_with_value(|work| {
            let has_come = |user: &&User| {
                let key = key_of(user.guid.as_deref(), &user.name);
                !work.traversal.has_seen(key)
            };
            let older: Vec<User> = users.iter().filter(has_come).cloned().collect();
            (Rc::clone(&work.sink), older)
        });
        let Some((sink, older)) = to else {
            return false;
        };
        sink.borrow_mut()(News::Users(&older));
        true
    }
}
