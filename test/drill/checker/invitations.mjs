// People who are invited by mail, accept, and of whom a webhook tells: an invitation is a mail, an account a message.
import { randomUUID } from 'node:crypto';

const password = 'seven words that nobody else would choose';
const accounts = `select email, count(*)::int as count, min(id::text) as id from auth.users
  where tenant_id = $1 and email = any ($2) group by 1`;

/** @param given `client`, `receivers`, and `store` with its tenant, slug and the token of an admin */
export function openInvitations({ client, receivers, store: { tenantId, slug, adminToken } }) {
  const invited = [];

  async function act() {
    const n = invited.length;
    const guest = { email: `guest-${n}@${slug}.example`, accepted: false, joined: undefined };
    invited.push(guest);
    const { email } = guest;
    const body = { email, role: 'member' };
    const more = { 'idempotency-key': randomUUID() };
    const answer = await client.surely('writes', {
      method: 'POST',
      path: '/v1/invitations',
      token: adminToken,
      body,
      more,
    });
    if (!answer) return;
    guest.accepted = true;
    const invitedAt = performance.now();
    await receivers.mailTo(email, () => client.over);
    client.tally.workDone(invitedAt);
    await accept(guest);
    const joinedAt = performance.now();
    if (!guest.joined) return;
    await receivers.messageOf(guest.joined, () => client.over);
    client.tally.workDone(joinedAt);
  }

  /** By the link that came last, as each mail makes the former link void only where it is another invitation. */
  async function accept(guest) {
    const token = receivers.mails.get(guest.email)?.at(-1)?.secret;
    if (!token) return;
    const path = `/v1/auth/${slug}/invitations/accept`;
    const body = { token, name: 'A guest', password };
    // Void where a try without an answer was taken.
    const fine = ({ status, text }) => status === 201 || (status === 400 && text.includes('"invitation_void"'));
    const answer = await client.surely('writes', { method: 'POST', path, body }, fine);
    if (answer?.status === 201) guest.joined = JSON.parse(answer.text).id;
    else if (answer && answer.tries === 1) client.wrong.push(`${guest.email} could not accept: ${answer.text}`);
    else if (answer) guest.mayHaveJoined = true;
  }

  return {
    aSecond: 1,
    act,
    invited,
    reconcile: async (admin) => {
      const [lost, twice] = [[], []];
      const accepted = invited.filter((guest) => guest.accepted);
      for (const { email } of invited) {
        const ids = new Set(receivers.mails.get(email)?.map(({ messageId }) => messageId));
        if (ids.size > 1) twice.push(`${email} got ${ids.size} different mails`);
      }
      for (const { email } of accepted) if (!receivers.mails.has(email)) lost.push(`the mail to ${email} never came`);
      const emails = accepted.map(({ email }) => email);
      const { rows } = await admin.query(accounts, [tenantId, emails]);
      const there = new Map(rows.map((row) => [row.email, row]));
      for (const { email, joined, mayHaveJoined } of accepted) {
        const { id, count } = there.get(email) ?? { count: 0 };
        if (!joined && !mayHaveJoined) continue;
        if (count === 0) lost.push(`the account of ${email} is not there`);
        if (count > 1) twice.push(`${email} has ${count} accounts`);
        if (id) await receivers.messageOf(id, () => client.over);
        const messages = new Set(receivers.messages.get(id));
        if (messages.size > 1) twice.push(`the receiver got ${messages.size} different messages of ${email}`);
        if (id && messages.size === 0) lost.push(`the message of ${email} never came`);
      }
      return { lost, twice, acknowledged: accepted.length };
    },
  };
}
