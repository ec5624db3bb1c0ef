// Clients of a store with addresses of their own, of whom some sign in, and how they fared.
import { hash } from '@node-rs/argon2';
import { Users } from '../../../dist/libs/auth/users/users.js';
import { Database } from '../../../dist/libs/platform/database/index.js';
import { atRate, send } from '../load.mjs';

const [CLIENTS, SIGN_IN_EVERY, SLOW_MS] = [200, 23, 300];
const PASSWORD = 'a phrase that nobody else uses';
const address = (client) => `203.0.113.${client}`;

export async function makeAccounts(get, tenantId) {
  const passwordHash = await hash(PASSWORD);
  for (let n = 0; n < CLIENTS; n += 1) {
    const person = {
      email: `p${n}@palier.example`,
      name: `Person ${n}`,
      role: 'member',
      state: 'active',
      passwordHash,
    };
    await get(Database).transaction({ tenantId }, (tx) => get(Users).create(tx, tenantId, person));
  }
}

/** Has the clients ask at a rate that can change. */
export function openClients(url, slug) {
  const devices = new Map();
  const sides = new Map();
  let [rate, over, sum] = [0, false, undefined];

  async function ask(n) {
    const client = n % CLIENTS;
    const signsIn = n % SIGN_IN_EVERY === 0;
    const path = n % 3 ? `/v1/stores/${slug}/apps?limit=20` : `/v1/stores/${slug}/apps/app-${1 + (n % 200)}`;
    const body = { email: `p${client}@palier.example`, password: PASSWORD, deviceToken: devices.get(client) };
    const answer = signsIn
      ? await send({ method: 'POST', url: `${url}/v1/auth/${slug}/login`, body, address: address(client) })
      : await send({ url: `${url}${path}`, address: address(client) });
    if (signsIn && answer.status === 200) devices.set(client, JSON.parse(answer.text).deviceToken);
    const isNew = 'x-new-version' in answer.headers;
    if (sides.get(client) && !isNew && answer.status) sum.back += 1;
    sides.set(client, isNew);
    sum.sent += 1;
    if (answer.status !== 200) sum.failed += 1;
    if (isNew) sum.onNew += 1;
    if (answer.status === 200 && answer.ms < SLOW_MS) return;
    // On the machine of all, OLD is slow at times: that is no harm of NEW.
    if (answer.status === 200 && !isNew) sum.slowOnOld += 1;
    else sum.harmed += 1;
  }

  const reset = () => {
    sides.clear();
    sum = { sent: 0, onNew: 0, harmed: 0, failed: 0, slowOnOld: 0, back: 0 };
  };
  reset();
  let n = 0;
  const done = (async () => {
    while (!over) {
      await atRate(
        rate || 10,
        (passed) => over || passed > 500,
        async () => {
          if (rate > 0) await ask(n++);
        },
      );
    }
  })();
  return {
    reset,
    seen: () => ({ ...sum }),
    setRate: (aSecond) => {
      rate = aSecond;
    },
    end: () => {
      over = true;
      return done;
    },
  };
}
