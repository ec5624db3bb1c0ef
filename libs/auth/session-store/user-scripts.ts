import { createHash } from 'node:crypto';

/** How long a mark of a user is stored, in milliseconds: the ten minutes of a token, and one for clock differences. */
const MARKS_MS = 11 * 60_000;
/** The most sessions of a user. */
export const MOST_SESSIONS = 50;

/** A script on the hash of one user; Redis runs it atomically. */
export interface UserScript {
  readonly text: string;
  readonly sha: string;
}

/** Begins every script: deletes expired sessions, and defines the functions below, of which `renew` sets the hash's TTL. */
const prelude = `
  local key, now = KEYS[1], tonumber(ARGV[1])
  local alive, last = {}, now + ${MARKS_MS}
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local field, value = all[i], all[i + 1]
    if string.sub(field, 1, 1) ~= '!' then
      local expires, seen = struct.unpack('>I6I6', value)
      if expires <= now then redis.call('HDEL', key, field)
      else alive[#alive + 1] = { field = field, expires = expires, seen = seen } end
    end
  end
  local function mark(name, at)
    local known = tonumber(redis.call('HGET', key, name) or '0')
    if at > known then redis.call('HSET', key, name, string.format('%.0f', at)) end
  end
  local function renew(left)
    for _, session in ipairs(left) do if session.expires > last then last = session.expires end end
    if #left == 0 then redis.call('HDEL', key, '!role', '!name') end
    redis.call('PEXPIRE', key, string.format('%.0f', last - now))
  end`;

/** [now, field, packed, expires, began, role, name] → 1, or 0 where a mark is not older than the session. */
export const beginScript = script(`
  local began = tonumber(ARGV[5])
  for _, name in ipairs({ '!user', '!tokens' }) do
    local at = tonumber(redis.call('HGET', key, name) or '0')
    if at >= began then return 0 end
  end
  table.sort(alive, function(a, b) return a.seen > b.seen end)
  while #alive >= ${MOST_SESSIONS} do redis.call('HDEL', key, table.remove(alive).field) end
  redis.call('HSET', key, ARGV[2], ARGV[3], '!role', ARGV[6], '!name', ARGV[7])
  alive[#alive + 1] = { expires = tonumber(ARGV[4]) }
  renew(alive)
  return 1`);

/** [now, field, expected, new value, expires] → 1, or 0 where the field has another value. */
export const replaceScript = script(`
  if redis.call('HGET', key, ARGV[2]) ~= ARGV[3] then return 0 end
  redis.call('HSET', key, ARGV[2], ARGV[4])
  for _, session in ipairs(alive) do if session.field == ARGV[2] then session.expires = tonumber(ARGV[5]) end end
  renew(alive)
  return 1`);

/** [now, 'all' | 'only' | 'except', field, at] → the fields that ended. */
export const endScript = script(`
  local ended, left = {}, {}
  for _, session in ipairs(alive) do
    local named = session.field == ARGV[3]
    if ARGV[2] == 'all' or (ARGV[2] == 'only') == named then
      redis.call('HDEL', key, session.field)
      ended[#ended + 1] = session.field
    else left[#left + 1] = session end
  end
  if ARGV[2] == 'all' then mark('!user', tonumber(ARGV[4])) end
  renew(left)
  return ended`);

/** [now, at, role or '', name or '', 'again' for a repeated write, which must not undo a later one] */
export const describeScript = script(`
  if ARGV[5] and tonumber(redis.call('HGET', key, '!tokens') or '0') > tonumber(ARGV[2]) then return 0 end
  if ARGV[3] ~= '' then redis.call('HSET', key, '!role', ARGV[3]) end
  if ARGV[4] ~= '' then redis.call('HSET', key, '!name', ARGV[4]) end
  mark('!tokens', tonumber(ARGV[2]))
  renew(alive)
  return 1`);

/** [now, mark of ended sessions or 0, mark of tokens or 0, and of a session: field, packed, expires, role, name] */
export const carryScript = script(`
  mark('!user', tonumber(ARGV[2]))
  mark('!tokens', tonumber(ARGV[3]))
  if ARGV[4] then
    redis.call('HSET', key, ARGV[4], ARGV[5], '!role', ARGV[7], '!name', ARGV[8])
    alive[#alive + 1] = { expires = tonumber(ARGV[6]) }
  end
  renew(alive)
  return 1`);

function script(body: string): UserScript {
  const text = `${prelude}\n${body}`;
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}
