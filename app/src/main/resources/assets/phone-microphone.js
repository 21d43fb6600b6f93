// Cuts the microphone into telephone frames: mu-law, 8,000 samples a second, 160 bytes each. Its only clock is that
// of the sound device, so that 50 frames a second come whatever the page does, also when it is muted, hidden, or has
// no microphone at all: then they are silence.

import { Resampler } from './phone-resample.js';
import { encode, sample } from './phone-mulaw.js';

const FRAME = 160;

class Microphone extends AudioWorkletProcessor {
  #resampler = new Resampler(sampleRate, 8000);
  #frame = new Uint8Array(FRAME);
  #length = 0;
  #squares = 0;
  #muted = false;
  #running = true;
  #silence = new Float32Array(128);

  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      if ('muted' in data) {
        this.#muted = data.muted;
      }
      if (data.stop) {
        this.#running = false;
      }
    };
  }

  process(inputs) {
    const heard = inputs[0].length > 0 && !this.#muted ? inputs[0][0] : this.#silence;
    this.#resampler.push(heard, (value) => this.#take(value));
    return this.#running;
  }

  #take(value) {
    this.#frame[this.#length++] = encode(sample(value));
    this.#squares += value * value;
    if (this.#length === FRAME) {
      this.port.postMessage({ frame: this.#frame.slice(), level: Math.sqrt(this.#squares / FRAME) });
      this.#length = 0;
      this.#squares = 0;
    }
  }
}

registerProcessor('microphone', Microphone);
