import { createHash } from 'node:crypto';

/**
 * A script on the hash of one user (`redis-user-keys.ts` says its fields). Redis runs it atomically: no other write of
 * that user comes between what it reads and what it writes. It takes the hash as its only key, and as first argument
 * the time of the caller; all times are in milliseconds since 1970. Each script first deletes expired sessions.
 */
export interface UserScript {
  readonly text: string;
  readonly sha: string;
}

/** The functions that the scripts have in common. */
const shared = `
  -- The ten minutes of a token, and one for clock differences.
  local MARKS_MS = 11 * 60 * 1000

  -- Deletes the expired sessions, and returns the others. A packed session begins with its two times.
  local function active_sessions(key, now)
    local active, hash = {}, redis.call('HGETALL', key)
    for i = 1, #hash, 2 do
      local field, packed = hash[i], hash[i + 1]
      if string.sub(field, 1, 1) ~= '!' then
        local expires, seen = struct.unpack('>I6I6', packed)
        if expires <= now then redis.call('HDEL', key, field)
        else active[#active + 1] = { field = field, expires = expires, seen = seen } end
      end
    end
    return active
  end

  -- The time of a mark; 0 where there is none.
  local function mark_of(key, mark)
    return tonumber(redis.call('HGET', key, mark) or '0')
  end

  -- Lua prints a time with an exponent unless it is formatted.
  local function raise_mark(key, mark, at)
    if at > mark_of(key, mark) then redis.call('HSET', key, mark, string.format('%.0f', at)) end
  end

  -- Lets the hash live as long as the last of its sessions, and its marks as long as the tokens that they revoke.
  local function set_expiry(key, now, sessions)
    local last = now + MARKS_MS
    for _, session in ipairs(sessions) do last = math.max(last, session.expires) end
    if #sessions == 0 then redis.call('HDEL', key, '!role', '!name') end
    redis.call('PEXPIRE', key, string.format('%.0f', last - now))
  end
`;

/** Adds a session, and ends the least recently seen beyond `most`. Returns 1; or 0 where a mark is not older than it. */
export const beginScript = script(`
  local key, now = KEYS[1], tonumber(ARGV[1])
  local field, packed, expires, began = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
  local role, name, most = ARGV[6], ARGV[7], tonumber(ARGV[8])
  local sessions = active_sessions(key, now)
  if mark_of(key, '!user') >= began or mark_of(key, '!tokens') >= began then return 0 end
  table.sort(sessions, function(a, b) return a.seen > b.seen end)
  while #sessions >= most do redis.call('HDEL', key, table.remove(sessions).field) end
  redis.call('HSET', key, field, packed, '!role', role, '!name', name)
  sessions[#sessions + 1] = { expires = expires }
  set_expiry(key, now, sessions)
  return 1`);

/** Replaces a packed session. Returns 1; or 0 where it is no longer the one that the caller read. */
export const replaceScript = script(`
  local key, now = KEYS[1], tonumber(ARGV[1])
  local field, read, packed, expires = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
  local sessions = active_sessions(key, now)
  if redis.call('HGET', key, field) ~= read then return 0 end
  redis.call('HSET', key, field, packed)
  for _, session in ipairs(sessions) do if session.field == field then session.expires = expires end end
  set_expiry(key, now, sessions)
  return 1`);

/** Ends 'all' sessions and raises their mark to `at`, or 'only' the named one, or all 'except' it. Returns the fields that ended. */
export const endScript = script(`
  local key, now = KEYS[1], tonumber(ARGV[1])
  local which, named, at = ARGV[2], ARGV[3], tonumber(ARGV[4])
  local ended, left = {}, {}
  for _, session in ipairs(active_sessions(key, now)) do
    if which == 'all' or (which == 'only') == (session.field == named) then
      redis.call('HDEL', key, session.field)
      ended[#ended + 1] = session.field
    else left[#left + 1] = session end
  end
  if which == 'all' then raise_mark(key, '!user', at) end
  set_expiry(key, now, left)
  return ended`);

/**
 * Sets role and name, each unless it is '', and raises the mark of the tokens to `at`. With 'again' as last argument it
 * is a repeated write, which writes nothing where a later one raised the mark further.
 */
export const describeScript = script(`
  local key, now = KEYS[1], tonumber(ARGV[1])
  local at, role, name, again = tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5]
  local sessions = active_sessions(key, now)
  if again and mark_of(key, '!tokens') > at then return end
  if role ~= '' then redis.call('HSET', key, '!role', role) end
  if name ~= '' then redis.call('HSET', key, '!name', name) end
  raise_mark(key, '!tokens', at)
  set_expiry(key, now, sessions)`);

/** Raises both marks, each unless it is 0, and adds the session that the last five arguments describe, where they are given. */
export const carryScript = script(`
  local key, now = KEYS[1], tonumber(ARGV[1])
  local user_mark, tokens_mark = tonumber(ARGV[2]), tonumber(ARGV[3])
  local field, packed, expires, role, name = ARGV[4], ARGV[5], tonumber(ARGV[6]), ARGV[7], ARGV[8]
  local sessions = active_sessions(key, now)
  raise_mark(key, '!user', user_mark)
  raise_mark(key, '!tokens', tokens_mark)
  if field then
    redis.call('HSET', key, field, packed, '!role', role, '!name', name)
    sessions[#sessions + 1] = { expires = expires }
  end
  set_expiry(key, now, sessions)`);

function script(body: string): UserScript {
  const text = `${shared}${body}`;
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}
