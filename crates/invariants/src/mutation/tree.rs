//! Changes that keep an answer looking like an answer: values, members and elements.

use super::node::{Node, quoted};
use super::odd;
use super::random::Random;

/// What fields are called, so that one takes the place of another.
const NAMES: [&str; 19] = [
    "audio_duration",
    "audio_url",
    "confidence",
    "end",
    "error",
    "id",
    "is_deleted",
    "language_code",
    "language_confidence",
    "message",
    "metadata",
    "speaker",
    "speech_model_used",
    "start",
    "status",
    "text",
    "utterances",
    "warnings",
    "words",
];

/// A part that is put somewhere else is no larger than this.
const MOST_GRAFTED: usize = 200;

/// Makes one change somewhere.
pub(super) fn change(root: &mut Node, random: &mut Random) {
    let kind = random.below(12);
    let place = if kind < 5 { root.any(random) } else { container(root, random) };
    let Some(place) = place else { return };
    match kind {
        0..3 => *place = odd::value(random),
        3 | 4 => retype(place, random),
        5 | 6 => times(place, random),
        7 => graft(root, random),
        _ => parts(place, random),
    }
}

/// Puts the members of the answer in another order: that of `words` and `utterances` counts.
pub(super) fn shuffle(root: &mut Node, random: &mut Random) {
    if let Node::Object(members) = root {
        for last in (1..members.len()).rev() {
            members.swap(last, random.below(last + 1));
        }
    }
}

/// A list or an object, if a few tries find one. The answer itself is among them as seldom as any.
fn container<'a>(root: &'a mut Node, random: &mut Random) -> Option<&'a mut Node> {
    let mut tries = random.clone();
    random.next();
    for _ in 0..8 {
        let mut again = tries.clone();
        if root.any(&mut tries).is_some_and(|node| !node.is_leaf()) {
            return root.any(&mut again);
        }
    }
    None
}

/// The same value as another kind.
fn retype(node: &mut Node, random: &mut Random) {
    let old = core::mem::replace(node, Node::leaf("null"));
    *node = match old {
        Node::Leaf(written) if random.one_in(2) => {
            let bare = written.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\""));
            Node::Leaf(bare.map_or_else(|| [b"\"", &written[..], b"\""].concat(), <[u8]>::to_vec))
        }
        Node::List(elements) if random.one_in(2) => {
            let named = |(nth, element)| (quoted(NAMES[nth % NAMES.len()]), element);
            Node::Object(elements.into_iter().enumerate().map(named).collect())
        }
        Node::Object(members) if random.one_in(2) => {
            Node::List(members.into_iter().map(|(_, value)| value).collect())
        }
        other if random.one_in(2) => Node::List(vec![other]),
        other => Node::Object(vec![(quoted(random.pick::<&str>(&NAMES)), other)]),
    };
}

/// Times that lie: turned round, equal, far away, missing.
fn times(node: &mut Node, random: &mut Random) {
    let (start, end) = (node.member("start").cloned(), node.member("end").cloned());
    let (Some(start), Some(end)) = (start, end) else { return };
    let (new_start, new_end) = match random.below(5) {
        0 => (end, start),
        1 => (end.clone(), end),
        2 => (start, Node::leaf(odd::number(random))),
        3 => (Node::leaf(odd::number(random)), end),
        _ => (Node::leaf("null"), Node::leaf("null")),
    };
    for (name, new) in [("start", new_start), ("end", new_end)] {
        if let Some(place) = node.member(name) {
            *place = new;
        }
    }
}

/// Puts a copy of a part in the place of another.
fn graft(root: &mut Node, random: &mut Random) {
    let part = root.any(random).cloned().filter(|part| part.count() <= MOST_GRAFTED);
    if let (Some(part), Some(place)) = (part, root.any(random)) {
        *place = part;
    }
}

/// Takes parts of a list or an object away, doubles or moves them.
fn parts(node: &mut Node, random: &mut Random) {
    match node {
        Node::Leaf(written) => *written = odd::text(random),
        Node::List(elements) => {
            rearrange(elements, random);
            if random.one_in(8) {
                elements.push(odd::value(random));
            }
        }
        Node::Object(members) => {
            if random.one_in(2) {
                rearrange(members, random);
            } else if !members.is_empty() {
                let at = random.below(members.len());
                members[at].0 = if random.one_in(4) {
                    odd::text(random)
                } else {
                    quoted(random.pick::<&str>(&NAMES))
                };
            }
        }
    }
}

fn rearrange<T: Clone>(parts: &mut Vec<T>, random: &mut Random) {
    if parts.is_empty() {
        return;
    }
    let (at, to) = (random.below(parts.len()), random.below(parts.len()));
    match random.below(5) {
        0 => drop(parts.remove(at)),
        1 => parts.insert(to, parts[at].clone()),
        2 => parts.swap(at, to),
        3 => parts.reverse(),
        _ => parts.truncate(at),
    }
}
