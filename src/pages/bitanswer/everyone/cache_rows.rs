//! Users as bytes, for a kept list. Pure; total: any bytes give users or the word that they are none.
//!
//! One byte for the version, then for each user a byte that says what there is of it, and its texts, each behind its
//! length. A third of the same as JSON.

use vendors::bitanswer::{User, UserStatus};

const VERSION: u8 = 1;

const HAS_NICK_NAME: u8 = 1;
/// The displayed name is the login, as it is for whoever was added without one.
const NICK_NAME_IS_NAME: u8 = 1 << 1;
const HAS_GUID: u8 = 1 << 2;
const HAS_DATE: u8 = 1 << 3;
const STATUS_SHIFT: u8 = 4;
const NORMAL: u8 = 1;
const DISABLED: u8 = 2;
const OTHER: u8 = 3;

/// The bytes are not what [`written`] makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRows;

/// Bytes to which no user was added yet.
pub fn begun() -> Vec<u8> {
    vec![VERSION]
}

/// Adds users to bytes.
pub fn add(bytes: &mut Vec<u8>, users: &[User]) {
    for user in users {
        add_user(bytes, user);
    }
}

fn add_user(bytes: &mut Vec<u8>, user: &User) {
    let status = match &user.status {
        None => 0,
        Some(UserStatus::Normal) => NORMAL,
        Some(UserStatus::Disabled) => DISABLED,
        Some(UserStatus::Other(_)) => OTHER,
    };
    let nick_name = user.nick_name.as_deref();
    let nick_flag = match nick_name {
        None => 0,
        Some(nick_name) if nick_name == user.name => NICK_NAME_IS_NAME,
        Some(_) => HAS_NICK_NAME,
    };
    let has = |flag: u8, text: &Option<String>| if text.is_some() { flag } else { 0 };
    let flags = nick_flag | has(HAS_GUID, &user.guid) | has(HAS_DATE, &user.reg_date);
    bytes.push(flags | status << STATUS_SHIFT);
    add_text(bytes, &user.name);
    if nick_flag == HAS_NICK_NAME {
        add_text(bytes, nick_name.unwrap_or_default());
    }
    for text in [&user.guid, &user.reg_date].into_iter().flatten() {
        add_text(bytes, text);
    }
    if let Some(UserStatus::Other(text)) = &user.status {
        add_text(bytes, text);
    }
}

fn add_text(bytes: &mut Vec<u8>, text: &str) {
    let mut length = text.len();
    while length >= 0x80 {
        bytes.push(length as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend_from_slice(text.as_bytes());
}

/// Reads users.
///
/// # Errors
/// [`NotRows`] if the bytes are anything else.
pub fn read(bytes: &[u8]) -> Result<Vec<User>, NotRows> {
    let mut rest = Rest(bytes);
    if rest.byte()? != VERSION {
        return Err(NotRows);
    }
    let mut users = Vec::new();
    while !rest.0.is_empty() {
        users.push(rest.user()?);
    }
    Ok(users)
}

/// What is not read yet.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn byte(&mut self) -> Result<u8, NotRows> {
        let (first, rest) = self.0.split_first().ok_or(NotRows)?;
        self.0 = rest;
        Ok(*first)
    }

    fn text(&mut self) -> Result<String, NotRows> {
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                let (text, rest) = self.0.split_at_checked(length).ok_or(NotRows)?;
                self.0 = rest;
                let text = std::str::from_utf8(text).map_err(|_| NotRows)?;
                return Ok(text.to_owned());
            }
        }
        Err(NotRows)
    }

    fn text_if(&mut self, there_is: bool) -> Result<Option<String>, NotRows> {
        there_is.then(|| self.text()).transpose()
    }

    fn user(&mut self) -> Result<User, NotRows> {
        let flags = self.byte()?;
        let name = self.text()?;
        let nick_name = match flags & (HAS_NICK_NAME | NICK_NAME_IS_NAME) {
            0 => None,
            HAS_NICK_NAME => Some(self.text()?),
            NICK_NAME_IS_NAME => Some(name.clone()),
            _ => return Err(NotRows),
        };
        let guid = self.text_if(flags & HAS_GUID != 0)?;
        let reg_date = self.text_if(flags & HAS_DATE != 0)?;
        let status = match flags >> STATUS_SHIFT {
            0 => None,
            NORMAL => Some(UserStatus::Normal),
            DISABLED => Some(UserStatus::Disabled),
            OTHER => Some(UserStatus::Other(self.text()?)),
            _ => return Err(NotRows),
        };
        Ok(User {
            name,
            nick_name,
            guid,
            reg_date,
            status,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(name: &str) -> User {
        User {
            name: name.to_owned(),
            nick_name: None,
            guid: None,
            reg_date: None,
            status: None,
        }
    }

    fn users() -> Vec<User> {
        let mut full = user("张伟");
        full.nick_name = Some("张伟 😀".to_owned());
        full.guid = Some("7f0c".to_owned());
        full.reg_date = Some("2024-05-01 09:30:00".to_owned());
        full.status = Some(UserStatus::Disabled);
        let mut same = user("a");
        same.nick_name = Some("a".to_owned());
        same.status = Some(UserStatus::Normal);
        let mut odd = user("");
        odd.nick_name = Some(String::new());
        odd.guid = Some(String::new());
        odd.status = Some(UserStatus::Other("七".repeat(9_000)));
        let mut empty_nick = user("b");
        empty_nick.nick_name = Some(String::new());
        vec![
            full,
            same,
            odd,
            empty_nick,
            user(&"x".repeat(127)),
            user(&"x".repeat(128)),
        ]
    }

    #[test]
    fn users_come_back_as_they_were() {
        let mut bytes = begun();
        assert_eq!(read(&bytes), Ok(Vec::new()));
        add(&mut bytes, &users()[..2]);
        add(&mut bytes, &users()[2..]);
        assert_eq!(read(&bytes), Ok(users()));
    }

    #[test]
    fn whatever_else_is_none() {
        assert_eq!(read(&[]), Err(NotRows));
        assert_eq!(read(&[2]), Err(NotRows));
        let mut bytes = begun();
        add(&mut bytes, &users());
        let ends: Vec<usize> = (0..users().len())
            .map(|many| {
                let mut whole = begun();
                add(&mut whole, &users()[..many]);
                whole.len()
            })
            .collect();
        for cut in 1..bytes.len() {
            let read = read(&bytes[..cut]);
            assert_eq!(read.is_ok(), ends.contains(&cut), "cut at {cut}");
        }
        for at in 0..200 {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                assert_ne!(read(&changed), Ok(users()), "bit {bit} of {at}");
            }
        }
    }
}
