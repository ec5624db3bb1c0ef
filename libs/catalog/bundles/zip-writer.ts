import { Readable } from 'node:stream';
import { planZip, type ZipMember, type ZipPlan } from './zip-plan.js';
import { zipHeaders } from './zip-records.js';

/** What is kept of a member is not as long as it should be. */
export class WrongLength extends Error {}

/** How many bytes `writeBundle` gives for these members. @throws Error as `writeBundle` */
export function bundleLength(members: readonly ZipMember[]): number {
  return planZip(members).length;
}

/**
 * A ZIP of members in any order: the manifest first, the others sorted by the bytes of their paths, all of 1980-01-01 and
 * mode 0644, with ZIP64 records where a number needs them. The same members give the same bytes. One member is read at a
 * time; about 140 bytes a member are held, and no content.
 *
 * @returns a stream, which fails with `WrongLength` when a member gives fewer or more stored bytes than it says
 * @throws Error when two members have the same path, or one with the encoding `identity` has two sizes
 */
export function writeBundle(members: readonly ZipMember[]): Readable {
  return Readable.from(parts(planZip(members)), { objectMode: false });
}

async function* parts(plan: ZipPlan): AsyncGenerator<Buffer> {
  const { headers, localEnds } = zipHeaders(plan);
  let written = 0;
  for (const [index, { member }] of plan.placed.entries()) {
    if (member.storedBytes === 0) continue;
    yield headers.subarray(written, localEnds[index]);
    written = localEnds[index] as number;
    yield* storedBytes(member);
  }
  yield headers.subarray(written);
}

async function* storedBytes(member: ZipMember): AsyncGenerator<Buffer> {
  let left = member.storedBytes;
  for await (const chunk of await member.read()) {
    left -= chunk.length;
    if (left < 0) break;
    yield chunk;
  }
  if (left === 0) return;
  throw new WrongLength(
    `The stored bytes of ${member.path} are ${left < 0 ? 'more' : 'fewer'} than ${member.storedBytes}.`,
  );
}
