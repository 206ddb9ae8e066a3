//! The element of the page that says where the second part of the program is, which is fetched
//! when a conversation is going to be shown: `<meta name="diarist-part" content="ADDRESS DIGEST">`.

use anyhow::Result;

use super::html;

/// Its name.
const NAME: &str = "diarist-part";

/// The file of the second part.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    /// Relative to the page, without `./`.
    pub(crate) address: &'a str,
    /// What browsers check its content by.
    pub(crate) integrity: &'a str,
}

/// What the page says; `None` where the program is in one piece.
pub(crate) fn of(page: &str) -> Option<Part<'_>> {
    let (address, integrity) = html::meta(page, NAME)?.split_once(' ')?;
    Some(Part { address: address.trim_start_matches("./"), integrity })
}

/// The page with this in its element, which must be there.
pub(super) fn written(page: &str, part: &Part<'_>) -> Result<String> {
    html::with_meta(page, NAME, &format!("./{} {}", part.address, part.integrity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let page = "<p><meta name=\"diarist-part\" content=\"\"><p>";
        assert_eq!(of(page), None);
        let part = Part { address: "a.wasm", integrity: "sha384-x" };
        let page = written(page, &part).unwrap();
        assert_eq!(page, "<p><meta name=\"diarist-part\" content=\"./a.wasm sha384-x\"><p>");
        assert_eq!(of(&page), Some(part));
    }

    #[test]
    fn a_page_without_the_element_is_refused() {
        assert!(written("<p>", &Part { address: "a.wasm", integrity: "x" }).is_err());
    }
}
