import type { FileHandle } from 'node:fs/promises';
import type { InspectedArchive } from '#platform/archives';
import { manifestPath } from '../files/file-path.js';
import { type BundleFault, layoutFault } from './bundle-fault.js';
import { longFieldBytes, planZip, type ZipPlan } from './zip-plan.js';
import { zipHeaders } from './zip-records.js';

/**
 * Compares every byte of a bundle that is not a file's content with what `writeBundle` writes around the same contents. Other
 * programs unpack by records that we do not read: by extra fields with another name, or by local headers that the directory
 * does not list.
 *
 * @returns the first difference
 */
export async function wrongLayout({ file, files }: InspectedArchive): Promise<BundleFault | undefined> {
  // The first entry, which is stored as it is: this is the method in its local header.
  if (files.some(({ path, deflated }) => path === manifestPath && deflated))
    return layoutFault(8, 'where its local header belongs', manifestPath);
  const plan = planZip(
    files.map((each) => ({ ...each, encoding: each.deflated ? 'deflate' : 'identity', read: each.open })),
  );
  const { headers, localEnds } = zipHeaders(plan);
  let from = 0;
  for (const [index, { member, offset }] of plan.placed.entries()) {
    const end = localEnds[index] as number;
    const at = await firstOther(file, offset, headers.subarray(from, end));
    if (at !== undefined) return layoutFault(at, 'where its local header belongs', member.path);
    from = end;
  }
  const at = await firstOther(file, plan.directoryOffset, headers.subarray(from));
  if (at !== undefined) return inDirectory(plan, at);
  const { size } = await file.stat();
  return size > plan.length ? layoutFault(plan.length, 'after the end of the ZIP') : undefined;
}

/** Where the file has the first byte that is not the expected one. */
async function firstOther(file: FileHandle, offset: number, expected: Buffer): Promise<number | undefined> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(expected.length), 0, expected.length, offset);
  const found = buffer.subarray(0, bytesRead);
  if (found.equals(expected)) return undefined;
  const other = found.findIndex((byte, index) => byte !== expected[index]);
  return offset + (other < 0 ? bytesRead : other);
}

function inDirectory(plan: ZipPlan, at: number): BundleFault {
  let end = plan.directoryOffset;
  for (const placed of plan.placed) {
    end += 46 + placed.nameBytes + longFieldBytes(placed);
    if (at < end) return layoutFault(at, 'where its entry in the directory belongs', placed.member.path);
  }
  return layoutFault(at, 'where the end of the directory belongs');
}
