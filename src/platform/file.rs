//! A file that the user chose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use super::frame::breathe;

/// Whether the file's first byte can be read: not if it was moved, changed or its drive is gone.
/// An empty file reads as well as any.
pub async fn is_readable(file: &File) -> bool {
    let Ok(first) = file.slice_with_i32_and_i32(0, 1) else { return false };
    JsFuture::from(first.array_buffer()).await.is_ok()
}

/// The size in bytes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a file's size")]
pub fn size(file: &File) -> u64 {
    file.size() as u64
}

/// All bytes of a file; `None` if it cannot be read.
pub async fn bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The text of a blob in UTF-8; `None` if it cannot be read.
pub async fn text(blob: &Blob) -> Option<String> {
    JsFuture::from(blob.text()).await.ok()?.as_string()
}

/// The first and the last `length` bytes of a file; `None` if it cannot be read.
pub async fn ends(file: &File, length: u32) -> Option<(Vec<u8>, Vec<u8>)> {
    let (size, length) = (file.size(), f64::from(length));
    let first = slice(file, 0.0, length.min(size)).await?;
    let last = slice(file, (size - length).max(0.0), size).await?;
    Some((first.to_vec(), last.to_vec()))
}

/// The bytes of a file between two places, in the browser's memory; fewer where it ends before.
/// `None` if they cannot be read.
#[expect(clippy::cast_precision_loss, reason = "a file is smaller than 2^53 bytes")]
pub async fn part(file: &File, from: u64, to: u64) -> Option<Uint8Array> {
    slice(file, from as f64, to as f64).await
}

/// Hands over a file's bytes, so many at a time, and lets the page answer in between. `None` if it cannot
/// be read to its end.
pub async fn in_slices(file: &File, length: u64, mut take: impl FnMut(&[u8])) -> Option<()> {
    let size = size(file);
    let mut at = 0;
    while at < size {
        take(&part(file, at, size.min(at + length)).await?.to_vec());
        at += length;
        breathe().await;
    }
    Some(())
}

async fn slice(file: &File, from: f64, to: f64) -> Option<Uint8Array> {
    let blob = file.slice_with_f64_and_f64(from, to).ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer))
}

/// When the file was last changed, in milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date after 1970")]
pub fn modified(file: &File) -> u64 {
    file.last_modified() as u64
}
