//! `POST /v2/transcript`: creates a job, answered with a queued transcript.

use std::sync::Arc;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use uuid::Uuid;

use super::upload::UPLOADS;
use crate::auth::{Caller, Temper};
use crate::error::ApiError;
use crate::fetch;
use crate::job::{Job, Schedule};
use crate::media::Media;
use crate::media::upload::Upload;
use crate::region::Inner;
use crate::request::{flag, parse, text};
use crate::script::NextAnswer;
use crate::sync::lock;
use crate::{Object, answer};

/// A request larger than this is no request.
const LARGEST: usize = 8 * 1024 * 1024;
/// Shorter recordings are refused by the job.
const SHORTEST_SECONDS: f64 = 0.16;
/// Longer recordings are refused by the job.
const LONGEST_SECONDS: f64 = 36_000.0;

/// Creates the job.
pub(super) async fn create(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    body: Body,
) -> Result<Json<Object>, ApiError> {
    let body = to_bytes(body, LARGEST).await.map_err(|_| ApiError::schema())?;
    let request = parse(&body)?;
    match caller.temper {
        Temper::NoCredit => {
            let text = "Your current account balance is negative. \
                        Please top up to continue using the API.";
            return Err(ApiError::Bad(text.to_owned()));
        }
        Temper::Unpaid => return Err(ApiError::Unpaid),
        _ => {}
    }
    let url = text(&request, "audio_url").unwrap_or_default().to_owned();
    let upload = url.strip_prefix(UPLOADS).and_then(|id| lock(&region.uploads).get(id).cloned());
    if upload.as_ref().is_some_and(|upload| upload.project != caller.project) {
        return Err(ApiError::ForeignUpload);
    }

    let id = Uuid::new_v4().to_string();
    let mut jobs = lock(&region.jobs);
    let order = Order {
        id: id.clone(),
        url: url.clone(),
        request: request.clone(),
        temper: caller.temper,
        prepared: jobs.prepared.pop_front(),
    };
    let mut job =
        Job::new(id, caller.project.clone(), url, request, Schedule::Stuck, Object::new());
    job.raw = order.prepared.as_ref().and_then(|prepared| prepared.raw.clone());
    if upload.is_none() && fetch::is_own(&order.url) {
        job.fetch();
        let region = Arc::clone(&region);
        tokio::spawn(async move { fetched(&region, caller.project, order).await });
    } else {
        let (schedule, ending) = order.outcome(&region, upload.as_deref());
        job.fetched(schedule, ending);
    }
    let answer = answer::pending(&job, "queued");
    jobs.push(job);
    drop(jobs);
    Ok(Json(answer))
}

/// Fetches what a link leads to, and lets its job go on.
async fn fetched(region: &Inner, project: String, order: Order) {
    let upload = fetch::fetch(&order.url, project.clone()).await;
    let (schedule, ending) = order.outcome(region, upload.as_ref());
    // It may be gone: the stand-in was reset.
    if let Some(job) = lock(&region.jobs).find_mut(&order.id, &project) {
        job.fetched(schedule, ending);
    }
}

/// A job as it was asked for.
struct Order {
    id: String,
    url: String,
    request: Object,
    temper: Temper,
    prepared: Option<NextAnswer>,
}

impl Order {
    /// How it goes on, and what it ends with.
    fn outcome(&self, region: &Inner, upload: Option<&Upload>) -> (Schedule, Object) {
        let source = Source { region, url: &self.url, upload };
        let seconds = source.seconds().unwrap_or_default();
        let mut schedule = match self.temper {
            Temper::Stuck => Schedule::Stuck,
            _ => Schedule::new(region.pace, seconds),
        };
        let ending = match &self.prepared {
            Some(prepared) => {
                if let Schedule::Polls { queued, processing } = &mut schedule {
                    *queued = prepared.queued_polls.unwrap_or(*queued);
                    *processing = prepared.processing_polls.unwrap_or(*processing);
                }
                source.prepared(&self.id, &self.request, prepared)
            }
            None => source.ending(&self.id, &self.request, self.temper),
        };
        (schedule, ending)
    }
}

/// What a job is to transcribe.
struct Source<'a> {
    region: &'a Inner,
    url: &'a str,
    upload: Option<&'a Upload>,
}

impl Source<'_> {
    /// What is known about the recording, if anything.
    fn known(&self) -> Option<Arc<Object>> {
        match self.upload {
            Some(upload) => self.region.library.by_hash(upload.sha256.as_deref()?),
            // What cannot be had is not known either, whatever it is called.
            None if fetch::is_own(self.url) => None,
            None => self.region.library.by_url(self.url),
        }
    }

    fn seconds(&self) -> Option<f64> {
        self.upload.and_then(|upload| upload.media.seconds())
    }

    /// The prepared answer over what is known, or over a transcript without speech.
    fn prepared(&self, id: &str, request: &Object, next: &NextAnswer) -> Object {
        let labels = flag(request, "speaker_labels", false);
        let base = self.known().unwrap_or_else(|| Arc::new(answer::silence(labels)));
        let mut ending = answer::completed(id, self.url, request, &base, self.seconds());
        ending.extend(next.answer.clone());
        ending
    }

    /// How the job ends by itself.
    fn ending(&self, id: &str, request: &Object, temper: Temper) -> Object {
        let failed = |error: &str| answer::failed(id, self.url, request, error);
        if temper == Temper::Failing {
            return failed("Transcription failed. Please try again or contact support.");
        }
        if let Some(known) = self.known() {
            let silence;
            let known = if temper == Temper::Silent {
                silence = answer::silence(flag(request, "speaker_labels", false));
                &silence
            } else {
                &*known
            };
            return answer::completed(id, self.url, request, known, self.seconds());
        }
        failed(&self.reason())
    }

    /// Why there is no transcript.
    fn reason(&self) -> String {
        match self.upload.map(|upload| &upload.media) {
            None => format!(
                "Download error, unable to download {}. Please make sure the file exists and is \
                 accessible from the internet.",
                self.url
            ),
            Some(Media::Wrapped(mime)) => format!("Transcoding failed. File type {mime}."),
            Some(Media::Other(mime)) => {
                format!("File does not appear to contain audio. File type is {mime}.")
            }
            Some(Media::Sound { seconds: Some(seconds) }) if *seconds < SHORTEST_SECONDS => {
                "Audio duration is too short.".to_owned()
            }
            Some(Media::Sound { seconds: Some(seconds) }) if *seconds > LONGEST_SECONDS => {
                "Audio duration is too long.".to_owned()
            }
            Some(Media::Sound { .. }) => {
                let names = self.region.library.sample_names().join(", ");
                format!(
                    "The stand-in knows only its sample recordings ({names}) and those that \
                     --transcripts adds."
                )
            }
        }
    }
}
