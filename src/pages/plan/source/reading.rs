//! A file on its way into rows: what it is, how it is read, and what the admin corrects about that.

use super::bytes::{bytes_of, decoded};
use super::columns::columns;
use super::fault::Fault;
use super::workbook::{Book, opened};
use crate::jobs::breathe;
use crate::store::{load_columns, save_columns};
use jobs::plan::FileKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use sheet::{
    Delimiter, Encoding, Flaw, Mapping, Progress, Reader, Row, Sheet, detect, detect_delimiter,
    file_kind, fingerprint,
};
use std::sync::Arc;
use web_sys::File;

/// Rows that are read at once.
const SLICE: usize = 500;

/// Rows by which a mapping is proposed.
const LOOKED_AT: usize = 50;

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was given yet.
    Nothing,
    /// It is being read; so many parts of a hundred are.
    Reading(u8),
    /// There are no rows.
    Wrong(Fault),
    /// The rows are there.
    Read,
}

/// The rows of a file, without what is wrong for the vendor.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The rows that are not empty, the heading among them.
    pub rows: Vec<Row>,
    /// What is wrong with their cells, in the same order.
    pub flaws: Vec<Flaw>,
}

impl Rows {
    /// Where the reading had to end, if it did not come to the end of the file.
    pub fn cut_at(&self) -> Option<u32> {
        let last = self.flaws.last()?;
        last.cause.ends_the_reading().then_some(last.place.row)
    }
}

/// What is read.
enum Opened {
    /// The bytes of a text.
    Bytes(Arc<Vec<u8>>),
    /// A text that was pasted.
    Text(String),
    /// A workbook.
    Book(Box<dyn Book>),
}

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextForm {
    /// Its encoding; none where it came as a text.
    pub encoding: Option<Encoding>,
    /// Whether that needs no look.
    pub encoding_certain: bool,
    /// What stands between the cells.
    pub delimiter: Delimiter,
    /// Whether that needs no look.
    pub delimiter_certain: bool,
}

/// How a file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// As text.
    Text(TextForm),
    /// As this sheet of these.
    Book(Vec<Sheet>, usize),
}

/// Where a mapping comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// From names that are known.
    ByName,
    /// From nothing but the order.
    Guessed,
    /// From the last time.
    Remembered,
    /// From the admin.
    ByAdmin,
}

/// The reading of one file after another. Can be copied.
#[derive(Clone, Copy)]
pub struct Reading {
    /// What the file is for.
    pub kind: RwSignal<FileKind>,
    /// How far it is.
    pub stage: RwSignal<Stage>,
    /// What is being read, by name; none for what was pasted.
    pub name: RwSignal<Option<String>>,
    /// How it is read.
    pub form: RwSignal<Option<Form>>,
    /// What came of it.
    pub rows: RwSignal<Arc<Rows>>,
    /// Which column is what.
    pub mapping: RwSignal<Option<(Mapping, Proposed)>>,
    opened: StoredValue<Option<Opened>, LocalStorage>,
    generation: StoredValue<u32>,
}

impl Reading {
    /// Nothing yet.
    pub fn new(kind: RwSignal<FileKind>) -> Self {
        Reading {
            kind,
            stage: RwSignal::new(Stage::Nothing),
            name: RwSignal::new(None),
            form: RwSignal::new(None),
            rows: RwSignal::new(Arc::default()),
            mapping: RwSignal::new(None),
            opened: StoredValue::new_local(None),
            generation: StoredValue::new(0),
        }
    }

    /// Forgets what was read, and drops what is being read.
    pub fn forget(self) {
        self.begin();
        self.stage.set(Stage::Nothing);
    }

    fn begin(self) -> u32 {
        self.rows.set(Arc::default());
        self.mapping.set(None);
        self.form.set(None);
        self.opened.set_value(None);
        self.next_generation()
    }

    fn next_generation(self) -> u32 {
        let next = self.generation.try_update_value(|generation| {
            *generation += 1;
            *generation
        });
        next.unwrap_or_default()
    }

    /// Whether nobody asked for anything newer, and the page is still there.
    fn is_newest(self, generation: u32) -> bool {
        self.generation.try_get_value() == Some(generation)
    }

    /// Reads a file.
    pub fn read_file(self, file: File) {
        let generation = self.begin();
        self.name.set(Some(file.name()));
        self.stage.set(Stage::Reading(0));
        spawn_local(async move {
            let result = self.open(&file, generation).await;
            self.conclude(generation, result).await;
        });
    }

    /// Reads a pasted text.
    pub fn read_text(self, text: String) {
        let generation = self.begin();
        self.name.set(None);
        self.stage.set(Stage::Reading(0));
        let found = detect_delimiter(&text);
        self.form.set(Some(Form::Text(TextForm {
            encoding: None,
            encoding_certain: true,
            delimiter: found.delimiter,
            delimiter_certain: found.certain,
        })));
        self.opened.set_value(Some(Opened::Text(text)));
        spawn_local(async move { self.conclude(generation, Ok(())).await });
    }

    /// Reads the same text in another encoding.
    pub fn choose_encoding(self, encoding: Encoding) {
        self.again(move |form| {
            if let Form::Text(text) = form {
                text.encoding = Some(encoding);
                text.encoding_certain = true;
            }
        });
    }

    /// Reads the same text with something else between its cells.
    pub fn choose_delimiter(self, delimiter: Delimiter) {
        self.again(move |form| {
            if let Form::Text(text) = form {
                text.delimiter = delimiter;
                text.delimiter_certain = true;
            }
        });
    }

    /// Reads another sheet.
    pub fn choose_sheet(self, sheet: usize) {
        self.again(move |form| {
            if let Form::Book(_, chosen) = form {
                *chosen = sheet;
            }
        });
    }

    fn again(self, change: impl FnOnce(&mut Form)) {
        let Some(mut form) = self.form.get_untracked() else {
            return;
        };
        change(&mut form);
        if self.form.with_untracked(|own| own.as_ref() == Some(&form)) {
            return;
        }
        self.form.set(Some(form));
        let generation = self.next_generation();
        self.stage.set(Stage::Reading(0));
        spawn_local(async move { self.conclude(generation, Ok(())).await });
    }

    /// Finds out what a file is.
    async fn open(self, file: &File, generation: u32) -> Result<(), Fault> {
        let bytes = bytes_of(file).await?;
        if !self.is_newest(generation) {
            return Ok(());
        }
        if file_kind(&bytes) == sheet::FileKind::Text {
            let found = detect(&bytes);
            let text = decoded(&bytes, found.encoding).await?;
            let between = detect_delimiter(&text);
            if self.is_newest(generation) {
                self.form.set(Some(Form::Text(TextForm {
                    encoding: Some(found.encoding),
                    encoding_certain: found.certain,
                    delimiter: between.delimiter,
                    delimiter_certain: between.certain,
                })));
                self.opened.set_value(Some(Opened::Bytes(Arc::new(bytes))));
            }
        } else {
            let book = opened(bytes).await?;
            if self.is_newest(generation) {
                let (sheets, first) = book.sheets();
                self.form.set(Some(Form::Book(sheets, first)));
                self.opened.set_value(Some(Opened::Book(book)));
            }
        }
        Ok(())
    }

    /// Reads the rows of what is open and says what came of it.
    async fn conclude(self, generation: u32, opened: Result<(), Fault>) {
        let result = match opened {
            Ok(()) if self.is_newest(generation) => self.read_rows(generation).await,
            Ok(()) => return,
            Err(fault) => Err(fault),
        };
        if !self.is_newest(generation) {
            return;
        }
        match result {
            Ok(rows) if rows.rows.is_empty() => self.stage.set(Stage::Wrong(Fault::Empty)),
            Ok(rows) => {
                self.rows.set(Arc::new(rows));
                self.propose();
                self.stage.set(Stage::Read);
            }
            Err(fault) => self.stage.set(Stage::Wrong(fault)),
        }
    }

    async fn read_rows(self, generation: u32) -> Result<Rows, Fault> {
        let mut rows = Rows::default();
        match self.form.get_untracked() {
            Some(Form::Text(form)) => {
                let text = self.text(form.encoding).await?;
                let mut reader = Reader::new(text, form.delimiter);
                while self.take(generation, &mut rows, reader.read(SLICE)).await {}
            }
            Some(Form::Book(_, sheet)) => {
                self.with_book(|book| book.begin(sheet))?;
                loop {
                    let progress = self.with_book(|book| book.read(SLICE))?;
                    if !self.take(generation, &mut rows, progress).await {
                        break;
                    }
                }
            }
            None => {}
        }
        Ok(rows)
    }

    /// Takes a slice in. Gives whether there is more to read, and anybody who wants it.
    async fn take(self, generation: u32, rows: &mut Rows, progress: Progress) -> bool {
        rows.rows.extend(progress.rows);
        rows.flaws.extend(progress.flaws);
        if progress.finished || !self.is_newest(generation) {
            return false;
        }
        self.stage.set(Stage::Reading(progress.percent));
        breathe().await;
        self.is_newest(generation)
    }

    async fn text(self, encoding: Option<Encoding>) -> Result<String, Fault> {
        let bytes = self.opened.with_value(|opened| match opened {
            Some(Opened::Text(text)) => Err(text.clone()),
            Some(Opened::Bytes(bytes)) => Ok(Arc::clone(bytes)),
            _ => Err(String::new()),
        });
        match (bytes, encoding) {
            (Ok(bytes), Some(encoding)) => decoded(&bytes, encoding).await,
            (Ok(_), None) => Ok(String::new()),
            (Err(text), _) => Ok(text),
        }
    }

    fn with_book<T>(
        self,
        ask: impl FnOnce(&mut dyn Book) -> Result<T, sheet::WorkbookFault>,
    ) -> Result<T, Fault> {
        let asked = self.opened.try_update_value(|opened| match opened {
            Some(Opened::Book(book)) => ask(book.as_mut()).map_err(Fault::Workbook),
            _ => Err(Fault::NotReadable),
        });
        asked.unwrap_or(Err(Fault::NotReadable))
    }

    /// Says which column is what: as the last time, or as the names say.
    pub fn propose(self) {
        let kind = self.kind.get_untracked();
        self.rows.with_untracked(|rows| {
            let Some(first) = rows.rows.first() else {
                return;
            };
            let kept = load_columns(kind.name(), &fingerprint(first));
            let kept = kept.and_then(|kept| Mapping::from_text(columns(kind), &kept));
            let looked_at = rows.rows.get(..LOOKED_AT).unwrap_or(&rows.rows);
            let (mapping, proposed) = match kept {
                Some(mapping) => (mapping, Proposed::Remembered),
                None => {
                    let proposal = Mapping::propose(columns(kind), looked_at);
                    let by = if proposal.certain {
                        Proposed::ByName
                    } else {
                        Proposed::Guessed
                    };
                    (proposal.mapping, by)
                }
            };
            self.mapping.set(Some((mapping, proposed)));
        });
    }

    /// Changes which column is what, as the admin says.
    pub fn correct(self, change: impl FnOnce(&mut Mapping)) {
        self.mapping.update(|mapping| {
            if let Some((mapping, proposed)) = mapping {
                change(mapping);
                *proposed = Proposed::ByAdmin;
            }
        });
    }

    /// Keeps what the admin said for the next file of this heading.
    pub fn remember(self) {
        self.mapping.with_untracked(|mapping| {
            let Some((mapping, Proposed::ByAdmin)) = mapping else {
                return;
            };
            self.rows.with_untracked(|rows| {
                if let Some(first) = rows.rows.first().filter(|_| mapping.has_heading()) {
                    let kind = self.kind.get_untracked().name();
                    save_columns(kind, &fingerprint(first), &mapping.to_text());
                }
            });
        });
    }
}
