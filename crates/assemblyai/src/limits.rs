//! The service's limits, as its documentation states them.

/// The largest file that `/v2/upload` takes, in bytes (2.2 GB).
pub const MAX_UPLOAD_BYTES: u64 = 2_200_000_000;

/// The longest recording, in milliseconds (10 hours).
pub const MAX_DURATION_MS: u32 = 10 * 60 * 60 * 1000;

/// The most speakers that a request may name; labels beyond are not documented.
pub const MAX_SPEAKERS: u8 = 30;
