/**
 * What web pages load to send events; docs/analytics.md says how. It keeps nothing on the device: no cookie, no storage, and
 * no id that outlives the page. Browsers get what `npm run docs` makes of it, in `page-1.ts`.
 */
(() => {
  const script = document.currentScript;
  // An image of that name, in what somebody else wrote on the page, would stand in its place.
  const isReplaced = !(script instanceof HTMLScriptElement);
  if (navigator.doNotTrack === '1' || navigator.globalPrivacyControl || isReplaced) {
    window.palier = { track() {} };
    return;
  }

  /** The most bytes of a batch, and of one event: a beacon, with all that is still on its way, has 64 KiB. */
  const batchBytes = 30_000;
  const eventBytes = 60_000;
  /** The most bytes that wait in memory. What comes after is lost. */
  const queueBytes = 500_000;
  /** How long events wait for others, in milliseconds. */
  const batchMs = 2_000;
  /** How long an answer is waited for, in milliseconds. */
  const answerMs = 30_000;
  /** The longest time between two tries, in seconds: by the count of tries, and as the server says. */
  const longestBackoff = 300;
  const longestRetryAfter = 1e6;

  const namePattern = /^[\p{L}\p{N}_$]([\p{L}\p{M}\p{N}_.:/$ -]{0,98}[\p{L}\p{M}\p{N}_.:/$-])?$/u;

  const { tenant, key } = script.dataset;
  const url = new URL(`${tenant}/events?key=${key}`, script.src).href;
  const session = uuid();
  /** Events that the server has not confirmed, as JSON, the oldest first: each is made once and sent unchanged each time. */
  let queue = [];
  /** How many of them, from the first on, a request is sending. */
  let sending = 0;
  let timer = 0;
  /** Tries without a confirmation, and for how many seconds the server asked to wait. */
  let tries = 0;
  let retryAfter = 0;
  let hasLeft = false;
  let path;

  /** Also on pages without TLS, which have no `crypto.randomUUID`. */
  function uuid() {
    const digit = (d) => (d ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (d / 4)))).toString(16);
    return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, digit);
  }

  /** A text without U+0000 and halves of surrogate pairs. */
  function cut(text, length) {
    return text.slice(0, length).replace(/[\0\p{Cs}]/gu, '');
  }

  /** What the server would reject is cut or left out, so that the rest of the event counts. */
  function valid(properties) {
    const kept = Object.entries(Object(properties))
      .map(([name, value]) => [cut(name, 100), typeof value === 'string' ? cut(value, 1_000) : value])
      .filter(([name]) => name && name !== '__proto__')
      .filter(([, value]) => value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value));
    return Object.fromEntries(kept.slice(0, 50));
  }

  function track(name, properties) {
    try {
      if (typeof name !== 'string' || !namePattern.test(name)) return;
      const occurredAt = new Date().toISOString();
      const subject = cut(script.dataset.subject ?? '', 200) || undefined;
      const event = { id: uuid(), name, occurredAt, subject, session, properties: valid(properties) };
      const json = JSON.stringify(event);
      if (bytes([json]) > eventBytes || bytes([...queue, json]) > queueBytes) return;
      queue.push(json);
      wait(batchMs);
    } catch {
      // A page must not fail because it is measured.
    }
  }

  function view(referrer) {
    if (path === location.pathname) return;
    path = location.pathname;
    track('page.viewed', { path, referrer: referrer ? new URL(referrer).host : undefined });
  }

  /** As they are sent. */
  function bytes(events) {
    return new Blob([`[${events}]`]).size;
  }

  /** The first events that fit into a batch: at least one. */
  function batchOf(events) {
    let end = 1;
    while (end < events.length && bytes(events.slice(0, end + 1)) <= batchBytes) end += 1;
    return events.slice(0, end);
  }

  function wait(ms) {
    timer ||= setTimeout(send, ms);
  }

  function send() {
    clearTimeout(timer);
    timer = 0;
    if (sending || !queue.length) return;
    const batch = batchOf(queue);
    sending = batch.length;
    const signal = AbortSignal.timeout?.(answerMs);
    // As a text it needs no preflight; with keepalive it goes on when the page is left.
    const request = { method: 'POST', body: `[${batch}]`, keepalive: true, credentials: 'omit', signal };
    fetch(url, request).then(settle, () => settle());
  }

  /** @param answer none where there was no answer */
  function settle(answer) {
    const sent = sending;
    sending = 0;
    if (answer && answer.status < 500 && answer.status !== 429) {
      // Stored, or refused in a way that no repetition changes.
      queue = queue.slice(sent);
      tries = 0;
      // A hidden page may end at any time.
      wait(document.hidden ? 0 : batchMs);
    } else {
      retryAfter = Math.min(longestRetryAfter, Number(answer?.headers.get('retry-after')) || 0);
      const seconds = Math.max(retryAfter, Math.min(longestBackoff, 2 ** tries++));
      clearTimeout(timer);
      timer = 0;
      // Never earlier than the server asks, and not all pages at once.
      wait(seconds * 1_000 * (1 + Math.random()));
    }
  }

  /** Hands over to the browser all that is not confirmed; what is on its way comes last, since it may arrive by itself. */
  function leave() {
    hasLeft = true;
    let events = [...queue.slice(sending), ...queue.slice(0, sending)];
    while (events.length) {
      const batch = batchOf(events);
      if (!navigator.sendBeacon?.(url, `[${batch}]`)) return;
      events = events.slice(batch.length);
    }
  }

  window.palier = { track };
  addEventListener('pagehide', leave);
  addEventListener('pageshow', ({ persisted }) => {
    hasLeft = false;
    if (!persisted) return;
    path = undefined;
    view();
  });
  // A phone may end a hidden page without another event. A beacon has no answer, which a page that lives on needs.
  addEventListener('visibilitychange', () => document.hidden && !hasLeft && !tries && send());
  addEventListener('online', () => tries && !retryAfter && send());
  const { pushState } = history;
  history.pushState = function (...state) {
    pushState.apply(this, state);
    view();
  };
  addEventListener('popstate', () => view());
  const first = () => view(document.referrer);
  // The browser may load a page that is never shown.
  if (document.prerendering) document.addEventListener('prerenderingchange', first, { once: true });
  else first();
})();
