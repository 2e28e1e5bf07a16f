// A whole recording at once, then close_stream: node pulse-single-shot.js URL WAV "the words"
import { connect, isFinal, text } from "./pulse.js";
import { expect, giveUpAfter, samplesOf, silence } from "./speech.js";

const [url, wav, words] = process.argv.slice(2);
giveUpAfter(60);
const pulse = await connect(url, {});
const samples = Buffer.concat([silence(0.5), samplesOf(wav), silence(0.5)]);
for (let at = 0; at < samples.length; at += 8192) {
  pulse.send(samples.subarray(at, at + 8192));
}
pulse.control("close_stream");
const code = await pulse.closed;

const finals = pulse.messages.filter(isFinal);
console.log(`single shot: ${text(finals)}`);
expect(text(finals) === words, `the words "${words}"`, finals);
expect(pulse.messages.at(-1).is_last === true, "is_last at the end", pulse.messages.at(-1));
expect(code === 1000, "close 1000 after is_last", code);
