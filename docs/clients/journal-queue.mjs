// The queue of a journal app: it keeps what a person writes, offline too, and brings it together with what their other devices
// wrote, by POST /v1/journal/sync. For browsers and React Native (with a polyfill of `crypto.getRandomValues`), without
// dependencies. docs/products/journal.md explains the protocol.

const KEY = 'journal-queue';
/** Of one request, while the server takes that many. */
const MOST_CHANGES = 20;
const TRIES = 5;
const ANSWER_WITHIN_MS = 30_000;

const keyOf = ({ kind, id }) => `${kind} ${id}`;
const about = (list, key) => list.filter((each) => keyOf(each) === key);
const without = (list, key) => list.filter((each) => keyOf(each) !== key);
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** A UUIDv7: the id of a record that is created, or of a change. */
export function newId() {
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[0] = (random[0] & 0x0f) | 0x70;
  random[2] = (random[2] & 0x3f) | 0x80;
  const digits = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time}${digits}`.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Why a sync stopped: everything is kept, and the next one goes on. `status` is 0 where no answer came. */
export class SyncStopped extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The server answered ${status || 'nothing'}.`);
    Object.assign(this, { status, problem });
  }
}

/** One for each person on a device, as the only user of its store. */
export class JournalQueue {
  /** Changes in the order in which they were made. One that is `sent` stays as it is until its answer comes. */
  #state = { changes: [], held: [], versions: {}, seen: null };
  #options;
  #saved = Promise.resolve();
  #running;
  #most = MOST_CHANGES;

  /** Goes on where the queue of this store ended. */
  static async open(options) {
    const queue = new JournalQueue();
    queue.#options = { fetch: (...request) => fetch(...request), wait: pause, ...options };
    Object.assign(queue.#state, JSON.parse((await options.store.get(KEY)) ?? '{}'));
    return queue;
  }

  /** What waits for the person: conflicts, with `theirs`, and refused changes, with their `problem`. */
  get held() {
    return this.#state.held.map((each) => ({ ...each }));
  }

  /** Resolves once the change is kept. Without content it deletes the record. */
  write(kind, id, content) {
    const { changes, held, versions } = this.#state;
    const key = keyOf({ kind, id });
    const [conflict] = about(held, key).filter(({ status }) => status === 'conflict');
    const unsent = about(changes, key).find(({ sent }) => !sent);
    // What the other device wrote is overwritten by `resolve` alone, after the person saw it.
    if (conflict) conflict.content = content;
    else if (unsent) unsent.content = content;
    else changes.push({ changeId: newId(), kind, id, baseVersion: versions[key] ?? 0, content });
    if (!conflict) this.#state.held = without(held, key);
    return this.#save();
  }

  /** Ends a conflict with what the person made of both; without content it deletes the record. */
  resolve(kind, id, content) {
    const key = keyOf({ kind, id });
    const [held] = about(this.#state.held, key);
    if (held?.version !== undefined) this.#state.versions[key] = held.version;
    this.#state.held = without(this.#state.held, key);
    return this.write(kind, id, content);
  }

  /** Forgets what is held: from now on the record is as the server has it. */
  async drop(kind, id) {
    const key = keyOf({ kind, id });
    const [held] = about(this.#state.held, key);
    this.#state.held = without(this.#state.held, key);
    if (held?.status === 'conflict') {
      const { theirs: record, version } = held;
      this.#state.versions[key] = version;
      await this.#options.take({ changes: [{ kind, id, version, record }] });
    }
    await this.#save();
  }

  /** Sends and reads everything; while it does, the same call is answered. Throws `SyncStopped`, or what the options threw. */
  sync() {
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run() {
    const state = this.#state;
    try {
      for (let more = true; more || state.changes.length > 0; ) {
        const batch = await this.#batch();
        const { status, answer, problem } = await this.#post({ since: state.since, changes: batch });
        if (status === 200) more = await this.#accept(batch, answer);
        else await this.#setAside(batch, status, problem);
      }
    } finally {
      this.#running = undefined;
    }
  }

  /** What is sent is kept as such before: after a crash or a lost answer it goes out again as it was, under the same ids. */
  async #batch() {
    const { changes, seen } = this.#state;
    // While the device reads everything again, changes wait for what they are compared with.
    if (!seen && !changes.some(({ sent }) => sent)) {
      for (const change of changes.slice(0, this.#most)) change.sent = true;
    }
    await this.#save();
    return changes.filter(({ sent }) => sent).slice(0, this.#most);
  }

  async #post({ since, changes }) {
    const { token: ask, wait } = this.#options;
    const body = JSON.stringify({ since, changes: changes.map(({ sent: _, ...change }) => change) });
    let token = await ask(false);
    let renewed = false;
    for (let tries = 1; ; tries += 1) {
      const given = await this.#ask(body, token);
      const { status, retryAfter } = given;
      const later = retryAfter !== undefined || [0, 408, 429].includes(status) || status >= 500;
      if (status === 401 && !renewed) [token, renewed] = [await ask(true), true];
      else if (later && tries < TRIES) await wait(retryAfter ?? 2 ** tries * (0.5 + Math.random()));
      else return given;
    }
  }

  async #ask(body, token) {
    const leaving = new AbortController();
    const timer = setTimeout(() => leaving.abort(), ANSWER_WITHIN_MS);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    try {
      const { signal } = leaving;
      const reply = await this.#options.fetch(`${this.#options.url}/v1/journal/sync`, {
        method: 'POST',
        headers,
        body,
        signal,
      });
      const { status } = reply;
      if (reply.ok) return { status, answer: await reply.json() };
      const seconds = reply.headers.get('retry-after');
      const problem = await reply.json().catch(() => ({}));
      return { status, problem, ...(seconds !== null && { retryAfter: Number(seconds) || 1 }) };
    } catch {
      // Perhaps only the answer was lost.
      return { status: 0, problem: {} };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Takes an answer in: first the app, which gets the same again after a crash, then the queue, in one write. */
  async #accept(batch, { results, changes, next, more, resync, keptSince }) {
    const state = this.#state;
    const applied = batch.filter((_, at) => results[at].status === 'applied');
    const own = new Set([...state.changes.filter((each) => !applied.includes(each)), ...state.held].map(keyOf));
    const seen = resync || state.seen ? [...(resync ? [] : state.seen), ...[...applied, ...changes].map(keyOf)] : null;
    const ends = seen !== null && !more;
    const isKnown = (each) => [...seen, ...[...state.changes, ...state.held].map(keyOf)].includes(keyOf(each));
    await this.#options.take({
      changes: changes.filter((each) => !own.has(keyOf(each))),
      keptSince,
      ...(ends && { isKnown }),
    });

    const before = state.held;
    // What it knew of versions may be of another history of the database.
    if (resync) state.versions = {};
    for (const [at, change] of batch.entries()) {
      const { status, version, current, problem } = results[at];
      const key = keyOf(change);
      if (status === 'applied') {
        state.changes = state.changes.filter((each) => each !== change);
        state.versions[key] = version;
        for (const later of about(state.changes, key)) later.baseVersion = version;
      } else this.#hold(change, status === 'conflict' ? { status, version, theirs: current } : { status, problem });
    }
    for (const { kind, id, version, record } of changes) {
      const key = keyOf({ kind, id });
      const [mine] = about([...state.held, ...state.changes], key);
      // Otherwise the server compares a change that waits, when it is sent.
      const isCompared = mine?.status !== undefined || (seen && version !== state.versions[key]);
      if (!mine) state.versions[key] = version;
      else if (isCompared) this.#hold(mine, { status: 'conflict', version, theirs: record });
    }
    if (ends) {
      const gone = (each) => !seen.includes(keyOf(each));
      for (const change of state.changes.filter(gone)) change.baseVersion = 0;
      for (const held of state.held.filter(gone)) Object.assign(held, { version: 0, theirs: null });
    }
    state.seen = ends ? null : seen;
    state.since = next;
    this.#most = Math.min(2 * this.#most, MOST_CHANGES);
    await this.#save(before);
    return more;
  }

  /** Finds by halves the change for which a whole request is refused, as for U+0000 in a text, and holds that one. */
  async #setAside(batch, status, problem) {
    const isAbout = [400, 409, 412, 413, 422].includes(status) && problem.code && problem.code !== 'invalid_cursor';
    if (!isAbout || batch.length === 0) throw new SyncStopped(status, problem);
    this.#most = Math.ceil(batch.length / 2);
    if (batch.length > 1) return;
    const before = this.#state.held;
    this.#hold(batch[0], { status: 'refused', problem });
    await this.#save(before);
  }

  /** What was made of the record since is part of what is held. */
  #hold({ kind, id, content }, why) {
    const state = this.#state;
    const key = keyOf({ kind, id });
    const last = about(state.changes, key).pop();
    state.changes = without(state.changes, key);
    state.held = [...without(state.held, key), { kind, id, content: last ? last.content : content, ...why }];
  }

  /** Each write has the state as it is once the one before has ended. @param before what was held, if more may be now */
  async #save(before = this.#state.held) {
    const saved = this.#saved.then(() => this.#options.store.set(KEY, JSON.stringify(this.#state)));
    this.#saved = saved.catch(() => {});
    await saved;
    const told = this.#state.held.filter((each) => !before.includes(each));
    if (told.length > 0) await this.#options.tell?.(told.map((each) => ({ ...each })));
  }
}
