//! The endpoints of the API, one per file.

mod captions;
mod create;
mod delete;
mod get;
mod list;
mod passages;
mod upload;
mod word_search;

pub(crate) use upload::take_in;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get as on_get, post};

use crate::error::ApiError;
use crate::region::Inner;

/// The API of one region.
pub(crate) fn router(region: Arc<Inner>) -> Router {
    Router::new()
        .route("/v2/upload", post(upload::upload))
        .route("/v2/transcript", post(create::create).get(list::list))
        .route("/v2/transcript/{id}", on_get(get::get).delete(delete::delete))
        .route("/v2/transcript/{id}/sentences", on_get(passages::sentences))
        .route("/v2/transcript/{id}/paragraphs", on_get(passages::paragraphs))
        .route("/v2/transcript/{id}/srt", on_get(captions::srt))
        .route("/v2/transcript/{id}/vtt", on_get(captions::vtt))
        .route("/v2/transcript/{id}/word-search", on_get(word_search::word_search))
        .fallback(|| async { ApiError::NotFound })
        .method_not_allowed_fallback(|| async { ApiError::WrongMethod })
        .with_state(region)
}
