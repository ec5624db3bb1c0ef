import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import { campusProblems } from '../campus.errors.js';
import type { Level } from '../scopes/scope.js';
import { Scopes } from '../scopes/scopes.js';
import { keep } from '../structure/places.service.js';
import { keepProgramme } from '../structure/structure.sql.js';
import type {
  PassagePlaceDto,
  PassageRuleContentDto,
  PassageRuleDto,
  PassageRulesQueryDto,
} from './passage-rules.dto.js';
import { leadsTo, lockPassageRules, passageRuleList, putPassageRule } from './passage-rules.sql.js';

/** Keeps the rules by which students pass into the next year. */
@Injectable()
export class PassageRulesService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly audit: Audit,
  ) {}

  /**
   * The rules of the whole tenant, for whoever has a scope in it: students pass from one place to another.
   *
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400), `no_campus_scope` (403)
   */
  async list(caller: Caller, query: PassageRulesQueryDto): Promise<ListAnswer<PassageRuleDto>> {
    await this.scopes.of(caller);
    return readList(rowsOfTenant(this.database, caller.tenantId), passageRuleList, query);
  }

  /**
   * @throws Problem `not_in_structure` (404), `is_archived`, `rules_in_a_circle` (409), `unknown_place`, `level_not_offered` (422)
   */
  put(tenantId: string, programmeId: string, level: string, rule: PassageRuleContentDto): Promise<PassageRuleDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockPassageRules, tenantId);
      const [programme] = await tx.run(keepProgramme, programmeId);
      if (!programme) throw campusProblems.not_in_structure({ id: programmeId });
      assertOffered(programme.levels, level);
      const { pass, repeat } = rule;
      if (pass) await keepDestination(tx, 'pass/programmeId', pass);
      if (repeat) await keepDestination(tx, 'repeat/programmeId', repeat);
      const [found] = pass ? await tx.run(leadsTo, pass.programmeId, pass.level, programmeId, level) : [];
      if (found?.circle) throw campusProblems.rules_in_a_circle({ level });
      const to = { passProgrammeId: pass?.programmeId ?? null, passLevel: pass?.level ?? null };
      const again = { repeatProgrammeId: repeat?.programmeId ?? programmeId, repeatLevel: repeat?.level ?? level };
      const places = [to.passProgrammeId, to.passLevel, again.repeatProgrammeId, again.repeatLevel] as const;
      const [row] = await tx.run(putPassageRule, tenantId, programmeId, level, ...places);
      const line = { action: 'campus.passage-rule.set', targetKind: 'programme', targetId: programmeId };
      await this.audit.record(tx, { ...line, details: { level, ...to, ...again } });
      return row as PassageRuleDto;
    });
  }
}

/**
 * Keeps a place to which somebody passes until the transaction ends.
 *
 * @param field of the body, which names its programme
 * @returns the university and the UFR, by their columns
 * @throws Problem `is_archived` (409), `unknown_place`, `level_not_offered` (422)
 */
export async function keepDestination(tx: Transaction, field: string, { programmeId, level }: PassagePlaceDto) {
  const { levels, place } = await keep(tx, keepProgramme, field, programmeId);
  assertOffered(levels, level);
  return place;
}

function assertOffered(levels: readonly Level[], level: string): void {
  if (!levels.some((each) => each === level))
    throw campusProblems.level_not_offered({ level: level.slice(0, 10), levels: levels.join(', ') });
}
