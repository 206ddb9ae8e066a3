//! What the service would charge for a recording: an estimate, told before anything is sent.
//!
//! The prices are those of <https://www.assemblyai.com/pricing> for accounts that pay as they go.
//! Each model and the labels of speakers have a price by the hour of sound. The bill is by the
//! second, and failed jobs are not on it (<https://www.assemblyai.com/docs/billing-and-pricing>).
//! Accounts with a contract have other prices, so what is shown must be called an estimate.
//!
//! The page was not read itself but in copies of it: the models as of 7 October 2026, the speaker
//! labels as of 5 October 2026. [`READ_AT_MS`] is the older one. Change both together.

use crate::options::SPEECH_MODELS;

/// When the oldest of the prices was read: noon of 5 October 2026, UTC, in milliseconds since 1970.
pub const READ_AT_MS: u64 = 1_791_201_600_000;

/// Where the service says what its prices are now.
pub const PRICING_PAGE: &str = "https://www.assemblyai.com/pricing";

/// Speaker labels, which every request of the page asks for, in micro-dollars by the hour.
const SPEAKER_LABELS: u64 = 20_000;

/// A model's name for people, and its price in micro-dollars by the hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Model {
    code: &'static str,
    name: &'static str,
    hourly: u64,
}

const MODELS: [Model; 2] = [
    Model { code: SPEECH_MODELS[0], name: "Universal\u{2011}3.5 Pro", hourly: 210_000 },
    Model { code: SPEECH_MODELS[1], name: "Universal\u{2011}2", hourly: 150_000 },
];

/// An amount of US dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MicroDollars(pub u64);

impl MicroDollars {
    /// Whole cents, rounded to the nearest; `None` for less than one.
    #[must_use]
    pub const fn cents(self) -> Option<u64> {
        if self.0 < 10_000 { None } else { Some(self.0.saturating_add(5_000) / 10_000) }
    }
}

/// A model that a request of the page asks for, with what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The model's name, as the service writes it, with a hyphen at which no line breaks.
    pub model: &'static str,
    /// Its price with speaker labels.
    pub price: MicroDollars,
}

/// What recordings of this length in all cost with each of the [`SPEECH_MODELS`], in their order:
/// the service takes the first one that knows the language.
#[must_use]
pub fn estimates(length_ms: u64) -> [Estimate; 2] {
    MODELS.map(|model| {
        let hourly = model.hourly + SPEAKER_LABELS;
        let price = length_ms.saturating_mul(hourly) / (60 * 60 * 1_000);
        Estimate { model: model.name, price: MicroDollars(price) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::JobOptions;

    fn prices(length_ms: u64) -> [u64; 2] {
        estimates(length_ms).map(|estimate| estimate.price.0)
    }

    #[test]
    fn an_hour_costs_the_model_and_the_labels() {
        assert_eq!(prices(3_600_000), [230_000, 170_000]);
    }

    #[test]
    fn parts_of_an_hour_cost_their_share() {
        // 47:12
        assert_eq!(prices(2_832_000), [180_933, 133_733]);
        assert_eq!(prices(0), [0, 0]);
        assert_eq!(prices(1), [0, 0]);
    }

    #[test]
    fn the_longest_length_does_not_overflow() {
        assert!(estimates(u64::MAX)[0].price > estimates(36_000_000)[0].price);
    }

    #[test]
    fn amounts_are_rounded_to_the_nearest_cent() {
        let cents = [0, 9_999, 10_000, 14_999, 15_000, u64::MAX].map(|n| MicroDollars(n).cents());
        assert_eq!(cents, [None, None, Some(1), Some(1), Some(2), Some(u64::MAX / 10_000)]);
    }

    #[test]
    fn what_is_priced_is_what_a_request_asks_for() {
        let body = JobOptions::default().request_body("https://cdn.example/upload/1");
        let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        let asked: Vec<_> = body["speech_models"].as_array().expect("models").clone();
        assert_eq!(asked, MODELS.map(|model| model.code));
        assert_eq!(body["speaker_labels"], true);
        // Nothing else that has a price of its own.
        for add_on in ["entity_detection", "sentiment_analysis", "domain", "keyterms_prompt"] {
            assert!(body.get(add_on).is_none(), "{add_on}");
        }
    }
}
