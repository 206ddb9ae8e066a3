//! Reactive state and use cases: what the screens show and what they can ask for. No markup.

pub mod document;
pub mod draft;
pub mod mounting;
pub mod navigation;
pub mod notice;
pub mod player;
pub mod problems;
pub mod recording;
pub mod samples;
pub mod session;
pub mod theme;
pub mod ticker;
pub mod voices;
pub mod work;
