import { defineProblems, problem } from '#platform/problems';

export const changesProblems = defineProblems('catalog', {
  changes_expired: problem(410, 'The changes are no longer kept', 'Ces changements ne sont plus conservés', {
    en: 'This store no longer keeps what followed. Read its changes without since to the end, then all its apps (GET /v1/stores/{tenant}/apps), and go on from the last page.next.',
    fr: 'Cette boutique ne conserve plus ce qui a suivi. Lisez ses changements sans since jusqu’à la fin, puis toutes ses applications (GET /v1/stores/{tenant}/apps), et poursuivez depuis le dernier page.next.',
  }),
});
