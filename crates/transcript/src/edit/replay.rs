//! Corrections that are made again as they were written down.

use std::rc::Rc;

use super::typed::Written;
use super::{Done, Editing, Unfit};
use crate::Transcript;

/// A conversation while its corrections are made again, from the first. The transcript is put together
/// once, at the end.
#[derive(Debug)]
pub struct Replay(Editing);

impl Replay {
    /// Begins with the original.
    #[must_use]
    pub fn new(original: Rc<Transcript>) -> Self {
        Self(Editing::new(original))
    }

    /// Makes one; what was undone before cannot be made again.
    pub fn make(&mut self, written: &Written) -> Result<(), Unfit> {
        let edit = self.0.read(written).ok_or(Unfit)?;
        self.0.make(edit)?;
        self.0.undone.clear();
        Ok(())
    }

    /// Makes one in place of the last.
    pub fn amend(&mut self, written: &Written) -> Result<(), Unfit> {
        let Done { inverse, .. } = self.0.done.pop().ok_or(Unfit)?;
        self.0.apply(&inverse)?;
        self.make(written)
    }

    /// Takes the last one back.
    pub fn undo(&mut self) -> Result<(), Unfit> {
        let Done { edit, inverse } = self.0.done.pop().ok_or(Unfit)?;
        self.0.apply(&inverse)?;
        self.0.undone.push(edit);
        Ok(())
    }

    /// Makes the one again that was undone last.
    pub fn redo(&mut self) -> Result<(), Unfit> {
        let edit = self.0.undone.pop().ok_or(Unfit)?;
        self.0.make(edit)
    }

    /// The conversation as it is corrected then.
    #[must_use]
    pub fn end(mut self) -> Editing {
        self.0.assemble();
        self.0
    }
}
