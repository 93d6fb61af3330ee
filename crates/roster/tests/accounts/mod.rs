//! Users of the shape that the peers are measured with: the same lengths and the same characters.

#![allow(dead_code, reason = "not every program that has it uses all of it")]

use roster::{Column, ColumnKind, Roster};

pub const GUID: usize = 0;
pub const NAME: usize = 1;
pub const NICK: usize = 2;
pub const REG: usize = 3;
pub const STATUS: usize = 4;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉鑫宇博晨浩然子轩雨欣怡佳琪思源嘉懿梓涵若曦泽楷";

pub fn columns() -> Vec<Column> {
    let column = |names, kind, searched| Column {
        names,
        kind,
        searched,
    };
    vec![
        column(&["guid"], ColumnKind::Text, false),
        column(&["name"], ColumnKind::Text, true),
        column(&["nick"], ColumnKind::Text, true),
        column(&["reg"], ColumnKind::Date, false),
        column(&["status"], ColumnKind::Category, false),
    ]
}

fn hash(index: u32, salt: u32) -> u32 {
    let mut mixed = (index + 1).wrapping_mul(0x9e37_79b1) ^ salt.wrapping_mul(0x7f4a_7c15);
    for _ in 0..2 {
        mixed = (mixed ^ mixed >> 16).wrapping_mul(0x85eb_ca6b);
        mixed = (mixed ^ mixed >> 13).wrapping_mul(0xc2b2_ae35);
    }
    mixed ^ mixed >> 16
}

fn pick(text: &str, number: u32) -> &str {
    let index = number as usize % (text.len() / 3) * 3;
    &text[index..index + 3]
}

/// The texts of a user's columns.
pub fn user(index: u32) -> [String; 5] {
    let [a, b, c, d, e] = [1, 2, 3, 4, 5].map(|salt| hash(index, salt));
    let prefix = match d % 100 {
        0..72 => "user",
        72..80 => "guest",
        80..85 => "admin",
        85..90 => "house",
        90..95 => "usage",
        _ => "userbot",
    };
    let serial = (u64::from(index) * 618_033 + 73_514) % 1_000_000;
    let more = if b % 3 == 0 { "" } else { pick(GIVEN, b >> 12) };
    [
        format!(
            "{a:08x}-{:04x}-{:04x}-{:04x}-{:04x}{d:08x}",
            b >> 16,
            b & 0xffff,
            c >> 16,
            c & 0xffff
        ),
        format!("{prefix}_{serial:06}"),
        format!("{}{}{more}", pick(SURNAMES, a >> 8), pick(GIVEN, b >> 3)),
        format!(
            "20{:02}-{:02}-{:02} {:02}:{:02}:{:02}",
            12 + c % 13,
            1 + (c >> 4) % 12,
            1 + (c >> 8) % 28,
            (c >> 12) % 24,
            (c >> 16) % 60,
            (c >> 20) % 60
        ),
        if e % 20 < 17 { "正常" } else { "停用" }.to_owned(),
    ]
}

/// A roster of so many.
pub fn roster(rows: u32) -> Roster {
    let mut roster = Roster::new(columns());
    for index in 0..rows {
        roster.put(&user(index).each_ref().map(String::as_str));
    }
    roster
}
