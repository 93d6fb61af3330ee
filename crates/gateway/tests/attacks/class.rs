//! A class of attacks: how many were tried, and which got through.

/// A class of attacks.
pub struct Class {
    name: &'static str,
    attempts: usize,
    through: Vec<String>,
}

impl Class {
    pub fn new(name: &'static str) -> Class {
        Class {
            name,
            attempts: 0,
            through: Vec::new(),
        }
    }

    /// Notes an attempt.
    pub fn tried(&mut self, what: impl Into<String>, through: bool) {
        self.attempts += 1;
        if through {
            self.through.push(what.into());
        }
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    pub fn attempts(&self) -> usize {
        self.attempts
    }

    pub fn through(&self) -> impl Iterator<Item = String> {
        self.through
            .iter()
            .map(|what| format!("{}: {what}", self.name))
    }
}
