// G.711 mu-law, sample by sample the same as dev.switchhook.domain.audio.MuLaw.

const BIAS = 0x84;
const LOUDEST = 32635;

const LINEAR = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
});

/** The byte of silence. */
export const SILENCE = 0xff;

/** The 16-bit sample of a mu-law byte. */
export function decode(code) {
  return LINEAR[code];
}

/** The mu-law byte of a 16-bit sample. */
export function encode(sample) {
  const magnitude = Math.min(Math.abs(sample), LOUDEST) + BIAS;
  const segment = 24 - Math.clz32(magnitude);
  const step = (magnitude >> (segment + 3)) & 0x0f;
  const sign = sample < 0 ? 0x80 : 0;
  return ~(sign | (segment << 4) | step) & 0xff;
}

/** The 16-bit sample of a sound between -1 and 1, clipped. */
export function sample(sound) {
  return Math.max(-32768, Math.min(32767, Math.round(sound * 32768)));
}
