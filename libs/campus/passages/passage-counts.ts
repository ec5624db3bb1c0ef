import type { LineGroup } from './passage-lines.sql.js';
import type { PassageCountsDto, PassageDestinationDto, PassageProblemCountDto } from './passage-plans.dto.js';

/** Counts the lines of a plan. */
export function countsOf(groups: readonly LineGroup[]): PassageCountsDto {
  const sum = (of: (group: LineGroup) => boolean) => groups.filter(of).reduce((all, { lines }) => all + lines, 0);
  const problems = new Map<string, PassageProblemCountDto>();
  const destinations = new Map<string, PassageDestinationDto>();
  for (const { programmeId, level, decision, problem, lines } of groups) {
    const place = `${programmeId} ${level}`;
    if (problem) {
      problems.set(problem, { problem, students: lines + (problems.get(problem)?.students ?? 0) });
      continue;
    }
    const { students, repeating } = destinations.get(place) ?? { students: 0, repeating: 0 };
    const again = decision === 'repeat' ? lines : 0;
    destinations.set(place, { programmeId, level, students: students + lines, repeating: repeating + again });
  }
  return {
    lines: sum(() => true),
    applied: sum(({ state }) => state === 'applied'),
    undone: sum(({ state }) => state === 'undone'),
    exceptions: sum(({ byHand }) => byHand),
    problems: [...problems.values()],
    destinations: [...destinations.values()],
  };
}
