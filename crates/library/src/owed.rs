//! What was changed of a record and is not known to be stored yet.
//!
//! Every try to store takes all that is owed, in its order, as to apply a patch again changes
//! nothing. What a try has stored is owed no more; what it has not stays owed, with all that was
//! changed meanwhile. So a change that could not be stored goes with the next one that can.

use crate::{Patch, Record};

/// The changes that are owed, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    patches: Vec<(u64, Patch)>,
    next: u64,
}

/// Up to where the changes are that a try takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(u64);

impl Owed {
    /// One more.
    pub fn owe(&mut self, patch: Patch) {
        // Where a job begins anew depends on what was owed before.
        let is_anew = |(_, patch): &(u64, Patch)| matches!(patch, Patch::Anew { .. });
        let from = self.patches.iter().rposition(is_anew).map_or(0, |at| at + 1);
        let mut later = self.patches.split_off(from);
        later.retain(|(_, before)| !patch.replaces(before));
        self.patches.append(&mut later);
        self.patches.push((self.next, patch));
        self.next += 1;
    }

    /// All of them for a try to store them, and what to say when it has.
    #[must_use]
    pub fn all(&self) -> (Vec<Patch>, Mark) {
        let all = self.patches.iter().map(|(_, patch)| patch.clone()).collect();
        (all, Mark(self.next))
    }

    /// A try has stored what it took.
    pub fn stored(&mut self, Mark(mark): Mark) {
        self.patches.retain(|(at, _)| *at >= mark);
    }

    /// Whether nothing is owed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.patches.is_empty()
    }

    /// What is stored, with what is not stored yet: how the record is here.
    #[must_use]
    pub fn over(&self, mut stored: Record) -> Record {
        for (_, patch) in &self.patches {
            patch.apply(&mut stored);
        }
        stored
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::patched;

    /// What may happen to a record in one tab, with a storage that fails at times, and in another.
    #[derive(Clone, Debug)]
    enum Step {
        Here(Patch),
        There(Patch),
        /// A try begins.
        Try,
        /// The oldest try that is on its way ends so.
        End(bool),
    }

    fn any_step() -> impl Strategy<Value = Step> {
        // Here titles are changed, there the length.
        prop_oneof![
            "[a-z]{1,3}".prop_map(|title| Step::Here(Patch::Title(title))),
            (0..9_u64).prop_map(|length| Step::There(Patch::Length(Some(length)))),
            Just(Step::Try),
            any::<bool>().prop_map(Step::End),
        ]
    }

    proptest! {
        #[test]
        fn nothing_that_was_changed_is_lost_whatever_fails(
            steps in proptest::collection::vec(any_step(), 0..40),
        ) {
            let mut disk = Record::from_stored(r#"{"v":1,"id":"a"}"#).expect("a record").to_stored();
            let (mut owed, mut tries) = (Owed::default(), Vec::new());
            let (mut title, mut length) = (String::new(), None);
            let store = |disk: &mut String, patches: &[Patch]| {
                *disk = patched(disk, patches).expect("a record").0;
            };
            for step in steps {
                match step {
                    Step::Here(patch) => {
                        if let Patch::Title(new) = &patch {
                            title.clone_from(new);
                        }
                        owed.owe(patch);
                    }
                    Step::There(patch) => {
                        if let Patch::Length(new) = &patch {
                            length = *new;
                        }
                        store(&mut disk, &[patch]);
                    }
                    Step::Try => tries.push(owed.all()),
                    Step::End(is_stored) if !tries.is_empty() => {
                        let (patches, mark) = tries.remove(0);
                        if is_stored {
                            store(&mut disk, &patches);
                            owed.stored(mark);
                        }
                    }
                    Step::End(_) => {}
                }
                let shown = owed.over(Record::from_stored(&disk).expect("a record"));
                if tries.is_empty() {
                    prop_assert_eq!((&shown.title, shown.length), (&title, length));
                }
            }
            let (patches, mark) = owed.all();
            store(&mut disk, &patches);
            owed.stored(mark);
            let read = Record::from_stored(&disk).expect("a record");
            prop_assert_eq!((read.title, read.length), (title, length));
            prop_assert!(owed.is_empty());
        }
    }

    #[test]
    fn what_is_replaced_is_owed_no_more() {
        let mut owed = Owed::default();
        for title in ["a", "b", "c"] {
            owed.owe(Patch::Title(title.to_owned()));
        }
        owed.owe(Patch::Seen);
        assert_eq!(owed.all().0, [Patch::Title("c".to_owned()), Patch::Seen]);
    }
}
