#!/usr/bin/env python3
"""Checks ../index.json and what it names: the shape of the answers, the MP3 files as players read
them, and the word times against the decoded sound. See README.md."""

import hashlib
import json
import subprocess
from array import array
from pathlib import Path

from voice import energy

HERE = Path(__file__).resolve().parent
OUT = HERE.parent
RATE = 24000
FRAME = 60  # samples: 2.5 ms
START_DB = -34  # a word starts where it is this far below its loudest frame …
END_DB = (-30, -38)  # … and ends while it dies away between these
APART = 80  # ms of silence beside a word for its edge to be seen in the sound
LIMIT = 20  # ms that a time may be off; a decoder's delay, 24 or 46 ms, would show
FIRST_WORD_AT_LEAST = 50  # ms: no word may hide in the encoder's delay


def need(condition, message):
    if not condition:
        raise SystemExit(f"FAILED: {message}")


def check_answer(name, answer, entry):
    seconds = answer["audio_duration"]
    words, utterances = answer["words"], answer["utterances"]
    need(answer["status"] == "completed" and answer["speaker_labels"] is True, f"{name}: flags")
    need(entry["duration_ms"] == seconds * 1000, f"{name}: duration in the index")
    need([w for u in utterances for w in u["words"]] == words, f"{name}: words of utterances")
    need(answer["text"] == " ".join(w["text"] for w in words), f"{name}: text")
    mean = sum(w["confidence"] for w in words) / len(words)
    need(abs(answer["confidence"] - mean) < 1e-6, f"{name}: confidence")
    order = list(dict.fromkeys(u["speaker"] for u in utterances))
    need(order == list("ABCDEFGH"[: entry["speakers"]]), f"{name}: labels in order of appearance")
    starts = [u["start"] for u in utterances]
    need(starts == sorted(starts), f"{name}: utterances in order")
    for utterance in utterances:
        spoken, at = utterance["words"], utterance["start"]
        place = f"{name}: utterance at {at}"
        need(utterance["text"] == " ".join(w["text"] for w in spoken), place)
        need(at == spoken[0]["start"] and utterance["end"] == spoken[-1]["end"], place)
        for word in spoken:
            place = f"{name}: {word['text']} at {word['start']}"
            need(at <= word["start"] < word["end"] <= seconds * 1000, place)
            need(word["speaker"] == utterance["speaker"], place)
            need(0 < word["confidence"] < 1 and word["text"].split() == [word["text"]], place)
            at = word["end"]
    need(words[0]["start"] >= FIRST_WORD_AT_LEAST, f"{name}: first word")


def check_frames(name, data):
    """MPEG-2 layer III, mono, 24 kHz, one bit rate, the tag for gapless play, nothing else."""
    need(data[:3] != b"ID3" and data[-128:-125] != b"TAG", f"{name}: no ID3 tags")
    kbits = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    at, rates = 0, set()
    while at < len(data):
        need(data[at : at + 2] == b"\xff\xf3", f"{name}: a frame at byte {at}")
        need((data[at + 2] >> 2) & 3 == 1 and data[at + 3] >> 6 == 3, f"{name}: 24 kHz, mono")
        rate = kbits[data[at + 2] >> 4]
        if at:  # the first frame is the tag
            rates.add(rate)
        at += 72 * rate * 1000 // RATE + ((data[at + 2] >> 1) & 1)
    need(len(rates) == 1, f"{name}: one bit rate, not {sorted(rates)}")
    tag = data.find(b"Info", 0, 64)
    need(tag > 0 and data[tag + 120 : tag + 124] == b"LAME", f"{name}: LAME tag")
    field = int.from_bytes(data[tag + 141 : tag + 144], "big")
    return rates.pop(), field >> 12, field & 0xFFF


def decode(path):
    """The sound as players play it, without the encoder's delay."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-"]
    return array("h", subprocess.run(command, capture_output=True, check=True).stdout)


def edge_errors(words, sound):
    """Time in the transcript less time in the sound, in ms, of the edges with silence beside."""
    curve = energy(sound, FRAME)
    step = FRAME * 1000 / RATE
    starts, ends = [], []
    for word in words:
        low, high = word["start"], word["end"]
        others = [w for w in words if w is not word and w["start"] < high + APART]
        others = [w for w in others if w["end"] > low - APART]
        if any(w["start"] < high and w["end"] > low for w in others):
            continue  # two voices at once
        around = range(max(0, round((low - APART) / step)), round((high + APART) / step))
        peak = max(curve[i] for i in around)

        def heard(decibels):
            return [i * step for i in around if curve[i] > peak * 10 ** (decibels / 20)]

        if not any(w["end"] <= low for w in others):
            starts.append((low - heard(START_DB)[0], word))
        if not any(w["start"] >= high for w in others):
            soonest, latest = (heard(level)[-1] + step for level in END_DB)
            ends.append((min(0, high - soonest) + max(0, high - latest), word))
    return starts, ends


def worst(errors):
    error, word = max(errors, key=lambda pair: abs(pair[0]))
    middle = sorted(abs(e) for e, _ in errors)[len(errors) // 2]
    text = f"{len(errors)} edges, median {middle:.1f} ms, worst {error:+.1f} ms ({word['text']})"
    return abs(error), text


def overlaps(utterances):
    pairs = [(a, b) for i, a in enumerate(utterances) for b in utterances[i + 1 :]]
    return [
        min(a["end"], b["end"]) - b["start"]
        for a, b in pairs
        if b["start"] < a["end"] and a["speaker"] != b["speaker"]
    ]


def main():
    for entry in json.loads((OUT / "index.json").read_text(encoding="utf-8"))["samples"]:
        name = entry["name"]
        media = OUT / entry["media"]
        data = media.read_bytes()
        answer = json.loads((OUT / entry["transcript"]).read_text(encoding="utf-8"))
        need(hashlib.sha256(data).hexdigest() == entry["sha256"], f"{name}: sha256")
        check_answer(name, answer, entry)
        rate, delay, padding = check_frames(name, data)
        sound = decode(media)
        need(len(sound) * 1000 == entry["duration_ms"] * RATE, f"{name}: {len(sound)} samples")
        peak = max(abs(x) for x in sound) / 32768
        need(peak < 0.95, f"{name}: peak {peak:.2f}")
        starts, ends = edge_errors(answer["words"], sound)
        start_error, start_text = worst(starts)
        end_error, end_text = worst(ends)
        print(f"{name}: {entry['duration_ms'] // 1000} s, {len(data)} bytes, {rate} kbit/s")
        print(f"  delay {delay}, padding {padding} samples; peak {peak:.2f}")
        print(f"  {len(answer['words'])} words, {len(answer['utterances'])} utterances")
        print(f"  overlaps {overlaps(answer['utterances'])} ms")
        print(f"  starts: {start_text}\n  ends: {end_text}")
        need(start_error <= LIMIT, f"{name}: a word starts {start_error:.0f} ms away")
        need(end_error <= LIMIT, f"{name}: a word ends {end_error:.0f} ms away")


if __name__ == "__main__":
    main()
