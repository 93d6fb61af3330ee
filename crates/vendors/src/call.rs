//! What every operation can do: become a request, and read the answer.

use crate::{Operation, Problem, Request, Response};

/// A typed operation with its arguments.
pub trait Call {
    /// What a successful answer means.
    type Output;

    /// Which operation this is.
    fn operation(&self) -> Operation;

    /// The request, without credentials.
    ///
    /// # Errors
    /// [`crate::problem::Cause::InvalidInput`] when the arguments cannot be right.
    fn request(&self) -> Result<Request, Problem>;

    /// Reads the vendor's answer. Total: any bytes give an output or a problem, and neither holds a password.
    ///
    /// # Errors
    /// A [`Problem`] when the vendor said no or what came is not what its page documents.
    fn parse(&self, response: &Response) -> Result<Self::Output, Problem>;
}
