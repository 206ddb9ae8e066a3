//! Bytes that the browser holds, in memory or on the disk as it sees fit.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag};

/// Pieces, to be put together. What is a file stays one: nothing of it is read.
#[derive(Debug, Default)]
pub struct Pieces(Array);

impl Pieces {
    /// Appends a copy of these bytes.
    pub fn add(&self, bytes: &[u8]) {
        self.add_js(&Uint8Array::from(bytes).into());
    }

    /// Appends what the browser holds already: an array of bytes, a blob, a file.
    pub fn add_js(&self, piece: &JsValue) {
        self.0.push(piece);
    }

    /// All of them as one; `None` if the browser has no room for it.
    pub fn join(&self, media_type: &str) -> Option<Blob> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        Blob::new_with_blob_sequence_and_options(&self.0, &options).ok()
    }
}

/// Bytes as a file.
pub fn file(bytes: &[u8], name: &str, media_type: &str) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    let bytes = Array::of1(&Uint8Array::from(bytes).into());
    File::new_with_blob_sequence_and_options(&bytes, name, &options).ok()
}

/// A part of a file, as a file of its own: nothing of it is read.
#[expect(clippy::cast_precision_loss, reason = "a file is smaller than 2^53 bytes")]
pub fn cut(
    file: &File,
    (from, to): (u64, u64),
    name: &str,
    media_type: &str,
    modified: u64,
) -> Option<File> {
    let part = file.slice_with_f64_and_f64_and_content_type(from as f64, to as f64, media_type);
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    options.set_last_modified(modified as f64);
    File::new_with_blob_sequence_and_options(&Array::of1(&part.ok()?.into()), name, &options).ok()
}

/// The bytes of a file from a place on: nothing of them is read.
#[expect(clippy::cast_precision_loss, reason = "a file is smaller than 2^53 bytes")]
pub fn rest(file: &File, from: u64) -> Option<Blob> {
    file.slice_with_f64(from as f64).ok()
}
