// What the vendor's browser samples do, as code of a page; each is handed to the browser as it stands here, and so stands alone.

/** A file input whose file is sent as it is, header and all, 4,096 bytes every 50 ms; then the end, and a close once the last message has come. */
export function fileSample(address) {
  const seen = (globalThis.vendors = { transcript: "", partials: [], complete: false, closed: undefined });
  const query = { language: "en", encoding: "linear16", sample_rate: "16000", word_timestamps: "true" };

  async function transcribe(file) {
    const url = new URL(address);
    Object.entries(query).forEach(([name, value]) => url.searchParams.append(name, value));
    const socket = new WebSocket(url.toString());
    socket.onopen = async () => {
      const content = await file.arrayBuffer();
      let from = 0;
      const next = () => {
        if (from >= content.byteLength) {
          socket.send(JSON.stringify({ type: "end" }));
          return;
        }
        socket.send(content.slice(from, from + 4096));
        from += 4096;
        setTimeout(next, 50);
      };
      next();
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.is_final) {
        seen.transcript = message.full_transcript;
      } else {
        seen.partials.push(message.transcript);
      }
      if (message.is_last) {
        seen.complete = true;
        socket.close();
      }
    };
    socket.onclose = ({ code }) => (seen.closed = code);
  }

  const input = document.createElement("input");
  input.type = "file";
  input.id = "vendorsFile";
  input.addEventListener("change", () => transcribe(input.files[0]));
  document.body.append(input);
}

/** The microphone, 4,096 samples at a time through a ScriptProcessor; whoever stops it sends the end and closes at once, and hears no answer. */
export async function microphoneSample(address) {
  const seen = (globalThis.vendors = { transcript: "", closed: undefined, stop: undefined });
  const asked = new URL(address);
  for (const setting of ["language=en", "encoding=linear16", "sample_rate=16000"]) {
    asked.searchParams.append(...setting.split("="));
  }
  const [line, microphone] = await Promise.all([
    new Promise((resolve, reject) => {
      const opening = new WebSocket(asked);
      opening.onopen = () => resolve(opening);
      opening.onerror = reject;
    }),
    navigator.mediaDevices.getUserMedia({ audio: true }),
  ]);
  line.onclose = (event) => (seen.closed = event.code);
  line.onmessage = (event) => {
    const { is_final: settled, full_transcript: soFar } = JSON.parse(event.data);
    seen.transcript = settled ? soFar : seen.transcript;
  };

  const audio = new AudioContext({ sampleRate: 16000 });
  const tap = audio.createScriptProcessor(4096, 1, 1);
  tap.onaudioprocess = (event) => line.send(linear16(event.inputBuffer.getChannelData(0)));
  audio.createMediaStreamSource(microphone).connect(tap).connect(audio.destination);

  function linear16(floats) {
    const integers = new Int16Array(floats.length);
    for (const [at, float] of floats.entries()) {
      integers[at] = float < 0 ? Math.max(float, -1) * 32768 : Math.min(float, 1) * 32767;
    }
    return integers.buffer;
  }

  seen.stop = () => {
    for (const track of microphone.getTracks()) {
      track.stop();
    }
    tap.disconnect();
    line.send('{"type":"end"}');
    line.close();
  };
}
