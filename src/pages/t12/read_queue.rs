//! In which order quotas are read, and how many at once. It knows no network.

use std::collections::{BTreeSet, VecDeque};

/// How many quotas are read at once: T12 has one call an app, and a long list must not look like an attack.
const AT_ONCE: usize = 4;

/// The apps that wait to be read, and those that are being read.
#[derive(Debug, Default)]
pub struct ReadQueue {
    waiting: VecDeque<String>,
    running: BTreeSet<String>,
}

impl ReadQueue {
    /// Puts an app at the end. One that waits already keeps its place; one that is being read is read once more, since
    /// whoever asks now wants what is true now.
    pub fn push(&mut self, app: String) {
        if !self.waiting.contains(&app) {
            self.waiting.push_back(app);
        }
    }

    /// The apps whose reading begins now.
    pub fn start(&mut self) -> Vec<String> {
        let mut started = Vec::new();
        let mut place = 0;
        while self.running.len() < AT_ONCE && place < self.waiting.len() {
            if self.running.contains(&self.waiting[place]) {
                place += 1;
            } else if let Some(app) = self.waiting.remove(place) {
                self.running.insert(app.clone());
                started.push(app);
            }
        }
        started
    }

    /// An app was read.
    pub fn finish(&mut self, app: &str) {
        self.running.remove(app);
    }

    /// Forgets what waits: for apps that left the list.
    pub fn withdraw(&mut self, app: &str) {
        self.waiting.retain(|waiting| waiting != app);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(apps: &[&str]) -> ReadQueue {
        let mut queue = ReadQueue::default();
        for app in apps {
            queue.push((*app).to_owned());
        }
        queue
    }

    #[test]
    fn four_at_once_in_order() {
        let mut queue = queue(&["a", "b", "c", "d", "e", "f", "a"]);
        assert_eq!(queue.start(), ["a", "b", "c", "d"]);
        assert!(queue.start().is_empty());
        queue.finish("b");
        assert_eq!(queue.start(), ["e"]);
        queue.withdraw("f");
        queue.finish("a");
        assert!(queue.start().is_empty());
    }

    #[test]
    fn one_app_is_never_read_twice_at_once() {
        let mut queue = queue(&["a"]);
        assert_eq!(queue.start(), ["a"]);
        queue.push("a".to_owned());
        queue.push("b".to_owned());
        assert_eq!(queue.start(), ["b"]);
        queue.finish("a");
        assert_eq!(queue.start(), ["a"]);
    }
}
