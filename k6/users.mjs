/**
 * Prints accounts as JSON lines, for `palier auth import-users`:
 *
 *   PASSWORD='a pass phrase for load tests' node k6/users.mjs 50 member > users.jsonl && npx palier auth import-users users.jsonl --tenant wistant
 */
import { hash } from '@node-rs/argon2';

const [count = '50', role = 'member'] = process.argv.slice(2);
// Not an argument, which others on the machine could read.
const { PASSWORD: password = 'a pass phrase for load tests' } = process.env;
const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
for (let i = 0; i < Number(count); i += 1) {
  const user = { email: `load-${i}@example.org`, name: `Load ${i}`, passwordHash, role, verified: true };
  process.stdout.write(`${JSON.stringify(user)}\n`);
}
