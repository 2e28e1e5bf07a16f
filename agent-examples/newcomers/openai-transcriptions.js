// OpenAI's own SDK, whole recordings: node openai-transcriptions.js ORIGIN WAV1 "its words" WAV2 "its words"
import { createReadStream, readFileSync } from "node:fs";
import OpenAI, { toFile } from "openai";
import { expect, giveUpAfter } from "./speech.js";

const [origin, first, firstWords, second, secondWords] = process.argv.slice(2);
giveUpAfter(120);
const client = new OpenAI({ apiKey: "sk_newcomer", baseURL: `${origin}/v1` });

const plain = await client.audio.transcriptions.create({ file: createReadStream(first), model: "whisper-1", language: "en" });
console.log(`json: ${plain.text}`);
expect(plain.text === firstWords, `the words "${firstWords}"`, plain);

const verbose = await client.audio.transcriptions.create({
  file: createReadStream(second),
  model: "whisper-1",
  response_format: "verbose_json",
  timestamp_granularities: ["word", "segment"],
  temperature: 0,
});
console.log(`verbose_json: ${verbose.text}, ${verbose.words.length} words, ${verbose.duration} s`);
expect(verbose.text === secondWords, `the words "${secondWords}"`, verbose);
expect(verbose.words.map((word) => word.word).join(" ") === secondWords, "the same words with times", verbose.words);
expect(verbose.words.every((word) => word.end > word.start && word.end <= verbose.duration + 0.3), "times of the words", verbose.words);
expect(verbose.segments.length === 1 && verbose.segments[0].no_speech_prob < 0.5, "one segment of speech", verbose.segments);

const text = await client.audio.transcriptions.create({ file: createReadStream(first), model: "whisper-1", response_format: "text" });
console.log(`text: ${text.trim()}`);
expect(text.trim() === firstWords, `the words "${firstWords}" as text`, text);

async function refused(request, other = client) {
  try {
    await other.audio.transcriptions.create(request);
  } catch (error) {
    return error;
  }
  return expect(false, "a refusal", request);
}

const noWav = await refused({ file: await toFile(Buffer.from("no audio"), "a.wav"), model: "whisper-1" });
expect(noWav instanceof OpenAI.BadRequestError && noWav.param === "file", "400 about the file", noWav);
const stranger = new OpenAI({ apiKey: "sk_other", baseURL: `${origin}/v1`, maxRetries: 0 });
const noKey = await refused({ file: await toFile(readFileSync(first), "a.wav"), model: "whisper-1" }, stranger);
expect(noKey instanceof OpenAI.AuthenticationError && noKey.code === "invalid_api_key", "401 with its code", noKey);
console.log(`refusals: ${noWav.status} ${noWav.param}, ${noKey.status} ${noKey.code}`);
process.exit(0);
