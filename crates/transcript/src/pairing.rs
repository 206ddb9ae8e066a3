//! What two lists have in common, in their order.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How many of both together may lie between two places at which they agree.
const REACH: usize = 64;

/// Up to so many of both together the least that differs is looked for, which takes as long as their length
/// times what differs.
const FEW: usize = 4_000;

/// For each of `own`, which of `there` it is. Where both differ it goes on where two in a row agree next,
/// within [`REACH`]: linear in both, whatever differs.
pub(crate) fn paired<K: PartialEq>(there: &[K], own: &[K]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; own.len()];
    let is_same = |at: usize, to: usize| match (there.get(at), own.get(to)) {
        (Some(a), Some(b)) => a == b,
        // Both are at their ends.
        (a, b) => a.is_none() && b.is_none(),
    };
    let (mut at, mut to) = (0, 0);
    while at < there.len() && to < own.len() {
        if is_same(at, to) {
            if let Some(pair) = pairs.get_mut(to) {
                *pair = Some(at);
            }
            (at, to) = (at + 1, to + 1);
            continue;
        }
        // Two in a row: a small word alone stands everywhere.
        let agrees = |&(at, to): &(usize, usize)| is_same(at, to) && is_same(at + 1, to + 1);
        let within = |reach: usize| (0..=reach).map(move |more| (at + more, to + reach - more));
        let next = (1..=REACH).find_map(|reach| within(reach).find(agrees));
        (at, to) = next.unwrap_or((at + REACH / 2, to + REACH / 2));
    }
    pairs
}

/// What stands in one list where something else stands in another: the places in both.
pub(crate) fn apart<K: Eq + std::hash::Hash + Ord>(
    from: &[K],
    to: &[K],
) -> Vec<(Range<usize>, Range<usize>)> {
    if from.len() + to.len() <= FEW {
        let ops = capture_diff_slices(Algorithm::Myers, from, to).into_iter();
        let ops = ops.filter(|op| !matches!(op, DiffOp::Equal { .. }));
        return ops.map(|op| (op.old_range(), op.new_range())).collect();
    }
    let mut all = Vec::new();
    let (mut old, mut new) = (0, 0);
    let ends = [(from.len(), to.len())];
    let pairs = paired(from, to).into_iter().enumerate();
    let pairs = pairs.filter_map(|(to, from)| Some((from?, to)));
    for (at, place) in pairs.chain(ends) {
        if at > old || place > new {
            all.push((old..at, new..place));
        }
        (old, new) = (at + 1, place + 1);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_keeps_no_other_from_being_paired() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(
            paired(&chars("abXcd"), &chars("abYcd")),
            [Some(0), Some(1), None, Some(3), Some(4)]
        );
        assert_eq!(paired(&chars("abcd"), &chars("cd")), [Some(2), Some(3)]);
        assert_eq!(paired(&chars(""), &chars("a")), [None]);
    }

    #[test]
    fn few_and_many_are_compared_alike() {
        let from: Vec<usize> = (0..FEW).collect();
        let mut to = from.clone();
        to.splice(10..12, [FEW + 1]);
        to.splice(100..100, [FEW + 2, FEW + 3]);
        to.pop();
        let expected = [(10..12, 10..11), (101..101, 100..102), (FEW - 1..FEW, FEW..FEW)];
        assert_eq!(apart(&from, &to), expected);
        let (few, less) =
            (from.get(..1_000).unwrap_or_default(), to.get(..1_001).unwrap_or_default());
        assert_eq!(apart(few, less), expected[..2]);
    }

    #[test]
    fn what_has_nothing_in_common_is_gone_through_once() {
        let (from, to): (Vec<usize>, Vec<usize>) =
            ((0..200_000).collect(), (200_000..400_000).collect());
        assert_eq!(apart(&from, &to), [(0..200_000, 0..200_000)]);
    }
}
