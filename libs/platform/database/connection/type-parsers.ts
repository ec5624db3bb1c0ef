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

function parseTime(given: string): unknown {
  return UTC.test(given) ? new Date(`${given.slice(0, 10)}T${given.slice(11, -3)}Z`) : time(given);
}

function parseTexts(given: string): (string | null)[] {
  // An unquoted NULL is none.
  if (!UNQUOTED.test(given) || given.includes('NULL')) return texts(given);
  return given.slice(1, -1).split(',');
}
