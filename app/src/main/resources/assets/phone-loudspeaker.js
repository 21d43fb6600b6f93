// Plays what arrives, in order, as Twilio does: a mark comes back when everything before it has been played, and an
// order to clear drops what has not been played and gives every mark back at once.

import { Resampler } from './phone-resample.js';
import { decode } from './phone-mulaw.js';

const RATE = 8000;
const PIECE = 20;
const LEVEL_EVERY = 160;
// Twilio keeps ten minutes of sound and drops what is more.
const MOST_BYTES = 10 * 60 * RATE;

class Loudspeaker extends AudioWorkletProcessor {
  #resampler = new Resampler(RATE, sampleRate);
  #queue = [];
  #bytes = 0;
  #ready = [];
  #due = [];
  #rendered = 0;
  #latency = 0;
  #piece = new Float32Array(PIECE);
  #squares = 0;
  #counted = 0;
  #loud = 0;
  #played = 0;
  #running = true;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => this.#told(data);
  }

  #told(data) {
    if (data.sound && this.#bytes + data.sound.length <= MOST_BYTES) {
      this.#queue.push({ sound: data.sound, from: 0 });
      this.#bytes += data.sound.length;
    }
    if ('mark' in data) {
      this.#queue.push({ mark: data.mark });
    }
    if (data.clear) {
      this.#clear(data.silently);
    }
    if ('latency' in data) {
      this.#latency = Math.round(data.latency * sampleRate);
    }
    if (data.stop) {
      this.#running = false;
    }
  }

  #clear(silently) {
    const marks = [...this.#due, ...this.#queue.filter((item) => 'mark' in item)].map((item) => item.mark);
    this.#queue = [];
    this.#due = [];
    this.#ready = [];
    this.#bytes = 0;
    // The filter forgets, too, or a rest of 7 ms would still be heard.
    this.#resampler = new Resampler(RATE, sampleRate);
    if (!silently) {
      marks.forEach((mark) => this.port.postMessage({ mark }));
    }
  }

  process(_inputs, outputs) {
    const out = outputs[0][0];
    while (this.#ready.length < out.length) {
      this.#pull();
    }
    out.set(this.#ready.splice(0, out.length));
    for (let i = 1; i < outputs[0].length; i++) {
      outputs[0][i].set(out);
    }
    this.#rendered += out.length;
    while (this.#due.length > 0 && this.#due[0].at <= this.#rendered) {
      this.port.postMessage({ mark: this.#due.shift().mark });
    }
    return this.#running;
  }

  // Takes the next 20 samples, of silence when there are none.
  #pull() {
    for (let i = 0; i < PIECE; i++) {
      this.#piece[i] = this.#sample();
    }
    this.#resampler.push(this.#piece, (value) => this.#ready.push(value));
    this.#marks();
  }

  #sample() {
    this.#marks();
    const first = this.#queue[0];
    const value = first ? decode(first.sound[first.from++]) / 32768 : 0;
    if (first) {
      this.#bytes--;
      this.#played++;
      if (first.from === first.sound.length) {
        this.#queue.shift();
      }
    }
    this.#measure(value);
    return value;
  }

  // Everything before these marks is on its way to the ear: through the filter, what is rendered ahead, the device.
  #marks() {
    while (this.#queue.length > 0 && 'mark' in this.#queue[0]) {
      const filter = (this.#resampler.delay * sampleRate) / RATE;
      const at = this.#rendered + this.#ready.length + filter + this.#latency;
      this.#due.push({ mark: this.#queue.shift().mark, at });
    }
  }

  #measure(value) {
    this.#squares += value * value;
    if (++this.#counted === LEVEL_EVERY) {
      const level = Math.sqrt(this.#squares / LEVEL_EVERY);
      this.#loud += level > 0.01 ? LEVEL_EVERY : 0;
      this.port.postMessage({ level, played: this.#played, loud: this.#loud });
      this.#squares = 0;
      this.#counted = 0;
    }
  }
}

registerProcessor('loudspeaker', Loudspeaker);
