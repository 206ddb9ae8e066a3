//! Corrections: made, undone, made again, and shown.

use std::rc::Rc;

use transcript::edit::{Edit, Kind, Side, Splice, Who};
use transcript::meaning::Click;
use transcript::{Look, SpeakerId};

use super::follow::bring_line;
use super::{Inner, Reader};
use crate::state::mounting::after_paint;

/// What is shown anew after a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewed {
    /// Whatever changed, this turn's list in any case and at once.
    With(usize),
    /// Whatever changed but this turn, which the user is typing in.
    Without(usize),
    /// Whatever changed.
    Changed,
}

/// What a correction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was made.
    Made,
    /// There is nothing to do.
    Nothing,
    /// Another tab corrects this conversation.
    Elsewhere,
    /// The original is shown, which is never changed.
    Original,
    /// What is stored of corrections is not to be touched.
    Sealed,
}

impl Reader {
    /// How many corrections can be undone, and how many made again; follows both.
    pub fn steps(self) -> (usize, usize) {
        let Some(document) = self.document() else { return (0, 0) };
        document.edits.track();
        if document.side() == Side::Original {
            return (0, 0);
        }
        let editing = document.editing();
        (editing.done().len(), editing.undone())
    }

    /// Whether another tab corrects the conversation; follows that.
    pub fn is_elsewhere(self) -> bool {
        self.document().is_some_and(|document| document.is_elsewhere.get())
    }

    /// Gives turns to a voice.
    pub fn reassign(self, turns: impl IntoIterator<Item = usize>, who: Who<'_>) -> Outcome {
        self.make_with(|editing| editing.reassign(turns, who))
    }

    /// Gives a voice another mark.
    pub fn mark(self, voice: SpeakerId, look: Look) -> Outcome {
        self.make_with(|editing| editing.look(voice, look))
    }

    /// Makes one voice of two.
    pub fn merge(self, voice: SpeakerId, into: SpeakerId) -> Outcome {
        self.make_with(|editing| editing.merge(voice, into))
    }

    /// Puts the original back for a turn.
    pub fn restore(self, turn: usize) -> Outcome {
        self.make_with(|editing| editing.restore(turn))
    }

    /// Puts the whole original back.
    pub fn restore_all(self) -> Outcome {
        self.make_with(transcript::edit::Editing::restore_all)
    }

    /// Puts a text in place of all that is found by the search. How many places those are.
    pub fn replace_all(self, with: &str) -> usize {
        let _left = self.leave_for_now();
        let hits = self.inner().map_or_else(Vec::new, |inner| inner.hits.borrow().clone());
        match self.make_with(|editing| editing.replace(&hits, with)) {
            Outcome::Made => hits.len(),
            Outcome::Nothing | Outcome::Elsewhere | Outcome::Original | Outcome::Sealed => 0,
        }
    }

    /// Puts a text in place of the hit that is stood at.
    pub fn replace_one(self, with: &str) -> Outcome {
        let _left = self.leave_for_now();
        let Some(inner) = self.inner() else { return Outcome::Nothing };
        let active = self.search().active.get_untracked();
        let hit = inner.hits.borrow().get(active).cloned();
        self.make_with(|editing| editing.replace(hit.as_slice(), with))
    }

    pub(super) fn make_with(
        self,
        plan: impl FnOnce(&transcript::edit::Editing) -> Option<Edit>,
    ) -> Outcome {
        // The turn that is typed in is shown anew, and so it is left.
        let _left = self.leave_for_now();
        let Some(inner) = self.inner() else { return Outcome::Nothing };
        if let Some(reason) = inner.obstacle() {
            return reason;
        }
        let edit = plan(&inner.document.editing());
        self.make(edit, false)
    }

    /// Makes a correction; `is_going_on`: in place of the last one.
    pub(super) fn make(self, edit: Option<Edit>, is_going_on: bool) -> Outcome {
        self.make_and_show(edit, is_going_on, Renewed::Changed)
    }

    pub(super) fn make_and_show(
        self,
        edit: Option<Edit>,
        is_going_on: bool,
        renewed: Renewed,
    ) -> Outcome {
        let (Some(inner), Some(edit)) = (self.inner(), edit) else { return Outcome::Nothing };
        if let Some(reason) = inner.obstacle() {
            return reason;
        }
        self.commit_and_show(&inner, &edit, is_going_on, renewed)
    }

    /// Makes a correction of what was typed in a turn. It stands there, so it is one also where none may
    /// begin any more: it is owed, and can be saved.
    pub(super) fn make_typed(self, edit: Option<Edit>, turn: usize) {
        let (Some(inner), Some(edit)) = (self.inner(), edit) else { return };
        if matches!(inner.obstacle(), None | Some(Outcome::Sealed)) {
            self.commit_and_show(&inner, &edit, false, Renewed::Without(turn));
        }
    }

    fn commit_and_show(
        self,
        inner: &Rc<Inner>,
        edit: &Edit,
        is_going_on: bool,
        renewed: Renewed,
    ) -> Outcome {
        if inner.document.commit(edit.clone(), is_going_on).is_err() {
            return Outcome::Nothing;
        }
        let named = edit.roles.is_some() && edit.kind == Kind::Name;
        inner.naming.set(named.then(|| inner.naming.get()).flatten());
        let spans = spans(edit);
        self.show_edit(inner, &spans, (!spans.is_empty()).then_some(renewed));
        if edit.kind == Kind::Look {
            // The focus goes back to where it was chosen, so that must be there anew.
            inner.tell_shape();
        }
        Outcome::Made
    }

    /// Undoes the last correction; what kind that was.
    pub fn undo(self) -> Option<Kind> {
        self.move_back(true)
    }

    /// Makes the correction again that was undone last; what kind it is.
    pub fn redo(self) -> Option<Kind> {
        self.move_back(false)
    }

    fn move_back(self, is_back: bool) -> Option<Kind> {
        let inner = self.inner().filter(|inner| inner.obstacle().is_none())?;
        let editor = self.leave_for_now();
        let edit = inner.document.move_back(is_back)?;
        inner.naming.set(None);
        let mut spans = spans(&edit);
        if is_back {
            spans.reverse();
            for span in &mut spans {
                (span.1, span.2) = (span.2, span.1);
            }
        }
        let first = spans.first().map(|span| span.0);
        self.show_edit(&inner, &spans, first.map(Renewed::With));
        match (editor, first) {
            (Some(place), Some(turn)) if place.turn == turn => self.edit(place),
            (_, Some(turn)) => self.bring_turn(turn),
            (_, None) => {}
        }
        Some(edit.kind)
    }

    /// Takes up what another tab has stored: all is shown anew.
    pub fn renew_all(self) {
        let Some(inner) = self.inner() else { return };
        let way = inner.document.take_way();
        self.show_edit(&inner, &way, Some(Renewed::Changed));
    }

    /// Shows the conversation as it came, or as it is corrected, and marks what differs.
    pub fn compare(self, side: Side) {
        let Some(inner) = self.inner() else { return };
        if inner.document.side() != side {
            let _left = self.leave_for_now();
            self.end_review();
            let way = inner.document.editing().way_to(side);
            inner.document.turn_to(side);
            self.show_edit(&inner, &way, Some(Renewed::Changed));
        }
        self.comparing().set(Some(side));
        self.moved();
    }

    /// Ends that; the corrected one is shown.
    pub fn end_comparing(self) {
        self.compare(Side::Corrected);
        self.comparing().set(None);
        self.moved();
    }

    /// Scrolls to a turn unless it is in view.
    pub(super) fn bring_turn(self, turn: usize) {
        let Some(inner) = self.inner() else { return };
        if let Some(rect) = inner.element_of(turn).map(|element| element.get_bounding_client_rect())
        {
            self.follow().yield_now();
            bring_line(rect.top(), rect.bottom().min(rect.top() + 60.0), false);
        }
    }

    /// Shows a correction that was made: turns were put in place of others, one after another.
    /// `renewed` is what of them is shown anew; `None` where no turn says anything else than before.
    fn show_edit(
        self,
        inner: &Rc<Inner>,
        spans: &[(usize, usize, usize)],
        renewed: Option<Renewed>,
    ) {
        let (named, is_reshaped) = inner.cast.renew(&inner.document);
        if is_reshaped || renewed.is_some() {
            inner.timeline.take();
            inner.index.take();
            inner.silences.replace((0, Vec::new()));
            inner.spoken.take();
            self.renumber_current(inner, spans);
            if let Some(places) = inner.places.borrow_mut().as_mut() {
                for &(at, old, new) in spans {
                    places.splice(at, old, new);
                }
            }
            let redraw = inner.redraw.borrow().clone();
            if let Some(redraw) = redraw {
                redraw(renewed.unwrap_or(Renewed::Changed));
            }
            self.look_up_again();
            self.moved();
            self.catch_up_soon(inner);
        }
        for voice in named {
            self.show_name_of(&voice);
        }
        inner.document.edits.update(|count| *count += 1);
        self.review_again();
    }

    /// The turn at the playhead is another in number, until it is asked for anew, and so is the one that
    /// was clicked.
    fn renumber_current(self, inner: &Inner, spans: &[(usize, usize, usize)]) {
        let before = self.turn().get_untracked();
        let moved = |turn, &(at, old, new): &(usize, usize, usize)| match turn {
            _ if turn < at => turn,
            _ if turn < at + old => at,
            _ => turn - old + new,
        };
        let moved = |turn: usize| spans.iter().fold(turn, moved);
        let clicked = inner.clicked.get().map(|click| Click { turn: moved(click.turn), ..click });
        inner.clicked.set(clicked);
        let now = before.map(moved);
        if before != now {
            self.turn().set(now);
        }
    }

    /// Beyond the text in view, what follows from a correction is shown after that was painted; of
    /// several corrections in a row, once.
    fn catch_up_soon(self, inner: &Inner) {
        if inner.is_shape_due.replace(true) {
            return;
        }
        after_paint(move || {
            if let Some(inner) = self.inner() {
                self.step_anew();
                inner.tell_shape();
            }
        });
    }

    /// Calls back when turns have to be shown anew.
    pub fn on_redraw(self, redraw: impl Fn(Renewed) + 'static) {
        if let Some(inner) = self.inner() {
            inner.redraw.replace(Some(Rc::new(redraw)));
        }
    }

    /// Whether the name of this voice is being typed.
    pub(super) fn is_naming(self, voice: SpeakerId) -> bool {
        self.inner().is_some_and(|inner| inner.naming.replace(Some(voice.0)) == Some(voice.0))
    }

    /// The name was typed.
    pub fn end_naming(self) {
        if let Some(inner) = self.inner() {
            inner.naming.set(None);
        }
    }
}

impl Inner {
    /// Tells that other voices or other turns are there, if it is not told yet.
    fn tell_shape(&self) {
        if self.is_shape_due.take() {
            self.document.shape.update(|count| *count += 1);
        }
    }

    /// Why nothing can be corrected now.
    pub(super) fn obstacle(&self) -> Option<Outcome> {
        if self.document.is_elsewhere.get_untracked() {
            Some(Outcome::Elsewhere)
        } else if self.document.is_sealed.get_untracked() {
            Some(Outcome::Sealed)
        } else {
            (self.document.side() == Side::Original).then_some(Outcome::Original)
        }
    }
}

/// Where turns were put in place of others: the first, how many, and how many stand there now.
fn spans(edit: &Edit) -> Vec<(usize, usize, usize)> {
    let span = |splice: &Splice| (splice.at as usize, splice.count as usize, splice.new.len());
    edit.splices.iter().map(span).collect()
}
