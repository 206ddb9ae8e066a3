//! Where turns and words are in the page: from an index to the element, and from a point to a
//! word.

use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCollection, Node, NodeList};

/// Turns of one list; see the view that builds them.
///
/// What a jump to another place costs is laying out the lists that come into view: with 16 turns
/// the worst frame at 100,000 words is half of what it is with 50. That is many lists, so they stand
/// in stretches.
pub const CHUNK: usize = 16;
/// Lists of one stretch.
///
/// Whatever changes in a page of ten hours, the browser goes over the parts beside it once more; of
/// 1,900 lists side by side that is several milliseconds each time, of 60 stretches it is nothing.
pub const STRETCH: usize = 32;

/// The stretches of lists of turns as they stand in the page.
pub struct Places(Element);

/// A place in the text: a paragraph of a turn, and UTF-16 units before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// Index of the turn.
    pub turn: usize,
    /// Position of the paragraph in its turn.
    pub paragraph: usize,
    /// UTF-16 units from the paragraph's start.
    pub offset: u32,
}

impl Places {
    /// `stretches` holds stretches, which hold lists of turns, and nothing else.
    pub const fn new(stretches: Element) -> Self {
        Self(stretches)
    }

    /// The element of a turn, once it is mounted.
    pub fn turn(&self, turn: usize) -> Option<Element> {
        item(&turns_of(&self.list(turn / CHUNK)?), turn % CHUNK)
    }

    /// The text node of a paragraph.
    pub fn text(&self, turn: usize, paragraph: usize) -> Option<Node> {
        paragraph_text(&self.turn(turn)?, paragraph)
    }

    /// The place of a text node in the conversation.
    pub fn find(&self, node: &Node, offset: u32) -> Option<TextPlace> {
        let paragraph = node.parent_element()?;
        let turn = paragraph.closest("[data-turn]").ok()??;
        let all = turn.get_elements_by_tag_name("p");
        let position = (0..all.length())
            .find(|index| all.item(*index).is_some_and(|other| other == paragraph))?;
        let turn = turn.get_attribute("data-turn")?.parse().ok()?;
        Some(TextPlace { turn, paragraph: position as usize, offset })
    }

    /// The turns of a voice in one list.
    pub fn turns_of_voice(&self, list: usize, voice: u16) -> Vec<Element> {
        let selector = ["[data-voice=\"", &voice.to_string(), "\"]"].concat();
        let found = self.list(list).and_then(|list| list.query_selector_all(&selector).ok());
        let node = |index| found.as_ref()?.get(index)?.dyn_into().ok();
        (0..found.as_ref().map_or(0, NodeList::length)).filter_map(node).collect()
    }

    fn list(&self, index: usize) -> Option<Element> {
        item(&item(&self.0.children(), index / STRETCH)?.children(), index % STRETCH)
    }

    /// The turns that are at least partly between two heights of the window.
    pub fn turns_between(&self, top: f64, bottom: f64) -> Range<usize> {
        let first = self.turn_at(top);
        let last = self.turn_at(bottom);
        let is_seen =
            self.turn(last).is_some_and(|turn| turn.get_bounding_client_rect().top() < bottom);
        first..(last + usize::from(is_seen)).max(first)
    }

    /// The first turn that ends below a height of the window; the number of turns if none does.
    ///
    /// Boxes stand in order, so a few of them are looked at, however many there are; and none in
    /// what is out of view, because that would have the browser lay it out.
    fn turn_at(&self, height: f64) -> usize {
        let ends_below = |boxes: &HtmlCollection, index| {
            item(boxes, index).is_none_or(|it| it.get_bounding_client_rect().bottom() > height)
        };
        let mut around = self.0.clone();
        let mut first = 0;
        for turns in [STRETCH * CHUNK, CHUNK] {
            let boxes = around.children();
            let count = boxes.length() as usize;
            let found = first_where(count, |index| ends_below(&boxes, index));
            let found = found.min(count.saturating_sub(1));
            first += found * turns;
            let Some(within) = item(&boxes, found) else { return first };
            around = within;
        }
        let turns = turns_of(&around);
        first + first_where(turns.length() as usize, |index| ends_below(&turns, index))
    }
}

fn item(elements: &HtmlCollection, index: usize) -> Option<Element> {
    elements.item(u32::try_from(index).ok()?)
}

fn turns_of(list: &Element) -> HtmlCollection {
    list.get_elements_by_class_name("turn")
}

/// The text node of a paragraph of a turn's element.
pub fn paragraph_text(turn: &Element, paragraph: usize) -> Option<Node> {
    let index = u32::try_from(paragraph).ok()?;
    turn.get_elements_by_tag_name("p").item(index)?.unchecked_ref::<Node>().first_child()
}

/// The first index below `count` that is so; all before it are not, all after it are.
fn first_where(count: usize, is_so: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_so(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// UTF-16 units before a byte of a text. A byte inside a character counts as its end.
pub fn units_before(text: &str, byte: usize) -> u32 {
    let byte = byte.min(text.len());
    let units = if text.is_ascii() {
        byte
    } else {
        text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, c)| c.len_utf16()).sum()
    };
    u32::try_from(units).unwrap_or(u32::MAX)
}

/// Bytes before a UTF-16 unit of a text.
pub fn bytes_before(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_bytes_agree() {
        for text in ["", "plain", "naïve 🙂 né", "مرحبا", "👩‍👩‍👧 family"] {
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let units = units_before(text, byte);
                assert_eq!(units as usize, text[..byte].encode_utf16().count());
                assert_eq!(bytes_before(text, units), byte, "{text:?} at {byte}");
            }
        }
    }

    #[test]
    fn the_first_of_a_sorted_answer_is_found() {
        for count in 0..9 {
            for border in 0..=count {
                assert_eq!(first_where(count, |index| index >= border), border);
            }
        }
    }
}
