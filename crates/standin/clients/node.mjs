// AssemblyAI's own JavaScript client, driven against a running stand-in. See docs/standin.md.
import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The client is installed in the folder that this is started from, not in the project.
const installed = createRequire(`${process.cwd()}/`).resolve("assemblyai");
const { AssemblyAI } = await import(pathToFileURL(installed));

const [baseUrl, recording] = process.argv.slice(2);
assert(baseUrl && recording, "usage: node node.mjs http://127.0.0.1:4400 interview.mp3");
const client = new AssemblyAI({ apiKey: "grace-hopper-1906", baseUrl });
const polling = { pollingInterval: 50 };
const params = { speaker_labels: true, speech_models: ["universal-3-5-pro", "universal-2"] };

const step = (name) => console.log(`ok  ${name}`);

const transcript = await client.transcripts.transcribe({ audio: recording, ...params }, polling);
assert.equal(transcript.status, "completed");
assert(transcript.utterances.length > 1);
assert.equal(transcript.text, transcript.words.map((word) => word.text).join(" "));
step(`transcribe a file: ${transcript.utterances.length} turns`);

for (const [name, body] of [
  ["bytes", await readFile(recording)],
  ["stream", createReadStream(recording)],
]) {
  const url = await client.files.upload(body);
  const queued = await client.transcripts.submit({ audio: url, ...params });
  assert.equal(queued.status, "queued");
  const ready = await client.transcripts.waitUntilReady(queued.id, polling);
  assert.equal(ready.text, transcript.text);
  step(`upload ${name}, submit, wait`);
}

const { id } = transcript;
assert.equal((await client.transcripts.get(id)).id, id);
const { sentences } = await client.transcripts.sentences(id);
const { paragraphs } = await client.transcripts.paragraphs(id);
assert(sentences.length >= paragraphs.length && paragraphs.length > 1);
step(`${sentences.length} sentences, ${paragraphs.length} paragraphs`);

const srt = await client.transcripts.subtitles(id, "srt", 32);
const vtt = await client.transcripts.subtitles(id, "vtt");
assert(srt.startsWith("1\n00:00:") && vtt.startsWith("WEBVTT"));
step("subtitles");

const word = transcript.words[0].text.replace(/\W/g, "");
const search = await client.transcripts.wordSearch(id, [word]);
assert(search.total_count > 0 && search.matches[0].indexes.includes(0));
step(`word search: "${word}" ${search.total_count} times`);

const first = await client.transcripts.list({ limit: 2 });
assert.equal(first.transcripts.length, 2);
assert(first.transcripts[0].created instanceof Date);
const older = await client.transcripts.list(first.page_details.prev_url);
assert(older.transcripts.some((item) => item.id === id));
step("list, and the older page");

const deleted = await client.transcripts.delete(id);
assert.equal(deleted.text, "Deleted by user.");
step("delete");

const failed = await client.transcripts.transcribe(
  { audio: Buffer.from("<!doctype html>"), ...params },
  polling,
);
assert.equal(failed.status, "error");
assert.match(failed.error, /does not appear to contain audio/);
step(`a job that fails: ${failed.error}`);

const locked = new AssemblyAI({ apiKey: "invalid-key", baseUrl });
await assert.rejects(locked.transcripts.list(), /API token missing\/invalid/);
step("a key that is refused");
