// Tenants that are made, and students of one: their bytes on disk.
import { FirstOwner, Persons } from '../../dist/libs/auth/index.js';
import { demonstrations } from '../../dist/libs/platform/demonstrations/index.js';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { senderOf } from '../content.mjs';
import { peopleOf } from '../scenarios.mjs';
import { eachOf, signIn } from '../sign-in.mjs';

const STUDENTS = { short: 20, whole: 200 };
const TENANTS = { short: 3, whole: 30 };
/** An empty tenant takes few pages of the database: more of them are made. */
const EMPTY_EACH = { short: 3, whole: 100 };
/** New tenants of these have an owner and nothing else. */
const EMPTY = ['wistant', 'journeys', 'etude-line', 'velo'];
const OWNER = 'owner@example.org';
let made = 0;

const sizeOf = (sizes, { short, warms }) => sizes[short || warms ? 'short' : 'whole'];

/** @returns the bytes of a student who is enrolled */
export async function measureStudents(context) {
  const { url, password, bytes } = context;
  const [token] = await signIn(url, peopleOf({ people: 1, tenant: 'load-campus' }), password);
  const send = senderOf(url, token);
  const { data } = await send('GET', 'campus/students?limit=1');
  const [{ yearId, programmeId, level }] = data;
  const count = sizeOf(STUDENTS, context);
  const before = await bytes('campus');
  await eachOf(Array.from({ length: count }), 4, () => {
    const number = `${30_000_000 + made++}`;
    const student = { number, name: `Student ${number}`, email: `${number}@load-campus.example` };
    return send('POST', 'campus/students', { ...student, enrolment: { yearId, programmeId, level } });
  });
  return { item: { 'etude-line': ((await bytes('campus')) - before) / 1024 / count } };
}

/** @returns the bytes of a new tenant by product */
export async function measureTenants(context) {
  const { get, bytes } = context;
  const { content } = demonstrations().find(({ product }) => product === 'veille');
  const make = async (product) => {
    const slug = `new-${made++}`;
    const { id } = await get(Tenants).create({ slug, name: slug, product, plan: 'enterprise' });
    await get(FirstOwner).open(id, OWNER, 'Owner');
    if (product === 'veille') await get(content).fill(await get(Persons).find(id, OWNER), []);
  };
  const each = async (products, count) => {
    const before = await bytes();
    for (let n = 0; n < count; n += 1) for (const product of products) await make(product);
    return ((await bytes()) - before) / 1024 / (count * products.length);
  };
  // They are the same but for the name of the product, and few pages of the database for each.
  const empty = await each(EMPTY, sizeOf(EMPTY_EACH, context));
  const values = {
    ...Object.fromEntries(EMPTY.map((product) => [product, empty])),
    veille: await each(['veille'], sizeOf(TENANTS, context)),
  };
  const scenario = 'a new tenant with its owner; of veille with the posts of the demonstration';
  return { tenant: { unit: 'KB on disk', values, scenario } };
}
