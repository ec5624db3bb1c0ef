import { httpProblems } from '#platform/http';
import { analyticsProblems } from '../analytics.errors.js';

/**
 * The bodies whose structure is checked before they are parsed, in bytes: a shorter one takes some 30 MB at most, whatever it
 * holds, while one of 4 MB could take hundreds. 1,000 events of usual size are shorter.
 */
const large = 256 * 1_024;
/** Levels of objects and arrays of a large body: events have three. */
const deepest = 32;
/** Values of a large body: 1,000 events of 50 properties have 57,000. */
const mostValues = 100_000;

const newline = 0x0a;
const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Refuses a large body that would take much memory once parsed.
 *
 * @param byLine whether each line is a JSON text of its own
 * @throws Problem `json_too_deep` (400), `too_many_values` (413)
 */
export function assertStructure(body: Buffer, byLine: boolean): void {
  if (body.length < large) return;
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let i = 0; i < body.length; i += 1) {
    const byte = body[i];
    if (byte === newline) {
      // No string goes on behind it: a quote that nothing closes must not hide what follows.
      inString = false;
      if (byLine) depth = 0;
    } else if (inString) {
      if (byte === backslash && body[i + 1] !== newline) i += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === comma) values += 1;
    else if (byte === openList || byte === openObject) {
      values += 1;
      depth += 1;
      if (depth > deepest) throw httpProblems.json_too_deep({ limit: deepest });
    } else if (byte === closeList || byte === closeObject) depth -= 1;
    if (values > mostValues) throw analyticsProblems.too_many_values({ limit: mostValues });
  }
}
