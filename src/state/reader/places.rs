//! Where turns and words are in the page: from an index to the element, and from a point to a
//! word.

use std::iter::successors;
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
pub struct Places {
    stretches: Element,
    lists: Lists,
}

/// Which turns each list holds. All lists hold [`CHUNK`] turns at first; corrections make them longer and
/// shorter, but no list comes or goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists {
    /// The first turn of each list, and at the end the number of all turns.
    starts: Vec<u32>,
}

impl Lists {
    fn new(turns: usize) -> Self {
        let lists = turns.div_ceil(CHUNK).max(1);
        let start = |list: usize| u32::try_from((list * CHUNK).min(turns)).unwrap_or(u32::MAX);
        Self { starts: (0..=lists).map(start).collect() }
    }

    /// How many lists there are.
    pub const fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The turns of a list.
    pub fn turns(&self, list: usize) -> Range<usize> {
        let start = |at: usize| {
            self.starts.get(at).or_else(|| self.starts.last()).map_or(0, |s| *s as usize)
        };
        start(list)..start(list + 1)
    }

    /// The list that holds a turn, or would hold it behind all others.
    pub fn of(&self, turn: usize) -> usize {
        let starts = self.starts.get(..self.count()).unwrap_or_default();
        // Of lists that begin with the same turn all but the last are empty.
        starts.partition_point(|start| *start as usize <= turn).saturating_sub(1)
    }

    /// Some turns are replaced by others: the new ones stand in the list of the first.
    fn splice(&mut self, at: usize, old: usize, new: usize) {
        let list = self.of(at);
        let moved = |turn: usize| {
            if turn <= at {
                turn
            } else if turn < at + old {
                at + new
            } else {
                turn - old + new
            }
        };
        for start in self.starts.iter_mut().skip(list + 1) {
            *start = u32::try_from(moved(*start as usize)).unwrap_or(u32::MAX);
        }
    }
}

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
    /// `stretches` holds stretches, each in an element of its own, which hold lists of so many turns, and
    /// nothing else.
    pub fn new(stretches: Element, turns: usize) -> Self {
        Self { stretches, lists: Lists::new(turns) }
    }

    /// Which turns each list holds.
    pub const fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Some turns are replaced by others; the page follows.
    pub fn splice(&mut self, at: usize, old: usize, new: usize) {
        self.lists.splice(at, old, new);
    }

    /// The element of a turn, once it is mounted.
    pub fn turn(&self, turn: usize) -> Option<Element> {
        let list = self.lists.of(turn);
        let within = turn.checked_sub(self.lists.turns(list).start)?;
        item(&turns_of(&self.list(list)?), within)
    }

    /// The text node of a paragraph.
    pub fn text(&self, turn: usize, paragraph: usize) -> Option<Node> {
        paragraph_text(&self.turn(turn)?, paragraph)
    }

    /// The place in the conversation behind so many UTF-16 units of a text node, or so many nodes of a
    /// paragraph.
    pub fn find(&self, node: &Node, offset: u32) -> Option<TextPlace> {
        let own = node.dyn_ref::<Element>();
        let is_text = own.is_none();
        let paragraph = own.cloned().or_else(|| node.parent_element())?;
        let turn = paragraph.closest(".turn").ok()??;
        let all = turn.get_elements_by_tag_name("p");
        let position = (0..all.length())
            .find(|index| all.item(*index).is_some_and(|other| other == paragraph))?;
        // While one types, the browser may cut a paragraph's text into several nodes.
        let offset = if is_text {
            offset + units_of(successors(node.previous_sibling(), Node::previous_sibling))
        } else {
            let children = paragraph.child_nodes();
            units_of((0..offset).map_while(|at| children.item(at)))
        };
        Some(TextPlace { turn: self.index_of(&turn)?, paragraph: position as usize, offset })
    }

    /// The same for any node of a turn: beside the text it is the place of the text that follows, or the
    /// end of the turn's.
    pub fn nearest(&self, node: &Node, offset: u32) -> Option<TextPlace> {
        if let Some(place) = self.find(node, offset) {
            return Some(place);
        }
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        let turn = element.closest(".turn").ok()??;
        let all = turn.get_elements_by_tag_name("p");
        let point = web_sys::window()?.document()?.create_range().ok()?;
        point.set_start(node, offset).ok()?;
        let is_before = |paragraph: &Element| point.compare_point(paragraph, 0).ok() == Some(-1);
        let mut paragraphs = (0..all.length()).filter_map(|index| all.item(index));
        let before = paragraphs.by_ref().take_while(is_before).count();
        let turn = self.index_of(&turn)?;
        Some(match before.checked_sub(1).filter(|_| before == all.length() as usize) {
            Some(last) => TextPlace { turn, paragraph: last, offset: u32::MAX },
            None => TextPlace { turn, paragraph: before, offset: 0 },
        })
    }

    /// The index of the turn that an element is, or is in.
    pub fn index_of(&self, within: &Element) -> Option<usize> {
        let turn = within.closest(".turn").ok()??;
        let list = turn.parent_element()?;
        let number = list.get_attribute("data-list")?.parse().ok()?;
        let turns = turns_of(&list);
        let mut all = (0..turns.length()).map_while(|at| turns.item(at));
        Some(self.lists.turns(number).start + all.position(|other| other == turn)?)
    }

    /// The turns of a voice in one list.
    pub fn turns_of_voice(&self, list: usize, voice: u16) -> Vec<Element> {
        let selector = ["[data-voice=\"", &voice.to_string(), "\"]"].concat();
        let found = self.list(list).and_then(|list| list.query_selector_all(&selector).ok());
        let node = |index| found.as_ref()?.get(index)?.dyn_into().ok();
        (0..found.as_ref().map_or(0, NodeList::length)).filter_map(node).collect()
    }

    /// The element of a list, once it is mounted.
    pub fn list(&self, index: usize) -> Option<Element> {
        item(&self.stretch(index / STRETCH)?.children(), index % STRETCH)
    }

    /// What lists stand in, once it is mounted: the only element in one of its own.
    fn stretch(&self, index: usize) -> Option<Element> {
        item(&self.stretches.children(), index)?.first_element_child()
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
        let first_in = |boxes: &HtmlCollection| {
            first_where(boxes.length() as usize, |index| ends_below(boxes, index))
        };
        let last_of = |boxes: &HtmlCollection| (boxes.length() as usize).saturating_sub(1);
        let stretches = self.stretches.children();
        let stretch = first_in(&stretches).min(last_of(&stretches));
        let Some(lists) = self.stretch(stretch).map(|stretch| stretch.children()) else { return 0 };
        let within = first_in(&lists).min(last_of(&lists));
        let first = self.lists.turns(stretch * STRETCH + within).start;
        first + item(&lists, within).map_or(0, |list| first_in(&turns_of(&list)))
    }
}

/// UTF-16 units of the texts of some nodes.
fn units_of(nodes: impl Iterator<Item = Node>) -> u32 {
    let text = |node: Node| node.text_content().unwrap_or_default();
    nodes.map(|node| units_before(&text(node), usize::MAX)).sum()
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
    fn lists_follow_what_is_put_in_place_of_their_turns() {
        let mut lists = Lists::new(40);
        let turns = |lists: &Lists| [0, 1, 2].map(|list| lists.turns(list));
        assert_eq!(turns(&lists), [0..16, 16..32, 32..40]);
        lists.splice(16, 1, 2);
        assert_eq!(turns(&lists), [0..16, 16..33, 33..41]);
        lists.splice(15, 2, 1);
        assert_eq!(turns(&lists), [0..16, 16..32, 32..40]);
        lists.splice(0, 40, 3);
        assert_eq!(turns(&lists), [0..3, 3..3, 3..3]);
        assert_eq!((lists.of(2), lists.of(3), lists.count()), (0, 2, 3));
        lists.splice(0, 3, 0);
        assert_eq!(lists.turns(0), 0..0);
    }

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
