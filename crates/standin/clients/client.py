"""AssemblyAI's own Python client, driven against a running stand-in. See docs/standin.md."""

import sys

import assemblyai as aai


def step(name: str) -> None:
    print(f"ok  {name}")


def main(base_url: str, recording: str) -> None:
    aai.settings.base_url = base_url
    aai.settings.api_key = "grace-hopper-1906"
    aai.settings.polling_interval = 0.05
    config = aai.TranscriptionConfig(
        speaker_labels=True, speech_models=["universal-3-5-pro", "universal-2"]
    )
    transcriber = aai.Transcriber(config=config)

    transcript = transcriber.transcribe(recording)
    assert transcript.status == aai.TranscriptStatus.completed, transcript.error
    assert len(transcript.utterances) > 1
    assert transcript.text == " ".join(word.text for word in transcript.words)
    step(f"transcribe a file: {len(transcript.utterances)} turns")

    with open(recording, "rb") as file:
        url = transcriber.upload_file(file)
    submitted = transcriber.submit(url)
    assert submitted.status in (aai.TranscriptStatus.queued, aai.TranscriptStatus.processing)
    assert submitted.wait_for_completion().text == transcript.text
    step("upload, submit, wait")

    found = aai.Transcript.get_by_id(transcript.id)
    assert found.text == transcript.text
    step("get by id")

    sentences, paragraphs = transcript.get_sentences(), transcript.get_paragraphs()
    assert len(sentences) >= len(paragraphs) > 1
    step(f"{len(sentences)} sentences, {len(paragraphs)} paragraphs")

    assert transcript.export_subtitles_srt(chars_per_caption=32).startswith("1\n00:00:")
    assert transcript.export_subtitles_vtt().startswith("WEBVTT")
    step("subtitles")

    word = "".join(c for c in transcript.words[0].text if c.isalnum())
    matches = transcript.word_search([word])
    assert 0 in matches[0].indexes
    step(f'word search: "{word}" {matches[0].count} times')

    page = transcriber.list_transcripts(aai.ListTranscriptParameters(limit=1))
    assert [item.id for item in page.transcripts] == [submitted.id]
    before = page.page_details.before_id_of_prev_url
    page = transcriber.list_transcripts(aai.ListTranscriptParameters(limit=1, before_id=before))
    assert [item.id for item in page.transcripts] == [transcript.id]
    step("list, and the older page")

    deleted = aai.Transcript.delete_by_id(transcript.id)
    assert deleted.text == "Deleted by user."
    step("delete")

    failed = transcriber.transcribe(f"{base_url}/nowhere.mp3")
    assert failed.status == aai.TranscriptStatus.error
    assert failed.error.startswith("Download error"), failed.error
    step(f"a job that fails: {failed.error}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python client.py http://127.0.0.1:4400 interview.mp3")
    main(sys.argv[1], sys.argv[2])
