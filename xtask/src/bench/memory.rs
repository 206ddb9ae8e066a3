//! Memory of a browser: all processes that its driver started.

use std::collections::BTreeMap;
use std::fs;

/// Memory of the processes under `ancestor` in bytes, pages shared between them counted once.
///
/// Zero where the system has no `/proc`.
pub(super) fn of_descendants(ancestor: u32) -> u64 {
    let parents = parents();
    parents
        .keys()
        .filter(|process| descends(**process, ancestor, &parents))
        .filter_map(|process| fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok())
        .filter_map(|rollup| proportional(&rollup))
        .sum()
}

/// Every process with its parent.
fn parents() -> BTreeMap<u32, u32> {
    let Ok(entries) = fs::read_dir("/proc") else { return BTreeMap::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let process = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            Some((process, parent(&stat)?))
        })
        .collect()
}

/// The parent in a line of `/proc/N/stat`. The name before it may hold blanks and parentheses.
fn parent(stat: &str) -> Option<u32> {
    let (_, behind_name) = stat.rsplit_once(')')?;
    behind_name.split_whitespace().nth(1)?.parse().ok()
}

fn descends(process: u32, ancestor: u32, parents: &BTreeMap<u32, u32>) -> bool {
    let mut at = process;
    while let Some(parent) = parents.get(&at) {
        if *parent == ancestor {
            return true;
        }
        at = *parent;
    }
    false
}

/// The proportional set size in `smaps_rollup`, in bytes.
fn proportional(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parent_is_read_behind_any_name() {
        assert_eq!(parent("12 (a) b (c)) S 7 12 12 0"), Some(7));
        assert_eq!(parent("12"), None);
    }

    #[test]
    fn descendants_of_any_depth_count_and_others_do_not() {
        let parents = BTreeMap::from([(2, 1), (3, 2), (4, 3), (9, 1)]);
        assert!(descends(4, 2, &parents));
        assert!(!descends(9, 2, &parents));
        assert!(!descends(2, 2, &parents));
    }

    #[test]
    fn the_proportional_size_is_read_in_bytes() {
        assert_eq!(proportional("Rss: 9 kB\nPss:    3 kB\nPss_Dirty: 1 kB\n"), Some(3072));
    }
}
