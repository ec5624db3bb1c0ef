import { randomUUID } from 'node:crypto';
import { StepFailed, StepSkipped } from './outcomes.js';
import type { SmokeClient } from './smoke-client.js';
import { type Step, tenantOf, type Visit } from './step.js';

/** Added to the name of the account for a moment. A name that still has it, after a test that was killed, loses it. */
const MARK = ' (smoke test)';
/** Characters that a name may have. */
const LONGEST_NAME = 100;
/** Milliseconds within which the stream has to report the change, and those that the change back may take beyond the test. */
const REPORT_MS = 3000;
const BACK_MS = 1000;

const refusedSignIn: Step = {
  name: 'refused sign-in',
  async run(visit) {
    const nobody = { email: `${randomUUID()}@smoke.example`, password: randomUUID() };
    const answer = await visit.client.ask('POST', `/v1/auth/${tenantOf(visit)}/login`, { body: nobody });
    if (answer.status === 200)
      throw new StepFailed('An account that does not exist could sign in: take this version out of service.');
    if (answer.code !== 'sign_in_refused') throw answer.refusal();
    return undefined;
  },
};

const signIn: Step = {
  name: 'sign-in',
  async run(visit) {
    if (!visit.account) throw new StepSkipped('SMOKE_EMAIL and SMOKE_PASSWORD are not set.');
    const answer = await visit.client.ask('POST', `/v1/auth/${tenantOf(visit)}/login`, { body: visit.account });
    if (answer.code === 'sign_in_refused')
      throw new StepFailed(`The account is refused: check SMOKE_EMAIL, SMOKE_PASSWORD and the tenant ${visit.tenant}.`);
    visit.session = answer.json();
    return undefined;
  },
};

const change: Step = {
  name: 'change',
  async run(visit) {
    const { client } = visit;
    const { accessToken: token } = sessionOf(visit);
    const { name } = (await client.ask('GET', '/v1/me', { token })).json<{ name: string }>();
    const own = name.replace(MARK, '');
    const marked = [...own].slice(0, LONGEST_NAME - MARK.length).join('') + MARK;
    const patience = AbortSignal.any([client.over, AbortSignal.timeout(REPORT_MS)]);
    const stream = await client.open('GET', '/v1/events', { token, signal: patience }).catch(() => undefined);
    try {
      await rename(client, token, name === own ? marked : own, client.over);
      await hear(stream?.body, 'profile.changed');
    } finally {
      await stream?.body?.cancel().catch(() => undefined);
      await rename(client, token, own, AbortSignal.timeout(BACK_MS));
    }
    return 'the name of the account, and back';
  },
};

const signOut: Step = {
  name: 'sign-out',
  async run(visit) {
    const { refreshToken } = sessionOf(visit);
    const body = { refreshToken };
    const answer = await visit.client.ask('POST', `/v1/auth/${tenantOf(visit)}/logout`, { body });
    if (answer.status === 204) return undefined;
    throw answer.refusal();
  },
};

/** The steps of a member: sign-in, a change, sign-out. */
export const accountSteps: readonly Step[] = [refusedSignIn, signIn, change, signOut];

async function rename(client: SmokeClient, token: string, name: string, signal: AbortSignal): Promise<void> {
  const sending = { token, body: { name }, headers: { 'if-match': '*' }, signal };
  (await client.ask('PATCH', '/v1/me', sending)).json();
}

/** Reads a stream until it has an event. */
async function hear(stream: ReadableStream<Uint8Array> | null | undefined, event: string): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of stream ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.includes(`event: ${event}\n`)) return;
    }
  } catch {
    // The time is over, or the connection was cut: the same to whoever waits for the event.
  }
  throw new StepFailed(
    `The event stream did not report the change within ${REPORT_MS / 1000} s: check that the proxy passes event streams on unbuffered, and that all processes reach the same PostgreSQL (DATABASE_DIRECT_URL) and Redis.`,
  );
}

function sessionOf({ session }: Visit): NonNullable<Visit['session']> {
  if (!session) throw new StepSkipped('Nobody is signed in.');
  return session;
}
