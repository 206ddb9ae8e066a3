//! Reading index.html: its tags, attributes and inline text. Enough for our own page, which is
//! well-formed; it is not a parser for the web.

use anyhow::{Context, Result};

/// One start tag, with the text up to its end tag where the element holds raw text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    /// Name in lower case, and value; an attribute without value has an empty one.
    pub(super) attributes: Vec<(String, &'a str)>,
    /// The content of `script` and `style`, byte for byte.
    pub(super) text: &'a str,
    /// Where the start tag begins and ends in the page.
    pub(super) span: (usize, usize),
}

impl Tag<'_> {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

/// What `<meta name=… content=…>` says.
pub(super) fn meta<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let tag = tags(page).into_iter().find(|tag| is_meta(tag, name))?;
    tag.attributes.into_iter().find(|(name, _)| name == "content").map(|(_, content)| content)
}

/// `page` with this in its `<meta>` of that name, which must be there.
pub(super) fn with_meta(page: &str, name: &str, content: &str) -> Result<String> {
    let tags = tags(page);
    let tag = tags
        .iter()
        .find(|tag| is_meta(tag, name))
        .with_context(|| format!("index.html has no <meta name=\"{name}\">"))?;
    let (before, after) = (&page[..tag.span.0], &page[tag.span.1..]);
    Ok(format!("{before}<meta name=\"{name}\" content=\"{content}\">{after}"))
}

fn is_meta(tag: &Tag<'_>, name: &str) -> bool {
    tag.is("meta") && tag.attribute("name") == Some(name)
}

/// All start tags of `page`, in order.
pub(super) fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = page[at..].find('<') {
        let start = at + found;
        let rest = &page[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(page.len(), |end| start + end + 3);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag_at(page, start);
            at = tag.span.1 + tag.text.len();
            tags.push(tag);
        } else {
            at = start + 1;
        }
    }
    tags
}

fn tag_at(page: &str, start: usize) -> Tag<'_> {
    let is_end_of_name = |c: char| c.is_ascii_whitespace() || c == '>' || c == '/';
    let after_bracket = start + 1;
    let name_end = page[after_bracket..]
        .find(is_end_of_name)
        .map_or(page.len(), |length| after_bracket + length);
    let name = page[after_bracket..name_end].to_ascii_lowercase();

    let (attributes, end) = attributes_from(page, name_end);
    let text = if name == "script" || name == "style" {
        let closing = format!("</{name}");
        let lower = page[end..].to_ascii_lowercase();
        lower.find(&closing).map_or(&page[end..], |length| &page[end..end + length])
    } else {
        ""
    };
    Tag { name, attributes, text, span: (start, end) }
}

/// The attributes from `at` on, and where the tag ends (behind its `>`).
fn attributes_from(page: &str, mut at: usize) -> (Vec<(String, &str)>, usize) {
    let mut attributes = Vec::new();
    loop {
        at += blanks(&page[at..], |c| c.is_ascii_whitespace() || c == '/');
        let rest = &page[at..];
        if rest.is_empty() {
            return (attributes, at);
        }
        if rest.starts_with('>') {
            return (attributes, at + 1);
        }
        let length = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(rest.len())
            .max(1);
        let name = rest[..length].to_ascii_lowercase();
        at += length;
        let before_equals = at + blanks(&page[at..], |c| c.is_ascii_whitespace());
        if !page[before_equals..].starts_with('=') {
            attributes.push((name, ""));
            continue;
        }
        at = before_equals + 1;
        at += blanks(&page[at..], |c| c.is_ascii_whitespace());
        let (value, length) = value_of(&page[at..]);
        attributes.push((name, value));
        at += length;
    }
}

/// The value at the start of `rest`, and how many bytes it takes with its quotes.
fn value_of(rest: &str) -> (&str, usize) {
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inside = &rest[1..];
        let length = inside.find(quote).unwrap_or(inside.len());
        return (&inside[..length], (length + 2).min(rest.len()));
    }
    let length = rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len());
    (&rest[..length], length)
}

fn blanks(text: &str, is_blank: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_blank(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_quoted_unquoted_and_bare() {
        let page = "<!doctype html><LINK rel=preload href='./a b.js' data-x = \"1>2\" crossorigin>";
        let tags = tags(page);
        assert_eq!(tags.len(), 1);
        assert!(tags[0].is("link"));
        assert_eq!(tags[0].attribute("rel"), Some("preload"));
        assert_eq!(tags[0].attribute("href"), Some("./a b.js"));
        assert_eq!(tags[0].attribute("data-x"), Some("1>2"));
        assert_eq!(tags[0].attribute("crossorigin"), Some(""));
        assert_eq!(tags[0].attribute("as"), None);
    }

    #[test]
    fn text_of_a_script_is_kept_byte_for_byte_and_not_read_as_tags() {
        let page = "<script type=module>\nif (1<a) { b('<p>') }\n</script><p>";
        let tags = tags(page);
        assert_eq!(tags[0].text, "\nif (1<a) { b('<p>') }\n");
        assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["script", "p"]);
    }

    #[test]
    fn tags_inside_comments_do_not_count() {
        assert_eq!(tags("<!-- <script>x</script> --><br/>").len(), 1);
    }

    #[test]
    fn unfinished_pages_end_the_reading() {
        for page in ["<", "<a", "<a b", "<a b=", "<a b='", "<script>x", "<!-- x", "a < b"] {
            assert!(tags(page).len() <= 1, "{page}");
        }
    }
}
