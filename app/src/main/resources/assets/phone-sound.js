// The microphone and the loudspeaker of the browser, as a telephone has them.

// Without these the agent hears itself, and the room.
const WISHES = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };

/** Why there is no microphone, in words for the person in front of it. */
export function whyNoMicrophone(error) {
  switch (error?.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The microphone was refused. Allow it for this page (the icon beside the address), then call again. Until then you can type.';
    case 'NotFoundError':
      return 'No microphone was found. Plug one in and call again. Until then you can type.';
    case 'NotReadableError':
      return 'The microphone is used by another program. Close that and call again. Until then you can type.';
    case 'Insecure':
      return 'Browsers give the microphone to pages on localhost or behind https only. You can type.';
    default:
      return 'The microphone cannot be used. You can type.';
  }
}

/** Sound in and out. Frames, levels and returned marks are told to the listener: frame, spoke, sounded, mark. */
export class Sound {
  #context;
  #microphone;
  #loudspeaker;
  #tracks = [];

  /** Opens the sound device; no microphone yet. Throws where pages may not use it at all. */
  static async open(listener) {
    const sound = new Sound();
    sound.#context = new AudioContext({ latencyHint: 'interactive' });
    if (!sound.#context.audioWorklet) {
      await sound.close();
      throw Object.assign(new Error('no worklets here'), { name: 'Insecure' });
    }
    await Promise.all(
      ['phone-microphone.js', 'phone-loudspeaker.js'].map((name) =>
        sound.#context.audioWorklet.addModule('/phone/scripts/' + name),
      ),
    );
    sound.#connect(listener);
    await sound.#context.resume();
    return sound;
  }

  #connect(listener) {
    const one = { numberOfInputs: 1, numberOfOutputs: 1, channelCount: 1, channelCountMode: 'explicit' };
    this.#microphone = new AudioWorkletNode(this.#context, 'microphone', one);
    this.#loudspeaker = new AudioWorkletNode(this.#context, 'loudspeaker', {
      numberOfInputs: 0,
      numberOfOutputs: 1,
      outputChannelCount: [1],
    });
    this.#microphone.port.onmessage = ({ data }) => {
      listener.frame(data.frame);
      listener.spoke(data.level);
    };
    this.#loudspeaker.port.onmessage = ({ data }) => {
      if ('mark' in data) {
        listener.mark(data.mark);
      } else {
        listener.sounded(data);
      }
    };
    // What nothing is connected to is not asked for sound. The microphone's own output is silence.
    this.#microphone.connect(this.#context.destination);
    this.#loudspeaker.connect(this.#context.destination);
    this.#tellLatency();
  }

  /** How long what is played is on its way to the ear, in seconds, as far as the browser knows. */
  get latency() {
    return (this.#context.baseLatency || 0) + (this.#context.outputLatency || 0);
  }

  #tellLatency() {
    this.#loudspeaker.port.postMessage({ latency: this.latency });
  }

  /** Asks for the microphone. Throws when it is refused. */
  async listen() {
    if (!navigator.mediaDevices) {
      throw Object.assign(new Error('no microphone here'), { name: 'Insecure' });
    }
    const stream = await navigator.mediaDevices.getUserMedia({ audio: WISHES });
    this.#tracks = stream.getTracks();
    this.#context.createMediaStreamSource(stream).connect(this.#microphone);
  }

  play(sound) {
    this.#loudspeaker.port.postMessage({ sound });
  }

  mark(mark) {
    this.#tellLatency();
    this.#loudspeaker.port.postMessage({ mark });
  }

  /** Drops what has not been played. silently: nobody waits for the marks any more. */
  clear(silently = false) {
    this.#loudspeaker.port.postMessage({ clear: true, silently });
  }

  mute(muted) {
    this.#microphone.port.postMessage({ muted });
  }

  async close() {
    this.#tracks.forEach((track) => track.stop());
    this.#microphone?.port.postMessage({ stop: true });
    this.#loudspeaker?.port.postMessage({ stop: true });
    await this.#context.close();
  }
}
