"""Reading of the scripts (*.txt): what is said, by whom and when, in README.md's notation."""

import re
import unicodedata
from dataclasses import dataclass, field

SUKUN, SHADDA = "\u0652", "\u0651"
HARAKAT = re.compile("[\u064b-\u0652\u0670\u0640]")
VOWEL_ENDS = "\u064e\u064f\u0650اىيو"  # not the tanwin: it ends in n
PIECE = re.compile(r"\((?P<pause>[0-9.]+)\)|<(?P<back>[^>]*)>|(?P<word>(?:\{[^}]*\}|[^\s<>()])+)")
LINE = re.compile(r"(?P<who>[A-Z*])(?: (?P<gap>[+-][0-9.]+))?: (?P<rest>.+)")


@dataclass
class Token:
    """One word: as the transcript shows it, as the voice says it, and whether it is doubtful."""

    shown: str
    spoken: str
    doubtful: bool
    pause: float = 0.0  # silence before it, in seconds; 0 where the voice decides


@dataclass
class BackChannel:
    """A short remark of another voice that begins at word `at` of the turn that it is inside."""

    who: str
    at: int
    cuts: bool
    tokens: list


@dataclass
class Turn:
    """What one voice says in one go; `who` "*" is a sound, named by `tokens[0].shown`."""

    who: str
    gap: float | None
    tokens: list
    backs: list = field(default_factory=list)


def plain(text):
    """The text without Arabic vowel marks, which help the voice and not the reader."""
    return HARAKAT.sub("", unicodedata.normalize("NFC", text))


def spell(word, after_vowel):
    """Arabic as espeak-ng reads it aright: doubled letters written twice (it loses the vowel after
    a shadda), the lam of the article as the sun letter that it becomes, and the alif of the
    article silent after a vowel."""
    word = unicodedata.normalize("NFC", word)
    word = re.sub(
        f"(.)([\u064b-\u0650]?){SHADDA}", lambda m: m[1] + SUKUN + m[1] + m[2], word
    )
    if article := re.match(f"ال((.){SUKUN}(?=\\2))?", word):
        rest = word[2:] if article[1] else f"ل{SUKUN}{word[2:].removeprefix(SUKUN)}"
        word = rest if after_vowel else f"أ\u064e{rest}"
    return word


def read_token(raw):
    doubtful = raw.startswith("~")
    raw = raw.removeprefix("~")
    spoken = re.sub(r"\{([^|}]*)\|([^}]*)\}", r"\2", raw)
    shown = re.sub(r"\{([^|}]*)\|([^}]*)\}", r"\1", raw)
    return Token(plain(shown), spoken, doubtful)


def read_turn(who, gap, rest):
    turn = Turn(who, None if gap is None else float(gap), [])
    pause = 0.0
    for piece in PIECE.finditer(rest):
        if piece["pause"]:
            pause = float(piece["pause"])
        elif piece["back"]:
            name, words = piece["back"].split(" ", 1)
            cuts = not name.endswith("~")
            tokens = [read_token(w) for w in words.split()]
            turn.backs.append(BackChannel(name[0], len(turn.tokens), cuts, tokens))
        else:
            token = read_token(piece["word"])
            if "\u0600" < token.spoken[0] < "\u0700":
                flows = turn.tokens and not pause and turn.tokens[-1].spoken[-1] in VOWEL_ENDS
                token.spoken = spell(token.spoken, flows)
            token.pause, pause = pause, 0.0
            turn.tokens.append(token)
    return turn


def read_script(path):
    """The head of a script as a dict (voices under "voices") and its turns."""
    head, turns = {"voices": {}}, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("voice "):
            name, *settings = line.removeprefix("voice ").split()
            head["voices"][name] = dict(s.split("=") for s in settings)
        elif match := LINE.fullmatch(line):
            turns.append(read_turn(match["who"], match["gap"], match["rest"]))
        elif ": " in line and not turns:
            key, value = line.split(": ", 1)
            head[key] = value
        else:
            raise SystemExit(f"{path.name}:{number}: not a head line and not a turn: {line}")
    return head, turns
