//! Dragging the border of the turn that is edited over the words on either side of it.

use transcript::search::Hit;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

use super::correcting::Outcome;
use super::marks::Mark;
use super::places::TextPlace;
use super::{Inner, Reader};
use crate::platform::caret;
use crate::reactive::Var;

/// A drag of the border. Copies are the same one.
#[derive(Clone, Copy)]
pub struct BorderDrag {
    reader: Reader,
    /// By how many words it would be moved; `None` while nothing is dragged.
    words: Var<Option<i32>>,
}

impl BorderDrag {
    /// Nothing is dragged yet.
    pub fn new(reader: Reader) -> Self {
        Self { reader, words: Var::new(None) }
    }

    /// The pointer takes hold of the grip.
    pub fn grab(self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
        self.words.set(Some(0));
        if let Some(grip) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
            // A pointer that is gone already drags nothing.
            let _held = grip.set_pointer_capture(pointer.pointer_id());
        }
    }

    /// The pointer moves: the words that would go over are marked.
    pub fn drag(self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
        let (Some(before), Some(inner)) = (self.words.get_untracked(), self.reader.inner()) else {
            return;
        };
        let point = (f64::from(pointer.client_x()), f64::from(pointer.client_y()));
        let Some(words) = inner.words_up_to(point) else { return };
        if words != before {
            self.words.set(Some(words));
            let hit = inner.words_at_the_border(words);
            let stretches = hit.map(|hit| inner.stretches_of(&hit)).unwrap_or_default();
            Mark::Review.paint(&stretches);
        }
    }

    /// The pointer lets go: the border is moved. `None`: it stays where it is.
    pub fn let_go(self) -> Option<Outcome> {
        let words = self.words.get_untracked()?;
        self.words.set(None);
        Mark::Review.paint(&[]);
        (words != 0).then(|| self.reader.move_border_by(words))
    }

    /// The drag is given up.
    pub fn give_up(self) {
        self.words.set(None);
        Mark::Review.paint(&[]);
    }
}

impl Inner {
    /// How many words lie between the end of the edited turn and a point of the window: of the next
    /// turn (positive), or of its own (negative). `None` where the point is in neither.
    fn words_up_to(&self, (x, y): (f64, f64)) -> Option<i32> {
        let edited = self.edited.get_untracked()?;
        let (node, offset) = caret::at_point(x, y)?;
        let place: TextPlace = self.places.borrow().as_ref()?.find(&node, offset)?;
        let transcript = self.transcript();
        let turn = transcript.turn(place.turn)?;
        let byte = turn.range().start as usize + self.byte_of(place);
        let all = transcript.words(turn).len();
        let before = transcript
            .words(turn)
            .take_while(|word| (word.range.start + word.range.end) as usize / 2 <= byte)
            .count();
        let words = if place.turn == edited {
            // One word at least stays on each side.
            -i32::try_from(all - before.max(1)).ok()?
        } else if place.turn == edited + 1 {
            i32::try_from(before.min(all.saturating_sub(1))).ok()?
        } else {
            return None;
        };
        Some(words)
    }

    /// The words that would go over the border of the edited turn.
    fn words_at_the_border(&self, words: i32) -> Option<Hit> {
        let edited = self.edited.get_untracked()?;
        let at = if words > 0 { edited + 1 } else { edited };
        let transcript = self.transcript();
        let turn = transcript.turn(at)?;
        let many = usize::try_from(words.unsigned_abs()).ok()?;
        let skipped = if words > 0 { 0 } else { transcript.words(turn).len().checked_sub(many)? };
        let mut moved = transcript.words(turn).skip(skipped).take(many);
        let first = moved.next()?.range;
        let end = moved.next_back().map_or(first.end, |word| word.range.end);
        Some(Hit { turn: turn.index, range: first.start..end })
    }
}
