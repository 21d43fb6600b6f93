// What is said, as it is told: words, tools, times.

/** The conversation in an ordered list. */
export class Transcript {
  #list;
  #agents = new Map();
  #last = null;
  #waited = '';

  constructor(list) {
    this.#list = list;
  }

  clear() {
    this.#list.replaceChildren();
    this.#agents.clear();
    this.#last = null;
    this.#waited = '';
  }

  /** Takes one piece of news; gives nothing that it does not know to anybody. */
  take(news) {
    switch (news.what) {
      case 'caller':
        this.#put(line('caller', 'You', news.text || '…'), news.overtaken);
        this.#last = news.overtaken > 0 ? this.#last : null;
        break;
      case 'agent': {
        const item = line('agent', 'Agent', news.text);
        this.#agents.set(news.item, item);
        this.#last = item;
        if (this.#waited) {
          timed(item, this.#waited);
          this.#waited = '';
        }
        this.#put(item, news.overtaken);
        break;
      }
      case 'interrupted':
        news.heard.forEach(({ item, ms }) => this.#cut(item, ms));
        break;
      case 'greeted':
      case 'answered':
        this.#time(news);
        break;
      case 'tool':
        this.note('Tool ' + news.tool + ' is asked');
        break;
      case 'tool-ended':
        this.note('Tool ' + news.tool + ': ' + news.outcome + ', ' + news.ms + ' ms');
        break;
      case 'model':
        this.note(news.model + ' was ready after ' + news.ms + ' ms');
        break;
      case 'model-lost':
        this.note('The speech model is lost; another one is asked for');
        break;
      case 'model-back':
        this.note(news.model + ' goes on, after ' + news.ms + ' ms');
        break;
      case 'line-lost':
        this.note('The line is lost');
        break;
      case 'line-back':
        this.note('The line is back, after ' + news.ms + ' ms');
        break;
      default:
    }
  }

  /** A line that nobody has said. */
  note(words) {
    const item = document.createElement('li');
    item.className = 'phone-note';
    item.textContent = words;
    this.#put(item, 0);
  }

  // How long the caller waited: from the end of their words to the first sound of the answer at their ear. The words
  // of the answer may be told before that, or after.
  #time(news) {
    const words = (news.what === 'greeted' ? 'first sound after ' : 'answered after ') + (news.sent + news.heard) + ' ms';
    if (this.#last && !this.#last.querySelector('.phone-time').textContent) {
      timed(this.#last, words);
    } else {
      this.#waited = words;
    }
  }

  #cut(item, milliseconds) {
    const said = this.#agents.get(item);
    if (said) {
      said.classList.add('phone-cut');
      const before = said.querySelector('.phone-time').textContent;
      const cut = 'interrupted; ' + (milliseconds / 1000).toFixed(1) + ' s were heard';
      timed(said, before ? before + '; ' + cut : cut);
    }
  }

  #put(item, overtaken) {
    const said = [...this.#list.querySelectorAll('.phone-line')];
    const before = overtaken > 0 ? said[said.length - overtaken] : null;
    this.#list.insertBefore(item, before || null);
    this.showLatest();
  }

  /** The list has become longer, or has less room. */
  showLatest() {
    this.#list.scrollTop = this.#list.scrollHeight;
  }
}

function timed(item, words) {
  item.querySelector('.phone-time').textContent = words;
}

function line(kind, who, words) {
  const item = document.createElement('li');
  item.className = 'phone-line phone-' + kind;
  const name = document.createElement('span');
  name.className = 'phone-who';
  name.textContent = who;
  const text = document.createElement('span');
  text.className = 'phone-words';
  text.textContent = words;
  const time = document.createElement('span');
  time.className = 'phone-time';
  item.append(name, text, time);
  return item;
}
