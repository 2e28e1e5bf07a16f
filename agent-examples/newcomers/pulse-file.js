// Streams a recording in real time and prints what is heard: node pulse-file.js URL WAV "the words"
import { connect, isFinal, text } from "./pulse.js";
import { expect, giveUpAfter, samplesOf, silence, stream } from "./speech.js";

const [url, wav, words] = process.argv.slice(2);
giveUpAfter(60);
const pulse = await connect(url, { word_timestamps: "true" });
await stream(Buffer.concat([silence(0.5), samplesOf(wav), silence(1.5)]), pulse.send);
pulse.control("close_stream");
const code = await pulse.closed;

const finals = pulse.messages.filter(isFinal);
const last = pulse.messages.at(-1);
console.log(`file: ${text(finals)}`);
expect(text(finals) === words, `the words "${words}"`, finals);
expect(pulse.messages.filter((m) => m.is_last).length === 1 && last.is_last && last.is_final, "one is_last, at the end", last);
expect(new Set(pulse.messages.map((m) => m.session_id)).size === 1, "one session_id", pulse.messages);
expect(finals.flatMap((m) => m.words).every((w) => w.start >= 0.4 && w.end > w.start), "times of the words", finals);
expect(code === 1000, "close 1000 after is_last", code);
