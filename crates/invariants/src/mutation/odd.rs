//! Values that break naive code, more often than chance would bring them.

use super::node::Node;
use super::random::Random;

/// Numbers at and beyond every border.
const NUMBERS: [&str; 19] = [
    "0",
    "-0",
    "-1",
    "0.5",
    "-0.5",
    "1e3",
    "1E+2",
    "1e-400",
    "1e400",
    "-1e400",
    "1e99999999999999999999",
    "2147483647",
    "2147483648",
    "4294967294",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "18446744073709551616",
    "0.1000000000000000055511151231257827",
];

/// What is no number and no text.
const OTHERS: [&str; 7] = ["null", "true", "false", "{}", "[]", "[{}]", "{\"x\":[]}"];

/// What JSON does not know, or does not allow.
const WRONG: [&str; 18] = [
    "00012",
    "1.",
    ".5",
    "1e",
    "--1",
    "+1",
    "NaN",
    "Infinity",
    "-Infinity",
    "0x10",
    "nul",
    "undefined",
    "",
    "'a'",
    r#""\x""#,
    r#""\u12""#,
    r#""\u+123""#,
    r#""\""#,
];

/// Inside of quotes, as it is written.
const ESCAPED: [&str; 14] = [
    r"\u0000",
    r"\ud83d",
    r"\ude42",
    r"\ude42\ud83d",
    r"\ud83d\ud83d\ude42",
    r"\ud83d\ude42",
    r"\uD83D\u0041",
    r"\uFFFF",
    r"\u2028",
    r"\n\r\t\b\f",
    r#"\"\\\/"#,
    r"\u202e",
    "\n",
    "\0",
];

/// Inside of quotes, as it is read: white space, marks, joiners, directions, scripts.
const TEXTS: [&str; 34] = [
    "",
    " ",
    "\u{3000}",
    "\u{2028}",
    "\u{85}",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}abc\u{202c}",
    "\u{2067}שלום\u{2069}",
    "\u{301}",
    "e\u{301}\u{327}\u{20dd}",
    "👩\u{200d}🔬",
    "🇩🇪🇩🇪🇩",
    "ﷺ",
    "ﬃ",
    "İ",
    "ß",
    "ſ",
    "Å",
    "한글",
    "中文。好！",
    "كتاب؟",
    "क्षि।",
    "so. Then",
    "U.S. Dr. J.",
    "no?\")",
    "<b>&amp;</b>",
    "-->",
    "Speaker A",
    "Unknown speaker",
    "A",
    "12",
    "-1e9",
];

/// Bytes that are no UTF-8.
const BROKEN: [&[u8]; 5] = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a\xe2\x82"];

/// Any odd value. Few are wrong: what is refused is not read to the end.
pub(super) fn value(random: &mut Random) -> Node {
    Node::leaf(match random.below(24) {
        0 => random.pick(&WRONG).as_bytes().to_vec(),
        1 => [b"\"", *random.pick(&BROKEN), b"\""].concat(),
        2..5 => random.pick(&OTHERS).as_bytes().to_vec(),
        5..7 => deep(random),
        7..14 => number(random),
        _ => text(random),
    })
}

/// A number.
pub(super) fn number(random: &mut Random) -> Vec<u8> {
    match random.below(8) {
        0 => vec![b'1' + u8::try_from(random.below(9)).unwrap_or_default(); random.below(400) + 1],
        1 => random.next().to_string().into_bytes(),
        2 => random.below(20_000).to_string().into_bytes(),
        _ => random.pick(&NUMBERS).as_bytes().to_vec(),
    }
}

/// A text with its quotes.
pub(super) fn text(random: &mut Random) -> Vec<u8> {
    let mut inside = Vec::new();
    for _ in 0..=random.below(4) {
        let list: &[&str] = if random.one_in(4) { &ESCAPED } else { &TEXTS };
        // Now and then a long one.
        let times = if random.one_in(32) { random.below(200) } else { 1 };
        inside.extend(random.pick(list).repeat(times).bytes());
        inside.extend_from_slice(if random.one_in(3) { b" " } else { b"" });
    }
    [b"\"", &inside[..], b"\""].concat()
}

/// Lists in lists, or objects in objects, which may never end.
fn deep(random: &mut Random) -> Vec<u8> {
    let most = if random.one_in(16) { 3_000 } else { 40 };
    let depth = 1 + random.below(most);
    let (open, close) = *random.pick(&[("[", "]"), ("{\"words\":", "}"), ("[{\"a\":", "}]")]);
    let inside = *random.pick(&["0", "null", "\"]\"", "[]"]);
    let closed = if random.one_in(16) { random.below(depth) } else { depth };
    [&open.repeat(depth), inside, &close.repeat(closed)].concat().into_bytes()
}
