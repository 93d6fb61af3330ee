//! The parts every page is made of: buttons, fields, tables, dialogs, toasts.
//!
//! This module must not know a vendor, a route, a language or the network. Every word a person reads comes in as a
//! property; everything that happens leaves as a callback. The look lives in `style/`, one file a part.

mod badge;
mod button;
mod checkbox;
mod color_choice;
mod command_palette;
mod confirm_dialog;
mod copy_button;
mod description_list;
mod dialog;
mod element;
mod empty_state;
mod field;
mod form;
mod form_footer;
mod grid;
mod icon;
mod keep_focus;
mod menu;
mod meter;
mod notice;
pub mod pager;
pub mod palette_match;
mod picker;
mod popover;
mod progress;
mod row_selection;
mod search_field;
mod segmented_control;
mod select_field;
mod side_panel;
mod skeleton;
mod style;
mod table;
mod table_row;
mod toast;
mod tone;

pub use badge::{Badge, HealthDot};
pub use button::{Button, ButtonKind, ButtonVariant, IconButton, LINK_BUTTON, LINK_BUTTON_PRIMARY};
pub use checkbox::Checkbox;
pub use color_choice::ColorChoice;
pub use command_palette::{CommandPalette, Kbd, PaletteItem, PaletteWords};
pub use confirm_dialog::ConfirmDialog;
pub use copy_button::{CopyButton, copy_text};
pub use description_list::{Description, DescriptionList};
pub use dialog::{Dialog, DialogSize};
pub use element::focus_page;
pub use empty_state::EmptyState;
pub use field::{SecretField, TextArea, TextField, TextKind};
pub use form::Form;
pub use form_footer::FormFooter;
pub use grid::{
    DataGrid, Density, GridCell, GridColumn, GridLayout, GridRows, GridSelect, GridSelection,
    GridWords,
};
pub use icon::{Icon, IconName};
pub use keep_focus::keep_focus;
pub use menu::{Menu, MenuItem};
pub use meter::Meter;
pub use notice::Notice;
pub use pager::{Pager, PagerState, PagerWords};
pub use picker::{Picker, PickerItem, color_dot};
pub use popover::Popover;
pub use progress::ProgressBar;
pub use search_field::SearchField;
pub use segmented_control::SegmentedControl;
pub use select_field::SelectField;
pub use side_panel::SidePanel;
pub use skeleton::Skeleton;
pub use style::{OwnSheet, adopt_style};
pub use table::{DataTable, TableWords};
pub use table_row::{Align, Cell, CellView, Column, ColumnWidth, Row};
pub use toast::{ToastHub, Toasts, provide_toasts, use_toasts};
pub use tone::Tone;
