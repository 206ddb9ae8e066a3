//! Ways to take a conversation away: one format per file.

pub mod text;
