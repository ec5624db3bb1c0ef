import type { Person } from '#platform/access';
import { Demonstrates, type DemonstrationContent } from '#platform/demonstrations';
import { ProfileService } from '../profile/profile.service.js';
import { RemindersService } from '../reminders/reminders.service.js';
import { SyncService } from '../sync/sync.service.js';
import { recoveryYear } from './recovery-year.js';

/** Changes of one request of a device. */
const AT_ONCE = 100;

/** The journal of a made-up person over a year. */
@Demonstrates({
  product: 'journeys',
  slug: 'demo-journeys',
  name: 'Journeys (démonstration)',
  owner: { mailbox: 'camille', name: 'Camille' },
})
export class JournalDemo implements DemonstrationContent {
  constructor(
    private readonly journal: SyncService,
    private readonly profile: ProfileService,
    private readonly reminders: RemindersService,
  ) {}

  /** What the person has changed or deleted since stays so. */
  async fill(person: Person): Promise<void> {
    const year = recoveryYear(person.userId);
    for (let from = 0; from < year.length; from += AT_ONCE) {
      const { results } = await this.journal.sync(
        person,
        { changes: year.slice(from, from + AT_ONCE), limit: 1 },
        'en',
      );
      const refused = results.find(({ status }) => status === 'refused');
      if (refused) throw new Error(`The journal takes no demonstration: ${refused.problem?.detail}`);
    }
    const { version } = await this.profile.read(person);
    if (version === 0) await this.profile.replace(person, { nickname: 'Camille', syncBatchSize: 20 }, undefined);
    // Nobody reads the mails of this address.
    const { data } = await this.reminders.list(person, { limit: 1 });
    if (data.length === 0) {
      await this.reminders.create(person, { time: '20:00', weekdays: [1, 2, 3, 4, 5, 6, 7], channels: ['event'] });
    }
  }
}
