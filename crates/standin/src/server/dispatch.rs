//! The way of one request: counters, the script's control, pause, faults, then the API or the page.

use axum::Router;
use axum::body::Body;
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode};
use axum::response::IntoResponse as _;
use hyper::body::Incoming;
use tower_service::Service as _;

use super::accept::Service;
use super::fault;
use super::wire::{HangUp, WireControl};
use super::{cors, host, pace_body};
use crate::script::Preflight;

/// The request gets no answer: its connection is reset.
#[derive(Debug, thiserror::Error)]
#[error("the connection was reset on purpose")]
pub(crate) struct Aborted;

/// Whether an answer may be read by other origins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// With the API's CORS headers.
    Open,
    /// Without them: a page's own files, or a fault.
    Closed,
}

/// Answers one request, or resets its connection.
pub(crate) async fn dispatch(
    service: Service,
    wire: WireControl,
    request: Request<Incoming>,
) -> Result<Response<Body>, Aborted> {
    let is_kept = wire.is_kept();
    let path = request.uri().path();
    if path.starts_with("/__standin/") {
        let is_own = host::is_own(path, request.headers());
        let request = request.map(Body::new);
        return match &service.control {
            Some(_) if !is_own => Ok(StatusCode::FORBIDDEN.into_response()),
            Some(control) => Ok(call(control, request).await),
            None => Ok(StatusCode::NOT_FOUND.into_response()),
        };
    }
    let is_api = path == "/v2" || path.starts_with("/v2/");
    let result = if is_api {
        let mut paused = service.region.switch.subscribe();
        let result = tokio::select! {
            biased;
            // Also ends what was under way when the pause began.
            _ = paused.wait_for(|paused| *paused) => Err(Aborted),
            result = api(&service, request, is_kept) => result,
        };
        result.map(|mut response| {
            if service.region.wants_fresh_connections() {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            response
        })
    } else {
        page(&service, request, is_kept).await
    };
    if result.is_err() {
        wire.reset_on_close();
    }
    result
}

async fn api(
    service: &Service,
    request: Request<Incoming>,
    is_kept: bool,
) -> Result<Response<Body>, Aborted> {
    let region = &service.region;
    region.count_request(request.method(), request.uri().path());
    let counter = region.body_counter(request.uri().path());
    let request = request.map(|body| pace_body::counted(body, counter));

    if *request.method() == Method::OPTIONS {
        let wanted = cors::requested_method(request.headers());
        let fault = match region.take_preflight_fault(wanted.as_ref(), request.uri().path()) {
            Preflight::Allowed => return Ok(cors::preflight()),
            Preflight::Refused => return Ok(cors::refused_preflight()),
            Preflight::Fault(fault) => fault,
        };
        return fault::apply(fault, region, request, Sharing::Open, |_| async {
            Ok(cors::preflight())
        })
        .await;
    }

    let handle = |request| async {
        let response = call(&service.api, request).await;
        if response.extensions().get::<HangUp>().is_some() { Err(Aborted) } else { Ok(response) }
    };
    match region.take_fault(request.method(), request.uri().path(), is_kept) {
        Some(fault) => fault::apply(fault, region, request, Sharing::Open, handle).await,
        None => handle(request).await.map(|mut response| {
            cors::allow(response.headers_mut());
            response
        }),
    }
}

async fn page(
    service: &Service,
    request: Request<Incoming>,
    is_kept: bool,
) -> Result<Response<Body>, Aborted> {
    let region = &service.region;
    let request = request.map(Body::new);
    let site = service.site.clone();
    let handle = |request: Request<Body>| async move {
        Ok(match site {
            Some(site) => site.respond(&request.into_parts().0).await,
            None => api_alone(request.uri().path()),
        })
    };
    match region.take_fault(request.method(), request.uri().path(), is_kept) {
        Some(fault) => fault::apply(fault, region, request, Sharing::Closed, handle).await,
        None => handle(request).await,
    }
}

fn api_alone(path: &str) -> Response<Body> {
    if path == "/" {
        let text = "The stand-in for AssemblyAI is running, without a page (--dist).\n";
        text.into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

async fn call(router: &Router, request: Request<Body>) -> Response<Body> {
    match router.clone().call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
