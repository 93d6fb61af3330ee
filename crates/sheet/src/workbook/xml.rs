//! The few things of XML that a workbook's parts need: tags by their local names, attributes, text.

use super::WorkbookFault;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Reads a part, or what is left of it from the end of an element on. Whether tags match is not checked, so that reading can go
/// on within an element.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
}

pub(super) enum Piece<'a> {
    /// A tag opens. One that is empty closes at once.
    Open(Tag<'a>),
    Close(Name),
    Text(Cow<'a, str>),
    End,
}

/// A tag's local name, as far as any is known here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Cell,
    CellFormats,
    Format,
    Formula,
    InlineText,
    NumberFormat,
    NumberFormats,
    Phonetic,
    Relationship,
    Row,
    Rows,
    Sheet,
    SharedText,
    Text,
    Value,
    WorkbookProperties,
    Other,
}

impl Name {
    fn of(local: &str) -> Self {
        match local {
            "c" => Self::Cell,
            "cellXfs" => Self::CellFormats,
            "xf" => Self::Format,
            "f" => Self::Formula,
            "is" => Self::InlineText,
            "numFmt" => Self::NumberFormat,
            "numFmts" => Self::NumberFormats,
            "rPh" => Self::Phonetic,
            "Relationship" => Self::Relationship,
            "row" => Self::Row,
            "sheetData" => Self::Rows,
            "sheet" => Self::Sheet,
            "si" => Self::SharedText,
            "t" => Self::Text,
            "v" => Self::Value,
            "workbookPr" => Self::WorkbookProperties,
            _ => Self::Other,
        }
    }
}

pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    pub name: Name,
}

impl Tag<'_> {
    /// The attributes by their local names. A value that is not well formed ends them.
    pub fn each_attribute(&self, mut take: impl FnMut(&str, Cow<'_, str>)) {
        for attribute in self.start.attributes().with_checks(false) {
            let Ok(attribute) = attribute else {
                return;
            };
            let Ok(value) = unescape(&attribute.value) else {
                return;
            };
            take(attribute.key.local_name().into_inner(), value);
        }
    }
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self { reader }
    }

    /// How far it is read.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    pub fn next(&mut self) -> Result<Piece<'a>, WorkbookFault> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|_| WorkbookFault::Malformed)?;
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => Piece::Open(Tag {
                    name: Name::of(start.local_name().into_inner()),
                    start,
                }),
                Event::End(end) => Piece::Close(Name::of(end.local_name().into_inner())),
                Event::Text(text) => Piece::Text(text.xml_content(XmlVersion::Implicit1_0)),
                Event::CData(text) => Piece::Text(text.xml_content(XmlVersion::Implicit1_0)),
                Event::GeneralRef(reference) => {
                    let character = reference
                        .resolve_char_ref()
                        .map_err(|_| WorkbookFault::Malformed)?;
                    Piece::Text(match character {
                        Some(character) => Cow::Owned(character.to_string()),
                        // Others need a DTD, which no workbook has.
                        None => Cow::Borrowed(
                            resolve_predefined_entity(&reference)
                                .ok_or(WorkbookFault::Malformed)?,
                        ),
                    })
                }
                Event::Eof => Piece::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }
}
