// Real: an API, a worker and PostgreSQL in processes of their own, the clients of the drills, and their servers of mails and
// webhooks. Faked: what a store that loses and repeats would do, by SQL and by a second job.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface Found {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly acknowledged: number;
}
type Look = Readonly<Record<'entries' | 'invitations', Found>>;
type Last = Look & Readonly<Record<'sessions' | 'events' | 'uploads' | 'zips', Found>>;

describe('the checker of the drills', () => {
  let seen: Readonly<Record<'before' | 'twice', Look>> & {
    readonly forgotten: Last;
    readonly wrong: readonly string[];
  };
  beforeAll(async () => {
    const program = promisify(execFile)(process.execPath, ['test/drill/checker/notices.mjs']);
    seen = JSON.parse((await program).stdout);
  });

  it('finds nothing where each of 10,000 acknowledged writes is there once', () => {
    expect(seen.before).toEqual({
      entries: { lost: [], twice: [], acknowledged: 10_000 },
      invitations: { lost: [], twice: [], acknowledged: 3 },
    });
    expect(seen.wrong).toEqual([]);
  });

  it('finds the one write that the store forgot', () => {
    expect(seen.forgotten.entries.lost).toEqual(['mark-3, an entry, is not there']);
    expect(seen.forgotten.entries.twice).toEqual([]);
  });

  it('finds a session, an event, a file, a ZIP and a message that the store forgot', () => {
    const { invitations, sessions, events, uploads, zips } = seen.forgotten;
    expect([invitations, sessions, events, uploads, zips].map(({ lost }) => lost)).toEqual([
      [expect.stringMatching(/^the message of guest-\d@.* never came$/)],
      [expect.stringMatching(/^a session of .* that was begun is not$/)],
      [expect.stringContaining('event'), expect.stringMatching(/^(\d+) rows, \d+ counted, \d+ in the ledger$/)],
      ['the uploaded file-1 is not there, or another', expect.stringMatching(/ lacks file-1, or has others$/)],
      [expect.stringMatching(/^the ZIP of .* answered 404$/)],
    ]);
  });

  it('finds a second row of a write, and a second mail of a job', () => {
    expect(seen.twice.entries.twice).toEqual(['2 entries are there of mark-7']);
    expect(seen.twice.invitations.twice).toEqual(['twice@drill.example got 2 different mails']);
    expect([...seen.twice.entries.lost, ...seen.twice.invitations.lost]).toEqual([]);
  });
});
