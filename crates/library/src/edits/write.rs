//! Writing edits.

use transcript::Confidence;
use transcript::edit::{
    Edit, Kind, OwnWord, Role, Slot, Source, Splice, TurnChange, TurnParts, Written,
};

use super::{EDIT, LATEST};
use crate::stored::Object;

/// The text of an edit, to be stored.
#[must_use]
pub fn to_stored(written: &Written) -> String {
    match written {
        Written::Whole(edit) => whole_edit(edit),
        Written::Typed { turn, change } => typed(*turn, change),
    }
}

fn whole_edit(edit: &Edit) -> String {
    let mut text = Object::default();
    text.number("v", EDIT);
    text.text("kind", kind_name(edit.kind));
    text.raw("splices", &list(&edit.splices, splice));
    if let Some(roles) = &edit.roles {
        text.raw("voices", &list(roles, role));
    }
    text.finish()
}

fn typed(turn: u32, change: &TurnChange) -> String {
    let pair = |(head, tail): (u32, u32)| numbers([head.into(), tail.into()]);
    let mut text = Object::default();
    text.number("v", LATEST);
    text.text("kind", kind_name(Kind::Text));
    text.number("turn", turn.into());
    text.raw("text_kept", &pair(change.text_kept));
    text.raw("words_kept", &pair(change.words_kept));
    text.raw("paragraphs_kept", &pair(change.paragraphs_kept));
    push_parts(
        &mut text,
        &TurnParts {
            speaker: change.speaker,
            times: change.times,
            confidence: change.confidence,
            text: change.text.clone(),
            words: change.words.clone(),
            paragraphs: change.paragraphs.clone(),
            of: change.of.clone(),
        },
    );
    text.finish()
}

fn kind_name(kind: Kind) -> &'static str {
    Kind::ALL.iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name)
}

fn list<T>(values: &[T], one: fn(&T) -> String) -> String {
    let all: Vec<String> = values.iter().map(one).collect();
    ["[", &all.join(","), "]"].concat()
}

fn numbers(values: impl IntoIterator<Item = i64>) -> String {
    let all: Vec<String> = values.into_iter().map(|number| number.to_string()).collect();
    ["[", &all.join(","), "]"].concat()
}

fn splice(splice: &Splice) -> String {
    let mut text = Object::default();
    text.number("at", splice.at.into());
    text.number("count", splice.count.into());
    text.raw("new", &list(&splice.new, slot));
    text.finish()
}

fn slot(slot: &Slot) -> String {
    let mut text = Object::default();
    match &slot.source {
        Source::Original(index) => text.number("of", (*index).into()),
        Source::Own(own) => push_parts(&mut text, &own.parts()),
    }
    text.number_if("by", slot.by.map(|by| u64::from(by.0)));
    text.finish()
}

fn push_parts(text: &mut Object, parts: &TurnParts) {
    text.number("of", parts.of.start.into());
    text.number("to", parts.of.end.into());
    text.number("speaker", parts.speaker.0.into());
    text.number("start", parts.times.0.get().into());
    text.number("end", parts.times.1.get().into());
    text.raw("sure", &bits(parts.confidence).to_string());
    text.text("text", &parts.text);
    text.raw("words", &numbers(parts.words.iter().flat_map(figures)));
    let ends = parts.paragraphs.iter().flat_map(|range| [range.start, range.end]);
    text.raw("paragraphs", &numbers(ends.map(i64::from)));
}

/// Six numbers for each word.
fn figures(word: &OwnWord) -> [i64; 6] {
    [
        word.range.start.into(),
        word.range.end.into(),
        word.start.get().into(),
        word.end.get().into(),
        bits(word.confidence),
        word.speaker.0.into(),
    ]
}

/// A share as the bits of its float, so that it comes back as it was; -1 for none.
fn bits(confidence: Option<Confidence>) -> i64 {
    confidence.map_or(-1, |sure| i64::from(sure.get().to_bits()))
}

fn role(role: &Role) -> String {
    let mut text = Object::default();
    text.text("name", &role.name);
    if let Some(look) = role.look {
        let look = [look.colour, look.shape, u8::from(look.hollow)];
        text.raw("look", &numbers(look.map(i64::from)));
    }
    text.number_if("into", role.into.map(|into| u64::from(into.0)));
    text.finish()
}
