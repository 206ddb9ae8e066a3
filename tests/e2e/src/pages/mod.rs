//! The page's screens as a person meets them. What a screen is called and which controls it has
//! is written here once; the stories speak of what is done and seen.

mod conversation;
mod library;
mod link;
mod picture;
mod progress;
mod reading;
mod start;

pub use conversation::{ConversationPage, Media, Turn};
pub use library::{LibraryPage, Row, Stored};
pub use picture::Pane;
pub use progress::ProgressPage;
pub use start::{KEY, KEY_FIELD, StartPage};
