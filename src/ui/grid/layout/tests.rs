use super::*;
use crate::ui::Align;

const KEYS: [&str; 5] = ["name", "nick", "guid", "date", "status"];

fn columns() -> Vec<GridColumn> {
    KEYS.map(|key| GridColumn {
        key,
        label: key.to_owned(),
        width: 100,
        min_width: 40,
        sortable: true,
        align: Align::Start,
    })
    .to_vec()
}

fn keys(layout: &GridLayout) -> Vec<&'static str> {
    layout.visible_keys(&columns())
}

#[test]
fn nothing_changed_is_everything_as_it_was() {
    let layout = GridLayout::from_text("");
    assert_eq!(layout, GridLayout::default());
    assert_eq!(keys(&layout), KEYS);
    assert_eq!(layout.to_text(&columns()), "");
}

#[test]
fn a_text_says_all_of_it_and_is_read_again() {
    let mut layout = GridLayout::default();
    layout.resize("guid", 240);
    layout.set_hidden("status", true);
    layout.set_pinned("nick", true);
    layout.move_onto(&columns(), "date", "guid");
    let text = layout.to_text(&columns());
    assert_eq!(text, "name,^nick,date,guid:240,-status");
    let read = GridLayout::from_text(&text);
    assert_eq!(read.place(&columns()), layout.place(&columns()));
    assert_eq!(read.to_text(&columns()), text);
    assert_eq!(keys(&read), ["nick", "name", "date", "guid"]);
}

#[test]
fn what_cannot_be_read_is_left_out() {
    let layout = GridLayout::from_text(",,^,:,gone:9,name:x,guid:99999,guid,-^nick:1");
    let placed = layout.place(&columns());
    assert_eq!(keys(&layout), ["name", "guid", "date", "status"]);
    assert_eq!((placed[0].width, placed[1].width), (100, WIDEST));
}

#[test]
fn what_stays_in_sight_leaves_room_for_the_rest() {
    let layout = GridLayout::from_text("^name,^nick,^guid,date,status");
    let pinned = |room| {
        let mut placed = layout.place(&columns());
        leave_room(&mut placed, 40, room);
        let pinned = placed.iter().filter(|column| column.is_pinned);
        let keys: Vec<_> = pinned.map(|column| column.key).collect();
        // They stay where they are.
        assert!(placed.iter().map(|column| column.key).eq(KEYS));
        keys
    };
    assert_eq!(pinned(600), ["name", "nick", "guid"]);
    assert_eq!(pinned(500), ["name", "nick"]);
    assert_eq!(pinned(300), ["name"]);
    assert!(pinned(200).is_empty());
    // Nothing is laid out yet.
    assert_eq!(pinned(0), ["name", "nick", "guid"]);
}

#[test]
fn a_new_column_follows_the_one_before_it() {
    assert_eq!(
        keys(&GridLayout::from_text("status,guid,name")),
        ["status", "guid", "date", "name", "nick"]
    );
}

#[test]
fn one_column_is_always_shown() {
    let mut layout = GridLayout::default();
    for key in KEYS {
        layout.set_hidden(key, true);
    }
    assert_eq!(keys(&layout), ["name"]);
    assert!(layout.place(&[]).is_empty());
}

#[test]
fn a_column_lands_where_the_other_one_was_and_nothing_else_changes_its_order() {
    for from in KEYS {
        for to in KEYS {
            let mut layout = GridLayout::from_text("name,-nick,guid,date,status");
            layout.move_onto(&columns(), from, to);
            let mut expected: Vec<_> = ["name", "guid", "date", "status"].to_vec();
            if from != "nick" && to != "nick" {
                let at = expected.iter().position(|key| *key == to).unwrap_or(0);
                expected.retain(|key| *key != from);
                expected.insert(at, from);
            }
            assert_eq!(keys(&layout), expected, "{from} onto {to}");
        }
    }
}

#[test]
fn a_column_moved_among_pinned_ones_is_pinned_too() {
    let mut layout = GridLayout::from_text("^name,nick,guid,date,status");
    layout.move_onto(&columns(), "guid", "name");
    assert_eq!(keys(&layout), ["guid", "name", "nick", "date", "status"]);
    assert!(layout.place(&columns())[0].is_pinned);
    layout.move_onto(&columns(), "guid", "nick");
    assert_eq!(keys(&layout), ["name", "nick", "guid", "date", "status"]);
    assert!(!layout.place(&columns())[2].is_pinned);
}

#[test]
fn widths_stay_between_the_narrowest_and_the_widest() {
    let mut layout = GridLayout::default();
    for (asked, got) in [(0, 40), (39, 40), (41, 41), (u32::MAX, WIDEST)] {
        layout.resize("name", asked);
        assert_eq!(layout.place(&columns())[0].width, got);
    }
}

#[test]
fn pinned_columns_stand_beside_each_other() {
    let placed = GridLayout::from_text("^nick:50,^name").place(&columns());
    assert_eq!(pinned_offsets(&placed, 36)[..2], [36, 86]);
}
