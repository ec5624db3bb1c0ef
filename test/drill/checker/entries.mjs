// Entries of journals, each with a key of its own, which the client sends again with the same key until it is answered; some are
// read back at once.
import { randomUUID } from 'node:crypto';

const MOST_READ = 50;
const day = new Date().toISOString().slice(0, 10);

/** What is there of each entry that has a mark, by the mark, which is the first tag. */
const there = `select tags[1] as mark, count(*)::int as count, min(id::text) as id, min(user_id::text) as "userId",
    min(mood)::int as mood, max(version) as version
  from journal.entries where tenant_id = $1 group by 1`;

/** A key that was used: the answer is not stored, since it is private, and the entry is there. */
const wasExecuted = ({ status, text }) => status === 409 && text.includes('"idempotency_answer_not_kept"');

/** @param given `client`, and the `journal` with its tenant and the persons */
export function openEntries({ client, journal: { tenantId, people } }) {
  const written = [];

  async function act() {
    const n = written.length;
    const entry = {
      mark: `mark-${n}`,
      who: people[n % people.length],
      mood: 1 + (n % 10),
      acknowledged: false,
      id: undefined,
    };
    written.push(entry);
    const { token } = entry.who;
    const body = { day, mood: entry.mood, tags: [entry.mark], reflection: `What the entry ${n} says.` };
    const more = { 'idempotency-key': randomUUID() };
    const request = { method: 'POST', path: '/v1/journal/entries', token, body, more };
    const answer = await client.surely('writes', request, (each) => each.status === 201 || wasExecuted(each));
    if (!answer) return;
    entry.acknowledged = true;
    if (answer.status !== 201) return;
    entry.id = JSON.parse(answer.text).id;
    if (n % 2 === 0) await read(entry, (request) => client.ask('reads', request));
  }

  /** Only an answer that denies the entry is a loss. */
  async function read({ id, mood, who: { token } }, by) {
    const answer = await by({ path: `/v1/journal/entries/${id}`, token });
    const isOther = answer?.status === 200 && JSON.parse(answer.text).mood !== mood;
    if (answer?.status === 404 || isOther) client.wrong.push(`the entry ${id} was read as ${answer.text}`);
  }

  return {
    aSecond: 15,
    act,
    written,
    /** @param admin a connection that sees the rows of all tenants */
    reconcile: async (admin) => {
      const { rows } = await admin.query(there, [tenantId]);
      const byMark = new Map(rows.map((row) => [row.mark, row]));
      const found = { lost: [], twice: [] };
      for (const { mark, who, mood, acknowledged, id } of written) {
        const row = byMark.get(mark);
        if (row?.count > 1) found.twice.push(`${row.count} entries are there of ${mark}`);
        if (!acknowledged) continue;
        const isSame = row && (!id || row.id === id) && row.userId === who.id && row.mood === mood && row.version === 1;
        if (!row) found.lost.push(`${mark}, an entry, is not there`);
        else if (!isSame && row.count === 1) found.lost.push(`${mark}, an entry, was changed`);
      }
      const acknowledged = written.filter((entry) => entry.acknowledged);
      const readable = acknowledged.filter(({ id }) => id);
      const some = readable.filter((_, i) => i % Math.ceil(readable.length / MOST_READ) === 0);
      for (const entry of some)
        await read(entry, (request) => client.surely('reads', request, (answer) => [200, 404].includes(answer.status)));
      return { ...found, acknowledged: acknowledged.length };
    },
  };
}
