//! Why a file gives no rows, and the words for it.

use crate::i18n::Language;
use sheet::WorkbookFault;

/// Why there are no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is larger than what is read.
    TooLarge,
    /// The browser does not give it out.
    NotReadable,
    /// There is nothing in it.
    Empty,
    /// The part of the console that reads workbooks did not arrive.
    NotLoaded,
    /// It is a workbook that cannot be read, or no workbook.
    Workbook(WorkbookFault),
}

impl Fault {
    /// Why, and what to do.
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            Fault::TooLarge => language.plan_fault_too_large(),
            Fault::NotReadable => language.plan_fault_not_readable(),
            Fault::Empty => language.plan_fault_empty(),
            Fault::NotLoaded => language.plan_fault_not_loaded(),
            Fault::Workbook(fault) => match fault {
                WorkbookFault::NotAWorkbook => language.plan_fault_no_workbook(),
                WorkbookFault::OldFormat => language.plan_fault_old_format(),
                WorkbookFault::Locked => language.plan_fault_locked(),
                WorkbookFault::Damaged | WorkbookFault::Malformed => language.plan_fault_damaged(),
                WorkbookFault::TooLarge => language.plan_fault_workbook_too_large(),
                WorkbookFault::NoSuchSheet => language.plan_fault_no_sheet(),
            },
        }
    }
}
