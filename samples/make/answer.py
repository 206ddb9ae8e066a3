"""The answer of the service for a recording whose words are known."""

import uuid

from voice import RATE

# What a completed answer says of a request that asks for speakers and for nothing else.
BEFORE = {
    "punctuate": True,
    "format_text": True,
    "dual_channel": None,
    "multichannel": None,
    "audio_channels": None,
    "webhook_url": None,
    "webhook_auth_header_name": None,
    "webhook_auth_header_value": None,
    "audio_start_from": None,
    "audio_end_at": None,
    "word_boost": [],
    "boost_param": None,
    "filter_profanity": False,
    "redact_pii": False,
    "redact_pii_audio": False,
    "redact_pii_audio_quality": None,
    "redact_pii_audio_options": None,
    "redact_pii_policies": None,
    "redact_pii_sub": None,
    "redact_pii_return_unredacted": None,
    "speaker_labels": True,
    "speakers_expected": None,
    "speaker_options": None,
    "content_safety": False,
    "content_safety_confidence": None,
    "iab_categories": False,
    "custom_spelling": None,
    "disfluencies": False,
    "sentiment_analysis": False,
    "auto_chapters": False,
    "entity_detection": False,
    "summarization": False,
    "summary_model": None,
    "summary_type": None,
    "auto_highlights": False,
    "language_detection": True,
    "language_confidence_threshold": None,
    "language_detection_options": None,
}
MIDDLE = {
    "language_codes": None,
    "language_detection_results": None,
    "speech_threshold": None,
    "speech_model": None,
    "speech_models": ["universal-3-5-pro", "universal-2"],
    "prompt": None,
    "temperature": None,
    "remove_audio_tags": None,
    "keyterms_prompt": [],
    "keyterms_prompt_options": None,
    "speech_understanding": None,
    "domain": None,
}
AFTER = {
    "webhook_status_code": None,
    "webhook_auth": False,
    "summary": None,
    "auto_highlights_result": None,
    "content_safety_labels": None,
    "iab_categories_result": None,
    "chapters": None,
    "sentiment_analysis_results": None,
    "entities": None,
    "speech_model_used": "universal-3-5-pro",
    "translated_texts": None,
}


def mean(values):
    values = list(values)
    return round(sum(values) / len(values), 8)


def milliseconds(sample):
    return round(sample * 1000 / RATE)


def answer(name, language, said, seconds, random):
    """The answer for `said`, a list of (voice, [(token, start, end)]) in order of appearance."""
    labels, utterances = {}, []
    for who, spoken in said:
        label = labels.setdefault(who, "ABCDEFGH"[len(labels)])
        words = []
        for token, start, end in spoken:
            low, high = (0.31, 0.6) if token.doubtful else (0.87, 0.999)
            words.append(
                {
                    "text": token.shown,
                    "start": milliseconds(start),
                    "end": milliseconds(end),
                    # Most words are near the top, as with a real recording.
                    "confidence": round(random.triangular(low, high, high), 5),
                    "speaker": label,
                    "channel": None,
                }
            )
        utterances.append(
            {
                "speaker": label,
                "text": " ".join(w["text"] for w in words),
                "confidence": mean(w["confidence"] for w in words),
                "start": words[0]["start"],
                "end": words[-1]["end"],
                "words": words,
            }
        )
    words = [word for utterance in utterances for word in utterance["words"]]
    space = uuid.uuid5(uuid.NAMESPACE_URL, "diarist sample")
    return {
        "language_code": language,
        "audio_url": f"https://cdn.assemblyai.com/upload/{uuid.uuid5(space, name + ' upload')}",
        **BEFORE,
        "language_confidence": round(random.uniform(0.97, 0.999), 4),
        **MIDDLE,
        "id": str(uuid.uuid5(space, name)),
        "status": "completed",
        "error": None,
        "text": " ".join(word["text"] for word in words),
        "words": words,
        "utterances": utterances,
        "unredacted_text": None,
        "unredacted_words": None,
        "unredacted_utterances": None,
        "confidence": mean(word["confidence"] for word in words),
        "audio_duration": seconds,
        **AFTER,
    }
