import { checkRows, migrationOutsideTransaction } from '#platform/database';

/** Readers follow these addresses: of http or https alone, without white space and control characters. */
const isWeb = (column: string) => `${column} ~ '^https?://[^\\u0001-\\u0020\\u007f-\\u009f]+$'`;
const orNull = (column: string) => `${column} = case when ${isWeb(column)} then ${column} end`;
const webFile = '@.url like_regex "^https?://\\\\S+$"';
const ofPost = `${isWeb('url')} and ${isWeb('image')} and not attachments @? '$[*] ? (!(${webFile}))'`;
const ofHomepage = `${isWeb('homepage')} and length(homepage) <= 2000`;

/** Addresses were checked where they came in over HTTP or from a feed, and not where an archive brings them. */
export const PlatformWebAddresses1763700008486 = migrationOutsideTransaction(
  checkRows(
    'feeds.posts',
    'posts_addresses',
    ofPost,
    `update feeds.posts set ${orNull('url')}, ${orNull('image')},
       attachments = jsonb_path_query_array(attachments, '$[*] ? (${webFile})') where not (${ofPost})`,
  ),
  checkRows(
    'feeds.post_versions',
    'post_versions_url_check',
    isWeb('url'),
    `update feeds.post_versions set url = null where not ${isWeb('url')}`,
  ),
  checkRows(
    'feeds.subscriptions',
    'subscriptions_addresses',
    `${isWeb('url')} and ${isWeb('site_url')}`,
    // Nothing can be fetched there.
    `delete from feeds.subscriptions where not ${isWeb('url')}`,
    `update feeds.subscriptions set ${orNull('site_url')} where not ${isWeb('site_url')}`,
  ),
  checkRows(
    'catalog.apps',
    'apps_homepage_check',
    ofHomepage,
    `update catalog.apps set homepage = null where not (${ofHomepage})`,
  ),
  checkRows(
    'platform.webhook_endpoints',
    'webhook_endpoints_shown_url_check',
    `${isWeb('shown_url')} and length(shown_url) <= 2100`,
    `update platform.webhook_endpoints set shown_url = 'https://…' where not ${isWeb('shown_url')}`,
  ),
);
