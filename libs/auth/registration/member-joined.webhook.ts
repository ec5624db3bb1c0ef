import type { Role } from '#platform/access';
import { declareWebhookEvent } from '#platform/webhooks';
import type { UserRegistered } from '../events/index.js';

const example: { userId: string; role: Role } = { userId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f', role: 'member' };

const roles: Readonly<Record<Role, { en: string; fr: string }>> = {
  member: { en: 'member', fr: 'membre' },
  editor: { en: 'editor', fr: 'éditeur' },
  admin: { en: 'admin', fr: 'administrateur' },
  owner: { en: 'owner', fr: 'propriétaire' },
};

/** Tells webhooks of new members, by their ids: a name stays where an erasure finds it. */
export const MemberJoinedWebhook = declareWebhookEvent<UserRegistered, typeof example>({
  type: 'auth.member.joined',
  version: 1,
  after: { type: 'auth.user.registered', version: 1 },
  description: {
    en: 'A user registered, accepted an invitation or was imported.',
    fr: 'Un utilisateur s’est inscrit, a accepté une invitation ou a été importé.',
  },
  example,
  data: ({ data: { userId, role } }) => ({ userId, role }),
  text: ({ role }, locale) =>
    locale === 'fr' ? `Un nouveau membre est arrivé (${roles[role].fr}).` : `A new member joined (${roles[role].en}).`,
});
