// The page and the vendor's samples in a browser: node verify.js PAGE BROKEN REFUSING CLIPS, with CHROMIUM and SCRATCH in the environment.
// BROKEN is the page of a server that resets each connection in place of its first text, REFUSING of one that complains and closes with 1008.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { expect, giveUpAfter, samplesOf, silence } from "../newcomers/speech.js";
import { fileSample, microphoneSample } from "./samples.js";

const [address, broken, refusing, clips] = process.argv.slice(2);
const { CHROMIUM, SCRATCH, SCREENSHOTS } = process.env;
const KEY = "sk_browser";
const clip = (name) => path.join(clips, `${name}.wav`);

giveUpAfter(120);

/** Speech with quiet about it, as a WAV file that the browser takes for its microphone. */
function wavOf(name, ...parts) {
  const samples = Buffer.concat(parts);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  const file = path.join(SCRATCH, name);
  writeFileSync(file, Buffer.concat([head, samples]));
  return file;
}

const say = (...words) => words.flatMap((word) => [samplesOf(clip(word)), silence(0.05)]);
const spoken = wavOf("spoken.wav", silence(1), ...say("wednesday", "at", "nine"), silence(1.5), ...say("thank-you"), silence(2));
const SPOKEN = "wednesday at nine thank you";

const browser = await chromium.launchPersistentContext(path.join(SCRATCH, "profile"), {
  executablePath: CHROMIUM,
  headless: true,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-audio-capture=${spoken}%noloop`,
  ],
});
const { spoken: protocols } = await (await fetch(new URL("services.json", address))).json();

async function open(from = address) {
  const page = await browser.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
  page.on("request", (request) => {
    expect(["data:", "blob:"].includes(new URL(request.url()).protocol) || new URL(request.url()).host === new URL(from).host,
      "nothing from elsewhere", request.url());
  });
  await page.goto(from);
  await page.waitForFunction(() => document.getElementById("status").textContent === "Ready.");
  return page;
}

const finals = async (page) => (await page.locator("#finals p").allTextContents()).join(" ");
const ended = (page) => page.waitForFunction(() => /^(Done|Ended)\.$/.test(document.getElementById("status").textContent));
const problem = (page) => page.locator("#problem:visible").allTextContents();

async function picture(page, name) {
  if (SCREENSHOTS) {
    await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
  }
}

async function fileOnThePage(page, protocol) {
  await page.selectOption("#service", protocol);
  await page.fill("#key", KEY);
  await page.setInputFiles("#file", clip("wednesday"));
  await page.click("#send");
  await ended(page);
  expect((await finals(page)) === "wednesday", `${protocol}: the word of the file`, [await finals(page), await problem(page)]);
  expect((await problem(page)).length === 0, `${protocol}: no problem`, await problem(page));
  expect((await page.locator("#interim").textContent()) === "", `${protocol}: no interim is left`, null);
  console.log(`${protocol}, a file: ${await finals(page)}`);
}

async function microphoneOnThePage(page, protocol) {
  await page.selectOption("#service", protocol);
  await page.fill("#key", KEY);
  await page.evaluate(() => {
    globalThis.interims = [];
    new MutationObserver(() => globalThis.interims.push(document.getElementById("interim").textContent)).observe(
      document.getElementById("interim"), { childList: true });
  });
  await page.click("#microphone");
  await page.waitForFunction(() => document.getElementById("interim").textContent !== "");
  await picture(page, `listening-${protocol}`);
  await page.waitForFunction((words) => [...document.querySelectorAll("#finals p")].map((p) => p.textContent).join(" ") === words, SPOKEN);
  await page.click("#microphone");
  await ended(page);
  const interims = await page.evaluate(() => globalThis.interims);
  expect((await finals(page)) === SPOKEN, `${protocol}: the words of the microphone`, [await finals(page), await problem(page)]);
  expect((await problem(page)).length === 0, `${protocol}: no problem`, await problem(page));
  expect(interims.some((text) => text !== "" && SPOKEN.startsWith(text)) && interims.at(-1) === "", `${protocol}: interims that are replaced`, interims);
  console.log(`${protocol}, the microphone: ${await finals(page)}`);
}

async function wrongKeyOnThePage(page, protocol) {
  await page.selectOption("#service", protocol);
  await page.fill("#key", "sk_wrong");
  await page.setInputFiles("#file", clip("wednesday"));
  await page.click("#send");
  await ended(page);
  const [said] = await problem(page);
  expect(/HTTP 401.*valid key is required/.test(said ?? ""), `${protocol}: the reason of the refusal`, said);
  expect(!said.includes("sk_wrong"), `${protocol}: no key on the page`, said);
  await picture(page, `refused-${protocol}`);
  console.log(`${protocol}, a wrong key: ${said}`);
}

async function lostStream(from, protocol, reason) {
  const page = await open(from);
  await page.selectOption("#service", protocol);
  await page.setInputFiles("#file", clip("wednesday"));
  await page.click("#send");
  await ended(page);
  const [said] = await problem(page);
  expect(reason.test(said ?? ""), `${protocol}: why the connection ended`, said);
  expect((await page.locator("#send:enabled").count()) === 1, `${protocol}: another try is possible`, null);
  console.log(`${protocol}, a lost connection: ${said}`);
  await page.close();
}

/** What the page makes of CAMB's messages in every shape. */
async function cambsMessages(page) {
  const read = await page.evaluate(async () => {
    const { SERVICES } = await import("/services.js");
    const camb = SERVICES.find(({ protocol }) => protocol === "camb-listen");
    const results = (is_final, transcript) => ({ type: "Results", is_final, channel: { alternatives: [{ transcript }] } });
    return [
      { type: "Ready" },
      results(false, "book a"),
      results(true, "book a table"),
      { type: "UtteranceEnd", channel: [0], last_word_end: 4.86 },
      { type: "Error", code: "x", message: "no" },
      { type: "Error", description: "not so" },
    ].map((message) => camb.read(message));
  });
  const wanted = [{ ready: true }, { interim: "book a" }, { final: "book a table" }, {}, { problem: "no" }, { problem: "not so" }];
  expect(JSON.stringify(read) === JSON.stringify(wanted), "CAMB's messages read", read);
}

/** The address that the vendor's samples have, with a key, without which they could not work. */
const vendors = () => {
  const url = new URL("/api/v1/lightning/get_text", address);
  url.protocol = "ws:";
  url.searchParams.set("token", KEY);
  return url.href;
};

async function vendorsFileSample() {
  const page = await open();
  await page.evaluate(fileSample, vendors());
  await page.setInputFiles("#vendorsFile", clip("wednesday"));
  await page.waitForFunction(() => globalThis.vendors.closed !== undefined);
  const seen = await page.evaluate(() => globalThis.vendors);
  expect(seen.transcript === "wednesday", "the vendor's file sample: the full transcript", seen);
  expect(seen.complete && seen.closed === 1005, "the vendor's file sample: is_last, then its own close without a number", seen);
  console.log(`the vendor's file sample: ${seen.transcript}`);
  await page.close();
}

async function vendorsMicrophoneSample() {
  const page = await open();
  await page.evaluate(microphoneSample, vendors());
  await page.waitForFunction((words) => globalThis.vendors.transcript === words, SPOKEN);
  await page.evaluate(() => globalThis.vendors.stop());
  await page.waitForFunction(() => globalThis.vendors.closed !== undefined);
  const seen = await page.evaluate(() => ({ ...globalThis.vendors, stop: null }));
  expect(seen.closed === 1005, "the vendor's microphone sample: its own close, answered in order though nothing was waited for", seen);
  console.log(`the vendor's microphone sample: ${seen.transcript}`);
  await page.close();
}

try {
  const page = await open();
  await picture(page, "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "dark");
  await page.emulateMedia({ colorScheme: "light" });
  const chosen = await page.locator("#service option").evaluateAll((all) => all.map((option) => option.value));
  for (const expected of ["smallest-lightning", "smallest-pulse", "camb-listen", "deepgram"]) {
    expect(chosen.includes(expected), `${expected} on the page`, [chosen, protocols]);
  }
  for (const protocol of chosen) {
    await fileOnThePage(page, protocol);
    await microphoneOnThePage(page, protocol);
    expect(page.complaints.length === 0, "no error in the console", page.complaints);
  }
  await page.setInputFiles("#file", { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("no sound") });
  await page.click("#send");
  await ended(page);
  expect(/letter\.txt is no audio/.test((await problem(page))[0] ?? ""), "a file that is no audio is told", await problem(page));
  for (const protocol of chosen) {
    await wrongKeyOnThePage(page, protocol);
  }
  await cambsMessages(page);
  const kept = await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length);
  expect(kept === 0, "nothing kept by the page", kept);
  await page.close();
  for (const protocol of ["smallest-lightning", "deepgram"]) {
    await lostStream(broken, protocol, /the connection broke \(1006\)/);
  }
  await lostStream(refusing, "smallest-lightning", /The service says: too many concurrent/);
  await vendorsFileSample();
  await vendorsMicrophoneSample();
} finally {
  await browser.close();
}
process.exit(0);
