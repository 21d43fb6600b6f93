// One call, from its announcement to its end: however many media connections it takes.

import { Line } from './phone-line.js';

// The server gives a lost caller this long to come back.
const RETURN_MILLISECONDS = 20000;
const PAUSE_MILLISECONDS = 1000;

/** A request that was refused, with the server's own words. */
export class Refused extends Error {}

async function post(path, body, more = {}) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'X-CSRF-Token': document.querySelector('meta[name="csrf"]').content,
    },
    body: JSON.stringify(body),
    ...more,
  });
  const text = await answer.text();
  const json = text.startsWith('{') ? JSON.parse(text) : {};
  if (!answer.ok) {
    throw Object.assign(new Refused(json.error || 'The server has refused it.'), { status: answer.status });
  }
  return json;
}

/** A call. What becomes of it is told to the listener: talking, reconnecting, says, ended, and news. */
export class Call {
  #listener;
  #sound;
  #connection;
  #line;
  #news;
  #over = false;
  #isUp = false;

  constructor(sound, listener) {
    this.#sound = sound;
    this.#listener = listener;
  }

  /** Asks for the call, and connects it. Throws when there is no room for it. */
  async begin(wish) {
    this.#connection = await post('/phone/calls', wish);
    if (this.#over) {
      // Hung up while it was being asked for.
      await post('/phone/calls/' + this.id + '/leave', {});
      return;
    }
    this.#news = new EventSource('/phone/calls/' + this.id + '/news');
    this.#news.onmessage = ({ data }) => this.#told(JSON.parse(data));
    this.#connect();
  }

  get id() {
    return this.#connection?.id;
  }

  get isUp() {
    return this.#isUp && !this.#over;
  }

  #told(news) {
    this.#listener.news(news);
    if (news.what === 'ended') {
      this.#news.close();
    }
  }

  #connect() {
    const line = new Line(this.#connection, {
      opened: () => {
        this.#isUp = true;
        this.#listener.talking();
      },
      sound: (bytes) => this.#sound.play(bytes),
      mark: (name) => this.#sound.mark(name),
      clear: () => this.#sound.clear(),
      closed: () => line === this.#line && this.#lost(),
    });
    this.#line = line;
  }

  frame(frame) {
    this.#line?.sound(frame);
  }

  mark(name) {
    this.#line?.mark(name);
  }

  key(digit) {
    this.#line?.key(digit);
  }

  type(text) {
    return post('/phone/calls/' + this.id + '/type', { text });
  }

  /** The line, for whoever wants to see what happens when it breaks. */
  breakLine() {
    this.#line?.drop();
  }

  // The connection has ended, and nobody here has decided that: the server is asked what to do, as a carrier asks.
  async #lost() {
    this.#isUp = false;
    if (this.#over) {
      return;
    }
    const until = performance.now() + RETURN_MILLISECONDS;
    while (!this.#over && performance.now() < until) {
      try {
        const answer = await post('/phone/calls/' + this.id + '/after', {});
        if (!(await this.#obeys(answer))) {
          return;
        }
      } catch (error) {
        if (error.status >= 400 && error.status < 500) {
          break;
        }
        this.#reconnecting('');
        await pause(PAUSE_MILLISECONDS);
      }
    }
    this.#ends('The connection could not be made again.');
  }

  // Whether to ask again.
  async #obeys(answer) {
    switch (answer.todo) {
      case 'reconnect':
        this.#reconnecting(answer.line || '');
        this.#connection = { ...this.#connection, ...answer };
        this.#connect();
        return false;
      case 'ask-again':
        this.#reconnecting(answer.line);
        await pause(answer.seconds * 1000);
        return true;
      case 'apologise':
        this.#listener.says(answer.line + (answer.desk ? ' (Here a caller would be put through to the desk.)' : ''));
        this.#ends('');
        return false;
      default:
        this.#ends('');
        return false;
    }
  }

  #reconnecting(words) {
    this.#sound.clear(true);
    this.#listener.reconnecting(words);
  }

  #ends(why) {
    if (!this.#over) {
      this.#over = true;
      this.#listener.ended(why);
    }
  }

  /** The caller hangs up. */
  hangUp() {
    if (this.#over) {
      return;
    }
    const connected = this.#isUp;
    this.#over = true;
    this.#line?.hangUp();
    this.#sound.clear(true);
    if (!connected && this.id) {
      post('/phone/calls/' + this.id + '/leave', {}, { keepalive: true }).catch(() => {});
    }
    this.#listener.ended('');
  }

  /** Nobody looks any more. */
  forget() {
    this.#news?.close();
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
