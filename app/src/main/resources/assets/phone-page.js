// The page of the phone: its states, its buttons, and who is told what.

import { Call } from './phone-call.js';
import { Sound, whyNoMicrophone } from './phone-sound.js';
import { Transcript } from './phone-transcript.js';

const $ = (id) => document.getElementById('phone' + (id ? '-' + id : ''));
const page = $('');
const transcript = new Transcript($('transcript'));
// From silence, at -60 dB, to as loud as can be.
const QUIETEST = 60;

const WORDS = {
  idle: 'Ready. Your microphone is asked for when you call.',
  asking: 'Waiting for your microphone. Your browser asks for it.',
  connecting: 'Connecting.',
  talking: 'Talking.',
  reconnecting: 'The line is lost. Connecting again.',
  ended: 'The call has ended.',
};

let call = null;
let sound = null;
let muted = false;
let begun = 0;
let ending = '';
// What the tests of this page look at, and whoever wants to see how well it goes.
const figures = { frames: 0, played: 0, loud: 0, marks: 0, latency: 0, cleared: 0 };
globalThis.switchhookPhone = {
  figures,
  state: () => page.dataset.state,
  call: () => call,
  breakLine: () => call?.breakLine(),
};

function become(state, words = WORDS[state]) {
  page.dataset.state = state;
  $('state-words').textContent = words;
  const live = state === 'talking' || state === 'reconnecting';
  const busy = live || state === 'asking' || state === 'connecting';
  $('call').disabled = busy;
  $('call').textContent = state === 'ended' ? 'Call again' : 'Call';
  for (const id of ['assistant', 'provider', 'number']) {
    $(id).disabled = busy;
  }
  $('hang-up').disabled = !busy;
  $('mute').disabled = !live;
  $('keys').disabled = state !== 'talking';
  $('text').disabled = state !== 'talking';
  $('send').disabled = state !== 'talking';
  $('clock').hidden = !live;
}

function problem(words) {
  $('problem').textContent = words;
  $('problem').hidden = words === '';
}

function show(id, level) {
  const decibel = level > 0 ? 20 * Math.log10(level) : -QUIETEST;
  $('level-' + id).value = Math.max(0, Math.min(100, ((decibel + QUIETEST) / QUIETEST) * 100));
}

async function begin() {
  problem('');
  call?.forget();
  call = null;
  transcript.clear();
  $('quiet').hidden = true;
  $('ended').hidden = true;
  ending = '';
  Object.keys(figures).forEach((name) => (figures[name] = 0));
  mute(false);
  become('asking');
  const mine = { sound: null };
  try {
    mine.sound = await Sound.open({
      frame: (frame) => {
        figures.frames++;
        call?.frame(frame);
      },
      spoke: (level) => show('you', level),
      sounded: ({ level, played, loud }) => {
        Object.assign(figures, { played, loud });
        show('agent', level);
      },
      mark: (name) => {
        figures.marks++;
        call?.mark(name);
      },
    });
    sound = mine.sound;
  } catch (error) {
    become('idle');
    problem(error.name === 'Insecure' ? whyNoMicrophone(error) : 'The sound of this browser cannot be used.');
    return;
  }
  try {
    await sound.listen();
  } catch (error) {
    problem(whyNoMicrophone(error));
  }
  if (page.dataset.state !== 'asking' || sound !== mine.sound) {
    return;
  }
  become('connecting');
  figures.latency = sound.latency;
  const next = new Call(sound, listener);
  call = next;
  try {
    await next.begin({
      assistant: $('assistant').value,
      provider: $('provider').value,
      number: $('number').value,
    });
  } catch (error) {
    call = null;
    await silence();
    become('idle');
    problem(error.message || 'The server cannot be reached.');
  }
}

const listener = {
  talking() {
    begun = begun || performance.now();
    become('talking', muted ? 'Talking. You are muted.' : WORDS.talking);
    if (document.activeElement === document.body) {
      $('hang-up').focus();
    }
  },
  reconnecting(words) {
    become('reconnecting');
    if (words) {
      transcript.note(words);
    }
  },
  says(words) {
    transcript.note(words);
    if (globalThis.speechSynthesis) {
      speechSynthesis.speak(new SpeechSynthesisUtterance(words));
    }
  },
  ended(why) {
    begun = 0;
    become('ended');
    silence();
    problem(why);
    link();
  },
  news(news) {
    transcript.take(news);
    if (news.what === 'ended') {
      const blame = news.blame === 'nobody' ? 'nobody is to blame' : 'blame: ' + news.blame;
      ending = 'Ended: ' + news.reason + ', ' + blame + ', after ' + (news.ms / 1000).toFixed(1) + ' s. ';
      link();
    }
  },
};

// The news of the end may come before the page has noticed it, or after.
function link() {
  const place = $('ended');
  if (!call?.id) {
    return;
  }
  const to = document.createElement('a');
  to.href = '/console/calls/' + call.id;
  to.textContent = 'Look at the call';
  place.replaceChildren(ending, to);
  place.hidden = page.dataset.state !== 'ended';
  transcript.showLatest();
}

async function silence() {
  show('you', 0);
  show('agent', 0);
  const old = sound;
  sound = null;
  await old?.close();
}

function mute(so) {
  muted = so;
  sound?.mute(so);
  $('mute').setAttribute('aria-pressed', String(so));
  if (page.dataset.state === 'talking') {
    $('state-words').textContent = so ? 'Talking. You are muted.' : WORDS.talking;
  }
}

function key(digit) {
  call?.key(digit);
  const button = document.querySelector('[data-key="' + digit + '"]');
  button.classList.add('phone-pressed');
  setTimeout(() => button.classList.remove('phone-pressed'), 150);
}

$('form').addEventListener('submit', (event) => {
  event.preventDefault();
  begin();
});
$('hang-up').addEventListener('click', () => {
  if (call && page.dataset.state !== 'asking') {
    call.hangUp();
  } else {
    silence();
    become('idle');
  }
  $('call').focus();
});
$('mute').addEventListener('click', () => mute(!muted));
$('keys').addEventListener('click', ({ target }) => target.dataset.key && key(target.dataset.key));
document.addEventListener('keydown', (event) => {
  const typing = event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey;
  if (!typing && page.dataset.state === 'talking' && /^[0-9*#]$/.test(event.key)) {
    key(event.key);
  }
});
$('type').addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = $('text').value.trim();
  if (!text || !call) {
    return;
  }
  $('text').value = '';
  try {
    await call.type(text);
    problem('');
  } catch (error) {
    $('text').value = text;
    problem(error.message);
  }
});
// A page that goes takes its caller with it.
addEventListener('pagehide', () => {
  if (call?.id && page.dataset.state !== 'ended') {
    call.hangUp();
  }
});
setInterval(() => {
  const seconds = Math.floor((performance.now() - begun) / 1000);
  $('clock').textContent = begun ? Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0') : '';
}, 500);
become('idle');
