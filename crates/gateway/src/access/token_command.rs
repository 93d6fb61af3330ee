//! `rollcall token new`: makes a token, shows it once, and shows what to put into the configuration.

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

use vendors::Role;

use super::{Date, Hash, new_token, random};
use crate::config::is_name;

/// For whom a token is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenWish {
    name: String,
    role: Role,
    expires: Option<Date>,
}

/// Why no token can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is spelled out where it is displayed")]
pub enum WishProblem {
    Name,
    Role,
    Expires,
}

impl fmt::Display for WishProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WishProblem::Name => "`--name` must say in 1 to 64 characters whom the token is for.",
            WishProblem::Role => "`--role` must be `viewer`, `operator` or `admin`.",
            WishProblem::Expires => "`--expires` must be a day such as 2027-01-31.",
        })
    }
}

impl TokenWish {
    /// Reads what the command line says.
    ///
    /// # Errors
    /// [`WishProblem`] names the first flag that is missing or wrong.
    pub fn read(
        name: Option<&str>,
        role: Option<&str>,
        expires: Option<&str>,
    ) -> Result<TokenWish, WishProblem> {
        let expires = expires.map(|day| Date::parse(day).ok_or(WishProblem::Expires));
        Ok(TokenWish {
            name: name
                .filter(|name| is_name(name))
                .ok_or(WishProblem::Name)?
                .to_owned(),
            role: role.and_then(Role::from_word).ok_or(WishProblem::Role)?,
            expires: expires.transpose()?,
        })
    }

    /// The lines for the configuration.
    fn lines(&self, hash: Hash) -> String {
        // JSON's escapes are TOML's.
        let name = serde_json::Value::from(self.name.as_str());
        let expires = self.expires.map(|day| format!("expires = {day}\n"));
        format!(
            "[[access.tokens]]\nname = {name}\nrole = \"{}\"\nhash = \"{}\"\n{}",
            self.role,
            hash.text(),
            expires.unwrap_or_default()
        )
    }
}

/// Makes the token and prints it.
pub fn run(wish: &TokenWish) -> ExitCode {
    let Ok(random) = random() else {
        eprintln!("The system gives no random numbers, so that no safe token can be made.");
        return ExitCode::FAILURE;
    };
    let token = new_token(&random);
    let written = writeln!(
        io::stdout(),
        "The token. It is shown this once and kept nowhere; hand it over by a safe way:\n\n{}\n\n\
         For rollcall.toml, which keeps its hash only; then start the gateway again:\n\n{}",
        token.expose(),
        wish.lines(Hash::of(token.expose()))
    );
    match written {
        Ok(()) => ExitCode::SUCCESS,
        // A token that nobody saw is worth nothing.
        Err(_) => ExitCode::FAILURE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let read = TokenWish::read;
        assert_eq!(read(None, Some("admin"), None), Err(WishProblem::Name));
        assert_eq!(read(Some(""), Some("admin"), None), Err(WishProblem::Name));
        assert_eq!(read(Some("a"), None, None), Err(WishProblem::Role));
        assert_eq!(read(Some("a"), Some("root"), None), Err(WishProblem::Role));
        assert_eq!(
            read(Some("a"), Some("admin"), Some("soon")),
            Err(WishProblem::Expires)
        );
    }

    #[test]
    fn the_lines_are_toml_whatever_the_name() {
        for name in ["wang", "王 \"the\" \\ admin"] {
            let wish = TokenWish::read(Some(name), Some("viewer"), Some("2027-01-31"));
            let table = wish.map(|wish| wish.lines(Hash::of("x")).parse::<toml::Table>());
            let table = table.map(|table| table.map(|table| table["access"]["tokens"][0].clone()));
            let Ok(Ok(token)) = table else {
                unreachable!("{table:?}")
            };
            assert_eq!(token["name"].as_str(), Some(name));
            let day = token["expires"].as_datetime().map(ToString::to_string);
            assert_eq!(day.as_deref(), Some("2027-01-31"));
        }
    }
}
