//! A conversation as a document of Word: Office Open XML (ECMA-376), which other word processors
//! read too.
//!
//! What stands in it is decided by [`transcript::export::document`]; here it gets its file: a zip
//! of XML parts, of which this is the least that a document has. The same conversation gives the
//! same bytes; nothing in them tells when or where it was made but the date that was given.

mod direction;
mod document;
mod parts;
mod xml;

use std::io::{Cursor, Write};

use transcript::export::{Input, Options, document as blocks};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The chosen part of a conversation as the bytes of a `.docx`.
pub fn write(input: &Input<'_>, options: &Options) -> ZipResult<Vec<u8>> {
    let blocks = blocks(input, options);
    let title = blocks.first().map_or("", |block| block.text.as_str());
    let parts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::properties(title, input.language, input.date)),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", parts::styles(input.language)),
        ("word/document.xml", document::written(&blocks)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in parts {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
