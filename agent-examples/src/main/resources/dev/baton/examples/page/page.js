// The page: what to listen to, and the text of it.
import { openMicrophone, RATE, samplesOf, streamSamples } from "./audio.js";
import { offered } from "./services.js";
import { openStream } from "./stream.js";

const at = (id) => document.getElementById(id);
const page = {
  service: at("service"),
  key: at("key"),
  file: at("file"),
  send: at("send"),
  microphone: at("microphone"),
  level: at("level"),
  status: at("status"),
  problem: at("problem"),
  finals: at("finals"),
  interim: at("interim"),
  note: at("note"),
};

let services = [];
let busy = false;
/** Ends the microphone's stream; null where it is not on. */
let stop = null;

function show() {
  const usable = services.length > 0;
  page.service.disabled = busy || !usable;
  page.key.disabled = busy;
  page.file.disabled = busy;
  page.send.disabled = busy || !usable || page.file.files.length === 0;
  page.microphone.disabled = !usable || (busy && stop === null);
  page.microphone.textContent = stop === null ? "Start" : "Stop";
  page.microphone.classList.toggle("running", stop !== null);
  page.level.hidden = stop === null;
}

const status = (text) => (page.status.textContent = text);

function problem(text) {
  page.problem.textContent = text;
  page.problem.hidden = false;
}

const told = {
  interim: (text) => (page.interim.textContent = text),
  final(text) {
    const line = document.createElement("p");
    line.textContent = text;
    page.finals.append(line);
  },
  // The first one is the cause of the others.
  problem: (text) => page.problem.hidden && problem(text),
};

const chosen = () => services.find(({ protocol }) => protocol === page.service.value);

/** One stream from beginning to end, whatever it listens to. */
async function listen(work) {
  busy = true;
  page.problem.hidden = true;
  page.finals.replaceChildren();
  page.interim.textContent = "";
  show();
  try {
    await work();
  } catch (e) {
    told.problem(e.message);
  }
  busy = false;
  stop = null;
  status(page.problem.hidden ? "Done." : "Ended.");
  show();
}

const sendFile = () =>
  listen(async () => {
    const file = page.file.files[0];
    status(`Decoding ${file.name}`);
    const samples = await samplesOf(file);
    const stream = openStream(chosen(), page.key.value, RATE, told);
    status("Connecting");
    await stream.ready;
    await streamSamples(samples, stream, (part) => status(`Sending ${file.name}, ${Math.round(part * 100)} %`));
    status("Waiting for the last words");
    stream.end();
    await stream.closed;
  });

const useMicrophone = () =>
  listen(async () => {
    status("Asking for the microphone");
    const microphone = await openMicrophone();
    try {
      const stream = openStream(chosen(), page.key.value, microphone.rate, told);
      status("Connecting");
      await stream.ready;
      await microphone.start((samples, peak) => {
        stream.send(samples);
        page.level.value = peak;
      });
      status("Listening");
      await Promise.race([stream.closed, new Promise((resolve) => {
        stop = resolve;
        show();
      })]);
      stop = null;
      show();
      await microphone.stop();
      status("Waiting for the last words");
      stream.end();
      await stream.closed;
    } finally {
      await microphone.stop();
    }
  });

page.file.addEventListener("change", show);
page.send.addEventListener("click", sendFile);
page.microphone.addEventListener("click", () => (stop === null ? useMicrophone() : stop()));
at("settings").addEventListener("submit", (event) => event.preventDefault());

try {
  const response = await fetch("services.json", { cache: "no-store" });
  const { spoken, note } = await response.json();
  services = offered(spoken);
  page.service.append(...services.map(({ protocol, name }) => new Option(name, protocol)));
  page.note.textContent = note;
  status(services.length > 0 ? "Ready." : "This server speaks no protocol that this page knows.");
} catch {
  problem("The server does not say which services it speaks for.");
  status("Not ready.");
}
show();
