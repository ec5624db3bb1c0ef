// What a tenant does at the cost of others. Each begins and resolves with what ends it, which tells what was answered.
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { send } from '../load.mjs';
import { elements, large, pointless, separators, zipOf } from './files.mjs';

const octets = { 'content-type': 'application/octet-stream' };
const STREAMS = 3000;
const LETTERS = 30;
const FILES = 400;
/** States of questions and of operations that have not ended. */
const ongoing = new Set(['waiting', 'calling', 'queued', 'running', 'cancelling']);

export function misbehavioursOf({ url, member, yearId }) {
  const post = (token, path, body, more = {}) => send({ method: 'POST', url: `${url}${path}`, token, body, more });
  const upload = (token, path, body, type) => post(token, path, body, { ...octets, 'content-type': type });
  return {
    /** Six uploads of one rider at once. */
    async hostileFiles() {
      const [token, file] = [await member('bad-club'), elements()];
      return again(6, () => upload(token, '/v1/rides/files', file, octets['content-type']));
    },
    /** Eight searches of a word of many alphabets at once. */
    async searches() {
      const token = await member('bad-school', 'admin');
      const search = encodeURIComponent(alphabets());
      return again(8, () => send({ url: `${url}/v1/campus/students?search=${search}`, token }));
    },
    async rosters() {
      const [token, file] = [await member('bad-school', 'admin'), separators()];
      const columns = { number: 'N', name: 'Nom', email: 'Mail', programme: 'Prog', level: 'Niv' };
      return again(1, async () => {
        const roster = await upload(token, `/v1/campus/rosters?year=${yearId}`, file, 'text/csv');
        if (roster.status !== 201) return roster;
        return post(token, `/v1/campus/rosters/${JSON.parse(roster.text).id}/check`, { columns });
      });
    },
    /** As many uploads as are taken, of which none ends. */
    async slowUploads() {
      const tokens = await members(20);
      return again(100, (n) => trickled(`${url}/v1/rides/files`, tokens[n % tokens.length]));
    },
    async streams() {
      const tokens = await members(STREAMS / 10);
      const open = Array.from({ length: STREAMS }, (_, n) => held(`${url}/v1/events`, tokens[n % tokens.length]));
      await Promise.all(open.map(({ answered }) => answered));
      return async () => {
        for (const { close } of open) close();
        return `${open.length} streams`;
      };
    },
    async largeUploads() {
      const [tokens, file] = [await members(4), large()];
      return again(4, (n) => upload(tokens[n % 4], '/v1/rides/files', file, octets['content-type']));
    },
    /** Questions of four riders, half of which the model refuses. */
    async questions() {
      const tokens = await members(4);
      const asked = [];
      const over = await again(4, async (n) => {
        const token = tokens[n];
        const begun = await post(token, '/v1/rides/ai-requests', { question: n % 2 ? 'late' : 'filtered' });
        if (begun.status === 201) asked.push({ token, path: `/v1/rides/ai-requests/${JSON.parse(begun.text).id}` });
        await pause(300);
        return begun;
      });
      return async () => {
        const told = await over();
        await Promise.all(asked.map(cancelled));
        return told;
      };
    },
    /** Two riders import ZIPs that take minutes. */
    async imports() {
      const file = pointless();
      const names = Array.from({ length: FILES }, (_, n) => `${n}.gpx.gz`);
      const zip = await zipOf(Object.fromEntries(names.map((name) => [name, file])));
      const tokens = await members(2);
      const begun = await Promise.all(
        tokens.map((token) => upload(token, '/v1/rides/archives', zip, 'application/zip')),
      );
      await pause(2000);
      const asked = begun.map(({ text }, n) => ({ token: tokens[n], path: `/v1/operations/${JSON.parse(text).id}` }));
      return async () => `imports ${(await Promise.all(asked.map(cancelled))).join(', ')}`;
    },
  };

  /** Cancels what was begun. @returns its state once it has ended */
  async function cancelled({ token, path }) {
    await post(token, `${path}/cancel`);
    for (;;) {
      const { text } = await send({ url: `${url}${path}`, token });
      const { state } = JSON.parse(text);
      if (!ongoing.has(state)) return state;
      await pause(100);
    }
  }

  function members(count) {
    return Promise.all(Array.from({ length: count }, () => member('bad-club')));
  }
}

/** Does something as many times at once, again and again, until it is ended. @param act gets the number of the client */
async function again(clients, act) {
  let over = false;
  const answers = new Map();
  const client = async (n) => {
    while (!over) {
      const { status, text } = await act(n);
      const what = `${status} ${/"code":"(\w+)"/.exec(text)?.[1] ?? ''}`.trim();
      answers.set(what, (answers.get(what) ?? 0) + 1);
      // It is told to come again, and does so at once, as whoever means ill.
      if (status >= 400 || status === 0) await pause(20);
    }
  };
  const running = Array.from({ length: clients }, (_, n) => client(n));
  await pause(1000);
  return async () => {
    over = true;
    await Promise.all(running);
    return [...answers].map(([what, count]) => `${count} × ${what}`).join(', ');
  };
}

/** An upload that sends a byte a second, and gives up after ten. */
function trickled(url, token) {
  return new Promise((resolve) => {
    const headers = { ...octets, authorization: `Bearer ${token}`, 'content-length': 1_000_000 };
    const sent = request(url, { method: 'POST', headers, agent: false });
    const drip = setInterval(() => sent.write('x'), 1000);
    const done = (status, text = '') => {
      clearInterval(drip);
      clearTimeout(late);
      sent.destroy();
      resolve({ status, text });
    };
    const late = setTimeout(() => done(0), 10_000);
    sent.on('response', ({ statusCode }) => done(statusCode));
    sent.on('error', () => done(0));
    sent.write('x');
  });
}

/** A stream that stays open. */
function held(url, token) {
  const sent = request(url, { agent: false, headers: { authorization: `Bearer ${token}` } });
  const answered = new Promise((resolve) => {
    sent.on('response', (answer) => {
      answer.on('error', () => {});
      answer.resume();
      resolve();
    });
    sent.on('error', () => resolve());
  });
  sent.end();
  return { answered, close: () => sent.destroy() };
}

/** A word with a letter of each of thirty blocks of Unicode. */
function alphabets() {
  const letters = [];
  for (let code = 0x180; letters.length < LETTERS; code += 128) {
    const letter = Array.from({ length: 128 }, (_, n) => String.fromCodePoint(code + n)).find((one) =>
      /[\p{Ll}\p{Lo}]/u.test(one),
    );
    if (letter) letters.push(letter);
  }
  return letters.join('');
}
