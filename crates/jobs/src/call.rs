//! Which of the vendors' calls carries a request of a job.

use crate::{Action, Attempt, Field, Job, Row};
use std::collections::BTreeMap;
use vendors::bitanswer::{self, AccountStatus, UserChange};
use vendors::sharecreators::{self, CreateUser, CreatedUser, Role};
use vendors::t12::{SetQuota, SetQuotaOutcome};
use vendors::{Call, Operation, Problem, Request, RequestId, Response, Secret, Vendor};

/// A write of a job. The same attempt always gives the same bytes: the vendor recognises it by them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Adds BitAnswer users.
    Add(bitanswer::UpsertUsers),
    /// Changes BitAnswer users.
    Change(bitanswer::PatchUsers),
    /// Deletes BitAnswer users.
    Delete(bitanswer::DeleteUsers),
    /// Creates one ShareCreators account.
    CreateAccount(CreateUser),
    /// Deletes ShareCreators accounts.
    DeleteAccounts(sharecreators::DeleteUsers),
    /// Sets one T12 app's quota.
    SetQuota(SetQuota),
}

/// What a successful answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteOutput {
    /// It was done for these.
    Listed(Vec<String>),
    /// It was done for all.
    All,
    /// The one account was created, and this is what the vendor says of it.
    Created(CreatedUser),
    /// It says nothing: to be read back.
    NotConfirmed,
}

/// How many rows one request to a vendor may have.
pub(crate) fn rows_at_most(vendor: Vendor) -> u16 {
    match vendor {
        Vendor::BitAnswer => crate::Pace::MOST_ROWS,
        // ShareCreators deletes lists as well, but its answer does not say which of them were there.
        Vendor::T12 | Vendor::Tingyun | Vendor::ShareCreators => 1,
    }
}

/// Makes the write of an attempt. `None` if it cannot be made: a password is not in memory any more, or the rows make
/// no sense for the vendor.
pub(crate) fn write(
    job: &Job,
    attempt: &Attempt,
    passwords: &BTreeMap<u32, Secret>,
) -> Option<Write> {
    let id = RequestId(attempt.request.clone());
    let rows: Vec<(u32, &Row)> = attempt
        .rows
        .iter()
        .filter_map(|index| Some((*index, job.rows().get(*index as usize)?)))
        .collect();
    let (_, first) = rows.first()?;
    match (job.head().vendor()?, first.action) {
        (Vendor::BitAnswer, Action::Create) => Some(Write::Add(bitanswer::UpsertUsers {
            changes: user_changes(&rows, passwords)?,
            id,
        })),
        (Vendor::BitAnswer, Action::Change) => Some(Write::Change(bitanswer::PatchUsers {
            changes: user_changes(&rows, passwords)?,
            id,
        })),
        (Vendor::BitAnswer, Action::Delete) => Some(Write::Delete(bitanswer::DeleteUsers {
            names: rows.iter().map(|(_, row)| row.target.clone()).collect(),
            id,
        })),
        (Vendor::ShareCreators, Action::Create) => Some(Write::CreateAccount(CreateUser {
            email: first.target.clone(),
            telephone: text(first, Field::Telephone),
            phone_area_code: text(first, Field::PhoneAreaCode),
            role: Role::from_code(first.after(Field::Role)?)?,
            id,
        })),
        (Vendor::ShareCreators, Action::Delete) => {
            Some(Write::DeleteAccounts(sharecreators::DeleteUsers {
                accounts: rows.iter().map(|(_, row)| row.target.clone()).collect(),
                id,
            }))
        }
        (Vendor::T12, Action::Change) => Some(Write::SetQuota(SetQuota {
            app_name: first.target.clone(),
            user_num: amount(first, Field::RegularUsers)?,
            tester_num: amount(first, Field::TestUsers)?,
            id,
        })),
        _ => None,
    }
}

fn user_changes(
    rows: &[(u32, &Row)],
    passwords: &BTreeMap<u32, Secret>,
) -> Option<Vec<UserChange>> {
    rows.iter()
        .map(|(index, row)| {
            let password = if row.sets_password {
                Some(passwords.get(index)?.clone())
            } else {
                None
            };
            Some(UserChange {
                name: row.target.clone(),
                nick_name: row.after(Field::NickName).map(str::to_owned),
                status: row.after(Field::Status).map(|status| {
                    if status == Field::DISABLED {
                        AccountStatus::Disabled
                    } else {
                        AccountStatus::Normal
                    }
                }),
                password,
            })
        })
        .collect()
}

fn text(row: &Row, field: Field) -> String {
    row.after(field).unwrap_or_default().to_owned()
}

/// `Some(None)` where the row leaves the amount as it is, `None` where it is no amount.
fn amount(row: &Row, field: Field) -> Option<Option<u64>> {
    match row.after(field) {
        None => Some(None),
        Some(digits) => digits.parse().ok().map(Some),
    }
}

fn names(list: bitanswer::UserList) -> WriteOutput {
    WriteOutput::Listed(list.items.into_iter().map(|user| user.name).collect())
}

impl Call for Write {
    type Output = WriteOutput;

    fn operation(&self) -> Operation {
        match self {
            Write::Add(call) => call.operation(),
            Write::Change(call) => call.operation(),
            Write::Delete(call) => call.operation(),
            Write::CreateAccount(call) => call.operation(),
            Write::DeleteAccounts(call) => call.operation(),
            Write::SetQuota(call) => call.operation(),
        }
    }

    fn request(&self) -> Result<Request, Problem> {
        match self {
            Write::Add(call) => call.request(),
            Write::Change(call) => call.request(),
            Write::Delete(call) => call.request(),
            Write::CreateAccount(call) => call.request(),
            Write::DeleteAccounts(call) => call.request(),
            Write::SetQuota(call) => call.request(),
        }
    }

    fn parse(&self, response: &Response) -> Result<WriteOutput, Problem> {
        match self {
            Write::Add(call) => call.parse(response).map(names),
            Write::Change(call) => call.parse(response).map(names),
            Write::Delete(call) => call.parse(response).map(names),
            Write::CreateAccount(call) => call.parse(response).map(WriteOutput::Created),
            Write::DeleteAccounts(call) => call.parse(response).map(|()| WriteOutput::All),
            // Even a clear yes is read back: two admins can overwrite each other.
            Write::SetQuota(call) => call.parse(response).map(|outcome| match outcome {
                SetQuotaOutcome::Confirmed | SetQuotaOutcome::NotConfirmed => {
                    WriteOutput::NotConfirmed
                }
            }),
        }
    }
}
