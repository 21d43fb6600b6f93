// Turns a stream of samples of one rate into one of another rate, by a windowed sinc (Kaiser's window, 70 dB): what
// a telephone carries, up to 3.4 kHz, passes; what 8,000 samples a second cannot carry, from 4 kHz on, does not.
// Pieces may be of any length; no seam can be heard. What comes out lags 3.6 ms behind what went in.

const MIDDLE = 3700;
const HALF_WIDTH = 87 / 24000;
const BETA = 6.755;

export class Resampler {
  #up;
  #down;
  #half;
  #taps;
  #phases;
  #past;
  #filled;
  #next;

  /** From that rate to this one, in samples per second. */
  constructor(from, to) {
    const divisor = greatestCommonDivisor(from, to);
    this.#up = to / divisor;
    this.#down = from / divisor;
    this.#half = Math.ceil(HALF_WIDTH * from);
    this.#taps = 2 * this.#half;
    this.#phases = Array.from({ length: this.#up }, (_, phase) => this.#kernel(phase, from));
    this.#past = new Float32Array(this.#taps * 2 + 8192);
    this.#filled = this.#half - 1;
    this.#next = 0;
  }

  /** By how many samples in what comes out lags behind what went in. */
  get delay() {
    return this.#half;
  }

  // The weights of the samples in around a sample out that lies phase/up after one of them.
  #kernel(phase, from) {
    const weights = new Float32Array(this.#taps);
    let sum = 0;
    for (let i = 0; i < this.#taps; i++) {
      const time = (i - this.#half + 1 - phase / this.#up) / from;
      const edge = time / HALF_WIDTH;
      const value = Math.abs(edge) >= 1 ? 0 : sinc(2 * MIDDLE * time) * bessel(BETA * Math.sqrt(1 - edge * edge));
      weights[i] = value;
      sum += value;
    }
    return weights.map((value) => value / sum);
  }

  /** Takes the next samples, and gives each sample that can be said by now to that function. */
  push(samples, give) {
    this.#past.set(samples, this.#filled);
    this.#filled += samples.length;
    let position = this.#next;
    for (;;) {
      const base = Math.floor(position / this.#up);
      if (base + this.#taps > this.#filled) {
        break;
      }
      const weights = this.#phases[position % this.#up];
      let sum = 0;
      for (let i = 0; i < this.#taps; i++) {
        sum += weights[i] * this.#past[base + i];
      }
      give(sum);
      position += this.#down;
    }
    const used = Math.min(Math.floor(position / this.#up), this.#filled);
    this.#past.copyWithin(0, used, this.#filled);
    this.#filled -= used;
    this.#next = position - used * this.#up;
  }
}

function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function bessel(x) {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
