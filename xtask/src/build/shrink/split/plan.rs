//! Which functions and data the second part takes: what cannot be reached without its entries.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, ensure};

use super::is_path;
use super::links::{Links, Target};
use super::program::{Mentions, Program};

/// How to divide a module.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// The functions through which the second part is entered.
    pub(super) entries: Vec<u32>,
    /// The functions of the second part; the entries are among them.
    pub(super) functions: BTreeSet<u32>,
    /// Their slots in the table.
    pub(super) slots: BTreeMap<u32, u32>,
    /// The functions that nothing leads to. They are left away: they may call what was moved.
    pub(super) unused: BTreeSet<u32>,
    /// Bytes of memory that only they read.
    pub(super) data: Vec<Range<u32>>,
}

/// Something that can be reached.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Function(u32),
    Piece(usize),
}

impl Plan {
    /// Divides `program`, which has its addresses from `linked`, where `links` are known, at the
    /// functions with these paths.
    pub(super) fn make(
        program: &Program<'_>,
        linked: &Program<'_>,
        links: &Links,
        paths: &[&[&str]],
    ) -> Result<Self> {
        check_slots(program, linked)?;
        let entries = paths.iter().map(|path| entry(program, path)).collect::<Result<Vec<_>>>()?;
        let ends: BTreeSet<Node> = entries.iter().copied().map(Node::Function).collect();

        let edges = edges(program, links)?;
        let mut roots: Vec<Node> = program.open_to_all().map(Node::Function).collect();
        roots.extend(links.loose.iter().filter_map(|target| node(*target, program)));
        // What wasm-bindgen adds to the table, it calls from the script.
        let added = program.slots.iter().filter(|(slot, _)| !linked.slots.contains_key(slot));
        roots.extend(added.map(|(_, function)| Node::Function(*function)));
        ensure!(!roots.iter().any(|root| ends.contains(root)), "an entry is open to all");

        let first = reached(roots, &edges, &ends);
        let second = reached(ends.iter().copied().collect(), &edges, &BTreeSet::new());
        ensure!(ends.is_subset(&first), "nothing in the first part leads to an entry");
        for (function, name) in &program.names {
            let node = Node::Function(*function);
            ensure!(
                program.body(*function).is_none()
                    || links.functions.contains_key(*name)
                    || is_added(name)
                    || !(first.contains(&node) || second.contains(&node)),
                "nothing is known of the addresses that {name} takes"
            );
        }

        let is_moved =
            |node: &Node| second.contains(node) && (!first.contains(node) || ends.contains(node));
        let functions: BTreeSet<u32> = program
            .each()
            .filter(|(function, body)| body.is_some() && is_moved(&Node::Function(*function)))
            .map(|(function, _)| function)
            .collect();
        let is_unused = |node: &Node| !first.contains(node) && !second.contains(node);
        let unused: BTreeSet<u32> = program
            .each()
            .filter(|(function, body)| body.is_some() && is_unused(&Node::Function(*function)))
            .map(|(function, _)| function)
            .collect();
        let is_taken = |(_, function): &(u32, u32)| functions.contains(function);
        let slots: BTreeMap<u32, u32> = program
            .slots
            .iter()
            .map(|(slot, function)| (*slot, *function))
            .filter(is_taken)
            .collect();
        let is_entry = |function: &u32| entries.contains(function);
        ensure!(!slots.values().any(is_entry), "an entry's address is taken");
        let pieces = |wanted: bool| {
            links
                .pieces
                .iter()
                .enumerate()
                .filter(move |(at, _)| is_moved(&Node::Piece(*at)) == wanted)
                .map(|(_, piece)| piece.range.clone())
        };
        let borders = program.segments.iter().map(|segment| segment.address).collect();
        let data = without(pieces(true), pieces(false), &borders);
        Ok(Self { entries, functions, slots, unused, data })
    }

    /// How many slots the table has more than the program fills.
    pub(super) fn gates(&self) -> u64 {
        self.entries.len().try_into().unwrap_or(u64::MAX)
    }

    /// The slot that leads to an entry: they are behind those of the program.
    pub(super) fn gate(&self, program: &Program<'_>, entry: u32) -> Option<u32> {
        let at = self.entries.iter().position(|known| *known == entry)?;
        let table = program.tables.first()?;
        u32::try_from(table.initial).ok()?.checked_add(at.try_into().ok()?)
    }
}

/// The one function with this path.
fn entry(program: &Program<'_>, path: &[&str]) -> Result<u32> {
    let mut found = program.names.iter().filter(|(_, name)| is_path(name, path));
    let name = path.join("::");
    let (&entry, _) = found.next().with_context(|| format!("the module has no {name}"))?;
    ensure!(found.next().is_none(), "there are two of {name}");
    ensure!(program.body(entry).is_some(), "{name} is imported");
    Ok(entry)
}

/// Whether wasm-bindgen adds a function with this name ("… externref shim", where Rust writes no
/// blanks): it calls others and takes no address.
fn is_added(name: &str) -> bool {
    name.contains(' ') || name == "__wbindgen_object_clone_ref"
}

/// Fails if the table is not as it was linked: then the slots would mean something else.
fn check_slots(program: &Program<'_>, linked: &Program<'_>) -> Result<()> {
    for (slot, function) in &linked.slots {
        let before = linked.names.get(function);
        let Some(now) = program.slots.get(slot) else { continue };
        let after = program.names.get(now);
        // wasm-bindgen makes imports of some, which both parts may call.
        ensure!(
            before == after || program.body(*now).is_none(),
            "slot {slot} held {before:?} when linked and now {after:?}"
        );
    }
    Ok(())
}

/// What each function and piece of data refers to.
fn edges(program: &Program<'_>, links: &Links) -> Result<BTreeMap<Node, Vec<Node>>> {
    let mut edges = BTreeMap::new();
    for (function, body) in program.each() {
        let Some(body) = body else { continue };
        let mut mentions = Mentions::default();
        mentions.add(body)?;
        let mut to: Vec<Node> = mentions.functions.into_iter().map(Node::Function).collect();
        let name = program.names.get(&function).copied().unwrap_or_default();
        let targets = links.functions.get(name);
        to.extend(targets.into_iter().flatten().filter_map(|target| node(*target, program)));
        edges.insert(Node::Function(function), to);
    }
    for (at, piece) in links.pieces.iter().enumerate() {
        let to = piece.targets.iter().filter_map(|target| node(*target, program)).collect();
        edges.insert(Node::Piece(at), to);
    }
    Ok(edges)
}

fn node(target: Target, program: &Program<'_>) -> Option<Node> {
    match target {
        Target::Slot(slot) => program.slots.get(&slot).map(|function| Node::Function(*function)),
        Target::Piece(piece) => Some(Node::Piece(piece)),
    }
}

/// All that `roots` lead to, without going on from `ends`.
fn reached(
    mut roots: Vec<Node>,
    edges: &BTreeMap<Node, Vec<Node>>,
    ends: &BTreeSet<Node>,
) -> BTreeSet<Node> {
    let mut reached = BTreeSet::new();
    while let Some(node) = roots.pop() {
        if reached.insert(node) && !ends.contains(&node) {
            roots.extend(edges.get(&node).into_iter().flatten());
        }
    }
    reached
}

/// The ranges of `some` without those of `others`, in order and joined where they touch, but for
/// `borders`.
fn without(
    some: impl Iterator<Item = Range<u32>>,
    others: impl Iterator<Item = Range<u32>>,
    borders: &BTreeSet<u32>,
) -> Vec<Range<u32>> {
    let others: Vec<Range<u32>> = others.collect();
    let mut bytes: BTreeSet<u32> = some.flatten().collect();
    for other in others {
        for address in other {
            bytes.remove(&address);
        }
    }
    let mut ranges: Vec<Range<u32>> = Vec::new();
    for address in bytes {
        match ranges.last_mut() {
            Some(last) if last.end == address && !borders.contains(&address) => last.end += 1,
            _ => ranges.push(address..address + 1),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined_within_a_segment_and_not_across() {
        let some = || [0..4, 4..8, 8..12].into_iter();
        let none = || std::iter::empty();
        assert_eq!(without(some(), none(), &BTreeSet::from([0])), vec![0..12; 1]);
        assert_eq!(without(some(), none(), &BTreeSet::from([0, 8])), [0..8, 8..12]);
        assert_eq!(without(some(), std::iter::once(3..5), &BTreeSet::new()), [0..3, 5..12]);
    }
}
