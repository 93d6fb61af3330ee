//! One page of the list as a call that tells how long its answer took to read.

use std::cell::Cell;
use std::rc::Rc;
use vendors::bitanswer::{ListUsers, UserList};
use vendors::{Call, Operation, Problem, Request, Response};

/// Asks for a page.
pub struct MeasuredPage {
    /// The call itself.
    pub call: ListUsers,
    /// A clock in milliseconds that only goes forward.
    pub now: fn() -> f64,
    /// For how many milliseconds the answer was read.
    pub took: Rc<Cell<f64>>,
}

impl Call for MeasuredPage {
    type Output = UserList;

    fn operation(&self) -> Operation {
        self.call.operation()
    }

    fn request(&self) -> Result<Request, Problem> {
        self.call.request()
    }

    fn parse(&self, response: &Response) -> Result<UserList, Problem> {
        let begun = (self.now)();
        let parsed = self.call.parse(response);
        self.took.set((self.now)() - begun);
        parsed
    }
}
