// The little that pages of the console need beside htmx: whether the stream lives, times in words, and one question
// before what cannot be undone. Nothing here is needed to read a page.
'use strict';

(() => {
  const SILENCE = 40000;
  const byId = (id) => document.getElementById(id);

  // --- The stream ---
  let last = 0;
  let streaming = false;

  function say(words, ended) {
    const banner = byId('connection');
    if (!banner) return;
    banner.hidden = words === '';
    byId('connection-words').textContent = words;
    byId('connection-log-in').hidden = !ended;
    document.body.classList.toggle('stale', words !== '');
  }

  function heard() {
    last = Date.now();
    if (streaming) say('', false);
  }

  document.addEventListener('htmx:sseOpen', () => { streaming = true; heard(); });
  document.addEventListener('htmx:sseBeforeMessage', heard);
  document.addEventListener('htmx:sseOpen', (event) => {
    const source = event.detail && event.detail.source;
    if (!source) return;
    source.addEventListener('beat', heard);
    source.addEventListener('session-ended', () => {
      streaming = false;
      source.close();
      say('Your session has ended.', true);
    });
    source.addEventListener('full', () => {
      streaming = false;
      say('Too many people are watching. This page tries again by itself; what it shows may be old.', false);
    });
  });
  document.addEventListener('htmx:sseError', () => {
    if (streaming) say('The connection is lost. Trying again; what this page shows may be old.', false);
  });
  setInterval(() => {
    if (streaming && Date.now() - last > SILENCE) {
      say('Nothing has been heard for a while. What this page shows may be old.', false);
    }
  }, 5000);

  // --- Answers that are no part of the page ---
  let clearing = 0;

  function notice(words) {
    const place = byId('notice');
    if (!place) return;
    place.textContent = words;
    clearTimeout(clearing);
    clearing = setTimeout(() => { place.textContent = ''; }, 8000);
  }

  document.addEventListener('htmx:responseError', (event) => {
    const answer = event.detail.xhr;
    if (answer.status === 401) {
      say('Your session has ended.', true);
      return;
    }
    const page = new DOMParser().parseFromString(answer.responseText || '', 'text/html');
    notice((page.body.textContent || '').trim() || 'That did not work.');
  });
  document.addEventListener('htmx:sendError', () => notice('The server cannot be reached.'));
  document.addEventListener('htmx:timeout', () => notice('The server does not answer.'));

  // --- One question before what cannot be undone: data-ask="Hang up?" data-yes="Hang up" ---
  function ask(element, then) {
    const dialog = byId('ask');
    byId('ask-words').textContent = element.dataset.ask;
    byId('ask-yes').textContent = element.dataset.yes || 'Yes';
    dialog.returnValue = 'no';
    dialog.addEventListener('close', () => {
      if (dialog.returnValue === 'yes') then();
      else element.focus();
    }, { once: true });
    dialog.showModal();
  }

  document.addEventListener('htmx:confirm', (event) => {
    const element = event.target.closest('[data-ask]');
    if (!element) return;
    event.preventDefault();
    ask(element, () => event.detail.issueRequest(true));
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.dataset.ask || form.hasAttribute('hx-post') || form.dataset.sure) return;
    event.preventDefault();
    ask(form, () => {
      form.dataset.sure = 'yes';
      form.requestSubmit(event.submitter);
    });
  });

  // --- Times in words ---
  const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

  function clock(seconds) {
    const two = (n) => String(n).padStart(2, '0');
    const rest = two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
    return seconds >= 3600 ? Math.floor(seconds / 3600) + ':' + rest : rest;
  }

  function tell() {
    document.querySelectorAll('time[data-relative]').forEach((time) => {
      const at = new Date(time.dateTime);
      const seconds = Math.round((at - Date.now()) / 1000);
      const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) || UNITS[3];
      time.textContent = words.format(Math.trunc(seconds / size), unit);
      time.title = exact.format(at);
    });
    document.querySelectorAll('time[data-since]').forEach((time) => {
      time.textContent = clock(Math.max(0, Math.floor((Date.now() - new Date(time.dateTime)) / 1000)));
    });
    document.querySelectorAll('time[data-local]').forEach((time) => {
      time.textContent = exact.format(new Date(time.dateTime));
    });
  }

  document.addEventListener('DOMContentLoaded', tell);
  document.addEventListener('htmx:load', tell);
  document.addEventListener('htmx:afterSettle', tell);
  setInterval(tell, 1000);
})();
