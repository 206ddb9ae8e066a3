//! Which key asks for which command, as the user wants it: a list over the table of usual keys.
//!
//! What is kept are the keys that were changed, each with the name of its command. So commands may
//! come, go and change places from one version of the page to the next; what this one does not know
//! is kept for another.

/// A command's name and its usual key.
pub(super) type Usual = (&'static str, &'static str);

/// The names of the commands in the order in which an earlier version kept the keys of all.
const ONCE: [&str; 22] = [
    "play",
    "back",
    "forward",
    "slower",
    "faster",
    "next-turn",
    "previous-turn",
    "next-sentence",
    "previous-sentence",
    "next-word",
    "previous-word",
    "follow",
    "loop",
    "search",
    "next-hit",
    "previous-hit",
    "edit",
    "review",
    "original",
    "quote",
    "export",
    "help",
];

/// The keys of a table, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keymap {
    keys: Vec<String>,
    /// Lines about commands that this version does not know.
    unknown: Vec<String>,
}

impl Keymap {
    /// Reads what was kept. A command without a key of its own has its usual one, unless the user gave
    /// that to another: then it has none.
    pub(super) fn read(table: &[Usual], kept: &str) -> Self {
        let lines: Vec<&str> = kept.split('\n').collect();
        let once = ONCE.iter().zip(&lines).map(|(name, key)| (*name, *key));
        let is_once = lines.len() == ONCE.len() && lines.iter().all(|line| !line.contains('\t'));
        let chosen: Vec<(&str, &str)> = if is_once {
            once.collect()
        } else {
            lines.iter().filter_map(|line| line.split_once('\t')).collect()
        };
        let changed = |name: &str| chosen.iter().find(|(of, _)| *of == name).map(|(_, key)| *key);
        let is_given = |key: &str| {
            table.iter().any(|(name, usual)| {
                changed(name).is_some_and(|changed| changed == key && changed != *usual)
            })
        };
        let of = |&(name, usual): &Usual| match changed(name) {
            Some(key) => key,
            None if is_given(usual) => "",
            None => usual,
        };
        let is_unknown =
            |(name, _): &&(&str, &str)| !is_once && table.iter().all(|(known, _)| known != name);
        Self {
            keys: table.iter().map(|row| of(row).to_owned()).collect(),
            unknown: chosen
                .iter()
                .filter(is_unknown)
                .map(|(n, key)| [n, "\t", key].concat())
                .collect(),
        }
    }

    /// What is to be kept: the changed keys, one a line.
    pub(super) fn write(&self, table: &[Usual]) -> String {
        let rows = table.iter().zip(&self.keys).filter(|((_, usual), key)| key != usual);
        let mut lines: Vec<String> =
            rows.map(|((name, _), key)| [name, "\t", key.as_str()].concat()).collect();
        lines.extend_from_slice(&self.unknown);
        lines.join("\n")
    }

    /// The key of a row; empty if it has none.
    pub(super) fn key(&self, row: usize) -> &str {
        self.keys.get(row).map_or("", String::as_str)
    }

    /// The row of a key.
    pub(super) fn row(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|own| own == key)
    }

    /// Gives a row another key; the row that had it takes the old one in exchange.
    pub(super) fn change(&mut self, row: usize, key: &str) {
        let other = self.row(key);
        let Some(old) = self.keys.get_mut(row) else { return };
        let old = core::mem::replace(old, key.to_owned());
        if let Some(other) = other.filter(|other| *other != row)
            && let Some(swapped) = self.keys.get_mut(other)
        {
            *swapped = old;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: [Usual; 3] = [("play", " "), ("next", "j"), ("export", "x")];

    #[test]
    fn what_was_changed_is_read_again() {
        let mut map = Keymap::read(&TABLE, "");
        assert_eq!((map.key(0), map.key(1), map.key(2)), (" ", "j", "x"));
        assert_eq!(map.write(&TABLE), "");
        map.change(1, "x");
        assert_eq!((map.row("x"), map.row("j")), (Some(1), Some(2)));
        assert_eq!(Keymap::read(&TABLE, &map.write(&TABLE)), map);
    }

    #[test]
    fn a_table_that_changed_loses_no_key() {
        let mut map = Keymap::read(&TABLE, "");
        map.change(0, "p");
        map.change(1, "ö");
        let kept = map.write(&TABLE);
        // One command went, one is new and another moved.
        let other = [("next", "j"), ("mark", "m"), ("play", " ")];
        let map = Keymap::read(&other, &kept);
        assert_eq!((map.key(0), map.key(1), map.key(2)), ("ö", "m", "p"));
        // Of the one that went the key is kept for a version that knows it.
        let other = [("mark", "m"), ("play", " ")];
        let kept = Keymap::read(&other, &kept).write(&other);
        assert_eq!(Keymap::read(&TABLE, &kept).key(1), "ö");
    }

    #[test]
    fn a_new_command_takes_no_key_that_the_user_gave_away() {
        let mut map = Keymap::read(&TABLE, "");
        map.change(1, "m");
        let other = [("play", " "), ("next", "j"), ("mark", "m"), ("export", "x")];
        let map = Keymap::read(&other, &map.write(&TABLE));
        assert_eq!((map.row("m"), map.key(2)), (Some(1), ""));
    }

    #[test]
    fn the_keys_of_an_earlier_version_are_read() {
        let before =
            " \nArrowLeft\nArrowRight\n<\n>\nd\nk\ns\nS\nw\nW\nf\nl\n/\nn\nN\ne\nr\no\nq\nx\n?";
        let table = [("play", " "), ("next-turn", "j"), ("help", "?")];
        let map = Keymap::read(&table, before);
        assert_eq!((map.key(0), map.key(1), map.key(2)), (" ", "d", "?"));
        assert_eq!(map.write(&table), "next-turn\td");
    }
}
