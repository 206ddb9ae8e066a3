#!/usr/bin/env python3
"""Reads archives by docs/archive-format.md and nothing else; says what is in them, or why it refuses.

    reader.py FILE...      a line of JSON for each file; the exit code is 1 if any was refused

It is strict: for what a lenient reader leaves out, it refuses the file.
"""

import json
import re
import sys

BLOCK = 512
END = bytes(2 * BLOCK)
MOST = {
    "diarist.json": 64_000,
    "recording.json": 1_000_000,
    "transcript.json": 256_000_000,
    "corrections.jsonl": 64_000_000,
}


class Refused(Exception):
    """With its reason."""


def must(holds, why):
    if not holds:
        raise Refused(why)


def octal(field, what):
    digits = field.strip(b" \0")
    must(re.fullmatch(rb"[0-7]+", digits), f"{what} is no octal number")
    return int(digits, 8)


def members(file):
    """Yields the name and the content of each member."""
    at = 0
    while True:
        header = file[at : at + BLOCK]
        must(len(header) == BLOCK, "it ends before its end")
        if header == bytes(BLOCK):
            must(file[at : at + 2 * BLOCK] == END, "it has half an end")
            return
        summed = sum(header[:148]) + 8 * 0x20 + sum(header[156:])
        must(octal(header[148:156], "a checksum") == summed, "a checksum is wrong")
        must(header[257:262] == b"ustar", "it is no ustar archive")
        must(header[156] in b"0\0", "a member is no regular file")
        must(header[345] == 0, "a name goes on in the prefix")
        begin = at + BLOCK
        end = begin + octal(header[124:136], "a size")
        must(end <= len(file), "it ends within a member")
        yield header[:100].split(b"\0")[0].decode().removeprefix("./"), file[begin:end]
        at = -(-end // BLOCK) * BLOCK


def parsed(content, what):
    try:
        value = json.loads(content)
    except ValueError as error:
        raise Refused(f"{what} is no JSON") from error
    must(isinstance(value, dict), f"{what} is no object")
    return value


def steps(content):
    """How many corrections there are; their forms are Diarist's own."""
    lines = [parsed(line, "a line of corrections") for line in content.split(b"\n") if line]
    must(lines, "the corrections have no log")
    must(all(line.get("v") in (1, 2) for line in lines), "the corrections are of a newer version")
    said = lines[0].get("all" if lines[0]["v"] == 1 else "steps")
    must(said == len(lines) - 1, "some corrections are missing")
    return said


def recording(of, things):
    must("recording.json" in things, f"{of} has no record")
    record = parsed(things["recording.json"], f"the record of {of}")
    must(record.get("v") == 1, f"the record of {of} is of another version")
    must(record.get("id") == of, f"the record of {of} is of another id")
    is_ready = record.get("outcome") == "ready"
    must(not is_ready or "transcript.json" in things or record.get("job"), f"{of} has no answer")
    told = {"title": record.get("title", ""), "outcome": record.get("outcome", "open")}
    for name in ("transcript.json", "media"):
        told[name] = len(things[name]) if name in things else None
    told["corrections.jsonl"] = steps(things.get("corrections.jsonl") or b'{"v":1,"all":0}')
    return told


def read(file):
    folders, manifest, beside = {}, None, 0
    for name, content in members(file):
        parts = name.split("/")
        must(all(part not in ("", ".", "..") for part in parts), f"{name} leads elsewhere")
        is_media = len(parts) == 3 and parts[1] == "media"
        if name == "diarist.json":
            must(manifest is None, "two manifests")
            must(len(content) <= MOST[name], "the manifest is too long")
            manifest = parsed(content, "the manifest").get("diarist")
        elif is_media or (len(parts) == 2 and parts[1] in MOST):
            must(re.fullmatch(r"[a-z0-9]{1,32}", parts[0]), f"{parts[0]} is no id")
            must(not re.search(r"[\\\x00-\x1f\x7f]", parts[-1]), f"{name} is no name")
            must(is_media or len(content) <= MOST[parts[1]], f"{name} is too long")
            must(parts[1] not in folders.setdefault(parts[0], {}), f"{name} is there twice")
            folders[parts[0]][parts[1]] = content
        else:
            beside += 1
    must(manifest is not None, "it has no manifest")
    must(manifest == 1, "a newer program made it")
    return {"beside": beside, "recordings": {of: recording(of, folders[of]) for of in folders}}


def main(paths):
    refused = 0
    for path in paths:
        with open(path, "rb") as file:
            try:
                told = read(file.read())
            except (Refused, UnicodeDecodeError) as why:
                told, refused = {"refused": str(why)}, 1
        print(json.dumps(told, sort_keys=True, ensure_ascii=False))
    return refused


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
