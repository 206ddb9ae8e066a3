//! Rust source as words and signs, without comments and literals. Enough to find paths; whether
//! the source is right is rustc's business.

/// A word or a sign, with its line (from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) line: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Word(&'a str),
    /// `::`
    Path,
    Sign(char),
    /// A string, character, number or lifetime: what it says does not matter here.
    Literal,
}

/// The tokens of `source`.
pub(super) fn of(source: &str) -> Vec<Token<'_>> {
    let mut reader = Reader { source, at: 0, line: 1 };
    let mut tokens = Vec::new();
    while let Some(token) = reader.next() {
        tokens.push(token);
    }
    tokens
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    /// Moves on by `length` bytes, counting lines.
    fn skip(&mut self, length: usize) -> &'a str {
        let end = (self.at + length).min(self.source.len());
        let passed = &self.source[self.at..end];
        self.line += passed.matches('\n').count();
        self.at = end;
        passed
    }

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            let first = rest.chars().next()?;
            let line = self.line;
            let token = |kind| Some(Token { kind, line });
            if first.is_whitespace() {
                self.skip(first.len_utf8());
            } else if rest.starts_with("//") {
                self.skip(rest.find('\n').unwrap_or(rest.len()));
            } else if rest.starts_with("/*") {
                self.skip(block_comment(rest));
            } else if let Some(length) = raw_string(rest) {
                self.skip(length);
                return token(Kind::Literal);
            } else if first == '"' || rest.starts_with("b\"") || rest.starts_with("c\"") {
                self.skip(quoted(rest));
                return token(Kind::Literal);
            } else if first == '\'' || rest.starts_with("b'") {
                self.skip(character_or_lifetime(rest));
                return token(Kind::Literal);
            } else if first.is_numeric() {
                self.skip(word(rest));
                return token(Kind::Literal);
            } else if is_word(first) {
                let raw = if rest.starts_with("r#") { 2 } else { 0 };
                self.skip(raw);
                let text = self.skip(word(self.rest()));
                return token(Kind::Word(text));
            } else if rest.starts_with("::") {
                self.skip(2);
                return token(Kind::Path);
            } else {
                self.skip(first.len_utf8());
                return token(Kind::Sign(first));
            }
        }
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn word(rest: &str) -> usize {
    rest.find(|c| !is_word(c)).unwrap_or(rest.len())
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#`, `br"…"`: the length, if `rest` starts with one.
fn raw_string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r"].into_iter().find(|prefix| rest.starts_with(prefix))?;
    let hashes = rest[prefix.len()..].chars().take_while(|c| *c == '#').count();
    let start = prefix.len() + hashes;
    let inside = rest[start..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(inside.find(&end).map_or(rest.len(), |length| start + 1 + length + end.len()))
}

/// A string with escapes, from its prefix to its closing quote.
fn quoted(rest: &str) -> usize {
    let start = rest.find('"').unwrap_or(0) + 1;
    let mut escaped = false;
    for (at, c) in rest[start..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return start + at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn character_or_lifetime(rest: &str) -> usize {
    let start = rest.find('\'').unwrap_or(0) + 1;
    let inside = &rest[start..];
    if let Some(escape) = inside.strip_prefix('\\') {
        // The escaped character may be a quote: the closing one comes behind it.
        let escaped = escape.chars().next().map_or(0, char::len_utf8);
        let closing = escape[escaped..].find('\'').map_or(rest.len(), |length| length + 1);
        return (start + 1 + escaped + closing).min(rest.len());
    }
    let first = inside.chars().next().map_or(0, char::len_utf8);
    if inside[first..].starts_with('\'') {
        return start + first + 1;
    }
    start + word(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<&str> {
        of(source)
            .iter()
            .filter_map(|token| match token.kind {
                Kind::Word(word) => Some(word),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn comments_and_literals_hide_what_they_hold() {
        let source = r##"a // b
            /* c /* d */ e */ f("g \" h", r#"i " j"#, b"k", 'l', '\'', '\u{6d}') 'n o"##;
        assert_eq!(words(source), ["a", "f", "o"]);
    }

    #[test]
    fn raw_words_lose_their_mark_and_numbers_are_no_words() {
        assert_eq!(words("r#type 1u8 0xff x1"), ["type", "x1"]);
    }

    #[test]
    fn paths_are_one_sign_and_lines_are_counted() {
        let tokens = of("\n\"\n\"\na::b");
        let path = tokens.iter().find(|token| token.kind == Kind::Path).expect("has a path");
        assert_eq!(path.line, 4);
    }

    #[test]
    fn unfinished_source_ends_the_reading() {
        for source in ["\"a", "r#\"a", "/* a", "'", "'\\", "b'", "r#", "'é'x"] {
            assert!(of(source).len() <= 2, "{source}");
        }
    }
}
