//! T12's quotas: one call an app. There is no list of apps.

use super::{Read, Watch, at_once};
use crate::jobs::quota_values;
use crate::session::Session;
use jobs::Found;
use jobs::plan::Accounts;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use vendors::Problem;
use vendors::problem::{Cause, RefusalKind};
use vendors::t12::GetQuota;

/// Quotas that are read at once.
const AT_ONCE: usize = 4;

/// Reads them. What T12 says no to for one app is told of that app, and does not end the reading.
pub async fn read(
    session: Session,
    targets: BTreeSet<String>,
    watch: Watch,
) -> Result<Read, Problem> {
    let total = targets.len();
    let read = Rc::new(RefCell::new(Read {
        accounts: Accounts::of_vendor(),
        ..Read::default()
    }));
    let done = Rc::new(Cell::new(0));
    watch.tell(0, Some(total));
    let into = Rc::clone(&read);
    at_once(AT_ONCE, targets, move |app_name: String| {
        let (read, done) = (Rc::clone(&into), Rc::clone(&done));
        async move {
            if !watch.goes_on() {
                return Ok(());
            }
            let answer = session
                .call(&GetQuota {
                    app_name: app_name.clone(),
                })
                .await;
            let mut read = read.borrow_mut();
            match answer {
                Ok(quota) => {
                    let found = Found::Present(quota_values(&quota));
                    read.accounts.add(&app_name, found);
                }
                Err(problem) => match &problem.cause {
                    Cause::Refused(no) if no.kind == RefusalKind::NotFound => {
                        read.accounts.add(&app_name, Found::Absent);
                    }
                    Cause::Refused(no) if no.kind == RefusalKind::Other => {
                        let said = no.message.clone().unwrap_or_default();
                        read.refused.insert(app_name, said);
                    }
                    _ => return Err(problem),
                },
            }
            drop(read);
            done.set(done.get() + 1);
            watch.tell(done.get(), Some(total));
            Ok(())
        }
    })
    .await?;
    Ok(read.take())
}
