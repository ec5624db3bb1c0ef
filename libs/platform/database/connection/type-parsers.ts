import pg from 'pg';

const { types } = pg;

/** `2026-11-21 19:05:01.123456+00`, as PostgreSQL sends a time to a session in UTC. */
const UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/;
/** An array of strings none of which needs quotes. */
const UNQUOTED = /^\{[^{}"\\]+\}$/;

const time = types.getTypeParser(types.builtins.TIMESTAMPTZ);
const TEXT_ARRAY = 1009;
// The types of pg do not name it.
const texts = types.getTypeParser(TEXT_ARRAY as never);

/** Fast ways to read what most rows have, of the times and arrays of texts that pg reads character by character. */
export const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return types.getTypeParser(oid, format);
    if (oid === types.builtins.TIMESTAMPTZ) return parseTime;
    // A day, as in `2026-01-15`: in pg it becomes midnight of a time zone.
    if (oid === types.builtins.DATE) return String;
    return oid === TEXT_ARRAY ? parseTexts : types.getTypeParser(oid);
  },
};

/** The same, with the text of `Date.prototype.toJSON` for each time. */
export const textTypeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return oid === types.builtins.TIMESTAMPTZ && format !== 'binary'
      ? timeText
      : typeParsers.getTypeParser(oid, format);
  },
};

/** To the millisecond, as in a Date. */
function timeText(given: string): unknown {
  if (!UTC.test(given)) {
    const read: unknown = time(given);
    return read instanceof Date ? read.toJSON() : read;
  }
  return `${given.slice(0, 10)}T${given.slice(11, 19)}.${given.slice(20, -3).padEnd(3, '0').slice(0, 3)}Z`;
}

function parseTime(given: string): unknown {
  return UTC.test(given) ? new Date(`${given.slice(0, 10)}T${given.slice(11, -3)}Z`) : time(given);
}

function parseTexts(given: string): (string | null)[] {
  // An unquoted NULL is none.
  if (!UNQUOTED.test(given) || given.includes('NULL')) return texts(given);
  return given.slice(1, -1).split(',');
}
