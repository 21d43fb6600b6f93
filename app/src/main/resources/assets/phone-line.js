// One media connection, as Twilio would make it: the same messages, numbers and order.

const HEX = '0123456789abcdef';
const KEYS = '0123456789*#ABCD';

/** A media connection of a call. What arrives is told to the listener: opened, sound, mark, clear, closed. */
export class Line {
  #call;
  #listener;
  #socket;
  #stream = 'MZ' + random(32);
  #sequence = 1;
  #chunk = 1;
  #timestamp = 0;
  #stopped = false;

  /** call: id, account, ticket, and the path of the connection. */
  constructor(call, listener) {
    this.#call = call;
    this.#listener = listener;
    const url = new URL(call.media, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = ({ data }) => this.#received(JSON.parse(data));
    this.#socket.onclose = ({ code }) => listener.closed(code);
  }

  #opened() {
    this.#send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    this.#numbered({
      event: 'start',
      start: {
        accountSid: this.#call.account,
        callSid: this.#call.id,
        streamSid: this.#stream,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: { ticket: this.#call.ticket },
      },
    });
    this.#listener.opened();
  }

  #received(message) {
    switch (message.event) {
      case 'media':
        this.#listener.sound(bytes(message.media.payload));
        break;
      case 'mark':
        this.#listener.mark(message.mark.name);
        break;
      case 'clear':
        this.#listener.clear();
        break;
      default:
        console.warn('not a message of the media wire', message.event);
    }
  }

  /** A frame of the caller's sound: mu-law, 20 ms. */
  sound(frame) {
    if (!this.#isOpen()) {
      return;
    }
    this.#numbered({
      event: 'media',
      media: {
        track: 'inbound',
        chunk: String(this.#chunk++),
        timestamp: String(this.#timestamp),
        payload: base64(frame),
      },
    });
    this.#timestamp += frame.length / 8;
  }

  /** The caller presses a key. */
  key(digit) {
    if (this.#isOpen() && KEYS.includes(digit)) {
      this.#numbered({ event: 'dtmf', dtmf: { track: 'inbound_track', digit } });
    }
  }

  /** A mark of theirs comes back. */
  mark(name) {
    if (this.#isOpen()) {
      this.#numbered({ event: 'mark', mark: { name } });
    }
  }

  /** The caller hangs up. */
  hangUp() {
    if (this.#isOpen()) {
      this.#numbered({
        event: 'stop',
        stop: { accountSid: this.#call.account, callSid: this.#call.id },
      });
      this.#stopped = true;
    }
    this.#socket.close(1000);
  }

  /** Breaks the connection without a word, as a network does. */
  drop() {
    this.#stopped = true;
    this.#socket.close(4000);
  }

  #isOpen() {
    return this.#socket.readyState === WebSocket.OPEN && !this.#stopped;
  }

  #numbered(message) {
    this.#send({ ...message, sequenceNumber: String(this.#sequence++), streamSid: this.#stream });
  }

  #send(message) {
    this.#socket.send(JSON.stringify(message));
  }
}

function random(length) {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => HEX[byte & 15]).join('');
}

function base64(frame) {
  return btoa(String.fromCharCode(...frame));
}

function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
