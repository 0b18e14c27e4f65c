//! Characters of symbol fonts, which stand at codes of their own: `w:sym`, and text at
//! the private codes U+F020 … U+F0FF.

/// The character that a symbol font draws at `code`, if it is a usual one.
pub fn symbol(font: &str, code: u32) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let code = u8::try_from(code).ok()?;
    let table = match font.trim().to_lowercase().as_str() {
        "symbol" => SYMBOL,
        "wingdings" => WINGDINGS,
        "wingdings 2" => WINGDINGS_2,
        "wingdings 3" => WINGDINGS_3,
        "webdings" => WEBDINGS,
        _ => return None,
    };
    let found = table.iter().find(|(own, _)| *own == code).map(|(_, symbol)| *symbol);
    let is_same = table == SYMBOL && (b' '..=b'?').contains(&code);
    found.or(is_same.then_some(char::from(code)))
}

/// Whether the letters of this font are symbols.
pub fn is_symbol_font(font: &str) -> bool {
    let font = font.trim().to_lowercase();
    font == "symbol" || font.starts_with("wingdings") || font == "webdings"
}

/// The sign that stands in for one that the program's font does not have.
pub fn instead_of(sign: char) -> Option<char> {
    let found = match sign {
        '☐' | '❏' | '❐' | '❑' | '❒' | '⬜' | '▢' => '□',
        '☑' | '✓' | '✔' => '√',
        '☒' | '✗' | '✘' | '✕' | '✖' => '×',
        '➢' | '➤' | '▶' | '➔' | '‣' => '►',
        '⇒' | '➜' | '➡' => '→',
        '❖' | '◆' | '⬛' | '◼' => '■',
        '⁃' => '-',
        '★' | '☆' | '✦' | '✱' => '*',
        _ => return None,
    };
    Some(found)
}

const SYMBOL: &[(u8, char)] = &[
    (0x22, '∀'),
    (0x24, '∃'),
    (0x27, '∋'),
    (0x2A, '∗'),
    (0x2D, '−'),
    (0x40, '≅'),
    (0x41, 'Α'),
    (0x42, 'Β'),
    (0x44, 'Δ'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x4C, 'Λ'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x58, 'Ξ'),
    (0x59, 'Ψ'),
    (0x5B, '['),
    (0x5D, ']'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x69, 'ι'),
    (0x6A, 'ϕ'),
    (0x6B, 'κ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x6E, 'ν'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7A, 'ζ'),
    (0x7B, '{'),
    (0x7C, '|'),
    (0x7D, '}'),
    (0x7E, '∼'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xA7, '♣'),
    (0xA8, '♦'),
    (0xA9, '♥'),
    (0xAA, '♠'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB5, '∝'),
    (0xB6, '∂'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xC6, '∅'),
    (0xC7, '∩'),
    (0xC8, '∪'),
    (0xC9, '⊃'),
    (0xCA, '⊇'),
    (0xCC, '⊂'),
    (0xCD, '⊆'),
    (0xCE, '∈'),
    (0xCF, '∉'),
    (0xD1, '∇'),
    (0xD2, '®'),
    (0xD3, '©'),
    (0xD4, '™'),
    (0xD5, '∏'),
    (0xD6, '√'),
    (0xD7, '⋅'),
    (0xD8, '¬'),
    (0xDB, '⇔'),
    (0xDC, '⇐'),
    (0xDD, '⇑'),
    (0xDE, '⇒'),
    (0xDF, '⇓'),
    (0xE0, '◊'),
    (0xE2, '®'),
    (0xE3, '©'),
    (0xE4, '™'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];

const WINGDINGS: &[(u8, char)] = &[
    (0x20, ' '),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x46, '☞'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '❐'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9E, '·'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇐'),
    (0xF0, '⇒'),
    (0xF3, '⇔'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: &[(u8, char)] = &[
    (0x20, ' '),
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x54, '☒'),
    (0x97, '●'),
    (0x98, '●'),
    (0xA2, '■'),
    (0xA3, '□'),
];

const WINGDINGS_3: &[(u8, char)] =
    &[(0x20, ' '), (0x66, '←'), (0x67, '→'), (0x68, '↑'), (0x69, '↓'), (0x7D, '▶')];

const WEBDINGS: &[(u8, char)] = &[(0x20, ' '), (0x61, '✓'), (0x63, '□'), (0x67, '■'), (0x72, '✗')];
