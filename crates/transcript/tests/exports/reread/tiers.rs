//! Tiers: a `TextGrid` by its own grammar, ELAN's XML by `roxmltree` and the rules of its schema.

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node};
use transcript::export::{Choice, Input, Options};

use super::{millis, solid, turns};

/// Reads the long text format as Praat does: only numbers, strings and flags count.
struct Tokens<'a>(&'a str);

impl Tokens<'_> {
    fn number(&mut self, name: &str) -> u32 {
        self.after(name);
        let (number, rest) = self.0.split_once(" \n").expect("the line ends");
        self.0 = rest;
        millis(number)
    }

    fn count(&mut self, name: &str) -> usize {
        self.after(name);
        let (number, rest) = self.0.split_once(" \n").expect("the line ends");
        self.0 = rest;
        number.parse().expect("a number")
    }

    fn string(&mut self, name: &str) -> String {
        self.after(name);
        let mut rest = self.0.strip_prefix('"').expect("a string");
        let mut out = String::new();
        loop {
            let (text, after) = rest.split_once('"').expect("the string ends");
            out.push_str(text);
            match after.strip_prefix('"') {
                Some(after) => {
                    out.push('"');
                    rest = after;
                }
                None => break self.0 = after,
            }
        }
        out
    }

    fn after(&mut self, name: &str) {
        let rest = self.0.trim_start().strip_prefix(name);
        self.0 = rest.unwrap_or_else(|| panic!("{name} is expected at {:.60}", self.0));
    }
}

pub(crate) fn check_textgrid(file: &str, input: &Input<'_>, options: &Options) {
    let mut tokens = Tokens(file);
    tokens.after("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n");
    assert_eq!(tokens.number("xmin = "), 0);
    let end = tokens.number("xmax = ");
    tokens.after("tiers? <exists> ");
    let tiers = tokens.count("size = ");
    assert!(tiers > 0);
    tokens.after("item []: ");
    let (mut names, mut text) = (HashSet::new(), String::new());
    for tier in 1..=tiers {
        tokens.after(&format!("item [{tier}]:"));
        tokens.after("class = \"IntervalTier\"");
        let name = tokens.string("name = ");
        assert_eq!((tokens.number("xmin = "), tokens.number("xmax = ")), (0, end));
        let mut at = 0;
        for interval in 1..=tokens.count("intervals: size = ") {
            tokens.after(&format!("intervals [{interval}]:"));
            assert_eq!(tokens.number("xmin = "), at, "intervals follow each other");
            let to = tokens.number("xmax = ");
            assert!(to > at);
            at = to;
            let label = tokens.string("text = ");
            if !name.ends_with(" (words)") {
                text.push_str(&label);
            }
        }
        assert_eq!(at, end);
        assert!(names.insert(name));
    }
    assert_eq!(tokens.0.trim(), "");
    check_said(&text, input, options);
}

/// All that was said is there, speaker after speaker.
fn check_said(text: &str, input: &Input<'_>, _: &Options) {
    let mut turns = turns(input);
    turns.sort_by_key(|turn| turn.speaker);
    let said: String = turns.iter().map(|turn| solid(input.transcript.turn_text(turn))).collect();
    assert_eq!(solid(text), said);
}

pub(crate) fn check_elan(file: &str, input: &Input<'_>, options: &Options) {
    let document = Document::parse(file).expect("XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "ANNOTATION_DOCUMENT");
    for required in ["DATE", "AUTHOR", "VERSION"] {
        assert!(root.has_attribute(required));
    }
    let order: Vec<&str> = elements(root).map(|node| node.tag_name().name()).collect();
    let rank = |name: &&str| {
        ["HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE"].iter().position(|known| known == name)
    };
    assert!(order.iter().all(|name| rank(name).is_some()) && order.is_sorted_by_key(rank));
    let mut ids = HashSet::new();
    let mut slots = HashMap::new();
    let mut latest = 0;
    for slot in elements(child(root, "TIME_ORDER")) {
        let time: u32 = attribute(slot, "TIME_VALUE").parse().expect("unsignedInt");
        assert!(time >= latest, "slots are in order");
        latest = time;
        let id = attribute(slot, "TIME_SLOT_ID");
        assert!(ids.insert(id), "xsd:ID is unique");
        slots.insert(id, time);
    }
    let mut text = String::new();
    let mut names = HashSet::new();
    for tier in elements(root).filter(|node| node.has_tag_name("TIER")) {
        let name = attribute(tier, "TIER_ID");
        assert!(names.insert(name), "tiers have a key");
        assert_eq!(attribute(tier, "LINGUISTIC_TYPE_REF"), "utterance");
        let said = check_tier(tier, &slots, &mut ids);
        if !name.ends_with(" (words)") {
            text.push_str(&said);
        }
    }
    assert!(options.has(Choice::WordTiers) || names.iter().all(|name| !name.ends_with(" (words)")));
    check_said(&text, input, options);
}

fn check_tier<'a>(
    tier: Node<'a, '_>,
    slots: &HashMap<&str, u32>,
    ids: &mut HashSet<&'a str>,
) -> String {
    let (mut at, mut text) = (0, String::new());
    for annotation in elements(tier) {
        let aligned = child(annotation, "ALIGNABLE_ANNOTATION");
        assert!(ids.insert(attribute(aligned, "ANNOTATION_ID")), "xsd:ID is unique");
        let start = slots[attribute(aligned, "TIME_SLOT_REF1")];
        let end = slots[attribute(aligned, "TIME_SLOT_REF2")];
        assert!(at <= start && start < end, "annotations of a tier follow each other");
        at = end;
        text.push_str(child(aligned, "ANNOTATION_VALUE").text().unwrap_or_default());
    }
    text
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Node<'a, 'i> {
    elements(node).find(|child| child.has_tag_name(name)).expect("the child is there")
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).expect("the attribute is there")
}
