//! The language codes that the API takes, and those that it cannot label speakers in.

/// Every language code of the pre-recorded models, as AssemblyAI's documentation lists them.
const CODES: &str = "en en_au en_uk en_us es fr de it pt nl hi ja zh fi ko pl ru tr uk vi af sq am \
    ar hy as az ba eu be bn bs br bg my ca hr cs da et fo gl ka el gu ht ha haw he hu is id jw kn \
    kk km lo la lv ln lt lb mk mg ms ml mt mi mr mn ne no nn oc pa ps fa ro sa sr sn sd si sk sl \
    so su sw sv tl tg ta tt te th bo tk ur uz cy yi yo de_ch";

/// In the list of the model and missing in the list of speaker labels.
const WITHOUT_SPEAKER_LABELS: &str = "de_ch";

pub(super) fn is_known(code: &str) -> bool {
    CODES.split_whitespace().any(|known| known == code)
}

pub(super) fn has_speaker_labels(code: &str) -> bool {
    code != WITHOUT_SPEAKER_LABELS
}
