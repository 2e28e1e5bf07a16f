// In the browser's audio thread: gathers samples into messages of 4,096 bytes.

const LENGTH = 2_048;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.samples = new Int16Array(LENGTH);
    this.filled = 0;
    this.peak = 0;
    this.stopped = false;
    this.port.onmessage = () => {
      this.tell();
      this.stopped = true;
      this.port.postMessage({ rest: true });
    };
  }

  process([input]) {
    if (this.stopped) {
      return false;
    }
    for (const sample of input[0] ?? []) {
      this.samples[this.filled++] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));
      this.peak = Math.max(this.peak, Math.abs(sample));
      if (this.filled === LENGTH) {
        this.tell();
      }
    }
    return true;
  }

  tell() {
    if (this.filled > 0) {
      const samples = this.samples.slice(0, this.filled);
      this.port.postMessage({ samples: samples.buffer, peak: this.peak }, [samples.buffer]);
      this.filled = 0;
      this.peak = 0;
    }
  }
}

registerProcessor("microphone", Microphone);
