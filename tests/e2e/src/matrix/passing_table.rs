//! The faults that pass.

use standin::script::{ResetWhen, Then};

use super::{Body, Passing, Step, Told, Upset};

/// What the API says of its own troubles.
const SERVER_ERROR: Body = Body::json(r#"{"error":"Server error, developers have been alerted."}"#);
const TOO_MANY: Body = Body::json(r#"{"error":"Too many requests."}"#);
const OVERLOADED: Body = Body::json(r#"{"error":"Overloaded, please try again."}"#);

/// Right keys, and values of no use.
const WRONG_TYPES: Body = Body::json(
    r#"{"transcripts":{},"page_details":[],"upload_url":5,"id":null,"status":null,"words":7}"#,
);

/// The faults that pass.
pub const PASSING: &[Passing] = &[
    // Connections.
    Passing::new("connection reset before the request is read", Upset::Reset(ResetWhen::Before))
        .told(Told::Unreachable),
    Passing::new("connection reset in the middle of the request", Upset::Reset(ResetWhen::In))
        .at(&[Step::Upload, Step::Submit])
        .told(Told::Unreachable)
        .sample(Step::Upload),
    Passing::new(
        "connection reset after the work, before the answer",
        Upset::Reset(ResetWhen::After),
    )
    .at(Step::EVERY)
    .told(Told::Unreachable)
    .sample(Step::Submit),
    Passing::new("connection ends in the middle of the answer", Upset::Half(Then::End))
        .at(Step::EVERY)
        .told(Told::Unreachable),
    Passing::new("connection reset three times", Upset::Reset(ResetWhen::Before))
        .times(3)
        .told(Told::Unreachable),
    Passing::new("nothing can be reached for three tries", Upset::Away).told(Told::Unreachable),
    Passing::new("offline, and back", Upset::Offline).told(Told::Offline),
    // Answers that the browser keeps from the page.
    Passing::new("preflight allows nothing", Upset::PreflightRefused).told(Told::Unreachable),
    Passing::new("preflight answered with 503", Upset::PreflightStatus(503))
        .told(Told::Unreachable),
    Passing::new("preflight’s connection reset", Upset::PreflightReset).told(Told::Unreachable),
    Passing::new("answer without CORS headers", Upset::NoCorsAnswer)
        .at(Step::EVERY)
        .told(Told::Unreachable)
        .sample(Step::Poll),
    // No answer.
    Passing::new("no answer in time", Upset::Silence).sample(Step::Check),
    Passing::new("no answer in time, though the work is done", Upset::DoneInSilence)
        .at(Step::EVERY),
    Passing::new("answer stalls in its middle", Upset::Half(Then::Silence)).at(Step::EVERY),
    Passing::new("upload of 80 MB stalls in its middle", Upset::Stall)
        .at(&[Step::Upload])
        .told(Told::Lost),
    Passing::new("request and answer trickle", Upset::Trickle).at(Step::EVERY),
    Passing::new("answer comes after a quarter of a minute", Upset::Late).at(Step::EVERY),
    // Too many requests.
    Passing::new(
        "429, `Retry-After` not readable",
        Upset::Wait { status: 429, is_readable: false },
    )
    .told(Told::Busy),
    Passing::new("429, `Retry-After` readable", Upset::Wait { status: 429, is_readable: true })
        .told(Told::Busy)
        .sample(Step::Poll),
    Passing::new("429 with an empty body", Upset::Status(429, Body::EMPTY)).told(Told::Busy),
    Passing::new("429 three times", Upset::Status(429, TOO_MANY)).times(3).told(Told::Busy),
    Passing::new("403 “Too many requests.”", Upset::Status(403, TOO_MANY)).told(Told::Busy),
    Passing::new("403 with the page of the service’s edge", Upset::Status(403, Body::BLOCKED))
        .told(Told::Busy),
    Passing::new("403 with an empty body", Upset::Status(403, Body::EMPTY)).told(Told::Busy),
    // The service's own troubles.
    Passing::new("408 with an empty body", Upset::Status(408, Body::EMPTY)),
    Passing::new("425 with an empty body", Upset::Status(425, Body::EMPTY)),
    Passing::new("500 with the API’s sentence", Upset::Status(500, SERVER_ERROR)),
    Passing::new("500 with an empty body", Upset::Status(500, Body::EMPTY)),
    Passing::new("500 with HTML", Upset::Status(500, Body::GATEWAY)),
    Passing::new("502 with HTML", Upset::Status(502, Body::GATEWAY)),
    Passing::new("502 with HTML, though the work is done", Upset::DoneBut(502, Body::GATEWAY)),
    Passing::new("503 with an empty body", Upset::Status(503, Body::EMPTY))
        .at(Step::EVERY)
        .sample(Step::Check),
    Passing::new("503, `Retry-After` readable", Upset::Wait { status: 503, is_readable: true }),
    Passing::new("503 three times", Upset::Status(503, Body::EMPTY)).times(3).told(Told::Problems),
    Passing::new("504 with an empty body", Upset::Status(504, Body::EMPTY)),
    Passing::new("504 with HTML", Upset::Status(504, Body::GATEWAY)),
    Passing::new(
        "504 with an empty body, though the work is done",
        Upset::DoneBut(504, Body::EMPTY),
    ),
    Passing::new("520 with HTML", Upset::Status(520, Body::GATEWAY)),
    Passing::new("529 with JSON", Upset::Status(529, OVERLOADED)),
    // Status 200, and not the answer.
    Passing::new("200 with JSON that is cut off", Upset::Truncated)
        .at(Step::EVERY)
        .sample(Step::Last),
    Passing::new("200 with the page of a network’s log-in", Upset::Body(Body::PORTAL))
        .at(Step::EVERY)
        .sample(Step::Find),
    Passing::new("200 with HTML, though the work is done", Upset::DoneBut(200, Body::GATEWAY)),
    Passing::new("200 with an empty body", Upset::Body(Body::EMPTY)).at(Step::EVERY),
    Passing::new("200 with `{}`", Upset::Body(Body::json("{}"))).at(Step::EVERY),
    Passing::new("200 with `[]`", Upset::Body(Body::json("[]"))),
    Passing::new("200 with `null`", Upset::Body(Body::json("null"))),
    Passing::new("200 with bytes that are no text", Upset::Body(Body::json("\0\u{7f}\0\u{7f}"))),
    Passing::new("200 with values of other types", Upset::Body(WRONG_TYPES)),
    Passing::new(
        "200 with a status that nobody knows",
        Upset::Body(Body::json(r#"{"id":"x","status":"polishing"}"#)),
    )
    .at(&[Step::Poll])
    .told(Told::Working),
];
