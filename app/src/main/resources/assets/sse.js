// Server-sent events for htmx 2, whose own package has only the extension for htmx 1: sse-connect names the stream,
// sse-swap="NAME" is what the event of that name replaces the content of. A lost stream is opened again.
'use strict';

(() => {
  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 30000;
  const streams = new WeakMap();

  function swap(root, name, html) {
    root.querySelectorAll('[sse-swap="' + CSS.escape(name) + '"]').forEach((target) => {
      htmx.swap(target, html, { swapStyle: 'innerHTML', swapDelay: 0, settleDelay: 0 });
    });
  }

  function listen(root, stream) {
    root.querySelectorAll('[sse-swap]').forEach((target) => {
      const name = target.getAttribute('sse-swap');
      if (stream.names.has(name)) return;
      stream.names.add(name);
      stream.source.addEventListener(name, (event) => {
        htmx.trigger(root, 'htmx:sseBeforeMessage', { name });
        swap(root, name, event.data);
        htmx.trigger(root, 'htmx:sseMessage', { name });
      });
    });
  }

  function open(root, wait) {
    const source = new EventSource(root.getAttribute('sse-connect'));
    const stream = { source, names: new Set(), timer: 0 };
    let next = wait;
    streams.set(root, stream);
    source.addEventListener('open', () => {
      next = FIRST_WAIT;
      htmx.trigger(root, 'htmx:sseOpen', { source });
    });
    source.addEventListener('error', () => {
      htmx.trigger(root, 'htmx:sseError', { source });
      // Browsers try again by themselves, except after a refusal.
      if (source.readyState === EventSource.CLOSED) {
        stream.timer = setTimeout(() => open(root, Math.min(next * 2, LONGEST_WAIT)), next);
      }
    });
    listen(root, stream);
  }

  function close(root) {
    const stream = streams.get(root);
    if (!stream) return;
    clearTimeout(stream.timer);
    stream.source.close();
    streams.delete(root);
  }

  htmx.defineExtension('sse', {
    onEvent(name, event) {
      const element = event.target;
      if (!(element instanceof Element)) return true;
      if (name === 'htmx:beforeCleanupElement') {
        close(element);
      } else if (name === 'htmx:afterProcessNode') {
        if (element.hasAttribute('sse-connect') && !streams.has(element)) open(element, FIRST_WAIT);
        const root = element.closest('[sse-connect]');
        const stream = root && streams.get(root);
        if (stream) listen(root, stream);
      }
      return true;
    },
  });
})();
