//! A stateful local AssemblyAI over real HTTP, which also serves the built page.
//!
//! It speaks the dialect of the asynchronous API (upload, transcribe, poll, list, delete, subtitles)
//! and remembers what it was told, so that the page, the tests and AssemblyAI's own clients can be
//! run against it without a key and without the network. Faults can be scripted per request.
//!
//! | module | what is in it |
//! |---|---|
//! | [`mod@builder`], `running` | starting it in-process, the handle that stops it |
//! | `server` | sockets, connections, the way of a request through faults and CORS |
//! | `endpoint` | one file per endpoint of the API |
//! | `request` | what a job may be asked for, and every refusal |
//! | `answer` | the shape of a transcript at each stage, captions, sentences |
//! | `fetch` | links of this machine's own addresses |
//! | `media`, `library` | what was uploaded, and which recordings have an answer |
//! | `region`, `job` | the state of one region: uploads, jobs, script, counters |
//! | [`mod@script`] | faults, prepared answers, counters |
//! | `site` | the static files of the page |
//!
//! ```no_run
//! # async fn run() -> Result<(), standin::StartError> {
//! let standin = standin::Standin::builder().scriptable(true).start().await?;
//! standin.us().add_faults([standin::script::Rule::on("POST", "/v2/upload")
//!     .times(2)
//!     .fault(standin::script::Fault::reset(standin::script::ResetWhen::In))]);
//! println!("{}", standin.url());
//! standin.stop().await;
//! # Ok(())
//! # }
//! ```

mod answer;
mod auth;
pub mod builder;
mod clock;
mod endpoint;
mod error;
mod fetch;
mod job;
mod library;
mod media;
mod region;
mod request;
mod running;
pub mod script;
mod server;
mod site;
mod sync;

pub use auth::SENTINELS;
pub use builder::{Builder, Pace, Standin, StartError};
pub use library::LibraryError;
pub use region::Region;
pub use running::Running;

/// A JSON object, as requests and answers are.
pub type Object = serde_json::Map<String, serde_json::Value>;
