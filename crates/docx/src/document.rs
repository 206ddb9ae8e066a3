//! The main part: the paragraphs.

use transcript::export::{Block, BlockKind};

use crate::direction::is_rtl;
use crate::xml::{DECLARATION, push_text};

const START: &str = "<w:document \
    xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
/// A4 with margins of an inch, in twentieths of a point.
const END: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" \
    w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>";

/// The part as XML.
pub(crate) fn written(blocks: &[Block]) -> String {
    let text: usize = blocks.iter().map(|block| block.text.len() + 128).sum();
    let mut out = String::with_capacity(text + 1_024);
    out.push_str(DECLARATION);
    out.push_str(START);
    for block in blocks {
        push_paragraph(&mut out, block);
    }
    out.push_str(END);
    out
}

fn push_paragraph(out: &mut String, block: &Block) {
    let is_rtl = is_rtl(&block.text);
    let style = style(block.kind);
    out.push_str("<w:p>");
    if style.is_some() || is_rtl {
        out.push_str("<w:pPr>");
        if let Some(style) = style {
            out.push_str("<w:pStyle w:val=\"");
            out.push_str(style);
            out.push_str("\"/>");
        }
        out.push_str(if is_rtl { "<w:bidi/></w:pPr>" } else { "</w:pPr>" });
    }
    out.push_str(if is_rtl { "<w:r><w:rPr><w:rtl/></w:rPr>" } else { "<w:r>" });
    out.push_str("<w:t xml:space=\"preserve\">");
    push_text(out, &block.text);
    out.push_str("</w:t></w:r></w:p>\n");
}

/// The style of a paragraph, by the id that it has in `parts`.
const fn style(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Title => Some("Title"),
        BlockKind::Heading => Some("Turn"),
        BlockKind::Silence => Some("Silence"),
        BlockKind::Text => None,
    }
}
