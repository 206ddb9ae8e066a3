//! Labels to small numbers, in order of arrival; `arrange` renumbers by appearance.

use std::collections::BTreeMap;

use crate::SpeakerId;

/// Every label met so far. An ordered map, as hashing would cost the page more bytes than it
/// saves time: labels are few and mostly repeat the one before.
#[derive(Debug, Default)]
pub(super) struct Labels {
    known: BTreeMap<Box<str>, SpeakerId>,
    unknown: Option<SpeakerId>,
    count: u16,
}

impl Labels {
    /// The number of a label; None and "" are one unknown speaker, and so is whoever comes after
    /// the 65,535th label.
    pub(super) fn id(&mut self, label: Option<&str>) -> SpeakerId {
        let label = label.unwrap_or_default();
        if let Some(&id) = self.known.get(label) {
            return id;
        }
        // The last number is held back for the unknown speaker.
        if label.is_empty() || self.count >= u16::MAX - u16::from(self.unknown.is_none()) {
            if let Some(id) = self.unknown {
                return id;
            }
            let id = self.next();
            self.unknown = Some(id);
            return id;
        }
        let id = self.next();
        self.known.insert(label.into(), id);
        id
    }

    /// The labels by number.
    pub(super) fn into_list(self) -> Vec<Option<Box<str>>> {
        let mut list = vec![None; usize::from(self.count)];
        for (label, id) in self.known {
            if let Some(place) = list.get_mut(usize::from(id.0)) {
                *place = Some(label);
            }
        }
        list
    }

    const fn next(&mut self) -> SpeakerId {
        let id = SpeakerId(self.count);
        self.count = self.count.saturating_add(1);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_its_number() {
        let mut labels = Labels::default();
        assert_eq!(labels.id(Some("B")), SpeakerId(0));
        assert_eq!(labels.id(Some("A")), SpeakerId(1));
        assert_eq!(labels.id(Some("B")), SpeakerId(0));
        assert_eq!(labels.into_list(), [Some("B".into()), Some("A".into())]);
    }

    #[test]
    fn none_and_empty_are_one() {
        let mut labels = Labels::default();
        assert_eq!(labels.id(None), labels.id(Some("")));
        assert_eq!(labels.into_list(), [None]);
    }

    #[test]
    fn too_many_labels_are_unknown() {
        for unknown_comes_first in [true, false] {
            let mut labels = Labels::default();
            if unknown_comes_first {
                labels.id(None);
            }
            for n in 0..70_000 {
                labels.id(Some(&n.to_string()));
            }
            let unknown = labels.id(None);
            assert_eq!(labels.id(Some("69999")), unknown);
            assert_ne!(labels.id(Some("5")), unknown);
            let list = labels.into_list();
            assert_eq!(list.len(), usize::from(u16::MAX));
            assert_eq!(list.iter().filter(|label| label.is_none()).count(), 1);
        }
    }
}
