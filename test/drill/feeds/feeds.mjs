// The feeds of the drill, who follows them, and how the servers of some misbehave: the address of each says it.

/** Posts of each feed. */
export const POSTS = 20;
/** Followers of each feed. */
const FOLLOWERS = 4;
/** Feeds of each tenant. */
const FEEDS_EACH = 12;
/** Hosts that a tenth of the feeds share; every other feed has a host of its own. */
const SHARED_HOSTS = 10;
/** What feeds whose number ends with 00, 01 and so on do; all others answer as they should. */
const kinds = ['slow', 'slow', 'slow', 'reset', 'refused', 'reset', 'huge', 'failing', 'failing'];
/** A prime number, so that the feeds of a tenant are of many hosts. */
const APART = 257;

/** Three times as many feeds as tenants, each of which four follow. */
export function feedsOf(tenants) {
  const feeds = (tenants * FEEDS_EACH) / FOLLOWERS;
  return Array.from({ length: feeds }, (_, number) => feedOf(number, number < feeds / 10));
}

function feedOf(number, isShared) {
  const found = kinds[number % 100] ?? 'fine';
  // A host refuses connections as a whole.
  const kind = isShared && found === 'refused' ? 'reset' : found;
  const host = isShared
    ? `shared-${number % SHARED_HOSTS}`
    : `${kind === 'refused' ? 'refused' : 'feed'}-${`${number}`.padStart(4, '0')}`;
  return {
    number,
    isLive: kind === 'fine' || kind === 'slow',
    // A host that closes a connection without an answer is asked once more at once.
    requests: kind === 'reset' ? 2 : 1,
    url: `http://${host}.example/${kind}/${number}.xml`,
  };
}

/** The feeds that the tenant with this number, from 0, follows. */
export function feedsOfTenant(tenant, feeds) {
  return Array.from({ length: FEEDS_EACH }, (_, own) => {
    const place = tenant * FEEDS_EACH + own;
    // Each time around, the tenants share their feeds with others.
    const around = Math.floor(place / feeds.length);
    return feeds[((place + around * 5) * APART) % feeds.length];
  });
}
