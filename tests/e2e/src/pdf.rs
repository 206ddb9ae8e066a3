//! What is written on printed pages.
//!
//! This reads PDF as far as browsers write it (Chromium by Skia, Firefox by cairo): fonts are
//! found by their names, and every font says which letters its codes are.

use std::collections::BTreeMap;
use std::io::Read as _;

use anyhow::{Result, ensure};
use flate2::read::ZlibDecoder;

/// All letters in the order in which they are drawn. Blanks are left out: they are drawn as
/// distances, like the ends of lines.
pub fn letters(pdf: &[u8]) -> Result<String> {
    let objects = objects(pdf);
    let fonts: BTreeMap<String, Font> = objects
        .values()
        .flat_map(|object| references(&object.head))
        .filter_map(|(name, font)| Some((name, Font::of(objects.get(&font)?, &objects)?)))
        .collect();
    let pages = objects.values().filter(|object| find(&object.stream, b" Tf").is_some());
    let letters: String = pages.map(|page| drawn(&page.stream, &fonts)).collect();
    ensure!(!letters.is_empty(), "no text in a PDF of {} bytes", pdf.len());
    Ok(letters)
}

/// A numbered part of the file: a dictionary, and unpacked bytes if it has some.
struct Object {
    head: Vec<u8>,
    stream: Vec<u8>,
}

impl Object {
    fn read(body: &[u8]) -> Self {
        let at = find(body, b"stream").unwrap_or(body.len());
        let (head, stream) = body.split_at(at);
        let stream = stream.get(b"stream".len()..).unwrap_or_default();
        let stream = stream.strip_prefix(b"\r").unwrap_or(stream);
        let stream = stream.strip_prefix(b"\n").unwrap_or(stream);
        let mut unpacked = Vec::new();
        if find(head, b"/FlateDecode").is_some() {
            // What follows the packed bytes is no matter; pictures may be packed otherwise.
            let _pictures = ZlibDecoder::new(stream).read_to_end(&mut unpacked);
        }
        Self { head: head.to_vec(), stream: unpacked }
    }
}

fn objects(pdf: &[u8]) -> BTreeMap<usize, Object> {
    let mut objects = BTreeMap::new();
    let mut rest = pdf;
    while let Some(at) = find(rest, b" 0 obj") {
        let (before, body) = rest.split_at(at);
        let end = find(body, b"endobj").unwrap_or(body.len());
        let (body, after) = body.split_at(end);
        if let Some(number) = last_number(before) {
            objects.insert(number, Object::read(body.get(b" 0 obj".len()..).unwrap_or_default()));
        }
        rest = after;
    }
    let packed: Vec<_> = objects.values().flat_map(unpack).collect();
    objects.extend(packed);
    objects
}

/// Dictionaries that are packed together: numbers and offsets, and then each of them.
fn unpack(object: &Object) -> Vec<(usize, Object)> {
    if find(&object.head, b"/ObjStm").is_none() {
        return Vec::new();
    }
    let numbers = tokens(&object.stream).map_while(|token| token.number());
    let numbers: Vec<usize> = numbers.collect();
    let mut first = tokens(&object.head).skip_while(|token| *token != Token::Name("First".into()));
    let first = first.find_map(|token| token.number()).unwrap_or_default();
    let starts = numbers.chunks_exact(2).map(|pair| (pair[0], first + pair[1]));
    let ends = starts.clone().skip(1).map(|(_, start)| start).chain([object.stream.len()]);
    let part = |from, to| object.stream.get(from..to).unwrap_or_default();
    starts.zip(ends).map(|((n, from), to)| (n, Object::read(part(from, to)))).collect()
}

/// The names in a dictionary that stand for other objects.
fn references(head: &[u8]) -> Vec<(String, usize)> {
    let tokens: Vec<Token> = tokens(head).collect();
    let named = tokens.windows(4).filter_map(|four| match four {
        [Token::Name(name), number, _, Token::Word(r)] if r == "R" => {
            Some((name.clone(), number.number()?))
        }
        _ => None,
    });
    named.collect()
}

/// Which letters the codes of a font are.
struct Font {
    /// Bytes a code has.
    width: usize,
    letters: BTreeMap<usize, String>,
}

impl Font {
    fn of(font: &Object, objects: &BTreeMap<usize, Object>) -> Option<Self> {
        let named = references(&font.head);
        let (_, map) = named.iter().find(|(name, _)| name == "ToUnicode")?;
        let mut read = Self { width: 1, letters: BTreeMap::new() };
        let mut row = Vec::new();
        for token in tokens(&objects.get(map)?.stream) {
            match token {
                Token::Text(bytes) => row.push(bytes),
                Token::Word(word) => read.take(&word, &std::mem::take(&mut row)),
                Token::Name(_) => {}
            }
        }
        Some(read)
    }

    /// Takes a table of the map by the word that ends it.
    fn take(&mut self, end: &str, row: &[Vec<u8>]) {
        match end {
            "endcodespacerange" => self.width = row.first().map_or(1, Vec::len),
            "endbfchar" => {
                let pairs = row.chunks_exact(2);
                self.letters.extend(pairs.map(|pair| (code(&pair[0]), utf16(&pair[1], 0))));
            }
            "endbfrange" => {
                for three in row.chunks_exact(3) {
                    let codes = code(&three[0])..=code(&three[1]);
                    self.letters.extend(codes.zip(0..).map(|(n, on)| (n, utf16(&three[2], on))));
                }
            }
            _ => {}
        }
    }

    fn read(&self, text: &[u8]) -> String {
        let codes = text.chunks(self.width).map(code);
        codes.filter_map(|code| self.letters.get(&code).map(String::as_str)).collect()
    }
}

/// What a page draws: `/font size Tf`, and then texts before `Tj` or `TJ`.
fn drawn(page: &[u8], fonts: &BTreeMap<String, Font>) -> String {
    let (mut font, mut name, mut row, mut letters) = (None, String::new(), vec![], String::new());
    for token in tokens(page) {
        match token {
            Token::Name(new) => name = new,
            Token::Text(text) => row.push(text),
            Token::Word(word) if word == "Tf" => font = fonts.get(&name),
            Token::Word(word) if word == "Tj" || word == "TJ" => {
                let texts = std::mem::take(&mut row).into_iter();
                letters.extend(texts.filter_map(|text| Some(font?.read(&text))));
            }
            Token::Word(word) if word.starts_with(char::is_alphabetic) => row.clear(),
            Token::Word(_) => {}
        }
    }
    letters.split_whitespace().collect()
}

#[derive(PartialEq, Eq, Debug)]
enum Token {
    /// `/Name`
    Name(String),
    /// `(text)` or `<text in hexadecimal>`
    Text(Vec<u8>),
    /// A number or an operator.
    Word(String),
}

impl Token {
    fn number(&self) -> Option<usize> {
        if let Self::Word(word) = self { word.parse().ok() } else { None }
    }
}

fn tokens(mut rest: &[u8]) -> impl Iterator<Item = Token> {
    std::iter::from_fn(move || {
        loop {
            let (first, after) = rest.split_first()?;
            match first {
                b'/' => return Some(Token::Name(word(after, &mut rest))),
                b'(' => return Some(Token::Text(literal(after, &mut rest))),
                // `<<` begins a dictionary.
                b'<' if after.starts_with(b"<") => rest = after.get(1..)?,
                b'<' => return Some(Token::Text(hexadecimal(after, &mut rest))),
                first if is_delimiter(*first) => rest = after,
                _ => return Some(Token::Word(word(rest, &mut rest))),
            }
        }
    })
}

const fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_whitespace()
        || matches!(byte, 0 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn word<'a>(from: &'a [u8], rest: &mut &'a [u8]) -> String {
    let end = from.iter().position(|byte| is_delimiter(*byte)).unwrap_or(from.len());
    let (word, after) = from.split_at(end);
    *rest = after;
    String::from_utf8_lossy(word).into_owned()
}

fn hexadecimal<'a>(from: &'a [u8], rest: &mut &'a [u8]) -> Vec<u8> {
    let end = from.iter().position(|byte| *byte == b'>').unwrap_or(from.len());
    let (digits, after) = from.split_at(end);
    *rest = after;
    let digits: Vec<usize> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .map(|n| n as usize)
        .collect();
    digits
        .chunks(2)
        .filter_map(|pair| u8::try_from(pair[0] * 16 + pair.get(1).unwrap_or(&0)).ok())
        .collect()
}

/// A text in brackets: `\(`, `\)`, `\\` and `\ooo` are bytes that would mean something else.
fn literal<'a>(from: &'a [u8], rest: &mut &'a [u8]) -> Vec<u8> {
    let (mut text, mut at, mut depth) = (Vec::new(), 0, 1);
    while let Some(byte) = from.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let digits = from[at..].iter().take(3).take_while(|byte| byte.is_ascii_digit());
                let digits: Vec<u8> = digits.map(|digit| digit - b'0').collect();
                if digits.is_empty() {
                    text.extend(from.get(at));
                    at += 1;
                } else {
                    text.push(digits.iter().fold(0_u8, |n, digit| n.wrapping_mul(8) + digit));
                    at += digits.len();
                }
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        text.push(*byte);
    }
    *rest = from.get(at..).unwrap_or_default();
    text
}

fn code(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |code, byte| code * 256 + usize::from(*byte))
}

/// Text in UTF-16, whose last unit is so much higher.
fn utf16(bytes: &[u8], higher: u16) -> String {
    let pairs = bytes.chunks_exact(2);
    let mut units: Vec<u16> = pairs.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(higher);
    }
    String::from_utf16_lossy(&units)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}

fn last_number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[bytes.len() - digits..]).ok()?.parse().ok()
}
