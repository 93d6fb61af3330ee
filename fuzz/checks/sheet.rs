//! Files of rows over any bytes: rows and flaws come out, or a fault; slices give the same as all at once.

use sheet::{
    Column, Delimiter, Encoding, Flaw, Language, Mapping, Progress, Reader, Row, Workbook, decode,
    delimited_text, detect, detect_delimiter, fingerprint, flawed_rows, limits, template,
    unescaped,
};

#[allow(dead_code, reason = "written for tests that also pack")]
#[path = "../../crates/sheet/tests/archive/mod.rs"]
mod archive;

const COLUMNS: &[Column] = &[
    Column {
        key: "name",
        names: &["登录名", "Login name"],
        required: true,
        secret: false,
    },
    Column {
        key: "password",
        names: &["密码", "Password"],
        required: false,
        secret: true,
    },
];

type Read = (Vec<Row>, Vec<Flaw>);

pub fn check(data: &[u8]) {
    workbook(data);
    if let Ok(text) = std::str::from_utf8(data)
        && text.contains('<')
    {
        // The checksums are right, so that it is read. What shared texts there are stand behind the rows.
        let (rows, strings) = text.split_once('\u{1}').unwrap_or((text, ""));
        workbook(&archive::archive(&archive::workbook(
            archive::Entry::stored,
            rows,
            strings,
        )));
    }
    let detected = detect(data);
    for encoding in Encoding::ALL {
        if let Ok(text) = decode(data, encoding)
            && (encoding == detected.encoding || data.len() < 512)
        {
            delimited(&text);
        }
    }
}

fn workbook(data: &[u8]) {
    let Ok(book) = Workbook::open(data.to_vec()) else {
        return;
    };
    let slice = 1 + data.len() % 7;
    for sheet in 0..book.sheets().len().min(3) {
        let all = |slice: usize| -> Option<Read> {
            let mut reader = book.read(sheet).ok()?;
            gathered(slice, || reader.read(slice).ok())
        };
        let read = all(usize::MAX);
        assert!(read == all(slice), "slices differ");
        if let Some(read) = read {
            judged(&read);
        }
    }
}

fn delimited(text: &str) {
    let found = detect_delimiter(text).delimiter;
    for delimiter in Delimiter::ALL {
        let all = |slice: usize| {
            let mut reader = Reader::new(text.to_owned(), delimiter);
            gathered(slice, || Some(reader.read(slice)))
        };
        let Some(read) = all(usize::MAX) else {
            return;
        };
        assert!(Some(&read) == all(2).as_ref(), "slices differ");
        if delimiter == found {
            judged(&read);
        }
    }
}

fn gathered(slice: usize, mut read: impl FnMut() -> Option<Progress>) -> Option<Read> {
    let (mut rows, mut flaws) = (Vec::new(), Vec::new());
    loop {
        let mut progress = read()?;
        assert!(progress.rows.len() <= slice);
        rows.append(&mut progress.rows);
        flaws.append(&mut progress.flaws);
        if progress.finished {
            return Some((rows, flaws));
        }
    }
}

fn judged((rows, flaws): &Read) {
    for row in rows {
        assert!(!row.is_empty() && row.len() <= limits::CELLS_IN_ROW && row.number() > 0);
    }
    assert!(rows.is_sorted_by(|first, second| first.number() < second.number()));
    let mapping = Mapping::propose(COLUMNS, rows).mapping;
    for flaw in flaws {
        mapping.concerns(flaw);
    }
    assert!(Mapping::from_text(COLUMNS, &mapping.to_text()) == Some(mapping.clone()));
    let Some(first) = rows.first() else {
        return;
    };
    fingerprint(first);
    mapping.ignored(first);
    let told: Vec<_> = rows.iter().map(|row| (row, "x")).collect();
    flawed_rows(
        Some(first),
        "what is wrong",
        &told,
        &mapping.secret_columns(),
    );
    template(COLUMNS, Language::Chinese, &[first.cell(0)]);

    // What is written is read again, but for broken lines of cells that are empty.
    let written = delimited_text(rows.iter().map(Row::cells));
    let mut again = Reader::new(written, Delimiter::Comma).read(usize::MAX).rows;
    again.truncate(rows.len());
    for (row, again) in rows.iter().zip(&again) {
        assert!(row.cells().eq(again.cells().map(unescaped)));
    }
    for row in rows {
        for value in mapping.values(row) {
            assert!(row.len() > value.place.column.unwrap_or(0) || value.text.is_empty());
        }
    }
}
