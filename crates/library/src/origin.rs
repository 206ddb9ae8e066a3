//! What became of the origin's storage since the last visit, and what is to be said of it.

/// What is remembered outside of the database, to notice that it was cleared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// How many recordings there were.
    pub recordings: u32,
    /// When everything was exported last, in milliseconds since 1970.
    pub exported: Option<u64>,
}

/// How the browser keeps the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lasting {
    /// Whether it promised not to clear it by itself; `None` where it does not say.
    pub is_persistent: Option<bool>,
    /// Whether it is an engine that clears what a page keeps seven days of use after the last visit.
    pub is_webkit: bool,
    /// How many bytes are used of how many, as far as the browser says.
    pub space: Option<(u64, u64)>,
}

/// Something to be said beside the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// So many recordings were here, and the browser has cleared them.
    Cleared(u32),
    /// The browser may clear what is here after seven days without a visit.
    SevenDays,
    /// So many recordings were not exported since they came, and the browser may clear them when it is
    /// short of room.
    Export(u32),
}

/// From how many recordings on that are nowhere else one is reminded.
const MANY: u32 = 5;

/// What is to be said; `created` are the times at which the recordings came that are here.
#[must_use]
pub fn advice(remembered: Remembered, created: &[u64], lasting: Lasting) -> Option<Advice> {
    if created.is_empty() {
        return (remembered.recordings > 0).then_some(Advice::Cleared(remembered.recordings));
    }
    if lasting.is_persistent == Some(true) {
        return None;
    }
    let is_new = |at: &&u64| remembered.exported.is_none_or(|exported| **at > exported);
    let new = u32::try_from(created.iter().filter(is_new).count()).unwrap_or(u32::MAX);
    if lasting.is_webkit && new > 0 {
        return Some(Advice::SevenDays);
    }
    (new >= MANY).then_some(Advice::Export(new))
}

impl Remembered {
    /// As a short text.
    #[must_use]
    pub fn to_text(self) -> String {
        match self.exported {
            Some(exported) => format!("{} {exported}", self.recordings),
            None => self.recordings.to_string(),
        }
    }

    /// Reads such a text; what is none remembers nothing.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut words = text.split(' ');
        let recordings = words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
        Self { recordings, exported: words.next().and_then(|word| word.parse().ok()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLEETING: Lasting = Lasting { is_persistent: Some(false), is_webkit: false, space: None };

    #[test]
    fn what_is_remembered_is_read_back() {
        for exported in [None, Some(0), Some(1_760_000_000_000)] {
            let remembered = Remembered { recordings: 14, exported };
            assert_eq!(Remembered::from_text(&remembered.to_text()), remembered);
        }
        assert_eq!(Remembered::from_text("x"), Remembered::default());
        assert_eq!(Remembered::from_text(""), Remembered::default());
    }

    #[test]
    fn a_cleared_database_is_noticed_and_a_first_visit_is_none() {
        let before = Remembered { recordings: 14, exported: None };
        assert_eq!(advice(before, &[], FLEETING), Some(Advice::Cleared(14)));
        assert_eq!(advice(Remembered::default(), &[], FLEETING), None);
        assert_eq!(advice(before, &[1], FLEETING), None);
    }

    #[test]
    fn one_is_reminded_of_what_is_nowhere_else() {
        let exported = |at| Remembered { recordings: 9, exported: at };
        let all = [1, 2, 3, 4, 5, 6];
        assert_eq!(advice(exported(None), &all, FLEETING), Some(Advice::Export(6)));
        assert_eq!(advice(exported(Some(1)), &all, FLEETING), Some(Advice::Export(5)));
        assert_eq!(advice(exported(Some(2)), &all, FLEETING), None);
        let webkit = Lasting { is_webkit: true, ..FLEETING };
        assert_eq!(advice(exported(Some(5)), &all, webkit), Some(Advice::SevenDays));
        assert_eq!(advice(exported(Some(6)), &all, webkit), None);
        // Nobody is reminded where the browser has promised to keep it.
        let lasting = Lasting { is_persistent: Some(true), ..webkit };
        assert_eq!(advice(exported(None), &all, lasting), None);
    }
}
