//! The table of settings: their keys in the file, their variables in the environment, and how a value is taken.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use toml::Value;

use super::{AccessSetting, Config, Expected, UpstreamUrl};

/// One thing that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each is a field of Config or Limits and documented there"
)]
pub enum Setting {
    Listen,
    Port,
    Dist,
    Seed,
    CaFile,
    AuditFile,
    AllowedOrigins,
    RequestBodyBytes,
    ResponseBodyBytes,
    RequestTimeoutSeconds,
    ConnectTimeoutSeconds,
    TimeoutSeconds,
    RequestsInFlight,
    Access(AccessSetting),
}

const LARGEST_BODY: i64 = 1 << 30;
const LONGEST_SECONDS: f64 = 3600.0;

impl Setting {
    /// Every setting.
    pub fn all() -> impl Iterator<Item = Setting> {
        [
            Setting::Listen,
            Setting::Port,
            Setting::Dist,
            Setting::Seed,
            Setting::CaFile,
            Setting::AuditFile,
            Setting::AllowedOrigins,
            Setting::RequestBodyBytes,
            Setting::ResponseBodyBytes,
            Setting::RequestTimeoutSeconds,
            Setting::ConnectTimeoutSeconds,
            Setting::TimeoutSeconds,
            Setting::RequestsInFlight,
        ]
        .into_iter()
        .chain(AccessSetting::ALL.map(Setting::Access))
    }

    /// The key in the file, with its tables: `limits.timeout_seconds`.
    pub fn key(self) -> String {
        let word = match self {
            Setting::Listen => "listen",
            Setting::Port => "port",
            Setting::Dist => "dist",
            Setting::Seed => "sandbox.seed",
            Setting::CaFile => "ca_file",
            Setting::AuditFile => "audit.file",
            Setting::AllowedOrigins => "allowed_origins",
            Setting::RequestBodyBytes => "limits.request_body_bytes",
            Setting::ResponseBodyBytes => "limits.response_body_bytes",
            Setting::RequestTimeoutSeconds => "limits.request_timeout_seconds",
            Setting::ConnectTimeoutSeconds => "limits.connect_timeout_seconds",
            Setting::TimeoutSeconds => "limits.timeout_seconds",
            Setting::RequestsInFlight => "limits.requests_in_flight",
            Setting::Access(setting) => setting.key(),
        };
        word.to_owned()
    }

    /// The variable in the environment: `ROLLCALL_TIMEOUT_SECONDS`.
    pub fn variable(self) -> String {
        let key = self.key();
        let short = key
            .trim_start_matches("limits.")
            .trim_start_matches("sandbox.");
        format!("ROLLCALL_{}", short.replace('.', "_").to_ascii_uppercase())
    }

    /// A value of the type that the file would have, from the text of a variable or flag.
    pub(super) fn value_from_text(self, text: &str) -> Value {
        match self {
            Setting::Listen | Setting::Dist | Setting::CaFile | Setting::AuditFile => {
                Value::String(text.to_owned())
            }
            Setting::Access(setting) if setting.is_text() => Value::String(text.to_owned()),
            Setting::AllowedOrigins => list(text, &[',', ' ']),
            // A group's name may have spaces in it.
            Setting::Access(setting) if setting.is_list() => list(text, &[',']),
            _ => match (text.parse(), text.parse()) {
                (Ok(whole), _) => Value::Integer(whole),
                (_, Ok(number)) => Value::Float(number),
                _ => Value::String(text.to_owned()),
            },
        }
    }

    /// Puts a value into the configuration.
    pub(super) fn apply(self, config: &mut Config, value: &Value) -> Result<(), Expected> {
        match self {
            Setting::Listen => config.listen = address(value)?,
            Setting::Port => {
                let port = whole(value, 0, i64::from(u16::MAX)).ok_or(Expected::Port)?;
                config.port = u16::try_from(port).map_err(|_| Expected::Port)?;
            }
            Setting::Dist => config.dist = Some(path(value)?),
            Setting::Seed => {
                let seed = whole(value, 0, i64::MAX).ok_or(Expected::Seed)?;
                config.seed = seed.unsigned_abs();
            }
            Setting::CaFile => config.ca_file = Some(path(value)?),
            Setting::AuditFile => config.audit_file = Some(path(value)?),
            Setting::AllowedOrigins => config.allowed_origins = origins(value)?,
            Setting::RequestBodyBytes => config.limits.request_body_bytes = bytes(value)?,
            Setting::ResponseBodyBytes => config.limits.response_body_bytes = bytes(value)?,
            Setting::RequestTimeoutSeconds => config.limits.request_timeout = seconds(value)?,
            Setting::ConnectTimeoutSeconds => config.limits.connect_timeout = seconds(value)?,
            Setting::TimeoutSeconds => config.limits.timeout = seconds(value)?,
            Setting::RequestsInFlight => {
                let count = whole(value, 1, 1024).ok_or(Expected::Count)?;
                config.limits.requests_in_flight =
                    usize::try_from(count).map_err(|_| Expected::Count)?;
            }
            Setting::Access(setting) => setting
                .apply(&mut config.access, value)
                .map_err(Expected::Access)?,
        }
        Ok(())
    }
}

fn whole(value: &Value, least: i64, most: i64) -> Option<i64> {
    value
        .as_integer()
        .filter(|number| (least..=most).contains(number))
}

fn bytes(value: &Value) -> Result<usize, Expected> {
    whole(value, 1, LARGEST_BODY)
        .and_then(|number| usize::try_from(number).ok())
        .ok_or(Expected::Bytes)
}

fn seconds(value: &Value) -> Result<Duration, Expected> {
    let number = match value {
        // Integers beyond f64's precision are beyond the longest time, too.
        #[allow(clippy::cast_precision_loss, reason = "see above")]
        Value::Integer(whole) => *whole as f64,
        Value::Float(number) => *number,
        _ => return Err(Expected::Seconds),
    };
    if number > 0.0 && number <= LONGEST_SECONDS {
        Ok(Duration::from_secs_f64(number))
    } else {
        Err(Expected::Seconds)
    }
}

fn path(value: &Value) -> Result<PathBuf, Expected> {
    match value.as_str() {
        Some(text) if !text.is_empty() => Ok(PathBuf::from(text)),
        _ => Err(Expected::Path),
    }
}

fn address(value: &Value) -> Result<IpAddr, Expected> {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .ok_or(Expected::Address)
}

/// A list that a variable writes in one line.
fn list(text: &str, separators: &[char]) -> Value {
    let items = text.split(separators).map(str::trim);
    let items = items.filter(|item| !item.is_empty());
    Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
}

/// Origins are compared as text, so each must stand as a browser sends it.
fn origins(value: &Value) -> Result<Vec<String>, Expected> {
    let list = value.as_array().ok_or(Expected::Origins)?;
    list.iter()
        .map(|origin| {
            let text = origin.as_str().ok_or(Expected::Origins)?;
            let url = UpstreamUrl::parse(text).map_err(|_| Expected::Origins)?;
            let as_sent = text == text.to_ascii_lowercase() && !text.ends_with('/');
            if as_sent && url.base_path().is_empty() {
                Ok(text.to_owned())
            } else {
                Err(Expected::Origins)
            }
        })
        .collect()
}
