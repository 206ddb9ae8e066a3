//! A conversation as what word processors have: a title and paragraphs of a few kinds.

use super::{
    Input, Options,
    line::push_plain_line,
    text::{push_gap, push_heading},
    view::View,
};
use crate::{Millis, Turn};

/// A paragraph of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text: one line, no control characters, nothing that XML forbids; never blank.
    pub text: String,
}

/// What a paragraph is, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// What the conversation is called; the first of all.
    Title,
    /// Who speaks and when, before what is said.
    Heading,
    /// What is said.
    Text,
    /// A silence, by its length.
    Silence,
}

/// The chosen part of a conversation as a document, with the words that plain text has: a heading
/// for each turn, unless nothing is to stand in it, its paragraphs, silences where they are.
pub fn document(input: &Input<'_>, options: &Options) -> Vec<Block> {
    let view = View::new(input, options);
    let mut blocks = Blocks(Vec::new());
    blocks.push(BlockKind::Title, &view.title());
    for turn in view.turns() {
        blocks.push_turn(&view, turn);
    }
    blocks.0
}

struct Blocks(Vec<Block>);

impl Blocks {
    fn push(&mut self, kind: BlockKind, text: &str) {
        let mut line = String::with_capacity(text.len());
        push_plain_line(&mut line, text);
        if !line.is_empty() {
            self.0.push(Block { kind, text: line });
        }
    }

    fn push_turn(&mut self, view: &View<'_>, turn: &Turn) {
        self.push_silence(view, turn.gap_before);
        let mut heading = String::new();
        push_heading(&mut heading, view, turn);
        self.push(BlockKind::Heading, &heading);
        for paragraph in view.transcript.paragraphs(turn) {
            self.push_silence(view, paragraph.gap_before);
            self.push(BlockKind::Text, view.transcript.paragraph_text(paragraph));
        }
    }

    fn push_silence(&mut self, view: &View<'_>, gap: Option<Millis>) {
        let mut silence = String::new();
        push_gap(&mut silence, view, gap, "(", ")");
        self.push(BlockKind::Silence, &silence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Choice, fixture::conversation};

    fn shown(input: &Input<'_>, options: &Options) -> Vec<(BlockKind, String)> {
        document(input, options).into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[test]
    fn turns_have_headings_and_text() {
        let transcript = conversation(&[("A", "Yes.\0\nNo."), ("Bo Ek", "<b>")]);
        let input = Input { title: "A\ttalk", ..Input::new(&transcript) };
        let options = Options::default();
        let expected = [
            (BlockKind::Title, "A talk"),
            (BlockKind::Heading, "Speaker A [0:00]"),
            (BlockKind::Text, "Yes. No."),
            (BlockKind::Heading, "Bo Ek [0:01]"),
            (BlockKind::Text, "<b>"),
        ];
        assert_eq!(shown(&input, &options), expected.map(|(kind, text)| (kind, text.to_owned())));
        let bare = options.with(Choice::Names, false).with(Choice::Timestamps, false);
        assert!(shown(&input, &bare).iter().all(|(kind, _)| *kind != BlockKind::Heading));
    }
}
