//! Every rule, one file each with its page beside it.
//!
//! A new rule is such a file and two lines here, in the order of the ids. What several
//! rules need of the language is in `../words.rs`.

mod a01;
mod a02;
mod a03;
mod a04;
mod a05;
mod a06;
mod b01;
mod b02;
mod b03;
mod b04;
mod b05;
mod b06;
mod b07;
mod b08;
mod b09;
mod b10;
mod b11;
mod b12;
mod b13;
mod b14;
mod c01;
mod c02;
mod c03;
mod c04;
mod c05;
mod c06;
mod c07;
mod c08;
mod c09;
mod c10;
mod c11;
mod c12;
mod c13;
mod c14;
mod c16;
mod c17;
mod c18;
mod c19;
mod c20;
mod c21;
mod c22;
mod c23;
mod d01;
mod d02;
mod d03;
mod d04;
mod d05;
mod h01;
mod h02;
mod h03;
mod h04;
mod h05;
mod h06;
mod h07;
mod h08;
mod h09;
mod h10;
mod h11;
mod h12;
mod h13;
mod h14;
mod h15;
mod h16;
mod h17;
mod h18;
mod h19;
mod h20;
mod h21;
mod h22;
mod h23;
mod h24;
mod h25;
mod m01;
mod m02;
mod m03;
mod m04;
mod n01;
mod n02;
mod n03;
mod n04;
mod n05;
mod n06;
mod p01;
mod p02;
mod p03;
mod p04;
mod p05;
mod p06;
mod p07;
mod p08;
mod p09;
mod p10;
mod p11;
mod p12;
mod p13;
mod p14;
mod p15;
mod p16;
mod s01;
mod s02;
mod s03;
mod s04;
mod s05;
mod s06;
mod s07;
mod s08;
mod s09;
mod s10;
mod s11;
mod s12;
mod t01;
mod t02;
mod t03;
mod t04;
mod t05;
mod t06;
mod t07;
mod t08;
mod x01;
mod x02;
mod x03;
mod x04;
mod x05;
mod x06;
mod x07;
mod x08;

use super::rule::Rule;

/// Every rule, in the order of the ids.
pub static RULES: &[Rule] = &[
    a01::RULE,
    a02::RULE,
    a03::RULE,
    a04::RULE,
    a05::RULE,
    a06::RULE,
    b01::RULE,
    b02::RULE,
    b03::RULE,
    b04::RULE,
    b05::RULE,
    b06::RULE,
    b07::RULE,
    b08::RULE,
    b09::RULE,
    b10::RULE,
    b11::RULE,
    b12::RULE,
    b13::RULE,
    b14::RULE,
    c01::RULE,
    c02::RULE,
    c03::RULE,
    c04::RULE,
    c05::RULE,
    c06::RULE,
    c07::RULE,
    c08::RULE,
    c09::RULE,
    c10::RULE,
    c11::RULE,
    c12::RULE,
    c13::RULE,
    c14::RULE,
    c16::RULE,
    c17::RULE,
    c18::RULE,
    c19::RULE,
    c20::RULE,
    c21::RULE,
    c22::RULE,
    c23::RULE,
    d01::RULE,
    d02::RULE,
    d03::RULE,
    d04::RULE,
    d05::RULE,
    h01::RULE,
    h02::RULE,
    h03::RULE,
    h04::RULE,
    h05::RULE,
    h06::RULE,
    h07::RULE,
    h08::RULE,
    h09::RULE,
    h10::RULE,
    h11::RULE,
    h12::RULE,
    h13::RULE,
    h14::RULE,
    h15::RULE,
    h16::RULE,
    h17::RULE,
    h18::RULE,
    h19::RULE,
    h20::RULE,
    h21::RULE,
    h22::RULE,
    h23::RULE,
    h24::RULE,
    h25::RULE,
    m01::RULE,
    m02::RULE,
    m03::RULE,
    m04::RULE,
    n01::RULE,
    n02::RULE,
    n03::RULE,
    n04::RULE,
    n05::RULE,
    n06::RULE,
    p01::RULE,
    p02::RULE,
    p03::RULE,
    p04::RULE,
    p05::RULE,
    p06::RULE,
    p07::RULE,
    p08::RULE,
    p09::RULE,
    p10::RULE,
    p11::RULE,
    p12::RULE,
    p13::RULE,
    p14::RULE,
    p15::RULE,
    p16::RULE,
    s01::RULE,
    s02::RULE,
    s03::RULE,
    s04::RULE,
    s05::RULE,
    s06::RULE,
    s07::RULE,
    s08::RULE,
    s09::RULE,
    s10::RULE,
    s11::RULE,
    s12::RULE,
    t01::RULE,
    t02::RULE,
    t03::RULE,
    t04::RULE,
    t05::RULE,
    t06::RULE,
    t07::RULE,
    t08::RULE,
    x01::RULE,
    x02::RULE,
    x03::RULE,
    x04::RULE,
    x05::RULE,
    x06::RULE,
    x07::RULE,
    x08::RULE,
];

/// The rule with this id, whatever its case.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}
