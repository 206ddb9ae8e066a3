"""Speech from libespeak-ng with the exact place of every word in it."""

import ctypes
import math

RATE = 22050
FRAME = 55  # samples in a frame of the energy curve: 2.5 ms
FLOOR_DB = -34.0  # a frame this far below the loudest one of its word is silence

_WORD, _PHONEME = 1, 7
_PARAMETERS = {"speed": 1, "volume": 2, "pitch": 3, "range": 4, "wordgap": 7}


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Speaker:
    """The one speech engine of this process."""

    def __init__(self):
        self._lib = ctypes.CDLL("libespeak-ng.so.1")
        synchronous, phoneme_events = 2, 1
        rate = self._lib.espeak_Initialize(synchronous, 0, None, phoneme_events)
        if rate != RATE:
            raise SystemExit(f"libespeak-ng gives {rate} Hz, not {RATE}")
        self._lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._samples, self._events = [], []
        self._callback = _Callback(self._on_sound)  # kept: the library holds only the address
        self._lib.espeak_SetSynthCallback(self._callback)

    def _on_sound(self, wave, count, events):
        if wave:
            self._samples.extend(wave[:count])
        index = 0
        while events[index].type:
            event = events[index]
            if event.type == _WORD and event.length > 0:
                self._events.append((_WORD, event.sample, event.text_position - 1))
            elif event.type == _PHONEME:
                self._events.append((_PHONEME, event.sample, bytes(event.id.string).decode()))
            index += 1
        return 0

    def say(self, settings, spoken):
        """Samples of the words in `spoken`, from the first sound to the last one, and for each
        word its (start, end) in samples."""
        if self._lib.espeak_SetVoiceByName(settings["voice"].encode()) != 0:
            raise SystemExit(f"no such voice: {settings['voice']}")
        for name, number in _PARAMETERS.items():
            if name in settings:
                self._lib.espeak_SetParameter(number, int(settings[name]), 0)
        self._samples.clear()
        self._events.clear()
        text = " ".join(spoken).encode()
        utf8_and_phonemes = 0x101  # [[…]] in the text are phonemes
        self._lib.espeak_Synth(text, len(text) + 1, 0, 1, 0, utf8_and_phonemes, None, None)
        self._lib.espeak_Synchronize()
        starts = self._starts(spoken)
        spans = _trim(self._samples, starts)
        first, last = spans[0][0], spans[-1][1]
        return self._samples[first:last], [(a - first, b - first) for a, b in spans]

    def _starts(self, spoken):
        """The sample at which each word starts. The engine says some pairs ("of the") as one: the
        second one then starts at its own first phoneme."""
        offsets, at = [], 0
        for word in spoken:
            offsets.append(at)
            at += len(word) + 1
        starts = [0] + [None] * (len(spoken) - 1)
        for kind, sample, value in self._events:
            if kind == _WORD:
                index = max(i for i, offset in enumerate(offsets) if offset <= value)
                if starts[index] is None:
                    starts[index] = sample
        for index, start in enumerate(starts):
            if start is None:
                starts[index] = self._second_of_pair(spoken, starts, index)
        if starts != sorted(starts):
            raise SystemExit(f"word times are not in order: {' '.join(spoken)}")
        return starts

    def _second_of_pair(self, spoken, starts, index):
        after = starts[index - 1]
        before = next((s for s in starts[index + 1 :] if s is not None), math.inf)
        inside = [
            (sample, name)
            for kind, sample, name in self._events
            if kind == _PHONEME and after < sample < before and not name.startswith("_")
        ]
        text = ctypes.c_char_p(spoken[index].encode())
        alone = self._lib.espeak_TextToPhonemes(ctypes.byref(text), 1, 0).decode()
        own = [sample for sample, name in inside if name[0] == alone.lstrip("_',%=")[0]]
        if not (own or inside):
            raise SystemExit(f"no place found for {spoken[index]!r} after {spoken[index - 1]!r}")
        # A vowel alone ("of a") is weakened in the pair, but it is the last phoneme all the same.
        return own[-1] if own else inside[-1][0]


def energy(samples, frame=FRAME):
    """Root mean square of each frame."""
    return [
        math.sqrt(sum(x * x for x in samples[i : i + frame]) / frame)
        for i in range(0, len(samples), frame)
    ]


def _trim(samples, starts):
    """Spans of words without the silence at their edges: the end of a word is where its sound
    ends, and a word after a silence starts where its sound starts."""
    curve = energy(samples)
    silence = max(curve) * 10 ** (-50 / 20)
    spans = []
    for index, start in enumerate(starts):
        limit = starts[index + 1] if index + 1 < len(starts) else len(samples)
        frames = range(start // FRAME, min(-(-limit // FRAME), len(curve)))
        floor = max(curve[i] for i in frames) * 10 ** (FLOOR_DB / 20)
        if floor < silence:
            raise SystemExit(f"word {index} is silent")
        sounding = [i for i in frames if curve[i] > floor]
        first = start // FRAME
        after_silence = max(curve[max(0, first - 8) : first], default=0) < floor
        begin = sounding[0] * FRAME if after_silence else start
        spans.append((max(begin, start), min((sounding[-1] + 1) * FRAME, limit)))
    return spans
