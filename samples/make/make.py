#!/usr/bin/env python3
"""Makes ../<name>.mp3 and ../<name>.json of each script, and ../index.json. See README.md."""

import hashlib
import json
import math
import random
import re
import subprocess
from array import array
from pathlib import Path

from answer import answer
from script import read_script
from sounds import SOUNDS
from voice import RATE, Speaker, energy

HERE = Path(__file__).resolve().parent
OUT = HERE.parent
NAMES = ["interview", "meeting", "arabic"]
OUT_RATE = 24000
LOUDNESS = -18.0  # LUFS
LEAD, TAIL = 0.4, 0.6  # seconds of silence before the first word and at least after the last
# The voices are thin at the bottom and sharp at the top; two early reflections give them a room.
TONE = (
    "highpass=f=60,equalizer=f=220:t=q:w=0.8:g=2.5,equalizer=f=3400:t=q:w=1.2:g=-3,"
    "lowpass=f=8200,aecho=1:1:9|16:0.08|0.04"
)


def ffmpeg(arguments, data):
    command = ["ffmpeg", "-hide_banner", "-nostdin", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=True)


class Take:
    """A recording in the making: sounds at their places, and who said which word when."""

    def __init__(self, name, head, speaker):
        self.voices, self.speaker = head["voices"], speaker
        self.random = random.Random(f"diarist {name}")
        self.end = int(LEAD * RATE)  # of everything placed so far, in samples
        self.placed = []  # (voice or "*", position, samples)
        self.utterances = []  # (who, words), a word being (token, start, end) in samples

    def speak(self, who, tokens, at):
        """Places the words with the first sound at sample `at`; a pause cuts the breath."""
        words, first = [], 0
        for index in range(1, len(tokens) + 1):
            if index < len(tokens) and not tokens[index].pause:
                continue
            part = tokens[first:index]
            if words:
                at = words[-1][2] + int(part[0].pause * RATE)
            samples, spans = self.speaker.say(self.voices[who], [t.spoken for t in part])
            self.placed.append((who, at, samples))
            words += [(t, at + a, at + b) for t, (a, b) in zip(part, spans)]
            first = index
        self.end = max(self.end, words[-1][2])
        return words

    def turn(self, turn):
        gap = self.random.uniform(0.18, 0.42) if turn.gap is None else turn.gap
        at = self.end + int(gap * RATE) if self.placed else self.end
        if turn.who == "*":
            samples = SOUNDS[turn.tokens[0].shown](float(turn.tokens[1].shown))
            self.placed.append(("*", at, samples))
            self.end = at + len(samples)
            return
        words = self.speak(turn.who, turn.tokens, at)
        cut = 0
        for back in turn.backs:
            if back.cuts:
                self.utterances.append((turn.who, words[cut : back.at]))
                cut = back.at
            # A listener comes in on the last syllable, not after it.
            start = words[back.at][1] - int(0.12 * RATE)
            self.utterances.append((back.who, self.speak(back.who, back.tokens, start)))
        self.utterances.append((turn.who, words[cut:]))

    def mix(self):
        """All sounds in one, each voice equally loud; whole seconds long."""
        gains = {"*": 0.03}
        for who in {who for who, _, _ in self.placed} - {"*"}:
            curve = [e for w, _, samples in self.placed if w == who for e in energy(samples)]
            heard = [e for e in curve if e > max(curve) * 0.04]
            level = math.sqrt(sum(e * e for e in heard) / len(heard))
            gains[who] = 0.08 / level * 10 ** (float(self.voices[who]["gain"]) / 20)
        seconds = math.ceil(self.end / RATE + TAIL)
        out = array("f", bytes(4 * seconds * RATE))
        for who, at, samples in self.placed:
            gain = gains[who]
            for i, x in enumerate(samples, at):
                out[i] += gain * x
        return out, seconds


def master(samples, seconds):
    """The tone, the final rate and the loudness, as 16-bit samples."""
    raw = ["-f", "f32le", "-ac", "1"]
    shaped = ffmpeg(
        [*raw, "-ar", str(RATE), "-i", "-", "-af", f"{TONE},aresample={OUT_RATE}", *raw, "-"],
        samples.tobytes(),
    ).stdout
    measured = ffmpeg(
        [*raw, "-ar", str(OUT_RATE), "-i", "-", "-af", "ebur128", "-f", "null", "-"], shaped
    ).stderr.decode()
    loudness = float(re.findall(r"I:\s+(-?[0-9.]+) LUFS", measured)[-1])
    gain = 10 ** ((LOUDNESS - loudness) / 20)
    wave = array("f", shaped)[: seconds * OUT_RATE]
    wave.extend([0.0] * (seconds * OUT_RATE - len(wave)))
    return array("h", (round(32767 * soft(gain * x)) for x in wave))


def soft(x, knee=0.5, ceiling=0.78):
    """Peaks above the knee bend towards the ceiling (-2.2 dB) instead of clipping."""
    if abs(x) <= knee:
        return x
    room = ceiling - knee
    return math.copysign(knee + room * math.tanh((abs(x) - knee) / room), x)


def encode(samples, path):
    """Constant bit rate, so that players seek exactly; no metadata but the LAME tag, so that equal
    input gives equal bytes."""
    ffmpeg(
        ["-y", "-f", "s16le", "-ac", "1", "-ar", str(OUT_RATE), "-i", "-"]
        + ["-c:a", "libmp3lame", "-b:a", "40k", "-compression_level", "0", "-write_xing", "1"]
        + ["-id3v2_version", "0", "-map_metadata", "-1", "-bitexact", str(path)],
        samples.tobytes(),
    )
    path.write_bytes(name_encoder(bytearray(path.read_bytes())))


def name_encoder(data):
    """Writes the encoder's name into the tag. ffmpeg signs it "Lavf"; then Firefox drops only half
    of the encoder's delay and GStreamer nothing of it, and words would light 24 or 46 ms early."""
    tag = data.index(b"Info")
    data[tag + 120 : tag + 129] = b"LAME3.100"
    crc = 0
    for byte in data[: tag + 154]:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    data[tag + 154 : tag + 156] = crc.to_bytes(2, "big")
    return data


def make(name, speaker):
    head, turns = read_script(HERE / f"{name}.txt")
    take = Take(name, head, speaker)
    for turn in turns:
        take.turn(turn)
    samples, seconds = take.mix()
    media = OUT / f"{name}.mp3"
    encode(master(samples, seconds), media)
    digest = hashlib.sha256(media.read_bytes()).hexdigest()
    said = sorted(take.utterances, key=lambda u: u[1][0][1])
    transcript = answer(name, head["language"], said, seconds, take.random)
    text = json.dumps(transcript, ensure_ascii=False, separators=(",", ":"))
    (OUT / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return {
        "name": name,
        "title": head["title"],
        "title_lang": head["title_lang"],
        "media": media.name,
        "transcript": f"{name}.json",
        "language": head["language"],
        "speakers": len(head["voices"]),
        "duration_ms": seconds * 1000,
        "sha256": digest,
    }


def main():
    speaker = Speaker()
    index = {"samples": [make(name, speaker) for name in NAMES]}
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (OUT / "index.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
