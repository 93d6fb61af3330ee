//! Between the reader of files and the plan: which columns it looks for, and what its rows wish. Pure.

use jobs::plan::{FileKind, Flaw, FlawKind, Wish};
use sheet::{Cause, Column, Mapping, Row};
use std::sync::OnceLock;
use vendors::Vendor;

/// The column whose cells are passwords.
const PASSWORD: &str = "password";

/// What a column of passwords has in its name, in lower case and without spaces.
const SAYS_PASSWORD: [&str; 6] = ["密码", "口令", "password", "passwd", "passphrase", "pwd"];

/// The file's columns that hold passwords: the one that is taken for them, and those whose heading says so although
/// nothing is taken from them.
pub fn secret_columns(mapping: Option<&Mapping>, heading: Option<&Row>) -> Vec<usize> {
    let mut found = mapping.map(Mapping::secret_columns).unwrap_or_default();
    for column in 0..heading.map_or(0, Row::len) {
        let name = heading.map_or("", |row| row.cell(column)).to_lowercase();
        let name: String = name.chars().filter(|one| !one.is_whitespace()).collect();
        if !found.contains(&column) && SAYS_PASSWORD.iter().any(|word| name.contains(word)) {
            found.push(column);
        }
    }
    found
}

/// The columns of a purpose, as the reader of files wants them.
pub fn columns(kind: FileKind) -> &'static [Column] {
    static ALL: OnceLock<Vec<(FileKind, Vec<Column>)>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let kinds = Vendor::ALL.into_iter().flat_map(FileKind::of);
        kinds
            .map(|kind| (*kind, kind.columns().iter().map(column).collect()))
            .collect()
    });
    all.iter()
        .find(|(own, _)| *own == kind)
        .map_or(&[], |(_, columns)| columns)
}

fn column(own: &jobs::plan::Column) -> Column {
    Column {
        key: own.key,
        names: own.names,
        required: own.required,
        secret: own.key == PASSWORD,
    }
}

/// What a file's rows wish, a slice at a time.
pub struct Wishing {
    kind: FileKind,
    mapping: Mapping,
    /// The flaws of the file that are still ahead.
    flaw: usize,
}

impl Wishing {
    /// Begins at the first row.
    pub fn new(kind: FileKind, mapping: Mapping) -> Self {
        Wishing {
            kind,
            mapping,
            flaw: 0,
        }
    }

    /// What the next rows wish. `rows` follow those of the last call, without the heading; `flaws` are always all.
    pub fn next(&mut self, rows: &[Row], flaws: &[sheet::Flaw]) -> Vec<Wish> {
        rows.iter().map(|row| self.wish(row, flaws)).collect()
    }

    fn wish(&mut self, row: &Row, flaws: &[sheet::Flaw]) -> Wish {
        let values = self.mapping.values(row);
        let cell = |key: &str| {
            let value = values.iter().find(|value| value.key == key);
            value.map_or("", |value| value.text.as_str())
        };
        let mut wish = self.kind.read(row.number(), cell);
        while let Some(flaw) = flaws.get(self.flaw) {
            if flaw.place.row > row.number() {
                break;
            }
            self.flaw += 1;
            if flaw.place.row == row.number() && self.mapping.concerns(flaw) {
                wish.flaws.extend(self.flaw_of(row, flaw));
            }
        }
        wish
    }

    fn flaw_of(&self, row: &Row, flaw: &sheet::Flaw) -> Option<Flaw> {
        let column = flaw.place.column;
        Some(Flaw {
            column: column
                .and_then(|column| self.mapping.key_of(column))
                .unwrap_or_default(),
            kind: match flaw.cause {
                // The apostrophe says that it is meant as it stands.
                Cause::LooksLikeFormula
                    if column.is_some_and(|column| row.cell(column).starts_with('\'')) =>
                {
                    return None;
                }
                Cause::FormulaCell | Cause::LooksLikeFormula => FlawKind::Formula,
                Cause::TooManyCells | Cause::TooManyRows | Cause::TooMuch => FlawKind::TooManyCells,
                Cause::CellTooLong => FlawKind::TooLong,
                Cause::UnclosedQuote | Cause::TextAfterQuote => FlawKind::Quote,
                Cause::BrokenCharacter => FlawKind::BrokenCharacter,
                Cause::ErrorValue | Cause::BrokenValue => FlawKind::CellError,
                Cause::PrecisionLost => FlawKind::PrecisionLost,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jobs::Field;
    use sheet::{Delimiter, Reader};

    fn wishes(kind: FileKind, text: &str) -> Vec<Wish> {
        let read = Reader::new(text.to_owned(), Delimiter::Comma).read(100);
        let mapping = Mapping::propose(columns(kind), &read.rows).mapping;
        let heading = usize::from(mapping.has_heading());
        Wishing::new(kind, mapping).next(&read.rows[heading..], &read.flaws)
    }

    #[test]
    fn rows_become_wishes_whatever_the_language_and_order_of_the_heading() {
        for heading in ["状态,用户名,登录名", "Status,Display name,Login"] {
            let wishes = wishes(
                FileKind::ChangeUsers,
                &format!("{heading}\n停用,张伟,zhang.wei\n"),
            );
            assert_eq!(wishes.len(), 1);
            assert_eq!(wishes[0].target, "zhang.wei");
            assert_eq!(wishes[0].place, Some(2));
            assert_eq!(wishes[0].values[&Field::NickName], "张伟");
            assert_eq!(wishes[0].values[&Field::Status], Field::DISABLED);
        }
    }

    #[test]
    fn flaws_of_the_file_reach_the_row_and_the_column_that_they_are_in() {
        let text = "登录名,用户名,备注\na,=1+1,=2\nb,'@home,x\nc,\u{fffd},x\n";
        let wishes = wishes(FileKind::CreateUsers, text);
        let flaw = |kind| {
            vec![Flaw {
                column: "nick-name",
                kind,
            }]
        };
        assert_eq!(wishes[0].flaws, flaw(FlawKind::Formula));
        assert_eq!(wishes[1].flaws, []);
        assert_eq!(wishes[1].values[&Field::NickName], "@home");
        assert_eq!(wishes[2].flaws, flaw(FlawKind::BrokenCharacter));
    }

    #[test]
    fn a_password_is_taken_as_it_stands_and_is_no_formula() {
        let wishes = wishes(FileKind::CreateUsers, "Login,Password\na,=x y \n");
        assert_eq!(wishes[0].flaws, []);
        let password = wishes[0].password.as_ref();
        assert!(password.is_some_and(|password| password.expose() == "=x y "));
    }

    #[test]
    fn a_slice_goes_on_where_the_last_one_ended() {
        let text = "登录名,用户名\na,=1\nb,ok\nc,=2\n";
        let read = Reader::new(text.to_owned(), Delimiter::Comma).read(100);
        let mapping = Mapping::propose(columns(FileKind::CreateUsers), &read.rows).mapping;
        let mut wishing = Wishing::new(FileKind::CreateUsers, mapping);
        let flawed: Vec<bool> = (1..4)
            .flat_map(|row| wishing.next(&read.rows[row..=row], &read.flaws))
            .map(|wish| !wish.flaws.is_empty())
            .collect();
        assert_eq!(flawed, [true, false, true]);
    }

    #[test]
    fn a_column_of_passwords_is_secret_whatever_is_taken_from_it() {
        let text = "邮箱,初始 密码,部门,Old Password\na@b.cn,x,研发,y";
        let rows = Reader::new(text.to_owned(), Delimiter::Comma).read(9).rows;
        let own = columns(FileKind::CreateAccounts);
        let mapping = Mapping::propose(own, &rows).mapping;
        assert_eq!(secret_columns(Some(&mapping), rows.first()), [1, 3]);
        assert_eq!(secret_columns(None, None), [0; 0]);
    }

    #[test]
    fn only_passwords_are_secret() {
        for vendor in Vendor::ALL {
            for kind in FileKind::of(vendor) {
                let own = columns(*kind);
                assert_eq!(own.len(), kind.columns().len());
                assert!(own.iter().all(|own| own.secret == (own.key == "password")));
            }
        }
    }
}
