#![allow(clippy::unwrap_used, reason = "tests")]
use super::*;
use crate::audit::entry::{Outcome, Result as WriteResult};
use proptest::prelude::*;

/// A disk in memory that takes only so many more bytes.
#[derive(Default)]
struct Memory {
    bytes: Vec<u8>,
    room: Option<usize>,
}

impl Store for Memory {
    fn read_from(&mut self, offset: u64) -> io::Result<Box<dyn io::Read + '_>> {
        let offset = usize::try_from(offset).unwrap();
        Ok(Box::new(&self.bytes[offset..]))
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(room) = self.room else {
            self.bytes.extend_from_slice(bytes);
            return Ok(());
        };
        let taken = room.min(bytes.len());
        self.bytes.extend_from_slice(&bytes[..taken]);
        self.room = Some(room - taken);
        if taken < bytes.len() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}

fn outcome() -> Event {
    let outcome = Outcome {
        result: WriteResult::Answered,
        status: Some(200),
        failure: None,
    };
    Event::Outcome(0, outcome)
}

fn ask(writer: &mut Writer<Memory>, event: Event) -> Result<u64, Unwritable> {
    let (done, mut written) = oneshot::channel();
    writer.write(vec![Append { event, done }]);
    written.try_recv().unwrap()
}

fn entries(bytes: &[u8]) -> (End, u64) {
    let mut reading = Reading::new(None);
    let end = read_to_end(&mut reading, bytes).unwrap();
    (end, reading.head.next)
}

proptest! {
    #[test]
    fn a_trail_that_was_cut_anywhere_goes_on(cut in any::<prop::sample::Index>(), again in any::<prop::sample::Index>()) {
        let mut writer = Writer::new(Memory::default());
        for _ in 0..4 {
            ask(&mut writer, Event::Start).unwrap();
        }
        let mut bytes = writer.store.bytes;
        for (round, cut) in [cut, again].into_iter().enumerate() {
            bytes.truncate(cut.index(bytes.len() + 1));
            let before = bytes.clone();
            let mut writer = Writer::new(Memory { bytes, room: None });
            // A repair that is itself cut short is the one case that needs a person: it cannot be told from tampering.
            if writer.recover().unwrap().is_some() {
                prop_assert_eq!(round, 1);
                return Ok(());
            }
            ask(&mut writer, Event::Start).unwrap();
            bytes = writer.store.bytes;
            prop_assert!(bytes.starts_with(&before), "history is never rewritten");
            prop_assert_eq!(entries(&bytes).0, End::Whole);
        }
    }

    #[test]
    fn a_full_disk_refuses_and_what_is_owed_is_written_later(room in 0_usize..2_000) {
        let mut writer = Writer::new(Memory { bytes: Vec::new(), room: Some(room) });
        let mut acknowledged = 0;
        while ask(&mut writer, Event::Start).is_ok() {
            acknowledged += 1;
        }
        prop_assert_eq!(ask(&mut writer, outcome()), Err(Unwritable));
        writer.store.room = None;
        ask(&mut writer, Event::Start).unwrap();
        let text = String::from_utf8(writer.store.bytes.clone()).unwrap();
        prop_assert_eq!(entries(text.as_bytes()).0, End::Whole);
        prop_assert_eq!(text.matches("\"kind\":\"outcome\"").count(), 1);
        prop_assert!(text.matches("\"kind\":\"start\"").count() > acknowledged);
    }
}
