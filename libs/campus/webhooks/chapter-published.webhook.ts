import { declareWebhookEvent } from '#platform/webhooks';
import type { ChapterPublished } from '../events/index.js';
import { chapterOfMessage } from './message-data.sql.js';

const example = {
  chapterId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60',
  subjectId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61',
  title: 'Limits of sequences',
  subject: 'Analysis',
  programmeId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62',
  level: 'L1',
};

/** Tells webhooks of chapters that are published. */
export const ChapterPublishedWebhook = declareWebhookEvent<ChapterPublished, typeof example>({
  type: 'campus.chapter.published',
  version: 1,
  after: { type: 'campus.chapter.published', version: 1 },
  description: {
    en: 'A chapter was published, perhaps once more after it was archived.',
    fr: 'Un chapitre a été publié, peut-être à nouveau après avoir été archivé.',
  },
  example,
  async data({ data }, tx) {
    const [chapter] = await tx.run(chapterOfMessage, data.chapterId);
    return chapter && { ...data, ...chapter };
  },
  text: ({ title, subject }, locale) =>
    locale === 'fr'
      ? `${subject} : le chapitre ${title} est publié.`
      : `${subject}: the chapter ${title} is published.`,
});
