// People who sign in, refresh their sessions and sign out.
import { setTimeout as pause } from 'node:timers/promises';

/** The same refresh token again after this many milliseconds ends the session, as if a thief used it. */
const REUSE_MS = 9500;
/** How often one of ten does what; the others refresh. */
const [SIGN_INS, SIGN_OUTS] = [3, 1];

/** @param given `client`, `store` with its slug, the emails and their password, and `random` */
export function openSessions({ client, random, store: { slug, emails, password } }) {
  const sessions = [];
  /** Ended by the rule, as their refresh got no answer for so long. */
  let outlived = 0;
  let n = 0;
  const post = (what, body, fine) =>
    client.surely('sign-ins', { method: 'POST', path: `/v1/auth/${slug}/${what}`, body }, fine);

  async function signIn() {
    const email = emails[n++ % emails.length];
    const answer = await post('login', { email, password });
    if (!answer) return;
    const { accessToken, refreshToken } = JSON.parse(answer.text);
    // What only one server has is not promised to survive that server.
    const promised = !/sessions=unreplicated/.test(answer.headers['x-degraded'] ?? '');
    sessions.push({ email, accessToken, refreshToken, promised, busy: false, ended: false });
  }

  /** Of an ended session the right answer is 401. @returns whether it is as it should be; undefined where nothing answered */
  async function refresh(session) {
    const fine = ({ status }) => status === 200 || status === 401;
    const answer = await post('refresh', { refreshToken: session.refreshToken }, fine);
    if (!answer) return undefined;
    if (answer.status === 200) {
      Object.assign(session, JSON.parse(answer.text));
      return !session.ended;
    }
    if (!session.ended && answer.laterMs > REUSE_MS) {
      outlived += 1;
      session.promised = false;
      session.ended = true;
    }
    return session.ended;
  }

  async function signOut(session) {
    // From now on it is wrong to say which of the two it is, unless the answer comes.
    const answer = await post('logout', { refreshToken: session.refreshToken });
    if (answer) session.ended = true;
    else session.promised = false;
  }

  async function act() {
    const kind = random(10);
    const idle = sessions.filter(({ busy, ended }) => !busy && !ended);
    if (kind < SIGN_INS || idle.length < 3) return signIn();
    const session = idle[random(idle.length)];
    session.busy = true;
    if (kind < SIGN_INS + SIGN_OUTS) await signOut(session);
    else if ((await refresh(session)) === false && session.promised) session.refused = true;
    session.busy = false;
  }

  return {
    aSecond: 4,
    act,
    reconcile: async () => {
      const lost = [];
      const promised = sessions.filter((session) => session.promised);
      for (const session of promised) {
        if (session.refused) lost.push(`a session of ${session.email} was refused, and nobody had ended it`);
        else if ((await refresh(session)) !== true && session.promised)
          lost.push(`a session of ${session.email} that ${session.ended ? 'was ended is good' : 'was begun is not'}`);
      }
      const ended = promised.filter((session) => session.ended).slice(0, 20);
      for (const { accessToken, email } of ended) {
        const { status } = await refusal(accessToken);
        if (status !== 401) lost.push(`an ended session of ${email} still reads: ${status}`);
      }
      const notes = outlived > 0 ? [`${outlived} sessions ended, as their refresh token came again after 10 s`] : [];
      return { lost, twice: [], acknowledged: promised.length, notes };
    },
  };

  /** The answer to a token of an ended session, once there is one. */
  async function refusal(token) {
    for (;;) {
      const answer = await client.ask('sign-ins', { path: '/v1/me', token }, ({ status }) => status === 401);
      if (answer.status === 200 || answer.status === 401 || client.over) return answer;
      await pause(200);
    }
  }
}
